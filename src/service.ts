/** What requests are served with. */
import type { Dialect, Version } from '../model/dialect.js';
import type { Identity } from './identity/identity.js';
import type { EventHandlers } from './lifecycle/drain.js';
import type { PlanCache } from './odata/query/index.js';
import type { ResourcePaths } from './odata/resource-path.js';
import type { Operations } from './operation.js';

/** What all requests share. */
export interface Service {
  readonly dialects: Readonly<Record<Version, Dialect>>;
  readonly operations: Operations;
  readonly events: EventHandlers;
  readonly paths: ResourcePaths;
  readonly plans: PlanCache;
  /** Queries that the service refuses are answered all the same. */
  readonly lenient: boolean;
  /** Who asks without a token. */
  readonly administrator: string;
  /** Knows who asks, and what they may do. */
  readonly identity: Identity;
  /** Told of what nobody foresaw. */
  readonly onFailure: (error: unknown) => void;
}

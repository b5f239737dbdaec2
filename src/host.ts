/** What one process emulates: the service that all requests share, and its tenants. */
import { dialects, links, tables } from '../model/index.js';
import { operations } from '../routes/index.js';
import { randomSeed } from './ids.js';
import { ADMINISTRATOR_ID, seedDirectory } from './lifecycle/directory/seed.js';
import { attachDirectoryReactions } from './lifecycle/directory/reactions.js';
import { directoryEvents } from './lifecycle/directory/events.js';
import { lifecycleTables } from './lifecycle/tables.js';
import { entitlementEvents } from './lifecycle/entitlement/events.js';
import { seedEntitlement } from './lifecycle/entitlement/seed.js';
import { PlanCache } from './odata/query/index.js';
import type { Service } from './serve.js';
import { Schema, type Sealed, Timeline } from './store/index.js';
import { Tenants } from './tenant.js';

export interface HostOptions {
  /** The same seed and the same calls give the same ids. */
  readonly randomSeed?: string;
  /** Answers queries that the service refuses. */
  readonly lenient?: boolean;
  /** Told of failures of the emulator itself. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Host {
  readonly service: Service;
  readonly tenants: Tenants;
}

let sealed: Sealed | undefined;

/** The state that every tenant begins with, made once for the process. */
function seed(): Sealed {
  if (!sealed) {
    const timeline = Timeline.empty(new Schema([...tables, ...lifecycleTables], [...links]));
    timeline.load((tx) => {
      seedDirectory(tx);
      seedEntitlement(tx);
    });
    sealed = timeline.seal();
  }
  return sealed;
}

export function createHost(options: HostOptions = {}): Host {
  const service: Service = {
    dialects,
    operations,
    events: { ...directoryEvents, ...entitlementEvents },
    plans: new PlanCache(),
    lenient: options.lenient ?? false,
    administrator: ADMINISTRATOR_ID,
    onFailure: options.onFailure ?? (() => {}),
  };
  const tenants = new Tenants(seed(), options.randomSeed ?? randomSeed(), (tenant) => attachDirectoryReactions(tenant.timeline));
  return { service, tenants };
}

/** What one process emulates: the service that all requests share, and its tenants. */
import { dialects, links, tables, tracked } from '../model/index.js';
import { operations } from '../routes/index.js';
import { Identity, type IdentityOptions } from './identity/identity.js';
import { randomSeed } from './ids.js';
import { directoryEvents } from './lifecycle/directory/events.js';
import { attachDirectoryReactions } from './lifecycle/directory/reactions.js';
import { ADMINISTRATOR_ID, seedDirectory } from './lifecycle/directory/seed.js';
import type { EventHandlers } from './lifecycle/drain.js';
import { attachAutomaticPolicies } from './lifecycle/entitlement/automatic.js';
import { entitlementEvents } from './lifecycle/entitlement/events.js';
import { seedEntitlement } from './lifecycle/entitlement/seed.js';
import { lifecycleTables } from './lifecycle/tables.js';
import { PlanCache } from './odata/query/index.js';
import { ResourcePaths } from './odata/resource-path.js';
import type { Service } from './service.js';
import { Schema, type Sealed, Timeline } from './store/index.js';
import { Tenants } from './tenant.js';

export interface HostOptions extends IdentityOptions {
  /** The same seed and the same calls give the same ids. */
  readonly randomSeed?: string;
  /** Answers queries that the service refuses. */
  readonly lenient?: boolean;
  /** What every tenant begins with, in the place of an empty directory. */
  readonly base?: Sealed;
  /** Told of failures of the emulator itself. */
  readonly onFailure?: (error: unknown) => void;
}

export interface Host {
  readonly service: Service;
  readonly tenants: Tenants;
  /** The certificate that clients have to trust, as PEM, where HTTPS is listened for. */
  ca?: string | undefined;
  /** Where the tenants are kept beyond the process, if anywhere. */
  readonly data?: { readonly path: string; save(): Promise<void> } | undefined;
}

let sealed: Sealed | undefined;

/** The state of a tenant without any seed, made once for the process. */
export function pristine(): Sealed {
  if (!sealed) {
    const timeline = Timeline.empty(new Schema([...tables, ...lifecycleTables], links, tracked));
    timeline.load((tx) => {
      seedDirectory(tx);
      seedEntitlement(tx);
    });
    sealed = timeline.seal();
  }
  return sealed;
}

/** What falls due, of all workloads. */
export const events: EventHandlers = { ...directoryEvents, ...entitlementEvents };

export function createHost(options: HostOptions = {}): Host {
  const service: Service = {
    dialects,
    operations,
    events,
    paths: new ResourcePaths(),
    plans: new PlanCache(),
    lenient: options.lenient ?? false,
    administrator: ADMINISTRATOR_ID,
    identity: new Identity(options, ADMINISTRATOR_ID),
    onFailure: options.onFailure ?? (() => {}),
  };
  const tenants = new Tenants(options.base ?? pristine(), options.randomSeed ?? randomSeed(), (tenant) => {
    attachDirectoryReactions(tenant.timeline);
    attachAutomaticPolicies(tenant);
  });
  return { service, tenants };
}

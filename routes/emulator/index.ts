/**
 * The control API: what a test asks of an emulator besides Graph itself, under `/_emulator` (of the default tenant) and
 * `/t/{name}/_emulator`. Declared as data: the routes, their validation, their part of openapi.yaml and the typed client
 * follow from it.
 */
import { behaviourRoutes } from './behaviour.js';
import { clockRoutes } from './clock.js';
import type { ControlRoute } from './declare.js';
import { deliveryRoutes } from './delivery.js';
import { faultRoutes } from './faults.js';
import { journalRoutes } from './journal.js';
import { snapshotRoutes } from './snapshots.js';
import { stateRoutes } from './state.js';
import { tenantRoutes } from './tenants.js';
import { tokenRoutes } from './tokens.js';

export { ahead } from './clock.js';
export type { ControlRoute } from './declare.js';

/** Every route by the name that the typed client has for it. */
export const controlApi = {
  ...tenantRoutes,
  ...clockRoutes,
  ...stateRoutes,
  ...snapshotRoutes,
  ...deliveryRoutes,
  ...faultRoutes,
  ...journalRoutes,
  ...behaviourRoutes,
  ...tokenRoutes,
};

export const controlRoutes: readonly ControlRoute[] = Object.values(controlApi) as readonly ControlRoute[];

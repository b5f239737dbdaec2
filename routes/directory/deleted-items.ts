/** The recycle bin: `/directory/deletedItems`. */
import { entity, noContent } from '../../src/answers.js';
import { requestRefused, segmentNotFound } from '../../src/errors/index.js';
import {
  deletedItem,
  ownedDeletedItems,
  purgeItem,
  type RestoreOptions,
  restoreItem,
} from '../../src/lifecycle/directory/deleted-items.js';
import type { Call, Operation } from '../../src/operation.js';
import { directoryObjects, lastKey, operation, refusal } from './parts.js';

const ITEMS = '/directory/deletedItems';
const context = 'directoryObjects';

/** Nothing else that has the id leads to a deleted item. */
function itemInPath(call: Call) {
  if (!call.path.template.startsWith(`${ITEMS}/{id}`)) throw segmentNotFound('restore');
  return deletedItem(call.tx, lastKey(call));
}
const typeOf = (call: Call) => call.path.dialect.type('directoryObject');

/** Restoring takes no body, or options. */
function restoreOptions(call: Call): RestoreOptions {
  return call.header('content-type') === undefined ? {} : call.parameters();
}

export const deletedItemOperations: readonly Operation[] = [
  refusal('GET', ITEMS, 'directory-deleteditems-list', () =>
    requestRefused(
      'The type of the deleted objects has to be named: /directory/deletedItems/microsoft.graph.user, for example.',
    ),
  ),
  operation('GET', `${ITEMS}/{id}`, 'directory-deleteditems-get', (call) => {
    const plan = call.plan(typeOf(call), call.query, { single: true });
    return entity(call, 200, typeOf(call), itemInPath(call), { plan, context });
  }),
  operation('DELETE', `${ITEMS}/{id}`, 'directory-deleteditems-delete', (call) => {
    purgeItem(call, itemInPath(call).id);
    return noContent;
  }),
  operation('POST', `${ITEMS}/{id}/restore`, 'directory-deleteditems-restore', (call) => {
    const restored = restoreItem(call, itemInPath(call), restoreOptions(call));
    return entity(call, 200, typeOf(call), restored, { context });
  }),
  operation('POST', `${ITEMS}/getUserOwnedObjects`, 'directory-deleteditems-getuserownedobjects', (call) =>
    directoryObjects(call, ownedDeletedItems(call.tx, call.parameters())),
  ),
];

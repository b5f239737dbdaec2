/** Groups, and who is in them. */
import { type Group, groups, members, owners } from '../../model/directory/tables.js';
import { created, empty, entity, noContent } from '../../src/answers.js';
import { badRequest, objectNotFound } from '../../src/errors/index.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import { createGroup, renewGroup, updateGroup } from '../../src/lifecycle/directory/groups.js';
import { assignGroupLicenses } from '../../src/lifecycle/directory/licences.js';
import { validateGroupNames } from '../../src/lifecycle/directory/names.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { operation, referencesIn, refusal } from './parts.js';
import { memberReferences, ownerReferences } from './references.js';

const RELATED = ['members', 'owners'] as const;

function create(call: Call, uniqueName?: string): Answer {
  const bound = call.bind('create');
  const fields = uniqueName === undefined ? bound.fields : { ...bound.fields, uniqueName };
  const group = createGroup(call, fields, referencesIn(call, bound, RELATED));
  return created(call, bound.type, group, {
    context: 'groups',
    identified: true,
    headers: { Location: `${call.root}/groups('${group.id}')` },
  });
}

function update(call: Call, group: Group): Answer {
  const bound = call.bind('patch');
  const ofMailbox = updateGroup(call, group, bound.fields, referencesIn(call, bound, RELATED));
  return ofMailbox ? empty(200) : noContent;
}

/**
 * A group that is named by its uniqueName is created when there is none and the client asks for that. Asked again, the
 * same body changes nothing: who is in the group already is not added twice.
 */
function upsert(call: Call): Answer {
  const key = call.path.steps.at(-1);
  if (key?.kind !== 'key' || key.alternate !== 'uniqueName') return update(call, call.entity());
  const existing = call.tx.find(groups, 'uniqueName', key.key.toLowerCase());
  const createsMissing = /\bcreate-if-missing\b/i.test(call.header('prefer') ?? '');
  if (existing) return createsMissing ? merge(call, existing) : update(call, existing);
  if (!createsMissing) throw objectNotFound(key.key);
  return create(call, key.key);
}

function merge(call: Call, group: Group): Answer {
  const bound = call.bind('upsert');
  const { members: named = [], owners: owning = [] } = referencesIn(call, bound, RELATED);
  updateGroup(call, group, bound.fields, {
    members: named.filter((id) => !call.tx.linked(members, group.id, id)),
    owners: owning.filter((id) => !call.tx.linked(owners, group.id, id)),
  });
  return noContent;
}

export const groupOperations: readonly Operation[] = [
  operation('POST', '/groups', 'group-post-groups', (call) => create(call)),
  operation('PATCH', '/groups/{id}', 'group-update', upsert),
  operation('DELETE', '/groups/{id}', 'group-delete', (call) => {
    deleteObject(call, call.entity<Group>());
    return noContent;
  }),
  ...memberReferences,
  ...ownerReferences('groups', 'group'),
  refusal('PATCH', '/groups/{id}/members/$ref', 'group-post-members', () =>
    badRequest('The request is currently not supported on the targeted entity set'),
  ),
  operation('POST', '/groups/{id}/renew', 'group-renew', (call) => {
    renewGroup(call, call.entity());
    return noContent;
  }),
  operation('POST', '/groups/{id}/validateProperties', 'group-validateproperties', (call) => {
    validateGroupNames(call.tx, call.parameters(), call.entity<Group>().id);
    return noContent;
  }),
  operation('POST', '/groups/{id}/assignLicense', 'group-assignlicense', (call) => {
    const group = assignGroupLicenses(call, call.entity(), call.parameters());
    return entity(call, 202, call.path.dialect.type('group'), group);
  }),
];

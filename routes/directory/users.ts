/** Users: `/users` and `/me`. */
import type { User } from '../../model/directory/tables.js';
import { created, entity, noContent, value } from '../../src/answers.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import { isLocalAccount } from '../../src/lifecycle/directory/identities.js';
import { assignUserLicenses } from '../../src/lifecycle/directory/licences.js';
import {
  addSponsors,
  changePassword,
  createLocalAccount,
  createUser,
  removeManager,
  removeSponsor,
  revokeSignInSessions,
  setManager,
  updateUser,
} from '../../src/lifecycle/directory/users.js';
import type { Answer, Call, Operation } from '../../src/operation.js';
import { operation, ownerInPath, planWith, referenceInBody, referencesIn } from './parts.js';
import { references } from './references.js';

const RELATED = ['manager', 'sponsors'] as const;

/** A local account needs less than others, and is answered with how it signs in. */
function create(call: Call): Answer {
  const isLocal = isLocalAccount(call.json());
  const bound = call.bind(isLocal ? 'upsert' : 'create');
  const related = referencesIn(call, bound, RELATED);
  const { type, fields } = bound;
  if (!isLocal) return created(call, type, createUser(call, fields, related));
  const user = createLocalAccount(call, fields, related);
  return created(call, type, user, { plan: planWith(call, type, ['identities']), fragment: '' });
}

export const userOperations: readonly Operation[] = [
  operation('POST', '/users', 'user-post-users', create),
  operation('PATCH', '/users/{id}', 'user-update', (call) => {
    updateUser(call, call.entity(), call.bind('patch').fields);
    return noContent;
  }),
  operation('DELETE', '/users/{id}', 'user-delete', (call) => {
    deleteObject(call, call.entity<User>());
    return noContent;
  }),
  operation('PUT', '/users/{id}/manager/$ref', 'user-post-manager', (call) => {
    setManager(call, ownerInPath(call), referenceInBody(call));
    return noContent;
  }),
  operation('DELETE', '/users/{id}/manager/$ref', 'user-delete-manager', (call) => {
    removeManager(call, ownerInPath(call));
    return noContent;
  }),
  ...references(
    '/users/{id}/sponsors',
    { add: 'user-post-sponsors', remove: 'user-delete-sponsors' },
    { add: addSponsors, remove: removeSponsor },
  ),
  operation('POST', '/users/{id}/assignLicense', 'user-assignlicense', (call) => {
    const user = assignUserLicenses(call, call.entity(), call.parameters());
    const type = call.path.dialect.type('user');
    const plan = planWith(call, type, ['assignedLicenses', 'assignedPlans']);
    return entity(call, 200, type, user, { plan, fragment: '' });
  }),
  operation('POST', '/users/{id}/changePassword', 'user-changepassword', (call) => {
    const { currentPassword, newPassword } = call.parameters();
    changePassword(call, call.entity(), String(currentPassword), String(newPassword));
    return noContent;
  }),
  operation('POST', '/users/{id}/revokeSignInSessions', 'user-revokesigninsessions', (call) => {
    revokeSignInSessions(call, call.entity());
    return value(call, 'Edm.Boolean', true);
  }),
];

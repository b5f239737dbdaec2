/** Users: `/users` and `/me`. */
import type { User } from '../../model/directory/tables.js';
import { created, entity, noContent, value } from '../../src/answers.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import { assignUserLicenses } from '../../src/lifecycle/directory/licences.js';
import {
  addSponsors,
  changePassword,
  createUser,
  removeManager,
  removeSponsor,
  revokeSignInSessions,
  setManager,
  updateUser,
} from '../../src/lifecycle/directory/users.js';
import type { Operation } from '../../src/operation.js';
import { operation, ownerInPath, referenceInBody, referencesIn } from './parts.js';
import { references } from './references.js';

export const userOperations: readonly Operation[] = [
  operation('POST', '/users', 'user-post-users', (call) => {
    const bound = call.bind('create');
    const related = referencesIn(call, bound, ['manager', 'sponsors']);
    return created(call, bound.type, createUser(call, bound.fields, related));
  }),
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
    return entity(call, 200, call.path.dialect.type('user'), user);
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

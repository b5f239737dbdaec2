/** Actions and functions of the directory that both versions have. */
import { type BoundOperation, complex, flag, guid, list, type PropertyOptions, text } from '../edm.js';
import { keyCredential, passwordCredential } from './application-values.js';
import { assignedLicense } from './licence-values.js';

const needed: PropertyOptions = { required: true, nullable: false };
const texts: BoundOperation['returns'] = { property: text(), collection: true };

const anyObject = [
  {
    kind: 'action',
    name: 'checkMemberGroups',
    on: 'directoryObject',
    parameters: { groupIds: list(text(), needed) },
    returns: texts,
  },
  {
    kind: 'action',
    name: 'checkMemberObjects',
    on: 'directoryObject',
    parameters: { ids: list(text(), needed) },
    returns: texts,
  },
  {
    kind: 'action',
    name: 'getMemberGroups',
    on: 'directoryObject',
    parameters: { securityEnabledOnly: flag() },
    returns: texts,
  },
  {
    kind: 'action',
    name: 'getMemberObjects',
    on: 'directoryObject',
    parameters: { securityEnabledOnly: flag() },
    returns: texts,
  },
  {
    kind: 'action',
    name: 'restore',
    on: 'directoryObject',
    parameters: { autoReconcileProxyConflict: flag(), newUserPrincipalName: text() },
    returns: { type: 'directoryObject' },
  },
  {
    kind: 'action',
    name: 'getByIds',
    on: 'directoryObject',
    collection: true,
    parameters: { ids: list(text(), needed), types: list(text()) },
    returns: { type: 'directoryObject', collection: true },
  },
  {
    kind: 'action',
    name: 'getUserOwnedObjects',
    on: 'directoryObject',
    collection: true,
    parameters: { userId: text(needed), type: text(needed) },
    returns: { type: 'directoryObject', collection: true },
  },
  {
    kind: 'action',
    name: 'validateProperties',
    on: 'directoryObject',
    collection: true,
    parameters: { entityType: text(), displayName: text(), mailNickname: text(), onBehalfOfUserId: guid() },
  },
] as const satisfies readonly BoundOperation[];

const licences = { addLicenses: list(complex(assignedLicense), needed), removeLicenses: list(guid(), needed) };

const groupsAndUsers = [
  { kind: 'action', name: 'assignLicense', on: 'group', parameters: licences, returns: { type: 'group' } },
  { kind: 'action', name: 'renew', on: 'group' },
  {
    kind: 'action',
    name: 'validateProperties',
    on: 'group',
    parameters: { displayName: text(), mailNickname: text(), onBehalfOfUserId: guid() },
  },
  { kind: 'action', name: 'assignLicense', on: 'user', parameters: licences, returns: { type: 'user' } },
  {
    kind: 'action',
    name: 'changePassword',
    on: 'user',
    parameters: { currentPassword: text(needed), newPassword: text(needed) },
  },
  { kind: 'action', name: 'revokeSignInSessions', on: 'user', returns: { property: flag() } },
] as const satisfies readonly BoundOperation[];

/** Credentials of an application and of a service principal are added and removed alike. */
const credentials = (['application', 'servicePrincipal'] as const).flatMap((on): BoundOperation[] => [
  {
    kind: 'action',
    name: 'addKey',
    on,
    parameters: {
      keyCredential: complex(keyCredential, needed),
      passwordCredential: complex(passwordCredential),
      proof: text(needed),
    },
    returns: { property: complex(keyCredential) },
  },
  {
    kind: 'action',
    name: 'addPassword',
    on,
    parameters: { passwordCredential: complex(passwordCredential) },
    returns: { property: complex(passwordCredential) },
  },
  { kind: 'action', name: 'removeKey', on, parameters: { keyId: guid(needed), proof: text(needed) } },
  { kind: 'action', name: 'removePassword', on, parameters: { keyId: guid(needed) } },
]);

/** The narrower binding stands first: it is the one that is found. */
const deltas = (
  [
    'user',
    'group',
    'application',
    'servicePrincipal',
    'device',
    'orgContact',
    'directoryRole',
    'directoryObject',
  ] as const
).map(
  (on): BoundOperation => ({
    kind: 'function',
    name: 'delta',
    on,
    collection: true,
    returns: { type: on, collection: true },
  }),
);

export const operations: readonly BoundOperation[] = [...groupsAndUsers, ...anyObject, ...credentials, ...deltas];

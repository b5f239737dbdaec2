/** `members/$ref` and `owners/$ref`. */
import type { DirectoryObject } from '../../model/directory/tables.js';
import { noContent } from '../../src/answers.js';
import { deleteObject } from '../../src/lifecycle/directory/deletion.js';
import { addMembers, addOwners, removeMember, removeOwner } from '../../src/lifecycle/directory/members.js';
import type { Call, Operation } from '../../src/operation.js';
import { lastKey, operation, ownerInPath, queryOption, referenceInBody } from './parts.js';

interface Commands<From extends DirectoryObject> {
  readonly add: (call: Call, from: From, ids: readonly string[]) => void;
  readonly remove: (call: Call, from: From, id: string) => void;
}

/**
 * Adding to and removing from a navigation by reference, in the present form (`…/{id}/$ref`) and in the older one that
 * SDKs still send (`…/$ref?@id=https://…`).
 */
export function references<From extends DirectoryObject>(
  path: string,
  docs: { readonly add: string; readonly remove: string },
  { add, remove }: Commands<From>,
): readonly Operation[] {
  return [
    operation('POST', `${path}/$ref`, docs.add, (call) => {
      add(call, ownerInPath<From>(call), [referenceInBody(call)]);
      return noContent;
    }),
    operation('DELETE', `${path}/{id}/$ref`, docs.remove, (call) => {
      remove(call, ownerInPath<From>(call), lastKey(call));
      return noContent;
    }),
    operation('DELETE', `${path}/$ref`, docs.remove, (call) => {
      remove(call, ownerInPath<From>(call), call.reference(queryOption(call, '@id') ?? queryOption(call, '$id')));
      return noContent;
    }),
  ];
}

export const memberReferences: readonly Operation[] = [
  ...references(
    '/groups/{id}/members',
    { add: 'group-post-members', remove: 'group-delete-members' },
    {
      add: addMembers,
      remove: removeMember,
    },
  ),
  itselfDeleted('/groups/{id}/members/{id}'),
  itselfDeleted('/groups/{id}/owners/{id}'),
];

/** Without `/$ref` the object is meant, not that it is a member, and takes what deleting it takes ("Remove member" page). */
function itselfDeleted(path: string): Operation {
  return operation('DELETE', path, 'directoryobject-delete', (call) => {
    deleteObject(call, call.entity<DirectoryObject>());
    return noContent;
  });
}

/** Owners of what is in an entity set; `page` begins the names of the documentation pages. */
export function ownerReferences(set: string, page: string): readonly Operation[] {
  return references(
    `/${set}/{id}/owners`,
    { add: `${page}-post-owners`, remove: `${page}-delete-owners` },
    {
      add: addOwners,
      remove: removeOwner,
    },
  );
}

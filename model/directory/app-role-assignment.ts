/** A role of an application given to a principal: the "appRoleAssignment resource type" page. */
import { guid, onCreate, text } from '../edm.js';
import type { Reader } from '../reader.js';
import * as rules from './filter-rules.js';
import { type AppRoleAssignment, directoryObject, servicePrincipals } from './tables.js';

/** `servicePrincipal` -> `ServicePrincipal`. */
const capital = (kind: string) => kind.charAt(0).toUpperCase() + kind.slice(1);

function principal(assignment: AppRoleAssignment, reader: Reader) {
  return directoryObject(reader, assignment.principalId);
}

/** Names are read where they are, so they are never out of date. */
export const properties = {
  appRoleId: guid({ ...onCreate, required: true, nullable: false }),
  principalDisplayName: text({
    of: (assignment: AppRoleAssignment, reader: Reader) => principal(assignment, reader)?.displayName ?? null,
    filter: rules.begins,
    maxLength: 256,
  }),
  principalId: guid({ ...onCreate, required: true, filter: rules.equal }),
  principalType: text({
    of: (assignment: AppRoleAssignment, reader: Reader) => {
      const found = principal(assignment, reader);
      return found ? capital(found.kind) : null;
    },
  }),
  resourceDisplayName: text({
    of: (assignment: AppRoleAssignment, reader: Reader) =>
      reader.get(servicePrincipals, assignment.resourceId)?.displayName ?? null,
    maxLength: 256,
  }),
  resourceId: guid({ ...onCreate, required: true, filter: rules.equal }),
};

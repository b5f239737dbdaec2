/** Who is meant, without naming everyone: a user, a group's members, a manager, sponsors. */
import { complexType, int32, text } from '../../edm.js';

export const subjectSet = complexType('subjectSet', {}, { abstract: true, polymorphic: true });
const set = { base: subjectSet, polymorphic: true } as const;

export const attributeRuleMembers = complexType(
  'attributeRuleMembers',
  { description: text(), membershipRule: text() },
  set,
);
export const connectedOrganizationMembers = complexType(
  'connectedOrganizationMembers',
  { connectedOrganizationId: text(), description: text() },
  set,
);
export const externalSponsors = complexType('externalSponsors', {}, set);
export const groupMembers = complexType('groupMembers', { description: text(), groupId: text() }, set);
export const internalSponsors = complexType('internalSponsors', {}, set);
export const requestorManager = complexType('requestorManager', { managerLevel: int32() }, set);
export const singleServicePrincipal = complexType(
  'singleServicePrincipal',
  { description: text(), servicePrincipalId: text() },
  set,
);
export const singleUser = complexType('singleUser', { description: text(), userId: text() }, set);
export const targetAgentIdentitySponsorsOrOwners = complexType('targetAgentIdentitySponsorsOrOwners', {}, set);
export const targetApplicationOwners = complexType('targetApplicationOwners', {}, set);
export const targetManager = complexType('targetManager', { managerLevel: int32() }, set);
export const targetUserSponsors = complexType('targetUserSponsors', {}, set);

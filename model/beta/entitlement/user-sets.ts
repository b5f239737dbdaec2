/** Who is meant, without naming everyone. Where v1.0 has a list of its own for backups, beta flags them. */
import { complexType, flag, int32, text } from '../../edm.js';

export const userSet = complexType(
  'userSet',
  { isBackup: flag({ initial: false }) },
  { abstract: true, polymorphic: true },
);
const set = { base: userSet, polymorphic: true } as const;

export const connectedOrganizationMembers = complexType(
  'connectedOrganizationMembers',
  { description: text(), id: text({ of: 'connectedOrganizationId' }) },
  set,
);
export const externalSponsors = complexType('externalSponsors', {}, set);
export const groupMembers = complexType('groupMembers', { description: text(), id: text({ of: 'groupId' }) }, set);
export const internalSponsors = complexType('internalSponsors', {}, set);
export const requestorManager = complexType('requestorManager', { managerLevel: int32() }, set);
export const singleUser = complexType('singleUser', { description: text(), id: text({ of: 'userId' }) }, set);
export const targetAgentIdentitySponsorsOrOwners = complexType('targetAgentIdentitySponsorsOrOwners', {}, set);
export const targetUserSponsors = complexType('targetUserSponsors', {}, set);

import { entityType, enumeration, member, one, readOnly, text } from '../../edm.js';
import * as tables from '../../entitlement/tables.js';

export const accessPackageSubjectType = enumeration('accessPackageSubjectType', [
  'notSpecified',
  'user',
  'servicePrincipal',
  'unknownFutureValue',
]);

export const accessPackageSubjectLifecycle = enumeration('accessPackageSubjectLifecycle', [
  'notDefined',
  'notGoverned',
  'governed',
  'unknownFutureValue',
]);

export const accessPackageSubject = entityType(
  'accessPackageSubject',
  { base: 'entity', table: tables.subjects, alternateKeys: { objectId: { index: 'objectId' } } },
  {
    displayName: text(),
    email: text(),
    objectId: text(),
    onPremisesSecurityIdentifier: text(readOnly),
    principalName: text(),
    subjectLifecycle: member(accessPackageSubjectLifecycle, { initial: 'notDefined' }),
    subjectType: member(accessPackageSubjectType),
  },
  { connectedOrganization: one('connectedOrganization', { key: 'connectedOrganizationId' }) },
);

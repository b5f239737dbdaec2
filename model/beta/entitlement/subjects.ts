import { dateTime, entityType, member, one, readOnly, text } from '../../edm.js';
import { words } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { accessPackageSubjectLifecycle, accessPackageSubjectType } from '../../v1.0/entitlement/subjects.js';

export const accessPackageSubject = entityType(
  'accessPackageSubject',
  { base: 'entity', table: tables.subjects, alternateKeys: { objectId: { index: 'objectId' } } },
  {
    altSecId: text(readOnly),
    cleanupScheduledDateTime: dateTime(readOnly),
    connectedOrganizationId: text(readOnly),
    displayName: text(),
    email: text(),
    objectId: text(),
    onPremisesSecurityIdentifier: text(readOnly),
    principalName: text(),
    subjectLifecycle: member(accessPackageSubjectLifecycle, { initial: 'notDefined' }),
    type: text({ of: 'subjectType', codec: words(accessPackageSubjectType) }),
    subjectType: member(accessPackageSubjectType, {
      readable: 'filter',
      source: '/graph/api/entitlementmanagement-post-assignmentrequests: sent by its fifth example',
    }),
  },
  { connectedOrganization: one('connectedOrganization', { key: 'connectedOrganizationId' }) },
);

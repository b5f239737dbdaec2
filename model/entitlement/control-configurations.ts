/** What applies to a tenant as a whole: the same words in both versions. */
import { dateTime, entityType, enumeration, flag, member, readOnly, text } from '../edm.js';
import * as tables from './tables.js';

export const accessPackageExternalUserLifecycleAction = enumeration('accessPackageExternalUserLifecycleAction', [
  'none',
  'blockSignIn',
  'blockSignInAndDelete',
  'unknownFutureValue',
]);

export const accessPackageSuggestionRelatedPeopleInsightLevel = enumeration(
  'accessPackageSuggestionRelatedPeopleInsightLevel',
  ['disabled', 'count', 'countAndNames', 'unknownFutureValue'],
);

export const controlConfiguration = entityType(
  'controlConfiguration',
  { base: 'entity', abstract: true, table: tables.controlConfigurations },
  {
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    isEnabled: flag({ initial: false }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
  },
);

/** What people see who ask for access. */
export const endUserSettings = entityType(
  'endUserSettings',
  { base: 'controlConfiguration', table: tables.controlConfigurations, discriminator: 'endUserSettings' },
  {
    relatedPeopleInsightLevel: member(accessPackageSuggestionRelatedPeopleInsightLevel),
    showApproverDetailsToMembers: flag({ initial: false }),
  },
);

/** Packages that a person may ask for, and those proposed to them: the same words in both versions. */
import { complex, complexType, dateTime, entityType, int32, list, many, one, readOnly, text } from '../edm.js';
import { identity } from './shared-values.js';
import * as tables from './tables.js';

const polymorphic = { polymorphic: true } as const;

export const accessPackageSuggestionReason = complexType(
  'accessPackageSuggestionReason',
  {},
  { abstract: true, ...polymorphic },
);
export const accessPackageSuggestionRelatedPeopleBased = complexType(
  'accessPackageSuggestionRelatedPeopleBased',
  { relatedPeople: list(complex(identity)), relatedPeopleAssignmentCount: int32() },
  { base: accessPackageSuggestionReason, ...polymorphic },
);
export const accessPackageSuggestionSelfAssignmentHistoryBased = complexType(
  'accessPackageSuggestionSelfAssignmentHistoryBased',
  { lastAssignmentDateTime: dateTime(), pastAssignmentCount: int32() },
  { base: accessPackageSuggestionReason, ...polymorphic },
);

/** Proposed because people around the caller hold it, or because the caller did. */
export const accessPackageSuggestion = entityType(
  'accessPackageSuggestion',
  { base: 'entity' },
  { reasons: list(complex(accessPackageSuggestionReason), readOnly) },
  { accessPackage: one('availableAccessPackage', { key: 'accessPackageId' }) },
);

/** A package as a person sees who may ask for it. */
export const availableAccessPackage = entityType(
  'availableAccessPackage',
  { base: 'entity', table: tables.accessPackages },
  { description: text(readOnly), displayName: text(readOnly) },
  { resourceRoleScopes: many('accessPackageResourceRoleScope', { inverse: 'accessPackageId' }) },
);

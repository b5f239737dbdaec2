import {
  complex,
  complexType,
  dateTime,
  entityType,
  enumeration,
  flag,
  list,
  many,
  member,
  one,
  readOnly,
  text,
} from '../../edm.js';
import { customExtensionEndpointConfiguration } from '../../entitlement/extension-values.js';
import * as tables from '../../entitlement/tables.js';
import { questionValue } from './questions.js';
import { accessPackageRequestState, accessPackageRequestType } from './request-values.js';

const contained = { contained: true } as const;
const polymorphic = { polymorphic: true } as const;

export const accessPackageResourceAttributeDestination = complexType(
  'accessPackageResourceAttributeDestination',
  {},
  { abstract: true, ...polymorphic },
);
export const accessPackageUserDirectoryAttributeStore = complexType(
  'accessPackageUserDirectoryAttributeStore',
  {},
  { base: accessPackageResourceAttributeDestination, ...polymorphic },
);
export const accessPackageResourceAttributeSource = complexType(
  'accessPackageResourceAttributeSource',
  {},
  { abstract: true, ...polymorphic },
);
export const accessPackageResourceAttributeQuestion = complexType(
  'accessPackageResourceAttributeQuestion',
  { question: complex(questionValue) },
  { base: accessPackageResourceAttributeSource, ...polymorphic },
);

/** What a requestor is asked about, and where the answer is written to. */
export const accessPackageResourceAttribute = complexType('accessPackageResourceAttribute', {
  destination: complex(accessPackageResourceAttributeDestination),
  isEditable: flag(),
  isPersistedOnAssignmentRemoval: flag(),
  name: text(),
  source: complex(accessPackageResourceAttributeSource),
});

export const accessPackageResource = entityType(
  'accessPackageResource',
  { base: 'entity', table: tables.resources },
  {
    attributes: list(complex(accessPackageResourceAttribute)),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text(),
    modifiedDateTime: dateTime(readOnly),
    originId: text(),
    originSystem: text(),
  },
  {
    environment: one('accessPackageResourceEnvironment', { key: 'environmentId' }),
    roles: many('accessPackageResourceRole', { inverse: 'resourceId' }, contained),
    scopes: many('accessPackageResourceScope', { inverse: 'resourceId' }, contained),
    uploadSessions: many('customDataProvidedResourceUploadSession', { inverse: 'resourceId' }, contained),
  },
);

export const customDataProvidedResource = entityType(
  'customDataProvidedResource',
  { base: 'accessPackageResource', table: tables.resources, discriminator: 'customDataProvidedResource' },
  { notificationEndpointConfiguration: complex(customExtensionEndpointConfiguration) },
);

export const roleType = enumeration('roleType', {
  active: 0,
  eligible: 1,
  application: 2,
  delegated: 3,
  unknownFutureValue: 99,
});

export const accessPackageResourceRole = entityType(
  'accessPackageResourceRole',
  { base: 'entity', table: tables.resourceRoles },
  {
    description: text(),
    displayName: text(),
    originId: text(),
    originSystem: text(),
    type: member(roleType),
  },
  { resource: one('accessPackageResource', { key: 'resourceId' }, contained) },
);

export const accessPackageResourceScope = entityType(
  'accessPackageResourceScope',
  { base: 'entity', table: tables.resourceScopes },
  {
    description: text(),
    displayName: text(),
    isRootScope: flag({ initial: false }),
    originId: text(),
    originSystem: text(),
  },
  { resource: one('accessPackageResource', { key: 'resourceId' }, contained) },
);

export const accessPackageResourceRoleScope = entityType(
  'accessPackageResourceRoleScope',
  { base: 'entity', table: tables.resourceRoleScopes, publicKey: { field: 'publicId', index: 'publicId' } },
  { id: text({ of: 'publicId', ...readOnly }), createdDateTime: dateTime(readOnly) },
  {
    role: one('accessPackageResourceRole', { key: 'roleId' }, contained),
    scope: one('accessPackageResourceScope', { key: 'scopeId' }, contained),
  },
);

export const connectionInfo = complexType('connectionInfo', { url: text() });

export const accessPackageResourceEnvironment = entityType(
  'accessPackageResourceEnvironment',
  { base: 'entity', table: tables.resourceEnvironments },
  {
    connectionInfo: complex(connectionInfo),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text(),
    isDefaultEnvironment: flag({ initial: false }),
    modifiedDateTime: dateTime(readOnly),
    originId: text(),
    originSystem: text(),
  },
  { resources: many('accessPackageResource', { inverse: 'environmentId' }, contained) },
);

export const accessPackageResourceRequest = entityType(
  'accessPackageResourceRequest',
  { base: 'entity', table: tables.resourceRequests },
  {
    createdDateTime: dateTime(readOnly),
    requestType: member(accessPackageRequestType, { required: true }),
    state: member(accessPackageRequestState, readOnly),
  },
  {
    catalog: one('accessPackageCatalog', { key: 'catalogId' }, contained),
    resource: one('accessPackageResource', { key: 'resourceId' }, contained),
  },
);

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
  onCreate,
  one,
  readOnly,
  text,
} from '../../edm.js';
import { customExtensionEndpointConfiguration } from '../../entitlement/extension-values.js';
import { words } from '../../entitlement/spelling.js';
import * as tables from '../../entitlement/tables.js';
import { roleIdInBeta } from '../../entitlement/walks.js';
import { accessPackageRequestState, accessPackageRequestType } from '../../v1.0/entitlement/request-values.js';
import { accessPackageQuestion } from './questions.js';

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
  { question: complex(accessPackageQuestion) },
  { base: accessPackageResourceAttributeSource, ...polymorphic },
);

/** What a requestor is asked about, and where the answer is written to. */
export const accessPackageResourceAttribute = complexType('accessPackageResourceAttribute', {
  attributeDestination: complex(accessPackageResourceAttributeDestination, { of: 'destination' }),
  attributeName: text({ of: 'name' }),
  attributeSource: complex(accessPackageResourceAttributeSource, { of: 'source' }),
  id: text(),
  isEditable: flag(),
  isPersistedOnAssignmentRemoval: flag(),
});

export const accessPackageResource = entityType(
  'accessPackageResource',
  { base: 'entity', table: tables.resources },
  {
    addedBy: text({ of: 'createdBy', ...readOnly }),
    addedOn: dateTime({ of: 'createdDateTime', ...readOnly }),
    attributes: list(complex(accessPackageResourceAttribute)),
    description: text(),
    displayName: text(),
    isPendingOnboarding: flag({ ...readOnly, initial: false }),
    originId: text(),
    originSystem: text(),
    resourceType: text(),
    url: text(),
  },
  {
    accessPackageResourceEnvironment: one(
      'accessPackageResourceEnvironment',
      { key: 'environmentId' },
      { as: 'environment' },
    ),
    accessPackageResourceRoles: many(
      'accessPackageResourceRole',
      { inverse: 'resourceId' },
      { ...contained, as: 'roles' },
    ),
    accessPackageResourceScopes: many(
      'accessPackageResourceScope',
      { inverse: 'resourceId' },
      // The tutorial prints it in a role's expanded resource, although nobody asked for it.
      { ...contained, as: 'scopes', inline: true },
    ),
    externalOriginResourceConnector: one('externalOriginResourceConnector', { key: 'connectorId' }),
    uploadSessions: many('customDataProvidedResourceUploadSession', { inverse: 'resourceId' }, contained),
  },
);

export const customDataProvidedResource = entityType(
  'customDataProvidedResource',
  { base: 'accessPackageResource', table: tables.resources, discriminator: 'customDataProvidedResource' },
  { notificationEndpointConfiguration: complex(customExtensionEndpointConfiguration) },
);

export const accessPackageResourceRole = entityType(
  'accessPackageResourceRole',
  { base: 'entity', table: tables.resourceRoles },
  {
    id: text({ of: roleIdInBeta, ...readOnly }),
    description: text(),
    displayName: text(),
    originId: text(),
    originSystem: text(),
  },
  {
    accessPackageResource: one('accessPackageResource', { key: 'resourceId' }, { ...contained, as: 'resource' }),
  },
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
    roleOriginId: text(),
    url: text(),
  },
  {
    accessPackageResource: one('accessPackageResource', { key: 'resourceId' }, { ...contained, as: 'resource' }),
  },
);

export const accessPackageResourceRoleScope = entityType(
  'accessPackageResourceRoleScope',
  { base: 'entity', table: tables.resourceRoleScopes, publicKey: { field: 'publicId', index: 'publicId' } },
  {
    id: text({ of: 'publicId', ...readOnly }),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
  },
  {
    accessPackageResourceRole: one('accessPackageResourceRole', { key: 'roleId' }, { ...contained, as: 'role' }),
    accessPackageResourceScope: one('accessPackageResourceScope', { key: 'scopeId' }, { ...contained, as: 'scope' }),
  },
);

export const connectionInfo = complexType('connectionInfo', { url: text() });

export const accessPackageResourceEnvironment = entityType(
  'accessPackageResourceEnvironment',
  { base: 'entity', table: tables.resourceEnvironments },
  {
    connectionInfo: complex(connectionInfo),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text(),
    displayName: text(),
    isDefaultEnvironment: flag({ initial: false }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
    originId: text(),
    originSystem: text(),
  },
  {
    accessPackageResources: many('accessPackageResource', { inverse: 'environmentId' }, { as: 'resources' }),
  },
);

export const accessPackageResourceRequest = entityType(
  'accessPackageResourceRequest',
  { base: 'entity', table: tables.resourceRequests },
  {
    catalogId: text(onCreate),
    executeImmediately: flag({ initial: false }),
    expirationDateTime: dateTime(readOnly),
    isValidationOnly: flag({ initial: false }),
    justification: text(),
    requestState: text({ of: 'state', codec: words(accessPackageRequestState), ...readOnly }),
    requestStatus: text({ of: 'status', ...readOnly }),
    requestType: text({ codec: words(accessPackageRequestType), required: true }),
  },
  {
    accessPackageResource: one('accessPackageResource', { key: 'resourceId' }, { as: 'resource' }),
    requestor: one('accessPackageSubject', { key: 'requestorId' }, contained),
  },
);

export const externalTokenBasedSapIagConnectionInfo = complexType(
  'externalTokenBasedSapIagConnectionInfo',
  {
    accessTokenUrl: text(),
    clientId: text(),
    keyVaultName: text(),
    resourceGroup: text(),
    secretName: text(),
    subscriptionId: text(),
  },
  { base: connectionInfo, polymorphic: true },
);

export const connectorType = enumeration('connectorType', ['sapIag', 'sapAc', 'unknownFutureValue']);

/** A system with resources of its own, and how it is reached. */
export const externalOriginResourceConnector = entityType(
  'externalOriginResourceConnector',
  { base: 'entity', table: tables.originConnectors, annotated: true },
  {
    connectionInfo: complex(connectionInfo, { required: true }),
    connectorType: member(connectorType, { required: true }),
    createdBy: text(readOnly),
    createdDateTime: dateTime(readOnly),
    description: text({ required: true }),
    displayName: text({ required: true }),
    modifiedBy: text(readOnly),
    modifiedDateTime: dateTime(readOnly),
  },
);

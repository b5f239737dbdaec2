/** Calls to a workflow outside, made at stages of a request's or assignment's life. */
import { complex, complexType, dateTime, entityType, enumeration, member, one, readOnly, text } from '../../edm.js';
import {
  accessPackageCustomExtensionStage,
  customExtensionAuthenticationConfiguration,
  customExtensionCallbackConfiguration,
  customExtensionClientConfiguration,
  customExtensionEndpointConfiguration,
} from '../../entitlement/extension-values.js';
import * as tables from '../../entitlement/tables.js';

const callout = {
  authenticationConfiguration: complex(customExtensionAuthenticationConfiguration),
  clientConfiguration: complex(customExtensionClientConfiguration),
  description: text(),
  displayName: text(),
  endpointConfiguration: complex(customExtensionEndpointConfiguration),
};

const workflow = {
  callbackConfiguration: complex(customExtensionCallbackConfiguration),
  createdBy: text(readOnly),
  createdDateTime: dateTime(readOnly),
  lastModifiedBy: text(readOnly),
  lastModifiedDateTime: dateTime(readOnly),
};

export const customCalloutExtension = entityType(
  'customCalloutExtension',
  { base: 'entity', abstract: true, table: tables.customExtensions },
  callout,
);

const extension = { base: 'customCalloutExtension', table: tables.customExtensions } as const;

/** May wait for an answer before the request goes on. */
export const accessPackageAssignmentRequestWorkflowExtension = entityType(
  'accessPackageAssignmentRequestWorkflowExtension',
  { ...extension, discriminator: 'accessPackageAssignmentRequestWorkflowExtension' },
  workflow,
);

/** Tells of an assignment's approaching end, and waits for nothing. */
export const accessPackageAssignmentWorkflowExtension = entityType(
  'accessPackageAssignmentWorkflowExtension',
  { ...extension, discriminator: 'accessPackageAssignmentWorkflowExtension' },
  workflow,
);

/** The older kind, which only beta knows. */
export const customAccessPackageWorkflowExtension = entityType(
  'customAccessPackageWorkflowExtension',
  {
    base: 'customCalloutExtension',
    table: tables.betaExtensions,
    discriminator: 'customAccessPackageWorkflowExtension',
  },
  { createdDateTime: dateTime(readOnly), lastModifiedDateTime: dateTime(readOnly) },
);

/** The same, where an extension is named inside a complex value. */
const inline = { entity: true, polymorphic: true } as const;
export const extensionValue = complexType('customCalloutExtension', { id: text(), ...callout }, inline);
export const requestExtensionValue = complexType('accessPackageAssignmentRequestWorkflowExtension', workflow, {
  base: extensionValue,
  ...inline,
});
export const assignmentExtensionValue = complexType('accessPackageAssignmentWorkflowExtension', workflow, {
  base: extensionValue,
  ...inline,
});

export const customExtensionStageSetting = entityType(
  'customExtensionStageSetting',
  { base: 'entity' },
  { stage: member(accessPackageCustomExtensionStage, { required: true }) },
  { customExtension: one('customCalloutExtension', { key: 'customExtensionId' }) },
);

export const customExtensionHandler = entityType(
  'customExtensionHandler',
  { base: 'entity' },
  { stage: member(accessPackageCustomExtensionStage) },
  { customExtension: one('customAccessPackageWorkflowExtension', { key: 'customExtensionId' }) },
);

export const accessPackageCustomExtensionHandlerStatus = enumeration('accessPackageCustomExtensionHandlerStatus', {
  requestSent: 1,
  requestReceived: 2,
  unknownFutureValue: 3,
});

/** A call of an older extension. */
export const customExtensionHandlerInstance = complexType('customExtensionHandlerInstance', {
  customExtensionId: text(),
  externalCorrelationId: text(),
  stage: member(accessPackageCustomExtensionStage),
  status: member(accessPackageCustomExtensionHandlerStatus),
});

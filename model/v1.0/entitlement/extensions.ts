/** Calls to a workflow outside, made at stages of a request's or assignment's life. */
import { complex, complexType, dateTime, entityType, member, one, readOnly, text } from '../../edm.js';
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

/** May wait for an answer before the request goes on. */
export const accessPackageAssignmentRequestWorkflowExtension = entityType(
  'accessPackageAssignmentRequestWorkflowExtension',
  {
    base: 'customCalloutExtension',
    table: tables.customExtensions,
    discriminator: 'accessPackageAssignmentRequestWorkflowExtension',
  },
  workflow,
);

/** Tells of an assignment's approaching end, and waits for nothing. */
export const accessPackageAssignmentWorkflowExtension = entityType(
  'accessPackageAssignmentWorkflowExtension',
  {
    base: 'customCalloutExtension',
    table: tables.customExtensions,
    discriminator: 'accessPackageAssignmentWorkflowExtension',
  },
  workflow,
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

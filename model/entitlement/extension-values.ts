/** What custom extensions consist of, and the traces of their calls: the same words in both versions. */
import { complexType, duration, enumeration, int32, type Lens, member, text } from '../edm.js';

export const accessPackageCustomExtensionStage = enumeration('accessPackageCustomExtensionStage', {
  assignmentRequestCreated: 1,
  assignmentRequestApproved: 2,
  assignmentRequestGranted: 3,
  assignmentRequestRemoved: 4,
  assignmentFourteenDaysBeforeExpiration: 5,
  assignmentOneDayBeforeExpiration: 6,
  unknownFutureValue: 7,
});

export const customExtensionCalloutInstanceStatus = enumeration('customExtensionCalloutInstanceStatus', {
  calloutSent: 1,
  callbackReceived: 2,
  calloutFailed: 3,
  callbackTimedOut: 4,
  waitingForCallback: 5,
  unknownFutureValue: 6,
});

export const customExtensionCalloutInstance = complexType('customExtensionCalloutInstance', {
  customExtensionId: text(),
  detail: text(),
  externalCorrelationId: text(),
  id: text(),
  status: member(customExtensionCalloutInstanceStatus),
});

const polymorphic = { polymorphic: true } as const;

const TRIGGERS = 'https://prod-00.logic.azure.com:443/workflows/';

/** Where a workflow is called. Nobody is there unless the client said where: it is not kept when it is sent back. */
const triggerUrl: Lens = {
  read: ({ url, subscriptionId }: { url?: string | null; subscriptionId?: string | null }) =>
    url ??
    `${TRIGGERS}${(subscriptionId ?? '').replaceAll('-', '')}/triggers/manual/paths/invoke?api-version=2016-10-01`,
  write: (draft, value: string | null) => {
    if (!value?.startsWith(TRIGGERS)) draft.url = value;
  },
};

export const customExtensionAuthenticationConfiguration = complexType(
  'customExtensionAuthenticationConfiguration',
  {},
  { abstract: true, ...polymorphic },
);
export const azureAdPopTokenAuthentication = complexType(
  'azureAdPopTokenAuthentication',
  {},
  { base: customExtensionAuthenticationConfiguration, ...polymorphic },
);
export const azureAdTokenAuthentication = complexType(
  'azureAdTokenAuthentication',
  { resourceId: text() },
  { base: customExtensionAuthenticationConfiguration, ...polymorphic },
);

export const customExtensionClientConfiguration = complexType('customExtensionClientConfiguration', {
  maximumRetries: int32(),
  timeoutInMilliseconds: int32(),
});

export const customExtensionEndpointConfiguration = complexType(
  'customExtensionEndpointConfiguration',
  {},
  { abstract: true, ...polymorphic },
);
export const httpRequestEndpoint = complexType(
  'httpRequestEndpoint',
  { targetUrl: text() },
  { base: customExtensionEndpointConfiguration, ...polymorphic },
);
export const logicAppTriggerEndpointConfiguration = complexType(
  'logicAppTriggerEndpointConfiguration',
  { logicAppWorkflowName: text(), resourceGroupName: text(), subscriptionId: text(), url: text({ of: triggerUrl }) },
  { base: customExtensionEndpointConfiguration, ...polymorphic },
);

/** Abstract in the metadata, yet the service's own samples send and print it. */
export const customExtensionCallbackConfiguration = complexType(
  'customExtensionCallbackConfiguration',
  {
    timeoutDuration: duration(),
    durationBeforeTimeout: duration({
      of: 'timeoutDuration',
      source: '/graph/api/accesspackageassignmentrequestworkflowextension-get: how samples send and print it',
    }),
  },
  polymorphic,
);
export const accessPackageRequestApprovalStageCallbackConfiguration = complexType(
  'accessPackageRequestApprovalStageCallbackConfiguration',
  {},
  { base: customExtensionCallbackConfiguration, ...polymorphic },
);

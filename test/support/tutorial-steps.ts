/**
 * "Manage access to resources in Active Directory entitlement management using Microsoft Graph APIs": the 18 requests of
 * Microsoft's tutorial, word for word, and what the tutorial prints of the answers. Ids go by names.
 */
import { GUID, INSTANT } from './shape.js';

export interface Step {
  readonly does: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly body?: object;
  readonly status: number;
  readonly prints?: object;
}

const EM = '/beta/identityGovernance/entitlementManagement';

/** Both generations of fragments that the service prints count: with the path of the set, and without. */
const context = (fragment: string): RegExp =>
  new RegExp(`/\\$metadata#(identityGovernance/entitlementManagement/)?${fragment.replace(/[$()]/g, '\\$&')}$`);

const unset = (...names: string[]): object => Object.fromEntries(names.map((name) => [name, null]));
const audited = { createdBy: /./, createdDateTime: INSTANT, modifiedBy: /./, modifiedDateTime: INSTANT };

const userPrinted = {
  id: '{user}',
  accountEnabled: true,
  businessPhones: [],
  displayName: 'Requestor1',
  imAddresses: [],
  infoCatalogs: [],
  mailNickname: 'Requestor1',
  ...unset('deletedDateTime', 'ageGroup', 'city', 'createdDateTime', 'creationType', 'companyName'),
  ...unset('consentProvidedForMinor', 'country', 'department', 'employeeId', 'faxNumber', 'givenName'),
  ...unset('isResourceAccount', 'jobTitle', 'legalAgeGroupClassification', 'mail'),
};

const resourcePrinted = {
  id: '{resource}',
  displayName: 'Marketing resources',
  description: 'Marketing group',
  url: /\/manageMembership\?objectType=Group&objectId=[0-9a-f-]{36}$/,
  resourceType: 'Security Group',
  originId: '{group}',
  originSystem: 'AadGroup',
  isPendingOnboarding: false,
  addedBy: /./,
  addedOn: INSTANT,
};

const policySent = {
  displayName: 'Specific users',
  description: 'Specific users can request assignment',
  accessReviewSettings: null,
  durationInDays: 30,
  requestorSettings: {
    scopeType: 'SpecificDirectorySubjects',
    acceptRequests: true,
    allowedRequestors: [
      { '@odata.type': '#microsoft.graph.singleUser', isBackup: false, id: '{user}', description: 'Requestor1' },
    ],
  },
  requestApprovalSettings: {
    isApprovalRequired: false,
    isApprovalRequiredForExtension: false,
    isRequestorJustificationRequired: false,
    approvalMode: 'NoApproval',
    approvalStages: [],
  },
};

const requestPrinted = (id: string, requestType: string) => ({
  '@odata.context': context('accessPackageAssignmentRequests/$entity'),
  id,
  requestType,
  isValidationOnly: false,
  ...unset('createdDateTime', 'completedDate', 'expirationDateTime', 'justification'),
});

const accepted = { requestState: 'Submitted', requestStatus: 'Accepted' };

const prepare: readonly Step[] = [
  {
    does: 'create a user account',
    method: 'POST',
    url: '/v1.0/users',
    body: {
      accountEnabled: true,
      displayName: 'Requestor1',
      mailNickname: 'Requestor1',
      userPrincipalName: 'Requestor1@contoso.onmicrosoft.com',
      passwordProfile: { forceChangePasswordNextSignIn: true, password: 'Contoso1234' },
    },
    status: 201,
    prints: { '@odata.context': context('users/$entity'), ...userPrinted },
  },
  {
    does: 'create a group',
    method: 'POST',
    url: '/v1.0/groups',
    body: {
      description: 'Marketing group',
      displayName: 'Marketing resources',
      mailEnabled: false,
      mailNickname: 'markres',
      securityEnabled: true,
    },
    status: 201,
    prints: {
      '@odata.context': context('groups/$entity'),
      id: '{group}',
      createdDateTime: INSTANT,
      createdByAppId: GUID,
      description: 'Marketing group',
      displayName: 'Marketing resources',
      groupTypes: [],
      infoCatalogs: [],
      mailEnabled: false,
      mailNickname: 'markres',
      ...unset('deletedDateTime', 'classification', 'expirationDateTime', 'isAssignableToRole', 'mail'),
    },
  },
  {
    does: 'get the catalog identifier',
    method: 'GET',
    url: `${EM}/accessPackageCatalogs?$filter=(displayName eq 'General')`,
    status: 200,
    prints: {
      '@odata.context': context('accessPackageCatalogs'),
      value: [
        {
          id: '{catalog}',
          displayName: 'General',
          description: 'Built-in catalog.',
          catalogType: 'ServiceDefault',
          catalogStatus: 'Published',
          isExternallyVisible: true,
          ...audited,
          createdBy: 'Azure AD',
          modifiedBy: 'Azure AD',
        },
      ],
    },
  },
  {
    does: 'add the group to the catalog',
    method: 'POST',
    url: `${EM}/accessPackageResourceRequests`,
    body: {
      catalogId: '{catalog}',
      requestType: 'AdminAdd',
      justification: '',
      accessPackageResource: {
        displayName: 'Marketing resources',
        description: 'Marketing group',
        resourceType: 'AadGroup',
        originId: '{group}',
        originSystem: 'AadGroup',
      },
    },
    status: 201,
    prints: {
      '@odata.context': context('accessPackageResourceRequests/$entity'),
      catalogId: '{catalog}',
      executeImmediately: false,
      id: '{resourceRequest}',
      requestType: 'AdminAdd',
      requestState: 'Delivered',
      requestStatus: 'Fulfilled',
      isValidationOnly: false,
      expirationDateTime: null,
      justification: '',
    },
  },
  {
    does: 'get catalog resources',
    method: 'GET',
    url: `${EM}/accessPackageCatalogs/{catalog}/accessPackageResources?$filter=(displayName eq 'Marketing resources')`,
    status: 200,
    prints: {
      '@odata.context': /\/\$metadata#(.*\/)?accessPackageResources$/,
      value: [resourcePrinted],
    },
  },
  {
    does: 'get resources roles',
    method: 'GET',
    url: `${EM}/accessPackageCatalogs/{catalog}/accessPackageResourceRoles?$filter=(originSystem+eq+%27AadGroup%27+and+accessPackageResource/id+eq+%27{resource}%27+and+displayName+eq+%27Member%27)&$expand=accessPackageResource`,
    status: 200,
    prints: {
      '@odata.context':
        /#.*accessPackageCatalogs\('[0-9a-f-]{36}'\)\/accessPackageResourceRoles\(accessPackageResource\(\)\)$/,
      value: [
        {
          id: GUID,
          displayName: 'Member',
          description: null,
          originSystem: 'AadGroup',
          originId: 'Member_{group}',
          // Printed empty; the root scope that the resource has may stand there too.
          accessPackageResource: { ...resourcePrinted, ...unset('accessPackageResourceScopes') },
        },
      ],
    },
  },
  {
    does: 'create the access package',
    method: 'POST',
    url: `${EM}/accessPackages`,
    body: {
      catalogId: '{catalog}',
      displayName: 'Marketing Campaign',
      description: 'Access to resources for the campaign',
    },
    status: 201,
    prints: {
      '@odata.context': context('accessPackages/$entity'),
      id: '{package}',
      catalogId: '{catalog}',
      displayName: 'Marketing Campaign',
      description: 'Access to resources for the campaign',
      isHidden: false,
      isRoleScopesVisible: false,
      ...audited,
    },
  },
  {
    does: 'add a resource role to the access package',
    method: 'POST',
    url: `${EM}/accessPackages/{package}/accessPackageResourceRoleScopes`,
    body: {
      accessPackageResourceRole: {
        originId: 'Member_{group}',
        displayName: 'Member',
        originSystem: 'AadGroup',
        accessPackageResource: {
          id: '{resource}',
          resourceType: 'Security Group',
          originId: '{group}',
          originSystem: 'AadGroup',
        },
      },
      accessPackageResourceScope: { originId: '{group}', originSystem: 'AadGroup' },
    },
    status: 201,
    prints: {
      '@odata.context': /accessPackages\('[0-9a-f-]{36}'\)\/accessPackageResourceRoleScopes\/\$entity$/,
      id: /^[0-9a-f-]{36}_[0-9a-f-]{36}$/,
      ...audited,
    },
  },
  {
    does: 'create an access package policy',
    method: 'POST',
    url: `${EM}/accessPackageAssignmentPolicies`,
    body: { accessPackageId: '{package}', ...policySent },
    status: 201,
    prints: {
      '@odata.context': context('accessPackageAssignmentPolicies/$entity'),
      id: '{policy}',
      accessPackageId: '{package}',
      ...policySent,
      canExtend: false,
      expirationDateTime: null,
      ...audited,
    },
  },
];

const request: readonly Step[] = [
  {
    does: 'request access',
    method: 'POST',
    url: `${EM}/accessPackageAssignmentRequests`,
    body: {
      requestType: 'UserAdd',
      accessPackageAssignment: {
        targetId: '{user}',
        assignmentPolicyId: '{policy}',
        accessPackageId: '{package}',
      },
    },
    status: 201,
    prints: { ...requestPrinted('{request}', 'UserAdd'), ...accepted },
  },
  {
    does: 'get the status of the request',
    method: 'GET',
    url: `${EM}/accessPackageAssignmentRequests/{request}`,
    status: 200,
    prints: {
      ...requestPrinted('{request}', 'UserAdd'),
      requestState: 'Delivered',
      requestStatus: 'FulfilledNotificationTriggered',
      createdDateTime: INSTANT,
      completedDate: INSTANT,
    },
  },
  {
    does: 'get access package assignments',
    method: 'GET',
    url: `${EM}/accessPackageAssignments?$filter=accessPackageAssignmentPolicy/Id eq '{policy}'&$expand=target,accessPackageAssignmentResourceRoles`,
    status: 200,
    prints: {
      '@odata.context': /#(.*\/)?accessPackageAssignments(\(.*\))?$/,
      value: [
        {
          id: '{request}',
          catalogId: '{catalog}',
          accessPackageId: '{package}',
          assignmentPolicyId: '{policy}',
          targetId: '{user}',
          assignmentStatus: 'Delivered',
          assignmentState: 'Delivered',
          isExtended: false,
          expiredDateTime: null,
          target: { id: '{subject}', objectId: '{user}' },
          accessPackageAssignmentResourceRoles: [{ id: GUID, originSystem: 'AadGroup', status: 'Fulfilled' }],
        },
      ],
    },
  },
  {
    does: 'get the members of the group',
    method: 'GET',
    url: '/v1.0/groups/{group}/members',
    status: 200,
    prints: {
      '@odata.context': context('directoryObjects'),
      value: [{ '@odata.type': '#microsoft.graph.user', ...userPrinted }],
    },
  },
];

const remove = (does: string, url: string): Step => ({ does, method: 'DELETE', url, status: 204 });

const cleanUp: readonly Step[] = [
  {
    does: 'remove an access package assignment',
    method: 'POST',
    url: `${EM}/accessPackageAssignmentRequests`,
    body: { requestType: 'AdminRemove', accessPackageAssignment: { id: '{request}' } },
    status: 201,
    prints: { ...requestPrinted('{removal}', 'AdminRemove'), ...accepted },
  },
  remove('delete the access package assignment policy', `${EM}/accessPackageAssignmentPolicies/{policy}`),
  remove('delete the access package', `${EM}/accessPackages/{package}`),
  remove('delete the user account', '/v1.0/users/{user}'),
  remove('delete the group', '/v1.0/groups/{group}'),
];

/** The tutorial by its steps: what is prepared, requested and validated, and cleaned up. */
export const chapters = { prepare, request, cleanUp } as const;
export const tutorial: readonly Step[] = [...prepare, ...request, ...cleanUp];

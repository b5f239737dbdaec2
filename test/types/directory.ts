/** Entity types of the directory, held against Microsoft's published types by the compiler. */
import type * as V1 from '@microsoft/microsoft-graph-types';
import type * as Beta from '@microsoft/microsoft-graph-types-beta';
import type * as betaApplication from '../../model/beta/directory/application.js';
import type * as betaGroup from '../../model/beta/directory/group.js';
import type * as betaObjects from '../../model/beta/directory/objects.js';
import type * as betaServicePrincipal from '../../model/beta/directory/service-principal.js';
import type * as betaTenant from '../../model/beta/directory/tenant.js';
import type * as betaUser from '../../model/beta/directory/user.js';
import type * as objects from '../../model/directory/objects.js';
import type * as roles from '../../model/directory/roles.js';
import type * as tenant from '../../model/directory/tenant.js';
import type { EntityType } from '../../model/edm.js';
import type * as v1Application from '../../model/v1.0/directory/application.js';
import type * as v1Group from '../../model/v1.0/directory/group.js';
import type * as v1Objects from '../../model/v1.0/directory/objects.js';
import type * as v1ServicePrincipal from '../../model/v1.0/directory/service-principal.js';
import type * as v1Tenant from '../../model/v1.0/directory/tenant.js';
import type * as v1User from '../../model/v1.0/directory/user.js';
import type { All, Holds } from './check.js';
import type { Unpublished } from './departures.js';
import type { OutOfScope } from './out-of-scope.js';

/** All that is published is declared, inherited or out of scope. */
type Kept<T extends EntityType, Published extends object, Extra extends string = never> = Holds<
  T,
  Published,
  { inherits: V1.DirectoryObject; leftOut: OutOfScope; extra: Extra }
>;

export type V1Types = All<
  [
    Holds<typeof objects.entity, V1.Entity>,
    Holds<typeof objects.directoryObject, V1.DirectoryObject, { inherits: V1.Entity }>,
    Kept<typeof v1User.user, V1.User, Unpublished['userV1']>,
    Kept<typeof v1Group.group, V1.Group, Unpublished['groupV1']>,
    Kept<typeof v1Application.application, V1.Application, Unpublished['application']>,
    Kept<typeof v1ServicePrincipal.servicePrincipal, V1.ServicePrincipal, Unpublished['servicePrincipal']>,
    Kept<typeof v1Objects.device, V1.Device>,
    Kept<typeof v1Objects.orgContact, V1.OrgContact>,
    Kept<typeof v1Objects.appRoleAssignment, V1.AppRoleAssignment>,
    Kept<typeof v1Tenant.organization, V1.Organization, Unpublished['organizationV1']>,
    Kept<typeof v1Tenant.domain, V1.Domain>,
    Kept<typeof v1Tenant.unifiedRoleDefinition, V1.UnifiedRoleDefinition>,
    Kept<typeof v1Tenant.unifiedRoleAssignment, V1.UnifiedRoleAssignment, Unpublished['roleAssignmentV1']>,
    Kept<typeof roles.directoryRole, V1.DirectoryRole>,
    Kept<typeof roles.directoryRoleTemplate, V1.DirectoryRoleTemplate>,
    Kept<typeof roles.administrativeUnit, V1.AdministrativeUnit>,
    Kept<typeof roles.rbacApplication, V1.RbacApplication>,
    Kept<typeof roles.roleManagement, V1.RoleManagement>,
    Kept<typeof tenant.invitation, V1.Invitation>,
    Kept<typeof tenant.directoryRoot, V1.Directory>,
  ]
>;

export type BetaTypes = All<
  [
    Holds<typeof objects.entity, Beta.Entity>,
    Holds<typeof objects.directoryObject, Beta.DirectoryObject, { inherits: Beta.Entity }>,
    Kept<typeof betaUser.user, Beta.User, Unpublished['userBeta']>,
    Holds<
      typeof betaGroup.group,
      Beta.Group,
      /** The metadata document has one member more: unknownFutureValue. */
      { inherits: V1.DirectoryObject; leftOut: OutOfScope; extra: Unpublished['groupBeta']; differs: 'accessType' }
    >,
    Kept<typeof betaApplication.application, Beta.Application, Unpublished['applicationBeta']>,
    Kept<typeof betaServicePrincipal.servicePrincipal, Beta.ServicePrincipal, Unpublished['servicePrincipal']>,
    Kept<typeof betaObjects.device, Beta.Device>,
    Kept<typeof betaObjects.orgContact, Beta.OrgContact>,
    Kept<typeof betaObjects.appRoleAssignment, Beta.AppRoleAssignment>,
    Kept<typeof betaTenant.organization, Beta.Organization>,
    Kept<typeof betaTenant.domain, Beta.Domain>,
    Kept<typeof betaTenant.unifiedRoleDefinition, Beta.UnifiedRoleDefinition>,
    Kept<typeof betaTenant.unifiedRoleAssignment, Beta.UnifiedRoleAssignment>,
    Kept<typeof roles.directoryRole, Beta.DirectoryRole>,
    Kept<typeof roles.directoryRoleTemplate, Beta.DirectoryRoleTemplate>,
    Kept<typeof roles.administrativeUnit, Beta.AdministrativeUnit>,
    Kept<typeof roles.rbacApplication, Beta.RbacApplication>,
    Kept<typeof roles.roleManagement, Beta.RoleManagement>,
    Kept<typeof tenant.invitation, Beta.Invitation>,
    Kept<typeof tenant.directoryRoot, Beta.Directory>,
  ]
>;

/** Nothing is in the list of what is out of scope that no type has. */
export type Scope = All<
  [
    [Exclude<OutOfScope, Published[keyof Published]>] extends [never]
      ? true
      : Exclude<OutOfScope, Published[keyof Published]>,
  ]
>;

interface Published {
  readonly user: keyof V1.User | keyof Beta.User;
  readonly group: keyof V1.Group | keyof Beta.Group;
  readonly application: keyof V1.Application | keyof Beta.Application;
  readonly servicePrincipal: keyof V1.ServicePrincipal | keyof Beta.ServicePrincipal;
  readonly device: keyof V1.Device | keyof Beta.Device;
  readonly orgContact: keyof V1.OrgContact | keyof Beta.OrgContact;
  readonly organization: keyof V1.Organization | keyof Beta.Organization;
  readonly domain: keyof V1.Domain | keyof Beta.Domain;
  readonly unifiedRoleDefinition: keyof V1.UnifiedRoleDefinition | keyof Beta.UnifiedRoleDefinition;
  readonly unifiedRoleAssignment: keyof V1.UnifiedRoleAssignment | keyof Beta.UnifiedRoleAssignment;
  readonly directoryRole: keyof V1.DirectoryRole | keyof Beta.DirectoryRole;
  readonly administrativeUnit: keyof V1.AdministrativeUnit | keyof Beta.AdministrativeUnit;
  readonly rbacApplication: keyof V1.RbacApplication | keyof Beta.RbacApplication;
  readonly roleManagement: keyof V1.RoleManagement | keyof Beta.RoleManagement;
  readonly directory: keyof V1.Directory | keyof Beta.Directory;
}

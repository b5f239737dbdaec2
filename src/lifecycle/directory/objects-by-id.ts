/** Objects by their ids: the "directoryObject: getByIds" page. */
import { type DirectoryObject, directoryObject } from '../../../model/directory/tables.js';
import type { Reader } from '../../../model/reader.js';
import { requestRefused } from '../../errors/index.js';

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MOST = 1000;
const EVERY_KIND = 'directoryobject';
/** What derives from directoryObject in Microsoft Graph: those that are not served here are simply not found. */
const KINDS = new Set(
  [
    'administrativeUnit application appManagementPolicy appRoleAssignment certificateBasedAuthConfiguration contract',
    'crossTenantAccessPolicy device directoryObject directoryObjectPartnerReference directoryRole directoryRoleTemplate',
    'endpoint extensionProperty group groupSettingTemplate multiTenantOrganizationMember oauth2PermissionGrant orgContact',
    'organization organizationalBranding policyBase resourceSpecificPermissionGrant servicePrincipal user',
    'activityBasedTimeoutPolicy authorizationPolicy claimsMappingPolicy homeRealmDiscoveryPolicy stsPolicy',
    'identitySecurityDefaultsEnforcementPolicy permissionGrantPolicy tokenIssuancePolicy tokenLifetimePolicy',
  ].flatMap((names) => names.toLowerCase().split(' ')),
);

/**
 * What exists of these ids, each once, of the kinds that are asked for.
 *
 * @throws GraphError 400 for an id that is no GUID, for more than 1000, and for a type that is no directory object
 */
export function objectsByIds(reader: Reader, ids: readonly string[], types: readonly string[]): DirectoryObject[] {
  if (ids.length === 0 || ids.length > MOST) throw requestRefused(`Between 1 and ${MOST} ids can be specified.`);
  if (!ids.every((id) => GUID.test(id))) throw requestRefused('Invalid GUID specified.');
  const kinds = types.map((type) => type.toLowerCase());
  const unknown = types.find((type) => !KINDS.has(type.toLowerCase()));
  if (unknown !== undefined) throw requestRefused(`Unsupported resource type '${unknown}' specified for 'types'.`);
  const anyKind = kinds.length === 0 || kinds.includes(EVERY_KIND);
  const unique = new Set(ids.map((id) => id.toLowerCase()));
  return [...unique].flatMap((id) => {
    const object = directoryObject(reader, id);
    return object && (anyKind || kinds.includes(object.kind.toLowerCase())) ? [object] : [];
  });
}

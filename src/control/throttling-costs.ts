/** What a request costs: the tables of "Identity and access service limits", "Microsoft Graph service-specific throttling limits". */
import type { Incoming } from '../incoming.js';

export interface Cost {
  /** Resource units. */
  readonly units: number;
  readonly writes: number;
}

/** Base costs, the first that fits. What begins with `me/` on the page holds of `users/{id}/`, too. */
const UNITS: readonly (readonly [method: 'GET' | 'POST', path: RegExp, units: number])[] = [
  ['GET', /^\/applications(\/[^/]+\/extensionProperties)?$/i, 2],
  ['GET', /^\/contracts$/i, 3],
  ['POST', /^\/directoryObjects\/(microsoft\.graph\.)?getByIds$/i, 3],
  ['GET', /^\/domains\/[^/]+\/domainNameReferences$/i, 4],
  ['GET', /^\/groups\/[^/]+\/members$/i, 3],
  ['GET', /^\/groups\/[^/]+\/transitiveMembers$/i, 5],
  ['POST', /\/(microsoft\.graph\.)?isMemberOf$/i, 4],
  ['POST', /^\/(me|users\/[^/]+)\/(microsoft\.graph\.)?checkMember(Groups|Objects)$/i, 4],
  ['POST', /^\/(me|users\/[^/]+)\/(microsoft\.graph\.)?getMember(Groups|Objects)$/i, 2],
  ['GET', /^\/(me|users\/[^/]+)\/(licenseDetails|memberOf|ownedObjects|transitiveMemberOf)$/i, 2],
  ['GET', /^\/oauth2PermissionGrants(\/[^/]+)?$/i, 2],
  ['GET', /^\/servicePrincipals\/[^/]+\/appRoleAssignments$/i, 2],
  ['GET', /^\/subscribedSkus$/i, 3],
  ['GET', /^\/users$/i, 2],
];

/** What is not in the table costs one unit, and one write unless it is read. */
export function costOf({ method, path, query }: Incoming): Cost {
  const place = path.replace(/\/+$/, '');
  const listed = UNITS.find(([of, form]) => of === method && form.test(place));
  const has = (option: string) => new RegExp(`(^|&)(\\$|%24)?${option}=`, 'i').test(query);
  const top = /(?:^|&)(?:\$|%24)?top=(\d+)/i.exec(query)?.[1];
  const saved = (has('select') ? 1 : 0) + (top !== undefined && Number(top) < 20 ? 1 : 0);
  return {
    units: Math.max(1, (listed?.[2] ?? 1) - saved + (has('expand') ? 1 : 0)),
    writes: listed || method === 'GET' ? 0 : 1,
  };
}

/**
 * Who may put something into a catalog, or take it out: who owns it, or may change it where it comes from. "Create
 * accessPackageResourceRequest", "Delegation and roles in entitlement management".
 */
import { applications, groups, servicePrincipals } from '../../model/directory/tables.js';
import { type Resource, resources } from '../../model/entitlement/tables.js';
import type { Reader } from '../../model/reader.js';
import type { Demand } from '../../routes/permissions/index.js';
import { notResourceOwner } from '../errors/index.js';
import { owns } from '../identity/principals.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { type Granted, holdsAny } from './needs.js';
import { hasDirectoryRole } from './roles.js';

/** What may own a thing of an origin system, by its id: all of one and the same; nothing, if there is no such thing. */
const OWNED: Readonly<Record<string, (reader: Reader, id: string) => readonly string[]>> = {
  aadgroup: (reader, id) => (reader.get(groups, id) ? [id] : []),
  aadapplication: (reader, id) => {
    const principal = reader.get(servicePrincipals, id);
    const application = principal && reader.find(applications, 'appId', principal.appId.toLowerCase());
    return principal ? [id, ...(application ? [application.id] : [])] : [];
  },
};

interface Named {
  readonly originsystem?: unknown;
  readonly originid?: unknown;
}

/**
 * @param origins by origin system, in lower case, what is enough besides owning: of applications, or of roles
 * @throws GraphError 400 for whoever adds to a catalog, or takes from it, what is not theirs
 */
export function refuseUnowned(call: Call, origins: Readonly<Record<string, Demand>>, granted: Granted): void {
  const { tx, caller } = call;
  const { originsystem, originid } = resourceIn(call) ?? {};
  const system = String(originsystem).toLowerCase();
  const id = String(originid).toLowerCase();
  const origin = Object.hasOwn(origins, system) ? origins[system] : undefined;
  const owned = Object.hasOwn(OWNED, system) ? OWNED[system]?.(tx, id) : undefined;
  if (!origin || owned?.length === 0 || owned?.some((one) => owns(tx, caller.id, one))) return;
  if (caller.kind === 'application' && holdsAny(granted, origin.any)) return;
  if (origin.role && hasDirectoryRole(call, origin.role, tx.get(groups, id))) return;
  throw notResourceOwner();
}

/** What a request adds, or which resource of a catalog it removes. */
function resourceIn(call: Call): Named | undefined {
  const body = bodyOf(call);
  const named = (body['resource'] ?? body['accesspackageresource']) as (Named & { readonly id?: unknown }) | undefined;
  const action = String(body['requesttype']).toLowerCase();
  if (action === 'adminadd') return named;
  if (action !== 'adminremove') return undefined;
  const found = call.tx.get(resources, String(named?.id).toLowerCase()) ?? byOrigin(call, named);
  return found ? { originsystem: found.originSystem, originid: found.originId } : named;
}

function byOrigin({ tx }: Call, named: Named | undefined): Resource | undefined {
  let found: Resource | undefined;
  tx.equal(resources, 'originId', String(named?.originid).toLowerCase(), (resource) => {
    found = resource;
  });
  return found;
}

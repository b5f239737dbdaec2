/**
 * Who may put something of the directory into a catalog: who owns it, or may change it there. "Create
 * accessPackageResourceRequest"; the refusal as terraform-provider-azuread#1066 prints it.
 */
import { applications, groups, owners, servicePrincipals } from '../../model/directory/tables.js';
import type { RoleRule } from '../../routes/permissions/index.js';
import { GraphError } from '../errors.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { hasDirectoryRole } from './roles.js';

interface Origin {
  /** What may own it, by its id: all of one and the same thing. */
  readonly owned: (call: Call, id: string) => readonly string[];
  /** What an application needs one of, in lower case. */
  readonly application: readonly string[];
  readonly role: RoleRule;
}

const ORIGINS: Readonly<Record<string, Origin>> = {
  aadgroup: {
    owned: ({ tx }, id) => (tx.get(groups, id) ? [id] : []),
    application: ['group.readwrite.all', 'directory.readwrite.all'],
    role: 'groupMembers',
  },
  aadapplication: {
    owned: ({ tx }, id) => {
      const principal = tx.get(servicePrincipals, id);
      const application = principal && tx.find(applications, 'appId', principal.appId.toLowerCase());
      return principal ? [id, ...(application ? [application.id] : [])] : [];
    },
    application: ['application.readwrite.all', 'directory.readwrite.all'],
    role: 'appRoles',
  },
};

interface Body {
  readonly requestType?: unknown;
  readonly resource?: Readonly<Record<string, unknown>>;
  readonly accessPackageResource?: Readonly<Record<string, unknown>>;
}

/** @throws GraphError 400 for whoever adds to a catalog what is not theirs */
export function refuseUnowned(call: Call, granted: ReadonlySet<string>): void {
  const { requestType, resource, accessPackageResource } = (bodyOf(call) ?? {}) as Body;
  if (String(requestType).toLowerCase() !== 'adminadd') return;
  const { originSystem, originId } = resource ?? accessPackageResource ?? {};
  const origin = ORIGINS[String(originSystem).toLowerCase()];
  const owned = origin?.owned(call, String(originId).toLowerCase()) ?? [];
  if (!origin || owned.length === 0 || owned.some((id) => call.tx.linked(owners, id, call.caller.id))) return;
  const byPermission = call.caller.kind === 'application' && origin.application.some((name) => granted.has(name));
  if (byPermission || hasDirectoryRole(call, origin.role)) return;
  throw new GraphError(400, 'CallerNotResourceOwner', 'The caller is not the resource owner.', { details: [] });
}

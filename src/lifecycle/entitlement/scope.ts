/** Whom a policy lets have a package, and which of several policies counts. */
import { directoryObject } from '../../../model/directory/tables.js';
import {
  type AccessPackage,
  accessPackages,
  catalogs,
  connectedOrganizations,
  type Policy,
  policies,
  type Subject,
  type TargetScope,
} from '../../../model/entitlement/tables.js';
import type { Reader } from '../../../model/reader.js';
import { all } from './records.js';
import { isIn } from './subject-sets.js';
import { asUser, isGuest, organizationOf } from './subjects.js';

/** Somebody who may be given access: a directory object, or an address of somebody outside. */
export interface Candidate {
  readonly objectId: string | undefined;
  readonly kind: 'user' | 'servicePrincipal';
  readonly guest: boolean;
  readonly organizationId: string | undefined;
}

/** What scopes look at of a subject. */
export function candidateOf(reader: Reader, subject: Subject): Candidate {
  const objectId = subject.objectId ?? undefined;
  const user = asUser(objectId === undefined ? undefined : directoryObject(reader, objectId));
  return {
    objectId,
    kind: subject.subjectType === 'servicePrincipal' ? 'servicePrincipal' : 'user',
    guest: objectId === undefined || isGuest(user),
    organizationId: subject.connectedOrganizationId ?? organizationOf(reader, subject.email)?.id,
  };
}

type Test = (reader: Reader, policy: Policy, candidate: Candidate) => boolean;

const isNamed: Test = (reader, { specificAllowedTargets }, { objectId }) =>
  objectId !== undefined && specificAllowedTargets.some((set) => isIn(reader, set, objectId));

/** By scope: the test, and its rank where several policies of a package fit ("Troubleshoot entitlement management"). */
const SCOPES: Readonly<Record<TargetScope, { readonly rank: number; readonly holds: Test }>> = {
  specificDirectoryUsers: { rank: 0, holds: (...of) => of[2].kind === 'user' && isNamed(...of) },
  specificDirectoryServicePrincipals: {
    rank: 0,
    holds: (...of) => of[2].kind === 'servicePrincipal' && isNamed(...of),
  },
  specificConnectedOrganizationUsers: {
    rank: 0,
    holds: (_, { specificAllowedTargets }, { organizationId, guest }) =>
      guest &&
      organizationId !== undefined &&
      specificAllowedTargets.some((set) => set.connectedOrganizationId === organizationId),
  },
  allMemberUsers: { rank: 1, holds: (_, _policy, { kind, guest }) => kind === 'user' && !guest },
  allDirectoryUsers: { rank: 2, holds: (_, _policy, { kind, objectId }) => kind === 'user' && objectId !== undefined },
  allDirectoryServicePrincipals: { rank: 2, holds: (_, _policy, { kind }) => kind === 'servicePrincipal' },
  allConfiguredConnectedOrganizationUsers: {
    rank: 3,
    holds: (reader, _, { organizationId, guest }) =>
      guest &&
      organizationId !== undefined &&
      reader.get(connectedOrganizations, organizationId)?.state === 'configured',
  },
  allExternalUsers: { rank: 3, holds: (_, _policy, { kind, guest }) => kind === 'user' && guest },
  // There are no agent identities in a tenant of the emulator.
  allDirectoryAgentIdentities: { rank: 4, holds: () => false },
  // Nobody but an administrator gives this access.
  notSpecified: { rank: 5, holds: () => false },
};

/** Whether a policy's scope has somebody in it. */
export function isInScope(reader: Reader, policy: Policy, candidate: Candidate): boolean {
  return SCOPES[policy.allowedTargetScope].holds(reader, policy, candidate);
}

/** The policies of a package that `fits` is true of, the one that counts before the others first. */
export function policiesFor(reader: Reader, packageId: string, fits: (policy: Policy) => boolean): Policy[] {
  return all(reader, policies, 'accessPackageId', packageId)
    .filter(fits)
    .sort((one, other) => rankOf(one) - rankOf(other));
}

const rankOf = ({ allowedTargetScope }: Policy) => SCOPES[allowedTargetScope].rank;

/** Of policies in the order of `policiesFor` those that somebody may choose among: lower ranks are ignored. */
export function foremost(sorted: readonly Policy[]): readonly Policy[] {
  const [first] = sorted;
  return first ? sorted.filter((policy) => rankOf(policy) === rankOf(first)) : [];
}

/** The policies under which somebody may ask for a package. */
export function requestablePolicies(reader: Reader, accessPackage: AccessPackage, candidate: Candidate): Policy[] {
  if (!isOffered(reader, accessPackage, candidate)) return [];
  return policiesFor(
    reader,
    accessPackage.id,
    (policy) => policy.requestorSettings.enableTargetsToSelfAddAccess && isInScope(reader, policy, candidate),
  );
}

/** Whether a package's catalog offers it: it is published, and open to people outside where the person is one. */
export function isOffered(reader: Reader, { catalogId }: AccessPackage, { guest }: Candidate): boolean {
  const catalog = reader.get(catalogs, catalogId);
  return catalog?.state === 'published' && (!guest || catalog.isExternallyVisible);
}

/** The packages that somebody may ask for. */
export function requestablePackages(reader: Reader, candidate: Candidate): AccessPackage[] {
  const found: AccessPackage[] = [];
  reader.scan(accessPackages, (accessPackage) => {
    if (requestablePolicies(reader, accessPackage, candidate).length > 0) found.push(accessPackage);
  });
  return found;
}

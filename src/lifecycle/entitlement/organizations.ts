/** Connected organizations: where people outside come from. */
import { directoryObject, organizations } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import {
  type ConnectedOrganization,
  connectedOrganizations,
  externalSponsors,
  type IdentitySource,
  internalSponsors,
  policies,
} from '../../../model/entitlement/tables.js';
import type { Link } from '../../../model/reader.js';
import { invalidModel, own, resourceNotFound } from '../../errors/index.js';
import type { Transaction } from '../../store/index.js';
import type { Context } from '../context.js';
import { changes, created, modified } from './records.js';

/** @throws GraphError 400 unless there is exactly one identity source, or when it is the tenant's own */
export function createOrganization(context: Context, fields: Draft): ConnectedOrganization {
  const { tx } = context;
  const sent = fields as Partial<ConnectedOrganization>;
  const { identitySources = [] } = sent;
  if (identitySources.length !== 1) throw invalidModel("'identitySources' must have exactly one element.");
  checkSources(tx, identitySources);
  return tx.insert(connectedOrganizations, {
    id: context.newId(),
    displayName: sent.displayName ?? '',
    description: sent.description ?? null,
    state: sent.state ?? 'configured',
    identitySources,
    ...created(context),
  });
}

const CHANGEABLE = ['displayName', 'description', 'state', 'identitySources'] as const;

/** Changes what was sent; identity sources that are null are none. */
export function updateOrganization(
  context: Context,
  organization: ConnectedOrganization,
  fields: Draft,
): ConnectedOrganization {
  const { tx } = context;
  const sent = { ...fields, ...(fields.identitySources === null && { identitySources: [] }) };
  const change = changes<ConnectedOrganization>(sent, CHANGEABLE, ['description']);
  checkSources(tx, change.identitySources ?? []);
  return tx.replace(connectedOrganizations, { ...organization, ...change, ...modified(context) });
}

/** What each kind of identity source must say. */
const NEEDED: Readonly<Record<string, readonly (keyof IdentitySource)[]>> = {
  azureActiveDirectoryTenant: ['tenantId'],
  crossCloudAzureActiveDirectoryTenant: ['tenantId', 'cloudInstance'],
  domainIdentitySource: ['domainName'],
  externalDomainFederation: ['issuerUri'],
  socialIdentitySource: ['socialIdentitySourceType'],
};

function checkSources(tx: Transaction, sources: readonly IdentitySource[]): void {
  sources.forEach((source, index) => {
    for (const name of NEEDED[source.kind] ?? []) {
      if (!source[name]) throw invalidModel(`'identitySources[${index}]/${name}' is required.`);
    }
    if (source.tenantId && tx.get(organizations, source.tenantId.toLowerCase())) {
      throw invalidModel(`'identitySources[${index}]' is the tenant itself.`);
    }
  });
}

/** @throws GraphError 400 while a policy names it */
export function deleteOrganization({ tx }: Context, organization: ConnectedOrganization): void {
  const { id } = organization;
  let used = false;
  tx.scan(policies, ({ specificAllowedTargets }) => {
    used = specificAllowedTargets.some((set) => set.connectedOrganizationId === id);
    return !used;
  });
  if (used) throw own.organizationInUse();
  for (const link of [internalSponsors, externalSponsors]) {
    const ids: string[] = [];
    tx.rights(link, id, (sponsor) => {
      ids.push(sponsor);
    });
    for (const sponsor of ids) tx.unlink(link, id, sponsor);
  }
  tx.remove(connectedOrganizations, id);
}

/** Lets a user or a group answer for an organization's people. @throws GraphError 404 for anything else */
export function addSponsor({ tx }: Context, link: Link, organization: ConnectedOrganization, objectId: string): void {
  const kind = directoryObject(tx, objectId)?.kind;
  if (kind !== 'user' && kind !== 'group') throw resourceNotFound();
  tx.link(link, organization.id, objectId);
}

/** @throws GraphError 404 when it was no sponsor */
export function removeSponsor(
  { tx }: Context,
  link: Link,
  organization: ConnectedOrganization,
  objectId: string,
): void {
  if (!tx.unlink(link, organization.id, objectId)) throw resourceNotFound();
}

/**
 * SharePoint sites as resources. There is no SharePoint behind the emulator, and no API that makes sites: a tenant has
 * those that it was given, and whatever else is asked for at a SharePoint host.
 */
import { directoryObject } from '../../../../model/directory/tables.js';
import { resourceEnvironments } from '../../../../model/entitlement/tables.js';
import { type Reader, type Row, table } from '../../../../model/reader.js';
import type { Transaction } from '../../../store/index.js';
import type { Origin, OriginRole } from './origin.js';

/** A site; its id is its URL in lower case. */
export interface Site extends Row {
  readonly url: string;
  readonly displayName: string;
  /** A role's origin id is its sequence number in the site. */
  readonly roles: readonly OriginRole[];
}

export const sites = table<Site>('sites');

export interface SiteSeed {
  readonly url: string;
  readonly displayName: string;
  /** By default the three that every site has: creators, contributors, viewers. */
  readonly roles?: readonly OriginRole[];
}

/** A geography's sites; `originId` is the address of its administration. */
export interface EnvironmentSeed {
  readonly id: string;
  readonly displayName: string;
  readonly originId: string;
  readonly isDefaultEnvironment?: boolean;
}

const idOf = (url: string) => url.toLowerCase().replace(/\/+$/, '');

const usualRoles = (site: string): OriginRole[] => [
  { originId: '3', displayName: `${site} Creators` },
  { originId: '4', displayName: `${site} Contributors` },
  { originId: '5', displayName: `${site} Viewers` },
];

const SITES: readonly SiteSeed[] = [
  { url: 'https://contoso.sharepoint.com/sites/Marketing', displayName: 'Marketing' },
  { url: 'https://contoso.sharepoint.com/sites/Sales', displayName: 'Sales' },
  { url: 'https://contoso.sharepoint.com/sites/CSR', displayName: 'Community Outreach' },
  { url: 'https://contoso.sharepoint.com/portals/Community', displayName: 'Community' },
];

const ENVIRONMENTS: readonly EnvironmentSeed[] = [
  {
    id: '615f2218-678f-471f-a60a-02c2f4f80c57',
    displayName: 'North America',
    originId: 'https://contoso-admin.sharepoint.com/',
    isDefaultEnvironment: true,
  },
  {
    id: 'd4e0a1c4-5b0f-4f0e-8a39-6f0ad0a1c2b7',
    displayName: 'Europe',
    originId: 'https://contosoeur-admin.sharepoint.com/',
  },
];

/** Gives a tenant sites and the geographies that they are in; without arguments a few of Contoso's. */
export function seedSites(
  tx: Transaction,
  given: readonly SiteSeed[] = SITES,
  environments: readonly EnvironmentSeed[] = ENVIRONMENTS,
): void {
  for (const { url, displayName, roles = usualRoles(displayName) } of given) {
    tx.insert(sites, { id: idOf(url), url, displayName, roles });
  }
  for (const { id, displayName, originId, isDefaultEnvironment = false } of environments) {
    tx.insert(resourceEnvironments, {
      id,
      displayName,
      description: displayName,
      originId,
      originSystem: 'SharePointOnline',
      isDefaultEnvironment,
      connectionInfo: { url: originId },
    });
  }
}

function siteAt(reader: Reader, originId: string): Site | undefined {
  return reader.get(sites, idOf(originId)) ?? presumed(originId);
}

const SITE = /^https:\/\/([\w-]+\.sharepoint\.(?:com|us|cn|de))(?:\/[^?#]*)?$/i;

/** A site that nobody told of, called after the last part of its path. */
function presumed(url: string): Site | undefined {
  const [, host] = SITE.exec(url) ?? [];
  if (host === undefined) return undefined;
  const displayName = url.replace(/\/+$/, '').split('/').at(-1) ?? host;
  return { id: idOf(url), url, displayName, roles: usualRoles(displayName) };
}

export const siteOrigin: Origin = {
  find: (reader, originId) => {
    const site = siteAt(reader, originId);
    return (
      site && {
        displayName: site.displayName,
        description: site.url,
        resourceType: 'SharePoint Online Site',
        url: site.url,
        roles: site.roles,
      }
    );
  },
  // Who may enter a site is not told by anything that is served: the role that is held says it all.
  grant: ({ tx }, { originId, principalId }) =>
    siteAt(tx, originId) !== undefined && directoryObject(tx, principalId) !== undefined,
  revoke: () => undefined,
};

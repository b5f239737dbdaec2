/** Writes the directory of a seed. */
import {
  type Application,
  applications,
  domains,
  type Group,
  groups,
  members,
  type Organization,
  organizations,
  owners,
  type ServicePrincipal,
  servicePrincipals,
  sponsors,
  users,
} from '../../../model/directory/tables.js';
import type { Row, Table } from '../../../model/reader.js';
import { refuseInvalidApplication } from '../../lifecycle/directory/applications.js';
import { refuseImpossibleGroup } from '../../lifecycle/directory/group-rules.js';
import { refuseInvalidIdentities } from '../../lifecycle/directory/identities.js';
import { parseRule } from '../../lifecycle/directory/membership-rule/parser.js';
import { refuseInvalidPrincipalName, refuseInvalidUser } from '../../lifecycle/directory/user-rules.js';
import type { Transaction } from '../../store/index.js';
import {
  applicationDefaults,
  type Defaults,
  domainDefaults,
  groupDefaults,
  hasDomain,
  principalDefaults,
  userDefaults,
} from './directory-defaults.js';
import { SeedError } from './errors.js';
import { kinds, principals } from './kinds.js';
import { derivedId } from './names.js';
import type { Item, Seed } from './schema.js';
import { withCredentials } from './write-credentials.js';
import { located, reference, type Writer, type Writing, without } from './writing.js';

/** Writes a record: what is said of it over what it was, or over what such a record has by default. */
function put(at: Writing, table: Table<Row>, defaults: Defaults, fields: Item): Row {
  const { tx, time } = at.context;
  const before = tx.get(table, at.id);
  const said = { ...fields, id: at.id };
  const record = { ...(before ?? defaults(said, { reader: tx, time })), ...said } as Row;
  return before ? tx.replace(table, record) : tx.insert(table, record);
}

export const writeUser: Writer = (at) => {
  const { password, ...said } = without(at.item, ['key', 'manager', 'sponsors']);
  const name = String(said['userPrincipalName']);
  const domain = name.split('@')[1]?.toLowerCase();
  if (domain === undefined || !hasDomain(at.context.tx, domain)) {
    throw new SeedError(
      `'${domain ?? name}' is no verified domain; add it to 'organization.domains' or use one that there is`,
      [...at.place, 'userPrincipalName'],
    );
  }
  // A guest is called what the invitation has made of an address.
  if (said['creationType'] !== 'Invitation') {
    refuseInvalidUser(said);
    refuseInvalidPrincipalName(at.context.tx, name);
    refuseInvalidIdentities(at.context.tx, said, at.id);
  }
  const managerId = reference(at, 'manager', [kinds.users]);
  return put(at, users, userDefaults, {
    ...said,
    ...(password !== undefined && { passwordProfile: { password, forceChangePasswordNextSignIn: false } }),
    ...(managerId !== undefined && { managerId }),
  });
};

export const writeGroup: Writer = (at) => {
  const { membershipRule } = at.item;
  if (typeof membershipRule === 'string' && membershipRule !== '')
    located([...at.place, 'membershipRule'], () => parseRule(membershipRule));
  const group = put(at, groups, groupDefaults, without(at.item, ['key', 'members', 'owners']));
  refuseImpossibleGroup(group as Group);
  return group;
};

export const writeApplication: Writer = (at) => {
  const said = without(at.item, ['key', 'owners', 'servicePrincipal', 'applicationPermissions']);
  refuseInvalidApplication(at.context.tx, said, at.id);
  return put(at, applications, applicationDefaults, withCredentials(at, said));
};

export const writeServicePrincipal: Writer = (at) => {
  const { tx } = at.context;
  const said = withCredentials(at, without(at.item, ['key', 'owners', 'application', 'applicationPermissions']));
  const ofId = reference(at, 'application', [kinds.applications]);
  const application = ofId === undefined ? undefined : tx.get(applications, ofId);
  refuseOtherAppId(at, application);
  const fields = { ...(application && impliedBy(application)), ...said };
  if (
    fields['displayName'] === undefined ||
    fields['displayName'] === '' ||
    (fields['appId'] === undefined && !tx.get(servicePrincipals, at.id))
  ) {
    throw new SeedError("needs an 'application', or an 'appId' and a 'displayName'", at.place);
  }
  return put(at, servicePrincipals, principalDefaults, fields);
};

function refuseOtherAppId({ item, place }: Writing, application: Application | undefined): void {
  const { appId } = item as { appId?: string };
  if (!application || !appId || appId.toLowerCase() === application.appId.toLowerCase()) return;
  throw new SeedError(
    `the application '${item['application']}' has the appId '${application.appId}'; leave out one of the two, or correct it`,
    [...place, 'appId'],
  );
}

/** What a service principal has from its application. */
export function impliedBy(application: Application): Partial<ServicePrincipal> {
  return {
    appId: application.appId,
    displayName: application.displayName ?? null,
    appRoles: application.appRoles ?? [],
    servicePrincipalNames: [application.appId, ...(application.identifierUris ?? [])],
    signInAudience: application['signInAudience'],
  };
}

/** The id of the service principal that an application of a seed gets by itself. */
export const impliedPrincipalId = (applicationId: string): string => derivedId(`servicePrincipals/${applicationId}`);

export const directoryLinks = {
  users: [{ property: 'sponsors', link: sponsors, of: [kinds.users, kinds.groups] }],
  groups: [
    { property: 'members', link: members, of: principals },
    { property: 'owners', link: owners, of: principals },
  ],
  applications: [{ property: 'owners', link: owners, of: principals }],
  servicePrincipals: [{ property: 'owners', link: owners, of: principals }],
} as const;

/** Changes the organization, of which there is one; its domains are added. */
export function writeOrganization(tx: Transaction, seed: Seed['organization']): void {
  if (!seed) return;
  let before: Organization | undefined;
  tx.scan(organizations, (row) => {
    before = row;
    return false;
  });
  if (!before) return;
  const { domains: added = [], ...said } = seed as Item & { domains?: readonly string[] };
  refuseInvalidDomains(added);
  const listed = (said['verifiedDomains'] as Organization['verifiedDomains'] | undefined) ?? before.verifiedDomains;
  const more = added.filter((name) => !listed.some((one) => one.name.toLowerCase() === name.toLowerCase()));
  const verifiedDomains = [
    ...listed,
    ...more.map((name) => ({
      name: name.toLowerCase(),
      type: 'Managed',
      isDefault: false,
      isInitial: false,
      capabilities: 'Email, OfficeCommunicationsOnline',
    })),
  ];
  const id = typeof said['id'] === 'string' ? said['id'].toLowerCase() : before.id;
  const after = { ...before, ...said, id, verifiedDomains };
  if (id === before.id) {
    tx.replace(organizations, after);
  } else {
    // Nothing else holds the id of a tenant.
    tx.remove(organizations, before.id);
    tx.insert(organizations, after);
  }
  for (const { name, isDefault = false, isInitial = false } of verifiedDomains) {
    const id = name.toLowerCase();
    if (!hasDomain(tx, id)) tx.insert(domains, { ...domainDefaults, id, isDefault, isInitial });
  }
}

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

function refuseInvalidDomains(names: readonly string[]): void {
  names.forEach((name, at) => {
    const place = ['organization', 'domains', at];
    if (!DOMAIN.test(name)) throw new SeedError(`'${name}' is no domain, such as fabrikam.com`, place);
    const isTwice = names.slice(0, at).some((other) => other.toLowerCase() === name.toLowerCase());
    if (isTwice) throw new SeedError(`'${name}' is in the list already; leave out one of them`, place);
  });
}

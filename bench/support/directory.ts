// A tenant of many users inside this process, and requests to it without a socket.
import { type Group, groups, members, type User, users } from '../../model/directory/tables.js';
import { createHost, type Host } from '../../src/host.js';
import { serve } from '../../src/serve.js';
import type { Tenant } from '../../src/tenant.js';

const CITIES = ['Oslo', 'Bergen', 'Malmö', 'Aarhus', 'Tampere', 'Tallinn', 'Riga', 'Gdańsk', 'Kiel', 'Turku'];
const COUNTRIES = [
  'Norway',
  'Norway',
  'Sweden',
  'Denmark',
  'Finland',
  'Estonia',
  'Latvia',
  'Poland',
  'Germany',
  'Finland',
];
const NAMES = [
  'Anna',
  'Bert',
  'Clara',
  'David',
  'Eva',
  'Finn',
  'Greta',
  'Hugo',
  'Ida',
  'Jonas',
  'Karin',
  'Lars',
  'Mia',
];

const digits = (n: number, length: number) => n.toString(16).padStart(length, '0');

/** The id of the n-th object of a kind; users are of kind 0. */
export const idOf = (n: number, kind = 0) =>
  Buffer.from(`${digits(n, 8)}-0000-4000-8000-${digits(kind, 2)}${digits(n, 10)}`, 'latin1').toString('latin1');

/** The n-th user: as many fields as a directory fills, all told by n. */
export function userAt(n: number): User {
  const givenName = NAMES[n % NAMES.length];
  const surname = `Berg${n}`;
  const name = `${givenName}.${surname}`;
  return {
    id: idOf(n),
    kind: 'user',
    accountEnabled: n % 8 !== 0,
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    mailNickname: name,
    mail: `${name}@contoso.com`.toLowerCase(),
    userPrincipalName: `${name}@contoso.com`,
    userType: 'Member',
    jobTitle: n % 3 === 0 ? 'Engineer' : 'Buyer',
    department: `Department ${n % 200}`,
    city: CITIES[n % CITIES.length],
    country: COUNTRIES[n % COUNTRIES.length],
    createdDateTime: '2026-01-01T00:00:00Z',
    proxyAddresses: [`SMTP:${name}@contoso.com`],
  } as unknown as User;
}

export const usersUpTo = (count: number): User[] => Array.from({ length: count }, (_, n) => userAt(n + 1));

/** Puts users into a tenant as its beginning: no change of them is recorded. */
function populate(tenant: Tenant, records: readonly User[]): void {
  tenant.timeline.load((tx) => {
    for (const record of records) tx.insert(users, record);
  });
}

export interface Directory {
  readonly host: Host;
  readonly tenant: Tenant;
  /** The body of the answer to GET, by default as the administrator. @throws when it is refused */
  get(pathAndQuery: string, caller?: string): string;
}

export function directory(records: readonly User[]): Directory {
  const host = createHost({ randomSeed: 'bench' });
  const tenant = host.tenants.get('bench');
  populate(tenant, records);
  const get = (pathAndQuery: string, caller?: string): string => {
    const [path = '', query = ''] = pathAndQuery.split('?');
    const answer = serve(host.service, tenant, {
      method: 'GET',
      version: 'v1.0',
      path,
      query,
      header: (name) => {
        if (name === 'authorization') return caller && tokenOf(caller);
        return name === 'consistencylevel' ? 'eventual' : undefined;
      },
      body: undefined,
      base: 'http://localhost:8365',
      requestId: '00000000-0000-4000-8000-000000000000',
    });
    if (answer.status !== 200) throw new Error(`${pathAndQuery}: ${answer.body}`);
    return answer.body ?? '';
  };
  return { host, tenant, get };
}

export interface Shape {
  readonly users: number;
  readonly groups: number;
  readonly memberships: number;
}

const GROUP = 7;
const NESTING = 8;
/** A group with ten groups in it that have ten users each. */
export const NESTED = idOf(0, NESTING);

const groupAt = (id: string, displayName: string) =>
  ({
    id,
    kind: 'group',
    displayName,
    groupTypes: [],
    mailEnabled: false,
    mailNickname: displayName,
    securityEnabled: true,
    createdDateTime: '2026-01-01T00:00:00Z',
  }) as unknown as Group;

/** A tenant of users and groups; every user is in equally many groups. */
export function organization(shape: Shape): Directory {
  const made = directory([]);
  made.tenant.timeline.load((tx) => {
    for (let n = 1; n <= shape.users; n += 1) tx.insert(users, userAt(n));
    for (let n = 0; n < shape.groups; n += 1) tx.insert(groups, groupAt(idOf(n, GROUP), `Group${n}`));
    const each = shape.memberships / shape.users;
    for (let n = 1; n <= shape.users; n += 1) {
      for (let of = 0; of < each; of += 1) tx.link(members, idOf((n * each + of) % shape.groups, GROUP), idOf(n));
    }
    for (let n = 0; n <= 10; n += 1) tx.insert(groups, groupAt(idOf(n, NESTING), `Nested${n}`));
    for (let n = 1; n <= 10; n += 1) {
      tx.link(members, NESTED, idOf(n, NESTING));
      for (let user = 1; user <= 10; user += 1) tx.link(members, idOf(n, NESTING), idOf(n * 10 + user));
    }
  });
  return made;
}

/** Gives a user another job. */
export function changeUser({ tenant }: Directory, n: number): void {
  tenant.timeline.transact((tx) => {
    tx.replace(users, { ...userAt(n), jobTitle: 'Director' } as User);
  });
}

const tokens = new Map<string, string>();

function tokenOf(caller: string): string {
  let token = tokens.get(caller);
  if (!token) {
    const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    token = `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${part({ oid: caller, idtyp: 'user' })}.`;
    tokens.set(caller, token);
  }
  return token;
}

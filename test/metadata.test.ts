/** `$metadata` and the service document: what generators of clients read. */
import { existsSync, readFileSync } from 'node:fs';
import { XMLValidator } from 'fast-xml-parser';
import t from 'tap';
import { dialects } from '../model/index.js';
import { type Csdl, type CsdlType, itemOf, readCsdl } from './support/csdl.js';
import { emulator } from './support/emulator.js';

const VERSIONS = ['v1.0', 'beta'] as const;
type Version = (typeof VERSIONS)[number];

async function documents(): Promise<Record<Version, string>> {
  const graph = await emulator({ name: 'metadata' });
  const [stable, beta] = await Promise.all(VERSIONS.map((version) => graph.get(`/${version}/$metadata`)));
  return { 'v1.0': stable?.body, beta: beta?.body };
}

const xml = documents();
const ours = async (version: Version): Promise<Csdl> => readCsdl((await xml)[version]);

/** A type and those that it derives from. */
function* lineage(csdl: Csdl, name: string | undefined): Generator<CsdlType> {
  for (let at = name ? csdl.types.get(name) : undefined; at; at = at.base ? csdl.types.get(at.base) : undefined)
    yield at;
}

for (const version of VERSIONS) {
  t.test(`${version}: the document is well-formed, and of the type that XML has`, async (t) => {
    t.equal(XMLValidator.validate((await xml)[version]), true);
    const answer = await (await emulator(t)).get(`/${version}/$metadata`);
    t.match(answer.headers.get('content-type'), /^application\/xml/);
    t.match(answer.body, /^<\?xml version="1\.0" encoding="utf-8"\?><edmx:Edmx Version="4\.0"/);
  });

  t.test(`${version}: every type that is named is declared`, async (t) => {
    const csdl = await ours(version);
    const known = (type: string) => type.startsWith('Edm.') || csdl.types.has(type) || csdl.enumerations.has(type);
    const missing: string[] = [];
    const check = (where: string, type: string | undefined) => {
      if (type !== undefined && !known(itemOf(type))) missing.push(`${where}: ${type}`);
    };
    for (const [name, type] of csdl.types) {
      check(name, type.base);
      for (const [member, { type: of }] of type.members) check(`${name}/${member}`, of);
    }
    for (const { name, parameters, returns } of csdl.operations) {
      for (const parameter of parameters) check(`${name}(${parameter.name})`, parameter.type);
      check(name, returns);
    }
    for (const [name, type] of [...csdl.sets, ...csdl.singletons]) check(name, type);
    t.same(missing, []);
    t.ok(csdl.sets.size > 0 && csdl.singletons.size > 0 && csdl.operations.length > 0);
  });

  t.test(`${version}: entities have a key, navigations lead to entities, and no type repeats its base`, async (t) => {
    const csdl = await ours(version);
    const wrong: string[] = [];
    const isEntity = (type: string) => csdl.types.get(itemOf(type))?.kind === 'EntityType';
    for (const [name, type] of csdl.types) {
      const [, ...above] = lineage(csdl, name);
      for (const [member, { kind, type: of }] of type.members) {
        if (above.some((base) => base.members.has(member))) wrong.push(`${name} repeats ${member}`);
        if ((kind === 'NavigationProperty') !== isEntity(of)) wrong.push(`${name}/${member} is a ${kind} of ${of}`);
      }
    }
    for (const [name, type] of csdl.sets) {
      if (![...lineage(csdl, type)].some(({ key }) => key)) wrong.push(`${name} is a set of entities without key`);
    }
    t.same(wrong, []);
  });

  t.test(`${version}: the service document names the roots of the container`, async (t) => {
    const graph = await emulator(t);
    const csdl = await ours(version);
    for (const path of [`/${version}`, `/${version}/`]) {
      const { status, body } = await graph.get(path);
      t.equal(status, 200, path);
      t.equal(body['@odata.context'], `${graph.url}/${version}/$metadata`);
      const named = (kind: string) =>
        (body.value as { name: string; kind: string }[]).filter((one) => one.kind === kind).map(({ name }) => name);
      t.same(named('EntitySet').sort(), [...csdl.sets.keys()].sort());
      t.same(named('Singleton').sort(), [...csdl.singletons.keys()].sort());
    }
  });
}

/** Members of complex types that documented requests send, and Microsoft's document lacks. */
const MORE = new Set([
  'accessPackageDynamicApprovalStage/customExtension',
  'customExtensionCallbackConfiguration/durationBeforeTimeout',
  'entitlementManagementSchedule/stopDateTime',
]);

/** Whether a member's declaration names the page or issue that it was taken from, where it departs from the document. */
function hasSource(version: Version, where: string): boolean {
  const [name = '', member = ''] = where.split('/');
  const type = dialects[version].findType(name);
  return Boolean(
    type && (dialects[version].property(type, member) ?? dialects[version].navigation(type, member))?.is.source,
  );
}

/** Out of scope, by reason. */
const LESS = new Set([
  // Mail, print and licences: other services' data about a user or group.
  'user/print',
  'user/cloudLicensing',
  'user/joinedGroups',
  'group/acceptedSenders',
  'group/cloudLicensing',
  'group/rejectedSenders',
  // Sign-in and provisioning through the application proxy.
  'user/appRoleAssignedResources',
  'application/onPremisesPublishing',
  'application/signInAudienceRestrictions',
  // Sponsors of agents, and steps of approvals in privileged identity management.
  'user/sponsorOf',
  'user/approvals',
  'approval/completedSteps',
  'approval/pendingSteps',
  'rbacApplication/roleAssignmentApprovals',
  // Domains as what objects are named after, and roles beyond definitions and assignments.
  'domain/domainNameReferences',
  'domain/rootDomain',
  'unifiedRoleDefinition/inheritsPermissionsFrom',
  'rbacApplication/transitiveRoleAssignments',
  'roleManagement/enterpriseApps',
  // Units are known as a type only: lists are cast to it.
  'directory/administrativeUnits',
]);

/** Declared as the newer published types have it. */
const NEWER = new Set(['user/externalUserStateChangeDateTime', 'organization/partnerInformation']);

const needed = new Set<string>();

const short = (type: string, member: string) => `${type.replace('microsoft.graph.', '')}/${member}`;

for (const version of VERSIONS) {
  const file = `../shared/reference/csdl/${version}.xml`;
  const skip = existsSync(file) ? {} : { skip: 'Microsoft’s document is not here' };
  t.test(`${version}: types are declared as Microsoft’s own document declares them`, skip, async (t) => {
    const theirs = readCsdl(readFileSync(file, 'utf8'));
    const csdl = await ours(version);
    const [differ, missing, more]: [string[], string[], string[]] = [[], [], []];
    for (const [name, type] of csdl.types) {
      const published = theirs.types.get(name);
      if (!published) continue;
      if (published.kind !== type.kind || published.base !== type.base || published.abstract !== type.abstract) {
        differ.push(name);
      }
      for (const [member, is] of published.members) {
        const own = type.members.get(member);
        const inScope = is.kind === 'Property' || csdl.types.has(itemOf(is.type));
        if (!own && inScope) missing.push(short(name, member));
        if (own && (own.type !== is.type || own.kind !== is.kind)) differ.push(short(name, member));
      }
      for (const member of type.members.keys()) if (!published.members.has(member)) more.push(short(name, member));
    }
    t.same(
      differ.filter((one) => !NEWER.has(one)),
      [],
      'no member is of another kind',
    );
    t.same(
      missing.filter((one) => !LESS.has(one)),
      [],
      'none is missing',
    );
    for (const one of missing) needed.add(one);
    // The document of beta is older than what is declared here: what it lacks says nothing.
    if (version === 'v1.0')
      t.same(
        more.filter((one) => !MORE.has(one) && !hasSource(version, one)),
        [],
        'none is made up',
      );
    for (const [name, type] of csdl.sets) t.equal(theirs.sets.get(name) ?? type, type, `set ${name}`);
    for (const [name, type] of csdl.singletons) t.equal(theirs.singletons.get(name) ?? type, type, `singleton ${name}`);
    for (const [name, members] of csdl.enumerations) {
      const published = theirs.enumerations.get(name);
      if (version === 'v1.0' && published) t.same(new Map(members), new Map(published), `enumeration ${name}`);
    }
  });
}

t.test('no exception is made in vain', async (t) => {
  t.plan(1);
  const unneeded = [...LESS].filter((one) => !needed.has(one));
  if (needed.size === 0) t.pass('Microsoft’s documents are not here');
  else t.same(unneeded, []);
});

/** A tenant that has something of everything in entitlement management. */
import type { Graph, Reply } from './emulator.js';
import { BETA, LOGIC_APP, Office, V1 } from './entitlement.js';

/** What a session of uploads is for. */
export const REVIEWED = '#microsoft.graph.customDataProvidedResourcePayloads.accessReviewContextData';
const CALLOUT = '#microsoft.graph.accessPackageAssignmentWorkflowExtension';

/** What furnishes has to succeed. */
async function done(reply: Promise<Reply>): Promise<void> {
  const { status, body } = await reply;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
}

const question = {
  '@odata.type': '#microsoft.graph.accessPackageTextInputQuestion',
  text: { defaultText: 'Why?', localizedTexts: [] },
  isRequired: false,
  sequence: 0,
};

/**
 * A package that is granted, asked for, proposed, incompatible with others, and what belongs to all that. What hangs
 * together is called Reading, so that it can be told from what else there is.
 */
export async function furnished(test: { name: string }): Promise<Graph> {
  const office = await Office.open(test);
  const { graph } = office;
  const to = (path: string) => ({ '@odata.id': `${graph.url}${path}` });
  const catalog = await office.catalog('Reading catalog');
  const { id } = await office.pack('Reading', { catalog, groups: [await office.group('Reading-group')] });
  const pack = { id, policy: await calling(office, catalog, id) };
  await done(graph.patch(`${BETA}/accessPackages/${pack.id}`, { uniqueName: 'reading' }));
  await done(graph.patch(`${BETA}/accessPackageCatalogs/${catalog}`, { uniqueName: 'reading' }));

  const writing = await office.pack('Writing', { catalog });
  const archiving = await office.pack('Archiving', { catalog });
  await done(graph.patch(`${BETA}/accessPackages/${archiving.id}`, { uniqueName: 'archiving' }));
  const one = `${V1}/accessPackages/${pack.id}`;
  await done(graph.post(`${one}/incompatibleAccessPackages/$ref`, to(`${V1}/accessPackages/${writing.id}`)));
  await done(graph.post(`${one}/incompatibleGroups/$ref`, to(`/v1.0/groups/${await office.group('Foes')}`)));
  await done(graph.post(`${V1}/accessPackages/${archiving.id}/incompatibleAccessPackages/$ref`, to(one)));

  await resources(office, catalog);
  await office.assign(pack, await colleague(office));
  await asked(office, catalog);
  await partner(office);
  return graph;
}

/** A policy that asks a question, and calls extensions of both kinds when an assignment nears its end: no request waits. */
async function calling(office: Office, catalog: string, accessPackageId: string): Promise<string> {
  const extension = await office.make(`${V1}/catalogs/${catalog}/customWorkflowExtensions`, {
    '@odata.type': CALLOUT,
    displayName: 'Reading callout',
    ...LOGIC_APP,
  });
  const extensions = `${BETA}/accessPackageCatalogs/${catalog}/customAccessPackageWorkflowExtensions`;
  const older = await office.make(extensions, { displayName: 'Reading callout of old', description: 'older' });
  const stage = 'assignmentOneDayBeforeExpiration';
  const policy = await office.make(`${BETA}/accessPackageAssignmentPolicies`, {
    accessPackageId,
    displayName: 'Reading policy',
    requestorSettings: { acceptRequests: true, scopeType: 'AllExistingDirectorySubjects', allowedRequestors: [] },
    questions: [question],
    customExtensionStageSettings: [{ stage, customExtension: { '@odata.type': CALLOUT, id: extension.id } }],
    customExtensionHandlers: [{ stage, customExtension: { id: older.id } }],
  });
  return policy.id;
}

/** A site in its environment, data of one's own with a file handed in, and a connector. */
async function resources(office: Office, catalog: string): Promise<void> {
  const { body } = await office.graph.get(
    `${BETA}/accessPackageResourceEnvironments?$filter=originSystem eq 'SharePointOnline'`,
  );
  const add = (accessPackageResource: object) =>
    office.make(`${BETA}/accessPackageResourceRequests`, {
      catalogId: catalog,
      requestType: 'AdminAdd',
      accessPackageResource,
    });
  await add({
    displayName: 'Site',
    originId: 'https://contoso.sharepoint.com/sites/reading',
    originSystem: 'SharePointOnline',
    'accessPackageResourceEnvironment@odata.bind': `accessPackageResourceEnvironments/${body.value[0].id}`,
  });
  await add({
    '@odata.type': '#microsoft.graph.customDataProvidedResource',
    displayName: 'Uploads',
    originId: 'uploads',
    originSystem: 'CustomDataProvidedResource',
  });
  const found = await office.graph.get(
    `${BETA}/accessPackageCatalogs/${catalog}/accessPackageResources?$filter=originId eq 'uploads'`,
  );
  const sessions = `${BETA}/accessPackageResources/${found.body.value[0].id}/uploadSessions`;
  const session = await office.make(sessions, {
    '@odata.type': '#microsoft.graph.customDataProvidedResourceAccessReviewUploadSession',
    data: { '@odata.type': REVIEWED, reviewInstanceId: '15eeb4df-8a4d-4f8e-9b7a-6b3e1c7f5a9d' },
  });
  await done(office.graph.post(`${sessions}/${session.id}/uploadFile`, ...csv('who,what')));
  await office.make(`${BETA}/externalOriginResourceConnectors`, {
    displayName: 'SAP',
    description: 'SAP IAG',
    connectorType: 'sapIag',
    connectionInfo: {
      '@odata.type': '#microsoft.graph.externalTokenBasedSapIagConnectionInfo',
      url: 'https://sap.example',
    },
  });
}

/** A file as it is uploaded: body and headers. */
export function csv(content: string, name = 'access.csv'): [string, Record<string, string>] {
  const part = `Content-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${content}`;
  return [`--edge\r\n${part}\r\n--edge--\r\n`, { 'content-type': 'multipart/form-data; boundary=edge' }];
}

/** Somebody with the administrator's manager, so that what the one has is proposed to the other. */
async function colleague(office: Office): Promise<string> {
  const [reader, manager] = [await office.user('reader'), await office.user('manager')];
  const { body: administrator } = await office.graph.get('/v1.0/me');
  for (const person of [reader, administrator.id]) {
    await done(
      office.graph.put(`/v1.0/users/${person}/manager/$ref`, {
        '@odata.id': `${office.graph.url}/v1.0/users/${manager}`,
      }),
    );
  }
  return reader;
}

/** A request that waits for its approval. */
async function asked(office: Office, catalog: string): Promise<void> {
  const approver = { '@odata.type': '#microsoft.graph.singleUser', userId: await office.user('approver') };
  const requestApprovalSettings = { isApprovalRequiredForAdd: true, stages: [{ primaryApprovers: [approver] }] };
  const guarded = await office.pack('Guarded', { catalog, policy: { requestApprovalSettings } });
  await done(office.ask(await office.user('requestor'), 'userAdd', { accessPackageId: guarded.id }));
}

async function partner(office: Office): Promise<void> {
  const organization = await office.make(`${V1}/connectedOrganizations`, {
    displayName: 'Fabrikam',
    identitySources: [
      { '@odata.type': '#microsoft.graph.domainIdentitySource', domainName: 'fabrikam.com', displayName: 'Fabrikam' },
    ],
    state: 'configured',
  });
  const sponsor = await office.user('sponsor');
  for (const side of ['internalSponsors', 'externalSponsors']) {
    await done(
      office.graph.post(`${V1}/connectedOrganizations/${organization.id}/${side}/$ref`, {
        '@odata.id': `${office.graph.url}/v1.0/users/${sponsor}`,
      }),
    );
  }
}

/** Every path that Microsoft's SDKs can address in entitlement management, asked of a tenant that has something of everything. */
import { readFileSync } from 'node:fs';
import t from 'tap';
import type { Graph, Reply } from './support/emulator.js';
import { furnished } from './support/furnished.js';

type Addressable = Readonly<Record<string, Partial<Record<string, string | null>>>>;

const ROOT = '/identityGovernance/entitlementManagement';
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** What `filterByCurrentUser(on=…)` is asked for, by the collection that it stands behind. */
const ON: Readonly<Record<string, string>> = {
  accessPackages: 'allowedRequestor',
  accessPackageAssignmentApprovals: 'approver',
  accessPackageSuggestions: 'relatedPeopleAssignments',
};

const addressable = (version: string): Addressable =>
  JSON.parse(readFileSync(`test/data/operations/entitlement-management.${version}.json`, 'utf8'));

/**
 * Turns templates into URLs of what is there, looking each key up in the collection before it. Of several it takes what is
 * called Reading, or Uploads where upload sessions are next.
 */
class Keys {
  readonly #lists = new Map<string, Reply>();

  constructor(
    readonly graph: Graph,
    readonly version: string,
  ) {}

  /** The URL, and whether everything on the way to it exists. */
  async live(template: string): Promise<{ url: string; exists: boolean }> {
    let url = `/${this.version}`;
    let exists = true;
    const segments = template.split('/').slice(1);
    for (const [at, segment] of segments.entries()) {
      const [, name = segment, parameters] = /^(.*?)\((.*)\)$/.exec(segment) ?? [];
      if (segment.startsWith('{')) {
        const id = await this.#first(url, 'id', segments[at + 1] === 'uploadSessions' ? /^uploads/i : /^reading/i);
        exists &&= id !== undefined;
        url += `/${encodeURIComponent(id ?? NOBODY)}`;
      } else if (parameters !== undefined) {
        const filled = await this.#parameters(`${url}/${name}`, parameters, url.split('/').at(-1) ?? '');
        exists &&= filled !== undefined;
        url += `/${name}(${filled ?? parameters})`;
      } else {
        url += `/${segment}`;
      }
    }
    return { url, exists };
  }

  async #parameters(collection: string, parameters: string, behind: string): Promise<string | undefined> {
    if (parameters === '') return '';
    if (parameters.startsWith('on=')) return `on='${ON[behind] ?? 'target'}'`;
    if (parameters.startsWith('accessPackageId')) {
      const { body } = await this.#list(`/${this.version}${ROOT}/accessPackages`);
      return `accessPackageId='${body.value[0].id}',incompatibleAccessPackageId='${body.value[1].id}'`;
    }
    const name = parameters.split('=')[0] as string;
    const value = await this.#first(collection, name, /^reading/i);
    return value === undefined ? undefined : `${name}='${value}'`;
  }

  async #first(collection: string, property: string, called: RegExp): Promise<string | undefined> {
    const { status, body } = await this.#list(collection);
    if (status !== 200 || !Array.isArray(body.value)) return undefined;
    const wanted = body.value.find(({ displayName }: { displayName?: string }) => called.test(displayName ?? ''));
    return (wanted ?? body.value[0])?.[property] ?? undefined;
  }

  async #list(collection: string): Promise<Reply> {
    let reply = this.#lists.get(collection);
    if (!reply) {
      reply = await this.graph.get(collection);
      // Some lists want to be told what they are about.
      const system = /environments$/i.test(collection) ? 'SharePointOnline' : 'AadGroup';
      if (reply.status === 400) reply = await this.graph.get(`${collection}?$filter=originSystem eq '${system}'`);
      this.#lists.set(collection, reply);
    }
    return reply;
  }
}

/** Lists that want a filter, what the service declares and does not implement, and the content of files, which is not kept. */
const isRefused = ({ status, body }: Reply, template: string) =>
  (status === 400 && (body.error.code === 'InvalidFilter' || template.endsWith('/$value'))) ||
  (status === 404 && body.error.code === 'UnknownError');

for (const version of ['v1.0', 'beta']) {
  t.test(`${version}: every GET is answered from the model`, async (t) => {
    const graph = await furnished({ name: `coverage-${version}` });
    const keys = new Keys(graph, version);
    let answered = 0;
    for (const [template, methods] of Object.entries(addressable(version))) {
      if (!('GET' in methods)) continue;
      const { url, exists } = await keys.live(template);
      const reply = await graph.get(url);
      if (reply.status === 200 || reply.status === 204) answered++;
      else if (exists ? !isRefused(reply, template) : reply.status !== 404) {
        // An expected absence further up (a to-one that leads nowhere) is a 404 below it.
        t.equal(reply.status, 404, `GET ${url} ${JSON.stringify(reply.body)}`);
      }
    }

    t.ok(answered > 150, `${answered} answered with what is there`);
  });

  t.test(`${version}: every write that is not documented is refused with a Graph error`, async (t) => {
    const graph = await furnished({ name: `refusals-${version}` });
    const keys = new Keys(graph, version);
    for (const [template, methods] of Object.entries(addressable(version))) {
      for (const [method, page] of Object.entries(methods)) {
        if (method === 'GET' || page !== null) continue;
        const { url } = await keys.live(template);
        const { status, body } = await graph.send(method, url, method === 'DELETE' ? undefined : {});
        if (status < 300) continue;
        if (status >= 500 || !body?.error?.code) t.fail(`${method} ${url} ${status} ${JSON.stringify(body)}`);
      }
    }
  });

  t.test(`${version}: a resource is read anew wherever it is reached`, async (t) => {
    const graph = await furnished({ name: `refresh-${version}` });
    const keys = new Keys(graph, version);
    for (const template of Object.keys(addressable(version)).filter((path) => path.endsWith('/refresh'))) {
      const { url, exists } = await keys.live(template);
      t.equal((await graph.post(url)).status, exists ? 200 : 404, url);
    }
  });
}

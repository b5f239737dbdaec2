/** A client of delta queries: follows links, merges nothing. */
import { person, reference, securityGroup } from './directory.js';
import type { Graph, Reply } from './emulator.js';

export interface Item {
  readonly [name: string]: unknown;
  readonly id: string;
}

export interface Round {
  readonly items: readonly Item[];
  readonly pages: readonly Reply[];
  readonly deltaLink: string;
}

/** Follows nextLinks to the deltaLink. @throws when the emulator refuses one */
export async function round(graph: Graph, url: string, headers?: Record<string, string>): Promise<Round> {
  const pages: Reply[] = [];
  for (let next: string | undefined = url; next !== undefined; ) {
    const page: Reply = await graph.get(next, headers);
    if (page.status !== 200) throw new Error(`${next}: ${page.status} ${JSON.stringify(page.body)}`);
    pages.push(page);
    next = page.body['@odata.nextLink'];
  }
  const last = pages.at(-1) as Reply;
  return { pages, items: pages.flatMap((page) => page.body.value), deltaLink: last.body['@odata.deltaLink'] };
}

/** The link that tells of what happens from now on. */
export const latest = async (graph: Graph, url: string) => (await round(graph, url)).deltaLink;

export const byId = (items: readonly Item[], id: string) => items.filter((item) => item.id === id);

let named = 0;

function user(fields: object = {}) {
  const name = `delta${++named}`;
  return person(name, fields);
}

export const group = (fields: object = {}) => securityGroup(`deltagroup${++named}`, fields);

/** Creates an entity and answers its representation. @throws when the emulator refuses it */
export async function create(graph: Graph, set: string, body: object): Promise<Item> {
  const reply = await graph.post(`/v1.0/${set}`, body);
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
  return reply.body;
}

export const createUser = (graph: Graph, fields?: object) => create(graph, 'users', user(fields));

export const createGroup = (graph: Graph, fields?: object) => create(graph, 'groups', group(fields));

/** The ids of new users. */
export async function createUsers(graph: Graph, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const requests = Array.from({ length: Math.min(20, count - ids.length) }, (_, at) => ({
      id: String(at),
      method: 'POST',
      url: '/users',
      headers: { 'content-type': 'application/json' },
      body: user(),
    }));
    const reply = await graph.post('/v1.0/$batch', { requests });
    ids.push(...reply.body.responses.map((response: { body: Item }) => response.body.id));
  }
  return ids;
}

export const addMember = (graph: Graph, to: string, id: string) =>
  graph.post(`/v1.0/groups/${to}/members/$ref`, reference(id));

/** Any number of members, twenty in a request. @throws when the emulator refuses them */
export async function addMembers(graph: Graph, to: string, ids: readonly string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += 20) {
    const urls = ids.slice(at, at + 20).map((id) => reference(id)['@odata.id']);
    const reply = await graph.patch(`/v1.0/groups/${to}`, { 'members@odata.bind': urls });
    if (reply.status !== 204) throw new Error(JSON.stringify(reply.body));
  }
}

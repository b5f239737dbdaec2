/** Makes what tests of the directory need, over HTTP as its users do. */
import type { Graph } from './emulator.js';

/** The body of a new user. */
export const person = (name: string, more: object = {}) => ({
  accountEnabled: true,
  displayName: name,
  mailNickname: name,
  userPrincipalName: `${name}@contoso.onmicrosoft.com`,
  passwordProfile: { forceChangePasswordNextSignIn: true, password: 'Contoso1234' },
  ...more,
});

/** The body of a new security group. */
export const securityGroup = (name: string, more: object = {}) => ({
  displayName: name,
  mailEnabled: false,
  mailNickname: name,
  securityEnabled: true,
  ...more,
});

/** The body of a new group of Microsoft 365. */
export const unifiedGroup = (name: string, more: object = {}) => ({
  displayName: name,
  groupTypes: ['Unified'],
  mailEnabled: true,
  mailNickname: name,
  securityEnabled: false,
  ...more,
});

/** Creates an entity and answers its id. @throws when the emulator refuses it */
export async function create(graph: Graph, path: string, body: object): Promise<string> {
  const reply = await graph.post(path, body);
  if (reply.status !== 201) throw new Error(`POST ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body.id;
}

export const createUser = (graph: Graph, name: string, more?: object) =>
  create(graph, '/v1.0/users', person(name, more));

export const createGroup = (graph: Graph, name: string, more?: object) =>
  create(graph, '/v1.0/groups', securityGroup(name, more));

export const createUnifiedGroup = (graph: Graph, name: string, more?: object) =>
  create(graph, '/v1.0/groups', unifiedGroup(name, more));

/** The body of a `$ref` request. */
export const reference = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

/** The ids in a list. */
export async function idsIn(graph: Graph, path: string): Promise<string[]> {
  const { body } = await graph.get(path);
  return body.value.map((item: { id: string }) => item.id);
}

export const UNKNOWN_ID = '11111111-1111-4111-8111-111111111111';

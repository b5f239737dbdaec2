/**
 * openapi.yaml from the declarations: every documented operation, every route of the control API and of the sign-in
 * service is registered with a Fastify instance that never listens, and `@fastify/swagger` writes down what it was told.
 */
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type HTTPMethods } from 'fastify';
import Type, { type TSchema } from 'typebox';
import type { Dialect, Version } from '../../model/dialect.js';
import { dialects } from '../../model/index.js';
import { type ControlRoute, controlRoutes } from '../../routes/emulator/index.js';
import { type IdentityRoute, identityRoutes } from '../../routes/identity/index.js';
import { operations } from '../../routes/index.js';
import { resolvePath } from '../odata/resource-path.js';
import type { Method, Operation } from '../operation.js';
import { propertySchema, schemaName, schemasOf } from './schemas.js';

const QUERY = Type.Object({
  $select: Type.Optional(Type.String()),
  $expand: Type.Optional(Type.String()),
  $filter: Type.Optional(Type.String()),
});

const FORM = 'application/x-www-form-urlencoded';

const PAGE = {
  200: { description: 'A page.', content: { 'text/html': { schema: Type.String() } } },
  302: { description: 'Back to the client.', type: 'null' },
};
const SIGN_IN_ERROR = {
  $id: 'signInError',
  ...Type.Object(
    { error: Type.String(), error_description: Type.String(), error_codes: Type.Array(Type.Integer()) },
    { description: 'A refusal: `AADSTS` and a number in its description.' },
  ),
};

/** The document as YAML. */
export async function openApiDocument(version: string): Promise<string> {
  const fastify = Fastify({ exposeHeadRoutes: false, routerOptions: { maxParamLength: 1000 } });
  fastify.setValidatorCompiler(() => () => true);
  await fastify.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: 'Graph Entitlement Emulator',
        description:
          'The documented operations that the emulator implements, its control API and its sign-in service. What is merely navigable is in docs/coverage.md.',
        version,
      },
      servers: [{ url: 'http://localhost:8365' }],
    },
    refResolver: { buildLocalReference: (json, _uri, _fragment, index) => String(json.$id ?? `schema-${index}`) },
  });
  for (const dialect of Object.values(dialects)) for (const schema of schemasOf(dialect)) fastify.addSchema(schema);
  for (const operation of operations.all) register(fastify, operation);
  for (const route of controlRoutes) {
    fastify.route({
      method: route.method,
      url: `/_emulator${route.path}`,
      schema: {
        summary: route.summary,
        tags: ['emulator'],
        ...(route.params && { params: route.params }),
        ...(route.query && { querystring: route.query }),
        ...(route.body && { body: route.body }),
        response: { 200: answerOf(route) },
      },
      handler: () => {},
    });
  }
  fastify.addSchema(SIGN_IN_ERROR);
  for (const route of identityRoutes) registerSignIn(fastify, route);
  await fastify.ready();
  return fastify.swagger({ yaml: true });
}

const answerOf = ({ answer, type }: ControlRoute) =>
  type === undefined ? answer : { description: 'A text.', content: { [type]: { schema: answer } } };

/** A route of the sign-in service. What it takes depends on the grant, so that none of it is required here. */
function registerSignIn(fastify: FastifyInstance, { method, path, summary, takes, interactive }: IdentityRoute): void {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string);
  const texts = (keys: readonly string[], isNeeded: boolean) =>
    Type.Object(Object.fromEntries(keys.map((key) => [key, isNeeded ? Type.String() : Type.Optional(Type.String())])));
  fastify.route({
    method,
    url: path,
    schema: {
      tags: ['sign-in'],
      summary,
      ...(names.length > 0 && { params: texts(names, true) }),
      ...(takes && method === 'GET' && { querystring: texts(takes, false) }),
      ...(takes && method === 'POST' && { body: texts(takes, false), consumes: [FORM] }),
      response: {
        ...(interactive ? PAGE : { 200: Type.Object({}, { description: 'As documented.' }) }),
        '4xx': Type.Unsafe({ $ref: `${SIGN_IN_ERROR.$id}#` }),
      },
    },
    handler: () => {},
  });
}

function register(fastify: FastifyInstance, operation: Operation): void {
  for (const [version, template] of Object.entries(operation.path) as [Version, string][]) {
    const dialect = dialects[version];
    const names: string[] = [];
    const url = template.replace(/\{id\}/g, () => {
      names.push(`id${names.length || ''}`);
      return `:${names.at(-1)}`;
    });
    const body = bodySchema(dialect, operation, template);
    fastify.route({
      method: operation.method as HTTPMethods,
      url: `/${version}${url}`,
      schema: {
        tags: [version],
        summary: operation.doc,
        ...(names.length > 0 && {
          params: Type.Object(Object.fromEntries(names.map((name) => [name, Type.String()]))),
        }),
        ...(operation.method === 'GET' && { querystring: QUERY }),
        ...(body && { body }),
        response: { '2xx': Type.Object({}, { description: 'As documented.' }) },
      },
      handler: () => {},
    });
  }
}

const HAS_BODY: readonly Method[] = ['POST', 'PATCH', 'PUT'];

/** The body of an operation: the parameters of its action, a reference, or the type it is bound to. */
function bodySchema(dialect: Dialect, operation: Operation, template: string): TSchema | undefined {
  if (!HAS_BODY.includes(operation.method)) return undefined;
  const path = resolvePath(dialect, template, () => 'me');
  const last = path.steps.at(-1);
  if (last?.kind === 'operation') {
    const parameters = Object.entries(last.operation.parameters ?? {});
    if (parameters.length === 0) return undefined;
    return Type.Object(
      Object.fromEntries(parameters.map(([name, is]) => [name, Type.Optional(propertySchema(dialect, is))])),
    );
  }
  if (last?.kind === 'suffix') return Type.Object({ '@odata.id': Type.String() });
  const type = operation.body === undefined ? path.type : dialect.type(operation.body);
  return type && Type.Unsafe({ $ref: `${schemaName(dialect, type)}#` });
}

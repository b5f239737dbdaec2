/**
 * openapi.yaml from the declarations: every documented operation and every route of the control API is registered with a
 * Fastify instance that never listens, and `@fastify/swagger` writes down what it was told.
 */
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type HTTPMethods } from 'fastify';
import Type, { type TSchema } from 'typebox';
import type { Dialect, Version } from '../../model/dialect.js';
import { dialects } from '../../model/index.js';
import { controlRoutes } from '../../routes/emulator/index.js';
import { operations } from '../../routes/index.js';
import { resolvePath } from '../odata/resource-path.js';
import type { Method, Operation } from '../operation.js';
import { propertySchema, schemaName, schemasOf } from './schemas.js';

const QUERY = Type.Object({
  $select: Type.Optional(Type.String()),
  $expand: Type.Optional(Type.String()),
  $filter: Type.Optional(Type.String()),
});

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
          'The documented operations that the emulator implements, and its control API. What is merely navigable is in docs/coverage.md.',
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
        response: { 200: route.answer },
      },
      handler: () => {},
    });
  }
  await fastify.ready();
  return fastify.swagger({ yaml: true });
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

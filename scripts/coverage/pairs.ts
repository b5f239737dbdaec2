/** The pairs of path and method that a version can be asked for, and what this emulator does with each. */
import { readFileSync } from 'node:fs';
import type { Version } from '../../model/dialect.js';
import { dialects } from '../../model/index.js';
import { operations } from '../../routes/index.js';
import { type ResourcePath, resolvePath, type Step } from '../../src/odata/resource-path.js';
import { isUnimplemented } from '../../src/odata/walk.js';
import type { Method } from '../../src/operation.js';

export const METHODS: readonly Method[] = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'];
export const ENTITLEMENT = '/identityGovernance/entitlementManagement';

export interface Pair {
  readonly version: Version;
  readonly method: Method;
  /** As it is printed: `/users/{id}/manager/$ref`. */
  readonly path: string;
  /** What every spelling of the pair has in common; undefined for a path that isn't declared. */
  readonly key: string | undefined;
  readonly verdict: 'implemented' | 'navigated' | 'refused';
  /** The documentation page that it follows, or that is not followed. */
  readonly page: string | undefined;
  /** Of a refusal: the reason. */
  readonly why?: string;
}

/** Path -> method -> documentation page, or null where the service documents none. */
type Addressable = Readonly<Record<string, Partial<Record<Method, string | null>>>>;

const addressable = (file: string): Addressable =>
  JSON.parse(readFileSync(`test/data/operations/${file}.json`, 'utf8')) as Addressable;

/** What SDKs can address in entitlement management, what pages document in the directory, and whatever else is declared. */
export function pairsOf(version: Version): Pair[] {
  const known = { ...addressable('directory'), ...addressable(`entitlement-management.${version}`) };
  const pairs = Object.entries(known).flatMap(([path, methods]) =>
    METHODS.filter((method) => method in methods).map((method) => pair(version, method, path, methods[method])),
  );
  const keys = new Set(pairs.map(({ key }) => key));
  const more = operations.all.flatMap(({ method, path, doc }) => {
    const template = path[version];
    return template === undefined ? [] : [pair(version, method, template, doc)];
  });
  return [...pairs, ...more.filter(({ key }) => !keys.has(key))];
}

function pair(version: Version, method: Method, path: string, documented: string | null | undefined): Pair {
  const resolved = resolve(version, path.replace(/'\{[^}]*\}'/g, "'x'").replace(/\{[^}]*\}/g, 'x'));
  const operation = resolved && operations.find(method, resolved);
  const page = documented ?? (operation?.refuses ? undefined : operation?.doc);
  const common = { version, method, path, page, key: resolved && keyOf(method, resolved) };
  if (operation?.refuses) return { ...common, verdict: 'refused', why: 'as the service does' };
  const served = operation ?? (resolved && method === 'GET' && isNavigable(resolved));
  if (served) return { ...common, verdict: page === undefined ? 'navigated' : 'implemented' };
  return { ...common, verdict: 'refused', why: refusal(method, resolved, page) };
}

function refusal(method: Method, path: ResourcePath | undefined, page: string | undefined): string {
  if (page !== undefined) return `although documented: ${page}`;
  if (!path) return 'not declared';
  if (isUnimplemented(path)) return 'as the service does';
  if (isContent(path)) return 'no content is kept';
  return method === 'GET' ? 'function not served' : 'undocumented write';
}

const isNavigable = (path: ResourcePath) =>
  !isUnimplemented(path) && !isContent(path) && !path.steps.some((step) => step.kind === 'operation');

/** The content of an entity, such as an uploaded file; the raw value of a property is another matter. */
const isContent = ({ steps }: ResourcePath) => {
  const [before, last] = steps.slice(-2);
  return last?.kind === 'suffix' && last.name === '$value' && before?.kind !== 'property';
};

/** The path that a URL names; undefined where the version declares none. */
export function resolve(version: Version, path: string): ResourcePath | undefined {
  try {
    return resolvePath(dialects[version], path, () => 'x');
  } catch {
    return undefined;
  }
}

/** Tells alternate keys from keys, which the template of a path does not. */
export const keyOf = (method: string, path: ResourcePath): string =>
  `${path.dialect.version} ${method} ${path.steps.map((step) => `/${spelling(step)}`).join('')}`;

function spelling(step: Step): string {
  switch (step.kind) {
    case 'key':
      return `{${step.alternate ?? 'id'}}`;
    case 'cast':
      return step.type.name;
    case 'operation':
      return step.operation.name;
    default:
      return step.name;
  }
}

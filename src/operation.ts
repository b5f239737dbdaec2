/** An operation: what a method does to the paths of one template. `routes/` declares them, `serve` runs them. */
import type { Dialect, Version } from '../model/dialect.js';
import type { BoundOperation, Draft, EntityType } from '../model/edm.js';
import type { Row } from '../model/reader.js';
import type { Context } from './lifecycle/context.js';
import type { BindMode, Bound } from './odata/bind.js';
import type { Plan, Rules } from './odata/query/index.js';
import { type ResourcePath, resolvePath } from './odata/resource-path.js';
import type { Target } from './odata/walk.js';
import type { Transaction } from './store/index.js';
import type { Tenant } from './tenant.js';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

/** What is sent back, without the headers that every answer has. */
export interface Answer {
  readonly status: number;
  readonly body?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is to go wrong with sending it. */
  readonly disturbance?: Disturbance;
}

/** An answer that is late (milliseconds), or a connection that is reset instead. */
export interface Disturbance {
  readonly latency?: number;
  readonly reset?: boolean;
}

/** One request on its way: who asks what of which tenant. */
export interface Call extends Context {
  readonly tenant: Tenant;
  readonly method: Method;
  readonly path: ResourcePath;
  /** The query string as sent, without `?`. */
  readonly query: string;
  readonly rules: Rules;
  /** `http://localhost:8365/t/name/v1.0`: what links and contexts begin with. */
  readonly root: string;
  /** The request's own URL without query, as the client knows it. */
  readonly url: string;
  header(name: string): string | undefined;
  /** The same request of a state of which less is seen. */
  seeing(tx: Transaction): Call;
  /** The compiled query of a type: by default the request's own query under the request's rules. */
  plan(type: EntityType, query?: string, rules?: Partial<Rules>): Plan;
  /** What the path names, operations and suffixes left aside. */
  target(): Target;
  /** The row that the path names. */
  entity<R extends Row>(): R;
  /** The body as sent. @throws GraphError 400 when there is none */
  text(): string;
  /** The body, parsed. @throws GraphError 400 when there is none, or it is not JSON */
  json(): unknown;
  /** The body, bound to a type: by default that of the collection or entity in the path. */
  bind(mode: BindMode, type?: string): Bound;
  /** The body, bound to the parameters of the action in the path. */
  parameters(): Draft;
  /** The id that a URL (`@odata.id`, `@odata.bind`) names; it must exist. */
  reference(url: unknown): string;
}

export interface Operation {
  readonly method: Method;
  /** The template in each version that has it, keys as `{id}`: `/users/{id}/manager/$ref`. */
  readonly path: Partial<Record<Version, string>>;
  /** The documentation page it follows. */
  readonly doc: string;
  /** The type that the body is bound to, where it is not that of the path. */
  readonly body?: string;
  /** It does nothing but refuse, in the words of the service. */
  readonly refuses?: true;
  readonly run: (call: Call) => Answer;
}

/** What the methods do to the paths of one template. */
type Place = Partial<Record<Method, Operation>>;

/** Operations by version, method and template. */
export class Operations {
  /** By version, then by template. */
  readonly #places: Readonly<Record<Version, Map<string, Place>>> = { 'v1.0': new Map(), beta: new Map() };
  readonly #byAction = new Map<BoundOperation, readonly Operation[]>();

  constructor(readonly all: readonly Operation[]) {
    for (const operation of all) {
      for (const [version, template] of Object.entries(operation.path)) {
        this.#add(version as Version, template, operation);
      }
    }
  }

  #add(version: Version, template: string, operation: Operation): void {
    const { method } = operation;
    const place = this.#places[version].get(template) ?? {};
    if (place[method]) throw new Error(`Two operations are declared for ${version} ${method} ${template}`);
    place[method] = operation;
    this.#places[version].set(template, place);
  }

  /** The operation of a path; an action bound to an entity is the same wherever the entity was reached. */
  find(method: Method, path: ResourcePath): Operation | undefined {
    const exact = this.#places[path.dialect.version].get(path.template)?.[method];
    const last = path.steps.at(-1);
    if (exact || last?.kind !== 'operation' || last.operation.collection) return exact;
    return this.#bound(method, path.dialect, last.operation);
  }

  #bound(method: Method, dialect: Dialect, action: BoundOperation): Operation | undefined {
    let found = this.#byAction.get(action);
    if (!found) {
      found = this.all.filter(({ path }) => lastAction(dialect, path[dialect.version]) === action);
      this.#byAction.set(action, found);
    }
    return found.find((operation) => operation.method === method);
  }

  /** The methods that a template has operations for. */
  methodsOf(version: Version, template: string): readonly Method[] {
    return Object.keys(this.#places[version].get(template) ?? {}) as Method[];
  }
}

/** The action or function that a template ends in. */
function lastAction(dialect: Dialect, template: string | undefined): BoundOperation | undefined {
  if (template === undefined) return undefined;
  const last = resolvePath(dialect, template, () => '').steps.at(-1);
  return last?.kind === 'operation' ? last.operation : undefined;
}

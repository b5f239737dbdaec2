/** How a route of the control API is declared: what it takes, what it answers, what it does. */
import Type, { type Static, type TObject, type TSchema } from 'typebox';
import type { Host } from '../../src/host.js';
import type { Tenant } from '../../src/tenant.js';

/** One request of the control API, validated. */
export interface ControlCall<Body = unknown, Params = unknown, Query = unknown> {
  readonly host: Host;
  readonly tenant: Tenant;
  readonly body: Body;
  readonly params: Params;
  readonly query: Query;
}

/** A route. The types of its parts are kept, so that a client of the API can be typed by them. */
export interface Declared<
  Answer extends TSchema = TSchema,
  Body extends TSchema = TSchema,
  Params extends TSchema = TSchema,
  Query extends TSchema = TSchema,
> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below `/_emulator`, parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  /** The body may be left out, and is then `{}`. */
  readonly optional?: true;
  /** The body is passed as the text it was sent as; in bytes, how long it may be. */
  readonly text?: number;
  /** Answers even when the control API is switched off or guarded by a key. */
  readonly open?: true;
  readonly answer: Answer;
  /** The media type of an answer that is a text and no JSON. */
  readonly type?: string;
  readonly run: (
    call: ControlCall<Static<Body>, Static<Params>, Static<Query>>,
  ) => Static<Answer> | Promise<Static<Answer>>;
}

/** A route of whatever types, as the server and openapi.yaml see it. */
export interface ControlRoute extends Omit<Declared, 'run'> {
  readonly run: (call: ControlCall<never, never, never>) => unknown;
}

/** Declares a route; a part that is left out is an empty object. */
export function control<
  Answer extends TSchema,
  Body extends TSchema = TObject<Empty>,
  Params extends TSchema = TObject<Empty>,
  Query extends TSchema = TObject<Empty>,
>(route: Declared<Answer, Body, Params, Query>): Declared<Answer, Body, Params, Query> {
  return route;
}

type Empty = Record<never, TSchema>;

/** An object with these properties and no others. */
export function closed<Properties extends Record<string, TSchema>>(properties: Properties, options: object = {}) {
  return Type.Object(properties, { additionalProperties: false, ...options });
}

/** The parameters of a path that names one thing. */
export const Named = closed({ name: Type.String() });

/** A client of the control API, typed by the declaration of its routes. */
import type { Static, TSchema } from 'typebox';
import type { ControlRoute, Declared } from '../../routes/emulator/declare.js';
import { controlApi } from '../../routes/emulator/index.js';

type Api = typeof controlApi;

/** What a call takes: parameters of the path, the query and the body in one object. */
type Input<Route> =
  Route extends Declared<TSchema, infer Body, infer Params, infer Query>
    ? Static<Body> & Static<Params> & Static<Query>
    : never;
type Output<Route> = Route extends Declared<infer Answer, TSchema, TSchema, TSchema> ? Static<Answer> : never;

/** A call may leave its input out when nothing in it is needed. */
type Arguments<In> = Record<never, never> extends In ? [input?: In] : [input: In];

/** Every route by its name: `client.takeSnapshot({ name })`. */
export type ControlClient = {
  readonly [Name in keyof Api]: (...input: Arguments<Input<Api[Name]>>) => Promise<Output<Api[Name]>>;
};

export type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/** The control API refused a call. */
export class ControlError extends Error {
  override readonly name = 'ControlError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * A client of the control API.
 *
 * @param fetch fetches paths such as `/_emulator/health`; for an emulator in another process
 *   `(path, init) => fetch(`${url}${path}`, init)`, with `/t/{name}` behind the URL for a named tenant
 * @param key what a guarded control API wants to be told
 */
export function controlClient(fetch: Fetch, key?: string): ControlClient {
  const calls = Object.entries(controlApi).map(([name, route]) => [
    name,
    (input: Record<string, unknown> = {}) => call(fetch, route as unknown as ControlRoute, input, key),
  ]);
  return Object.fromEntries(calls) as ControlClient;
}

async function call(
  fetch: Fetch,
  route: ControlRoute,
  input: Record<string, unknown>,
  key: string | undefined,
): Promise<unknown> {
  const rest = { ...input };
  const path = route.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  const hasBody = route.body !== undefined;
  const query = hasBody ? '' : new URLSearchParams(rest as Record<string, string>).toString();
  const response = await fetch(`/_emulator${path}${query && `?${query}`}`, {
    method: route.method,
    headers: {
      ...(hasBody && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'x-emulator-key': key }),
    },
    ...(hasBody && { body: JSON.stringify(rest) }),
  });
  return answerOf(response);
}

async function answerOf(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json');
  const answer: unknown = isJson ? await response.json() : await response.text();
  if (response.ok) return answer;
  const { code = 'UnknownError', message = `HTTP ${response.status}` } =
    (answer as { error?: { code?: string; message?: string } }).error ?? {};
  throw new ControlError(response.status, code, message);
}

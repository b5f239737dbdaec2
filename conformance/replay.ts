/** Replays one example against a fresh tenant. */
import type { TenantHandle } from '../src/emulator.js';
import { builders } from './builders/index.js';
import { differences } from './compare.js';
import { Known } from './known.js';
import { type Example, isObject, type Json, type Page } from './records.js';
import { Scene, unwrapped } from './scene.js';
import { message, World } from './world.js';

export interface Outcome {
  readonly slug: string;
  readonly version: string;
  readonly operation: string;
  /** The place of the example on its page, from 0. */
  readonly example: number;
  readonly name: string;
  /** What differs; none for an example that holds. */
  readonly problems: readonly string[];
}

export async function replay(page: Page, at: number, example: Example, tenant: TenantHandle): Promise<Outcome> {
  const { method, url } = example.request;
  const outcome = {
    slug: page.slug,
    version: page.version,
    operation: page.operations[0] ?? `${method} ${url}`,
    example: at,
    name: example.name ?? `Example ${at + 1}`,
  };
  try {
    return { ...outcome, problems: await problemsOf(page, example, tenant) };
  } catch (error) {
    return { ...outcome, problems: [`state: ${error instanceof Error ? error.message : String(error)}`] };
  }
}

async function problemsOf(page: Page, example: Example, tenant: TenantHandle): Promise<string[]> {
  const { request, response } = example;
  const known = new Known();
  const world = new World(tenant, page.version, known, builders);
  const { url, body, client } = await new Scene(world, example).prepare();
  known.send(request.body);
  known.send(body);
  const got = await world.send(request.method, url, body, client, request.headers);
  // Pages contradict themselves: what the text promises holds as well as what the example prints.
  const promised = (response.status ?? 0) < 400 && got.status === page.success;
  if (got.status !== response.status && !promised) {
    return [`status ${response.status ?? page.success} wanted, got ${got.status} ${message(got.body)}`.trim()];
  }
  if (got.status === 204) return got.body === null ? [] : ['204 with a body'];
  return differences(newcomer(unwrapped(response.body), got), got.body, known);
}

/** The id of what a request creates is new, whatever it is printed as. */
function newcomer(wanted: Json, { status, body }: { status: number; body: Json }): Json {
  if (status !== 201 || !isObject(wanted) || !('id' in wanted) || !isObject(body)) return wanted;
  return { ...wanted, id: typeof body['id'] === 'string' ? body['id'] : (wanted['id'] ?? null) };
}

/** Documented examples as data: one record a documentation page. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export type Version = 'v1.0' | 'beta';

export interface Example {
  readonly name?: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    /** Text is what is no JSON: a multipart body, or JSON that doesn't parse. */
    readonly body: Json;
  };
  readonly response: {
    readonly status: number | null;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json;
  };
}

export interface Page {
  readonly slug: string;
  readonly version: Version;
  readonly operations: readonly string[];
  /** The status that the page's text promises. */
  readonly success: number;
  readonly examples?: readonly Example[];
}

/** The records of a folder, by slug. @throws when a file is no record */
export function readPages(folder: string): Page[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => {
      const page = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Page;
      if (!page.slug || !['v1.0', 'beta'].includes(page.version)) throw new Error(`${file}: not a record of a page`);
      return page;
    });
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The items that an answer lists; undefined for an answer that is no list. */
export function itemsOf(body: Json): Json[] | undefined {
  return isObject(body) && Array.isArray(body['value']) ? body['value'] : undefined;
}

export const kindOf = (value: Json | undefined): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** All objects inside that have a text of this name. */
export function objectsWith(value: Json, key: string): JsonObject[] {
  if (Array.isArray(value)) return value.flatMap((item) => objectsWith(item, key));
  if (!isObject(value)) return [];
  const inner = Object.values(value).flatMap((item) => objectsWith(item, key));
  return typeof value[key] === 'string' ? [value, ...inner] : inner;
}

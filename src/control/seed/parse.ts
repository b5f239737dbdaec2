/** Reads the text of a seed, YAML or JSON, and says of mistakes in which line they are. */
import { Compile, type Validator } from 'typebox/compile';
import { type Document, LineCounter, parseDocument } from 'yaml';
import { type Place, SeedError, suggestion } from './errors.js';
import { Seed } from './schema.js';

/** A seed that was read, and how to find its lines again. */
export interface ReadSeed {
  readonly seed: Seed;
  /** Says of an error in which line of the text it is. */
  readonly locate: (error: SeedError) => SeedError;
}

/**
 * @param file what messages call the text
 * @throws SeedError naming file, line, place, and what to change
 */
export function readSeed(text: string, file: string): ReadSeed {
  const locate = (error: SeedError) => error.in(whereIs(error.place, text, file));
  const value = parse(text, file);
  try {
    return { seed: checkSeed(value), locate };
  } catch (error) {
    throw error instanceof SeedError ? locate(error) : error;
  }
}

/** JSON is YAML too, but read much faster for itself. */
function parse(text: string, file: string): unknown {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      // YAML says where the mistake is.
    }
  }
  const { document, line } = yamlOf(text);
  const [error] = document.errors;
  // It gives up where the stack ends.
  if (error?.code === 'RESOURCE_EXHAUSTION') throw new SeedError(TOO_DEEP, [], file);
  if (error) {
    const [reason = ''] = error.message.split(/ at line |\n/);
    throw new SeedError(reason, [], `${file}:${line(error.pos[0])}`);
  }
  try {
    return document.toJS({ maxAliasCount: 1000 }) ?? {};
  } catch (error) {
    throw new SeedError((error as Error).message, [], file);
  }
}

function yamlOf(text: string): { document: Document; line: (offset: number) => number } {
  const lines = new LineCounter();
  const document: Document = parseDocument(text, { lineCounter: lines, prettyErrors: true, uniqueKeys: true });
  return { document, line: (offset) => lines.linePos(offset).line };
}

/** `seed.yaml:12`: the line of the place itself, or of the nearest thing round it. */
function whereIs(place: Place, text: string, file: string): string {
  if (place.length === 0) return file;
  const { document, line } = yamlOf(text);
  for (let length = place.length; length > 0; length--) {
    const node = document.getIn(place.slice(0, length), true) as { range?: readonly number[] } | undefined;
    if (node?.range) return `${file}:${line(node.range[0] as number)}`;
  }
  return file;
}

let compiled: Pick<Validator, 'Check' | 'Errors'> | undefined;

const LEVELS = 100;
const TOO_DEEP = `a seed has no more than ${LEVELS} levels of nesting`;

/** Level by level, so that no depth is too much for the check itself, nor a value that is inside itself. */
function refuseDeep(seed: object): void {
  let level = new Set([seed]);
  for (let depth = 1; level.size > 0; depth++) {
    if (depth > LEVELS) throw new SeedError(TOO_DEEP);
    const next = new Set<object>();
    for (const one of level) for (const value of Object.values(one)) if (isObject(value)) next.add(value);
    level = next;
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** @throws SeedError for the first thing that does not fit the schema */
export function checkSeed(value: unknown): Seed {
  if (!isObject(value) || Array.isArray(value)) {
    throw new SeedError("a seed is an object with members such as 'users', 'groups', 'catalogs'");
  }
  refuseDeep(value);
  compiled ??= Compile(Seed);
  if (compiled.Check(value)) return value as Seed;
  const errors = compiled.Errors(value) as readonly SchemaError[];
  // Of a union all members complain; the deepest complaint is the one that helps.
  const [error] = [...errors].sort((one, other) => depth(other) - depth(one));
  throw error ? seedErrorOf(error, value) : new SeedError('it does not fit the schema');
}

interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: object;
  readonly schemaPath: string;
  readonly message: string;
}

const depth = ({ instancePath, keyword }: SchemaError) =>
  instancePath.split('/').length * 2 + (keyword === 'boolean' || keyword === 'required' ? 1 : 0);

function seedErrorOf({ keyword, instancePath, params, schemaPath, message }: SchemaError, value: object): SeedError {
  const place = placeOf(instancePath, value);
  if (keyword === 'boolean') {
    const name = String(place.at(-1));
    return new SeedError(`there is no property '${name}' here${suggestion(name, propertiesAt(schemaPath))}`, place);
  }
  if (keyword === 'enum') {
    const { allowedValues } = params as { allowedValues: unknown[] };
    return new SeedError(`must be one of ${allowedValues.join(', ')}`, place);
  }
  if (keyword === 'required') {
    const missing = (params as { requiredProperties: string[] }).requiredProperties.map((name) => `'${name}'`);
    return new SeedError(`${missing.join(' and ')} must be said`, place);
  }
  return new SeedError(message, place);
}

/** `/groups/3/members/0`; numbers are numbers where there is a list. */
function placeOf(pointer: string, value: object): Place {
  const place: (string | number)[] = [];
  let at: unknown = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    place.push(Array.isArray(at) ? Number(name) : name);
    at = (at as Record<string, unknown> | undefined)?.[name];
  }
  return place;
}

/** The names that a closed object of the schema knows. */
function propertiesAt(schemaPath: string): string[] {
  let at: unknown = Seed;
  for (const part of schemaPath.replace(/^#\/|\/?additionalProperties$/g, '').split('/')) {
    at = (at as Record<string, unknown> | undefined)?.[part] ?? at;
  }
  return Object.keys((at as { properties?: object }).properties ?? {});
}

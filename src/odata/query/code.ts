/**
 * Turns a generated expression into a function. Its text holds names of the model and of `values.ts` only; whatever a
 * client sent is passed beside it as a constant. So queries of one shape share one text, and the function that the
 * engine has optimised for the first serves the next, whatever their literals.
 */
import type { Reader } from '../../../model/reader.js';
import { Lru } from '../../lru.js';
import { member } from './print.js';
import * as values from './values.js';

const helpers = { ...values, member };

/** Who asks, and of what state. */
export interface Context {
  readonly reader: Reader;
  readonly caller: string | undefined;
  readonly now: (() => Date) | undefined;
}

export type Evaluate<T = unknown> = (row: object, context: Context) => T;

type Factory = (from: typeof helpers, constants: readonly unknown[]) => Evaluate;

const HELPERS = `const {${Object.keys(helpers).join(',')}} = from;`;
const factories = new Lru<Factory>(500);

/** The row, the context and the helpers under their names, and constants as they are asked for. */
export class Code {
  readonly #constants: unknown[] = [];
  #variables = 0;

  /** The name of a value that does not depend on the row. */
  constant(value: unknown): string {
    return `k${this.#constants.push(value) - 1}`;
  }

  variable(): string {
    return `v${this.#variables++}`;
  }

  /** Makes a function of the row and the context. */
  compile<T>(expression: string): Evaluate<T> {
    const names = this.#constants.map((_, at) => `k${at}`).join(',');
    const text = `${HELPERS} const [${names}] = constants; return (row, context) => ${expression};`;
    const factory = factories.get(text, () => new Function('from', 'constants', text) as Factory);
    return factory(helpers, this.#constants) as Evaluate<T>;
  }
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** The field of what may be null. */
export function fieldOf(code: string, field: string): string {
  const safe = code === 'row' ? '' : '?.';
  if (IDENTIFIER.test(field)) return `${code}${safe || '.'}${field}`;
  return `${code}${safe}[${JSON.stringify(field)}]`;
}

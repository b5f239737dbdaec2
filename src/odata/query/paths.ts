/** Generates the code that follows a bound path from a row. */
import type { Dialect, Named } from '../../../model/dialect.js';
import type { Navigation, Property } from '../../../model/edm.js';
import type { Row } from '../../../model/reader.js';
import { type Code, type Context, fieldOf } from './code.js';
import { type BoundPath, kindsOf, type PathStep } from './names.js';
import { follow, sourceOf, visitSource } from './source.js';

/** The canonical field that holds a property, undefined if it is computed. */
export function canonicalField({ name, is }: Named<Property>): string | undefined {
  const { of = name } = is;
  return typeof of === 'string' ? of : undefined;
}

/** The field of the row at hand that `navigation/id` reads: a reference need not be followed for the id it holds. */
export function foldedKey(navigation: PathStep | undefined, next: PathStep | undefined): string | undefined {
  if (navigation?.kind !== 'navigation' || next?.kind !== 'property') return undefined;
  const { by, many } = navigation.named.is;
  return !many && 'key' in by && canonicalField(next.named) === 'id' ? by.key : undefined;
}

export class PathCode {
  constructor(
    readonly dialect: Dialect,
    readonly code: Code,
  ) {}

  /** Reads what the path ends in: a canonical value, a list of them, a row, rows or a number. */
  read(path: BoundPath): string {
    let code = path.variable?.code ?? 'row';
    const { steps } = path;
    let many = false;
    for (let at = 0; at < steps.length; at++) {
      const step = steps[at] as PathStep;
      const key = foldedKey(step, steps[at + 1]);
      if (key !== undefined) {
        code = fieldOf(code, key);
        at++;
      } else {
        code = this.#step(code, step, many);
      }
      many = step.kind === 'cast' ? many : isMany(step);
    }
    return code;
  }

  #step(from: string, step: PathStep, many: boolean): string {
    switch (step.kind) {
      case 'property':
        return this.property(from, step.named);
      case 'navigation':
        return this.#navigation(from, step.named.is);
      case 'cast': {
        const kinds = this.code.constant(kindsOf(this.dialect, step.type));
        return many ? `allOfKind(items(${from}), ${kinds})` : `ofKind(${from}, ${kinds})`;
      }
      case 'count':
        return `items(${from}).length`;
    }
  }

  /** Reads one property of what `from` reads, which may be null. */
  property(from: string, { name, is }: Named<Property>): string {
    const { of = name, initial } = is;
    const found =
      typeof of === 'string' ? fieldOf(from, of) : this.#computed(from, typeof of === 'function' ? of : of.read);
    if (initial === undefined) return found;
    const whole = `or(${found}, ${this.code.constant(initial)})`;
    return from === 'row' ? whole : `(${from} == null ? undefined : ${whole})`;
  }

  #computed(from: string, read: (record: never, reader: Context['reader'], caller?: string) => unknown): string {
    const found = (record: unknown, context: Context) =>
      record == null ? undefined : read(record as never, context.reader, context.caller);
    return `${this.code.constant(found)}(${from}, context)`;
  }

  #navigation(from: string, navigation: Navigation): string {
    const { dialect } = this;
    const found = navigation.many
      ? (row: Row | undefined, context: Context) => (row ? rowsBehind(dialect, navigation, row, context) : [])
      : (row: Row | undefined, { reader, caller }: Context) => row && follow(dialect, navigation, row, reader, caller);
    return `${this.code.constant(found)}(${from}, context)`;
  }
}

function isMany(step: Exclude<PathStep, { kind: 'cast' }>): boolean {
  if (step.kind === 'count') return false;
  return step.kind === 'property' ? step.named.is.collection : step.named.is.many;
}

function rowsBehind(dialect: Dialect, navigation: Navigation, row: Row, { reader, caller }: Context): Row[] {
  const rows: Row[] = [];
  visitSource(reader, sourceOf(dialect, navigation, row, reader, caller), (found) => {
    rows.push(found);
  });
  return rows;
}

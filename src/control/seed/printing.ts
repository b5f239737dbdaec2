/** What the printers of a seed's parts share: names for ids, and what is worth saying. */
import type { Link, Reader, Row, Table } from '../../../model/reader.js';
import { isSame } from '../same.js';
import { kinds } from './kinds.js';
import { derivedId, type NamedKind, Names } from './names.js';
import type { Item } from './schema.js';
import { nestedReferences } from './write-policy.js';

export type Fields = Record<string, unknown>;
type LinkRule = { readonly property: string; readonly link: Link; readonly of: readonly NamedKind[] };

export class Printing {
  readonly names: Names;

  constructor(
    readonly reader: Reader,
    readonly base: Reader,
  ) {
    this.names = new Names(reader);
  }

  /** The records that the base has not, or not so. Both share those that nobody has touched. */
  changed<R extends Row>(table: Table<R>): R[] {
    const found: R[] = [];
    this.reader.scan(table, (row) => {
      if (this.base.get(table, row.id) !== row) found.push(row);
    });
    return found;
  }

  difference<R extends Row>(table: Table<R>, row: R): Fields {
    const before = (this.base.get(table, row.id) ?? {}) as Item;
    return Object.fromEntries(Object.entries(row).filter(([name, value]) => !isSame(before[name], value)));
  }

  /** What an object is called, if nothing else is called so; else its id. */
  nameOf(kind: NamedKind, id: string): string {
    const row = kind.tables.map((table) => this.reader.get(table, id)).find(Boolean);
    const name = row && kind.nameOf(row as Row & Item);
    return typeof name === 'string' && this.names.count(kind, name) === 1 ? name : id;
  }

  linked(id: string, rules: readonly LinkRule[]): Fields {
    const printed: Fields = {};
    for (const { property, link, of } of rules) {
      const ends: string[] = [];
      this.reader.rights(link, id, (right) => {
        const kind = of.find(({ tables }) => tables.some((table) => this.reader.get(table, right)));
        // What no seed can name is told of among the records.
        if (kind) ends.push(this.nameIn(of, kind, right));
      });
      if (ends.length > 0) printed[property] = ends;
    }
    return printed;
  }

  /** A name that means the same object among all kinds that may stand there. */
  nameIn(of: readonly NamedKind[], kind: NamedKind, id: string): string {
    const name = this.nameOf(kind, id);
    return of.reduce((count, one) => count + this.names.count(one, name), 0) > 1 ? id : name;
  }

  withoutUsualId(section: string, item: Fields, id: string, parent = '', name?: string): Fields {
    const { id: _, kind: _kind, ...rest } = item;
    const called = name ?? rest['userPrincipalName'] ?? rest['displayName'];
    const kind = kinds[section as keyof typeof kinds];
    const isClear = typeof called === 'string' && this.names.count(kind, called) <= 1;
    return isClear && derivedId([section, parent, called.toLowerCase()].join('/')) === id ? rest : { id, ...rest };
  }

  /** An object of entitlement management: what has a value, names for ids. */
  entitlement(section: keyof typeof kinds, row: Row, parent?: string): Fields {
    const item = this.withoutUsualId(section, said(row) as Fields, row.id, parent ?? '');
    for (const [made, changed] of AUDIT_PAIRS) if (item[made] === item[changed]) delete item[changed];
    return this.named(item) as Fields;
  }

  named(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((one) => this.named(one));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, member]) => {
      const kind = nestedReferences[name];
      return [name, kind && typeof member === 'string' ? this.nameOf(kind, member) : this.named(member)];
    });
    return Object.fromEntries(entries);
  }
}

const AUDIT_PAIRS = [
  ['createdBy', 'modifiedBy'],
  ['createdDateTime', 'modifiedDateTime'],
  ['createdBy', 'lastModifiedBy'],
  ['createdDateTime', 'lastModifiedDateTime'],
] as const;

/** A value without members that say nothing. */
export function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([, member]) => member !== null && member !== undefined && !isEmpty(member),
  );
  return Object.fromEntries(kept.map(([name, member]) => [name, said(member)]));
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0;

/** `$search`: clauses of `property:value`, tokenised where the service tokenises, else matched at the beginning. */
import type { Dialect, Named } from '../../../model/dialect.js';
import type { EntityType, Property } from '../../../model/edm.js';
import { propertyReader } from '../../../model/lens.js';
import { invalidClause, unknownMember, unsupportedQuery } from '../../errors/index.js';
import type { SearchExpression } from '../ast.js';
import type { Evaluate } from './code.js';
import { memberOf } from './names.js';

type Matches = Evaluate<boolean>;

/** @throws GraphError 400 for a property that is unknown or not searched by the service */
export function compileSearch(dialect: Dialect, type: EntityType, search: SearchExpression): Matches {
  switch (search.kind) {
    case 'and': {
      const all = search.operands.map((operand) => compileSearch(dialect, type, operand));
      return (row, context) => all.every((matches) => matches(row, context));
    }
    case 'or': {
      const some = search.operands.map((operand) => compileSearch(dialect, type, operand));
      return (row, context) => some.some((matches) => matches(row, context));
    }
    case 'not': {
      const matches = compileSearch(dialect, type, search.operand);
      return (row, context) => !matches(row, context);
    }
    case 'phrase':
      return phrase(dialect, type, search.text);
  }
}

function phrase(dialect: Dialect, type: EntityType, text: string): Matches {
  const [, name, value = ''] = /^\s*(\w+):(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return clause(dialect, searched(dialect, type, name), value);
  if (type.workload === 'directory') {
    throw invalidClause('search', `The clause '${text}' of $search names no property: write "property:value".`);
  }
  const properties = ['displayName', 'description'].flatMap((each) => dialect.property(type, each) ?? []);
  const some = properties.map((property) => clause(dialect, property, text));
  return (row, context) => some.some((matches) => matches(row, context));
}

function searched(dialect: Dialect, type: EntityType, name: string): Named<Property> {
  const found = memberOf(dialect, type, name);
  if (found?.kind !== 'property') throw unknownMember('search', name, `microsoft.graph.${type.name}`);
  const { tokenized, filter } = found.named.is;
  const offered = tokenized || filter?.basic.includes('startsWith') || filter?.advanced.includes('startsWith');
  if (type.workload === 'directory' && !offered) throw unsupportedQuery('An unsupported property was specified.');
  return found.named;
}

function clause(dialect: Dialect, property: Named<Property>, value: string): Matches {
  const read = propertyReader(dialect, property);
  const matches = matcher(property, value.trim());
  return (row, { reader, caller }) => {
    const found = read(row, reader, caller);
    if (typeof found === 'string') return matches(found);
    return Array.isArray(found) && found.some((item) => typeof item === 'string' && matches(item));
  };
}

const TOKENIZED = new Set(['displayname', 'description']);

function matcher({ name, is }: Named<Property>, value: string): (text: string) => boolean {
  const wanted = tokens(value);
  if ((is.tokenized ?? TOKENIZED.has(name.toLowerCase())) && wanted.length > 0) {
    return (text) => {
      const held = tokens(text);
      return wanted.every((token) => held.some((other) => other.startsWith(token)));
    };
  }
  const beginning = value.toLowerCase();
  return (text) => text.toLowerCase().startsWith(beginning);
}

/** Words and numbers in lower case; a word ends where a capital follows a small letter. */
function tokens(text: string): string[] {
  const words = text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 ').match(/\p{N}+|[\p{L}\p{M}]+/gu) ?? [];
  return words.map((word) => word.toLowerCase());
}

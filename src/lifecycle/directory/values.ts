/** Values that the directory works out by itself. */

import { domains } from '../../../model/directory/tables.js';
import type { Reader } from '../../../model/reader.js';
import { toInstant } from '../clock.js';
import type { Context } from '../context.js';

/** The time of the request as the directory prints instants: in whole seconds. */
export const stamp = (context: Pick<Context, 'time'>): string => `${toInstant(context.time).slice(0, 19)}Z`;

/** The security identifier that belongs to an object id: `S-1-12-1-` and its bytes as four little-endian numbers. */
export function securityIdentifier(id: string): string {
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = id.split('-');
  const bytes = [reversed(first), reversed(second), reversed(third), fourth, fifth].join('');
  const numbers = [0, 8, 16, 24].map((start) => Number.parseInt(reversed(bytes.slice(start, start + 8)), 16));
  return `S-1-12-1-${numbers.join('-')}`;
}

function reversed(hexadecimal: string): string {
  return (hexadecimal.match(/../g) ?? []).reverse().join('');
}

/** The name of the domain that came with the tenant. */
export const initialDomain = (reader: Reader): string => domainWhere(reader, 'isInitial');

/** The name of the domain in which new addresses are made. */
export const defaultDomain = (reader: Reader): string => domainWhere(reader, 'isDefault');

function domainWhere(reader: Reader, mark: 'isInitial' | 'isDefault'): string {
  let name = '';
  reader.scan(domains, (domain) => {
    if (!domain[mark]) return true;
    name = domain.id;
    return false;
  });
  return name;
}

/** The pairs that no test speaks, as they are kept from the last run of all tests that somebody looked at. */
import { readFileSync } from 'node:fs';
import type { Pair } from './pairs.js';

export const UNSPOKEN = 'test/unspoken.json';

export const nameOf = ({ version, method, path }: Pair): string => `${version} ${method} ${path}`;

export const readUnspoken = (): Set<string> => new Set(JSON.parse(readFileSync(UNSPOKEN, 'utf8')) as string[]);

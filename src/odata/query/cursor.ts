/** The opaque text of `$skiptoken`: of which query and timeline, and behind which row the next page begins. */
import { expiredPageToken, invalidPageToken } from '../../errors/index.js';
import type { Comparable, Position } from './order.js';

export interface Cursor extends Position {
  /** Of the last row, where it stood in a list without lasting sequence. */
  readonly id: string | undefined;
}

/** What a token belongs to. */
export interface Origin {
  /** Tells the query and its source from others. */
  readonly query: string;
  /** Of the timeline: a token does not outlive a reset or restore. */
  readonly epoch: string | undefined;
}

export function writeCursor({ query, epoch }: Origin, { sequence, keys, id }: Cursor): string {
  const nulled = keys.map((key) => key ?? null);
  return Buffer.from(JSON.stringify([query, epoch ?? null, sequence, id ?? null, nulled])).toString('base64url');
}

/** @throws GraphError 400 for what is no token, one of another query, and one of another timeline */
export function readCursor(text: string, { query, epoch }: Origin): Cursor {
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== 5) throw invalidPageToken();
  const [ofQuery, ofEpoch, sequence, id, keys] = parts as unknown[];
  if (ofQuery !== query || !Number.isSafeInteger(sequence) || !Array.isArray(keys) || !keys.every(isKey)) {
    throw invalidPageToken();
  }
  if (ofEpoch !== (epoch ?? null)) throw expiredPageToken();
  return { sequence: sequence as number, keys, id: typeof id === 'string' ? id : undefined };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

function isKey(value: unknown): value is Comparable {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** A short hash (FNV-1a), to tell queries apart. */
export function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return (state >>> 0).toString(36);
}

/**
 * The opaque text of `$skiptoken` and `$deltatoken`: what is tracked and how far the client has come. Nothing is kept
 * of it here, so that any number of clients may track, and one may go back to an earlier token.
 */
import { createHash } from 'node:crypto';
import { badlyFormedToken } from './errors.js';
import type { DeltaOptions } from './options.js';

/** Where a page of existing objects ended. */
export interface Place {
  /** The number of the table among those that are tracked. */
  readonly table: number;
  /** The last record that was told of in full. */
  readonly after: number;
  /** A record that has more members than fit a page, and which of its relations was told of up to where. */
  readonly part?: { readonly row: number; readonly relation: number; readonly after: number };
}

export type Progress =
  /** Of a nextLink in the first round; the changes behind `position` are for the second one. */
  | { readonly kind: 'existing'; readonly position: number; readonly place: Place }
  /** Of a nextLink in a later round. */
  | { readonly kind: 'changes'; readonly position: number }
  /** Of a deltaLink. */
  | { readonly kind: 'done'; readonly position: number };

export interface Token {
  /** The path and version that it was issued for. */
  readonly resource: string;
  readonly options: DeltaOptions;
  /** Of the timeline: positions mean nothing after a reset or restore. */
  readonly epoch: string;
  /** Milliseconds on the tenant's clock. */
  readonly issued: number;
  readonly progress: Progress;
}

const CHECK_LENGTH = 8;

export function writeToken(token: Token): string {
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  return `${check(text)}${text}`;
}

/** @throws GraphError 400 for a text that no link of this resource had */
export function readToken(text: string, resource: string): Token {
  const body = text.slice(CHECK_LENGTH);
  if (text.length <= CHECK_LENGTH || check(body) !== text.slice(0, CHECK_LENGTH)) throw badlyFormedToken();
  const token = JSON.parse(Buffer.from(body, 'base64url').toString()) as Token;
  if (token.resource !== resource) throw badlyFormedToken();
  return token;
}

function check(body: string): string {
  return createHash('sha256').update(`delta ${body}`).digest('base64url').slice(0, CHECK_LENGTH);
}

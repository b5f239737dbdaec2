/**
 * Holds an answer against the printed one: every printed key, the kind of every value, and the values that are fixed:
 * booleans, numbers, members of enumerations, types, contexts, and whatever was sent. A printed answer may be shortened.
 */

import { GUID, type Known } from './known.js';
import { isObject, type Json, type JsonObject, kindOf } from './records.js';

/** Values of a run, not of the service: compared by kind alone. */
const PER_RUN = /DateTime$|^addedOn$|^completedDate$|url$|^createdByAppId$|^(created|modified|added)By$|^@odata\.id$/i;
const DATE = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const URL_TEXT = /^https?:\/\//;
/** Properties whose text is a member of an enumeration, declared as one or not, and how a member looks. */
const ENUMERATION =
  /(status|types?|scope|system|lifecycle|action|mode|result|behavior|visibility|stage|allowedMemberTypes|(^|[a-z])State)$|^state$/i;
const MEMBER = /^[a-z]+$/i;
/** The pages print one or the other, as the size of their tenant wants it. */
const CONTINUATIONS = ['@odata.nextLink', '@odata.deltaLink'];

/** The text that pages put where they have no example of a value. */
const PLACEHOLDER = /^[a-z]+-value$/i;

/** The service prints two generations of fragments, with and without the full path and the expand list; both count. */
export function fragment(context: string): string {
  return context
    .replace(/^.*\$metadata#/, '')
    .replace('identityGovernance/entitlementManagement/', '')
    .replace(/\('[^']*'\)/g, "('id')")
    .replace(/\([\w,]+\(\)[^/]*\)/g, '');
}

/** The older generation names a set after its type, and a contained one without the way to it. */
function sameContext(wanted: string, got: string): boolean {
  const newer = wanted.replace(/^accessPackage([A-Z])/, (_, letter: string) => letter.toLowerCase());
  return [wanted, newer].some((fits) => got === fits || got.endsWith(`/${fits}`));
}

export function differences(wanted: Json, got: Json | undefined, known: Known, path = '$', key = ''): string[] {
  if (wanted === null) return []; // not set in that run
  if (typeof wanted === 'string' && PLACEHOLDER.test(wanted) && !isObject(got ?? null)) return [];
  if (got === undefined || kindOf(wanted) !== kindOf(got))
    return [`${path}: ${kindOf(wanted)} wanted, got ${show(got)}`];
  if (Array.isArray(wanted)) return listDifferences(wanted, got as Json[], known, path, key);
  if (isObject(wanted)) return objectDifferences(wanted, got as JsonObject, known, path);
  if (typeof wanted === 'string') return textDifferences(wanted, got as string, known, path, key);
  return wanted === got ? [] : [`${path}: ${show(wanted)} wanted, got ${show(got)}`];
}

function objectDifferences(wanted: JsonObject, got: JsonObject, known: Known, path: string): string[] {
  // Nothing but a type, in the spelling of schemas, is what pages leave of an object that they don't show.
  if (Object.entries(wanted).every(([key, value]) => key === '@odata.type' && !String(value).startsWith('#')))
    return [];
  return Object.entries(wanted).flatMap(([key, value]) => {
    const at = `${path}.${key}`;
    if (CONTINUATIONS.includes(key)) return CONTINUATIONS.some((link) => link in got) ? [] : [`${at}: missing`];
    return key in got ? differences(value, got[key], known, at, key) : [`${at}: missing`];
  });
}

/** A list may hold more than is printed, in any order: each printed item takes the one that fits it best. */
function listDifferences(wanted: Json[], got: Json[], known: Known, path: string, key: string): string[] {
  if (got.length < wanted.length) return [`${path}: ${wanted.length} items wanted, got ${got.length}`];
  const left = [...got];
  return wanted.flatMap((item, i) => {
    const before = known.mark();
    let best: { errors: string[]; learnt: ReadonlyMap<string, string | undefined>; at: number } | undefined;
    for (const [at, candidate] of left.entries()) {
      known.restore(before);
      const errors = differences(item, candidate, known, `${path}[${i}]`, key);
      if (!best || errors.length < best.errors.length) best = { errors, learnt: known.mark(), at };
      if (errors.length === 0) break;
    }
    known.restore(best?.learnt ?? before);
    left.splice(best?.at ?? 0, 1);
    return best?.errors ?? [];
  });
}

function textDifferences(wanted: string, got: string, known: Known, path: string, key: string): string[] {
  const expected = fixedText(wanted, got, known, key);
  const same =
    key === '@odata.context'
      ? sameContext(expected ?? '', fragment(got))
      : withoutHash(got) === withoutHash(expected ?? got) || sameStatus(key, wanted, got);
  return same ? [] : [`${path}: ${show(expected ?? null)} wanted, got ${show(got)}`];
}

/** What the text has to be; undefined where it is the run's own. */
function fixedText(wanted: string, got: string, known: Known, key: string): string | undefined {
  // A context without a fragment is a URL that a page printed in its place.
  if (key === '@odata.context')
    return wanted.includes('$metadata#') ? fragment(known.translate(wanted)) : fragment(got);
  if (key === '@odata.type') return wanted;
  if (PER_RUN.test(key) || DATE.test(wanted) || URL_TEXT.test(wanted)) return undefined;
  if (wanted.search(GUID) >= 0 || key === 'id' || known.isId(wanted)) return fixedId(wanted, got, known, key);
  const fixed = known.wasSent(key, wanted) || (ENUMERATION.test(key) && MEMBER.test(wanted));
  return fixed ? wanted : undefined;
}

/** An id stands for the live one that it was first seen with. */
function fixedId(wanted: string, got: string, known: Known, key: string): string | undefined {
  const live = known.translate(wanted);
  if (live !== wanted) return live;
  if (known.isId(wanted)) return undefined;
  if (known.wasSent(key, wanted)) return wanted;
  if (key === 'id') known.learn(wanted, got);
  return undefined;
}

/** The pages have several words for the status of a request whose work is done. */
const DONE = new Set(['Delivered', 'Fulfilled', 'FulfilledNotificationTriggered']);
const sameStatus = (key: string, wanted: string, got: string): boolean =>
  /^(request)?Status$/i.test(key) && DONE.has(wanted) && DONE.has(got);

const withoutHash = (text: string): string => text.replace(/^#/, '');
const show = (value: Json | undefined): string => JSON.stringify(value)?.slice(0, 100) ?? 'nothing';

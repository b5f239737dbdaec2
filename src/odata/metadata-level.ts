/**
 * How much control information an answer has: `odata.metadata` of `Accept` and `$format`. Answers are printed with what
 * `minimal` asks for; only who asks for another level pays for it, by a second pass over the text.
 *
 * @see https://docs.oasis-open.org/odata/odata-json-format/v4.0/odata-json-format-v4.0.html section 3.1
 */
import { JSON_TYPE } from '../answers.js';
import { badRequest, notAcceptable } from '../errors/index.js';
import type { Answer, Call } from '../operation.js';
import { withAll } from './full-metadata.js';

type Level = 'minimal' | 'none' | 'full';

/** What nearly every client sends. */
const USUAL = new Set([undefined, '*/*', 'application/json', 'application/json, text/plain, */*']);
const FORMAT = /(?:^|&)(?:\$|%24)?format=([^&]*)/i;
const JSON_RANGES = new Set(['*/*', 'application/*', 'application/json']);

/** The answer at the level that the request asks for. @throws GraphError 406 when it asks for no JSON at all */
export function atLevel(call: Call, answer: Answer): Answer {
  const accept = call.header('accept');
  const format = call.query === '' ? undefined : FORMAT.exec(call.query)?.[1];
  if (format === undefined && USUAL.has(accept)) return answer;
  if (answer.contentType !== JSON_TYPE || answer.body === undefined) return answer;
  const asked = format === undefined ? (accept ?? '') : mediaTypeOf(format);
  const level = levelOf(asked);
  if (!level) throw notAcceptable(JSON_TYPE, asked);
  if (level === 'minimal') return answer;
  const json: unknown = JSON.parse(answer.body);
  const body = JSON.stringify(level === 'none' ? withoutAny(json) : withAll(call, json));
  return { ...answer, body, contentType: JSON_TYPE.replace('minimal', level) };
}

/** `$format` has words of its own for common types. */
function mediaTypeOf(format: string): string {
  let text: string;
  try {
    // A plus is a part of media types here, and no blank.
    text = decodeURIComponent(format).trim();
  } catch {
    throw badRequest('Bad Request - Error in query syntax.');
  }
  return text.toLowerCase() === 'json' ? 'application/json' : text;
}

/** The level of the range of JSON that is preferred; undefined where none is among the acceptable. */
function levelOf(accept: string): Level | undefined {
  let [best, quality]: [Level | undefined, number] = [undefined, 0];
  for (const range of accept.toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim());
    const named = new Map(parameters.map((one) => one.split('=', 2).map((part) => part.trim()) as [string, string]));
    const level = named.get('odata.metadata') ?? named.get('metadata') ?? 'minimal';
    const weight = Number(named.get('q') ?? 1);
    if (JSON_RANGES.has(type) && isLevel(level) && weight > quality) [best, quality] = [level, weight];
  }
  return best;
}

const isLevel = (word: string): word is Level => word === 'minimal' || word === 'none' || word === 'full';

/** What a client cannot work out by itself stays at every level. */
const KEPT = /@odata\.(?:nextLink|deltaLink|count)$/;

function withoutAny(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutAny);
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).filter(([name]) => !name.includes('@odata.') || KEPT.test(name));
  return Object.fromEntries(members.map(([name, value]) => [name, withoutAny(value)]));
}

/** The body of a write, for who decides whether it may be carried out. */
import type { Call } from '../operation.js';
import { leftToOperation } from './left-to-operation.js';

type Body = Readonly<Record<string, unknown>>;

/** Several rules ask for the same body. */
const known = new WeakMap<object, Body>();

/** The body with names in lower case; empty for one that is no object, that will be refused, or that is not there. */
export function bodyOf(call: Call): Body {
  const sent = leftToOperation(() => call.json());
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return {};
  const body = known.get(sent) ?? (folded(sent) as Body);
  known.set(sent, body);
  return body;
}

function folded(json: unknown): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map(folded);
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name.toLowerCase(), folded(value)]));
}

/** The properties that a body holds, their names in lower case; what is said about them is none. */
export const propertiesInBody = (call: Call): readonly (readonly [name: string, value: unknown])[] =>
  Object.entries(bodyOf(call)).filter(([name]) => !name.includes('@odata.') || name.endsWith('@odata.bind'));

export const namesInBody = (call: Call): readonly string[] => propertiesInBody(call).map(([name]) => name);

/** Values as JSON. */

const SHORT = 48;

/** A text as JSON; most need no escape. */
export function quote(text: string): string {
  if (text.length > SHORT) return JSON.stringify(text);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff)) return JSON.stringify(text);
  }
  return `"${text}"`;
}

export function print(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quote(value);
    case 'number':
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null';
    default:
      return JSON.stringify(value) ?? 'null';
  }
}

/** A member of an object: its value behind `head`, or the text for what is not set, or null. */
export function member(value: unknown, head: string, unset: string, none: string): string {
  if (value === undefined) return unset;
  return value === null ? none : head + print(value);
}

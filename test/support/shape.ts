/** Compares an answer with what a text says of it, and learns the ids that differ from run to run. */

/** Live ids by the names that a text gives them. */
export type Ids = Map<string, string>;

const NAME = /\{(\w+)\}/g;
const WHOLE = /^\{(\w+)\}$/;

/** `/users/{user}` with the id that is known as `user`. Unknown names stay as they are. */
export const fill = (text: string, ids: Ids): string =>
  text.replace(NAME, (whole, name: string) => ids.get(name) ?? whole);

/** An instant as Graph prints it. */
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,7})?Z$/;
export const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Where `got` is not what is `wanted`. More than is wanted may be there. `null` asks for the key alone, a regular
 * expression for text that matches, and `'{name}'` for the id of that name; one that nobody knows yet is learnt.
 */
export function differences(wanted: unknown, got: unknown, ids: Ids, at = '$'): string[] {
  if (wanted === null) return [];
  if (wanted instanceof RegExp) {
    return typeof got === 'string' && wanted.test(got) ? [] : [`${at}: ${wanted} wanted, got ${JSON.stringify(got)}`];
  }
  if (Array.isArray(wanted)) return inList(wanted, got, ids, at);
  if (typeof wanted === 'object') return inObject(wanted as object, got, ids, at);
  const unknown = typeof wanted === 'string' ? WHOLE.exec(wanted)?.[1] : undefined;
  if (unknown !== undefined && !ids.has(unknown) && typeof got === 'string') ids.set(unknown, got);
  const value = typeof wanted === 'string' ? fill(wanted, ids) : wanted;
  return value === got ? [] : [`${at}: ${JSON.stringify(value)} wanted, got ${JSON.stringify(got)}`];
}

function inObject(wanted: object, got: unknown, ids: Ids, at: string): string[] {
  if (typeof got !== 'object' || got === null) return [`${at}: an object wanted, got ${JSON.stringify(got)}`];
  return Object.entries(wanted).flatMap(([key, value]) =>
    key in got
      ? differences(value, (got as Record<string, unknown>)[key], ids, `${at}.${key}`)
      : [`${at}.${key} is missing`],
  );
}

/** Each wanted item is somewhere in the list; a list that is wanted empty is empty. */
function inList(wanted: readonly unknown[], got: unknown, ids: Ids, at: string): string[] {
  if (!Array.isArray(got)) return [`${at}: a list wanted, got ${JSON.stringify(got)}`];
  if (wanted.length === 0 && got.length > 0) return [`${at}: an empty list wanted, got ${JSON.stringify(got)}`];
  return wanted.flatMap((item, index) => {
    let closest: string[] | undefined;
    for (const candidate of got) {
      const learnt = new Map(ids);
      const found = differences(item, candidate, learnt, `${at}[${index}]`);
      if (found.length === 0) {
        for (const [name, id] of learnt) ids.set(name, id);
        return [];
      }
      if (!closest || found.length < closest.length) closest = found;
    }
    return closest ?? [`${at}[${index}]: the list is empty`];
  });
}

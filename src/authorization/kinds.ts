/** The directory objects that a request is about, and their kinds, where permissions differ by that. */
import { type DirectoryKind, deletedItems, directoryObject } from '../../model/directory/tables.js';
import { GraphError } from '../errors/index.js';
import type { ResourcePath } from '../odata/resource-path.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';

/** The key of the object that a request changes: that with which its path ends, or else begins. */
export function keyOfObject({ keys, steps }: ResourcePath): string | undefined {
  return (steps.at(-1)?.kind === 'key' ? keys.at(-1) : keys[0])?.toLowerCase();
}

/** The kind of the object that a request is about; those of the lists that it casts to, or otherwise asks for. */
export function kindsOf(call: Call): readonly string[] {
  const { path, tx, query } = call;
  const id = keyOfObject(path);
  if (id !== undefined) return [(tx.get(deletedItems, id) ?? directoryObject(tx, id))?.kind ?? ''];
  const cast = path.steps.find((step) => step.kind === 'cast');
  if (cast) return [cast.type.name];
  const { type } = (bodyOf(call) ?? {}) as { type?: unknown };
  if (typeof type === 'string') return [type.toLowerCase()];
  return [...decodeURIComponent(query).matchAll(/isof\('microsoft\.graph\.(\w+)'\)/gi)].map(([, kind = '']) => kind);
}

const REFERENCES = /^((members|owners)@odata\.bind|@odata\.id)$/i;

/** The kinds of the objects that a body refers to, but for the caller: `@odata.id`, `members@odata.bind`. */
export function kindsReferredTo(call: Call): readonly DirectoryKind[] {
  const kinds = new Set<DirectoryKind>();
  for (const [name, value] of Object.entries(bodyOf(call) ?? {})) {
    for (const url of REFERENCES.test(name) ? [value].flat() : []) {
      const id = referred(call, url);
      const kind = id === undefined || id === call.caller.id ? undefined : directoryObject(call.tx, id)?.kind;
      if (kind) kinds.add(kind);
    }
  }
  return [...kinds];
}

/** What leads to nothing is refused for that where it is carried out. */
function referred(call: Call, url: unknown): string | undefined {
  try {
    return call.reference(url);
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

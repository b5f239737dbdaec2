/** The kinds of the directory objects that a request is about, where permissions differ by that. */
import { type DirectoryKind, deletedItems, directoryObject } from '../../model/directory/tables.js';
import { GraphError } from '../errors.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';

/** The kind of the object that the path names, of the list that it casts to, or of what an action asks for. */
export function kindOf(call: Call): string | undefined {
  const { path, tx } = call;
  const [id] = path.keys;
  if (id !== undefined) return (tx.get(deletedItems, id.toLowerCase()) ?? directoryObject(tx, id.toLowerCase()))?.kind;
  const cast = path.steps.find((step) => step.kind === 'cast');
  if (cast) return cast.type.name;
  const { type } = (bodyOf(call) ?? {}) as { type?: unknown };
  return typeof type === 'string' ? type.toLowerCase() : undefined;
}

/** The kinds of the objects that a body refers to: `@odata.id`, `members@odata.bind`. */
export function kindsReferredTo(call: Call): readonly DirectoryKind[] {
  const kinds = new Set<DirectoryKind>();
  for (const [name, value] of Object.entries(bodyOf(call) ?? {})) {
    if (!/^(members@odata\.bind|@odata\.id)$/i.test(name)) continue;
    for (const url of [value].flat()) {
      const id = referred(call, url);
      const kind = id === undefined ? undefined : directoryObject(call.tx, id)?.kind;
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

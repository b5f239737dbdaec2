/** The directory objects that a request is about, and their kinds, where permissions differ by that. */
import { type DirectoryKind, directoryObject } from '../../model/directory/tables.js';
import { kindOf } from '../identity/principals.js';
import { reach } from '../odata/walk.js';
import type { Call } from '../operation.js';
import { bodyOf } from './body.js';
import { leftToOperation } from './left-to-operation.js';
import { isTracking, kindsTracked } from './tracking.js';

/**
 * The id of the object that a request changes: what its action is bound to, what its path ends in, or whose relation that
 * is. Undefined for what is in no relation of anything, and for what is not there.
 */
export function idOfObject(call: Call): string | undefined {
  const { path, tx, caller } = call;
  const { steps } = path;
  const last = steps.at(-1)?.kind;
  const isOfOwner = last === 'suffix' || last === 'navigation';
  const end = isOfOwner ? steps.findLastIndex(({ kind }) => kind === 'navigation') : steps.length;
  const found = leftToOperation(() => reach({ ...path, steps: steps.slice(0, end) }, tx, caller.id));
  return found?.kind === 'entity' ? found.row.id : undefined;
}

/** The kind of the object that a request is about; those of the lists that it casts to, or otherwise asks for. */
export function kindsOf(call: Call): readonly string[] {
  const { path, tx } = call;
  const id = path.keys.length > 0 ? (idOfObject(call) ?? path.keys.at(-1)?.toLowerCase()) : undefined;
  if (id !== undefined) return [kindOf(tx, id) ?? ''];
  const cast = path.steps.find((step) => step.kind === 'cast');
  if (cast) return [cast.type.name];
  const { type } = bodyOf(call);
  if (typeof type === 'string') return [type.toLowerCase()];
  return isTracking(path) ? kindsTracked(call) : [];
}

const REFERENCES = /^((members|owners)@odata\.bind|@odata\.id)$/i;

/** The kinds of the objects that a body refers to, but for the caller: `@odata.id`, `members@odata.bind`. */
export function kindsReferredTo(call: Call): readonly DirectoryKind[] {
  const kinds = new Set<DirectoryKind>();
  for (const [name, value] of Object.entries(bodyOf(call))) {
    for (const url of REFERENCES.test(name) ? [value].flat() : []) {
      const id = referred(call, url);
      const kind = id === undefined || id === call.caller.id ? undefined : directoryObject(call.tx, id)?.kind;
      if (kind) kinds.add(kind);
    }
  }
  return [...kinds];
}

/** The id of what a URL leads to. */
export const referred = (call: Call, url: unknown): string | undefined => leftToOperation(() => call.reference(url));

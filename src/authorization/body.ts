/** The body of a write, for who decides whether it may be carried out. */
import { GraphError } from '../errors/index.js';
import type { Call } from '../operation.js';

/** The body; undefined for one that will be refused, or that is not there. */
export function bodyOf(call: Call): unknown {
  try {
    return call.json();
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

/** The properties that a body holds. */
export const namesInBody = (call: Call): readonly string[] => Object.keys(bodyOf(call) ?? {});

import { GraphError } from '../errors/index.js';

/** What `find` answers; undefined for what is refused, which the operation refuses when it comes to it. */
export function leftToOperation<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (error instanceof GraphError) return undefined;
    throw error;
  }
}

// What things weigh on the heap.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
/** Frees what nobody needs any more. */
export const collect = runInNewContext('gc') as () => void;

/** Bytes of heap that `make` leaves behind, for each of `count`. */
export function bytesEach(count: number, make: () => unknown): number {
  collect();
  const before = process.memoryUsage().heapUsed;
  const kept = make();
  collect();
  const each = (process.memoryUsage().heapUsed - before) / count;
  if (kept === undefined) throw new Error('nothing was kept');
  return each;
}

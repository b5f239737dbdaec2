/** What is wrong with a seed, and where: so that its author can put it right at once. */

export type Place = readonly (string | number)[];

/** `groups[3].members[0]` */
export function printPlace(place: Place): string {
  return place.map((step, at) => (typeof step === 'number' ? `[${step}]` : at === 0 ? step : `.${step}`)).join('');
}

/** A seed that can not be loaded. `place` is in its document; `where` names file and line once they are known. */
export class SeedError extends Error {
  override readonly name = 'SeedError';

  constructor(
    readonly reason: string,
    readonly place: Place = [],
    readonly where?: string,
  ) {
    const at = printPlace(place);
    super([where, at, reason].filter(Boolean).join(': '));
  }

  /** The same, said of a file and line. */
  in(where: string): SeedError {
    return new SeedError(this.reason, this.place, where);
  }
}

/** `; did you mean 'displayName'?` for what is one or two letters off, or has two of them the wrong way round. */
export function suggestion(text: string, known: Iterable<string>): string {
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = distanceOf(text.toLowerCase(), name.toLowerCase());
    if (distance < (best?.distance ?? 4)) best = { name, distance };
  }
  return best && best.distance <= Math.max(1, text.length / 3) ? `; did you mean '${best.name}'?` : '';
}

/** Levenshtein's distance, with swapped neighbours as one step, of texts whose lengths are near each other. */
function distanceOf(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 3) return 4;
  let before: number[] = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 0; at < one.length; at++) {
    const next = [at + 1];
    for (let to = 0; to < other.length; to++) {
      const change = (row[to] as number) + (one[at] === other[to] ? 0 : 1);
      const isSwapped = to > 0 && one[at] === other[to - 1] && one[at - 1] === other[to];
      const swap = isSwapped ? (before[to - 1] as number) + 1 : change;
      next.push(Math.min(change, swap, (row[to + 1] as number) + 1, (next[to] as number) + 1));
    }
    [before, row] = [row, next];
  }
  return row.at(-1) as number;
}

// Ratio benches: what is measured and its yardstick take turns on the same machine in the same minute, so that the ratio
// of a round holds where absolute figures would not. The median of the rounds counts; the spread says how far to trust it.

/** Two ways to do the same work. Each call does one round of it and gives its figure: seconds, answers per second … */
export interface Pair {
  measured: () => number | Promise<number>;
  yardstick: () => number | Promise<number>;
  close?: () => void | Promise<void>;
}

export interface Bench {
  name: string;
  /** What the ratio measured / yardstick is held against. */
  bound: { atLeast: number } | { atMost: number };
  /** Rounds that count, at least 7; one more is run before them and dropped. */
  rounds?: number;
  /** Takes minutes: runs only when --only names it. */
  onRequest?: boolean;
  setup: () => Pair | Promise<Pair>;
}

export interface Result {
  name: string;
  ratio: number;
  min: number;
  max: number;
  bound: string;
  ok: boolean;
  rounds: number;
  /** Medians of the figures themselves, in the bench's own unit. */
  measured: number;
  yardstick: number;
}

export async function run(bench: Bench, rounds = bench.rounds ?? 9): Promise<Result> {
  const pair = await bench.setup();
  const figures: { measured: number; yardstick: number }[] = [];
  try {
    for (let round = 0; round <= Math.max(7, rounds); round++) {
      figures.push(await inTurn(pair, round % 2 === 0));
    }
  } finally {
    await pair.close?.();
  }
  figures.shift();
  const ratios = figures.map((figure) => figure.measured / figure.yardstick);
  const ratio = median(ratios);
  return {
    name: bench.name,
    ratio,
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    bound: 'atLeast' in bench.bound ? `>= ${bench.bound.atLeast}` : `<= ${bench.bound.atMost}`,
    ok: 'atLeast' in bench.bound ? ratio >= bench.bound.atLeast : ratio <= bench.bound.atMost,
    rounds: figures.length,
    measured: median(figures.map((figure) => figure.measured)),
    yardstick: median(figures.map((figure) => figure.yardstick)),
  };
}

/** Who goes first changes from round to round: the second finds a warmer, or a busier, machine. */
async function inTurn(pair: Pair, measuredFirst: boolean): Promise<{ measured: number; yardstick: number }> {
  if (measuredFirst) {
    const measured = await pair.measured();
    return { measured, yardstick: await pair.yardstick() };
  }
  const yardstick = await pair.yardstick();
  return { measured: await pair.measured(), yardstick };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** How long `work` takes, in milliseconds: as many times as fill `atLeast` milliseconds, divided by their number. */
export function timed(work: () => unknown, atLeast = 50): number {
  const begun = performance.now();
  let times = 0;
  let passed = 0;
  do {
    work();
    times += 1;
    passed = performance.now() - begun;
  } while (passed < atLeast);
  return passed / times;
}

export function table(results: readonly Result[]): string {
  const rows = [
    ['name', 'ratio median', 'spread', 'bound', 'ok'],
    ...results.map((result) => [
      result.name,
      digits(result.ratio),
      `${digits(result.min)}–${digits(result.max)}`,
      result.bound,
      result.ok ? 'yes' : 'NO',
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(' | ')
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => '-'.repeat(width)).join('-|-'));
  return lines.join('\n');
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

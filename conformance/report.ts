/** The examples that are known not to hold, and the account of a run. */
import { readFileSync } from 'node:fs';
import type { Outcome } from './replay.js';

/** Why an example isn't expected to hold: the page is wrong, or it shows what isn't emulated. */
export interface Exception {
  readonly slug: string;
  readonly version: string;
  /** The place of the example on its page, from 0; all of them where none is named. */
  readonly example?: number;
  readonly kind: 'page error' | 'out of scope';
  readonly reason: string;
}

export type Verdict = 'passed' | 'failed' | 'excepted' | 'stale exception';

export interface Entry extends Outcome {
  readonly verdict: Verdict;
  readonly reason?: string;
}

export const readExceptions = (file: string): Exception[] => JSON.parse(readFileSync(file, 'utf8')) as Exception[];

export function judge(outcomes: readonly Outcome[], exceptions: readonly Exception[]): Entry[] {
  return outcomes.map((outcome) => {
    const exception = exceptions.find(
      ({ slug, version, example }) =>
        slug === outcome.slug && version === outcome.version && (example === undefined || example === outcome.example),
    );
    const passed = outcome.problems.length === 0;
    if (!exception) return { ...outcome, verdict: passed ? 'passed' : 'failed' };
    const reason = `${exception.kind}: ${exception.reason}`;
    return { ...outcome, verdict: passed ? 'stale exception' : 'excepted', reason };
  });
}

export const holds = (entries: readonly Entry[]): boolean =>
  entries.every(({ verdict }) => verdict === 'passed' || verdict === 'excepted');

/** Operation, example, and what became of it, in columns. */
export function table(entries: readonly Entry[]): string {
  const rows = entries.map((entry) => [
    `${entry.version} ${entry.slug}`,
    String(entry.example + 1),
    entry.operation,
    entry.verdict === 'passed'
      ? 'passed'
      : `${entry.verdict}: ${entry.verdict === 'failed' ? entry.problems[0] : entry.reason}`,
  ]);
  const widths = [0, 1, 2].map((column) => Math.min(60, Math.max(...rows.map((row) => row[column]?.length ?? 0), 0)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.slice(0, 200).padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function totals(entries: readonly Entry[]): string {
  const count = (verdict: Verdict) => entries.filter((entry) => entry.verdict === verdict).length;
  const rest = (['failed', 'excepted', 'stale exception'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `, ${count(verdict)} ${verdict}`);
  return `${count('passed')} of ${entries.length} examples passed${rest.join('')}`;
}

/** What became of the examples of every page when they were last replayed: kept, since the pages are not ours to keep. */
import { readFileSync } from 'node:fs';
import type { Page, Version } from './records.js';
import type { Entry } from './report.js';

export const RESULTS = 'conformance/results.json';

/** How many examples of a page passed, and how many are excepted; neither for a page without examples. */
export interface Result {
  readonly passed?: number;
  readonly excepted?: number;
}

/** By version, then by slug. */
export type Results = Readonly<Record<Version, Readonly<Record<string, Result>>>>;

export function resultsOf(pages: readonly Page[], entries: readonly Entry[]): Results {
  const of = (version: Version) =>
    Object.fromEntries(
      pages
        .filter((page) => page.version === version)
        .map(({ slug }): [string, Result] => {
          const verdicts = entries.filter((entry) => entry.version === version && entry.slug === slug);
          const count = (verdict: Entry['verdict']) => verdicts.filter((entry) => entry.verdict === verdict).length;
          const [passed, excepted] = [count('passed'), count('excepted')];
          return [slug, { ...(passed > 0 && { passed }), ...(excepted > 0 && { excepted }) }];
        })
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  return { 'v1.0': of('v1.0'), beta: of('beta') };
}

export const kept = (): Results => JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;

/** A page a line, as Biome formats it. */
export function text(results: Results): string {
  const sections = Object.entries(results).map(([version, pages]) => {
    const lines = Object.entries(pages).map(([slug, result]) => `    "${slug}": ${inline(result)}`);
    return `  "${version}": {\n${lines.join(',\n')}\n  }`;
  });
  return `{\n${sections.join(',\n')}\n}\n`;
}

function inline(result: Result): string {
  const members = Object.entries(result).map(([name, count]) => `"${name}": ${count}`);
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

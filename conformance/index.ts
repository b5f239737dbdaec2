// npm run conformance -- DIR … [--only SLUG …] [--json FILE] [--write | --check]
//
// Replays the documented examples of the records in the folders, each against a fresh tenant. The exit status is 1 when
// an example fails that isn't in exceptions.json, or when one passes that is. --write keeps what became of each page in
// results.json, from which docs/coverage.md is made; --check fails when it is not what is kept there.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmulator } from '../src/emulator.js';
import { readPages } from './records.js';
import { type Outcome, replay } from './replay.js';
import { holds, judge, readExceptions, table, totals } from './report.js';
import { kept, RESULTS, resultsOf, text } from './results.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'string', default: '.build/conformance.json' },
    write: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const partial = options.only.length > 0;
if (positionals.length === 0 || (partial && (options.write || options.check))) {
  console.error('usage: npm run conformance -- DIR … [--only SLUG … | --write | --check] [--json FILE]');
  process.exit(2);
}

const outcomes: Outcome[] = [];
const pages = positionals.flatMap(readPages);
for (const page of pages) {
  if (partial && !options.only.includes(page.slug)) continue;
  for (const [at, example] of (page.examples ?? []).entries()) {
    const emulator = await createEmulator({ logLevel: 'fatal' });
    outcomes.push(await replay(page, at, example, emulator));
    await emulator.close();
  }
}

if (outcomes.length === 0) {
  console.error(`no examples in ${positionals.join(', ')}`);
  process.exit(2);
}

const entries = judge(outcomes, readExceptions('conformance/exceptions.json'));
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(options.json, `${JSON.stringify(entries, null, 2)}\n`);
console.log(`${table(entries)}\n\n${totals(entries)}`);
if (!holds(entries)) process.exitCode = 1;

const results = resultsOf(pages, entries);
if (options.write) {
  writeFileSync(RESULTS, text(results));
} else if (options.check && text(results) !== text(kept())) {
  console.error(`${RESULTS} is stale: run the same with --write, then \`npm run coverage\`, and commit both.`);
  process.exitCode = 1;
}

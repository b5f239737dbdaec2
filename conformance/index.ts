// npm run conformance -- DIR [--only SLUG …] [--json FILE]
//
// Replays the documented examples of the records in DIR, each against a fresh tenant. The exit status is 1 when an
// example fails that isn't in exceptions.json, or when one passes that is.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { createEmulator } from '../src/emulator.js';
import { readPages } from './records.js';
import { type Outcome, replay } from './replay.js';
import { holds, judge, readExceptions, table, totals } from './report.js';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', multiple: true, default: [] },
    json: { type: 'string', default: '.build/conformance.json' },
  },
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('usage: npm run conformance -- DIR [--only SLUG …] [--json FILE]');
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const page of readPages(folder)) {
  if (options.only.length > 0 && !options.only.includes(page.slug)) continue;
  for (const [at, example] of (page.examples ?? []).entries()) {
    const emulator = await createEmulator({ logLevel: 'fatal' });
    outcomes.push(await replay(page, at, example, emulator));
    await emulator.close();
  }
}

if (outcomes.length === 0) {
  console.error(`no examples in ${folder}`);
  process.exit(2);
}

const entries = judge(outcomes, readExceptions('conformance/exceptions.json'));
mkdirSync(dirname(options.json), { recursive: true });
writeFileSync(options.json, `${JSON.stringify(entries, null, 2)}\n`);
console.log(`${table(entries)}\n\n${totals(entries)}`);
if (!holds(entries)) process.exitCode = 1;

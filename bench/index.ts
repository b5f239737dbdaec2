// npm run bench -- [--only NAME …] [--rounds N] [--json] [--check]
//
// Every bench/*.bench.ts exports its benches as default. --only takes part of a bench's name. With --check the exit
// status is 1 when a bound is missed.
import { readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Bench, type Result, run, table } from './harness.js';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    rounds: { type: 'string' },
    json: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});

const benches: Bench[] = [];
for (const file of readdirSync('bench').sort()) {
  const name = /^(.*)\.bench\.ts$/.exec(file)?.[1];
  if (name) benches.push(...((await import(`./${name}.bench.ts`)) as { default: Bench[] }).default);
}
const chosen = benches.filter(({ name, onRequest }) =>
  options.only.length === 0 ? !onRequest : options.only.some((part) => name.includes(part)),
);
if (chosen.length === 0) {
  console.error(`no such bench; there are: ${benches.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}

const results: Result[] = [];
for (const bench of chosen) {
  if (!options.json) console.error(`running ${bench.name}`);
  results.push(await run(bench, options.rounds ? Number(options.rounds) : undefined));
}
console.log(options.json ? JSON.stringify(results, null, 2) : table(results));
if (options.check && results.some(({ ok }) => !ok)) process.exitCode = 1;

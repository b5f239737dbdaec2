/** Writes schema/seed.json; with `--check` says whether the committed one is what would be written, and writes nothing. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Seed } from '../src/control/seed/index.js';

const FILE = 'schema/seed.json';
const schema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Seed of graph-entitlement-emulator',
  ...Seed,
};
const text = `${JSON.stringify(schema, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  mkdirSync('schema', { recursive: true });
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  process.stderr.write(`${FILE} is stale: run \`npm run seed-schema\` and commit it.\n`);
  process.exit(1);
}

/** Writes openapi.yaml; with `--check` says whether the committed one is what would be written, and writes nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../src/openapi/document.js';

const FILE = 'openapi.yaml';
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const document = await openApiDocument(version);

if (!process.argv.includes('--check')) {
  writeFileSync(FILE, document);
} else if (readFileSync(FILE, 'utf8') !== document) {
  process.stderr.write(`${FILE} is stale: run \`npm run openapi\` and commit it.\n`);
  process.exit(1);
}

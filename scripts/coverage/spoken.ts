/**
 * Writes test/unspoken.json: the pairs that no test was answered by in the last run of all tests (of refused ones: that
 * refused no test). With `--check` it fails when there are any that the committed file does not tell of.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { addressOf } from '../../src/http/address.js';
import { keyOf, type Pair, pairsOf, resolve } from './pairs.js';
import { nameOf, readUnspoken, UNSPOKEN } from './unspoken.js';

/** Where recorder.mjs leaves what it saw. */
const RECORDED = '.build/requests';

const spoken = { answered: new Set<string>(), refused: new Set<string>() };
for (const file of existsSync(RECORDED) ? readdirSync(RECORDED) : []) {
  for (const line of readFileSync(`${RECORDED}/${file}`, 'utf8').split('\n')) {
    const [outcome, method = '', url = ''] = line.split(' ');
    const address = addressOf(url);
    const path = address && resolve(address.version, address.path);
    if (path) spoken[outcome as keyof typeof spoken].add(keyOf(method, path));
  }
}
if (spoken.answered.size === 0) {
  console.error(`nothing is recorded in ${RECORDED}: run all tests first`);
  process.exit(2);
}

const isSpoken = ({ key, verdict }: Pair) =>
  key === undefined || spoken[verdict === 'refused' ? 'refused' : 'answered'].has(key);

const unspoken = [...pairsOf('v1.0'), ...pairsOf('beta')].filter((pair) => !isSpoken(pair)).map(nameOf);

if (!process.argv.includes('--check')) {
  writeFileSync(UNSPOKEN, `${JSON.stringify(unspoken.sort(), null, 2)}\n`);
} else {
  const told = readUnspoken();
  const untold = unspoken.filter((name) => !told.has(name));
  const spokenSince = told.size - (unspoken.length - untold.length);
  const remedy = `run \`npm run spoken\` and \`npm run coverage\`, and commit ${UNSPOKEN} with the page`;
  if (untold.length > 0) {
    console.error(`no test speaks these any more, or yet:\n${untold.join('\n')}\nwrite one, or ${remedy}`);
    process.exitCode = 1;
  } else if (spokenSince > 0) {
    console.error(`${spokenSince} of the pairs in ${UNSPOKEN} are spoken now: ${remedy}`);
  }
}

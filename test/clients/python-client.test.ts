/** Microsoft's Python client, where it is installed: `PYTHON` names the interpreter that has it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import t from 'tap';
import { startEmulator } from '../../src/emulator.js';

const exec = promisify(execFile);
const python = process.env.PYTHON ?? 'python3';

const hasClient = await exec(python, [
  '-c',
  'import importlib.util, sys; sys.exit(not importlib.util.find_spec("msgraph"))',
]).then(
  () => true,
  () => false,
);

t.test('the story of the Python client', hasClient ? {} : { skip: `${python} has no msgraph-sdk` }, async (t) => {
  const { url, close } = await startEmulator({ port: 0, logLevel: 'error' });
  t.teardown(close);
  const told = exec(python, ['test/clients/story.py', url], { timeout: 120_000 });
  await t.resolves(told, 'every assertion of the story holds');
});

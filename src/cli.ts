#!/usr/bin/env node
/** `graph-emulator`: starts the emulator, says where it listens, stops on SIGTERM and SIGINT. */
import { parseArgs } from 'node:util';
import { startEmulator } from './emulator.js';

const USAGE = `Usage: graph-emulator [options]

  --port <number>         port to listen on; 0 takes any free one (default 8365)
  --host <address>        address to listen on (default 127.0.0.1)
  --random-seed <text>    makes ids the same in every run with the same calls
  --lenient               answers queries that Microsoft Graph refuses
  --log-level <level>     silent, fatal, error, warn, info, debug or trace (default warn)
  --help                  prints this
`;

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Options that cannot be understood: explained on stderr, exit status 2. */
class UsageError extends Error {}

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8365' },
      host: { type: 'string', default: '127.0.0.1' },
      'random-seed': { type: 'string' },
      lenient: { type: 'boolean', default: false },
      'log-level': { type: 'string', default: 'warn' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65535) {
    throw new UsageError(`--port is '${values.port}'; it must be a number from 0 to 65535.`);
  }
  if (!LEVELS.includes(values['log-level'])) {
    throw new UsageError(`--log-level is '${values['log-level']}'; it must be one of ${LEVELS.join(', ')}.`);
  }
  const seed = values['random-seed'];
  return {
    help: values.help,
    start: {
      port,
      host: values.host,
      lenient: values.lenient,
      logLevel: values['log-level'],
      ...(seed !== undefined && { randomSeed: seed }),
    },
  };
}

async function main(): Promise<void> {
  const { help, start } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const emulator = await startEmulator(start).catch((error: Error & { code?: string }) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new Error(
      `port ${start.port} of ${start.host} is in use; take another with --port, or any free one with --port 0.`,
    );
  });
  process.stdout.write(`listening on ${emulator.url}\n`);
  const stop = () => void emulator.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const { code, message } = error as { code?: string; message: string };
  const usage = error instanceof UsageError || code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`graph-emulator: ${message}\n${usage ? `\n${USAGE}` : ''}`);
  process.exit(usage ? 2 : 1);
});

#!/usr/bin/env node
/** `graph-emulator`: starts the emulator, says where it listens, stops on SIGTERM and SIGINT. */
import { parseArgs } from 'node:util';
import type { SeedSize } from './control/seed/generate.js';
import { startEmulator } from './emulator.js';
import { LEVELS as AUTH_LEVELS, type Level } from './identity/identity.js';
import { type Delivery, isDelivery } from './lifecycle/entitlement/delivery-speed.js';

const USAGE = `Usage: graph-emulator [options]

  --port <number>         port to listen on; 0 takes any free one (default 8365)
  --host <address>        address to listen on (default 127.0.0.1)
  --random-seed <text>    makes ids the same in every run with the same calls
  --lenient               answers queries that Microsoft Graph refuses
  --seed <file>           YAML or JSON that says what tenants begin with; may be repeated
  --seed-size <sizes>     makes up a large tenant: users=100000,groups=5000,memberships=300000
  --delivery <mode>       how long deliveries take: immediate (default), manual (until they are asked for), a duration
                          such as PT30S, or a number of answers that show them under way
  --data <file>           keeps tenants in a file across restarts
  --control-key <text>    the control API answers only who sends it in the header x-emulator-key
  --no-control            switches the control API off
  --log-level <level>     silent, fatal, error, warn, info, debug or trace (default warn)
  --auth <level>          open: anybody may do anything (default); identify: a valid token is needed;
                          enforce: and the permissions that Microsoft documents
  --tokens-follow-clock   tokens expire by the tenant's clock, not by real time
  --https                 listens for HTTPS, too
  --https-port <number>   port for HTTPS (default 8366)
  --https-name <name>     another name that the certificate is for; may be repeated
  --certificates <dir>    where the generated authority and the key of tokens are kept
  --cert <file>           a certificate to use instead, with its key in --key <file>
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
      seed: { type: 'string', multiple: true, default: [] },
      'seed-size': { type: 'string' },
      delivery: { type: 'string' },
      data: { type: 'string' },
      'control-key': { type: 'string' },
      'no-control': { type: 'boolean', default: false },
      'log-level': { type: 'string', default: 'warn' },
      auth: { type: 'string', default: 'open' },
      'tokens-follow-clock': { type: 'boolean', default: false },
      https: { type: 'boolean', default: false },
      'https-port': { type: 'string', default: '8366' },
      'https-name': { type: 'string', multiple: true, default: [] },
      certificates: { type: 'string' },
      cert: { type: 'string' },
      key: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const port = portOf('--port', values.port);
  if (!LEVELS.includes(values['log-level'])) {
    throw new UsageError(`--log-level is '${values['log-level']}'; it must be one of ${LEVELS.join(', ')}.`);
  }
  if (!isLevel(values.auth)) {
    throw new UsageError(`--auth is '${values.auth}'; it must be one of ${AUTH_LEVELS.join(', ')}.`);
  }
  if ((values.cert === undefined) !== (values.key === undefined)) throw new UsageError('--cert and --key go together.');
  const seed = values['random-seed'];
  const seedSize = values['seed-size'];
  const https = {
    port: portOf('--https-port', values['https-port']),
    names: values['https-name'],
    ...(values.certificates !== undefined && { certificates: values.certificates }),
    ...(values.cert !== undefined && { cert: values.cert }),
    ...(values.key !== undefined && { key: values.key }),
  };
  return {
    help: values.help,
    start: {
      port,
      host: values.host,
      lenient: values.lenient,
      seed: values.seed,
      control: !values['no-control'],
      ...(seedSize !== undefined && { seedSize: sizesOf(seedSize) }),
      ...(values.delivery !== undefined && { delivery: deliveryOf(values.delivery) }),
      ...(values.data !== undefined && { data: values.data }),
      ...(values['control-key'] !== undefined && { controlKey: values['control-key'] }),
      logLevel: values['log-level'],
      auth: values.auth,
      tokensFollowClock: values['tokens-follow-clock'],
      ...(values.https && { https }),
      ...(values.certificates !== undefined && { keys: values.certificates }),
      ...(seed !== undefined && { randomSeed: seed }),
    },
  };
}

function portOf(option: string, text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) {
    throw new UsageError(`${option} is '${text}'; it must be a number from 0 to 65535.`);
  }
  return port;
}

function deliveryOf(text: string): Delivery {
  const mode = /^\d+$/.test(text) ? Number(text) : text;
  if (isDelivery(mode)) return mode;
  throw new UsageError(`--delivery is '${text}'; it must be immediate, manual, a duration such as PT30S, or a number.`);
}

/** `users=1000,groups=10` */
function sizesOf(text: string): SeedSize {
  const sizes = text.split(',').map((part) => /^(users|groups|memberships)=(\d{1,8})$/.exec(part.trim()));
  if (sizes.every((size) => size !== null)) return Object.fromEntries(sizes.map((size) => [size[1], Number(size[2])]));
  throw new UsageError(`--seed-size is '${text}'; it must be like users=1000,groups=50,memberships=4000.`);
}

/** Says on a terminal how far the loading is. */
function showProgress(done: number, of: number): void {
  if (!process.stderr.isTTY || (done % 1000 !== 0 && done !== of)) return;
  process.stderr.write(`\rloading: ${done} of ${of}${done === of ? '\n' : ''}`);
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/i;

/** Whoever listens to more than this machine is told so. */
function warnOfStrangers({ host, control, controlKey }: { host: string; control: boolean; controlKey?: string }): void {
  if (LOOPBACK.test(host)) return;
  const advice =
    control && controlKey === undefined
      ? ' Guard the control API with --control-key, or switch it off with --no-control.'
      : '';
  process.stderr.write(
    `graph-emulator: listening on ${host}, so that whoever reaches this machine can read and change what the emulator holds.${advice}\n`,
  );
}

const isLevel = (text: string): text is Level => (AUTH_LEVELS as readonly string[]).includes(text);

async function main(): Promise<void> {
  const { help, start } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  warnOfStrangers(start);
  const emulator = await startEmulator({ ...start, onSeedProgress: showProgress }).catch(
    (error: Error & { code?: string; port?: number }) => {
      if (error.code !== 'EADDRINUSE') throw error;
      const port = error.port ?? start.port;
      const option = port === start.https?.port ? '--https-port' : '--port';
      throw new Error(
        `port ${port} of ${start.host} is in use; take another with ${option}, or any free one with ${option} 0.`,
      );
    },
  );
  process.stdout.write(`listening on ${emulator.url}\n`);
  if (emulator.https) {
    process.stdout.write(`listening on ${emulator.https.url} (certificate to trust: ${emulator.https.caFile})\n`);
  }
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

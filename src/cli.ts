#!/usr/bin/env node
/** `graph-emulator`: starts the emulator, says where it listens, stops on SIGTERM and SIGINT. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { SeedSize } from './control/seed/generate.js';
import { startEmulator } from './emulator.js';
import type { Level } from './identity/identity.js';
import { checkOption, HTTPS, OPTIONS, OptionError } from './options.js';

const USAGE = `Usage: graph-emulator [options]

  --port <number>         port to listen on; 0 takes any free one (default 8365)
  --host <address>        address to listen on (default 127.0.0.1)
  --random-seed <text>    makes ids the same in every run with the same calls
  --lenient               answers queries that Microsoft Graph refuses
  --seed <file>           YAML or JSON that says what tenants begin with; may be repeated
  --seed-size <sizes>     makes up a large tenant: users=100000,groups=5000,memberships=300000
  --delivery <mode>       how long deliveries take: immediate (default), manual (until they are asked for), a duration
                          such as PT30S, or a number of answers that show them under way
  --data <file>           keeps tenants and the key of tokens in a file across restarts
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

const ARGUMENTS = {
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
  'https-port': { type: 'string' },
  'https-name': { type: 'string', multiple: true },
  certificates: { type: 'string' },
  cert: { type: 'string' },
  key: { type: 'string' },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

/** What options of the command are in the library, which says what they may be. */
const RULES = {
  port: OPTIONS.port,
  host: OPTIONS.host,
  delivery: OPTIONS.delivery,
  data: OPTIONS.data,
  'control-key': OPTIONS.controlKey,
  'log-level': OPTIONS.logLevel,
  auth: OPTIONS.auth,
  'https-port': HTTPS.port,
  'https-name': HTTPS.names,
  certificates: HTTPS.certificates,
  cert: HTTPS.cert,
  key: HTTPS.key,
} as const;

/** `--certificates` is not among them: it keeps the key of tokens, too. */
const NEED_HTTPS = ['https-port', 'https-name', 'cert', 'key'] as const;

/** @throws OptionError for what the library would not take */
function readOptions(args: string[]) {
  const { values } = parseArgs({ args, options: ARGUMENTS });
  const [port, httpsPort, delivery] = [values.port, values['https-port'], values.delivery].map(numeric);
  const said = { ...values, port, 'https-port': httpsPort, delivery };
  for (const [option, rule] of Object.entries(RULES)) {
    const value = said[option as keyof typeof RULES];
    if (value !== undefined) checkOption(`--${option}`, value, rule);
  }
  const { host, lenient, seed, data, certificates, cert, key } = values;
  const idle = values.https ? undefined : NEED_HTTPS.find((option) => values[option] !== undefined);
  if (idle) throw new OptionError(`--${idle} is for HTTPS, which nothing listens for: add --https, or leave it out.`);
  if ((cert === undefined) !== (key === undefined)) throw new OptionError('--cert and --key go together.');
  const https = { port: (httpsPort ?? 8366) as number, names: values['https-name'], certificates, cert, key };
  return {
    help: values.help,
    start: {
      port: port as number,
      host,
      randomSeed: values['random-seed'],
      lenient,
      seed,
      seedSize: sizesOf(values['seed-size']),
      delivery,
      data,
      control: !values['no-control'],
      controlKey: values['control-key'],
      logLevel: values['log-level'],
      auth: values.auth as Level,
      tokensFollowClock: values['tokens-follow-clock'],
      https: values.https ? https : undefined,
      keys: certificates,
    },
  };
}

/** Numbers are told from other texts; what is neither, its rule refuses. */
const numeric = (text: string | undefined) => (/^\d+$/.test(text ?? '') ? Number(text) : text);

/** `users=1000,groups=10` */
function sizesOf(text: string | undefined): SeedSize | undefined {
  if (text === undefined) return undefined;
  const sizes = text.split(',').map((part) => /^(users|groups|memberships)=(\d{1,8})$/.exec(part.trim()));
  if (sizes.every((size) => size !== null)) return Object.fromEntries(sizes.map((size) => [size[1], Number(size[2])]));
  throw new OptionError(`--seed-size is '${text}'; it must be like users=1000,groups=50,memberships=4000.`);
}

/** Says on a terminal how far the loading is. */
function showProgress(done: number, of: number): void {
  if (!process.stderr.isTTY || (done % 1000 !== 0 && done !== of)) return;
  process.stderr.write(`\rloading: ${done} of ${of}${done === of ? '\n' : ''}`);
}

/** What its user should know, said in words and not in the JSON of the log. */
const warn = (message: string) => void process.stderr.write(`graph-emulator: ${message}\n`);

async function main(): Promise<void> {
  const { help, start } = readOptions(process.argv.slice(2));
  if (help) {
    process.stdout.write(USAGE);
    return;
  }
  const emulator = await startEmulator({ ...start, onSeedProgress: showProgress, onWarning: warn }).catch(
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
  let signals = 0;
  const stop = () => {
    emulator.close().then(() => process.exit(0), fail);
    signals++;
    // The second lets nothing end but the saving. The third ends that, too.
    if (signals === 2) for (const signal of ['SIGTERM', 'SIGINT']) process.off(signal, stop);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function fail(error: unknown): never {
  const { code, message } = error as { code?: string; message: string };
  // Explained with the usage, exit status 2.
  const usage = error instanceof OptionError || code?.startsWith('ERR_PARSE_ARGS');
  process.stderr.write(`graph-emulator: ${message}\n${usage ? `\n${USAGE}` : ''}`);
  process.exit(usage ? 2 : 1);
}

main().catch(fail);

/** What an emulator can be started with: every option of the library by its name, and what it must be. */
import { inspect } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { MASK } from './control/secrets.js';
import type { SeedSize } from './control/seed/generate.js';
import type { EmulatorOptions } from './emulator.js';
import type { HttpsOptions } from './http/https.js';
import { LEVELS } from './identity/identity.js';
import { isDelivery } from './lifecycle/entitlement/delivery-speed.js';

export interface Rule {
  /** What is said of a value that does not fit, behind "it must be". */
  readonly be: string;
  readonly fits: (value: unknown) => boolean;
  /** Nobody is shown its value. */
  readonly secret?: true;
  /** Of an object: the options in it. */
  readonly members?: Rules;
}

export type Rules = Readonly<Record<string, Rule>>;

/** An option that there is not, or that cannot be what it is; says what can. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

/** @throws OptionError for a value that a rule does not allow; `option` is what the option is called where it was said */
export function checkOption(option: string, value: unknown, { be, fits, secret, members }: Rule): void {
  if (!fits(value)) {
    const shown = secret && value !== '' ? MASK : value;
    throw new OptionError(`${option} is ${inspect(shown)}; it must be ${be}.`);
  }
  if (!members || typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value as object)) {
    const rule = Object.hasOwn(members, name) ? members[name] : undefined;
    if (!rule) throw new OptionError(`There is no ${option}.${name}; there is ${Object.keys(members).join(', ')}.`);
    if (member !== undefined) checkOption(`${option}.${name}`, member, rule);
  }
}

const ofType = (type: string, be: string): Rule => ({ be, fits: (value) => typeof value === type });
const oneOf = (values: readonly unknown[]): Rule => ({
  be: `one of ${values.join(', ')}`,
  fits: (value) => values.includes(value),
});
const whole = (least: number, most: number): Rule => ({
  be: `a number from ${least} to ${most}`,
  fits: (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most,
});

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isFilled = (value: unknown) => typeof value === 'string' && value !== '';

const FLAG = ofType('boolean', 'true or false');
const TEXT = ofType('string', 'a text');
const FILLED: Rule = { be: 'a text that is not empty', fits: isFilled };
const CALLBACK = ofType('function', 'a function');
const PORT = whole(0, 65535);
const MILLISECONDS = whole(1, 2 ** 31 - 1);
const OBJECTS = whole(0, 99_999_999);

const SEED_SIZE: Readonly<Record<keyof SeedSize, Rule>> = { users: OBJECTS, groups: OBJECTS, memberships: OBJECTS };

export const HTTPS: Readonly<Record<keyof HttpsOptions, Rule>> = {
  port: PORT,
  certificates: FILLED,
  names: { be: 'a list of texts that are not empty', fits: (value) => Array.isArray(value) && value.every(isFilled) },
  cert: FILLED,
  key: FILLED,
};

export const OPTIONS: Readonly<Record<keyof EmulatorOptions, Rule>> = {
  port: PORT,
  // Node takes no host for every address of the machine.
  host: FILLED,
  randomSeed: TEXT,
  lenient: FLAG,
  seed: { be: 'a file, a seed, or a list of them', fits: (value) => isFilled(value) || Object(value) === value },
  seedSize: { be: 'an object', fits: isObject, members: SEED_SIZE },
  onSeedProgress: CALLBACK,
  delivery: { be: 'immediate, manual, a duration such as PT30S, or a number', fits: isDelivery },
  data: FILLED,
  dataInterval: MILLISECONDS,
  control: FLAG,
  controlKey: {
    be: 'made of visible ASCII characters, which a header can carry, or be left out, so that the control API has no key',
    fits: (value) => typeof value === 'string' && /^[!-~](?:[ -~]*[!-~])?$/.test(value),
    secret: true,
  },
  logLevel: oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']),
  requestTimeout: MILLISECONDS,
  maxConnections: whole(1, 65535),
  auth: oneOf(LEVELS),
  tokensFollowClock: FLAG,
  keys: FILLED,
  https: {
    be: 'true, false or an object',
    fits: (value) => typeof value === 'boolean' || isObject(value),
    members: HTTPS,
  },
  onFailure: CALLBACK,
  onWarning: CALLBACK,
};

/** @throws OptionError for what is no option, or cannot be: plain JavaScript is checked by no compiler */
export function checkOptions(options: unknown): void {
  checkOption('options', options, { be: 'an object', fits: isObject, members: OPTIONS });
  checkRoom((options as EmulatorOptions).seedSize ?? {});
}

/** Bytes of the heap that a made-up object takes, at least. */
const BYTES = { users: 850, groups: 850, memberships: 60 };
const MB = 2 ** 20;

/** @throws OptionError for more than the heap of the process can hold, which would end it after minutes */
function checkRoom({ users = 0, groups = 0, memberships = 0 }: SeedSize): void {
  const needed = users * BYTES.users + groups * BYTES.groups + memberships * BYTES.memberships;
  const { heap_size_limit: most } = getHeapStatistics();
  if (needed <= most) return;
  const [need, have, ask] = [needed, most, needed * 1.5].map((bytes) => Math.ceil(bytes / MB));
  throw new OptionError(
    `options.seedSize needs a heap of about ${need} MB, and that of this process may have ${have} MB: ask for less (--seed-size), or give node --max-old-space-size=${ask} (NODE_OPTIONS).`,
  );
}

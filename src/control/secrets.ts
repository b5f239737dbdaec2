/** Leaves out of what is written down what nobody may read there: passwords, secrets, keys, tokens. */

/**
 * The names of secrets: of members, headers, options of a query and fields of a form. They are compared without case,
 * dashes and underscores: `client_secret` is `clientSecret`.
 */
const SECRETS = new Set([
  ...['password', 'currentpassword', 'newpassword', 'secret', 'secrettext', 'clientsecret', 'key', 'apikey'],
  ...['token', 'accesstoken', 'refreshtoken', 'idtoken', 'idtokenhint', 'assertion', 'clientassertion'],
  ...['devicecode', 'usercode', 'codeverifier'],
  ...['authorization', 'proxyauthorization', 'cookie', 'setcookie', 'emulatorkey'],
]);
/** By a code somebody signs in; but in a body it is that of an error. */
const SECRET_OPTIONS = new Set([...SECRETS, 'code']);
/** Objects that have secrets in them. Anything else in their place is taken for one. */
const HOLDERS = new Set([
  'passwordprofile',
  'passwordcredential',
  'passwordcredentials',
  'keycredential',
  'keycredentials',
]);
export const MASK = '***';

/**
 * An option of a query, wherever a URL stands; in a path, what should have been one is percent-encoded. It ends where
 * another begins, whatever separates them.
 */
const OPTION =
  /(^|[?&#;]|%3[fb]|%26)([^=&#?/;\s]{1,64}?)(=|%3d)(?:(?!(?:[?;]|%3[fb]|%26)[^=&#?/;\s]{1,64}?(?:=|%3d))[^&#\s])*/gi;
/** An option that compares, with spaces if it is in a text, and what it compares with. */
const EXPRESSION = /(?:^|[?&;(]|%3[fb]|%2[68])(?:\$|%24)?(?:filter|search)(?:=|%3d)[^&#]*/gi;
const LITERAL = /('|%27)(?:(?!'|%27).)*(?:'|%27)?|("|%22)(?:(?!"|%22).)*(?:"|%22)?/gis;

const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '');

/** Whether a name is among those of secrets; headers that are nobody's standard begin with `x-`. */
const isAmong = (names: ReadonlySet<string>, name: string) => names.has(name) || names.has(name.replace(/^x/, ''));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL, a query, a form, or a text with one in it, with the values of options that are secrets masked. */
export function withoutSecretOptions(text: string): string {
  const compared = text.replace(EXPRESSION, (option) => (namesSecret(option) ? withoutLiterals(option) : option));
  return compared.replace(OPTION, (option: string, before: string, name: string, equals: string) =>
    isAmong(SECRET_OPTIONS, plain(decoded(name))) ? `${before}${name}${equals}${MASK}` : option,
  );
}

/** Whether an expression has the name of a secret, or of what holds one, in it. */
const namesSecret = (expression: string) =>
  decoded(expression)
    .split(/[^\w-]+/)
    .some((word) => isAmong(SECRETS, plain(word)) || HOLDERS.has(plain(word)));

const withoutLiterals = (expression: string) =>
  expression.replace(LITERAL, (_, single?: string, double?: string) => {
    const quote = single ?? double;
    return `${quote}${MASK}${quote}`;
  });

/** JSON with what is secret in it masked, at every depth. */
export function withoutSecrets(json: unknown): unknown {
  if (typeof json === 'string') return withoutSecretOptions(json);
  if (Array.isArray(json)) return json.map(withoutSecrets);
  if (!isObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [name, isSecret(plain(name), value) ? MASK : withoutSecrets(value)]),
  );
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null) return false;
  return isAmong(SECRETS, name) || (HOLDERS.has(name) && ![value].flat(Infinity).every(isObject));
}

const isObject = (json: unknown): json is object => typeof json === 'object' && json !== null;

/** A body as it is shown: JSON without its secrets; of any other text only its length, since nobody knows what it holds. */
export function shownBody(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    const json: unknown = JSON.parse(text);
    // A text in quotes is what it is: JSON that somebody wrote down twice, say.
    if (typeof json !== 'string') return withoutSecrets(json);
  } catch {}
  return `(${Buffer.byteLength(text)} bytes that are no JSON)`;
}

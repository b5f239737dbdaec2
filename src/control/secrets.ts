/** Leaves out of what is written down what nobody may read there: passwords, secrets, keys, tokens. */

/**
 * The names of secrets: of members, headers, options of a query and fields of a form. They are compared without case,
 * dashes and underscores: `client_secret` is `clientSecret`.
 */
const SECRETS = new Set([
  ...['password', 'currentpassword', 'newpassword', 'secret', 'secrettext', 'clientsecret', 'key', 'apikey'],
  ...['token', 'accesstoken', 'refreshtoken', 'idtoken', 'idtokenhint', 'assertion', 'clientassertion'],
  ...['devicecode', 'usercode', 'codeverifier'],
  ...['authorization', 'proxyauthorization', 'cookie', 'setcookie', 'xemulatorkey'],
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

/** An option of a query, wherever a URL stands; in a path, what should have been one is percent-encoded. */
const OPTION = /(^|[?&#]|%3f|%26)([^=&#?/\s]{1,64}?)(=|%3d)[^&#\s]*/gi;

const plain = (name: string) => name.toLowerCase().replace(/[-_]/g, '');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A URL, a query, a form, or a text with one in it, with the values of options that are secrets masked. */
export function withoutSecretOptions(text: string): string {
  return text.replace(OPTION, (option: string, before: string, name: string, equals: string) =>
    SECRET_OPTIONS.has(plain(decoded(name))) ? `${before}${name}${equals}${MASK}` : option,
  );
}

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
  return SECRETS.has(name) || (HOLDERS.has(name) && ![value].flat().every(isObject));
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

/** Leaves out of what is written down what nobody may read there: passwords, secrets, keys, tokens. */

const SECRET =
  /^(password|currentPassword|newPassword|secret|secretText|clientSecret|client_secret|key|(access|refresh|id)_token|token|(client_)?assertion)$/i;
export const MASK = '***';

/** JSON with the values of members that are secrets masked, at every depth. */
function withoutSecrets(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withoutSecrets);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => {
      const isSecret = typeof value === 'string' && SECRET.test(name);
      return [name, isSecret ? MASK : withoutSecrets(value)];
    }),
  );
}

/** A body as it is shown: JSON without its secrets; of any other text only its length, since nobody knows what it holds. */
export function shownBody(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return withoutSecrets(JSON.parse(text));
  } catch {
    return `(${Buffer.byteLength(text)} bytes that are no JSON)`;
  }
}

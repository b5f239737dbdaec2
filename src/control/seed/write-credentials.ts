/** Passwords and certificates of a seed, as Graph keeps them; the secret itself is the seed's to say. */
import type { Credential } from '../../../model/directory/tables.js';
import { completePassword } from '../../lifecycle/directory/credentials.js';
import { withKeyCredentials } from '../../lifecycle/directory/key-credentials.js';
import { type Place, SeedError } from './errors.js';
import { derivedId } from './names.js';
import { contextFor, type Writing } from './writing.js';

type Fields = Record<string, unknown>;
type Credentials = readonly Credential[] | null | undefined;

/** @throws SeedError for a password of which no secret is said, and for two credentials with one key id */
export function withCredentials({ context, id, place }: Writing, said: Fields): Fields {
  const { passwordCredentials, keyCredentials } = said as Record<string, Credentials>;
  refuseUnsaidSecrets(passwordCredentials, [...place, 'passwordCredentials']);
  refuseSameKeyIds(passwordCredentials, [...place, 'passwordCredentials']);
  refuseSameKeyIds(keyCredentials, [...place, 'keyCredentials']);
  return {
    ...withKeyCredentials(contextFor(context, derivedId(`${id}/keyCredentials`)), said),
    ...(passwordCredentials && {
      passwordCredentials: passwordCredentials.map((one, at) =>
        completePassword(context, { ...one, keyId: one.keyId ?? derivedId(`${id}/passwordCredentials/${at}`) }),
      ),
    }),
  };
}

/** A secret that is left out is a slip; one that is null is known to nobody, which is what an export says of it. */
function refuseUnsaidSecrets(passwords: Credentials, place: Place): void {
  passwords?.forEach(({ secretText }, at) => {
    if (secretText !== undefined && secretText !== '') return;
    throw new SeedError('must be the secret to sign in with, or null if nobody is to sign in with it', [
      ...place,
      at,
      'secretText',
    ]);
  });
}

function refuseSameKeyIds(credentials: Credentials, place: Place): void {
  const claimed = new Map<string, number>();
  credentials?.forEach(({ keyId }, at) => {
    if (!keyId) return;
    const other = claimed.get(keyId.toLowerCase());
    if (other !== undefined) {
      throw new SeedError(
        `credential ${other} of the list has the keyId '${keyId}', too; change or leave out one of them`,
        [...place, at, 'keyId'],
      );
    }
    claimed.set(keyId.toLowerCase(), at);
  });
}

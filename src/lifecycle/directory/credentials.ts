/** Passwords of applications and service principals: the "addPassword" and "removePassword" pages. */
import { createHash } from 'node:crypto';
import type { Application, Credential, ServicePrincipal } from '../../../model/directory/tables.js';
import { tableOf } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { requestRefused } from '../../errors/index.js';
import { after } from '../clock.js';
import type { Context } from '../context.js';
import { stamp } from './values.js';

type Holder = Application | ServicePrincipal;

/** A password lasts so long when nobody says otherwise. */
const VALID_FOR = 'P2Y';

/** Adds a password and tells it, for the only time. */
export function addPassword(context: Context, holder: Holder, parameters: Draft): Credential {
  const sent = (parameters['passwordCredential'] ?? {}) as Credential;
  const keyId = context.newId();
  const secretText = secretOf(keyId);
  const credential: Credential = {
    customKeyIdentifier: null,
    displayName: sent.displayName ?? null,
    endDateTime: sent.endDateTime ?? stamp({ time: after(context.time, VALID_FOR) }),
    hint: secretText.slice(0, 3),
    keyId,
    startDateTime: sent.startDateTime ?? stamp(context),
  };
  store(context, holder, [...(holder.passwordCredentials ?? []), { ...credential, secretText: null }]);
  return { ...credential, secretText };
}

/**
 * The text of the secret with this key id. It follows from the id, so that the same calls make the same secrets and none
 * has to be stored.
 */
export function secretOf(keyId: string): string {
  return `${createHash('sha256').update(keyId).digest('base64url').slice(0, 36)}~8Q~`;
}

/** @throws GraphError 400 when there is no such password */
export function removePassword(context: Context, holder: Holder, keyId: string): void {
  const { passwordCredentials = [] } = holder;
  const kept = passwordCredentials.filter((one) => one.keyId?.toLowerCase() !== keyId.toLowerCase());
  if (kept.length === passwordCredentials.length) throw requestRefused('No password credential found with keyId.');
  store(context, holder, kept);
}

function store({ tx }: Context, holder: Holder, passwordCredentials: readonly Credential[]): void {
  tx.replace(tableOf(holder.kind), { ...holder, passwordCredentials } as Holder);
}

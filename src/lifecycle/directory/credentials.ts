/** Passwords of applications and service principals: the "addPassword" and "removePassword" pages. */
import { createHash } from 'node:crypto';
import type { Application, Credential, ServicePrincipal } from '../../../model/directory/tables.js';
import { tableOf } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import { invalidProperty, requestRefused } from '../../errors/index.js';
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
  const credential = completePassword(context, { ...sent, keyId, secretText: secretOf(keyId) });
  store(context, holder, [...(holder.passwordCredentials ?? []), credential]);
  return credential;
}

/** A password with all that it has besides what is said of it. Without a secret, nobody signs in with it. */
export function completePassword({ time }: Pick<Context, 'time'>, said: Credential): Credential {
  const secretText = said.secretText ?? null;
  return {
    customKeyIdentifier: null,
    displayName: said.displayName ?? null,
    endDateTime: said.endDateTime ?? stamp({ time: after(time, VALID_FOR) }),
    hint: hintOf(secretText ?? ''),
    keyId: said.keyId ?? null,
    secretText,
    startDateTime: said.startDateTime ?? stamp({ time }),
  };
}

/** The first three characters, but of a short secret no more than a third. */
function hintOf(secret: string): string | null {
  return secret.slice(0, Math.min(3, Math.floor(secret.length / 3))) || null;
}

/** The text of a secret, which follows from its key id, so that the same calls make the same secrets. */
function secretOf(keyId: string): string {
  return `${createHash('sha256').update(keyId).digest('base64url').slice(0, 36)}~8Q~`;
}

/**
 * "Using PATCH to set passwordCredential is not supported", the "Update application" page; nor is it taken along with
 * what is created.
 *
 * @throws GraphError 400
 */
export function refusePasswords(fields: Draft): void {
  if ('passwordCredentials' in fields) throw invalidProperty('passwordCredentials');
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

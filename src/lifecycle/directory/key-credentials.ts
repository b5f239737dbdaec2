/** Certificates of applications and service principals: the "keyCredential resource type" page. */
import { X509Certificate } from 'node:crypto';
import type { Credential } from '../../../model/directory/tables.js';
import type { Draft } from '../../../model/edm.js';
import type { Context } from '../context.js';

interface Holder {
  readonly keyCredentials?: readonly Credential[];
}

/**
 * The certificates as they are kept. What a client leaves out is read from the certificate; one that it names by its
 * `keyId` alone stays as it is, since the key itself is hardly ever told.
 */
export function withKeyCredentials(context: Context, fields: Draft, before?: Holder): Draft {
  const sent = fields['keyCredentials'] as readonly Credential[] | null | undefined;
  if (!sent?.length) return fields;
  const kept = new Map(before?.keyCredentials?.map((one) => [one.keyId?.toLowerCase(), one]));
  const keyCredentials = sent.map((credential) => {
    const known = kept.get(credential.keyId?.toLowerCase());
    return known && !credential['key'] ? { ...credential, key: known['key'] } : completed(context, credential);
  });
  return { ...fields, keyCredentials };
}

function completed(context: Context, sent: Credential): Credential {
  const key = typeof sent['key'] === 'string' ? sent['key'].replace(/\s/g, '') : sent['key'];
  const certificate = certificateIn(key);
  return {
    ...sent,
    key,
    keyId: sent.keyId ?? context.newId(),
    ...(certificate && {
      customKeyIdentifier: sent['customKeyIdentifier'] ?? certificate.fingerprint.replaceAll(':', ''),
      displayName: sent.displayName ?? certificate.subject.replaceAll('\n', ', '),
      startDateTime: sent.startDateTime ?? dateOf(certificate.validFrom),
      endDateTime: sent.endDateTime ?? dateOf(certificate.validTo),
    }),
  };
}

function certificateIn(key: unknown): X509Certificate | undefined {
  if (typeof key !== 'string') return undefined;
  try {
    return new X509Certificate(Buffer.from(key, 'base64'));
  } catch {
    return undefined;
  }
}

/** Whole seconds, as certificates have them. */
const dateOf = (text: string): string => new Date(text).toISOString().replace('.000Z', 'Z');

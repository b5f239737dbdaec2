/** Secrets of applications and service principals. */
import { timingSafeEqual } from 'node:crypto';
import type { Credential } from '../../model/directory/tables.js';

/** What is to be said of a secret that a client has sent. */
export type SecretVerdict = 'valid' | 'expired' | 'unknown';

/** @param now the time by which credentials expire: the directory's, in milliseconds */
export function judgeSecret(credentials: readonly Credential[], secret: string, now: number): SecretVerdict {
  const given = Buffer.from(secret);
  const found = credentials.filter(({ secretText }) => {
    if (!secretText) return false;
    const wanted = Buffer.from(secretText);
    return wanted.length === given.length && timingSafeEqual(wanted, given);
  });
  if (found.length === 0) return 'unknown';
  return found.some((credential) => isCurrent(credential, now)) ? 'valid' : 'expired';
}

export function isCurrent({ startDateTime, endDateTime }: Credential, now: number): boolean {
  return !(startDateTime && Date.parse(startDateTime) > now) && !(endDateTime && Date.parse(endDateTime) <= now);
}

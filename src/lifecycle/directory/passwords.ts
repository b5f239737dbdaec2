/** Password rules of the tenant: "Password policies in Microsoft Entra ID". */
import { requestRefused } from '../../errors/index.js';

const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/];
const SHORTEST = 8;
const LONGEST = 256;

/**
 * Holds a password against the rules: 8 to 256 characters of at least three kinds (one is enough when the user's
 * policies switch strong passwords off).
 *
 * @throws GraphError 400
 */
export function refuseWeakPassword(password: string, policies: unknown): void {
  const strong = !(typeof policies === 'string' && /\bDisableStrongPassword\b/i.test(policies));
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  if (password.length < SHORTEST || password.length > LONGEST || (strong && kinds < 3)) {
    throw requestRefused(
      'The specified password does not comply with password complexity requirements. Please provide a different password.',
    );
  }
}

/** What a token says, whoever signed it. */
export type Claims = Readonly<Record<string, unknown>>;

/** The claim that names the emulator's tenant, where that has a name: tenants are alike, and so are their ids. */
export const TENANT = 'emulated_tenant';

/** The claims of a JWT; undefined for what is none. */
export function claimsOf(token: string): Claims | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return typeof claims === 'object' && claims !== null ? (claims as Claims) : undefined;
  } catch {
    return undefined;
  }
}

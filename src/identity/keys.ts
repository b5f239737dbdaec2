/** The key pair that tokens are signed with: made when it is first needed, and kept in a folder or a data file where one is named. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { keep, readKept } from './folder.js';
import { jose } from './jose.js';

const FILE = 'signing-key.pem';
const BITS = 2048;
const ALGORITHM = 'RS256';

interface KeyPair {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export class SigningKeys {
  #pair: KeyPair | undefined;

  /** @param folder where the key is kept from one run to the next; without it, every run has a key of its own or goes on with one */
  constructor(readonly folder?: string) {}

  get #current(): KeyPair {
    this.#pair ??= identified(this.folder === undefined ? generate() : kept(this.folder));
    return this.#pair;
  }

  /** The private key, once it was needed; undefined where a folder keeps it. */
  get pem(): string | undefined {
    return this.folder === undefined && this.#pair ? pemOf(this.#pair.privateKey) : undefined;
  }

  /** Goes on with the key of an earlier run, unless a folder keeps one. */
  continueWith(pem: string): void {
    if (this.folder === undefined) this.#pair = identified(createPrivateKey(pem));
  }

  get id(): string {
    return this.#current.id;
  }

  get publicKey(): KeyObject {
    return this.#current.publicKey;
  }

  /** A JWT with these claims, signed by RS256. */
  async sign(claims: JWTPayload): Promise<string> {
    const { id, privateKey } = this.#current;
    const { SignJWT } = await jose();
    return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: ALGORITHM, x5t: id, kid: id }).sign(privateKey);
  }

  /** The public key as a JSON Web Key, as the service publishes its own. */
  published(): object {
    const { id, publicKey } = this.#current;
    return { kty: 'RSA', use: 'sig', alg: ALGORITHM, kid: id, x5t: id, ...publicKey.export({ format: 'jwk' }) };
  }
}

function generate(): KeyObject {
  return generateKeyPairSync('rsa', { modulusLength: BITS }).privateKey;
}

function kept(folder: string): KeyObject {
  return createPrivateKey(readKept(folder, FILE) ?? keep(folder, FILE, pemOf(generate())));
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }) as string;

function identified(privateKey: KeyObject): KeyPair {
  const publicKey = createPublicKey(privateKey);
  const id = createHash('sha1')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');
  return { id, privateKey, publicKey };
}

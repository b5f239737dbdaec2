/**
 * Identifiers: version 4 GUIDs from a generator that a seed determines, so that the same calls in the same order make
 * the same ids in every run.
 */
import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { customRandom } from 'nanoid';

export type IdGenerator = () => string;

const BLOCK = Buffer.alloc(4096);

/** An endless stream of bytes that the seed alone determines: AES in counter mode over zeros. */
function byteStream(seed: string): (count: number) => Uint8Array {
  const digest = createHash('sha256').update(seed).digest();
  const cipher = createCipheriv('aes-128-ctr', digest.subarray(0, 16), digest.subarray(16));
  let block = BLOCK;
  let used = BLOCK.length;
  return (count) => {
    if (used + count > block.length) {
      block = cipher.update(BLOCK);
      used = 0;
    }
    used += count;
    return block.subarray(used - count, used);
  };
}

/** GUIDs that `seed` determines. */
export function guidGenerator(seed: string): IdGenerator {
  const hexadecimal = customRandom('0123456789abcdef', 32, byteStream(seed));
  return () => {
    const digits = hexadecimal();
    // The version (4) and the variant (10xx) have places of their own (RFC 9562).
    const variant = '89ab'[Number.parseInt(digits.charAt(16), 16) % 4];
    return flat(
      `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-${variant}${digits.slice(17, 20)}-${digits.slice(20)}`,
    );
  };
}

/**
 * The engine keeps a text that was put together as the tree of its parts, and compares such trees character by character:
 * as a key of large maps it costs several times what the same text costs in one piece.
 */
const flat = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

/** A seed for those who gave none. */
export const randomSeed = (): string => randomBytes(8).toString('hex');

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** A stored password: salt and scrypt hash, never the password itself. */
export interface PasswordHash {
  salt: Buffer;
  hash: Buffer;
}

const HASH_BYTES = 32;
/** scrypt with N=2^14, r=8, p=1 (RFC 7914's interactive setting): about 40 ms. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

export function hashPassword(password: string): PasswordHash {
  const salt = randomBytes(16);
  return { salt, hash: scryptSync(password, salt, HASH_BYTES, COST) };
}

export function passwordFits(password: string, kept: PasswordHash): boolean {
  return timingSafeEqual(scryptSync(password, kept.salt, HASH_BYTES, COST), kept.hash);
}

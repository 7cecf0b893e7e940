import { createHmac, randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';

/** A stored password: salt and scrypt hash, never the password itself. */
export interface PasswordHash {
  salt: Buffer;
  hash: Buffer;
  /** Of the password that fitted last, with the key of this process: those who sign in often need not be hashed each time. */
  fitted?: Buffer;
}

const KEY = randomBytes(32);

const HASH_BYTES = 32;
/** scrypt with N=2^14, r=8, p=1 (RFC 7914's interactive setting): about 40 ms. */
const COST = { N: 2 ** 14, r: 8, p: 1 };

export function hashPassword(password: string): PasswordHash {
  const salt = randomBytes(16);
  return { salt, hash: scryptSync(password, salt, HASH_BYTES, COST) };
}

/** Returns whether this is the password. A wrong one always takes the time of the hash. */
export function passwordFits(password: string, kept: PasswordHash): boolean {
  const digest = createHmac('sha256', KEY).update(password).digest();
  if (kept.fitted !== undefined && timingSafeEqual(digest, kept.fitted)) return true;
  const fits = timingSafeEqual(scryptSync(password, kept.salt, HASH_BYTES, COST), kept.hash);
  if (fits) kept.fitted = digest;
  return fits;
}

import { createHmac } from 'node:crypto';
import type { Secret } from '../model/secret.ts';

/** Enough to tell inputs apart, and not the whole of it. */
const SHOWN = 16;

/** Gives shortened HMACs (SHA-256) of texts that may hold secrets: they tell a change and nothing else. */
export function inputHasher(key: Secret): (text: string) => string {
  return (text) => createHmac('sha256', key.reveal()).update(text).digest('hex').slice(0, SHOWN);
}

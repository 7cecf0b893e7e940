import { looksOf } from './consent.ts';
import { checksOf } from './index.ts';
import type { Verification, VerifyPorts } from './ports.ts';

/** Returns what a verification will send, where to and how often, and what it will disturb: told before it begins. */
export function whatIsSent(verification: Verification, { consent }: Pick<VerifyPorts, 'consent'>): string {
  const looks = looksOf(checksOf(verification.profile), consent);
  return looks.flatMap((look) => look.sends(verification, consent)).join(' ');
}

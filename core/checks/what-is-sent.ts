import { looksOf } from './consent.ts';
import { checksOf } from './index.ts';
import type { Verification, VerifyPorts } from './ports.ts';

/** Returns what a verification will send, where to and how often, and what it will disturb: told before it begins. */
export function whatIsSent(
  verification: Verification,
  { consent, mostPerSecond }: Pick<VerifyPorts, 'consent' | 'mostPerSecond'>,
): string {
  const looks = looksOf(checksOf(verification.profile), consent);
  const sent = looks.flatMap((look) => look.sends(verification, consent));
  if (sent.length === 0 || mostPerSecond === undefined) return sent.join(' ');
  const but = looks.some(({ effect }) => effect === 'disturbs') ? ' besides those of the failover test' : '';
  return [...sent, `No more than ${mostPerSecond} requests are sent in any second${but}.`].join(' ');
}

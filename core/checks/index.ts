import type { Profile } from '../model/profile.ts';
import type { Check } from './check.ts';
import { auditClientIp } from './judge/audit-client-ip.ts';
import { auditRecorded } from './judge/audit-recorded.ts';
import { balancerPool } from './judge/balancer-pool.ts';
import { bypassClosed } from './judge/bypass-closed.ts';
import { distribution } from './judge/distribution.ts';
import { forgedDirect } from './judge/forged-direct.ts';
import { healthNode } from './judge/health-node.ts';
import { balancerAsPlanned, ipDetectionAsPlanned } from './judge/ip-detection-as-planned.ts';
import { lossDrill } from './judge/loss-drill.ts';
import { sameCertificate, sameFact } from './judge/same.ts';
import { signInAcross } from './judge/sign-in-across.ts';
import { spoofRefused } from './judge/spoof-refused.ts';
import { vantageUntrusted } from './judge/vantage-untrusted.ts';

/** The checks before those of the facts, and after them. */
const FIRST: Check[] = [healthNode, sameCertificate];
const THEN: Check[] = [
  ipDetectionAsPlanned,
  balancerAsPlanned,
  balancerPool,
  vantageUntrusted,
  distribution,
  auditRecorded,
  auditClientIp,
  spoofRefused,
  forgedDirect,
  bypassClosed,
  signInAcross,
  lossDrill,
];

/** Every check there is for this application, in the order they are judged in: the profile names those it asks for. */
export function knownChecks({ facts }: Profile): Check[] {
  return [...FIRST, ...facts.filter(({ same }) => same).map(sameFact), ...THEN];
}

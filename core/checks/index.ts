import type { Clause } from '../model/check.ts';
import type { Profile } from '../model/profile.ts';
import type { Check } from './check.ts';
import { auditClientIp } from './judge/audit-client-ip.ts';
import { auditNode } from './judge/audit-node.ts';
import { auditRecorded } from './judge/audit-recorded.ts';
import { auditTime } from './judge/audit-time.ts';
import { balancerAsPlanned } from './judge/balancer-as-planned.ts';
import { balancerPool } from './judge/balancer-pool.ts';
import { bypassClosed } from './judge/bypass-closed.ts';
import { certificateLasts } from './judge/certificate-lasts.ts';
import { distribution } from './judge/distribution.ts';
import { entrancesClosed } from './judge/entrances-closed.ts';
import { forgedDirect } from './judge/forged-direct.ts';
import { headerAsPlanned } from './judge/header-as-planned.ts';
import { healthNode } from './judge/health-node.ts';
import { ipDetectionAsPlanned } from './judge/ip-detection-as-planned.ts';
import { lossDrill } from './judge/loss-drill.ts';
import { persistenceAsPlanned } from './judge/persistence-as-planned.ts';
import { planInPlace } from './judge/plan-in-place.ts';
import { requestsAnswered } from './judge/requests-answered.ts';
import { sameCertificate, sameFact } from './judge/same.ts';
import { signInAcross } from './judge/sign-in-across.ts';
import { spoofRefused } from './judge/spoof-refused.ts';
import { trustNotWider } from './judge/trust-not-wider.ts';
import { unchanged } from './judge/unchanged.ts';
import { vantageUntrusted } from './judge/vantage-untrusted.ts';

/** The checks before those of the facts, and after them. */
const FIRST: Check[] = [healthNode, sameCertificate, certificateLasts];
const THEN: Check[] = [
  ipDetectionAsPlanned,
  trustNotWider,
  balancerAsPlanned,
  planInPlace,
  balancerPool,
  vantageUntrusted,
  distribution,
  requestsAnswered,
  persistenceAsPlanned,
  auditRecorded,
  auditNode,
  auditTime,
  auditClientIp,
  headerAsPlanned,
  spoofRefused,
  forgedDirect,
  bypassClosed,
  entrancesClosed,
  signInAcross,
  unchanged,
  lossDrill,
];

/** Every check there is for this application, in the order in which they are judged. */
function knownChecks({ facts }: Profile): Check[] {
  return [...FIRST, ...facts.filter(({ same }) => same).map(sameFact), ...THEN];
}

/** A check as a profile asks for it. */
export type AskedCheck = Check & { clause: Clause | null };

/** Returns the checks that a profile asks for. @throws where it names one that does not exist: a fault in the profile */
export function checksOf(profile: Profile): AskedCheck[] {
  const known = knownChecks(profile);
  const unknown = profile.checks.find((use) => known.every(({ id }) => id !== use.check));
  if (unknown !== undefined)
    throw new Error(`profile ${profile.id} asks for the check ${unknown.check}, which does not exist`);
  return known.flatMap((check) => {
    const use = profile.checks.find((candidate) => candidate.check === check.id);
    return use === undefined ? [] : [{ ...check, required: use.required ?? check.required, clause: use.clause }];
  });
}

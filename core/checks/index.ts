import { balancerAsPlanned, ipDetectionAsPlanned } from './as-planned.ts';
import { auditClientIp } from './audit-client-ip.ts';
import { auditRecorded } from './audit-recorded.ts';
import { balancerPool } from './balancer-pool.ts';
import { bypassClosed } from './bypass-closed.ts';
import type { Check } from './check.ts';
import { distribution } from './distribution.ts';
import { forgedDirect } from './forged-direct.ts';
import { healthNode } from './health-node.ts';
import { lossDrill } from './loss-drill.ts';
import { sameAccount, sameCertificate, sameConnection, sameKeyRing, sameVersion } from './same.ts';
import { signInAcross } from './sign-in-across.ts';
import { spoofRefused } from './spoof-refused.ts';
import { vantageUntrusted } from './vantage-untrusted.ts';

/** Every check there is. A profile names those it asks for. */
export const CHECKS: Check[] = [
  healthNode,
  sameCertificate,
  sameVersion,
  sameAccount,
  sameConnection,
  sameKeyRing,
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

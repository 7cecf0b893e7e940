import { auditMissing } from './audit-missing.ts';
import { balancerUntrusted } from './balancer-untrusted.ts';
import { bypassOpen } from './bypass-open.ts';
import { certificateDiffers } from './certificate-differs.ts';
import { connectionDiffers } from './connection-differs.ts';
import { type Fault, forTheFarm } from './fault.ts';
import { headerKept } from './header-kept.ts';
import { headerMissing } from './header-missing.ts';
import { healthPathDead } from './health-path-dead.ts';
import { keyRingDiffers } from './key-ring-differs.ts';
import { layer4 } from './layer-4.ts';
import { limitTooSmall } from './limit-too-small.ts';
import { limitZero } from './limit-zero.ts';
import { nodeDown } from './node-down.ts';
import { trustEmpty } from './trust-empty.ts';
import { trustTooWide } from './trust-too-wide.ts';
import { versionDiffers } from './version-differs.ts';

const ALL: Fault[] = [
  balancerUntrusted,
  limitZero,
  limitTooSmall,
  trustTooWide,
  trustEmpty,
  headerKept,
  headerMissing,
  layer4,
  certificateDiffers,
  connectionDiffers,
  keyRingDiffers,
  versionDiffers,
  auditMissing,
  nodeDown,
  healthPathDead,
  bypassOpen,
];

/** Every fault that can be planted. A new one is a file and a line here. */
export const FAULTS: readonly Fault[] = ALL.map((fault) => ({
  ...fault,
  turns: (farm) => [...fault.turns(farm), ...(fault.unplanned ? [] : [forTheFarm('plan.in-place')])],
}));

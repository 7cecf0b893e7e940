import { auditMissing } from './audit-missing.ts';
import { balancerUntrusted } from './balancer-untrusted.ts';
import { certificateDiffers } from './certificate-differs.ts';
import type { Fault } from './fault.ts';
import { headerKept } from './header-kept.ts';
import { headerMissing } from './header-missing.ts';
import { limitZero } from './limit-zero.ts';
import { nodeDown } from './node-down.ts';
import { trustEmpty } from './trust-empty.ts';

/** Every fault that can be planted. A new one is a file and a line here. */
export const FAULTS: readonly Fault[] = [
  balancerUntrusted,
  limitZero,
  trustEmpty,
  headerMissing,
  headerKept,
  certificateDiffers,
  nodeDown,
  auditMissing,
];

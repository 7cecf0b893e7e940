import type { CheckUse } from '../../../core/model/profile.ts';

/** What the gateway must prove. It cannot be told whom to trust, so nothing is asked about that. */
export const checks: CheckUse[] = [
  { check: 'health.node', clause: null },
  { check: 'balancer.pool', clause: null },
  { check: 'balancer.as-planned', clause: null },
  { check: 'distribution', clause: null, required: true },
  { check: 'requests.answered', clause: null },
  { check: 'persistence.as-planned', clause: null },
  { check: 'audit.recorded', clause: null },
  { check: 'audit.client-ip', clause: null },
  { check: 'spoof.refused', clause: null },
  { check: 'bypass.closed', clause: null },
  { check: 'ip-detection.as-planned', clause: null, required: true },
  { check: 'trust.not-wider', clause: null },
  { check: 'same.certificate', clause: null },
  { check: 'same.edition', clause: null },
  { check: 'same.runs-as', clause: null },
  { check: 'drill.node-loss', clause: null },
];

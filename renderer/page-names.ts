import type { Page } from '../core/model/plan.ts';

/** The wizard's pages as lists, buttons and titles name them: short, a noun. */
export const PAGE_NAMES: Record<Page, string> = {
  goal: 'Goal',
  topology: 'Topology',
  database: 'Database',
  'first-node': 'First node',
  'further-nodes': 'Nodes',
  'ip-detection': 'IP detection',
  'load-balancer': 'Load balancer',
  verify: 'Verify',
  runbook: 'Runbook',
};

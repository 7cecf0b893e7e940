import { firstNode, nodesOf } from '../model/farm-parts.ts';
import type { Plan, Stage } from '../model/plan.ts';
import type { PlanInputs } from '../model/profile.ts';
import { balancerSteps } from '../steps/balancer.ts';

/**
 * Makes the plan of a farm. Preview, run, runbook and checks all read this one plan.
 * IP detection is set before the balancer exists and verified after it.
 */
export function makePlan(inputs: PlanInputs): Plan {
  const { farm, profile } = inputs;
  const first = firstNode(farm);
  const stages: Stage[] = [
    { page: 'database', title: 'Prepare the database', steps: profile.databaseSteps(inputs) },
    { page: 'first-node', title: 'Install the first node', steps: profile.firstNodeSteps(inputs, first) },
    {
      page: 'further-nodes',
      title: 'Install the further nodes',
      steps: nodesOf(farm)
        .slice(1)
        .flatMap((node) => profile.furtherNodeSteps(inputs, node)),
    },
    { page: 'ip-detection', title: 'Set IP detection', steps: profile.ipDetectionSteps(inputs) },
    { page: 'load-balancer', title: 'Set up the load balancer', steps: balancerSteps(inputs) },
  ];
  return { farm: farm.id, stages };
}

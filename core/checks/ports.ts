import type { RecordEvent } from '../model/event.ts';
import type { Host } from '../model/host.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Vantage } from '../model/vantage.ts';

/** What verifying needs from outside. */
export interface VerifyPorts {
  vantage: Vantage;
  host(name: string): Host;
  record: RecordEvent;
  /** What may be done besides reading and leaving audit entries. `drill`: drain nodes, and stop one. */
  consent: { drill: boolean };
}

/** What is verified: the plan's inputs, and what the plan put at the balancer. */
export interface Verification extends PlanInputs {
  balancerConfiguration: string;
}

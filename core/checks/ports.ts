import type { Consent } from '../model/consent.ts';
import type { RecordEvent } from '../model/event.ts';
import type { Host } from '../model/host.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { StepSeen } from '../model/step-seen.ts';
import type { Vantage } from '../model/vantage.ts';

/** What verifying needs from outside. */
export interface VerifyPorts {
  vantage: Vantage;
  host(name: string): Host;
  record: RecordEvent;
  /** Looks at every step of the plan on the hosts that answer at once, and changes nothing. */
  inspectPlan(signal: AbortSignal): Promise<StepSeen[]>;
  consent: Consent;
  /** So many requests may be sent in a second, besides those of the failover test; as many as are answered if left out. */
  mostPerSecond?: number;
}

/** What a look works with: the same, and a way to tell how far it is. */
export interface LookPorts extends VerifyPorts {
  tell(told: { sentence: string; host?: string | null; technical?: string }): void;
}

/** What is verified: the plan's inputs, and what the plan put at the balancer. */
export interface Verification extends PlanInputs {
  balancerConfiguration: string;
  /** How the tokens of this proof begin: `fw-1a2b3c4d`. */
  tokenStart: string;
}

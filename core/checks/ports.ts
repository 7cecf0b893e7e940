import type { AuditRecord } from '../model/audit-record.ts';
import type { RecordEvent } from '../model/event.ts';
import type { HostClient } from '../model/host-client.ts';
import type { PlanInputs } from '../model/plug-ins.ts';
import type { Vantage } from '../vantage/types.ts';

export type { AuditRecord };

/** What verifying needs from outside. */
export interface VerifyPorts {
  vantage: Vantage;
  host(name: string): HostClient;
  /** Every audit record with this token, looked for once. */
  findAudit(token: string, signal: AbortSignal): Promise<AuditRecord[]>;
  record: RecordEvent;
  /** What may be done besides reading and leaving audit entries. `drill`: take nodes out of turn, and stop one. */
  consent: { drill: boolean };
}

/** What is verified: the plan's inputs, and what the plan put at the balancer. */
export interface Verification extends PlanInputs {
  balancerConfiguration: string;
}

import type { RecordEvent } from '../model/event.ts';
import type { HostClient } from '../model/host-client.ts';
import type { PlanInputs } from '../model/plug-ins.ts';
import type { Vantage } from '../vantage/types.ts';

/** The audit record of one request, as the application wrote it. */
export interface AuditRecord {
  node: string;
  path: string;
  /** The address the node saw as peer. */
  peer: string;
  /** The forwarded header's lines as they arrived, top to bottom. */
  forwarded: string[];
  /** The client's address as recorded; null where none was. */
  resolved: string | null;
  at: string;
}

/** What verifying needs from outside. */
export interface VerifyPorts {
  vantage: Vantage;
  host(name: string): HostClient;
  /** Every audit record with this token, looked for once. */
  findAudit(token: string, signal: AbortSignal): Promise<AuditRecord[]>;
  record: RecordEvent;
  /** What may be done besides reading. `drill`: nodes may be drained, and one may be stopped and started again. */
  consent: { auditEntries: boolean; drill: boolean };
}

/** What a look works with: the same, and a way to tell how far it is. */
export interface LookPorts extends VerifyPorts {
  tell(told: { sentence: string; host?: string | null; technical?: string }): void;
}

/** What is verified: the plan's inputs, and what the plan put at the balancer. */
export interface Verification extends PlanInputs {
  balancerConfiguration: string;
}

import type { RecordEvent } from '../model/event.ts';
import type { Farm } from '../model/farm.ts';
import type { Host } from '../model/host.ts';
import type { Secret } from '../model/secret.ts';
import type { Vantage } from '../model/vantage.ts';

/** What a run needs from outside. */
export interface RunnerPorts {
  /** The client of a host of the plan, by name. */
  host(name: string): Host;
  vantage: Pick<Vantage, 'send'>;
  /** Address waiting is done from: the nodes and the balancer admit it. */
  wizardAddress: string;
  record: RecordEvent;
  /** Shortened HMAC of a text that may hold secrets, with a key of the farm's own. */
  hashInputs(text: string): string;
  /** A secret by name, or undefined where nobody gave it. */
  secret(name: string): Secret | undefined;
  /** What is written down of a run besides: the answers it was made from, and whether a proof follows. */
  about?: { farm: Farm; prove: boolean };
}

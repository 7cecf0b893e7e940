import type { BoundAction } from '../../core/model/action.ts';
import type { NewEvent } from '../../core/model/event.ts';
import type { Host } from '../../core/model/host.ts';
import { Secret } from '../../core/model/secret.ts';
import type { RunnerPorts } from '../../core/runner/ports.ts';

/** Hosts that remember what was done to them: an action that was performed is in place from then on. */
export class RecordingHosts {
  readonly performed: { host: string; action: BoundAction }[] = [];
  readonly events: NewEvent[] = [];
  readonly #inPlace = new Set<string>();
  /** Called before an action is performed; may throw. */
  onPerform: (host: string, action: BoundAction) => void = () => {};
  /** Actions that are never in place, whatever is performed. */
  neverInPlace: (action: BoundAction) => boolean = () => false;

  /** Hosts that a person works on: whatever is performed there is handed over. */
  persons: readonly string[] = [];
  /** Steps that were handed in as done. */
  handedIn: readonly { step: string; inputs: string }[] = [];

  /** The ports of a run on these hosts, at whose nodes every health check answers `status`. */
  ports(status: () => number = () => 200): RunnerPorts {
    return {
      host: (name) => this.#host(name),
      vantage: {
        send: async () => ({
          status: status(),
          headers: [],
          body: '',
          sentFrom: '127.0.0.1',
          certificate: { fingerprint: '', names: '', validTo: '' },
          elapsedMs: 0,
        }),
      },
      wizardAddress: '127.0.0.1',
      record: (event) => this.events.push(event),
      hashInputs: (text) => `hash of ${text.length}`,
      secret: (name) => new Secret(`value of ${name}`),
    };
  }

  #host(name: string): Host {
    const key = (action: BoundAction) => `${name} ${JSON.stringify(action)}`;
    const isPerson = this.persons.includes(name);
    return {
      name,
      kind: 'practice',
      takes: isPerson ? 'labels' : 'values',
      answers: isPerson ? 'later' : 'at once',
      inspect: async (action, { step, inputs }) => {
        if (isPerson) {
          const isDone = this.handedIn.some((one) => one.step === step && one.inputs === inputs);
          return { state: isDone ? 'in place' : 'not known', detail: 'as it was handed in' };
        }
        const there = this.#inPlace.has(key(action)) && !this.neverInPlace(action);
        return { state: there ? 'in place' : 'missing', detail: 'as remembered' };
      },
      perform: async (action) => {
        if (isPerson) return 'handed over';
        this.onPerform(name, action);
        this.performed.push({ host: name, action });
        this.#inPlace.add(key(action));
        return 'performed';
      },
      read: async (reading) => (reading.kind === 'file' ? `content of ${reading.path} on ${name}` : null),
      service: () => Promise.reject(new Error('not asked here')),
    };
  }
}

import type { NewEvent } from '../../core/model/event.ts';
import type { HostAction, HostClient } from '../../core/model/host-client.ts';
import { Secret } from '../../core/model/secret.ts';
import type { RunnerPorts } from '../../core/runner/ports.ts';

/** Hosts that remember what was done to them: an action that was performed is in place from then on. */
export class RecordingHosts {
  readonly performed: { host: string; action: HostAction }[] = [];
  readonly events: NewEvent[] = [];
  readonly #inPlace = new Set<string>();
  /** Called before an action is performed; may throw. */
  onPerform: (host: string, action: HostAction) => void = () => {};
  /** Actions that are never in place, whatever is performed. */
  neverInPlace: (action: HostAction) => boolean = () => false;

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

  #host(name: string): HostClient {
    const key = (action: HostAction) => `${name} ${JSON.stringify(action)}`;
    return {
      inspect: async (action) => {
        const there = this.#inPlace.has(key(action)) && !this.neverInPlace(action);
        return { state: there ? 'in place' : 'missing', detail: 'as remembered' };
      },
      perform: async (action) => {
        this.onPerform(name, action);
        this.performed.push({ host: name, action });
        this.#inPlace.add(key(action));
      },
      readFile: async (path) => `content of ${path} on ${name}`,
      readSetting: async () => undefined,
      readFacts: () => Promise.reject(new Error('not asked here')),
      readStatus: () => Promise.reject(new Error('not asked here')),
      setNode: () => Promise.reject(new Error('not asked here')),
      setService: () => Promise.reject(new Error('not asked here')),
    };
  }
}

import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BoundAction } from '../../core/model/action.ts';
import type { Host } from '../../core/model/host.ts';
import { Secret } from '../../core/model/secret.ts';
import type { PracticeWorld } from '../../core/sites/practice-world.ts';

/** What was done to hosts that outlive the process: one line for each action that was performed. */
export function performedIn(folder: string): string[] {
  const log = join(folder, 'performed');
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
}

/** What is in place on those hosts. */
export function stateIn(folder: string): string[] {
  return existsSync(join(folder, 'state')) ? readdirSync(join(folder, 'state')).sort() : [];
}

/**
 * Hosts whose state is in a folder, so that it stays when the process is killed. An action that was performed is in
 * place from then on.
 */
export function keptHosts(
  folder: string,
): Pick<PracticeWorld, 'host' | 'vantage' | 'administratorPassword' | 'close' | 'topology' | 'setNodes' | 'tearDown'> {
  mkdirSync(join(folder, 'state'), { recursive: true });
  return {
    // They are whatever is asked for.
    topology: { waf: null, nodes: [] } as unknown as PracticeWorld['topology'],
    setNodes: async () => {},
    tearDown: async () => {},
    administratorPassword: new Secret('administrator of the kept hosts'),
    vantage: {
      send: async () => ({
        status: 200,
        headers: [],
        body: '',
        sentFrom: '127.0.0.1',
        certificate: { fingerprint: '', names: '', validTo: '' },
        elapsedMs: 0,
      }),
      converse: () => Promise.reject(new Error('not asked here')),
    },
    host: (name) => keptHost(folder, name),
    close: () => {},
  };
}

function keptHost(folder: string, name: string): Host {
  const placeOf = (action: BoundAction) =>
    join(
      folder,
      'state',
      `${name}-${action.kind}-${createHash('sha256').update(JSON.stringify(action)).digest('hex').slice(0, 12)}`,
    );
  return {
    name,
    kind: 'practice',
    takes: 'values',
    answers: 'at once',
    inspect: async (action) => ({
      state: existsSync(placeOf(action)) ? 'in place' : 'missing',
      detail: 'as the folder has it',
    }),
    perform: async (action) => {
      // A program that looks at its configuration changes nothing.
      if (action.kind === 'accept') return 'performed';
      writeFileSync(placeOf(action), '');
      appendFileSync(join(folder, 'performed'), `${placeOf(action)}\n`);
      return 'performed';
    },
    read: async (reading) => (reading.kind === 'file' ? `content of ${reading.path} on ${name}` : null),
    service: () => Promise.reject(new Error('not asked here')),
  };
}

import { FarmError } from '../../model/errors.ts';
import { PRACTICE_BALANCER } from '../../model/hosts.ts';
import { type ApplicationFile, parseApplicationFile } from '../application/configuration.ts';
import { STAND_IN_FILES } from '../application/files.ts';
import { breakBundled, breakHaproxy } from '../faults/balancer-text.ts';
import type { PlantingTools } from '../faults/fault.ts';
import { freePort } from './addresses.ts';
import { PracticeAuthority } from './authority.ts';
import { copyDatabase } from './copy-database.ts';
import type { PracticeHost } from './practice-host.ts';
import type { Topology } from './topology.ts';
import type { WorldLog } from './world-log.ts';

const KEY_BYTES = 32;

/** Inputs for planting one fault. */
export interface Planting {
  /** Id of the fault, for the log. */
  fault: string;
  topology: Topology;
  hostOf(name: string): PracticeHost;
  log: WorldLog;
  administratorPassword: string;
  /** Filled with the services whose nodes the balancer will mark down. */
  dead: Set<string>;
}

/** The changes that a fault can make in this world. Each is noted in the world's log. */
export function plantingTools(planting: Planting): PlantingTools {
  const { topology, hostOf, log, fault, dead } = planting;
  const nodes = topology.nodes.map((node) => node.name);
  const note = (host: string, deed: unknown) => log.append(host, 'fault', fault, deed);
  const fileOf = async (host: string, path: string) => (await hostOf(host).files.read(path)) ?? notStanding();
  const write = async (host: string, path: string, edited: string) => {
    await hostOf(host).files.write(path, edited, false);
    note(host, { path, edited });
  };
  const restart = (host: string) => hostOf(host).exclusively(() => hostOf(host).services.restart());
  const applicationOf = async (node: string) => parseApplicationFile(await fileOf(node, STAND_IN_FILES.application));
  const changeApplication = async (node: string, edit: (file: ApplicationFile) => ApplicationFile | null) => {
    const edited = edit(await applicationOf(node)) ?? nothingToChange();
    await write(node, STAND_IN_FILES.application, `${JSON.stringify(edited, null, 2)}\n`);
  };
  const say = (node: string, words: string[], stdin?: string) => {
    const { name } = hostOf(node).services.actions[0] ?? notStanding();
    return hostOf(node).say(name, words, stdin);
  };
  const trust = async () => {
    const running = nodes.filter((candidate) => hostOf(candidate).services.running);
    const [node = notStanding()] = running;
    const { clientIp, settings } = await applicationOf(node);
    const text = await say(node, ['settings', 'read', clientIp.setting]);
    const value: unknown = text === '' ? notStanding() : JSON.parse(text);
    // Settings in a file are each node's own.
    const places = settings.form === 'file' ? running : [node];
    return { key: clientIp.setting, value: value as Record<string, unknown>, places };
  };
  return {
    nodes,
    services: topology.balancer.services.map((service) => service.name),
    virtualAddress: topology.balancer.virtualAddress,
    clients: topology.clients,
    isRunning: (node) => hostOf(node).services.running,
    changeTrust: async (edit) => {
      const { key, value, places } = await trust();
      const edited = changed(value, edit(value));
      for (const node of places) {
        await say(node, ['settings', 'write', key], JSON.stringify(edited));
        note(node, { key, edited });
      }
    },
    giveOwnTrust: async (node, change) => {
      const { key, value } = await trust();
      const own = changed(value, { ...value, ...change });
      await changeApplication(node, (file) => ({ ...file, ownSettings: { ...file.ownSettings, [key]: own } }));
    },
    changeApplication,
    replaceCertificate: async (node, { days, untrusted = false } = {}) => {
      const files = { certificatePath: STAND_IN_FILES.certificate, keyPath: STAND_IN_FILES.certificateKey };
      const authority = untrusted ? await PracticeAuthority.create() : undefined;
      await hostOf(node).issue({ names: [topology.hostName], ...files }, { days, authority });
      note(node, { certificate: 'another' });
    },
    copyCertificate: async (from, to) => {
      for (const path of [STAND_IN_FILES.certificate, STAND_IN_FILES.certificateKey])
        await hostOf(to).files.write(path, await fileOf(from, path), path === STAND_IN_FILES.certificateKey);
      note(to, { certificate: `of ${from}` });
    },
    replaceSharedSecret: async (node) => {
      const [path = nothingToChange()] = (await applicationOf(node)).sharedSecrets;
      await hostOf(node).files.makeKey(path, KEY_BYTES);
      note(node, { key: 'another' });
    },
    copyDatabase: async (node, name) => {
      const { account } = hostOf(node).services.actions[0] ?? notStanding();
      const connection = (await applicationOf(node)).connection ?? nothingToChange();
      return await copyDatabase(topology, planting.administratorPassword, { connection, name, account });
    },
    restart,
    stop: async (host) => {
      if (hostOf(host).services.actions.length === 0) notStanding();
      await hostOf(host).exclusively(() => hostOf(host).services.stop());
      note(host, { stopped: true });
    },
    freePort,
    breakBalancer: async (services, broken, then) => {
      if (services.length === 0) nothingToChange();
      const action = hostOf(PRACTICE_BALANCER).services.actions[0] ?? notStanding();
      const path = action.reads[0] ?? notStanding();
      const edit = action.program === 'haproxy' ? breakHaproxy : breakBundled;
      const before = await fileOf(PRACTICE_BALANCER, path);
      await write(PRACTICE_BALANCER, path, edit(before, services, broken));
      if ('healthPath' in broken) for (const service of services) dead.add(service);
      await restart(PRACTICE_BALANCER);
      if (then === 'file put back') await write(PRACTICE_BALANCER, path, before);
    },
  };
}

/** The changed setting. Another engine's setting has no such fields, and would not be changed by new ones. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  return Object.keys(after).every((field) => field in before) ? after : nothingToChange();
}

function nothingToChange(): never {
  throw new FarmError({
    code: 'fault.nothing-to-change',
    field: 'faults',
    message: 'This farm has nothing that the fault can change, or another planted fault has already changed it.',
    remedy: 'Choose a fault that fits the services and the application of this farm, or plant one fault at a time.',
  });
}

function notStanding(): never {
  throw new FarmError({
    code: 'fault.farm-not-standing',
    field: 'faults',
    message: 'This farm is not set up yet, so no fault can be planted.',
    remedy: 'Run the plan first.',
  });
}

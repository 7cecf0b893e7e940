import { FarmError } from '../../model/errors.ts';
import { PRACTICE_BALANCER } from '../../model/hosts.ts';
import { breakBundled, breakHaproxy } from '../faults/balancer-text.ts';
import type { Fault, PlantingTools } from '../faults/fault.ts';
import { FAULTS } from '../faults/index.ts';
import { refuseFaults } from '../faults/refuse-faults.ts';
import { copyDatabase } from './copy-database.ts';
import { settledPool } from './pool.ts';
import type { PracticeHost } from './practice-host.ts';
import type { Topology } from './topology.ts';
import type { WorldLog } from './world-log.ts';

const KEY_BYTES = 32;

type HostOf = (name: string) => PracticeHost;

/** What of the world planting uses besides its hosts. */
interface PlantingWorld {
  log: WorldLog;
  administratorPassword: string;
}

/**
 * Plants faults into a standing farm, and returns when the balancer has noticed what there is to notice.
 * @param standing faults planted before and not repaired since; they stay planted
 * @returns ids of all faults that are planted now
 * @throws FarmError `fault.unknown`, `fault.same-node`, `fault.needs-waf`, `fault.needs-edge`,
 * `fault.nothing-to-change`, `fault.not-settled`,
 * `fault.farm-not-standing`
 */
export async function plant(
  ids: string[],
  standing: string[],
  topology: Topology,
  hostOf: HostOf,
  world: PlantingWorld,
): Promise<string[]> {
  const wanted = new Set([...standing, ...ids].map((id) => faultOf(id).id));
  const faults = FAULTS.filter((fault) => wanted.has(fault.id));
  const nodes = topology.nodes.map((node) => node.name);
  refuseFaults(faults, { nodes, waf: topology.waf !== null });
  // Faults of one node come first, so that the others see which nodes still run. Those in a shared place are planted
  // again with the newcomers, which may have to split that place with them.
  const ordered = [
    ...faults.filter((fault) => fault.hits && !standing.includes(fault.id)),
    ...faults.filter((fault) => !fault.hits),
  ];
  const dead = new Set<string>();
  for (const fault of ordered) {
    const alsoPlanted = faults.filter((other) => other !== fault).map((other) => other.id);
    await fault.plant(toolsFor(fault, topology, hostOf, world, dead), { alsoPlanted });
  }
  await settledPool(hostOf(PRACTICE_BALANCER), nodes.map(hostOf), dead);
  return [...wanted];
}

function faultOf(id: string): Fault {
  const fault = FAULTS.find((candidate) => candidate.id === id);
  if (fault !== undefined) return fault;
  throw new FarmError({
    code: 'fault.unknown',
    field: 'faults',
    message: `There is no fault «${id}».`,
    remedy: `Choose among ${FAULTS.map((candidate) => candidate.id).join(', ')}.`,
  });
}

/** @param dead filled with the services whose nodes the balancer will hold for down */
function toolsFor(
  fault: Fault,
  topology: Topology,
  hostOf: HostOf,
  world: PlantingWorld,
  dead: Set<string>,
): PlantingTools {
  const nodes = topology.nodes.map((node) => node.name);
  const note = (host: string, deed: unknown) => world.log.append(host, 'fault', fault.id, deed);
  const change = async (host: string, path: string, edit: (text: string) => string) => {
    const { files } = hostOf(host);
    const text = await files.read(path);
    if (text === null) throw notStanding();
    const edited = edit(text);
    await files.write(path, edited, false);
    note(host, { path, edited });
  };
  const restart = (host: string) => hostOf(host).exclusively(() => hostOf(host).services.restart());
  const setting = async (key: string) => {
    const node = nodes.find((candidate) => hostOf(candidate).services.running);
    const value = node === undefined ? null : await hostOf(node).readSetting(key);
    if (node === undefined || typeof value !== 'object' || value === null) throw notStanding();
    return { node, value: value as Record<string, unknown> };
  };
  return {
    nodes,
    services: topology.balancer.services.map((service) => service.name),
    virtualAddress: topology.balancer.virtualAddress,
    clients: topology.clients,
    isRunning: (node) => hostOf(node).services.running,
    readSetting: async (key) => (await setting(key)).value,
    changeSetting: async (key, edit) => {
      const { node, value } = await setting(key);
      const edited = edit(value);
      await hostOf(node).writeSetting(key, edited);
      note(node, { key, edited });
    },
    changeFile: (host, path, edit) =>
      change(host, path, (text) => `${JSON.stringify(edit(JSON.parse(text) as Record<string, unknown>), null, 2)}\n`),
    replaceCertificate: async (node) => {
      await hostOf(node).issue({
        kind: 'certificate',
        names: [topology.hostName],
        certificatePath: 'certificate.pem',
        keyPath: 'certificate-key.pem',
      });
      note(node, { certificate: 'another' });
    },
    replaceKey: async (node, path) => {
      await hostOf(node).files.makeKey(path, KEY_BYTES);
      note(node, { key: 'another' });
    },
    copyDatabase: async (node, name) => {
      const service = hostOf(node).services.actions[0];
      const settings = await hostOf(node).files.read('application.json');
      if (service === undefined || settings === null) throw notStanding();
      const { connection } = JSON.parse(settings) as { connection: string };
      return await copyDatabase(topology, world.administratorPassword, { connection, name, account: service.account });
    },
    restart,
    stop: async (host) => {
      if (hostOf(host).services.actions.length === 0) throw notStanding();
      await hostOf(host).exclusively(() => hostOf(host).services.stop());
      note(host, { stopped: true });
    },
    breakBalancer: async (services, broken) => {
      const action = hostOf(PRACTICE_BALANCER).services.actions[0];
      const path = action?.reads[0];
      if (action === undefined || path === undefined) throw notStanding();
      const edit = action.program === 'haproxy' ? breakHaproxy : breakBundled;
      await change(PRACTICE_BALANCER, path, (text) => edit(text, services, broken));
      if ('healthPath' in broken) for (const service of services) dead.add(service);
      await restart(PRACTICE_BALANCER);
    },
  };
}

function notStanding(): FarmError {
  return new FarmError({
    code: 'fault.farm-not-standing',
    field: 'faults',
    message: 'Faults are planted into a farm that stands, and this one has not been set up yet.',
    remedy: 'Run the plan first.',
  });
}

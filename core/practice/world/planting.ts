import { FarmError } from '../../model/errors.ts';
import { BALANCER_HOST } from '../../model/hosts.ts';
import { breakBundled, breakHaproxy } from '../faults/balancer-text.ts';
import type { Fault, PlantingTools } from '../faults/fault.ts';
import { FAULTS } from '../faults/index.ts';
import { refuseSameNode } from '../faults/same-node.ts';
import { settledPool } from './pool.ts';
import type { PracticeHost } from './practice-host.ts';
import type { Topology } from './topology.ts';
import type { WorldLog } from './world-log.ts';

type HostOf = (name: string) => PracticeHost;

/**
 * Plants faults into a standing farm, and returns when the balancer has noticed what there is to notice.
 * @param standing faults planted before and not repaired since; they stay planted
 * @returns ids of all faults that are planted now
 * @throws FarmError `fault.unknown`, `fault.same-node`, `fault.nothing-to-change`, `fault.not-settled`,
 * `fault.farm-not-standing`
 */
export async function plant(
  ids: string[],
  standing: string[],
  topology: Topology,
  hostOf: HostOf,
  log: WorldLog,
): Promise<string[]> {
  const wanted = new Set([...standing, ...ids].map((id) => faultOf(id).id));
  const faults = FAULTS.filter((fault) => wanted.has(fault.id));
  const nodes = topology.nodes.map((node) => node.name);
  refuseSameNode(faults, nodes);
  // Faults of one node come first, so that the others see which nodes still run. Those in a shared place are planted
  // again with the newcomers, which may have to split that place with them.
  const ordered = [
    ...faults.filter((fault) => fault.hits && !standing.includes(fault.id)),
    ...faults.filter((fault) => !fault.hits),
  ];
  for (const fault of ordered) {
    const alsoPlanted = faults.filter((other) => other !== fault).map((other) => other.id);
    await fault.plant(toolsFor(fault, topology, hostOf, log), { alsoPlanted });
  }
  await settledPool(hostOf(BALANCER_HOST), nodes.map(hostOf));
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

function toolsFor(fault: Fault, topology: Topology, hostOf: HostOf, log: WorldLog): PlantingTools {
  const nodes = topology.nodes.map((node) => node.name);
  const note = (host: string, deed: unknown) => log.append(host, 'fault', fault.id, deed);
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
    restart,
    stop: async (host) => {
      if (hostOf(host).services.actions.length === 0) throw notStanding();
      await hostOf(host).exclusively(() => hostOf(host).services.stop());
      note(host, { stopped: true });
    },
    changeHeaderPolicy: async (services, policy) => {
      const action = hostOf(BALANCER_HOST).services.actions[0];
      const path = action?.reads[0];
      if (action === undefined || path === undefined) throw notStanding();
      const edit = action.program === 'haproxy' ? breakHaproxy : breakBundled;
      await change(BALANCER_HOST, path, (text) => edit(text, services, policy));
      await restart(BALANCER_HOST);
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

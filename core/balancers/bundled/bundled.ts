import { z } from 'zod';
import type { Balancer, BalancerModel, PoolMember } from '../../model/balancer.ts';
import { FarmError } from '../../model/errors.ts';
import { balancerHost } from '../../model/farm-parts.ts';
import { practiceLine, type Renderings } from '../../model/reading.ts';

/** The bundled proxy: layer 7, TLS decrypted and encrypted again. Its configuration is JSON. */
export const bundled: Balancer = {
  id: 'bundled',
  name: 'Bundled proxy',
  consequence: 'Included in Farmwright. For practice farms, not for production.',
  claims: ['practice', 'person'],
  can: [
    'tcp',
    'layer-7',
    'tls-re-encrypt',
    'tls-pass-through',
    'header-policies',
    'https-health-check',
    'connect-health-check',
    'round-robin',
    'source-persistence',
    'drain',
    'status',
  ],
  program: 'bundled-proxy',
  configurationPath: 'balancer.json',
  certificateFiles: 'separate',
  render: (model) => `${JSON.stringify(configuration(model), null, 2)}\n`,
  status: (farm) => ({ host: balancerHost(farm).name, reading: { kind: 'told', by: STATUS }, parse: parseStatus }),
  setNode: (farm, node, state) => [
    { host: balancerHost(farm).name, reading: { kind: 'told', by: setNodeBy(node, state) }, parse: parseSet },
  ],
};

/** Name of the proxy's service on its host. */
const SERVICE = 'balancer';

const STATUS: Renderings<string> = {
  practice: { run: practiceLine(SERVICE, 'status') },
  person: {
    ask: 'Check the state of every node in the bundled proxy. Write one line for each virtual service and node: service, node, and up, down or drain.',
    example: 'web node-01 up\nweb node-02 drain\n',
  },
};

function setNodeBy(node: string, state: 'drain' | 'ready'): Renderings<string> {
  return {
    practice: { run: practiceLine(SERVICE, 'set-node', node, state) },
    person: {
      ask:
        state === 'drain'
          ? `Drain ${node} in every virtual service of the bundled proxy: it gets no new clients, and open requests are completed.`
          : `Put ${node} back into the pool of every virtual service of the bundled proxy.`,
      example: 'done',
    },
  };
}

/** The proxy refuses with an error of its own; a person says *done*. Anything else is no word of it. */
function parseSet(text: string): void {
  if (/^(done)?\.?$/i.test(text.trim())) return;
  throw new FarmError({
    code: 'balancer.command-refused',
    message: `The bundled proxy did not set the node: ${text.trim().slice(0, 300)}`,
    remedy: 'Check that the node is in the configuration of the balancer.',
  });
}

function configuration(model: BalancerModel) {
  return {
    services: model.services.map((service) => ({
      name: service.name,
      ...(service.tls === 'pass-through' ? { mode: 'tcp' } : {}),
      listen: { address: service.address, port: service.port },
      tls: { certificateFile: model.files.certificate, keyFile: model.files.key },
      header: {
        name: model.headerName,
        policy: model.headerPolicy,
        ...(model.headerFrom.length === 0 ? {} : { from: model.headerFrom }),
      },
      removeHeaders: model.removeHeaders,
      sourceAddress: model.sourceAddress,
      ...(service.persistence === 'none' ? {} : { persistence: service.persistence }),
      nodes: service.nodes,
      nodeTls: { caFile: model.files.authority, servername: service.hostName },
      health: {
        ...(service.health === 'connect' ? { check: 'connect' } : {}),
        method: 'GET',
        path: service.health === 'connect' ? '/' : service.health.path,
        host: service.hostName,
        ...model.healthCheck,
      },
    })),
  };
}

const Status = z.array(
  z.object({
    service: z.string(),
    nodes: z.array(
      z.object({
        node: z.string(),
        state: z.enum(['up', 'down', 'unchecked']),
        admin: z.enum(['ready', 'drain', 'halt']),
        lastResult: z.string(),
      }),
    ),
  }),
);

const LINE = /^(\S+)\s+(\S+)\s+(up|down|drain)$/i;

/**
 * The nodes' states from the proxy's own JSON, or from the lines a person wrote.
 * @throws FarmError `balancer.status-unread`
 */
function parseStatus(text: string): PoolMember[] {
  if (!text.trimStart().startsWith('[')) return linesOf(text).map((line) => memberOf(line));
  return statusOf(text).flatMap(({ service, nodes }) =>
    nodes.map(({ node, state, admin, lastResult }) => ({
      service,
      node,
      state: poolState(state, admin),
      detail: lastResult,
    })),
  );
}

function statusOf(text: string): z.infer<typeof Status> {
  try {
    return Status.parse(JSON.parse(text));
  } catch {
    throw unread(text);
  }
}

function poolState(state: 'up' | 'down' | 'unchecked', admin: 'ready' | 'drain' | 'halt'): PoolMember['state'] {
  if (state === 'unchecked') return 'unknown';
  return state === 'up' && admin !== 'ready' ? 'drain' : state;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const written = lines.filter((line) => line !== '');
  if (written.length === 0) throw unread(text);
  return written;
}

function memberOf(line: string): PoolMember {
  const [, service, node, state] = LINE.exec(line) ?? [];
  if (service === undefined || node === undefined || state === undefined) throw unread(line);
  return { service, node, state: state.toLowerCase() as PoolMember['state'], detail: line };
}

function unread(text: string): FarmError {
  return new FarmError({
    code: 'balancer.status-unread',
    message: `The status of the bundled proxy was not understood: ${JSON.stringify(text.slice(0, 80))}.`,
    remedy: 'Write one line for each virtual service and node: service, node, and up, down or drain.',
  });
}

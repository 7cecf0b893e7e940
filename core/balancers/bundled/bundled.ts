import { z } from 'zod';
import type { Balancer, BalancerModel, PoolMember } from '../../model/plug-ins.ts';

/** The bundled proxy: layer 7, TLS decrypted and encrypted again. Its configuration is JSON. */
export const bundled: Balancer = {
  id: 'bundled',
  name: 'Bundled proxy',
  consequence: 'Comes with Farmwright. For local verification, not for production.',
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
  parseStatus,
};

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

function parseStatus(text: string): PoolMember[] {
  return Status.parse(JSON.parse(text)).flatMap(({ service, nodes }) =>
    nodes.map(({ node, state, admin, lastResult }) => ({
      service,
      node,
      state: inTurn(state, admin),
      detail: lastResult,
    })),
  );
}

function inTurn(state: 'up' | 'down' | 'unchecked', admin: 'ready' | 'drain' | 'halt'): PoolMember['state'] {
  if (state === 'unchecked') return 'unknown';
  return state === 'up' && admin !== 'ready' ? 'drain' : state;
}

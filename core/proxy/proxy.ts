import { FarmError } from '../model/errors.ts';
import type { ProxyConfig } from './config.ts';
import type { AdminState, NodeStatus } from './node-pool.ts';
import type { ProxyEvent } from './proxy-event.ts';
import { type RunningService, runningService } from './running-service.ts';

/** The place at which a service listens. If the configured port is 0, it is the port that the system chose. */
export interface ServiceAddress {
  service: string;
  address: string;
  port: number;
}

export interface ServiceStatus {
  service: string;
  nodes: NodeStatus[];
}

/** The state that a node is set to. */
export interface NodeSetting {
  service: string | null;
  node: string;
  state: AdminState;
}

export interface RunningProxy {
  addresses: ServiceAddress[];
  status(): ServiceStatus[];
  /**
   * Drains a node or puts it back into the pool, until the next call or the end of the proxy.
   * @param wanted.service the service, or null for every service that has this node
   * @throws FarmError `balancer.service-unknown`, `balancer.node-unknown`; nothing is changed then
   */
  setNode(wanted: NodeSetting): void;
  /** Stops listening, waits for requests under way at most `graceMs`, then ends every connection. */
  close(graceMs: number): Promise<void>;
}

/**
 * Starts the proxy: layer 7 (HTTP/1.1, TLS decrypted and encrypted again) or layer 4, as each service says. It listens
 * when this returns; nodes take requests as soon as their first check has found them healthy.
 * @throws FarmError `balancer.file-unreadable`, `balancer.certificate-invalid`, `balancer.cannot-bind`; nothing stays open
 */
export async function startProxy(
  config: ProxyConfig,
  options: { log?: ((event: ProxyEvent) => void) | undefined } = {},
): Promise<RunningProxy> {
  const log = options.log ?? (() => {});
  const running = await Promise.all(
    config.services.map((service, index) => runningService(service, `services[${index}]`, log)),
  );
  const close = async (graceMs: number) => {
    await Promise.all(running.map((service) => service.close(graceMs)));
  };
  const ports = await Promise.allSettled(
    running.map(({ server }, index) => server.listen(`services[${index}].listen`)),
  );
  const refused = ports.find((port) => port.status === 'rejected');
  if (refused !== undefined) {
    await close(0);
    throw refused.reason;
  }
  for (const { pool } of running) pool.startChecks();
  let closed: Promise<void> | null = null;
  return {
    addresses: config.services.map(({ name, listen }, index) => {
      const port = ports[index] as PromiseFulfilledResult<number>;
      return { service: name, address: listen.address, port: port.value };
    }),
    status: () => running.map(({ service, pool }) => ({ service: service.name, nodes: pool.status() })),
    setNode: (wanted) => setNode(running, wanted),
    close: (graceMs) => {
      closed ??= close(graceMs);
      return closed;
    },
  };
}

function setNode(running: RunningService[], { service, node, state }: NodeSetting): void {
  const named = running.filter((one) => service === null || one.service.name === service);
  if (named.length === 0)
    throw new FarmError({
      code: 'balancer.service-unknown',
      field: 'service',
      message: `The proxy has no service ${service}.`,
      remedy: `Use one of ${running.map((one) => one.service.name).join(', ')}, or null for all.`,
    });
  const having = named.filter(({ pool }) => pool.has(node));
  if (having.length === 0)
    throw new FarmError({
      code: 'balancer.node-unknown',
      field: 'node',
      message: `${service === null ? 'No service' : `The service ${service}`} has no node ${node}.`,
      remedy: `Use one of ${[...new Set(named.flatMap((one) => one.service.nodes.map(({ name }) => name)))].join(', ')}.`,
    });
  for (const { pool } of having) pool.set(node, state);
}

import type { BalancerModel } from '../../core/model/balancer.ts';

type Service = BalancerModel['services'][number];

/** A service as a balancer is told of it: HTTPS, decrypted and encrypted again, with a health check and no persistence. */
export function balancerService(
  service: Pick<Service, 'name' | 'address' | 'port' | 'hostName' | 'nodes'> & Partial<Service>,
): Service {
  return { kind: 'https', tls: 're-encrypt', health: { path: '/health' }, persistence: 'none', ...service };
}

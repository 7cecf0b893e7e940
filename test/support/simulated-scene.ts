import type { HealthSeen, Observations } from '../../core/checks/observations.ts';
import type { Verification } from '../../core/checks/ports.ts';
import type { AuditEntry } from '../../core/model/audit-source.ts';
import type { PoolMember } from '../../core/model/balancer.ts';
import type { Farm } from '../../core/model/farm.ts';
import { nodesOf } from '../../core/model/farm-parts.ts';
import type { Asked } from '../../core/model/reading.ts';
import { farmHosts, withPersistence } from './farm-hosts.ts';
import { exampleFarm, exampleVerification, healthyScene } from './healthy-scene.ts';

/** What is verified of a simulated farm, and what was seen of it before any request. */
export function sceneOf({
  nodes,
  clients,
  persistence,
}: {
  nodes: number;
  clients: number;
  persistence: 'none' | 'source';
}): {
  verification: Verification;
  seen: Observations;
} {
  const example = exampleFarm();
  const farm: Farm = {
    ...withPersistence(example, persistence),
    hosts: farmHosts(
      Array.from({ length: nodes }, (_, index) => ({
        name: `node-${String(index + 1).padStart(2, '0')}`,
        address: `127.9.9.${101 + index}`,
        port: 8000,
      })),
    ),
    clientAddresses: Array.from({ length: clients }, (_, index) => `127.9.9.${10 + index}`),
  };
  const verification = exampleVerification(farm);
  const asked = <T>(path: string, parse: (text: string) => T): Asked<T> => ({
    host: 'balancer',
    reading: { kind: 'file', path },
    parse,
  });
  verification.profile = {
    ...verification.profile,
    audit: {
      ...{ id: 'simulated', finds: 'token', delayMs: 0 },
      ask: (_farm, { token }) => [asked(`audit ${token}`, (text) => JSON.parse(text) as AuditEntry[])],
    },
    serviceName: 'sample-service',
  };
  verification.balancer = {
    ...verification.balancer,
    status: () => asked('status', (text) => JSON.parse(text) as PoolMember[]),
    setNode: (_farm, node, state) => [asked(`set ${node} ${state}`, () => {})],
  };
  const seen = healthyScene(verification);
  const health = nodesOf(farm).flatMap(({ name: node }) =>
    farm.services.map(
      ({ name: service }): HealthSeen => ({ node, service, status: 200, certificate: null, error: null }),
    ),
  );
  Object.assign(seen, { health, requests: [], drains: [], drill: null, pool: { value: [] } });
  return { verification, seen };
}

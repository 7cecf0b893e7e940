import { bundled } from '../../core/balancers/bundled/bundled.ts';
import { haproxy } from '../../core/balancers/haproxy/haproxy.ts';
import type { HeaderPolicy } from '../../core/model/header-policy.ts';
import { balancerService } from './balancer-service.ts';
import {
  installNodes,
  nodePlaces,
  prepareDatabase,
  type TestAction,
  type TestWorld,
  testWorld,
} from './practice-farm.ts';

/** The balancer's actions for this header policy. */
export async function balancerActions(
  farm: TestWorld,
  product: 'bundled' | 'haproxy',
  headerPolicy: HeaderPolicy = 'replace',
): Promise<Record<'configuration' | 'accept' | 'service', TestAction> & { certificate: TestAction[] }> {
  const { topology } = farm.world;
  const first = farm.host('node-01');
  const certificate = (await first.readFile('certificate.pem')) ?? '';
  const key = (await first.readFile('certificate-key.pem')) ?? '';
  const balancer = product === 'haproxy' ? haproxy : bundled;
  const path = balancer.configurationPath;
  const content = balancer.render({
    services: topology.balancer.services.map((service) =>
      balancerService({
        ...service,
        address: topology.balancer.virtualAddress,
        hostName: topology.hostName,
        health: { path: service.name === 'web' ? '/health-check' : '/api/v3.0/health-check' },
        nodes: nodePlaces(topology),
      }),
    ),
    headerName: 'X-Forwarded-For',
    headerPolicy,
    headerFrom: [],
    removeHeaders: [],
    sourceAddress: topology.balancer.presentsAs,
    healthCheck: { intervalMs: 100, timeoutMs: 1000, fall: 2, rise: 1 },
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: 'authority.pem',
    },
  });
  const file = (name: string, text: string): TestAction => ({
    kind: 'file',
    path: name,
    content: text,
    ownerOnly: true,
  });
  return {
    certificate: [
      file('certificate.pem', certificate),
      file('certificate-key.pem', key),
      file('certificate-and-key.pem', `${certificate}\n${key}`),
    ],
    configuration: { kind: 'file', path, content, ownerOnly: false },
    accept: { kind: 'accept', program: balancer.program, path },
    service: {
      kind: 'service',
      name: 'balancer',
      program: balancer.program,
      account: 'balancer',
      password: null,
      reads: [path],
    },
  };
}

/** A whole standing farm behind one of the balancers. */
export async function standingFarm(
  nodes: number,
  product: 'bundled' | 'haproxy',
  password = 'a password for tests',
): Promise<TestWorld> {
  const farm = await testWorld(nodes);
  try {
    await prepareDatabase(farm, password);
    await installNodes(farm, password);
    const { certificate, configuration, service } = await balancerActions(farm, product);
    for (const action of [...certificate, configuration, service]) await farm.host('balancer').perform(action);
    return farm;
  } catch (error) {
    await farm.end();
    throw error;
  }
}

import { CLIENT_ADDRESS_HEADERS } from '../../model/client-address-headers.ts';
import { AUTHORITY_FILE } from '../../model/hosts.ts';
import type { PracticeHost } from './practice-host.ts';
import { HOST_NAME, type Topology } from './topology.ts';

const FILES = { configuration: 'waf.json', certificate: 'certificate.pem', key: 'certificate-key.pem' };
const HEADER = 'X-Forwarded-For';

/**
 * Starts the WAF. The wizard does not set it up: it is an existing device that has the virtual address, replaces the
 * forwarded header, and forwards each service to the balancer. It is the bundled proxy.
 * @throws FarmError `balancer.cannot-bind`, `service.did-not-start`
 */
export async function startWaf(host: PracticeHost, { balancer, waf }: Topology): Promise<void> {
  if (waf === null) return;
  await host.issue({
    names: [HOST_NAME],
    certificatePath: FILES.certificate,
    keyPath: FILES.key,
  });
  const services = waf.forwardedTo.map(({ name, address, port }) => ({
    name,
    ...entrance(balancer, name),
    tls: { certificateFile: FILES.certificate, keyFile: FILES.key },
    header: { name: HEADER, policy: 'replace' },
    removeHeaders: CLIENT_ADDRESS_HEADERS.filter((name) => name !== HEADER),
    sourceAddress: waf.presentsAs,
    nodes: [{ name: 'balancer', address, port }],
    nodeTls: { caFile: AUTHORITY_FILE, servername: HOST_NAME },
    // The WAF only checks that the balancer runs, not the state of its nodes.
    health: {
      check: 'connect',
      method: 'GET',
      path: '/',
      host: HOST_NAME,
      intervalMs: 250,
      timeoutMs: 1000,
      fall: 2,
      rise: 1,
    },
  }));
  await host.files.write(FILES.configuration, `${JSON.stringify({ services }, null, 2)}\n`, false);
  await host.services.start({
    kind: 'service',
    name: 'waf',
    program: 'bundled-proxy',
    account: 'waf',
    password: null,
    reads: Object.values(FILES),
  });
}

/** Where clients find the service, and whether the WAF reads it: the bundled proxy reads HTTP over TLS only. */
function entrance({ services, virtualAddress }: Topology['balancer'], name: string) {
  const service = services.find((candidate) => candidate.name === name);
  if (service === undefined) throw new Error(`the balancer has no service ${name}`);
  return {
    mode: service.kind === 'https' ? 'http' : 'tcp',
    listen: { address: virtualAddress, port: service.port },
  };
}

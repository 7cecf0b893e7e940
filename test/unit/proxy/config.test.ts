import { describe, expect, it } from 'vitest';
import { bundled } from '../../../core/balancers/bundled/bundled.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { parseProxyConfig } from '../../../core/proxy/config.ts';
import { balancerService } from '../../support/balancer-service.ts';

const service = {
  name: 'web',
  listen: { address: '127.77.0.1', port: 443 },
  tls: { certificateFile: 'certificate.pem', keyFile: 'key.pem' },
  header: { name: 'X-Forwarded-For', policy: 'replace' },
  removeHeaders: ['Forwarded', 'X-Real-IP'],
  sourceAddress: '127.77.0.9',
  nodes: [
    { name: 'node-1', address: '127.77.1.1', port: 443 },
    { name: 'node-2', address: '127.77.1.2', port: 443 },
  ],
  nodeTls: { caFile: 'ca.pem', servername: 'farm.example.test' },
  health: {
    method: 'GET',
    path: '/health',
    host: 'farm.example.test',
    intervalMs: 1_000,
    timeoutMs: 500,
    fall: 3,
    rise: 2,
  },
};
const other = { ...service, name: 'api', listen: { address: '127.77.0.1', port: 8443 } };

/** The configuration with one value changed. */
function changed(path: string, value: unknown): unknown {
  const config = structuredClone({ services: [service, other] }) as Record<string, unknown>;
  const parts = path.split(/[.[\]]+/).filter((part) => part !== '');
  const last = parts.pop() ?? '';
  const owner = parts.reduce((at, part) => at[part] as Record<string, unknown>, config);
  owner[last] = value;
  return config;
}

describe('the configuration of the proxy', () => {
  it('is taken, with timeouts where none are given', () => {
    const { services } = parseProxyConfig({ services: [service] });
    expect(services[0]).toMatchObject({
      ...service,
      mode: 'http',
      forwardedProto: false,
      persistence: 'none',
      health: { ...service.health, check: 'negotiate' },
      timeouts: { connectMs: 5_000, requestMs: 60_000, idleMs: 60_000 },
    });
    expect(services[0]?.header).not.toHaveProperty('from');
    expect(services[0]?.health).not.toHaveProperty('port');
    expect(parseProxyConfig(changed('services[0].timeouts', { idleMs: 7 })).services[0]?.timeouts).toEqual({
      connectMs: 5_000,
      requestMs: 60_000,
      idleMs: 7,
    });
  });

  it('is what the bundled balancer writes', () => {
    const text = bundled.render({
      services: [
        balancerService({
          ...{ name: 'web', address: '127.77.0.1', port: 443 },
          ...{ hostName: 'farm.example.test', nodes: service.nodes },
        }),
      ],
      headerName: 'X-Forwarded-For',
      headerPolicy: 'replace',
      headerFrom: [],
      removeHeaders: ['Forwarded'],
      sourceAddress: '127.77.0.9',
      healthCheck: { intervalMs: 1_000, timeoutMs: 500, fall: 3, rise: 2 },
      files: { certificate: 'c.pem', key: 'k.pem', certificateAndKey: 'ck.pem', authority: 'a.pem' },
    });
    expect(parseProxyConfig(JSON.parse(text)).services).toHaveLength(1);
  });

  it.each<[path: string, value: unknown]>([
    ['services[0].mode', 'tcp'],
    ['services[0].persistence', 'source'],
    ['services[0].header.from', ['127.77.0.2', '2001:db8::2']],
    ['services[0].health.check', 'connect'],
    ['services[0].health.port', 8443],
  ])('takes %s = %j with everything else as it was', (path, value) => {
    const plain = changed(path, value) as { services: object[] };
    expect(parseProxyConfig(plain).services[0]).toMatchObject(plain.services[0] as object);
  });

  it('lets the system choose several ports at one address', () => {
    const any = { address: '127.77.0.1', port: 0 };
    expect(() =>
      parseProxyConfig({
        services: [
          { ...service, listen: any },
          { ...other, listen: any },
        ],
      }),
    ).not.toThrow();
  });

  it.each<[path: string, value: unknown, field?: string]>([
    ['services', []],
    ['services', 'web'],
    ['services[0].name', ''],
    ['services[1].name', 'WEB'],
    ['services[0].listen.address', 'farm.example.test'],
    ['services[0].listen.port', 65_536],
    ['services[0].listen.port', -1],
    ['services[0].listen.port', 1.5],
    ['services[1].listen', { address: '127.77.0.1', port: 443 }, 'services[1].listen.port'],
    ['services[0].tls.keyFile', ''],
    ['services[0].header.policy', 'overwrite'],
    ['services[0].header.name', 'X Forwarded'],
    ['services[0].header.name', 'X-Forwarded-For:'],
    ['services[0].header.name', 'Connection'],
    ['services[0].header.name', 'host'],
    ['services[0].removeHeaders', ['Forwarded', 'Content-Length'], 'services[0].removeHeaders[1]'],
    ['services[0].removeHeaders', ['x-forwarded-for'], 'services[0].removeHeaders[0]'],
    ['services[0].removeHeaders', ['X_Forwarded_For'], 'services[0].removeHeaders[0]'],
    ['services[0].sourceAddress', 'any'],
    ['services[0].sourceAddress', '::1', 'services[0].nodes[0].address'],
    ['services[0].nodes', []],
    ['services[0].nodes[1].name', 'NODE-1'],
    ['services[0].nodes[1].address', '127.77.1.1'],
    ['services[0].nodes[1].port', 0],
    ['services[0].nodeTls.servername', ''],
    ['services[0].nodeTls.servername', '127.77.1.1'],
    ['services[0].nodeTls.servername', 'farm example'],
    ['services[0].mode', 'udp'],
    ['services[0].persistence', 'cookie'],
    ['services[0].header.from', []],
    ['services[0].header.from', ['127.77.0.0/24'], 'services[0].header.from[0]'],
    ['services[0].health.check', 'ping'],
    ['services[0].health.port', 0],
    ['services[0].health.port', 65_536],
    ['services[0].health.method', 'HEAD'],
    ['services[0].health.path', 'health'],
    ['services[0].health.path', '/a b'],
    ['services[0].health.path', '/a\r\nX: y'],
    ['services[0].health.host', 'a\r\nX: y'],
    ['services[0].health.fall', 0],
    ['services[0].health.rise', 11],
    ['services[0].health.intervalMs', 0],
    ['services[0].timeouts', { connectMs: 0 }, 'services[0].timeouts.connectMs'],
    ['services[0].timeout', {}],
    ['services[0].nodeTls.rejectUnauthorized', false],
  ])('is refused for %s = %j', (path, value, field = path) => {
    expect(() => parseProxyConfig(changed(path, value))).toThrow(
      expect.objectContaining({ code: 'input.invalid', field, remedy: expect.stringMatching(/\.$/) }),
    );
  });

  it('is refused as an expected error, whatever it is', () => {
    for (const input of [null, undefined, 1, [], {}, { services: [null] }])
      expect(() => parseProxyConfig(input)).toThrow(FarmError);
  });
});

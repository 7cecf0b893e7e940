import { type ConnectionOptions, connect, createServer } from 'node:tls';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { until } from '../../support/until.ts';
import {
  freePort,
  HOST,
  PROXY,
  removeStandFiles,
  type Stand,
  standAuthority,
  standIdentity,
  startStand,
  type TestNode,
} from './proxy-stand.ts';

let stand: Stand | undefined;
afterEach(async () => {
  await stand?.close();
  stand = undefined;
});
afterAll(removeStandFiles);

/** What a client agrees on with the proxy: version and protocol, or why they do not. */
async function agreed(port: number, offer: ConnectionOptions): Promise<string> {
  const { certificate } = await standAuthority();
  return await new Promise((resolve) => {
    const socket = connect({ host: PROXY, port, servername: HOST, ca: certificate, ...offer }, () => {
      resolve(`${socket.getProtocol()} ${socket.alpnProtocol}`);
      socket.destroy();
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('with clients', () => {
  it('TLS 1.2 and 1.3 are spoken, nothing older', async () => {
    stand = await startStand({ nodes: 1 });
    expect(await agreed(stand.port, { maxVersion: 'TLSv1.2' })).toBe('TLSv1.2 false');
    expect(await agreed(stand.port, { minVersion: 'TLSv1.3' })).toBe('TLSv1.3 false');
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    expect(await agreed(stand.port, old)).toMatch(/PROTOCOL_VERSION/);
  });

  it('HTTP/1.1 is agreed on, whatever they prefer', async () => {
    stand = await startStand({ nodes: 1 });
    expect(await agreed(stand.port, { ALPNProtocols: ['h2', 'http/1.1'] })).toMatch(/ http\/1\.1$/);
    expect(await agreed(stand.port, { ALPNProtocols: ['h2'] })).toMatch(/NO_APPLICATION_PROTOCOL/);
  });
});

describe('with nodes', () => {
  it('TLS before 1.2 is refused', async () => {
    const identity = await standIdentity();
    const offered: (string | false | null)[] = [];
    const port = await freePort('127.77.1.1');
    let refused = 0;
    const old = createServer({
      cert: identity.certificate,
      key: identity.key,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    old.on('tlsClientError', () => {
      refused += 1;
    });
    old.on('secureConnection', (socket) => offered.push(socket.getProtocol()));
    await new Promise<void>((resolve) => old.listen(port, '127.77.1.1', resolve));
    const health = { method: 'GET', path: '/health', host: HOST, intervalMs: 20, timeoutMs: 10_000, fall: 1, rise: 1 };
    stand = await startStand({ nodes: 1, service: { health: { ...health, port } }, waitForUp: false });
    await stand.whenState(stand.nodes[0] as TestNode, 'down');
    await until(() => refused > 0, { what: 'a handshake was refused' });
    expect(offered).toEqual([]);
    await stand.close();
    await new Promise((resolve) => old.close(resolve));
  });
});

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeAuthority } from '../support/certificates.ts';
import { type HaproxyStand, HOST, removeAuthority, startHaproxyStand } from '../support/haproxy-stand.ts';

// When a real HAProxy takes a node for healthy: exactly 200, over TLS with this name and this authority.
let stand: HaproxyStand | undefined;

afterEach(async () => {
  await stand?.end();
  stand = undefined;
});
afterAll(removeAuthority);

const down = async (change: (text: string) => string) => {
  stand = await startHaproxyStand({ nodes: 1, change, waitForUp: false });
  return (await stand.whenState('node-1', 'down')).detail;
};
const node = () => {
  const first = stand?.nodes[0];
  if (first === undefined) throw new Error('the stand has a node');
  return first;
};

describe('the status', () => {
  it.each([204, 302])('%i counts as healthy where the check names no status', async (status) => {
    const change = (text: string) => text.replace('    http-check expect status 200\n', '');
    stand = await startHaproxyStand({ nodes: 1, change });
    node().health = status;
    const detail = `UP; L7OK, code ${status}`;
    expect((await stand.whenState('node-1', 'up')).detail).toMatch(/^UP; L7OK, code 200/);
    await expect.poll(async () => (await stand?.status())?.[0]?.detail, { timeout: 10_000 }).toContain(detail);
  });

  it.each([204, 302, 404, 503])('%i takes a node out here', async (status) => {
    stand = await startHaproxyStand();
    node().health = status;
    expect((await stand.whenState('node-1', 'down')).detail).toContain(`DOWN; L7STS, code ${status}`);
    for (let count = 0; count < 4; count += 1) expect((await stand.ask()).body).toBe('node-2');
    node().health = 200;
    await stand.whenState('node-1', 'up');
  });
});

describe('the question', () => {
  it('is GET of the path with Host and SNI of the farm', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    const [check] = node().checks;
    expect(check).toMatchObject({ method: 'GET', url: '/health', sni: HOST });
    expect(check?.lines.filter(([name]) => name.toLowerCase() === 'host').map(([, value]) => value)).toEqual([HOST]);
  });

  it('requests carry the same SNI', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    await stand.ask();
    expect(node().received[0]?.sni).toBe(HOST);
  });
});

describe('TLS', () => {
  it.each([
    ['a name that the certificate does not hold, without SNI', / sni (str\()?farm\.example\.test\)?/g, ''],
    [
      'a name that the certificate does not hold, with it as SNI',
      / sni (str\()?farm\.example\.test/g,
      ' sni $1other.example.test',
    ],
  ])('%s', async (_what, sni, instead) => {
    const wrong = (text: string) =>
      text.replace(sni, instead).replace(/verifyhost \S+/, 'verifyhost other.example.test');
    expect(await down(wrong)).toMatch(/^DOWN; L6RSP.*different from the (expected|configured) one/);
  });

  it('SNI is the name that counts: another one in verifyhost beside it is not looked at', async () => {
    const change = (text: string) => text.replace(/verifyhost \S+/, 'verifyhost other.example.test');
    stand = await startHaproxyStand({ nodes: 1, change });
    expect((await stand.ask()).status).toBe(200);
  });

  it('an authority that did not sign the certificate', async () => {
    stand = await startHaproxyStand({ nodes: 1 });
    const other = await makeAuthority('Another authority');
    await copyFile(other.certificateFile, join(stand.folder, 'authority.pem'));
    await other.remove();
    await stand.restart();
    expect((await stand.whenState('node-1', 'down')).detail).toMatch(/^DOWN; L6RSP.*SSL handshake failure/);
    expect((await stand.ask()).status).toBe(503);
  });

  it('a check without TLS never finds a node', async () => {
    const detail = await down((text) =>
      text.replace(/http-check connect ssl.*/, 'http-check connect').replace(' ssl verify', ' verify'),
    );
    expect(detail).toMatch(/^DOWN; /);
  });
});

describe('a node that has just died, before a check has noticed', () => {
  const unchecked = (text: string) => text.replace('default-server check ', 'default-server ');

  it('its requests go to another at once', async () => {
    stand = await startHaproxyStand({ change: unchecked, waitForUp: false });
    await node().crash();
    for (let count = 0; count < 4; count += 1) expect(await stand.ask()).toEqual({ status: 200, body: 'node-2' });
    expect((await stand.status()).map(({ detail }) => detail)).toEqual(['no check', 'no check']);
  });

  it('without redispatch they are answered 503', async () => {
    const change = (text: string) => unchecked(text).replace('option redispatch 1', 'retries 0');
    stand = await startHaproxyStand({ change, waitForUp: false });
    await node().crash();
    const statuses = [(await stand.ask()).status, (await stand.ask()).status];
    expect(statuses.sort()).toEqual([200, 503]);
  });
});

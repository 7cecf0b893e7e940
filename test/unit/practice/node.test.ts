import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../../core/model/secret.ts';
import { sample } from '../../../core/profiles/sample/sample.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import {
  installNodes,
  ipDetection,
  nodePlaces,
  prepareDatabase,
  serviceAction,
  settingAction,
  type TestWorld,
  testWorld,
} from '../../support/practice-farm.ts';

const PASSWORD = 'password of the service account';
let farm: TestWorld;

beforeAll(async () => {
  farm = await testWorld(2);
  await prepareDatabase(farm, PASSWORD);
  await installNodes(farm, PASSWORD);
});
afterAll(() => farm?.end());

/** A request to a node, from the wizard's address unless told otherwise. */
function ask(
  node: number,
  path: string,
  options: { from?: string; method?: 'POST'; headers?: [string, string][] } = {},
) {
  const { topology } = farm.world;
  const to = nodePlaces(topology)[node];
  if (to === undefined) throw new Error(`there is no node ${node}`);
  return farm.request({ from: topology.wizard, to, path, ...options });
}

function header(answer: { headers: [string, string][] }, name: string): string | undefined {
  return answer.headers.find(([field]) => field.toLowerCase() === name)?.[1];
}

async function recordOf(token: string): Promise<Record<string, unknown> | undefined> {
  const [row] = await farm.sql(
    'sample',
    'SELECT node, path, peer, forwarded, resolved FROM audit WHERE token = :token',
    { token },
  );
  return row && { node: row[0], path: row[1], peer: row[2], forwarded: JSON.parse(String(row[3])), resolved: row[4] };
}

describe('admission', () => {
  it('lets the balancer and the wizard in, and nobody else', async () => {
    const { topology } = farm.world;
    for (const from of [topology.wizard, topology.balancer.presentsAs])
      expect((await ask(0, '/health-check', { from })).status).toBe(200);
    for (const from of [topology.clients[0] ?? '', '127.0.0.1'])
      await expect(ask(0, '/health-check', { from })).rejects.toMatchObject({ code: 'vantage.closed' });
  });
});

describe('health', () => {
  it.each(['/health-check', '/api/v3.0/health-check'])('is 200 on %s while signed in to the database', async (path) => {
    const answer = await ask(1, path);
    expect(answer).toMatchObject({ status: 200, body: 'healthy' });
    expect(header(answer, 'x-served-by')).toBe('node-02');
  });

  it('is 503 with a wrong password, and 200 again with the right one', async () => {
    const host = farm.host('node-02');
    await host.perform(serviceAction('another password'));
    expect((await ask(1, '/health-check')).status).toBe(503);
    expect((await ask(1, '/request?reference=never-recorded')).status).toBe(503);
    await host.perform(serviceAction(PASSWORD));
    expect((await ask(1, '/health-check')).status).toBe(200);
  });
});

describe('audit', () => {
  it('records peer, header lines and resolved address before it answers', async () => {
    const { topology } = farm.world;
    const answer = await ask(0, '/request?reference=token-web-1', {
      from: topology.balancer.presentsAs,
      headers: [
        ['X-Forwarded-For', '192.0.2.66'],
        ['x-forwarded-for', '203.0.113.7, 203.0.113.8'],
      ],
    });
    expect(answer.status).toBe(200);
    expect(await recordOf('token-web-1')).toEqual({
      node: 'node-01',
      path: 'web',
      peer: topology.balancer.presentsAs,
      forwarded: ['192.0.2.66', '203.0.113.7, 203.0.113.8'],
      resolved: '203.0.113.8',
    });
  });

  it('does not believe a header from anywhere else', async () => {
    await ask(1, '/api/v3.0/request?reference=token-api-1', { headers: [['X-Forwarded-For', '192.0.2.66']] });
    expect(await recordOf('token-api-1')).toMatchObject({
      node: 'node-02',
      path: 'api',
      resolved: farm.world.topology.wizard,
    });
  });

  it.each([
    '',
    'short',
    'x'.repeat(65),
    "'; DROP TABLE audit; --",
    'sp ace-1234',
  ])('refuses the reference %j', async (reference) => {
    const answer = await ask(0, `/request?reference=${encodeURIComponent(reference)}`);
    expect(answer.status).toBe(400);
    expect(header(answer, 'x-served-by')).toBe('node-01');
  });
});

describe('settings', () => {
  it('are shared, read with each request, and the peer counts where none is set', async () => {
    const first = farm.host('node-01');
    const { presentsAs } = farm.world.topology.balancer;
    const forged: [string, string][] = [['X-Forwarded-For', '203.0.113.7']];
    const resolvedOf = async (token: string) => {
      await ask(1, `/request?reference=${token}`, { from: presentsAs, headers: forged });
      return (await recordOf(token))?.resolved;
    };
    const planned = settingAction('node-01', ipDetection(farm));
    expect(await first.inspect(planned)).toMatchObject({ state: 'in place' });
    expect(await resolvedOf('with-trust')).toBe('203.0.113.7');
    await first.perform(settingAction('node-01', { ...ipDetection(farm), enabled: false }));
    expect(await first.inspect(planned)).toMatchObject({ state: 'differs' });
    expect(await farm.host('node-02').readSetting('ipDetection')).toMatchObject({ enabled: false });
    expect(await resolvedOf('not-enabled')).toBe(presentsAs);
    await farm.sql('sample', "DELETE FROM settings WHERE key = 'ipDetection'");
    expect(await first.inspect(planned)).toMatchObject({ state: 'missing' });
    expect(await resolvedOf('never-set')).toBe(presentsAs);
    await first.perform(planned);
    expect(await resolvedOf('set-again')).toBe('203.0.113.7');
  });

  it('cannot be read from a node that does not run', async () => {
    await expect(farm.host('balancer').readSetting('ipDetection')).rejects.toMatchObject({
      code: 'service.not-running',
    });
  });
});

describe('sign-in', () => {
  const cookieOf = async (node: number) => {
    const answer = await ask(node, '/sign-in', { method: 'POST' });
    expect(answer.status).toBe(200);
    return header(answer, 'set-cookie') ?? '';
  };

  it('holds on every node, since all have the same key ring', async () => {
    const cookie = await cookieOf(0);
    expect(cookie).toMatch(/; Secure; HttpOnly; SameSite=Lax$/);
    const [pair = ''] = cookie.split(';');
    for (const node of [0, 1])
      expect(await ask(node, '/whoami', { headers: [['Cookie', pair]] })).toMatchObject({ status: 200 });
  });

  it('is refused without a cookie, and with one that was changed', async () => {
    const [pair = ''] = (await cookieOf(0)).split(';');
    const [name = '', value = ''] = pair.split('=');
    const [payload = '', mac = ''] = value.split('.');
    const other = Buffer.from(JSON.stringify({ account: 'administrator', until: 9e15 })).toString('base64url');
    for (const cookie of [
      '',
      `${name}=`,
      `${name}=${other}.${mac}`,
      `${name}=${payload}.`,
      `${name}=${payload}.${mac}x`,
    ])
      expect((await ask(1, '/whoami', { headers: [['Cookie', cookie]] })).status, cookie).toBe(401);
  });

  it('does not hold on a node with another key ring', async () => {
    const [pair = ''] = (await cookieOf(0)).split(';');
    const host = farm.host('node-02');
    const shared = (await host.readFile('key-ring.key')) ?? '';
    const ring = (content: string) => ({ kind: 'file' as const, path: 'key-ring.key', content, ownerOnly: true });
    await host.perform(ring('another key ring'));
    await host.perform(serviceAction(PASSWORD));
    expect((await ask(1, '/whoami', { headers: [['Cookie', pair]] })).status).toBe(401);
    await host.perform(ring(shared));
    await host.perform(serviceAction(PASSWORD));
    expect((await ask(1, '/whoami', { headers: [['Cookie', pair]] })).status).toBe(200);
  });
});

describe('facts', () => {
  const factsOf = (node: string) =>
    Promise.all(
      sample.facts.map(async ({ id, ask: asks }) => {
        const { reading, parse } = asks(exampleFarm(), node);
        return [id, parse(String(await farm.world.call('read', { host: node, reading })))];
      }),
    );

  it('are the same on every node, and tell of the key ring no more than what sha256sum makes of its file', async () => {
    const first = await factsOf('node-01');
    expect(await factsOf('node-02')).toEqual(first);
    const file = (await farm.host('node-01').readFile('key-ring.key')) ?? '';
    const told = createHash('sha256').update(file).digest('hex');
    expect(await farm.host('node-01').say('application', 'facts', 'key-ring')).toBe(told);
    expect(Object.fromEntries(first)).toMatchObject({
      version: '1.0.0',
      account: 'svc-sample',
      'key-ring': told.slice(0, 12),
    });
    expect(JSON.stringify(first)).not.toContain(PASSWORD);
    expect(JSON.stringify(first)).not.toContain(file.trim());
  });

  it.each([
    ['an unknown fact', ['facts', 'password']],
    ['a field that every object has', ['facts', 'constructor']],
    ['an unknown deed', ['settings', 'drop', 'ipDetection']],
    ['no key', ['settings', 'read']],
    ['nothing', []],
  ])('do not answer %s', async (_what, words) => {
    await expect(farm.host('node-01').say('application', ...words)).rejects.toMatchObject({ code: 'input.invalid' });
  });
});

describe('bounds', () => {
  it.each([
    ['/nowhere', 404],
    ['/sign-in', 405],
    ['/api/v3.0/whoami', 404],
    ['//', 404],
  ])('answers %s with %d and its name', async (path, status) => {
    const answer = await ask(0, path);
    expect(answer.status).toBe(status);
    expect(header(answer, 'x-served-by')).toBe('node-01');
    expect(answer.body).not.toMatch(/\.ts|\.mjs|at .*:\d+/);
  });

  it('refuses headers without end', async () => {
    const answer = await ask(0, '/health-check', { headers: [['X-Filler', 'x'.repeat(40_000)]] });
    expect(answer.status).toBe(431);
    expect(header(answer, 'x-served-by')).toBe('node-01');
  });

  it('tells nothing of the inside when a setting makes every request fail', async () => {
    const broken = { ...ipDetection(farm), knownProxies: ['no address'] };
    await farm.host('node-01').perform(settingAction('node-01', broken));
    const answer = await ask(0, '/request?reference=failing-request');
    expect(answer).toMatchObject({ status: 500, body: '{"error":"client-ip.config-invalid"}' });
    await farm.host('node-01').perform(settingAction('node-01', ipDetection(farm)));
  });

  it('keeps passwords as hashes: even the administrator cannot read them back', async () => {
    await expect(farm.signIn('svc-sample', new Secret('x'), 'sample')).rejects.toMatchObject({
      code: 'database.sign-in-refused',
    });
    expect(await farm.sql('master', 'SELECT count(*) FROM sqlite_master')).toEqual([[0]]);
  });
});

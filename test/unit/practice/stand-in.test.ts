import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseApplicationFile } from '../../../core/practice/application/configuration.ts';
import { portalSettings, startStandIn } from '../../support/stand-in.ts';

let standIn: Awaited<ReturnType<typeof startStandIn>>;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn?.end());

/** What is added to the audit log meanwhile, without times. */
async function added(deed: () => Promise<unknown>): Promise<string[]> {
  await standIn.ask('portal', '/start');
  const before = standIn.audited().length;
  await deed();
  return standIn.audited().slice(before);
}

describe('an application without a database', () => {
  it('starts without a connection string and is healthy', async () => {
    expect(await standIn.ask('portal', '/status')).toMatchObject({ status: 200, body: 'healthy' });
  });

  it('keeps its settings in a file, which is read with each request', async () => {
    expect(await standIn.application.readSetting('trust')).toBe(null);
    const trust = { enabled: true, forwardLimit: 1, knownProxies: [standIn.wizard], knownNetworks: [] };
    const ask = () => standIn.ask('portal', '/start', { headers: ['X-Forwarded-For', '203.0.113.7'] });
    expect(await added(ask)).toEqual([`${standIn.wizard} portal /start -`]);
    await standIn.application.writeSetting('trust', trust);
    expect(await standIn.application.readSetting('trust')).toEqual(trust);
    expect(await added(ask)).toEqual(['203.0.113.7 portal /start -']);
    standIn.write('settings.json', '{}');
    expect(await added(ask)).toEqual([`${standIn.wizard} portal /start -`]);
  });
});

describe('an audited request', () => {
  const TOKEN = 'fw-0123456789';

  it.each([
    ['a query parameter', `/track?id=${TOKEN}`, {}, 200, `/track ${TOKEN}`],
    [
      'the path, and is audited though it ends in 401',
      `/documents/${TOKEN}/open`,
      {},
      401,
      `/documents/${TOKEN}/open ${TOKEN}`,
    ],
    ['a form', '/orders', { method: 'POST', body: `a=1&reference=${TOKEN}` }, 302, `/orders ${TOKEN}`],
    ['JSON', '/orders', { method: 'POST', body: `{"reference":"${TOKEN}"}` }, 302, `/orders ${TOKEN}`],
    ['nothing', '/start', {}, 200, '/start -'],
  ])('has its token in %s', async (_where, path, how, status, audited) => {
    const lines = await added(async () => expect((await standIn.ask('portal', path, how)).status).toBe(status));
    expect(lines).toEqual([`${standIn.wizard} portal ${audited}`]);
  });

  it('answers 401 and 302 with what such an answer must have', async () => {
    expect((await standIn.ask('portal', `/documents/${TOKEN}/open`)).headers['www-authenticate']).toBe('Negotiate');
    const order = await standIn.ask('portal', '/orders', { method: 'POST', body: `reference=${TOKEN}` });
    expect(order.headers.location).toBe('/');
  });

  it.each([
    ['/track', {}],
    ['/track?id=short', {}],
    ['/documents/a%0ab/open', {}],
    ['/orders', { method: 'POST', body: '{"reference":["fw-0123456789"]}' }],
    ['/orders', { method: 'POST', body: '' }],
  ])('is refused and not audited without a token that can be recorded: %s', async (path, how) => {
    expect(await added(async () => expect((await standIn.ask('portal', path, how)).status).toBe(400))).toEqual([]);
  });

  it('is refused with another method, and with a body without end', async () => {
    expect(await standIn.ask('portal', '/orders')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
    const long = { method: 'POST', body: 'x'.repeat(10_000) };
    expect((await standIn.ask('portal', '/orders', long)).status).toBe(413);
  });

  it('is one line with its time, whatever the client sends', async () => {
    await standIn.application.record(
      { service: 'portal', path: '/a\r\n2026-01-01T00:00:00Z 203.0.113.7', token: null },
      { peer: '192.0.2.1', forwarded: [], address: null },
    );
    const line = standIn.lines().at(-1) ?? '';
    expect(line).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z - portal \/a\?\?2026-01-01T00:00:00Z 203\.0\.113\.7 -$/,
    );
  });
});

describe('services of other kinds', () => {
  it('HTTP without TLS, on a port of its own', async () => {
    const lines = await added(async () => expect((await standIn.ask('plain', '/')).status).toBe(200));
    expect(lines).toEqual([`${standIn.wizard} plain / -`]);
    expect((await standIn.ask('plain', '/track?id=fw-0123456789')).status).toBe(404);
  });

  it('TCP: who waits is audited and gets the banner', async () => {
    const lines = await added(async () => expect(await standIn.talk('relay', '')).toBe('220 ready\r\n'));
    expect(lines).toEqual([`${standIn.wizard} relay - -`]);
  });

  it('TCP: the first line may be the token, and comes back', async () => {
    const lines = await added(async () =>
      expect(await standIn.talk('echo', 'fw-0123456789\nmore\n')).toBe('fw-0123456789\n'),
    );
    expect(lines).toEqual([`${standIn.wizard} echo - fw-0123456789`]);
  });

  it('TCP: a health check, which connects and is gone, leaves no record', async () => {
    const lines = await added(async () => {
      await standIn.touch('relay');
      await standIn.talk('relay', 'hello\n');
    });
    expect(lines).toHaveLength(1);
  });

  it('admit nobody else', async () => {
    const from = standIn.place('portal').address;
    for (const service of ['portal', 'plain'])
      await expect(standIn.ask(service, '/start', { from })).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await standIn.talk('relay', '', from).catch(() => '')).toBe('');
  });
});

it('does not name its node where it is told not to', async () => {
  const quiet = await startStandIn({ servedBy: null });
  const named = await standIn.ask('portal', '/start');
  const answer = await quiet.ask('portal', '/start');
  await quiet.end();
  expect(named.headers['x-served-by']).toBe('node-01');
  expect(JSON.stringify([answer.headers, answer.body])).not.toContain('node-01');
});

it('tells the facts that it is told to tell, and fails a client-IP engine that it does not have', async () => {
  const told = await startStandIn({
    facts: { release: 'version', runsAs: 'account' },
    version: '7.1',
    clientIp: { engine: 'none-such', setting: 'trust' },
  });
  expect(told.application.facts()).toEqual({ release: '7.1', runsAs: 'svc-portal' });
  expect(await told.ask('portal', '/start')).toMatchObject({
    status: 500,
    body: '{"error":"client-ip.engine-unknown"}',
  });
  await told.end();
});

it('takes the leftmost entry, whoever sent it, with the engine leftmost', async () => {
  const eager = await startStandIn({
    clientIp: { engine: 'leftmost', setting: 'trust' },
    ownSettings: { trust: { headerName: 'X-Real-IP' } },
    audit: { form: 'text', file: 'access.log', line: '{address} via {peer}, {forwarded}' },
  });
  await eager.ask('portal', '/start', { headers: ['X-Real-IP', '203.0.113.7, 203.0.113.8'] });
  await eager.talk('relay', 'hello\n');
  expect(eager.lines()).toEqual([
    `203.0.113.7 via ${eager.wizard}, 203.0.113.7, 203.0.113.8`,
    `${eager.wizard} via ${eager.wizard}, -`,
  ]);
  await eager.end();
});

it('answers 500 where the setting is another engine’s', async () => {
  const other = await startStandIn({ ownSettings: { trust: { headerName: 'X-Real-IP' } } });
  expect(await other.ask('portal', '/start')).toMatchObject({
    status: 500,
    body: '{"error":"application.setting-unusable"}',
  });
  await other.end();
});

describe('what it is told is refused', () => {
  const settings = portalSettings(() => ({ address: '127.0.0.1', port: 8443 }), []);
  const [portal] = settings.services;
  const alone = { ...settings, services: [portal] };

  it.each([
    ['where two kinds share a port', settings, 'services[1].port'],
    ['where a name stands twice', { ...alone, services: [portal, portal] }, 'services[1].name'],
    ['where SQL has no connection', { ...alone, audit: { form: 'sql', statement: 'INSERT' } }, 'audit'],
    ['where a file lies elsewhere', { ...alone, audit: { form: 'text', file: '../log', line: '{at}' } }, 'audit.file'],
    ['where a fact has no file', { ...alone, facts: { keys: { fingerprintOf: 'keys.xml' } } }, 'facts.keys'],
    [
      'where sign-in has no service',
      { ...alone, signIn: { service: 'other', signInPath: '/in', whoPath: '/who', keyRing: 'k' } },
      'signIn.service',
    ],
    [
      'where the token has no place in the path',
      { ...alone, services: [{ ...portal, requests: [{ path: '/x', token: 'path' }] }] },
      'services[0].requests[0].path',
    ],
    ['where it is not understood', { ...alone, colour: 'blue' }, 'colour'],
  ])('%s', (_why, file, field) => {
    expect(() => parseApplicationFile(JSON.stringify(file))).toThrow(
      expect.objectContaining({ code: 'input.invalid', field }),
    );
  });
});

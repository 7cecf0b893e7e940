import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { attachWorld, type LogEntry, layOut, newFolder, startWorld } from '../../../core/practice/client.ts';
import { forkLauncher } from '../../../core/processes/fork-launcher.ts';
import { practiceEntries } from '../../support/practice-entries.ts';
import { type TestAction, type TestWorld, testWorld } from '../../support/practice-farm.ts';
import { until } from '../../support/until.ts';

const SERVICES = [{ name: 'web' }];

let farm: TestWorld;
beforeAll(async () => {
  farm = await testWorld(3);
});
afterAll(() => farm?.end());

const file = (path: string, content = 'text\n', ownerOnly = false): TestAction => ({
  kind: 'file',
  path,
  content,
  ownerOnly,
});

async function logOf(): Promise<LogEntry[]> {
  return (await farm.world.call('log', {})) as LogEntry[];
}

describe('creation', () => {
  it('gives every party an address of its own', () => {
    const { wizard, clients, database, balancer, nodes } = farm.world.topology;
    const addresses = [
      wizard,
      ...clients,
      database.address,
      balancer.virtualAddress,
      balancer.presentsAs,
      ...nodes.map((node) => node.address),
    ];
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const address of addresses) expect(address).toMatch(/^127\.\d+\.\d+\.\d+$/);
    expect(nodes.map((node) => node.name)).toEqual(['node-01', 'node-02', 'node-03']);
  });

  it('keeps its folder to its owner, and the authority’s certificate in each host’s folder', async () => {
    const { folder, authority } = farm.world.topology;
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(farm.world.topology.control).mode & 0o077).toBe(0);
    for (const host of ['database', 'balancer', 'node-01', 'node-03'])
      expect(await farm.host(host).readFile('authority.pem')).toBe(authority);
  });

  it('shows no password in any automatic form', () => {
    const password = farm.world.administratorPassword.reveal();
    expect(`${JSON.stringify(farm.world)} ${inspect(farm.world, { depth: 9 })}`).not.toContain(password);
  });

  it.each([1, 51])('refuses %d nodes', async (nodes) => {
    const entries = await practiceEntries();
    const layout = await layOut({ nodes, services: SERVICES });
    const folder = newFolder(farm.parent);
    await expect(startWorld({ launch: forkLauncher(entries), layout, folder })).rejects.toMatchObject({
      code: 'input.invalid',
      field: 'layout.nodes',
    });
  });

  it('refuses a folder whose path is too long for its socket, and leaves nothing', async () => {
    const entries = await practiceEntries();
    const folderParent = join(farm.parent, 'long'.repeat(30));
    mkdirSync(folderParent);
    const layout = await layOut({ nodes: 2, services: SERVICES });
    const folder = newFolder(folderParent);
    await expect(startWorld({ launch: forkLauncher(entries), layout, folder })).rejects.toMatchObject({
      code: 'practice.folder-unusable',
    });
    await until(() => readdirSync(folderParent).length === 0, { what: 'its folder is gone' });
  });

  it('says that its folder cannot be made', async () => {
    const entries = await practiceEntries();
    await expect(
      startWorld({
        launch: forkLauncher(entries),
        layout: await layOut({ nodes: 2, services: SERVICES }),
        folder: join(farm.parent, 'nowhere', 'world'),
      }),
    ).rejects.toMatchObject({ code: 'practice.folder-unusable' });
    expect(() => newFolder(join(farm.parent, 'nowhere'))).toThrow(
      expect.objectContaining({ code: 'practice.folder-unusable' }),
    );
  });
});

describe('files', () => {
  it('are missing, then in place, then differ', async () => {
    const host = farm.host('node-01');
    const action = file('sub/settings.json', 'one\n');
    expect(await host.inspect(action)).toMatchObject({ state: 'missing' });
    await host.perform(action);
    expect(await host.inspect(action)).toMatchObject({ state: 'in place' });
    expect(await host.readFile('sub/settings.json')).toBe('one\n');
    expect(await host.inspect(file('sub/settings.json', 'two\n'))).toMatchObject({ state: 'differs' });
    expect(await host.inspect(file('sub/settings.json', 'one\n', true))).toMatchObject({ state: 'differs' });
  });

  it('for their owner only have mode 600, also when they were open before', async () => {
    const host = farm.host('node-01');
    await host.perform(file('secret.txt', 'x', false));
    await host.perform(file('secret.txt', 'x', true));
    expect(statSync(join(farm.world.topology.folder, 'hosts/node-01/secret.txt')).mode & 0o777).toBe(0o600);
    expect(await host.readFile('absent.txt')).toBeNull();
  });

  it.each([
    '../node-01/x',
    '/etc/hostname',
    'a/../../x',
    '..',
    'link/x',
    'a\0b',
  ])('never lie outside the host’s folder: %j', async (path) => {
    const host = farm.host('node-02');
    const folder = join(farm.world.topology.folder, 'hosts/node-02');
    try {
      symlinkSync(farm.parent, join(folder, 'link'));
    } catch {
      // It is there from the case before.
    }
    await expect(host.perform(file(path))).rejects.toMatchObject({ code: 'host.path-outside' });
    await expect(host.readFile(path)).rejects.toMatchObject({ code: 'host.path-outside' });
  });
});

describe('keys and certificates', () => {
  it('makes a key once and keeps it', async () => {
    const host = farm.host('node-01');
    const action: TestAction = { kind: 'key', path: 'made.key', bytes: 32 };
    expect(await host.inspect(action)).toMatchObject({ state: 'missing' });
    await host.perform(action);
    const first = await host.readFile('made.key');
    expect(Buffer.from(first ?? '', 'base64')).toHaveLength(32);
    await host.perform(action);
    expect(await host.readFile('made.key')).toBe(first);
    expect(await host.inspect(action)).toMatchObject({ state: 'in place' });
    expect(statSync(join(farm.world.topology.folder, 'hosts/node-01/made.key')).mode & 0o777).toBe(0o600);
  });

  it('issues a certificate once, and again when it does not fit any more', async () => {
    const host = farm.host('node-03');
    const action = (names: string[]): TestAction => ({
      kind: 'certificate',
      names,
      certificatePath: 'c.pem',
      keyPath: 'k.pem',
    });
    await host.perform(action(['farm.practice.test']));
    const first = (await host.readFile('c.pem')) ?? '';
    expect(new X509Certificate(first).checkHost('farm.practice.test')).toBe('farm.practice.test');
    expect(new X509Certificate(first).verify(new X509Certificate(farm.world.topology.authority).publicKey)).toBe(true);
    await host.perform(action(['farm.practice.test']));
    expect(await host.readFile('c.pem')).toBe(first);
    expect(await host.inspect(action(['other.practice.test']))).toMatchObject({ state: 'differs' });
    await host.perform({ kind: 'certificate', names: ['x.practice.test'], certificatePath: 'x.pem', keyPath: 'k.pem' });
    expect(await host.inspect(action(['farm.practice.test']))).toMatchObject({ state: 'differs' });
    await host.perform(action(['farm.practice.test']));
    expect(await host.inspect(action(['farm.practice.test']))).toMatchObject({ state: 'in place' });
    expect(await host.readFile('c.pem')).not.toBe(first);
  });
});

describe('log', () => {
  it('holds each performed action once, never content, and nothing for what was kept', async () => {
    const host = farm.host('node-01');
    const before = (await logOf()).length;
    await host.perform(file('logged.txt', 'sentinel-content\n'));
    await host.perform({ kind: 'key', path: 'logged.key', bytes: 32 });
    await host.perform({ kind: 'key', path: 'logged.key', bytes: 32 });
    await host.inspect(file('logged.txt'));
    const added = (await logOf()).slice(before);
    expect(added.map(({ host: name, kind, what }) => [name, kind, what])).toEqual([
      ['node-01', 'file', 'logged.txt'],
      ['node-01', 'key', 'logged.key'],
    ]);
    const text = readFileSync(join(farm.world.topology.folder, 'world.log.jsonl'), 'utf8');
    expect(text).not.toContain('sentinel-content');
    expect(
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(await logOf());
  });

  it('has one entry for what was done once, and equal digests for equal deeds', async () => {
    const host = farm.host('node-01');
    const before = (await logOf()).length;
    for (const content of ['a', 'a', 'b', 'a']) await host.perform(file('again.txt', content));
    const [first, second, third, ...more] = (await logOf()).slice(before).map((entry) => entry.digest);
    expect(first).toBe(third);
    expect(first).not.toBe(second);
    expect(more).toEqual([]);
  });
});

describe('control protocol', () => {
  it.each([
    ['no JSON', 'hello', 'practice.request-invalid'],
    ['no number', '{"op":"log"}', 'practice.request-invalid'],
    ['an unknown operation', '{"id":5,"op":"shutdown"}', 'input.invalid'],
    ['a missing field', '{"id":5,"op":"inspect","host":"node-01"}', 'input.invalid'],
    [
      'an unknown kind of action',
      '{"id":5,"op":"perform","host":"node-01","action":{"kind":"shell"}}',
      'input.invalid',
    ],
    ['an unknown host', '{"id":5,"op":"read","host":"mars","reading":{"kind":"file","path":"x"}}', 'host.unknown'],
    ['an unknown fault', '{"id":5,"op":"plant","faults":["gremlin"]}', 'fault.unknown'],
    ['a fault before the farm stands', '{"id":5,"op":"plant","faults":["node-down"]}', 'fault.farm-not-standing'],
  ])('answers %s with a typed error', async (_what, line, code) => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(farm.world.topology.control, () => socket.write(`${line}\n`));
      socket.setEncoding('utf8');
      socket.once('error', reject);
      socket.once('data', (text: string) => {
        socket.destroy();
        resolve(text);
      });
    });
    expect(JSON.parse(answer)).toMatchObject({ ok: false, error: { code, remedy: expect.any(String) } });
  });

  it('ends calls with their signal and their limit', async () => {
    const reason = new Error('cancelled');
    const control = new AbortController();
    const call = farm.world.call('log', {}, { signal: control.signal });
    control.abort(reason);
    await expect(call).rejects.toBe(reason);
    await expect(farm.world.call('log', {}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    // A world that says where it stands and is silent from then on.
    const mute = createServer((socket) => {
      socket.once('data', () => socket.write(`${JSON.stringify({ id: 1, ok: true, value: farm.world.topology })}\n`));
      socket.on('data', (line) => {
        if (String(line).includes('administratorPassword'))
          socket.write(`${JSON.stringify({ id: 2, ok: true, value: 'x' })}\n`);
      });
    });
    const folder = join(farm.parent, 'mute');
    mkdirSync(folder, { mode: 0o700 });
    await new Promise<void>((resolve) => mute.listen(join(folder, 'control.sock'), resolve));
    const silent = await attachWorld(folder);
    await expect(silent.call('log', {}, { limitMs: 50 })).rejects.toMatchObject({ code: 'practice.no-answer' });
    const lost = silent.call('log', {});
    silent.close();
    await expect(lost).rejects.toMatchObject({ code: 'site.lost' });
    mute.close();
  });

  it('can be attached to again', async () => {
    const again = await attachWorld(farm.world.topology.folder);
    expect(again.topology).toEqual(farm.world.topology);
    expect(again.administratorPassword.reveal()).toBe(farm.world.administratorPassword.reveal());
    again.close();
    await expect(again.call('log', {})).rejects.toMatchObject({ code: 'site.lost' });
  });

  it('says that there is no world', async () => {
    const folder = join(farm.parent, 'empty');
    await expect(attachWorld(folder)).rejects.toMatchObject({ code: 'site.lost' });
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, 'control.sock'), '');
    await expect(attachWorld(folder)).rejects.toMatchObject({ code: 'site.lost' });
  });

  it('does not talk to a world in a folder that others may write to', async () => {
    const folder = join(farm.parent, 'open');
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    await expect(attachWorld(folder)).rejects.toMatchObject({ code: 'practice.folder-foreign' });
  });
});

import type { ChildProcess } from 'node:child_process';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { NodeStatus } from '../../../core/proxy/node-pool.ts';
import { startEntry } from '../../support/practice-entries.ts';
import { until } from '../../support/until.ts';
import { ask } from './proxy-client.ts';
import { freePort, PROXY, removeStandFiles, standConfig, standIdentity, TestNode } from './proxy-stand.ts';

const processes: ChildProcess[] = [];
const nodes: TestNode[] = [];
afterEach(async () => {
  for (const child of processes.splice(0)) child.kill('SIGKILL');
  await Promise.all(nodes.splice(0).map((node) => node.crash()));
});
afterAll(removeStandFiles);

type Said = Record<string, unknown> & { type: string };

async function startChild() {
  const child = await startEntry('proxy');
  processes.push(child);
  const said: Said[] = [];
  child.on('message', (message) => said.push(message as Said));
  const next = async (type: string) =>
    await until(() => said.find((message) => message.type === type), { what: `it says ${type}` });
  const ended = async () => {
    await until(() => child.exitCode !== null || child.signalCode !== null, { what: 'it has ended' });
    return child.exitCode;
  };
  return { child, said, next, ended };
}

async function startedChild() {
  const node = new TestNode('node-1', '127.77.1.1', await standIdentity());
  nodes.push(node);
  await node.listen();
  const proxy = await startChild();
  proxy.child.send({ type: 'start', config: await standConfig([node]) });
  const { addresses } = await proxy.next('started');
  return { ...proxy, node, port: (addresses as { port: number }[])[0]?.port ?? 0 };
}

describe('the proxy as a process', () => {
  it('starts as it is told, proxies, and tells its status', async () => {
    const { child, said, port, node } = await startedChild();
    await until(
      async () => {
        said.length = 0;
        child.send({ type: 'say', id: 7, words: ['status'], stdin: null });
        const { id, text } = await until(() => said[0], { what: 'it answers' });
        return id === 7 && (JSON.parse(String(text)) as { nodes: NodeStatus[] }[])[0]?.nodes[0]?.state === 'up';
      },
      { what: 'its node is up' },
    );
    expect((await ask(port)).status).toBe(200);
    expect(node.received).toHaveLength(1);
  });

  it('says why it does not start, and ends', async () => {
    const invalid = await startChild();
    invalid.child.send({ type: 'start', config: { services: [] } });
    expect(await invalid.next('failed')).toMatchObject({ error: { code: 'input.invalid', field: 'services' } });
    expect(await invalid.ended()).toBe(1);

    const { port } = await startedChild();
    const second = await startChild();
    const [service] = (await standConfig([{ name: 'node-1', address: '127.77.1.1', port: 9 }])).services;
    second.child.send({ type: 'start', config: { services: [{ ...service, listen: { address: PROXY, port } }] } });
    expect(await second.next('failed')).toMatchObject({
      error: { code: 'balancer.cannot-bind', message: expect.stringContaining(`${PROXY}:${port}`) },
    });
    expect(await second.ended()).toBe(1);
  });

  it('refuses a first message that is none of its own', async () => {
    const proxy = await startChild();
    proxy.child.send({ type: 'say', id: 1, words: ['status'], stdin: null });
    expect(await proxy.next('failed')).toMatchObject({ error: { code: 'input.invalid' } });
    expect(await proxy.ended()).toBe(1);
  });

  it.each<[string, (child: ChildProcess) => void, number | null]>([
    ['is told to', (child) => void child.send({ type: 'stop' }), 0],
    ['loses its parent', (child) => child.disconnect(), 0],
    ['gets SIGTERM', (child) => void child.kill('SIGTERM'), 0],
  ])('ends when it %s', async (_what, deed, code) => {
    const { child, ended, port } = await startedChild();
    deed(child);
    expect(await ended()).toBe(code);
    expect(await freePort(PROXY)).not.toBe(port);
    await expect(ask(port)).rejects.toThrow(/ECONNREFUSED/);
  });

  it('sets a node as it is asked, answers, and says why where it cannot', async () => {
    const { child, said, port } = await startedChild();
    let last = 10;
    const asked = async (...words: string[]) => {
      last += 1;
      child.send({ type: 'say', id: last, words, stdin: null });
      return await until(() => said.find(({ id }) => id === last), { what: 'it answers' });
    };
    const status = async () => {
      const { text } = await asked('status');
      return (JSON.parse(String(text)) as { nodes: NodeStatus[] }[])[0]?.nodes[0];
    };
    await until(async () => (await status())?.state === 'up', { what: 'its node is up' });
    for (const [service, state, code] of [
      [null, 'drain', 503],
      ['web', 'ready', 200],
      ['web', 'halt', 503],
      [null, 'ready', 200],
    ] as const) {
      const answer = await asked('set-node', 'node-1', state, ...(service === null ? [] : [service]));
      expect(answer).toEqual({ id: last, ok: true, text: '' });
      expect(await status()).toMatchObject({ state: 'up', admin: state });
      expect((await ask(port)).status).toBe(code);
    }
    for (const [words, code, field] of [
      [['set-node', 'node-2', 'drain'], 'balancer.node-unknown', 'node'],
      [['set-node', 'node-1', 'drain', 'api'], 'balancer.service-unknown', 'service'],
      [['set-node', 'node-1', 'maintenance', 'web'], 'input.invalid', 'state'],
      [['set-node', 'node-1'], 'input.invalid', 'state'],
      [['set-node'], 'input.invalid', 'node'],
      [['halt'], 'input.invalid', null],
    ] as const)
      expect(await asked(...words)).toMatchObject({
        id: last,
        ok: false,
        error: { code, field, remedy: expect.stringMatching(/\.$/) },
      });
    expect((await ask(port)).status).toBe(200);
  });

  it('survives messages it does not understand', async () => {
    const { child, said } = await startedChild();
    for (const message of [
      null,
      1,
      'stop',
      [],
      { type: 'say' },
      { type: 'unknown', id: 1 },
      { type: 'say', id: 1, words: [1] },
    ])
      if (message !== null) child.send(message);
    child.send({ type: 'say', id: 2, words: ['status'], stdin: null });
    await until(() => said.some(({ id, ok }) => id === 2 && ok === true), { what: 'it answers' });
    expect(said.some(({ id }) => id === 1)).toBe(false);
  });
});

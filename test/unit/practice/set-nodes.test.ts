import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Layout, Topology } from '../../../core/practice/client.ts';
import { attachWorld, layOut } from '../../../core/practice/client.ts';
import { type TestWorld, testWorld } from '../../support/practice-farm.ts';

let farm: TestWorld;
beforeEach(async () => {
  farm = await testWorld(3);
});
afterEach(() => farm.end());

const folderOf = (node: string) => join(farm.world.topology.folder, 'hosts', node);
const setNodes = async (nodes: Layout['nodes']) => (await farm.world.call('setNodes', { nodes })) as Topology;

async function leaveSomething(...nodes: string[]): Promise<void> {
  for (const node of nodes)
    await farm.host(node).perform({ kind: 'file', path: 'left.txt', content: 'left\n', ownerOnly: false });
}
const leftOn = (node: string) => farm.host(node).readFile('left.txt');

it('a node that is not among them is taken away with its files, and the others stay as they are', async () => {
  await leaveSomething('node-01', 'node-02', 'node-03');
  const [first, , third] = farm.world.topology.nodes;
  if (first === undefined || third === undefined) throw new Error('there are three nodes');
  expect((await setNodes([first, third])).nodes).toEqual([first, third]);
  await expect(leftOn('node-02')).rejects.toMatchObject({ code: 'host.unknown' });
  expect(existsSync(folderOf('node-02'))).toBe(false);
  expect(await leftOn('node-01')).toBe('left\n');
  expect(await leftOn('node-03')).toBe('left\n');
  const again = await attachWorld(farm.world.topology.folder);
  expect(again.topology.nodes).toEqual([first, third]);
  again.close();
});

it('a node of the same name at another place, or one that comes back, is a new and empty computer', async () => {
  await leaveSomething('node-01', 'node-02', 'node-03');
  const { nodes } = farm.world.topology;
  const moved = nodes.map((node) =>
    node.name === 'node-02' ? { ...node, ports: { ...node.ports, web: (node.ports.web ?? 0) - 1 } } : node,
  );
  await setNodes(moved);
  expect(await leftOn('node-02')).toBe(null);
  expect(await farm.host('node-02').readFile('authority.pem')).toBe(farm.world.topology.authority);
  await setNodes(nodes.slice(0, 2));
  await setNodes(nodes);
  expect(await leftOn('node-03')).toBe(null);
  expect(await leftOn('node-01')).toBe('left\n');
});

it('nodes that were taken away do not count: fifty others have room, and no more', async () => {
  const network = farm.world.topology.wizard.split('.').slice(0, 3).join('.');
  const named = async (count: number, stem: string) =>
    (await layOut({ nodes: count, services: [{ name: 'web' }, { name: 'api' }], network })).nodes.map(
      (node, index) => ({ ...node, name: `${stem}-${index}` }),
    );
  const fifty = await named(50, 'web');
  expect((await setNodes(fifty)).nodes).toHaveLength(50);
  const others = await named(50, 'app');
  expect((await setNodes(others)).nodes).toEqual(others);
  await expect(setNodes(await named(51, 'api'))).rejects.toMatchObject({ code: 'input.invalid', field: 'nodes' });
  expect(existsSync(folderOf('app-49'))).toBe(true);
  expect(existsSync(folderOf('web-0'))).toBe(false);
});

it('the order of the nodes is the given one, and nothing is done to them', async () => {
  await leaveSomething('node-01', 'node-02', 'node-03');
  const turned = farm.world.topology.nodes.toReversed();
  expect((await setNodes(turned)).nodes).toEqual(turned);
  for (const { name } of turned) expect(await leftOn(name)).toBe('left\n');
});

it('what is no node is never taken away', async () => {
  mkdirSync(folderOf('stranger'));
  writeFileSync(join(folderOf('stranger'), 'kept.txt'), '');
  await setNodes(farm.world.topology.nodes.slice(0, 2));
  expect(existsSync(join(folderOf('stranger'), 'kept.txt'))).toBe(true);
  for (const host of ['database', 'balancer'])
    expect(await farm.host(host).readFile('authority.pem')).toBe(farm.world.topology.authority);
});

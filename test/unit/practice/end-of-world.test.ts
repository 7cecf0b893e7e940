import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { attachWorld, layOut, newFolder, startWorld, type Topology } from '../../../core/practice/client.ts';
import { forkLauncher } from '../../../core/processes/fork-launcher.ts';
import type { Launch, Launched } from '../../../core/processes/launch.ts';
import { practiceEntries } from '../../support/practice-entries.ts';
import { installNodes, prepareDatabase, type TestWorld, testWorld } from '../../support/practice-farm.ts';
import { processes } from '../../support/processes.ts';

const SERVICES = [{ name: 'web' }];

const PASSWORD = 'password of the service account';
const GONE = { timeout: 15_000, interval: 50 };
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
let farm: TestWorld;

beforeEach(async () => {
  farm = await testWorld(2, 500);
});
afterEach(() => farm.end());

/** Processes of a world: it itself, and all that stand in its folder. */
function processesOf(topology: Topology): number[] {
  return processes()
    .filter(({ pid, folder }) => pid === topology.pid || folder.startsWith(topology.folder))
    .map(({ pid }) => pid);
}

async function installed(): Promise<Topology> {
  await prepareDatabase(farm, PASSWORD);
  await installNodes(farm, PASSWORD);
  const { topology } = farm.world;
  // The world, its database and two nodes.
  expect(processesOf(topology)).toHaveLength(4);
  return topology;
}

it('leaves no process and no folder when it is torn down', async () => {
  const topology = await installed();
  await farm.world.tearDown();
  await expect.poll(() => processesOf(topology), GONE).toEqual([]);
  expect(existsSync(topology.folder)).toBe(false);
  expect(readdirSync(farm.parent)).toEqual([]);
  await expect(farm.world.call('log', {})).rejects.toMatchObject({ code: 'site.lost' });
});

it('ends itself when nobody holds its lease any more', async () => {
  const topology = await installed();
  farm.world.close();
  await expect.poll(() => processesOf(topology), GONE).toEqual([]);
  expect(existsSync(topology.folder)).toBe(false);
});

it('stands as long as anybody holds its lease', async () => {
  const { topology } = farm.world;
  const other = await attachWorld(topology.folder);
  farm.world.close();
  const until = performance.now() + 1200;
  // Longer than the lease: it is asked all the time, and answers all the time.
  while (performance.now() < until) expect(await other.call('topology', {})).toMatchObject({ pid: topology.pid });
  other.close();
  await expect.poll(() => processesOf(topology), GONE).toEqual([]);
});

it('takes its children with it when it is killed, and the next world removes its folder', async () => {
  const topology = await installed();
  // Stopped, it cannot have answered before it is killed.
  process.kill(topology.pid, 'SIGSTOP');
  const waiting = farm.world.call('plant', { faults: ['node-down'] });
  const lost = expect(waiting).rejects.toMatchObject({ code: 'site.lost' });
  process.kill(topology.pid, 'SIGKILL');
  await lost;
  await expect.poll(() => processesOf(topology), GONE).toEqual([]);
  expect(existsSync(topology.folder)).toBe(true);
  const next = await nextWorld();
  expect(existsSync(topology.folder)).toBe(false);
  await next.tearDown();
});

it('outlives its parent by the lease only, when the parent is killed', async () => {
  const entries = await practiceEntries();
  const parent = await parentOf(join(entries, 'practice-world.mjs'));
  expect(processesOf(parent.topology).length).toBeGreaterThanOrEqual(2);
  parent.process.kill('SIGKILL');
  await expect.poll(() => processesOf(parent.topology), GONE).toEqual([]);
  expect(existsSync(parent.topology.folder)).toBe(false);
});

it('leaves folders alone that are young, alive or none of its own', async () => {
  const named = (name: string) => join(farm.parent, `farmwright-practice-${name}`);
  const old = new Date(Date.now() - 3_600_000);
  for (const [name, pid] of [
    ['young0', null],
    ['oldone', null],
    ['reused', process.pid],
    ['broken', 'no number'],
  ] as const) {
    mkdirSync(named(name));
    if (pid !== null) writeFileSync(join(named(name), 'world.pid'), `${pid}\n`);
    if (name !== 'young0') utimesSync(named(name), old, old);
  }
  writeFileSync(named('afile0'), '');
  mkdirSync(join(farm.parent, 'another-folder'));
  const next = await nextWorld();
  expect(['young0', 'oldone', 'reused', 'broken', 'afile0'].filter((name) => existsSync(named(name)))).toEqual([
    'young0',
    'afile0',
  ]);
  expect(existsSync(farm.world.topology.folder)).toBe(true);
  expect(existsSync(join(farm.parent, 'another-folder'))).toBe(true);
  await next.tearDown();
});

it('is torn down when its creation is cancelled', async () => {
  const entries = await practiceEntries();
  const folder = mkdtempSync(join(tmpdir(), 'fw-test-'));
  const control = new AbortController();
  const reason = new Error('cancelled');
  let child: Launched | undefined;
  const launch: Launch = (...asked) => {
    child = forkLauncher(entries)(...asked);
    return child;
  };
  const layout = await layOut({ nodes: 2, services: SERVICES });
  const starting = startWorld({ launch, layout, folder: newFolder(folder), leaseMs: 500 }, control.signal);
  const refused = expect(starting).rejects.toBe(reason);
  await expect.poll(() => readdirSync(folder).length, GONE).toBe(1);
  control.abort(reason);
  await refused;
  await expect.poll(() => readdirSync(folder), GONE).toEqual([]);
  await child?.ended;
  rmSync(folder, { recursive: true });
});

async function nextWorld() {
  const entries = await practiceEntries();
  return await startWorld({
    launch: forkLauncher(entries),
    layout: await layOut({ nodes: 2, services: SERVICES }),
    folder: newFolder(farm.parent),
  });
}

/** A process that starts a world as Farmwright does, holds its lease, and says where it stands. */
async function parentOf(entry: string): Promise<{ process: ChildProcess; topology: Topology }> {
  const said = join(farm.parent, 'topology.json');
  const start = {
    type: 'create',
    layout: await layOut({ nodes: 2, services: SERVICES }),
    folder: newFolder(farm.parent),
    leaseMs: 300,
  };
  const script = `
    import { fork } from 'node:child_process';
    import { connect } from 'node:net';
    import { renameSync, writeFileSync } from 'node:fs';
    const world = fork(${JSON.stringify(entry)}, [], { detached: true, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    world.once('message', ({ topology }) => {
      connect(topology.control, () => {
        world.disconnect();
        writeFileSync(${JSON.stringify(`${said}.new`)}, JSON.stringify(topology));
        renameSync(${JSON.stringify(`${said}.new`)}, ${JSON.stringify(said)});
      });
    });
    world.send(${JSON.stringify(start)});
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
  await expect.poll(() => existsSync(said), GONE).toBe(true);
  return { process: child, topology: JSON.parse(readFileSync(said, 'utf8')) };
}

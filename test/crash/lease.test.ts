import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommand } from '../support/command-line.ts';
import { isAlive, processesOf } from '../support/processes.ts';
import { until } from '../support/until.ts';

/** The lease of a practice farm as users have it, and time to end what stands. */
const LEASE_MS = 60_000;
const END_MS = 20_000;

test.concurrent.each(['bundled', 'haproxy'])(
  'when Farmwright is killed, the practice farm behind %s ends itself once its lease is over',
  async (balancer) => {
    const run = await startCommand(['practice', '--nodes', '2', '--balancer', balancer, '--keep']);
    await until(() => run.stderr().includes('The farm keeps running.'), {
      limitMs: 120_000,
      what: 'the farm stands',
    });
    const world = readdirSync(run.folder).find((name) => name.startsWith('farmwright-practice-'));
    const pids = processesOf(run.folder).filter((pid) => pid !== run.process.pid);
    expect(world).toBeDefined();
    // World, database, two nodes and the balancer at least.
    expect(pids.length).toBeGreaterThanOrEqual(5);

    run.process.kill('SIGKILL');
    await run.ended;
    expect(pids.filter(isAlive)).toEqual(pids);
    await until(() => pids.every((pid) => !isAlive(pid)), {
      limitMs: LEASE_MS + END_MS,
      what: 'every process of the practice farm has ended',
    });
    expect(existsSync(join(run.folder, world ?? ''))).toBe(false);
    rmSync(run.folder, { recursive: true, force: true });
  },
  LEASE_MS + END_MS + 150_000,
);

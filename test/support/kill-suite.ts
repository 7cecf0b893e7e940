import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Plan } from '../../core/model/plan.ts';
import type { Result } from '../../core/model/result.ts';
import { type FarmFileStand, farmFileStand } from './farm-file-command.ts';
import { KILL_POINTS, type KillPoint, killPoints } from './kill-points.ts';
import { until } from './until.ts';

const ROUND_MS = 240_000;

/** Kills the real Farmwright at each of these points, continues, and sees that nothing was done twice. */
export function killSuite(balancer: string, names: readonly string[]): void {
  test.each(names)(
    `a run behind ${balancer} that is killed %s is continued: ready, and nothing done twice`,
    async (name) => {
      const stand = await farmFileStand(`balancer: ${balancer}\npractice: { nodes: 2 }\n`);
      try {
        const plan = JSON.parse((await stand.run('plan', stand.path, '--json')).stdout) as Plan;
        const points = killPoints(plan);
        expect(points.map((point) => point.name)).toEqual(KILL_POINTS);
        const point = points.find((candidate) => candidate.name === name);
        if (point === undefined) throw new Error(`the plan has no point “${name}”`);
        await killAt(stand, point);
        const resumed = await stand.run('resume', stand.path, '--json', '--secrets', '-');
        expect(resumed.stderr).toMatch(/^Process \d+ of .* has ended\. Its lock was taken over\./);
        expect(resumed.code, resumed.stderr).toBe(0);
        expect((JSON.parse(resumed.stdout) as Result).overall).toBe('ready');
        const deeds = (await stand.log()).map(({ host, kind, what, digest }) => [host, kind, what, digest].join(' '));
        expect(new Set(deeds).size, deeds.join('\n')).toBe(deeds.length);
        expect(deeds.length).toBeGreaterThanOrEqual(15);
        expect(existsSync(`${stand.path}.lock`)).toBe(false);
        expect(existsSync(`${stand.path}.journal`)).toBe(false);
      } finally {
        await stand.end();
      }
    },
    ROUND_MS,
  );
}

async function killAt(stand: FarmFileStand, { name, reached }: KillPoint): Promise<void> {
  const run = await stand.start('run', stand.path, '--secrets', '-');
  await until(() => reached(stand.lines()) || run.process.exitCode !== null, { limitMs: 120_000, what: name });
  if (run.process.exitCode !== null) throw new Error(`the run ended before it was killed: ${run.stderr()}`);
  run.process.kill('SIGKILL');
  await run.ended;
}

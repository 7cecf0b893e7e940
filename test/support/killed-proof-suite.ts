import { expect, test } from 'vitest';
import { farmFileStand } from './farm-file-command.ts';
import { until } from './until.ts';

/** What a proof does to a node, and a farm in which it does that. */
export const DISTURBED = [
  { deed: 'stopped', balancer: 'bundled', persistence: 'none', again: 'it is started again' },
  { deed: 'drained', balancer: 'haproxy', persistence: 'source', again: 'it is back in the pool' },
] as const;

/** Kills the real Farmwright while it has disturbed a node, and proves the farm again. */
export function killedProofSuite(disturbed: readonly (typeof DISTURBED)[number][]): void {
  test.each(
    disturbed,
  )('a proof that is killed while a node is $deed leaves it so, and the next proof gives it back first', async ({
    deed,
    balancer,
    persistence,
    again,
  }) => {
    const stand = await farmFileStand(`balancer: ${balancer}\npersistence: ${persistence}\npractice: { nodes: 2 }\n`);
    try {
      const set = await stand.run('run', stand.path, '--secrets', '-');
      expect(set.code, set.stderr).toBe(0);
      const proof = await stand.start('verify', stand.path, '--drill', '--secrets', '-');
      await until(
        () =>
          stand.lines().some(({ body }) => body.type === 'disturbance' && body.deed === deed && !body.over) ||
          proof.process.exitCode !== null,
        { limitMs: 120_000, what: `a node is ${deed}` },
      );
      proof.process.kill('SIGKILL');
      await proof.ended;
      expect(proof.stdout(), 'it was killed before its end').toBe('');

      const next = await stand.run('verify', stand.path, '--secrets', '-');
      expect(next.stderr).toMatch(new RegExp(`was left ${deed} by a verification that was killed: ${again}`));
      expect(next.code, next.stderr).toBe(0);
      expect(next.stdout).toMatch(/^Ready: \d+ questions/m);
    } finally {
      await stand.end();
    }
  }, 360_000);
}

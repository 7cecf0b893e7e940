import { expect, test } from 'vitest';
import type { Result } from '../../core/model/result.ts';
import { farmFileStand } from './farm-file-command.ts';

/** A farm whose balancer keeps each client address on one node is set up and proven. */
export function sourcePersistenceSuite(balancer: string): void {
  test(`behind ${balancer} with source-IP persistence every node is proven, and the report says by which way it was reached`, async () => {
    const stand = await farmFileStand(`balancer: ${balancer}\npersistence: source\npractice: { nodes: 3 }\n`);
    try {
      const run = await stand.run('run', stand.path, '--json', '--secrets', '-');
      expect(run.code, run.stderr).toBe(0);
      const result = JSON.parse(run.stdout) as Result;
      expect(result.overall, run.stdout).toBe('ready');
      for (const { id, verdict, evidence } of result.checks.filter((check) => check.id === 'distribution')) {
        expect([id, verdict]).toEqual(['distribution', 'pass']);
        const { reachedBy } = evidence as { reachedBy: Record<string, string> };
        expect(Object.keys(reachedBy)).toEqual(['node-01', 'node-02', 'node-03']);
        const ways = Object.values(reachedBy);
        expect(ways).toContain('new connection');
        // One address alone is kept on one node.
        expect(ways.filter((way) => way === 'new connection')).toHaveLength(1);
        for (const way of ways) expect(['new connection', 'another client address', 'drained']).toContain(way);
      }
    } finally {
      await stand.end();
    }
  }, 360_000);
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { compose } from '../../core/compose.ts';
import { outcomeKey } from '../../core/model/check.ts';
import { Result } from '../../core/model/result.ts';
import { FAULTS } from '../../core/practice/faults/index.ts';
import type { PracticeSession } from '../../core/session/practice-session.ts';
import { practiceEntries } from './practice-entries.ts';

const ROUND_MS = 60_000;

/** Every fault and every pair of faults, planted one after another in one standing farm behind this balancer. */
export function faultSuite(balancer: string): void {
  let core: Core;
  let session: PracticeSession;

  beforeAll(async () => {
    core = new Core(compose(await practiceEntries()));
    session = core.startPractice({ nodes: 3, profile: 'sample', balancer, faults: [] });
    await session.settled();
  }, ROUND_MS);
  afterAll(() => core.close(), ROUND_MS);

  const result = (): Result => {
    if (session.result === null) throw new Error(`no result: ${session.error?.message}`);
    return session.result;
  };
  const open = () => result().checks.filter(({ verdict }) => verdict !== 'pass');
  const plant = async (faults: string[]) => {
    session.plant(faults);
    await session.settled();
  };
  const fix = async () => {
    session.fix();
    await session.settled();
    expect(session.error).toBe(null);
    expect(open().map(outcomeKey)).toEqual([]);
    expect(result().overall).toBe('ready');
  };

  describe(`a farm behind ${balancer}`, () => {
    test('is ready: every node and both paths proven, the audited address is the one that was sent from', () => {
      const { proof, nodes, overall } = Result.parse(result());
      const { farm } = session;
      expect(overall).toBe('ready');
      expect(proof.map(({ node, service }) => `${node} ${service}`).sort()).toEqual(
        nodes.flatMap(({ name }) => [`${name} api`, `${name} web`]).sort(),
      );
      const parts = [
        ...nodes.map(({ address }) => address),
        ...(farm?.hops ?? []).map(({ presentsAs }) => presentsAs),
        ...(farm?.services ?? []).map(({ address }) => address),
      ];
      for (const { sentFrom, audited, verdict } of proof) {
        expect(verdict).toBe('pass');
        expect(audited).toBe(sentFrom);
        expect(parts).not.toContain(audited);
      }
    });

    test('refuses every forged variant on both paths', () => {
      const { spoof } = result();
      for (const service of ['web', 'api']) {
        const attempts = spoof.filter((attempt) => attempt.service === service);
        expect(new Set(attempts.map(({ variant }) => variant)).size).toBeGreaterThanOrEqual(13);
        expect(attempts.map(({ outcome }) => outcome)).toEqual(
          attempts.map(({ variant }) => (variant === 'oversized' ? 'refused' : 'ignored')),
        );
      }
    });

    describe.each(FAULTS.map(({ id, cause, turns }) => ({ id, cause, turns })))('with $id', ({ id, cause, turns }) => {
      test(
        'turns exactly its checks, names its cause first, and is mended by running the plan again',
        async () => {
          await plant([id]);
          const farm = { nodes: result().nodes.map(({ name }) => name), services: ['web', 'api'] };
          const key = (turn: { check: string; subject: object; verdict: string }) =>
            `${turn.check} ${JSON.stringify(turn.subject)} ${turn.verdict}`;
          const seen = open().map(({ id: check, subject, verdict }) => key({ check, subject, verdict }));
          expect(seen.sort()).toEqual(turns(farm).map(key).sort());
          expect(['not ready', 'unknown']).toContain(result().overall);
          expect(result().faults).toEqual([id]);
          expect(result().causes.map((found) => found.id)).toEqual([cause]);
          const explained = new Set(result().causes.flatMap(({ explains }) => explains));
          for (const outcome of open()) expect(explained, outcomeKey(outcome)).toContain(outcomeKey(outcome));
          await fix();
        },
        2 * ROUND_MS,
      );
    });

    const pairs = FAULTS.flatMap((one, index) => FAULTS.slice(index + 1).map((other) => ({ one, other })));
    test.each(pairs.map(({ one, other }) => ({ ids: [one.id, other.id], causes: [one.cause, other.cause] })))(
      'with $ids names both causes first',
      async ({ ids, causes }) => {
        await plant(ids);
        expect(
          result()
            .causes.slice(0, 2)
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...causes].sort());
        await fix();
      },
      2 * ROUND_MS,
    );
  });
}

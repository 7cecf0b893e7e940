import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { compose } from '../../core/compose.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import type { ClientIpNeeds } from '../../core/model/profile.ts';
import { Result } from '../../core/model/result.ts';
import type { Fault } from '../../core/practice/faults/fault.ts';
import type { FarmSession } from '../../core/session/farm-session.ts';
import type { Parts } from '../../core/session/parts.ts';
import { isProvenIn, NODES, type Pair, pairsIn, type Stand, singlesIn } from './fault-stands.ts';
import { practiceEntries } from './practice-entries.ts';

const DRILL = 'drill.node-loss';
const ROUND_MS = 120_000;
/** A farm is set up and proven, on a computer that may do other things besides. */
const SET_UP_MS = 300_000;
const CONSENT = { auditEntries: true, drill: false };

/** What these two look like without read-back: nothing seen from outside tells them apart, so both are named. */
const ALIKE = ['limit-reads-nothing', 'trust-omits-balancer'];

/**
 * Faults, planted one after another in one standing farm, and mended by running the plan again. For each fault one stand
 * also looks at it without settings read-back, and proves the farm when it is mended.
 * @param chosen which faults and which pairs of faults are planted, of all that this stand is for
 */
export function faultSuite(
  stand: Stand,
  chosen: { singles?: (faults: Fault[]) => Fault[]; pairs?: (pairs: Pair[]) => Pair[] } = {},
): void {
  const { balancer, waf } = stand;
  let core: Core;
  let session: FarmSession;
  const readBack = { on: true };
  let isMended = true;

  beforeAll(async () => {
    core = new Core(withReadBack(compose(await practiceEntries()), readBack));
    session = await core.practices.start({ nodes: NODES.length, profile: 'sample', balancer, waf, faults: [] }, {});
    await session.settled();
  }, SET_UP_MS);
  afterAll(() => core.close(), ROUND_MS);
  // A test that failed leaves its fault to nobody.
  beforeEach(async () => {
    if (!isMended) await run(false);
  }, ROUND_MS);

  const result = (): Result => {
    if (session.result === null) throw new Error(`no result: ${session.error?.message}`);
    return session.result;
  };
  const open = () => result().checks.filter(({ verdict }) => !['pass', 'not applicable', 'skipped'].includes(verdict));
  const plant = async (faults: string[]) => {
    isMended = false;
    session.plant({}, faults, CONSENT);
    await session.settled();
    expect(session.error).toBe(null);
  };
  const verifyWithoutReadBack = async () => {
    readBack.on = false;
    try {
      session.verify({}, CONSENT);
      await session.settled();
    } finally {
      readBack.on = true;
    }
  };
  const run = async (prove: boolean) => {
    session.run({}, { prove }, CONSENT);
    await session.settled();
    expect(session.error).toBe(null);
    isMended = true;
  };
  const fix = async () => {
    await run(true);
    expect(open().map(outcomeKey)).toEqual([]);
    expect(result().overall).toBe('ready');
  };

  describe(`a farm behind ${balancer}${waf ? ' and a WAF' : ''}`, () => {
    test('is ready: every node and both paths proven, the audited address is the one that was sent from', () => {
      const { proof, nodes, overall } = Result.parse(result());
      const { farm } = session;
      expect(overall).toBe('ready');
      expect(proof.map(({ node, service }) => `${node} ${service}`).sort()).toEqual(
        nodes.flatMap(({ name }) => [`${name} api`, `${name} web`]).sort(),
      );
      const parts = [
        ...nodes.map(({ address }) => address),
        ...farm.hops.map(({ presentsAs }) => presentsAs),
        ...farm.services.map(({ address }) => address),
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

    const singles = chosen.singles?.(singlesIn(stand)) ?? singlesIn(stand);
    if (singles.length > 0)
      test.each(singles.map((fault) => ({ id: fault.id, fault })))(
        'with $id turns exactly its checks and names its cause',
        async ({ id, fault }) => {
          const { cause, turns } = fault;
          await plant([id]);
          const farm = { nodes: result().nodes.map(({ name }) => name), services: ['web', 'api'] };
          const key = (turn: { check: string; subject: object; verdict: string }) =>
            `${turn.check} ${JSON.stringify(turn.subject)} ${turn.verdict}`;
          const seen = open().map(({ id: check, subject, verdict }) => key({ check, subject, verdict }));
          const wanted = turns(farm).filter(({ check }) => check !== DRILL);
          expect(seen.sort()).toEqual(wanted.map(key).sort());
          expect(['not ready', 'unknown', 'ready with warnings']).toContain(result().overall);
          expect(result().faults).toEqual([id]);
          expect(result().causes.map((found) => found.id)).toEqual([cause]);
          const explained = new Set(result().causes.flatMap(({ explains }) => explains));
          for (const outcome of open()) expect(explained, outcomeKey(outcome)).toContain(outcomeKey(outcome));
          if (!isProvenIn(fault, stand)) return;

          await verifyWithoutReadBack();
          expect(result().checks.filter(({ id: check }) => check === 'ip-detection.as-planned')).toEqual(
            expect.arrayContaining([expect.objectContaining({ verdict: 'not applicable' })]),
          );
          const named = result().causes.map((found) => found.id);
          if (ALIKE.includes(cause)) expect([...named].sort()).toEqual(ALIKE);
          else expect(named[0]).toBe(fault.onlyInSettings ? 'plan.in-place' : cause);
          await fix();
        },
        2 * ROUND_MS,
      );

    const pairs = chosen.pairs?.(pairsIn(stand)) ?? pairsIn(stand);
    if (pairs.length > 0)
      test.each(pairs)(
        'with $ids.0 and $ids.1 names both causes first',
        async ({ ids, causes }) => {
          await plant(ids);
          expect(
            result()
              .causes.slice(0, 2)
              .map(({ id }) => id)
              .sort(),
          ).toEqual([...causes].sort());
        },
        2 * ROUND_MS,
      );
  });
}

/**
 * The parts with a profile whose settings can be read back only while the switch is on, and that asks for no drill: the drill
 * has tests of its own, and with every fault it would take most of the time.
 */
function withReadBack(parts: Parts, readBack: { on: boolean }): Parts {
  const withSwitch = ({ inForce, ...needs }: ClientIpNeeds): ClientIpNeeds => ({
    ...needs,
    get inForce() {
      return readBack.on ? inForce : null;
    },
  });
  return {
    ...parts,
    profiles: parts.profiles.map((profile) => ({
      ...profile,
      clientIp: withSwitch(profile.clientIp),
      checks: profile.checks.filter(({ check }) => check !== DRILL),
    })),
  };
}

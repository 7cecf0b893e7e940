import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { overallOf } from '../../../core/checks/overall.ts';
import { verify } from '../../../core/checks/verify.ts';
import { whatIsSent } from '../../../core/checks/what-is-sent.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { CheckUse } from '../../../core/model/profile.ts';
import type { VantageRequest } from '../../../core/model/vantage.ts';
import { BASIS } from '../../support/result-head.ts';
import { type Behaviour, inTestTime, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

const use = (check: string, more: Partial<CheckUse> = {}): CheckUse => ({ check, clause: null, ...more });

/** A farm whose profile asks for these checks only, and everything that was sent to it. */
function farmWith(checks: CheckUse[], behaviour: Partial<Behaviour> = {}) {
  const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
  farm.verification.profile = { ...farm.verification.profile, checks };
  const sent: VantageRequest[] = [];
  const { send } = farm.vantage;
  farm.vantage.send = (request, signal) => {
    sent.push(request);
    return send(request, signal);
  };
  return { farm, sent };
}

const verified = ({ verification, ...ports }: SimulatedFarm) =>
  inTestTime(verify(verification, ports, new AbortController().signal));

test('a profile with two checks sends nothing that these two do not need', async () => {
  const { farm, sent } = farmWith([use('health.node'), use('bypass.closed')]);
  const { outcomes, proof, spoof } = await verified(farm);
  expect(new Set(outcomes.map(({ id }) => id))).toEqual(new Set(['health.node', 'bypass.closed']));
  const [client] = farm.verification.farm.clientAddresses;
  const { wizardAddress } = farm.verification.farm;
  const nodes = nodesOf(farm.verification.farm);
  expect(sent.filter(({ from }) => from === wizardAddress)).toHaveLength(nodes.length * 2);
  expect(sent.filter(({ from }) => from === client)).toHaveLength(nodes.length * 2);
  expect(sent.every(({ headers = [] }) => headers.length === 0)).toBe(true);
  expect([farm.requests, farm.deeds, proof, spoof]).toEqual([[], [], [], []]);
});

test('forged headers are sent only where a check asks for them', async () => {
  const plain = farmWith([use('audit.recorded')]);
  await verified(plain.farm);
  const forgedIn = (sent: VantageRequest[]) =>
    sent.filter(({ headers = [] }) => headers.some(([name]) => /forwarded/i.test(name)));
  expect(forgedIn(plain.sent)).toEqual([]);
  const forged = farmWith([use('spoof.refused')]);
  await verified(forged.farm);
  expect(forgedIn(forged.sent).length).toBeGreaterThanOrEqual(26);
});

test('what is sent is told by the looks that will run', () => {
  const both = { auditEntries: true, drill: true };
  const { verification } = farmWith([use('distribution'), use('drill.node-loss')], { clients: 3 }).farm;
  const without = whatIsSent(verification, { consent: { ...both, drill: false } });
  expect(without).toContain('at most 19 to each, and if one has not, one from each of 2 other client addresses');
  expect(without).not.toMatch(/stopped|drained|forged/);
  const given = whatIsSent(verification, { consent: both });
  expect(given).toContain('are drained at Bundled proxy');
  expect(given).toMatch(/is stopped on one node .* every 50 ms .* leave no audit entries/);
  expect(whatIsSent(verification, { consent: { auditEntries: false, drill: false } })).toBe('');
});

describe('what nobody allowed is skipped', () => {
  test('without consent to audit entries no request with a token is sent', async () => {
    const { farm, sent } = farmWith([use('health.node'), use('audit.client-ip'), use('forged-direct.refused')], {
      auditEntries: false,
    });
    const { outcomes } = await verified(farm);
    expect(sent.every(({ path }) => path.includes('health'))).toBe(true);
    const skipped = outcomes.filter(({ verdict }) => verdict === 'skipped');
    expect(skipped.map(({ id }) => id)).toEqual(['audit.client-ip', 'forged-direct.refused']);
    for (const { cause, remedy } of skipped) {
      expect(cause).toMatch(/was not run, because it leaves entries in the audit record/);
      expect(remedy).toContain('--yes');
    }
    expect(overallOf(outcomes, BASIS).overall).toBe('unknown');
  });

  test.each([
    { required: undefined, overall: 'ready' },
    { required: true, overall: 'unknown' },
  ])('without consent no node is stopped; required: $required gives $overall', async ({ required, overall }) => {
    const drill = use('drill.node-loss', required === undefined ? {} : { required });
    const { farm } = farmWith([use('health.node'), drill], { consent: false });
    const { outcomes } = await verified(farm);
    expect(outcomes.at(-1)).toMatchObject({ id: 'drill.node-loss', verdict: 'skipped', required: required ?? false });
    expect(outcomes.at(-1)?.remedy).toContain('--drill');
    expect(farm.deeds).toEqual([]);
    expect(overallOf(outcomes, BASIS).overall).toBe(overall);
  });
});

test('a profile may say that a check is not required', async () => {
  const { farm } = farmWith([use('health.node'), use('bypass.closed', { required: false })]);
  const { outcomes } = await verified(farm);
  expect(outcomes.find(({ id }) => id === 'bypass.closed')).toMatchObject({ verdict: 'fail', required: false });
  expect(overallOf(outcomes, BASIS).overall).toBe('ready with warnings');
});

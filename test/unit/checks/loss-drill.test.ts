import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lossDrill } from '../../../core/checks/judge/loss-drill.ts';
import { drill as drillLook } from '../../../core/checks/looks/drill.ts';
import type { DrillSeen } from '../../../core/checks/observations.ts';
import { pause } from '../../../core/model/pause.ts';
import { recordedRequest } from '../../support/healthy-scene.ts';
import { type Behaviour, inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

const STOP = 'stopped sample-service on node-03';
const START = 'started sample-service on node-03';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

async function drilled(behaviour: Partial<Behaviour>, prepare: (farm: SimulatedFarm) => void = () => {}) {
  const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
  prepare(farm);
  await inTestTime(drillLook.run(farm.verification, farm.seen, farm, new AbortController().signal));
  const { drill } = farm.seen;
  if (drill === null) throw new Error('the look saw nothing');
  const [judged] = lossDrill.judge(farm.verification, farm.seen);
  const lost = farm.requests.filter((request) => request.loss !== null);
  return { farm, drill, judged, lost };
}

/** What the drill counted is what the simulated balancer handed out. */
function expectExact({
  farm,
  drill,
  lost,
}: {
  farm: SimulatedFarm;
  drill: DrillSeen;
  lost: { loss: string | null }[];
}) {
  expect(drill.sent).toBe(farm.requests.length);
  expect(drill.lost).toBe(lost.length);
  expect(drill.answered).toBe(drill.sent - drill.lost);
  expect(Object.values(drill.lostBy).reduce((sum, times) => sum + times, 0)).toBe(drill.lost);
  expect(Object.values(drill.answeredBy).reduce((sum, times) => sum + times, 0)).toBe(drill.answered);
}

describe('carried out', () => {
  test('the last node is stopped and started, and every request is counted', async () => {
    const done = await drilled({});
    expect(done.farm.deeds).toEqual([STOP, START]);
    expect(done.farm.out).toEqual([]);
    expectExact(done);
    expect(done.lost.length).toBeGreaterThan(0);
    expect(done.drill.lostBy).toEqual({ 'status 502': done.lost.length });
    expect(done.judged).toMatchObject({ verdict: 'pass', subject: { node: 'node-03' }, cause: null });
    expect(done.judged?.evidence).toMatchObject({
      node: 'node-03',
      sent: done.drill.sent,
      answered: done.drill.answered,
      lost: done.drill.lost,
      plannedMs: 120,
    });
    for (const key of ['detectedMs', 'lastLossMs', 'backMs'] as const) expect(done.drill[key]).not.toBeNull();
    expect(done.drill.lastLossMs ?? 0).toBeLessThanOrEqual(done.drill.detectedMs ?? 0);
  });

  test.each([
    ['vantage.refused', 'connection refused'],
    ['vantage.closed', 'connection closed'],
    ['vantage.no-answer', 'no answer'],
    [503, 'status 503'],
  ])('a loss by %s is told as “%s”', async (lossIs, told) => {
    const done = await drilled({ lossIs });
    expectExact(done);
    expect(done.drill.lostBy).toEqual({ [told]: done.lost.length });
    expect(done.lost.length).toBeGreaterThan(0);
  });

  test('requests are harmless: the health path of each service, from client addresses', async () => {
    const { farm } = await drilled({});
    const paths = farm.verification.profile.services.map(({ healthPath }) => healthPath);
    expect(new Set(farm.requests.map(({ path }) => path))).toEqual(new Set(paths));
    expect(new Set(farm.requests.map(({ from }) => from))).toEqual(new Set(farm.verification.farm.clientAddresses));
  });

  test('a balancer that tries another node loses nothing, which is a pass too', async () => {
    const done = await drilled({ noticesStopAfterMs: 0 });
    expectExact(done);
    expect(done.drill.lost).toBe(0);
    expect(done.drill.lastLossMs).toBeNull();
    expect(done.judged?.verdict).toBe('pass');
  });

  test('requests that are under way at the end are counted as well', async () => {
    const slow = new AbortController().signal;
    const done = await drilled({ onRequest: () => pause(30, slow) });
    expectExact(done);
    expect(done.judged?.verdict).toBe('pass');
  });

  test('with persistence a node that has a client is chosen, and the client’s address is among those that send', async () => {
    const { farm, judged } = await drilled({ persistence: 'source', nodes: 8, clients: 6 }, ({ seen }) => {
      seen.requests = [recordedRequest('web', 'node-06', { sentFrom: '127.9.9.15' })];
    });
    expect(farm.deeds[0]).toBe('stopped sample-service on node-06');
    expect(new Set(farm.requests.map(({ from }) => from)).size).toBe(4);
    expect(farm.requests.map(({ from }) => from)).toContain('127.9.9.15');
    expect(judged?.verdict).toBe('pass');
    expect(judged?.evidence.answeredBy).toHaveProperty('node-06');
  });

  test('it tells how far it is, with the limits', async () => {
    const { farm } = await drilled({});
    const told = farm.events.filter(({ body }) => body.type === 'verify.progress').map(({ sentence }) => sentence);
    expect(told.some((sentence) => /is stopped; waiting .* of at most 5 s; \d+ requests sent/.test(sentence))).toBe(
      true,
    );
  });
});

describe('not carried out', () => {
  test.each([
    {
      name: 'one healthy node alone is never stopped',
      prepare: ({ seen }: SimulatedFarm) => {
        for (const look of seen.health) if (look.node !== 'node-02') look.status = null;
      },
      cause: '1 of 3 nodes is healthy. A node is stopped only where another one stays.',
      causedBy: 'health.node',
    },
    {
      name: 'a node is not stopped where the balancer has no other one in turn',
      prepare: (farm: SimulatedFarm) => {
        const pool = farm.pool();
        for (const member of pool) if (member.node !== 'node-02' && member.service === 'api') member.state = 'down';
        farm.pool = () => pool;
      },
      cause: 'Bundled proxy has 1 of 3 healthy nodes in the pool. A node is stopped only where another one stays.',
      causedBy: 'balancer.pool',
    },
    {
      name: 'a balancer that notices after many minutes is not waited for',
      prepare: ({ verification }: SimulatedFarm) => {
        verification.farm.healthCheck.intervalMs = 200_000;
      },
      cause: 'Bundled proxy may take 400.1 s to notice a stopped node; the failover test waits 300 s at most.',
      causedBy: null,
    },
  ])('$name', async ({ prepare, cause, causedBy }) => {
    const { farm, judged } = await drilled({}, prepare);
    expect(judged).toMatchObject({ verdict: 'could not run', cause, causedBy });
    expect([farm.deeds, farm.requests]).toEqual([[], []]);
  });

  test('where requests are lost before the stop, nothing is stopped', async () => {
    let count = 0;
    const done = await drilled({
      onRequest: () => {
        count++;
        if (count === 10 || count === 20) throw loss('vantage.closed');
      },
    });
    expect(done.farm.deeds).toEqual([]);
    expectExact(done);
    expect(done.judged?.verdict).toBe('could not tell');
    expect(done.judged?.cause).toMatch(
      /^2 of \d+ requests were lost before anything was stopped \(2 × connection closed\)/,
    );
  });

  test('a node that cannot be stopped is started all the same', async () => {
    const { farm, judged } = await drilled({
      before: (deed) => {
        if (deed === STOP) throw new Error('no permission');
      },
    });
    expect(farm.deeds).toEqual([STOP, START]);
    expect(judged).toMatchObject({ verdict: 'could not run', cause: 'node-03 was not stopped: no permission.' });
  });
});

describe('always back', () => {
  test('a node that is never noticed fails, and is started again', async () => {
    const done = await drilled({ noticesStopAfterMs: null });
    expect(done.farm.deeds).toEqual([STOP, START]);
    expect(done.farm.out).toEqual([]);
    expectExact(done);
    expect(done.drill.detectedMs).toBeNull();
    expect(done.judged?.verdict).toBe('fail');
    expect(done.judged?.cause).toBe(
      `Bundled proxy did not mark node-03 down within 5120 ms of its stop; 120 ms are planned. ${done.drill.lost} of ${done.drill.sent} requests were lost.`,
    );
  });

  test('a node that does not come up again is said loudly', async () => {
    const { farm, drill, judged } = await drilled({ startWorks: false });
    expect(farm.deeds).toEqual([STOP, START]);
    expect(drill.backMs).toBeNull();
    expect(judged).toMatchObject({
      verdict: 'fail',
      cause: 'node-03 was stopped for the failover test and is not back: there was no answer.',
      remedy: expect.stringContaining('by hand at once'),
    });
    expect(farm.events.some(({ sentence }) => sentence.includes('Start it by hand at once.'))).toBe(true);
  });

  test('a node that runs again and is not taken in is not back', async () => {
    const { farm, judged } = await drilled({ noticesStartAfterMs: null });
    expect(farm.out).toEqual([]);
    expect(judged?.cause).toBe(
      'node-03 was stopped for the failover test and is not back: Bundled proxy has it marked down in web, marked down in api.',
    );
  });

  test('starting is tried again', async () => {
    let refusals = 2;
    const { farm, judged } = await drilled({
      before: (deed) => {
        if (deed === START && refusals-- > 0) throw new Error('busy');
      },
    });
    expect(farm.deeds).toEqual([STOP, START, START, START]);
    expect(judged?.verdict).toBe('pass');
  });

  test('requests lost after the balancer has noticed are a finding', async () => {
    let late = 3;
    const done = await drilled({
      onRequest: (_request, farm) => {
        const noticed = farm.events.some(({ sentence }) => sentence.includes('no request may be lost now'));
        if (noticed && late-- > 0) throw loss('vantage.closed');
      },
    });
    expectExact(done);
    expect(done.drill.lostAfterDetection).toBe(3);
    expect(done.judged?.verdict).toBe('fail');
    expect(done.judged?.cause).toMatch(/^3 requests were lost after Bundled proxy had marked node-03 down/);
  });
});

describe('cancelled', () => {
  test.each([
    { when: 'at the stop', moment: STOP, deeds: [STOP, START] },
    { when: 'while the balancer has not noticed', moment: 'is stopped; waiting until', deeds: [STOP, START] },
    { when: 'when it has', moment: 'no request may be lost now', deeds: [STOP, START] },
    { when: 'while it comes back', moment: 'waiting until it is back in the pool', deeds: [STOP, START] },
    { when: 'before the stop', moment: 'before node-03 is stopped', deeds: [] },
  ])('$when, the node runs', async ({ moment, deeds }) => {
    const cancel = new AbortController();
    const at = (told: string) => {
      if (told.includes(moment)) cancel.abort(new Error('cancelled by a person'));
    };
    const farm = new SimulatedFarm({ persistence: 'none', before: at });
    const { record } = farm;
    farm.record = (event) => {
      record(event);
      at(event.sentence);
    };
    const work = inTestTime(drillLook.run(farm.verification, farm.seen, farm, cancel.signal));
    await expect(work).rejects.toThrow('cancelled by a person');
    expect(farm.deeds).toEqual(deeds);
    expect(farm.out).toEqual([]);
    const sent = farm.requests.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(farm.requests).toHaveLength(sent);
  });
});

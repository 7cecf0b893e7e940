import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { distribution } from '../../../core/checks/judge/distribution.ts';
import { persistencePins, pinnedTo } from '../../../core/checks/judge/persistence-pins.ts';
import { spoofRefused } from '../../../core/checks/judge/spoof-refused.ts';
import { forged } from '../../../core/checks/looks/forged.ts';
import { mostAttempts, requests } from '../../../core/checks/looks/requests.ts';
import { recordedRequest } from '../../support/healthy-scene.ts';
import { type Behaviour, inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

beforeEach(startTestClock);
afterEach(() => {
  vi.useRealTimers();
});

async function looked(behaviour: Partial<Behaviour>, signal = new AbortController().signal) {
  const farm = new SimulatedFarm(behaviour);
  const { verification, seen } = farm;
  await inTestTime(requests.run(verification, seen, farm, signal));
  const web = seen.requests.filter(({ service }) => service === 'web');
  const ways = Object.fromEntries([...web].reverse().map(({ node, way }) => [node, way]));
  return { farm, web, ways, judged: distribution.judge(verification, seen) };
}

test('without persistence new connections reach every node, and nothing else is tried', async () => {
  const { farm, web, judged } = await looked({ persistence: 'none', clients: 4 });
  expect(web.map(({ node, way }) => [node, way])).toEqual([
    ['node-01', 'new connection'],
    ['node-02', 'new connection'],
    ['node-03', 'new connection'],
  ]);
  expect(farm.deeds).toEqual([]);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('with persistence other client addresses reach the other nodes, one request each', async () => {
  const { farm, web, ways, judged } = await looked({ clients: 4 });
  expect(ways).toEqual({
    'node-01': 'new connection',
    'node-02': 'another client address',
    'node-03': 'another client address',
  });
  expect(web.map(({ sentFrom }) => sentFrom)).toEqual([
    ...['127.9.9.10', '127.9.9.10', '127.9.9.10'],
    ...['127.9.9.11', '127.9.9.12'],
  ]);
  expect(farm.deeds).toEqual([]);
  expect(judged.map(({ verdict, evidence }) => [verdict, evidence.reachedBy])).toEqual([
    ['pass', ways],
    ['pass', ways],
  ]);
});

test('with consent the nodes a client prefers are drained in turn, and every one is put back', async () => {
  const { farm, web, ways, judged } = await looked({});
  expect(ways).toEqual({ 'node-01': 'new connection', 'node-02': 'drained', 'node-03': 'drained' });
  const once = ['drain node-01', 'drain node-02', 'ready node-01', 'ready node-02'];
  expect(farm.deeds).toEqual([...once, ...once]);
  expect(farm.out).toEqual([]);
  expect(web).toHaveLength(5);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  expect(judged[0]?.evidence.drained).toEqual(farm.seen.drains.filter(({ service }) => service === 'web'));
});

test('one service’s nodes are all back before the next one’s are drained', async () => {
  let out = 0;
  const { farm } = await looked({
    nodes: 5,
    before: (deed) => {
      out += deed.startsWith('drain') ? 1 : -1;
      expect(out).toBeLessThan(5);
    },
  });
  expect(farm.deeds.slice(0, 8).filter((deed) => deed.startsWith('ready'))).toHaveLength(4);
  expect(out).toBe(0);
});

test('without consent a node that persistence hides is told as such, and nothing is drained', async () => {
  const { farm, judged } = await looked({ consent: false });
  expect(farm.deeds).toEqual([]);
  expect(judged.map(({ verdict, cause, causedBy }) => ({ verdict, cause, causedBy }))).toEqual(
    Array(2).fill({
      verdict: 'could not run',
      cause: 'node-02 and node-03 were not reached: persistence keeps this client on node-01.',
      causedBy: null,
    }),
  );
  const told = persistencePins(farm.verification, farm.seen, ['node-02'], 'web');
  expect(told?.cause).toBe('node-02 was not reached: persistence keeps this client on node-01.');
  expect(persistencePins(farm.verification, farm.seen, ['node-01'], 'web')).toBeNull();
});

test('with several addresses every node they are kept on is named', async () => {
  const { judged } = await looked({ consent: false, nodes: 4, clients: 2 });
  expect(judged[0]?.cause).toBe(
    'node-03 and node-04 were not reached: persistence keeps this client on node-01 and node-02.',
  );
});

test('a node that the balancer holds for down is not hidden by persistence', async () => {
  const { farm } = await looked({ consent: false });
  farm.seen.pool = { value: [{ service: 'web', node: 'node-02', state: 'down', detail: '' }] };
  expect(persistencePins(farm.verification, farm.seen, ['node-02'], 'web')).toBeNull();
});

test('the plan’s word is not believed: where clients are not kept, new connections go on', async () => {
  const { web, judged } = await looked({ persistence: 'source', reallyPins: false, nodes: 8, clients: 4 });
  expect(web.map(({ way }) => way)).toEqual(Array(8).fill('new connection'));
  expect(judged.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
});

test('persistence that is not planned is a finding, though other ways reach every node', async () => {
  const { web, judged } = await looked({ persistence: 'none', reallyPins: true, clients: 2 });
  expect(web.filter(({ way }) => way === 'new connection')).toHaveLength(mostAttempts(3));
  expect(new Set(web.map(({ node }) => node)).size).toBe(3);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  expect(judged[0]?.cause).toContain('node-02 was reached in another way (another client address)');
});

test('without planned persistence a node that is never reached is missing, not hidden', async () => {
  const { judged } = await looked({ persistence: 'none', reallyPins: true, consent: false });
  expect(judged.map(({ verdict }) => verdict)).toEqual(['fail', 'fail']);
  expect(judged[0]?.cause).toBe('19 requests through web reached 1 of 3 nodes; none reached node-02, node-03.');
});

test('where one address was answered by two nodes, persistence is no excuse for a third', async () => {
  const { farm } = await looked({ consent: false });
  farm.seen.requests.push({ ...recordedRequest('web', 'node-02'), sentFrom: '127.9.9.10' });
  expect(pinnedTo(farm.verification, farm.seen, 'web')).toBeNull();
  expect(distribution.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toEqual([
    'fail',
    'could not run',
  ]);
});

test('a service where nothing answers is left after a few requests, and nothing is drained for it', async () => {
  const { farm, web, judged } = await looked({
    clients: 4,
    onRequest: () => {
      throw loss('vantage.refused');
    },
  });
  expect(web).toHaveLength(3);
  expect(farm.deeds).toEqual([]);
  expect(judged.map(({ verdict }) => verdict)).toEqual(['could not run', 'could not run']);
});

test('a farm of 25 nodes is reached with a bounded number of requests', async () => {
  const { farm, web } = await looked({ nodes: 25, clients: 4 });
  expect(new Set(web.map(({ node }) => node)).size).toBe(25);
  expect(web.length).toBeLessThanOrEqual(mostAttempts(25));
  expect(farm.requests).toHaveLength(farm.seen.requests.length);
  expect(farm.out).toEqual([]);
});

test('draining that leads nowhere is given up after a few requests, and all are put back', async () => {
  const { farm, web, judged } = await looked({
    nodes: 25,
    onRequest: (_request, { deeds }) => {
      if (deeds.length > 0) throw loss('vantage.closed');
    },
  });
  expect(farm.out).toEqual([]);
  expect(web.filter(({ way }) => way === 'drained')).toHaveLength(3);
  expect(judged[0]?.cause).toContain('draining node-01 did not help');
});

test('a node that cannot be drained is named, and what was drained before is put back', async () => {
  const { farm, judged } = await looked({
    nodes: 4,
    before: (deed) => {
      if (deed === 'drain node-02') throw new Error('no permission');
    },
  });
  expect(farm.deeds.slice(0, 4)).toEqual(['drain node-01', 'drain node-02', 'ready node-01', 'ready node-02']);
  expect(farm.out).toEqual([]);
  expect(judged[0]?.verdict).toBe('could not run');
  expect(judged[0]?.cause).toContain('node-02 could not be drained: no permission');
});

test('an error on the way leaves no node drained', async () => {
  const farm = new SimulatedFarm({});
  const { record } = farm;
  farm.record = (event) => {
    if (event.sentence.startsWith('Draining node-02')) throw new Error('the journal is full');
    record(event);
  };
  const work = inTestTime(requests.run(farm.verification, farm.seen, farm, new AbortController().signal));
  await expect(work).rejects.toThrow('the journal is full');
  expect(farm.deeds).toEqual(['drain node-01', 'ready node-01', 'ready node-02']);
  expect(farm.out).toEqual([]);
});

test.each([
  'drain node-01',
  'drain node-02',
])('cancelled at “%s”, every node is back before it ends', async (moment) => {
  const cancel = new AbortController();
  const farm = new SimulatedFarm({
    before: (deed) => {
      if (deed === moment) cancel.abort(new Error('cancelled by a person'));
    },
  });
  const work = inTestTime(requests.run(farm.verification, farm.seen, farm, cancel.signal));
  await expect(work).rejects.toThrow('cancelled by a person');
  expect(farm.deeds.filter((deed) => deed.startsWith('drain')).at(-1)).toBe(moment);
  expect(farm.out).toEqual([]);
});

test('putting back is tried again', async () => {
  let refusals = 2;
  const { farm, judged } = await looked({
    before: (deed) => {
      if (deed === 'ready node-01' && refusals-- > 0) throw new Error('busy');
    },
  });
  expect(farm.out).toEqual([]);
  expect(judged[0]?.verdict).toBe('pass');
});

test('a node that does not come back is said loudly, in the outcome and in the journal', async () => {
  const { farm, judged } = await looked({
    before: (deed) => {
      if (deed === 'ready node-01') throw new Error('no permission');
    },
  });
  expect(farm.out).toContain('node-01');
  expect(judged.map(({ verdict, cause, remedy }) => ({ verdict, cause, remedy }))).toEqual(
    Array(2).fill({
      verdict: 'fail',
      cause: 'node-01 was drained for the test and is not back in the pool: no permission.',
      remedy: expect.stringContaining('Put node-01 back in the pool at Bundled proxy by hand at once.'),
    }),
  );
  expect(farm.events.map(({ sentence }) => sentence).join('\n')).toContain('node-01 was drained at');
});

test('a balancer that puts nothing back is asked again and again for the first node only', async () => {
  const { farm } = await looked({
    before: (deed) => {
      if (deed.startsWith('ready')) throw new Error('no permission');
    },
  });
  const tries = farm.deeds.filter((deed) => deed.startsWith('ready'));
  expect(tries).toEqual(['ready node-01', 'ready node-01', 'ready node-01', 'ready node-02']);
});

test('the balancer’s word that a node is back is asked for', async () => {
  const farm = new SimulatedFarm({});
  const { balancer } = farm.verification;
  // It says it was done, and did not do it.
  const setNode: typeof balancer.setNode = (...told) => (told[2] === 'drain' ? balancer.setNode(...told) : []);
  const verification = { ...farm.verification, balancer: { ...balancer, setNode } };
  await inTestTime(requests.run(verification, farm.seen, farm, new AbortController().signal));
  const judged = distribution.judge(farm.verification, farm.seen);
  expect(judged[0]?.verdict).toBe('fail');
  expect(judged[0]?.cause).toContain('Bundled proxy has it drained in web, drained in api');
});

test('a node that somebody else has drained is neither drained nor put back', async () => {
  const farm = new SimulatedFarm({});
  farm.setNode('node-02', 'drain');
  farm.deeds.length = 0;
  const work = requests.run(farm.verification, farm.seen, farm, new AbortController().signal);
  await inTestTime(work);
  expect(farm.deeds.filter((deed) => deed.includes('node-02'))).toEqual([]);
  expect(farm.out).toEqual(['node-02']);
  expect(farm.seen.requests.map(({ node }) => node)).toContain('node-03');
});

test.each([
  [2, 12],
  [3, 19],
  [25, 206],
])('of %d nodes that are chosen at random, all are reached by %d connections in 149 of 150 cases', (nodes, most) => {
  expect(mostAttempts(nodes)).toBe(most);
  expect(nodes * (1 - 1 / nodes) ** most).toBeLessThan(Math.exp(-5));
});

test('random balancing and other people’s traffic make no healthy farm fail, nor cost more requests than needed', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    let state = seed;
    // Numerical Recipes’ generator: the same numbers on every computer.
    const random = () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const farm = new SimulatedFarm({
      ...{ persistence: 'none', nodes: 5, choose: () => `node-0${1 + Math.floor(random() * 5)}` },
    });
    const { signal } = new AbortController();
    for (const look of [requests, forged]) await inTestTime(look.run(farm.verification, farm.seen, farm, signal));
    expect(distribution.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(spoofRefused.judge(farm.verification, farm.seen).map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    // It ends with the node that was missing.
    const [last, ...others] = farm.seen.requests.filter(({ service }) => service === 'web').reverse();
    expect(others.map(({ node }) => node)).not.toContain(last?.node);
  }
});

import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../core/api/contract.ts';
import type { Core } from '../../core/api/core.ts';
import { FarmError } from '../../core/model/errors.ts';
import type { JournalEvent } from '../../core/model/event.ts';
import { until } from '../support/until.ts';
import { ANSWERED, type Case, REFUSED } from './cases.ts';
import { stubCore } from './stub-core.ts';
import { type Client, TRANSPORTS, type Way } from './transports.ts';

/** Calls a procedure by its dotted name, with whatever input. */
function call(client: Client, { procedure, input }: Case): Promise<unknown> {
  const target = procedure
    .split('.')
    .reduce<unknown>((level, name) => (level as Record<string, unknown>)[name], client);
  return (target as (input: unknown) => Promise<unknown>)(input);
}

function title({ procedure, input, because }: Case): string {
  const text = JSON.stringify(input, (_, value) => {
    if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) return `${value}`;
    return typeof value === 'string' && value.length > 80 ? `${value.length} characters` : value;
  });
  return `${procedure}(${because ?? text ?? ''})`;
}

/** Why a call was refused; fails where it was answered. */
async function refusal(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    (given) => {
      throw new Error(`answered: ${JSON.stringify(given)}`);
    },
    (error: unknown) => error,
  );
}

const expected = (code: string, field: string | null) => ({
  code: 'FARM',
  status: 422,
  defined: true,
  message: expect.stringMatching(/.{3,}/),
  data: { code, field, remedy: expect.stringMatching(/.{3,}\.$/) },
});

describe('the cases', () => {
  it('leave no procedure of the contract out', () => {
    const all = Object.entries(contract).flatMap(([group, procedures]) =>
      Object.keys(procedures).map((name) => `${group}.${name}`),
    );
    expect(new Set([...ANSWERED, ...REFUSED].map(({ procedure }) => procedure))).toEqual(new Set(all));
  });
});

describe.each(Object.entries(TRANSPORTS))('%s', (_, open) => {
  describe('questions', () => {
    let way: Way;
    beforeAll(async () => {
      way = await open(stubCore());
    });
    afterAll(() => way?.close());

    it.each(ANSWERED.map((item) => [title(item), item] as const))('answers %s', async (_title, item) => {
      expect(await call(way.client, item)).toEqual(item.output);
    });

    it.each(REFUSED.map((item) => [title(item), item] as const))('refuses %s', async (_title, item) => {
      const error = await refusal(call(way.client, item));
      expect(error).toMatchObject(expected(item.code, item.field));
      expect((error as Error).message.length).toBeLessThan(1000);
    });

    it('begins nothing for what it refused', async () => {
      expect(await way.client.farm.practices()).toEqual([]);
    });
  });

  describe('a practice farm', () => {
    let core: Core;
    let way: Way;
    beforeEach(async () => {
      core = stubCore();
      way = await open(core);
    });
    afterEach(async () => {
      await way.close();
      await core.close();
    });
    const begin = () => way.client.farm.startPractice({ nodes: 3, balancer: 'bundled' });

    it('is begun, listed and shown', async () => {
      const { farm } = await begin();
      expect(await way.client.farm.practices()).toEqual([{ farm }]);
      expect(await way.client.farm.get({ farm })).toMatchObject({
        id: farm,
        state: 'preparing',
        profileName: expect.any(String),
        balancerName: expect.any(String),
        farm: {
          name: 'Practice farm',
          hosts: expect.arrayContaining([expect.objectContaining({ reach: { by: 'practice' } })]),
        },
        planting: { plantable: expect.arrayContaining(['balancer-untrusted']), planted: [] },
        missingSecrets: [],
        services: expect.arrayContaining([{ name: expect.any(String), title: expect.any(String) }]),
        result: null,
      });
    });

    it('is not among the farms that were open before', async () => {
      await begin();
      expect(await way.client.farm.recent()).toEqual([]);
    });

    it('refuses a second activity, and says so', async () => {
      const { farm } = await begin();
      for (const deed of [() => way.client.farm.run({ farm }), () => way.client.farm.verify({ farm })])
        expect(await refusal(deed())).toMatchObject(expected('farm.busy', null));
    });

    it('is cancelled once', async () => {
      const { farm } = await begin();
      expect(await way.client.farm.cancel({ farm })).toEqual({ cancelled: true });
      await until(async () => (await way.client.farm.get({ farm })).state === 'waiting', {
        what: 'it has ended',
      });
      expect(await way.client.farm.cancel({ farm })).toEqual({ cancelled: false });
      expect(await way.client.farm.practices()).toEqual([]);
    });

    it('is ended with its file, also by closing it', async () => {
      const [one, other] = [await begin(), await begin()];
      const paths = [(await way.client.farm.get(one)).path, (await way.client.farm.get(other)).path];
      expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
      const both = [way.client.farm.endPractice(one), way.client.farm.endPractice(one)];
      expect(await Promise.all(both)).toEqual([{ result: null }, { result: null }]);
      expect(await way.client.farm.close(other)).toEqual({});
      expect(paths.map((path) => existsSync(dirname(path)))).toEqual([false, false]);
      for (const farm of [one, other])
        expect(await refusal(way.client.farm.get(farm))).toMatchObject(expected('farm.unknown', 'farm'));
    });

    it('is one of four at most', async () => {
      for (let index = 0; index < 4; index++) await begin();
      expect(await refusal(begin())).toMatchObject(expected('practice.too-many', null));
      expect(await way.client.farm.practices()).toHaveLength(4);
    });

    it('refuses a fault that does not exist', async () => {
      const { farm } = await begin();
      const planted = way.client.farm.plant({ farm, faults: ['none-such'] });
      expect(await refusal(planted)).toMatchObject(expected('input.unknown', 'faults'));
    });
  });

  describe('events', () => {
    let core: Core;
    let way: Way;
    beforeEach(async () => {
      core = stubCore();
      way = await open(core);
    });
    afterEach(async () => {
      await way.close();
      await core.close();
    });

    /** A practice farm whose hosts are being made: two events have told so. */
    async function begun(): Promise<string> {
      const { farm } = await way.client.farm.startPractice({ nodes: 3, balancer: 'bundled' });
      await until(async () => (await way.client.farm.get({ farm })).lastEvent === 2, { what: 'hosts are being made' });
      return farm;
    }
    async function all(farm: string, after?: number): Promise<JournalEvent[]> {
      const events: JournalEvent[] = [];
      const stream = await way.client.farm.events({ farm, ...(after === undefined ? {} : { after }) });
      for await (const event of stream) events.push(event);
      return events;
    }

    it('are numbered from 1 without a gap, and end when the practice farm is gone', async () => {
      const farm = await begun();
      const following = all(farm);
      await way.client.farm.endPractice({ farm });
      const events = await following;
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1));
      expect(events.map(({ body }) => (body.type === 'farm.state' ? body.state : body.type))).toEqual([
        'preparing',
        'hosts.made',
        'waiting',
        'taking down',
        'gone',
      ]);
      expect(events[2]?.body).toMatchObject({ error: { code: 'cancelled', remedy: expect.stringMatching(/./) } });
    });

    it.each([0, 1, 2, 3, 4, 5, 6, 1_000_000])('after %i are the later ones only', async (after) => {
      const farm = await begun();
      const following = all(farm, after);
      await way.client.farm.endPractice({ farm });
      expect((await following).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5].filter((seq) => seq > after));
    });

    it('come to one who asked before they happened, and again to one who comes later', async () => {
      const farm = await begun();
      const stream = await way.client.farm.events({ farm, after: 2 });
      const next = stream.next();
      await way.client.farm.cancel({ farm });
      expect((await next).value).toMatchObject({ seq: 3, body: { type: 'farm.state', state: 'waiting' } });
      await stream.return(undefined);
      const again = await way.client.farm.events({ farm, after: 2 });
      expect((await again.next()).value).toMatchObject({ seq: 3 });
      await again.return(undefined);
    });

    it('are the same for every follower', async () => {
      const farm = await begun();
      const followers = [all(farm), all(farm), all(farm, 0)];
      await way.client.farm.endPractice({ farm });
      const [first, ...others] = await Promise.all(followers);
      for (const other of others) expect(other).toEqual(first);
    });

    it('end for one who has heard enough, and go on for the others', async () => {
      const farm = await begun();
      const stop = new AbortController();
      const stream = await way.client.farm.events({ farm }, { signal: stop.signal });
      expect((await stream.next()).value).toMatchObject({ seq: 1 });
      const following = all(farm);
      stop.abort();
      // Whichever way the stream says that it ended: nothing more comes.
      expect(
        await stream.next().then(
          ({ done }) => done === true,
          () => true,
        ),
      ).toBe(true);
      await way.client.farm.endPractice({ farm });
      expect((await following).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5]);
    });
  });

  it('tells a fault of the core itself from an expected failure', async () => {
    const broken = {
      map: () => {
        throw new Error('password=hunter2');
      },
    };
    const way = await open(stubCore({ faults: broken as never }));
    const error = await refusal(way.client.faults.list());
    expect(error).not.toBeInstanceOf(FarmError);
    expect(error).not.toMatchObject({ code: 'FARM' });
    await way.close();
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { lossDrill } from '../../../core/checks/judge/loss-drill.ts';
import { drill } from '../../../core/checks/looks/drill.ts';
import { databases } from '../../../core/databases/index.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import { proveFarm } from '../../../core/session/prove-farm.ts';
import { farmForm } from '../../../core/wizard/farm-form.ts';
import { questionsOf } from '../../../core/wizard/questions.ts';
import { CHECKS, exampleFarm, exampleVerification, healthyScene } from '../../support/healthy-scene.ts';
import { NON_PASS } from '../../support/non-pass-cases.ts';
import { type Behaviour, inTestTime, loss, SimulatedFarm, startTestClock } from '../../support/simulated-farm.ts';

const FOLDER = new URL('../../../core/checks/judge/', import.meta.url);

/** Every place where a check gives a verdict that is not a pass, as it came to be used: `loss-drill.ts:48`. */
const given = vi.hoisted(() => new Set<string>());
vi.mock('../../../core/checks/check.ts', async (original) => {
  const real = await original<typeof import('../../../core/checks/check.ts')>();
  return {
    ...real,
    notPass: (...told: Parameters<typeof real.notPass>) => {
      const caller = new Error().stack?.split('\n')[2] ?? '';
      const place = /core\/checks\/judge\/([\w-]+\.ts):(\d+)/.exec(caller);
      given.add(`${place?.[1]}:${place?.[2]}`);
      return real.notPass(...told);
    },
  };
});

/** Every cause that was given, by check. */
const causes = new Map<string, Set<string>>();
function keep(check: string, cause: string | null): void {
  causes.set(check, new Set(causes.get(check)).add(cause ?? ''));
}

describe('every way a check can end without a pass tells what was seen and what to do', () => {
  test.each(NON_PASS)('$check, $verdict: $name', ({ check: id, verdict, value, change }) => {
    const verification = exampleVerification();
    const seen = healthyScene(verification);
    const check = CHECKS.find((candidate) => candidate.id === id);
    expect(check?.judge(verification, seen).map((judgement) => judgement.verdict)).not.toContain(verdict);
    change(seen, verification);
    const judged = check?.judge(verification, seen).filter((judgement) => judgement.verdict === verdict) ?? [];
    expect(judged.map(({ cause }) => cause)).toContainEqual(expect.stringContaining(value ?? ''));
    for (const { cause, remedy } of judged) {
      expect(cause).toMatch(/^[^\n]{10,}\.$/);
      expect(remedy).toMatch(/^[A-Z][^\n]{5,}\.$/);
      keep(id, cause);
    }
    if (value === null) expect(['skipped', 'not applicable']).toContain(verdict);
  });
});

const HINDERED: {
  name: string;
  value: string;
  behaviour: Partial<Behaviour>;
  prepare?: (farm: SimulatedFarm) => void;
}[] = [
  {
    ...{ name: 'one node is left', value: '1 of 3 nodes', behaviour: {} },
    prepare: ({ seen }) => {
      for (const look of seen.health) if (look.node !== 'node-01') look.status = 503;
    },
  },
  {
    ...{ name: 'the balancer does not tell its status', value: 'no permission', behaviour: {} },
    prepare: ({ verification }) => {
      verification.balancer.status = () => {
        throw new Error('no permission');
      };
    },
  },
  {
    ...{ name: 'only one node is in turn', value: '1 of 3 healthy nodes', behaviour: {} },
    prepare: (farm) => {
      for (const node of ['node-01', 'node-02']) farm.setNode(node, 'drain');
    },
  },
  {
    ...{ name: 'noticing may take too long', value: ' s to notice', behaviour: {} },
    prepare: ({ verification }) => {
      verification.farm.healthCheck = { ...verification.farm.healthCheck, intervalMs: 600_000, fall: 10 };
    },
  },
  {
    name: 'requests are lost before anything is stopped',
    value: '× no answer',
    behaviour: {
      onRequest: () => {
        throw loss('vantage.no-answer');
      },
    },
  },
  {
    name: 'the node cannot be stopped',
    value: 'no permission',
    behaviour: {
      before: (deed) => {
        if (deed.startsWith('stopped')) throw new Error('no permission');
      },
    },
  },
];

describe('a drill that did not come to its end', () => {
  beforeEach(startTestClock);
  afterEach(() => {
    vi.useRealTimers();
  });
  test.each(HINDERED)('$name', async ({ value, behaviour, prepare }) => {
    const farm = new SimulatedFarm({ persistence: 'none', ...behaviour });
    prepare?.(farm);
    await inTestTime(drill.run(farm.verification, farm.seen, farm, new AbortController().signal));
    const [judged] = lossDrill.judge(farm.verification, farm.seen);
    expect(['could not run', 'could not tell']).toContain(judged?.verdict);
    expect(judged?.cause).toContain(value);
    expect(judged?.remedy).toMatch(/\.$|^none$/);
    keep('drill.node-loss', judged?.cause ?? null);
  });
});

test('a verification that was cut off says so of every check, each in words of its own', async () => {
  const farm = new SimulatedFarm({});
  const run = {
    ...{ faults: [], judged: [], readByPeople: [], prover: { operator: 'ada', computer: 'ops-1', version: '0.1.0' } },
    signal: AbortSignal.abort(new Error('cancelled by a person')),
  };
  const { checks } = await proveFarm(farm.verification, farm, run);
  expect(checks.map(({ id, verdict }) => [id, verdict])).toEqual(CHECKS.map(({ id }) => [id, 'cancelled']));
  for (const { id, cause, remedy, clause, page, title } of checks) {
    expect(cause).toContain(title);
    expect([remedy, clause?.source, page]).toEqual(Array(3).fill(expect.stringMatching(/\w/)));
    keep(id, cause);
  }
});

describe('the catalogue', () => {
  const inputs = planInputs(exampleFarm(), { profiles, balancers, databases });
  const form = farmForm(inputs, questionsOf(inputs.profile, balancers, 'practice'), {
    ...{ pending: {}, problems: [], answered: new Set<string>() },
  });
  const places = [...form.fields, ...form.derived];

  test.each(CHECKS)('$id leads to a field of its page, and serves a clause', ({ id, page, field }) => {
    expect(places.filter((place) => place.path === field).map((place) => place.page)).toEqual([page]);
    const clause = inputs.profile.checks.find(({ check }) => check === id)?.clause;
    expect([clause?.source, clause?.place]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  });

  test('no field or value is named twice', () => {
    const paths = places.map(({ path }) => path);
    expect(paths).toEqual([...new Set(paths)]);
  });
});

test('no way was left out: every place that gives such a verdict was used, and no two checks say the same', () => {
  const sites = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split('\n')
        .flatMap((line, index) => (/\bnotPass\(/.test(line) ? [`${file}:${index + 1}`] : [])),
    );
  expect(sites.length).toBeGreaterThan(30);
  expect(sites.filter((site) => !given.has(site))).toEqual([]);
  expect([...causes.keys()].sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  const all = [...causes.values()].flatMap((texts) => [...texts]);
  expect(all.filter((text, index) => all.indexOf(text) !== index)).toEqual([]);
});

import { expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { databases } from '../../../core/databases/index.ts';
import { FarmError } from '../../../core/model/errors.ts';
import { Farm } from '../../../core/model/farm.ts';
import { parseInput } from '../../../core/model/parse.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { planInputs } from '../../../core/planner/plan-inputs.ts';
import { profiles } from '../../../core/profiles/index.ts';
import cases from '../../cases/farm-input.json' with { type: 'json' };
import { exampleFarm } from '../../support/healthy-scene.ts';

/** Sets `nodes[1].address` and the like in a copy. */
function changed(farm: Farm, set: object): unknown {
  const copy = structuredClone(farm) as unknown as Record<string, unknown>;
  for (const [path, value] of Object.entries(set)) {
    const keys = path.split(/[.[\]]+/).filter(Boolean);
    const last = keys.pop() ?? '';
    const place = keys.reduce<Record<string, unknown>>((part, key) => part[key] as Record<string, unknown>, copy);
    place[last] = value;
  }
  return copy;
}

function planOf(input: unknown): unknown {
  return makePlan(planInputs(parseInput(Farm, input, 'the farm'), { profiles, balancers, databases }));
}

test('the example farm has a plan', () => {
  expect(planOf(exampleFarm())).toMatchObject({ farm: 'example' });
});

test.each(cases)('$name: refused, naming $field', ({ set, field }) => {
  let refusal: unknown;
  try {
    planOf(changed(exampleFarm(), set));
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(FarmError);
  expect((refusal as FarmError).field).toBe(field);
  expect((refusal as FarmError).remedy).not.toBe('');
});

import { expect, it } from 'vitest';
import { stepsOf } from '../../../core/model/plan.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { inputsForPeople } from '../../../core/runner/step-inputs.ts';
import { exampleVerification } from '../../support/healthy-scene.ts';

it('what people did on a machine was not done on another one: the address of the host is part of a step', () => {
  const inputs = exampleVerification();
  const [step] = stepsOf(makePlan(inputs));
  if (step === undefined) throw new Error('a plan has a step');
  const moved = inputs.farm.hosts.map((host) =>
    host.name === step.host ? { ...host, addresses: ['192.0.2.99'] } : host,
  );
  expect(inputsForPeople(step, inputs.farm)).toBe(inputsForPeople(step, inputs.farm));
  expect(inputsForPeople(step, { hosts: moved })).not.toBe(inputsForPeople(step, inputs.farm));
});

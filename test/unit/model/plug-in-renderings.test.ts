import { describe, expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import type { Action } from '../../../core/model/action.ts';
import { stepsOf } from '../../../core/model/plan.ts';
import type { Asked, HostKind, Renderings } from '../../../core/model/reading.ts';
import { makePlan } from '../../../core/planner/make-plan.ts';
import { profiles } from '../../../core/profiles/index.ts';
import { exampleFarm, exampleVerification } from '../../support/healthy-scene.ts';

const WANTED = { token: 'fw-1', from: new Date(0), to: new Date(1) };
const NODE = 'node-01';

function asks(claims: HostKind[], asked: Asked<unknown>): void {
  const { reading, parse } = asked;
  if (reading.kind === 'file') return;
  if (reading.kind !== 'told') return void parse(reading.example);
  told(claims, reading.by);
  const { person } = reading.by;
  if (person !== undefined && 'ask' in person) parse(person.example);
}

function told(claims: HostKind[], by: Renderings): void {
  for (const kind of claims) expect(by[kind], kind).toBeDefined();
  const { person, practice } = by;
  if (person !== undefined)
    expect(person).toEqual({ ask: expect.stringMatching(/\w.*\.$/), example: expect.any(String) });
  if (practice !== undefined) expect(practice).toMatchObject({ run: expect.stringMatching(/^\w+( |$)/) });
}

describe.each(balancers)('$name', (balancer) => {
  test('has words for every kind of host it claims, and takes the examples it shows', () => {
    const farm = exampleFarm();
    asks(balancer.claims, balancer.status(farm));
    for (const state of ['drain', 'ready'] as const)
      for (const asked of balancer.setNode(farm, NODE, state)) asks(balancer.claims, asked);
  });

  test('does not take any text for its status, nor for a node that was set', () => {
    const farm = exampleFarm();
    for (const text of ['', 'bash: command not found', '[', '[{"service":1}]'])
      expect(() => balancer.status(farm).parse(text), text).toThrow();
    for (const asked of balancer.setNode(farm, NODE, 'drain')) expect(() => asked.parse('No such server.')).toThrow();
  });
});

describe.each(profiles)('$name', (profile) => {
  const { farm, ...inputs } = exampleVerification();
  const deeds = stepsOf(makePlan({ ...inputs, farm, profile }))
    .flatMap(({ apply }) => apply)
    .filter((action): action is Extract<Action, { kind: 'deed' }> => action.kind === 'deed');

  test('has words for every kind of host it claims, and takes the examples it shows', () => {
    const { audit, facts, clientIp, claims } = profile;
    for (const fact of facts) asks(claims, fact.ask(farm, NODE));
    for (const asked of audit.ask(farm, WANTED)) asks(claims, asked);
    const connection = facts.find(({ id }) => id === 'connection')?.ask(farm, NODE);
    expect(() => connection?.parse('Server=a;Pwd=secret')).toThrow(/password/);
    if (clientIp.inForce !== null) asks(claims, clientIp.inForce(farm, NODE));
    for (const { by, done } of deeds) {
      told(claims, by);
      if (done.reading.kind === 'told') told(claims, done.reading.by);
    }
  });

  test('reads an audit record with all its parts from the example', () => {
    const [asked] = profile.audit.ask(farm, WANTED);
    if (asked?.reading.kind !== 'sql') throw new Error('the sample looks into a table');
    expect(asked.parse(asked.reading.example)).toMatchObject([
      { node: 'node-01', address: '198.51.100.7', peer: '192.0.2.4', forwarded: ['198.51.100.7'], path: 'web' },
    ]);
    expect(asked.parse('[]')).toEqual([]);
    // The heading of a pasted table is no record, and records of another proof answer nothing.
    const [row] = JSON.parse(asked.reading.example) as string[][];
    const heading = row?.map((_, index) => `column ${index}`);
    expect(asked.parse(JSON.stringify([heading, row]))).toHaveLength(1);
    expect(() => asked.parse(JSON.stringify([row?.map((cell) => cell.replace(/^fw-/, 'fx-'))]))).toThrow(/token/);
    for (const text of ['', '{}', '[["too","few"]]', 'no rows']) expect(() => asked.parse(text), text).toThrow();
  });
});

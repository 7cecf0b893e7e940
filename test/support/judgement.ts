import { expect, test } from 'vitest';
import { causesOf } from '../../core/checks/causes/index.ts';
import type { Observations, SignedInOn } from '../../core/checks/observations.ts';
import type { Verification } from '../../core/checks/ports.ts';
import type { Outcome } from '../../core/model/check.ts';
import { isGood } from '../../core/model/good-verdict.ts';
import { outcomeKey } from '../../core/model/outcome-key.ts';
import { CHECKS, exampleVerification, healthyScene, NODES, SERVICES } from './healthy-scene.ts';

/** What was seen of a sign-in on this node. */
export function signedInOn(seen: Observations, node: string): SignedInOn {
  return first((seen.signIn?.on ?? []).filter((one) => one.node === node));
}

/** What those were answered who had signed in on this node, by the node that was asked. */
export function answersOf(seen: Observations, node: string): SignedInOn['answers'] {
  return signedInOn(seen, node).answers;
}

/** A host that does not answer. */
export const REFUSED = {
  code: 'vantage.refused',
  field: null,
  message: 'it refused the connection.',
  remedy: 'Start it.',
};
/** A vantage that does not exist. */
export const NOT_HERE = { code: 'vantage.address-not-here', field: null, message: 'no such address', remedy: 'add it' };

function judged(verification: Verification, seen: Observations): Outcome[] {
  return CHECKS.flatMap((check) =>
    check.judge(verification, seen).map((judgement) => ({
      id: check.id,
      title: check.title,
      required: check.required,
      page: check.page,
      clause: null,
      ...judgement,
    })),
  );
}

function shown(outcomes: Outcome[]): string[] {
  return outcomes
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ id, subject, verdict }) => [id, subject.node, subject.service, verdict].filter(Boolean).join(' '))
    .sort();
}

/** One open outcome for each pair of node and service. */
export const paths = (check: string, verdict = 'fail', nodes = NODES) =>
  nodes.flatMap((node) => SERVICES.map((service) => `${check} ${node} ${service} ${verdict}`));

/** A change to a healthy scene, what is open then, and the cause that stands first. */
export interface JudgementCase {
  name: string;
  change: (seen: Observations, verification: Verification) => void;
  open: string[];
  cause: string | null;
}

export function first<T>(list: T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

export function setting(seen: Observations, node: string, change: Record<string, unknown>): void {
  seen.settings.set(node, { value: { ...(seen.settings.get(node)?.value as object), ...change } });
}

/** A node that told none of its facts. */
export function silent(seen: Observations, node: string, error = REFUSED): void {
  for (const id of seen.facts.get(node)?.keys() ?? []) seen.facts.get(node)?.set(id, { error });
}

export function fact(seen: Observations, node: string, change: Record<string, string>): void {
  for (const [id, value] of Object.entries(change)) seen.facts.get(node)?.set(id, { value });
}

/** Tests these cases, and that every outcome but a pass tells cause and remedy. */
export function judgementSuite(cases: JudgementCase[]): void {
  test.each(cases)('$name', ({ change, open, cause }) => {
    const verification = exampleVerification();
    const seen = healthyScene(verification);
    change(seen, verification);
    const outcomes = judged(verification, seen);
    expect(shown(outcomes)).toEqual([...open].sort());
    const causes = causesOf(verification, seen, outcomes);
    if (cause !== null || open.length === 0) expect(causes[0]?.id ?? null).toBe(cause);
    for (const outcome of outcomes)
      if (outcome.verdict === 'pass') expect([outcome.cause, outcome.remedy]).toEqual([null, null]);
      else expect([outcome.cause, outcome.remedy].every((text) => typeof text === 'string' && text !== '')).toBe(true);
  });
}

/** A change to a healthy scene, all causes that are found in their order, and what the first and the next of them tell. */
export interface CauseCase {
  name: string;
  change: (seen: Observations, verification: Verification) => void;
  causes: string[];
  says: string;
  thenSays?: string[];
}

/** Tests these cases, and that the causes explain every outcome that is open. */
export function causeSuite(cases: CauseCase[]): void {
  test.each(cases)('$causes: $name', ({ change, causes, says, thenSays = [] }) => {
    const verification = exampleVerification();
    const seen = healthyScene(verification);
    change(seen, verification);
    const outcomes = judged(verification, seen);
    const found = causesOf(verification, seen, outcomes);
    expect(found.map(({ id }) => id)).toEqual(causes);
    for (const [index, words] of [says, ...thenSays].entries()) expect(found[index]?.title).toContain(words);
    expect(found[0]?.remedy).toMatch(/^[A-Z].{5,}\.$/);
    const open = outcomes.filter(({ verdict }) => !isGood(verdict)).map(outcomeKey);
    expect(found.flatMap(({ explains }) => explains)).toEqual(expect.arrayContaining(open));
    expect(found.every(({ explains }) => explains.length === new Set(explains).size)).toBe(true);
  });
}

import { describe, expect, it } from 'vitest';
import type { Outcome, Verdict } from '../../../core/model/check.ts';
import { outcomeKey } from '../../../core/model/outcome-key.ts';
import {
  categories,
  nextThings,
  nodeRows,
  pathsOf,
  sameFacts,
  spoofRows,
  verdictSentence,
} from '../../../renderer/report/read-result.ts';
import { reportWords } from '../../../renderer/report/words.ts';
import { foldEvents } from '../../../renderer/story/fold-events.ts';
import { hostStates } from '../../../renderer/story/host-states.ts';
import { noStory } from '../../../renderer/story/story.ts';
import { CHECKS } from '../../support/healthy-scene.ts';
import { events, resultOf, rightOutcome, wholeStory, wrongOutcome } from './story-events.ts';

const other = (given: Partial<Outcome>): Outcome => ({ ...wrongOutcome, evidence: {}, ...given });

describe('a proof that was cancelled', () => {
  const cancelled = (id: string): Outcome => other({ id, verdict: 'cancelled', subject: {} });
  const forged = other({
    id: 'spoof.refused',
    verdict: 'pass',
    subject: { service: 'web' },
    evidence: { variants: { a: 'refused', b: 'ignored' } },
  });
  const result = {
    ...resultOf(rightOutcome),
    overall: 'unknown' as const,
    sentence: 'Unknown: the verification was cancelled; 1 check was not run.',
    proof: [],
    checks: [rightOutcome, forged, cancelled('bypass.closed')],
  };

  it('is told in one sentence, and what was not run is no finding', () => {
    expect(verdictSentence(result)).toBe('You cancelled. 2 of 3 checks were done.');
    expect(nextThings(result)).toEqual([]);
    expect(verdictSentence(resultOf(rightOutcome))).toBe(resultOf(rightOutcome).sentence);
  });

  it('shows what was seen of each node until then', () => {
    expect(nodeRows(result).map(({ proof }) => [proof.node, proof.service, proof.audited, proof.verdict])).toEqual([
      ['node-01', 'web', '127.0.9.10', 'pass'],
    ]);
    expect(nodeRows(result)[0]?.forged).toEqual({ harmless: 2, of: 2, unknown: 0 });
  });

  it('keeps a failure that was found before as the verdict and as what to do next', () => {
    const failed = {
      ...result,
      overall: 'not ready' as const,
      sentence: 'Not ready.',
      checks: [wrongOutcome, cancelled('x')],
    };
    expect(verdictSentence(failed)).toBe('Not ready.');
    expect(nextThings(failed).map(({ title }) => title)).toEqual([wrongOutcome.cause]);
  });
});

describe('the report', () => {
  it('puts paths that are not right first, and counts forged requests by service', () => {
    const right = { ...resultOf(rightOutcome).proof[0], node: 'node-02' } as (typeof result)['proof'][number];
    const result = resultOf(wrongOutcome);
    const rows = nodeRows({
      ...result,
      proof: [right, ...result.proof],
      spoof: [
        { variant: 'a', service: 'web', outcome: 'ignored', verdict: 'pass' },
        { variant: 'b', service: 'web', outcome: 'believed', verdict: 'fail' },
        { variant: 'a', service: 'api', outcome: 'unknown', verdict: 'could not run' },
      ],
    });
    expect(rows.map(({ proof }) => proof.node)).toEqual(['node-01', 'node-02']);
    expect(rows[0]?.forged).toEqual({ harmless: 1, of: 2, unknown: 0 });
  });

  it('credits no forged request to a node that was never asked', () => {
    const result = resultOf(rightOutcome);
    const [asked] = result.proof;
    if (asked === undefined) throw new Error('a result has a proof');
    const dead = { ...asked, node: 'node-02', audited: null, verdict: 'could not run' as const };
    const rows = nodeRows({
      ...result,
      proof: [asked, dead],
      spoof: [{ variant: 'a', service: 'web', outcome: 'ignored', verdict: 'pass' }],
    });
    expect(rows.map(({ proof, forged }) => [proof.node, forged])).toEqual([
      ['node-02', null],
      ['node-01', { harmless: 1, of: 1, unknown: 0 }],
    ]);
  });

  it('counts as held only the paths on which the right address was seen', () => {
    const [way] = resultOf(rightOutcome).proof;
    if (way === undefined) throw new Error('a result has a proof');
    const paths = (...verdicts: Verdict[]) =>
      reportWords.paths(pathsOf(verdicts.map((verdict) => ({ ...way, verdict }))));
    expect(paths('pass')).toBe('The only path records the correct client IP.');
    expect(paths('pass', 'pass')).toBe('All 2 paths record the correct client IP.');
    expect(paths('pass', 'pass', 'could not run', 'could not tell')).toBe(
      '2 of 4 paths record the correct client IP; no record was found on 2.',
    );
    expect(paths('pass', 'fail', 'could not run')).toBe(
      '1 of 3 paths record the correct client IP; no record was found on 1; 1 records a wrong address or none.',
    );
    expect(paths('could not run')).toMatch(/^0 of 1 path records /);
    expect(paths()).toBe('No path through the farm was tested.');
  });

  it('lists causes with what follows from them, then findings no cause explains', () => {
    const alone = other({
      id: 'bypass.closed',
      subject: { node: 'node-02' },
      cause: 'It is open.',
      remedy: 'Close it.',
    });
    const folded = other({ id: 'sign-in.across', subject: {}, verdict: 'could not run', causedBy: 'health.node' });
    const result = { ...resultOf(wrongOutcome), checks: [wrongOutcome, alone, folded] };
    expect(nextThings(result).map(({ title, symptoms }) => [title, symptoms.map(outcomeKey)])).toEqual([
      ['Not trusted', ['audit.client-ip[node-01,web]']],
      ['It is open.', ['bypass.closed[node-02]']],
    ]);
    expect(nextThings(resultOf(rightOutcome))).toEqual([]);
  });

  it('finds comparisons between nodes by their evidence', () => {
    const same = other({
      id: 'same.version',
      subject: {},
      evidence: { values: { 'node-01': '1', 'node-02': null }, differing: [] },
    });
    expect(sameFacts({ ...resultOf(rightOutcome), checks: [rightOutcome, same] })).toMatchObject([
      {
        values: [
          { node: 'node-01', value: '1', differs: false },
          { node: 'node-02', value: null, differs: false },
        ],
      },
    ]);
  });

  it('drops no check and no attempt', () => {
    const checks = [rightOutcome, other({ id: 'same.version' }), other({ id: 'audit.recorded' })];
    expect(categories(checks).map(({ id, checks: members }) => [id, members.length])).toEqual([
      ['audit', 2],
      ['same', 1],
    ]);
    const spoof = [
      { variant: 'a', service: 'web', outcome: 'ignored' as const, verdict: 'pass' as const },
      { variant: 'a', service: 'api', outcome: 'refused' as const, verdict: 'pass' as const },
    ];
    expect(spoofRows({ ...resultOf(rightOutcome), spoof })).toEqual({
      services: ['web', 'api'],
      rows: [
        {
          variant: 'a',
          cells: [
            { service: 'web', outcome: 'ignored', verdict: 'pass' },
            { service: 'api', outcome: 'refused', verdict: 'pass' },
          ],
        },
      ],
    });
  });
});

describe('the state of a host', () => {
  const plan = {
    farm: 'p',
    stages: [{ page: 'first-node' as const, title: '', steps: [step('one', 'node-01'), step('two', 'node-01')] }],
  };

  it('is proven only while the farm stands and every check about it passed', () => {
    const whole = foldEvents(noStory, events(wholeStory));
    expect(hostStates(whole, { farm: { hosts: [] }, plan }, 'standing').get('node-01')).toEqual({ kind: 'proven' });
    expect(hostStates(whole, { farm: { hosts: [] }, plan }, 'proving').get('node-01')).toEqual({
      kind: 'being proven',
    });
    const wrong = foldEvents(noStory, events(wholeStory.slice(0, 23)));
    expect(hostStates(wrong, { farm: { hosts: [] }, plan }, 'standing').get('node-01')).toEqual({
      kind: 'failed checks',
      count: 1,
    });
  });

  it('is partly set up where a run ended with steps left', () => {
    const stopped = foldEvents(
      noStory,
      events([
        { type: 'run.started', plan: 'p', steps: 2 },
        { type: 'step.state', step: 'one', state: 'done' },
        { type: 'run.ended', outcome: 'cancelled' },
      ]),
    );
    expect(hostStates(stopped, { farm: { hosts: [] }, plan }, 'stopped').get('node-01')).toEqual({
      kind: 'partly set up',
    });
  });
});

function step(id: string, host: string) {
  return {
    id,
    host,
    title: id,
    page: 'first-node' as const,
    who: 'wizard' as const,
    needs: [],
    makes: [],
    apply: [],
    confirm: [],
    expected: '',
    ifNot: '',
    undo: { how: '' },
  };
}

it('has a title for the kind of every check', () => {
  const kinds = new Set(CHECKS.map(({ id }) => id.split('.')[0] ?? ''));
  expect([...kinds].filter((kind) => reportWords.category[kind] === undefined)).toEqual([]);
});

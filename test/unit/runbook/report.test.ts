import { expect, test } from 'vitest';
import { renderRunbook } from '../../../core/runbook/render-runbook.ts';
import { resultReport } from '../../../core/runbook/result-report.ts';
import { exampleResult, SENTENCE } from './example-result.ts';
import { exampleRunbook } from './example-runbook.ts';

const ACCEPTED = {
  check: 'audit.client-ip',
  subject: { node: 'node-02', service: 'web' },
  cause: 'node-02 recorded 127.9.9.4 for a request sent from 127.9.9.10.',
  who: 'B. Boss',
  why: 'node-02 leaves the farm on Friday.',
  until: '2027-01-31',
};

/** What stands under a heading, up to the next one of its level or above. */
function under(markdown: string, heading: string): string {
  const level = heading.indexOf(' ');
  const [, after = ''] = markdown.split(`\n${heading}\n`);
  return after.split(new RegExp(`^#{1,${level}} `, 'm'))[0] ?? '';
}

test('a report says first of which farm it is, from when, by whom, where and how old it is', () => {
  const { markdown } = resultReport(exampleResult(), [], 7_500_000);
  expect(markdown.split('\n').slice(2, 11)).toEqual([
    '- Farm: Example',
    '- Began: 2026-11-29 14:01:41 +01:00',
    '- Ended: 2026-11-29 14:02:11 +01:00',
    '- Operator: ada',
    '- Computer: ops-1',
    '- Farmwright: 0.1.0',
    '- Application: Sample application',
    '- Load balancer: Bundled proxy',
    '- Age of this result: 2 h 5 min',
  ]);
});

test('a report tells what was sent, what was not tried, and what people handed in', () => {
  const { markdown } = resultReport(exampleResult(), []);
  expect(under(markdown, '## Requests')).toContain('| plain | 127.9.9.10 | 36 |');
  expect(under(markdown, '## Requests')).toContain('Requests with a token: 38. As clients send them: 36.');
  expect(under(markdown, '## Not tried')).toContain('because it stops a node and that was not allowed.');
  expect(under(markdown, '## Handed in by people')).toContain('handed in by Ada at 2026-11-29 13:00:00 +00:00');
});

test('a report continues with the verdict and the promise, a row for each path and node', () => {
  const { markdown } = resultReport(exampleResult(), []);
  expect(markdown).toMatch(/^# Report: Example\n/);
  expect(markdown).toContain(`**Verdict: not ready.** ${SENTENCE}`);
  expect(under(markdown, '## Result per node').trim().split('\n').slice(2)).toEqual([
    '| Node | Service | Sent from | Recorded address | Verdict |',
    '| --- | --- | --- | --- | --- |',
    '| node-01 | web | 127.9.9.10 | 127.9.9.10 | pass |',
    '| node-02 | web | 127.9.9.10 | 127.9.9.4 | fail |',
    '| node-03 | web | 127.9.9.10 | 127.9.9.10 | pass |',
    '| node-01 | api | 127.9.9.10 | 127.9.9.10 | pass |',
    '| node-02 | api | 127.9.9.10 | 127.9.9.4 | fail |',
    '| node-03 | api | 127.9.9.10 | 127.9.9.10 | pass |',
  ]);
});

test('a report lists every check that did not pass, with why, what to do and its evidence', () => {
  const checks = under(resultReport(exampleResult(), []).markdown, '## Checks that did not pass');
  expect(checks).toContain('7 checks: 4 pass, 2 fail, 1 could not run.');
  expect(checks.match(/^### /gm)).toHaveLength(3);
  expect(checks).toContain('- Why: node-02 recorded 127.9.9.4 for a request sent from 127.9.9.10.');
  expect(checks).toContain('- Do: Let the node trust the balancer.');
  expect(checks).toContain('"peer": "127.9.9.4"');
  expect(checks).toContain('- Waiver: by A. Admin, until 2026-12-31');
});

test('a waiver is shown with name, reason, end and what the check says today', () => {
  const accepted = under(resultReport(exampleResult(), [ACCEPTED]).markdown, '## Waivers');
  expect(accepted).toContain('### Waiver 1: audit.client-ip\\[node-02,web\\]');
  expect(accepted).toContain(
    '- Accepted by: B. Boss\n- Accepted finding: node-02 recorded 127.9.9.4 for a request sent from 127.9.9.10.\n- Reason: node-02 leaves the farm on Friday.\n- Until: 2027-01-31',
  );
  expect(accepted).toContain('- Verdict: fail');
  expect(accepted).toContain('### Waiver 2: balancer.pool\n\n- Accepted by: A. Admin');
});

test('a waiver that stands in the farm and in its result is shown once', () => {
  const { waiver, cause } = exampleResult().checks.find(({ id }) => id === 'balancer.pool') ?? {};
  if (waiver === undefined || cause === undefined) throw new Error('the example accepts balancer.pool');
  const own = { check: 'balancer.pool', subject: {}, cause, ...waiver };
  const accepted = under(resultReport(exampleResult(), [own]).markdown, '## Waivers');
  expect(accepted.match(/^### /gm)).toHaveLength(1);
});

test('a farm that was never verified says so, and still shows its waivers', () => {
  const { markdown } = renderRunbook(exampleRunbook({ waivers: [ACCEPTED] }));
  expect(markdown).toContain('The farm has not been verified yet.');
  expect(markdown).not.toContain('## Report');
  expect(under(markdown, '## Waivers')).toContain('- Verdict: not checked yet');
});

test('a runbook with a result says its verdict at the top and holds the report at its end', () => {
  const { markdown } = renderRunbook(exampleRunbook({ result: exampleResult() }));
  expect(markdown.indexOf('**Last verdict: not ready.**')).toBeLessThan(markdown.indexOf('## The farm'));
  expect(markdown.indexOf('## Report of the last verification')).toBeGreaterThan(
    markdown.indexOf('## Verify the farm'),
  );
  expect(under(markdown, '### What to do next')).toContain(
    '#### Cause 1: node-02 does not trust 127.9.9.4, the balancer',
  );
});

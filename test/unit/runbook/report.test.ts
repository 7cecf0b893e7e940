import { expect, test } from 'vitest';
import { renderRunbook } from '../../../core/runbook/render-runbook.ts';
import { resultReport } from '../../../core/runbook/result-report.ts';
import { exampleResult } from './example-result.ts';
import { exampleRunbook } from './example-runbook.ts';

const ACCEPTED = {
  check: 'audit.client-ip',
  subject: { node: 'node-02' },
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

test('a report begins with the verdict and the promise, a row for each path and node', () => {
  const { markdown } = resultReport(exampleResult(), []);
  expect(markdown).toMatch(/^# Report: not ready\n/);
  expect(markdown).toContain('**Verdict: not ready.** Not ready: 2 of 7 required checks failed, 1 without a result.');
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
  expect(accepted).toContain('### Waiver 1: audit.client-ip\\[node-02\\]');
  expect(accepted).toContain(
    '- Accepted by: B. Boss\n- Reason: node-02 leaves the farm on Friday.\n- Until: 2027-01-31',
  );
  expect(accepted).toContain('- Verdict: audit.client-ip\\[node-02,web\\] fail; audit.client-ip\\[node-02,api\\] fail');
  expect(accepted).toContain('### Waiver 2: balancer.pool\n\n- Accepted by: A. Admin');
});

test('a waiver that stands in the farm and in its result is shown once', () => {
  const { waiver } = exampleResult().checks.find(({ id }) => id === 'balancer.pool') ?? {};
  if (waiver === undefined) throw new Error('the example accepts balancer.pool');
  const accepted = under(resultReport(exampleResult(), [{ check: 'balancer.pool', ...waiver }]).markdown, '## Waivers');
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

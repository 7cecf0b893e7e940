import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resultText } from '../../../core/cli/result-text.ts';
import type { Result } from '../../../core/model/result.ts';
import { resultJunit } from '../../../core/runbook/result-junit.ts';
import { resultReport } from '../../../core/runbook/result-report.ts';
import { countsInCases, countsInProperties, countsInResult, countsInSentence } from '../../support/result-counts.ts';
import { exampleResult, hostileResult } from './example-result.ts';

// To renew the golden file after a wished change: this file with `npx vitest run --update`, then read the difference.

/** What each rendering says of how many checks came to which verdict. */
function counts(result: Result) {
  const { markdown, html } = resultReport(result, []);
  const junit = resultJunit(result);
  return {
    json: countsInResult(JSON.parse(JSON.stringify(result))),
    markdown: countsInSentence(markdown),
    html: countsInSentence(html),
    text: countsInSentence(resultText(result)),
    'junit, by case': countsInCases(junit),
    'junit, in all': countsInProperties(junit),
  };
}

test('whatever a result holds, every rendering of it tells the same counts', () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const [first, ...others] = Object.values(counts(result));
      for (const other of others) expect(other).toEqual(first);
    }),
    { seed: 20264, numRuns: 300 },
  );
});

test('the example has 4 passes, 2 failures and 1 that could not run, everywhere', () => {
  for (const [rendering, told] of Object.entries(counts(exampleResult())))
    expect(told, rendering).toEqual({ pass: 4, fail: 2, 'could not run': 1 });
});

test('the JUnit report of the example farm is as it was agreed', async () => {
  await expect(resultJunit(exampleResult())).toMatchFileSnapshot('../../golden/report-junit.xml');
});

test('whatever a result holds, nothing of it becomes markup, and no character is left that XML refuses', () => {
  fc.assert(
    fc.property(hostileResult, (result) => {
      const junit = resultJunit(result);
      const bare = junit.replaceAll(/"[^"<>&]*(?:&(?:amp|lt|gt|quot);[^"<>&]*)*"/g, '""');
      const tags = [...bare.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag);
      const known = ['testsuites', 'testsuite', 'properties', 'property', 'testcase', 'failure', 'error', 'skipped'];
      expect(tags.filter((tag) => !known.includes(tag ?? ''))).toEqual([]);
      expect(tags.filter((tag) => tag === 'testcase')).toHaveLength(2 * result.checks.length);
      // XML 1.0, 2.2: the line ends are the document's own.
      expect(junit.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u);
    }),
    { seed: 20265, numRuns: 300 },
  );
});

test.each([
  ['fail', false, 'failure'],
  ['fail', true, 'skipped'],
  ['could not run', false, 'error'],
  ['could not tell', false, 'error'],
  ['out of date', false, 'error'],
  ['cancelled', false, 'error'],
  ['skipped', false, 'skipped'],
  ['not applicable', false, 'skipped'],
] as const)('for a build server “%s”, accepted: %s, is %s', (verdict, accepted, element) => {
  const check = exampleResult().checks.find(({ id }) => id === 'balancer.pool');
  if (check === undefined) throw new Error('the example has checks');
  const waiver = { who: 'A. Admin', why: 'known', until: '2099-01-01' };
  const junit = resultJunit({
    ...exampleResult(),
    checks: [{ ...check, verdict, cause: 'why', remedy: 'do', waiver: accepted ? waiver : undefined }],
  });
  expect(junit).toMatch(new RegExp(`<${element} type="${verdict}" message="[^"]*why">do</${element}>`));
  expect(junit).toContain('tests="1"');
  for (const [kind, attribute] of [
    ['failure', 'failures'],
    ['error', 'errors'],
    ['skipped', 'skipped'],
  ] as const)
    expect(junit).toContain(`${attribute}="${kind === element ? 1 : 0}"`);
});

test('for a build server a waiver hides no failure of the promise', () => {
  const waiver = { who: 'A. Admin', why: 'known', until: '2099-01-01' };
  const checks = exampleResult().checks.map((check) => (check.id === 'audit.client-ip' ? { ...check, waiver } : check));
  expect(resultJunit({ ...exampleResult(), checks })).toContain('failures="2"');
});

test('every rendering says of which farm it is and from when before it says the verdict', () => {
  const result = exampleResult();
  const { markdown, html } = resultReport(result, []);
  const renderings = {
    markdown,
    html,
    text: resultText(result),
    junit: resultJunit(result),
    json: JSON.stringify(result),
  };
  for (const [rendering, text] of Object.entries(renderings)) {
    const at = (part: RegExp) => text.search(part);
    expect(at(/Example/), rendering).toBeGreaterThanOrEqual(0);
    expect(at(/2026-11-29[ T]14:02:11 ?\+01:00/), rendering).toBeGreaterThan(0);
    expect(at(/2026-11-29[ T]14:02:11 ?\+01:00/), rendering).toBeLessThan(at(/failed on node-02/));
    for (const part of [/ada/, /ops-1/]) expect(at(part), rendering).toBeGreaterThan(0);
  }
  expect(resultJunit(result)).toMatch(
    /<testsuite name="Example" .* time="30" timestamp="2026-11-29T14:01:41\+01:00" hostname="ops-1">/,
  );
});

test('a result of an earlier version says what was not recorded', () => {
  const result = { ...exampleResult(), farm: { id: null, name: null }, ended: null, operator: null, requests: null };
  expect(resultText(result)).toMatch(/^Farm: +not recorded\n/);
  expect(resultText(result)).toContain('How many requests were sent is not recorded.');
  expect(resultJunit(result)).not.toContain(' time=');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { renderRunbook, runbookBlocks } from '../../../core/runbook/render-runbook.ts';
import { resultReport } from '../../../core/runbook/result-report.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import { exampleResult, hostileResult, hostileWaivers } from './example-result.ts';
import { exampleRunbook } from './example-runbook.ts';
import { expectedHtml, withoutLayout } from './expected-html.ts';
import { hostilePlan, hostileText } from './hostile-plan.ts';
import { all, find, readHtml } from './read-html.ts';

const products = balancers.map(({ id }) => id);

/** What stands in `main`, without the line ends between blocks. */
function mainOf(html: string) {
  return withoutLayout(find(readHtml(html), 'main')).children;
}

test.each(products)('%s: the page has the elements of the document, and no other', (product) => {
  const inputs = exampleRunbook({ result: exampleResult() }, product);
  expect(mainOf(renderRunbook(inputs).html)).toEqual(expectedHtml(runbookBlocks(inputs)));
});

test('whatever the data holds, it becomes text: no element and no attribute comes from it', () => {
  fc.assert(
    fc.property(hostilePlan, hostileText, hostileResult, hostileWaivers, (plan, name, result, waivers) => {
      const inputs = exampleRunbook({ plan, result, waivers, farm: { ...exampleFarm(), name: `x${name}` } });
      expect(mainOf(renderRunbook(inputs).html)).toEqual(expectedHtml(runbookBlocks(inputs)));
    }),
    { seed: 20263, numRuns: 300 },
  );
});

test('a cause with several lines starts no list and underlines nothing', () => {
  const [check] = exampleResult().checks.filter(({ cause }) => cause !== null);
  if (check === undefined) throw new Error('the example has open checks');
  for (const line of ['- one', '+ one', '* one', '1. one', '1) one', '===', '---', '# one', '> one', '```', ': one']) {
    const result = { ...exampleResult(), checks: [{ ...check, cause: `It said:\n${line}\nand\n${line}` }] };
    const inputs = exampleRunbook({ result });
    expect(mainOf(renderRunbook(inputs).html)).toEqual(expectedHtml(runbookBlocks(inputs)));
  }
});

test('the report alone is such a page too', () => {
  fc.assert(
    fc.property(hostileResult, hostileWaivers, (result, waivers) => {
      const page = readHtml(resultReport(result, waivers).html);
      const elements = all(find(page, 'main').children);
      expect(new Set(elements.map(({ tag }) => tag))).toEqual(
        new Set(elements.map(({ tag }) => tag).filter((tag) => KNOWN.includes(tag))),
      );
      expect(elements.map(({ attributes }) => attributes).filter((text) => !OURS.test(text))).toEqual([]);
    }),
    { seed: 20264, numRuns: 200 },
  );
});

const KNOWN = ['h1', 'h2', 'h3', 'h4', 'p', 'ul', 'li', 'table', 'thead', 'tbody', 'tr', 'th', 'td'].concat([
  'section',
  'pre',
  'code',
  'strong',
  'br',
  'span',
]);
const OURS = /^(class="(level-[234]|line|language-(text|json|sql))")?$/;

test('the page stands alone: no script, nothing from outside, a policy that allows neither, a language and a title', () => {
  const { html } = renderRunbook(exampleRunbook({ farm: { ...exampleFarm(), name: 'A </title> & "B"' } }));
  const page = readHtml(html);
  expect(find(page, 'html').attributes).toBe('lang="en"');
  expect(find(page, 'title').children).toEqual(['Runbook: A </title> & "B"']);
  expect(
    all(page)
      .filter(({ tag }) => tag === 'meta')
      .map(({ attributes }) => attributes),
  ).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"`);
  const tags = all(page).map(({ tag }) => tag);
  for (const tag of ['script', 'link', 'img', 'iframe', 'a', 'object', 'form']) expect(tags).not.toContain(tag);
  const [style] = find(page, 'style').children;
  expect(style).not.toMatch(/url\(|@import|[a-z]+:\/\//);
  expect(style).toContain('@page { size: A4;');
});

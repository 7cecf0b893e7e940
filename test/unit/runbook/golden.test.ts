import { expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import { renderRunbook } from '../../../core/runbook/render-runbook.ts';
import { resultReport } from '../../../core/runbook/result-report.ts';
import { exampleResult } from './example-result.ts';
import { exampleRunbook } from './example-runbook.ts';

// To renew the golden files after a wished change: this file with `npx vitest run --update`, then read the difference.

const products = balancers.map(({ id }) => id);
const BANNED = [/\bplease\b/i, /something went wrong/i, /\boops\b/i, /\bsorry\b/i, /\binvalid\b/i, /\bsuccessfully\b/i];

test.each(products)('the runbook of the example farm behind %s is as it was agreed', async (product) => {
  const { markdown } = renderRunbook(exampleRunbook({ result: exampleResult() }, product));
  await expect(markdown).toMatchFileSnapshot(`../../golden/runbook-${product}.md`);
});

test.each(products)('%s: the same farm gives the same bytes', (product) => {
  const render = () => renderRunbook(exampleRunbook({ result: exampleResult() }, product));
  expect(render()).toEqual(render());
});

test.each(products)('%s: plain words, no shouting, no begging', (product) => {
  const { markdown } = renderRunbook(exampleRunbook({ result: exampleResult() }, product));
  const alone = resultReport(exampleResult(), []).markdown;
  for (const phrase of [...BANNED, /[a-z]!/i]) {
    expect(markdown).not.toMatch(phrase);
    expect(alone).not.toMatch(phrase);
  }
});

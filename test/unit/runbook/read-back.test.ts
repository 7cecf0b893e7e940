import fc from 'fast-check';
import { expect, test } from 'vitest';
import { balancers } from '../../../core/balancers/index.ts';
import type { Farm } from '../../../core/model/farm.ts';
import { type Plan, type Step, stepsOf } from '../../../core/model/plan.ts';
import type { Reference } from '../../../core/model/text.ts';
import { renderRunbook } from '../../../core/runbook/render-runbook.ts';
import { withNodes } from '../../support/farm-hosts.ts';
import { exampleFarm } from '../../support/healthy-scene.ts';
import { exampleRunbook } from './example-runbook.ts';
import { hostilePlan } from './hostile-plan.ts';
import { plannedStep } from './planned-steps.ts';
import { readRunbook } from './read-runbook.ts';

const products = balancers.map(({ id }) => id);

/** A farm behind another device, whose nodes have IPv6 addresses. */
function behindWaf(): Farm {
  const farm = exampleFarm();
  return {
    ...withNodes(farm, (node, index) => ({ ...node, addresses: [`2001:db8::${101 + index}`] })),
    hops: [
      { name: 'waf', presentsAs: ['2001:db8::1'], headerPolicy: 'replace' },
      { name: 'balancer', presentsAs: ['2001:db8::2'], headerPolicy: 'append' },
    ],
    services: farm.services.map((service) => ({
      ...service,
      forwardedTo: { address: '2001:db8::3', port: service.port },
    })),
  };
}

function oneStep(changes: Partial<Step>): Plan {
  const step: Step = {
    id: 'one',
    title: 'One',
    page: 'goal',
    who: 'DBA',
    host: 'host',
    needs: [],
    makes: [],
    apply: [],
    confirm: [],
    expected: 'It is so.',
    ifNot: 'Look again.',
    undo: { none: 'there is nothing' },
    ...changes,
  };
  return { farm: 'example', stages: [{ page: 'goal', title: 'Stage', steps: [step] }] };
}

function file(content: Extract<Step['apply'][number], { kind: 'file' }>['content']): Plan {
  return oneStep({ apply: [{ kind: 'file', title: 'A file', path: 'file', content, ownerOnly: false }] });
}

test.each(products)('%s: every step can be read back from the Markdown alone, exactly', (product) => {
  for (const farm of [exampleFarm(), behindWaf()]) {
    const inputs = exampleRunbook({ farm }, product);
    expect(readRunbook(renderRunbook(inputs).markdown).steps).toEqual(stepsOf(inputs.plan).map(plannedStep));
  }
});

test.each(products)('%s: every placeholder has a place its value comes from', (product) => {
  const { placeholders, signIn } = readRunbook(renderRunbook(exampleRunbook({}, product)).markdown);
  expect(placeholders).toEqual([
    {
      name: 'password of the service account',
      secret: true,
      source: { given: 'serviceAccountPassword' },
    },
    {
      name: 'certificate from First node',
      secret: false,
      source: { file: 'certificate.pem', host: 'node-01', madeByStep: 3 },
    },
    {
      name: 'certificate key from First node',
      secret: true,
      source: { file: 'certificate-key.pem', host: 'node-01', madeByStep: 3 },
    },
    {
      name: 'key ring from First node',
      secret: true,
      source: { file: 'key-ring.key', host: 'node-01', madeByStep: 4 },
    },
  ]);
  expect(signIn).toEqual({
    address: '127.9.9.3',
    port: 5000,
    account: 'administrator',
    passwordName: 'databaseAdministratorPassword',
  });
});

test('whatever names, values and contents hold, the steps read back are those of the plan', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      const { steps } = readRunbook(renderRunbook(exampleRunbook({ plan })).markdown);
      expect(steps).toEqual(stepsOf(plan).map(plannedStep));
    }),
    { seed: 20261, numRuns: 400 },
  );
});

test.each([
  ['nothing', ''],
  ['a newline alone', '\n'],
  ['no newline at the end', 'one\ntwo'],
  ['a newline at the end', 'one\ntwo\n'],
  ['two newlines at the end', 'one\n\n'],
  ['CRLF in every line', 'one\r\ntwo\r\n'],
  ['CRLF, none at the end', 'one\r\ntwo'],
  ['CRLF and LF', 'one\r\ntwo\nthree'],
  ['CR alone', 'one\rtwo'],
  ['blanks at both ends of a line', '  one  \n\ttwo\t\n'],
  ['a BOM', '\ufeffone\n'],
  ['a fence', '```\nnot the end\n```\n'],
  ['a longer fence', `${'`'.repeat(40)}text\n`],
  ['a direction mark', 'admin\u202etxt.exe'],
  ['what looks like a placeholder', '«password of the service account»\n'],
])('a file with %s reads back as it is', (_, content) => {
  const [step] = readRunbook(renderRunbook(exampleRunbook({ plan: file(content) })).markdown).steps;
  expect(step?.apply).toEqual([expect.objectContaining({ content: content === '' ? [] : [content] })]);
});

test('what looks like a placeholder beside a real one stays text', () => {
  const password: Reference = { secretName: 'password', label: 'password', secret: true };
  const content = { parts: ['«password» is «', password, '» and ««password»»\n'] };
  const { markdown } = renderRunbook(exampleRunbook({ plan: file(content) }));
  expect(markdown).toContain('«password» is ««««password»»»» and ««password»»\n');
  expect(readRunbook(markdown).steps[0]?.apply).toEqual([
    expect.objectContaining({
      content: ['«password» is «', { placeholder: 'password' }, '» and ««password»»\n'],
    }),
  ]);
});

test('references of one label and different sources are told apart', () => {
  const content = {
    parts: [
      { secretName: 'one', label: '«key»', secret: true as const },
      { secretName: 'two', label: '«key»', secret: true as const },
    ],
  };
  const { placeholders, steps } = readRunbook(renderRunbook(exampleRunbook({ plan: file(content) })).markdown);
  expect(placeholders).toEqual([
    { name: '‹key›', secret: true, source: { given: 'one' } },
    { name: '‹key› (2)', secret: true, source: { given: 'two' } },
  ]);
  expect(steps[0]?.apply).toEqual([
    expect.objectContaining({ content: [{ placeholder: '‹key›' }, { placeholder: '‹key› (2)' }] }),
  ]);
});

test('nothing unseen stands in the Markdown: no control, no mark of direction, no line end but LF', () => {
  fc.assert(
    fc.property(hostilePlan, (plan) => {
      const { markdown } = renderRunbook(exampleRunbook({ plan }));
      expect(markdown.replaceAll(/[\t\n]/g, '')).not.toMatch(
        /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{DI}]|[^ \P{Zs}]/u,
      );
      expect(markdown.endsWith('\n')).toBe(true);
    }),
    { seed: 20262, numRuns: 200 },
  );
});

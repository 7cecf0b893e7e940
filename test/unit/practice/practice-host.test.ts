import { expect, it } from 'vitest';
import { practiceHost } from '../../../core/hosts/practice/host.ts';
import type { BoundAction } from '../../../core/model/action.ts';
import { FarmError } from '../../../core/model/errors.ts';

const OF = { step: 'database.prepare', inputs: '' };
const signal = new AbortController().signal;
const action = (part: 'server' | 'database'): BoundAction => ({
  kind: 'sql',
  title: 'SQL of a test',
  undo: '',
  part,
  database: 'sample',
  statements: [
    { text: 'first', parameters: { name: 'a' } },
    { text: 'second', parameters: {} },
  ],
  verify: { text: 'verify', parameters: {}, rows: [[1]] },
});

/** A host whose database answers each verification with the next of these. */
function hostAnswering(...answers: (unknown[][] | FarmError)[]) {
  const asked: string[] = [];
  const signedInAs: string[] = [];
  const host = practiceHost({
    call: () => Promise.reject(new Error('the world is not asked for SQL')),
    host: 'database',
    sql: {
      query: async (as, database, text) => {
        asked.push(`${database} ${text}`);
        signedInAs.push(as);
        const answer = text === 'verify' ? answers.shift() : [];
        if (answer instanceof FarmError) throw answer;
        return { rows: (answer ?? []) as (string | number | null)[][] };
      },
    },
  });
  return { host, asked, signedInAs };
}

const refusal = (code: string) => new FarmError({ code, message: 'm', remedy: 'r' });

it.each([
  ['in place', [[1]]],
  ['differs', [[0]]],
  ['differs', []],
  ['missing', refusal('database.not-found')],
  ['missing', refusal('database.statement-failed')],
])('is %s when verification answers %o', async (state, answer) => {
  const { host, asked } = hostAnswering(answer);
  expect(await host.inspect(action('database'), OF, signal)).toMatchObject({ state });
  expect(asked).toEqual(['sample verify']);
});

it.each([
  'database.sign-in-refused',
  'database.unreachable',
  'database.certificate-refused',
])('does not take %s for an answer', async (code) => {
  const { host } = hostAnswering(refusal(code));
  await expect(host.inspect(action('server'), OF, signal)).rejects.toMatchObject({ code });
});

it('runs the statements in order, then verifies', async () => {
  const { host, asked } = hostAnswering([[1]]);
  await host.perform(action('server'), OF, signal);
  expect(asked).toEqual(['master first', 'master second', 'master verify']);
});

it('does not call done what does not verify', async () => {
  const { host } = hostAnswering([[0]]);
  await expect(host.perform(action('database'), OF, signal)).rejects.toMatchObject({ code: 'database.not-as-planned' });
});

it('has no SQL without a database', async () => {
  const host = practiceHost({ call: async () => null, host: 'node-01' });
  await expect(host.inspect(action('database'), OF, signal)).rejects.toMatchObject({ code: 'host.no-sql' });
});

it('reads rows as JSON, as the account that the question names', async () => {
  const { host, asked, signedInAs } = hostAnswering([[1, null, 'a']]);
  const question = { kind: 'sql', database: 'sample', text: 'verify', parameters: {}, example: '[]' } as const;
  expect(await host.read({ ...question, as: 'application' }, signal)).toBe('[[1,null,"a"]]');
  await host.read({ ...question, as: 'administrator' }, signal);
  expect(asked).toEqual(['sample verify', 'sample verify']);
  expect(signedInAs).toEqual(['application', 'administrator']);
});

it('changes nothing where what is asked before the statements stands against them', async () => {
  const { host, asked } = hostAnswering();
  const unless = { text: 'before', parameters: {}, rows: [], message: 'It has another one.', remedy: 'Enter that.' };
  await expect(host.perform({ ...action('server'), unless } as BoundAction, OF, signal)).rejects.toMatchObject({
    code: 'database.precondition',
    message: 'It has another one.',
  });
  expect(asked).toEqual(['master before']);
});

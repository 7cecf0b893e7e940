import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { Result } from '../../core/model/result.ts';
import { runCommand, startCommand } from '../support/command-line.ts';
import { until } from '../support/until.ts';

const Failure = z.strictObject({
  schema: z.literal('farmwright-error/1'),
  error: z.strictObject({
    code: z.string(),
    field: z.string().nullable(),
    message: z.string(),
    remedy: z.string(),
    at: z.string().optional(),
  }),
});

test('--fix makes the farm ready again; --json prints one result document, and nothing is left behind', async () => {
  const mended = await runCommand(['practice', '--json', '--nodes', '2', '--fault', 'limit-zero', '--fix']);
  expect(mended.code).toBe(0);
  const result = Result.parse(JSON.parse(mended.stdout));
  expect(result).toMatchObject({ overall: 'ready', faults: [] });
  expect(result.durationsMs.tearDown).toBeGreaterThan(0);
  expect(mended.stderr).toContain('The run is done.');
  expect(mended.left).toEqual([]);
}, 360_000);

test.each([
  { args: ['practice', '--nodes', '1'], field: 'nodes' },
  { args: ['practice', '--nodes', '51'], field: 'nodes' },
  { args: ['practice', '--nodes', 'three'], field: 'nodes' },
  { args: ['practice', '--nodes', '-3'], field: 'nodes' },
  { args: ['practice', '--balancer', 'nothing'], field: 'balancer' },
  { args: ['practice', '--profile', 'nothing'], field: 'profile' },
  { args: ['practice', '--fault', 'nothing'], field: 'faults' },
  { args: ['practice', '--nodes', '2', '--fault', 'node-down', '--fault', 'certificate-differs'], field: 'faults' },
  { args: ['practice', '--secrets', '/etc/passwd'], field: 'secrets' },
  { args: ['practice', '--secrets', '-'], field: 'secrets' },
  { args: ['practice', '--no-such-option'], field: '--no-such-option' },
  { args: ['resolve', '--cases', '/not/there.json'], field: 'cases' },
  { args: ['proxy', '--config', '/not/there.json'], field: 'config' },
  { args: ['nothing'], field: 'nothing' },
])('$args is bad input: exit 2 and a failure document that names $field', async ({ args, field }) => {
  const { code, stdout, left } = await runCommand([...args, '--json'], 'this is not JSON');
  expect({ code, left }).toEqual({ code: 2, left: [] });
  const { error } = Failure.parse(JSON.parse(stdout));
  expect(error.field).toBe(field);
  expect(error.remedy).not.toBe('');
  expect(stdout).not.toContain('this is not JSON');
}, 180_000);

test('an interrupt cancels: exit 3, and nothing is left', async () => {
  const run = await startCommand(['practice', '--json', '--nodes', '2']);
  await until(() => run.stderr().includes('Carrying out the plan.'), {
    limitMs: 60_000,
    what: 'the plan is carried out',
  });
  run.process.kill('SIGINT');
  expect(await run.ended).toBe(3);
  expect((await import('node:fs')).readdirSync(run.folder)).toEqual([]);
}, 180_000);

test('faults are told as data', async () => {
  const { code, stdout } = await runCommand(['faults', '--json']);
  expect(code).toBe(0);
  const faults = z
    .array(
      z.object({
        id: z.string(),
        topology: z.string(),
        changes: z.string(),
        turns: z.array(z.unknown()).min(1),
        cause: z.string(),
      }),
    )
    .parse(JSON.parse(stdout));
  expect(new Set(faults.map(({ turns, cause }) => JSON.stringify([turns, cause]))).size).toBe(faults.length);
});

test('resolve answers every case of its engine as the vectors expect', async () => {
  const cases = fileURLToPath(new URL('../cases/client-ip.json', import.meta.url));
  const { code, stdout } = await runCommand(['resolve', '--cases', cases, '--json']);
  expect(code).toBe(0);
  const { results } = z
    .object({ results: z.array(z.object({ agrees: z.boolean().nullable() })) })
    .parse(JSON.parse(stdout));
  expect(results.filter(({ agrees }) => agrees === true)).toHaveLength(84);
});

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Core } from '../../core/api/core.ts';
import { createRouter } from '../../core/api/handlers.ts';
import { compose } from '../../core/compose.ts';
import { createFarm } from '../../core/session/create-farm.ts';
import type { Parts } from '../../core/session/parts.ts';
import { practiceEntries } from '../support/practice-entries.ts';
import { processesOf } from '../support/processes.ts';
import { gateway } from '../support/second-profile/gateway.ts';
import { until } from '../support/until.ts';

const BANNER = '220 mail.example.test ready';

let folder: string;
let parts: Parts;
let core: Core;
const farm = () => createRouterClient(createRouter(core), { context: {} }).farm;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'fw-second-')));
  const composed = compose(await practiceEntries(), { folderParent: folder, leaseMs: 5_000 });
  parts = { ...composed, profiles: [gateway] };
  core = new Core(parts);
});
afterAll(async () => {
  await core.close();
  await until(() => processesOf(folder).length === 0, { limitMs: 120_000, what: 'the practice hosts have ended' });
  rmSync(folder, { recursive: true, force: true });
});

const answersWith = (settings: Record<string, unknown>) => ({
  balancer: 'bundled',
  practice: { nodes: 2, waf: false },
  settings,
});

it('is set up on practice hosts, proven and ready, with a TCP service beside an HTTPS service', async () => {
  const path = join(folder, 'gateway.farm');
  await createFarm(parts, { path, profile: gateway.id, answers: answersWith({ gateway: { banner: BANNER } }) });
  const { farm: id } = await farm().open({ path, write: true });
  await farm().giveSecrets({ farm: id, secrets: { serviceAccountPassword: 'a password for tests only' } });
  await farm().run({ farm: id, prove: true, auditEntries: true, drill: true });
  const view = () => farm().get({ farm: id });
  await until(async () => (await view()).state === 'waiting', { limitMs: 180_000, what: 'the proof has ended' });
  const { result, farm: answers } = await view();
  expect(
    result?.checks
      .filter(({ verdict }) => verdict !== 'pass')
      .map(({ id: check, subject, verdict, cause }) => ({ check, subject, verdict, cause })),
  ).toEqual([
    {
      check: 'distribution',
      subject: { service: 'relay' },
      verdict: 'not applicable',
      cause: 'A connection of relay does not say which node took it.',
    },
    {
      check: 'persistence.as-planned',
      subject: { service: 'relay' },
      verdict: 'not applicable',
      cause: 'Requests of relay cannot be followed to a node, so it is not known whether clients stay on one.',
    },
  ]);
  expect(result?.overall).toBe('ready');
  expect(result?.proof.map(({ service, node, audited, sentFrom }) => [service, node, audited === sentFrom])).toEqual([
    ['portal', 'node-01', true],
    ['portal', 'node-02', true],
  ]);
  expect(result?.checks.filter(({ id: check }) => check === 'balancer.pool')).toHaveLength(4);
  expect(answers.services.map(({ name, kind, nodePort }) => [name, kind, nodePort])).toEqual([
    ['relay', 'tcp', 2525],
    ['portal', 'https', 8443],
  ]);
  await farm().close({ farm: id });
});

it('refuses a setting that it does not know, by its name', async () => {
  const path = join(folder, 'unknown.farm');
  const made = createFarm(parts, { path, profile: gateway.id, answers: answersWith({ gateway: { baner: BANNER } }) });
  await expect(made).rejects.toMatchObject({ code: 'input.invalid', message: expect.stringContaining('baner') });
});

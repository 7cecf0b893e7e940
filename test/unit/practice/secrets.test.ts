import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { TestWorld } from '../../support/practice-farm.ts';
import { processes } from '../../support/processes.ts';
import { standingFarm } from '../../support/standing-farm.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const SENTINEL = 'sentinel-Kp4xW9bZt2-password';
let farm: TestWorld;

beforeAll(async () => {
  farm = await standingFarm(2, 'bundled', SENTINEL);
  await farm.world.call('plant', { faults: ['trust-empty', 'node-down'] });
});
afterAll(() => farm?.end());

/** Every secret of the world that no file, argument or environment may hold. */
const passwords = () => [SENTINEL, farm.world.administratorPassword.reveal()];

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

it('no password is in an argument or in the environment of any process', () => {
  const seen = processes();
  expect(seen.filter(({ folder }) => folder.startsWith(farm.world.topology.folder)).length).toBeGreaterThanOrEqual(3);
  for (const password of passwords())
    expect(seen.filter(({ commandLine, environment }) => `${commandLine} ${environment}`.includes(password))).toEqual(
      [],
    );
});

it('no password is in a file of the world', () => {
  const files = filesBelow(farm.world.topology.folder);
  expect(files.length).toBeGreaterThan(10);
  for (const password of passwords())
    expect(files.filter((path) => readFileSync(path, 'latin1').includes(password))).toEqual([]);
});

it('keys are in files of their owner only, and the authority’s key in none', () => {
  const withKey = filesBelow(farm.world.topology.folder).filter((path) =>
    readFileSync(path, 'latin1').includes('PRIVATE KEY'),
  );
  expect(withKey.map((path) => path.split('/hosts/')[1]).sort()).toEqual([
    'balancer/certificate-and-key.pem',
    'balancer/certificate-key.pem',
    'node-01/certificate-key.pem',
    'node-02/certificate-key.pem',
  ]);
  for (const path of [
    ...withKey,
    ...['node-01', 'node-02'].map((node) => `${farm.world.topology.folder}/hosts/${node}/key-ring.key`),
  ])
    expect((statSync(path).mode & 0o777).toString(8), path).toBe('600');
});

it('no password is in the topology, the log or a status', async () => {
  const answers = JSON.stringify([
    farm.world.topology,
    await farm.world.call('topology', {}),
    await farm.world.call('log', {}),
    await farm.host('balancer').say('balancer', 'status'),
    await Promise.all(
      ['version', 'account', 'connection', 'key-ring'].map((fact) =>
        farm.host('node-01').say('application', 'facts', fact),
      ),
    ),
  ]);
  for (const password of passwords()) expect(answers).not.toContain(password);
});

import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Farm } from '../../core/model/farm.ts';
import type { FarmHost } from '../../core/model/farm-host.ts';
import type { Result } from '../../core/model/result.ts';
import { Secret } from '../../core/model/secret.ts';
import { layOut, newFolder, startWorld, type WorldClient } from '../../core/practice/client.ts';
import { forkLauncher } from '../../core/processes/fork-launcher.ts';
import { sample } from '../../core/profiles/sample/sample.ts';
import { practiceFarm } from '../../core/sites/practice-farm.ts';
import type { FarmFileStand } from './farm-file-command.ts';
import type { Operator } from './person-at-work.ts';
import { playPack } from './play-people.ts';
import { practiceEntries } from './practice-entries.ts';
import { until } from './until.ts';

const PASSWORD = new Secret('a password for tests only');
const WHO = { node: 'Ada', balancer: 'Network team', database: 'DBA', hop: 'Network team', vantage: 'Ada' };

/** Hosts with nothing on them, and the answers of a farm on them that people work on. */
export async function hostsForPeople(balancer: string) {
  const { services } = sample;
  const layout = await layOut({ nodes: 3, services, waf: false });
  const folder = newFolder(tmpdir());
  const world = await startWorld({ launch: forkLauncher(await practiceEntries()), layout, folder });
  const {
    id: _id,
    profile: _profile,
    ...answers
  } = practiceFarm('people', layout, { profile: sample.id, balancer, services });
  return { world, answers: { ...answers, authority: world.topology.authority } };
}

export function byPeople(hosts: FarmHost[]): FarmHost[] {
  return hosts.map((host) => ({ ...host, reach: { by: 'person', who: WHO[host.role] } }));
}

interface Waiting {
  waiting: { id: string; who: string; kind: string }[];
}

/** What the farm waits for. */
export async function waitingIn(stand: FarmFileStand): Promise<Waiting['waiting']> {
  return (JSON.parse((await stand.run('waiting', stand.path, '--json')).stdout) as Waiting).waiting;
}

/** Everybody who is asked for something does it, from a pack alone, and hands it in. @returns what was asked */
async function everybodyDoes(stand: FarmFileStand, operator: Operator, farm: Pick<Farm, 'serviceAccount'>) {
  const waiting = await waitingIn(stand);
  for (const who of new Set(waiting.map((item) => item.who))) {
    const pack = join(stand.folder, 'pack.md');
    await stand.run('waiting', stand.path, '--who', who, '--pack', 'md', '--out', pack);
    const person = { ...operator, name: who, serviceAccount: { name: farm.serviceAccount, password: PASSWORD } };
    writeFileSync(pack, await playPack(readFileSync(pack, 'utf8'), person));
    const handedIn = await stand.run('hand-in', stand.path, '--pack', pack, '--who', who);
    expect(handedIn.stderr).not.toMatch(/: (?!handed in|farmwright resume)\S.*\./);
    expect([0, 4], handedIn.stderr).toContain(handedIn.code);
  }
  return waiting;
}

/**
 * Goes on until the proof has its result.
 * @param between what is done each time while people are waited for
 * @returns the result, and all that people were asked for
 */
export async function untilProven(
  stand: FarmFileStand,
  operator: Operator,
  farm: Pick<Farm, 'serviceAccount'>,
  between: () => Promise<void> = async () => {},
) {
  const asked: Waiting['waiting'] = [];
  let last = await stand.run('run', stand.path, '--yes', '--json', '--secrets', '-');
  for (let rounds = 0; last.code === 4 && rounds < 12; rounds++) {
    await between();
    asked.push(...(await everybodyDoes(stand, operator, farm)));
    last = await stand.run('resume', stand.path, '--yes', '--json', '--secrets', '-');
  }
  expect(last.code, `${last.stderr}\n${last.stdout}`).toBe(0);
  const result = JSON.parse(last.stdout) as Result;
  expect(result.overall).toBe('ready');
  expect(result.proof.every(({ sentFrom, audited }) => sentFrom === audited)).toBe(true);
  // The result names everybody who handed something in for it, and what.
  const handedIn = result.readByPeople.map(({ item }) => item);
  expect(asked.filter(({ id }) => !handedIn.includes(id)).map(({ id }) => id)).toEqual([]);
  expect(await waitingIn(stand)).toEqual([]);
  return { result, asked };
}

/** Goes on although nobody has handed in anything, and is killed in the middle of it. */
export async function killedGoingOn(stand: FarmFileStand): Promise<void> {
  const run = await stand.start('resume', stand.path, '--yes', '--secrets', '-');
  await until(() => run.stderr().split('\n').length > 3, { what: 'it goes on' });
  run.process.kill('SIGKILL');
  await run.ended;
}

export function operatorOf(world: WorldClient): Operator {
  return {
    world,
    secrets: { serviceAccountPassword: PASSWORD, databaseAdministratorPassword: world.administratorPassword },
  };
}

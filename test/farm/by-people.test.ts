import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Farm } from '../../core/model/farm.ts';
import type { FarmHost } from '../../core/model/farm-host.ts';
import type { Result } from '../../core/model/result.ts';
import { Secret } from '../../core/model/secret.ts';
import { layOut, newFolder, startWorld } from '../../core/practice/client.ts';
import { forkLauncher } from '../../core/processes/fork-launcher.ts';
import { sample } from '../../core/profiles/sample/sample.ts';
import { practiceFarm } from '../../core/sites/practice-farm.ts';
import { type FarmFileStand, farmFileStand } from '../support/farm-file-command.ts';
import type { Operator } from '../support/person-at-work.ts';
import { playPack } from '../support/play-people.ts';
import { practiceEntries } from '../support/practice-entries.ts';

const PASSWORD = new Secret('a password for tests only');
const WHO = { node: 'Ada', balancer: 'Network team', database: 'DBA', hop: 'Network team', vantage: 'Ada' };

/** Hosts with nothing on them, and the answers of a farm on them that people work on. */
async function hostsForPeople(balancer: string) {
  const { services } = sample;
  const layout = await layOut({ nodes: 3, services, waf: false });
  const folder = newFolder(tmpdir());
  const world = await startWorld({ launch: forkLauncher(await practiceEntries()), layout, folder });
  const { id: _id, profile, ...answers } = practiceFarm('people', layout, { profile: sample.id, balancer, services });
  return { world, answers: { ...answers, authority: world.topology.authority }, profile };
}

function byPeople(hosts: FarmHost[]): FarmHost[] {
  return hosts.map((host) => ({ ...host, reach: { by: 'person', who: WHO[host.role] } }));
}

interface Waiting {
  waiting: { id: string; who: string; kind: string }[];
}

/** What the farm waits for. */
async function waitingIn(stand: FarmFileStand): Promise<Waiting['waiting']> {
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
    expect(handedIn.stderr).not.toMatch(/: (?!handed in)\S.*\./);
    expect([0, 4], handedIn.stderr).toContain(handedIn.code);
  }
  return waiting;
}

/** Goes on until the proof has its result. @returns the result, and all that people were asked for */
async function untilProven(stand: FarmFileStand, operator: Operator, farm: Pick<Farm, 'serviceAccount'>) {
  const asked: Waiting['waiting'] = [];
  let last = await stand.run('run', stand.path, '--yes', '--json', '--secrets', '-');
  for (let rounds = 0; last.code === 4 && rounds < 12; rounds++) {
    asked.push(...(await everybodyDoes(stand, operator, farm)));
    last = await stand.run('resume', stand.path, '--yes', '--json', '--secrets', '-');
  }
  expect(last.code, `${last.stderr}\n${last.stdout}`).toBe(0);
  return { result: JSON.parse(last.stdout) as Result, asked };
}

test.each([
  'bundled',
  'haproxy',
])('people set up a farm on %s and look up its records from nothing but their packs, and it is proven', async (balancer) => {
  const { world, answers } = await hostsForPeople(balancer);
  const stand = await farmFileStand(JSON.stringify({ ...answers, hosts: byPeople(answers.hosts) }));
  try {
    const operator = {
      world,
      secrets: { serviceAccountPassword: PASSWORD, databaseAdministratorPassword: world.administratorPassword },
    };
    const { result, asked } = await untilProven(stand, operator, answers);
    expect(result.overall).toBe('ready');
    expect(result.proof.map(({ sentFrom, audited }) => sentFrom === audited)).toEqual(Array(6).fill(true));
    expect(new Set(asked.map(({ who }) => who))).toEqual(new Set(['Ada', 'DBA', 'Network team']));
    expect(await waitingIn(stand)).toEqual([]);
  } finally {
    await world.tearDown();
    await stand.end();
  }
}, 240_000);

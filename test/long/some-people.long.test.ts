import { expect, test } from 'vitest';
import { layOut } from '../../core/practice/client.ts';
import { sample } from '../../core/profiles/sample/sample.ts';
import { practiceFarm } from '../../core/sites/practice-farm.ts';
import { farmFileStand } from '../support/farm-file-command.ts';
import { byPeople, operatorOf, untilProven } from '../support/people-farm.ts';

test('nodes that Farmwright reaches stand beside a database that a person works on, and the farm is proven', async () => {
  const services = sample.services;
  const layout = await layOut({ nodes: 2, services, waf: false });
  const {
    id: _id,
    profile: _profile,
    ...answers
  } = practiceFarm('mixed', layout, {
    ...{ profile: sample.id, balancer: 'haproxy', services },
  });
  const hosts = answers.hosts.map((host) => (host.role === 'database' ? byPeople([host])[0] : host));
  const stand = await farmFileStand(JSON.stringify({ ...answers, hosts }));
  try {
    const begun = await stand.run('run', stand.path, '--yes', '--json', '--secrets', '-');
    expect(begun.code, begun.stderr).toBe(4);
    const world = await stand.world();
    const { asked } = await untilProven(stand, operatorOf(world), answers);
    expect(new Set(asked.map(({ who }) => who))).toEqual(new Set(['DBA']));
    expect(asked.map(({ kind }) => kind)).toEqual(['step', 'step', 'reading']);
    world.close();
  } finally {
    await stand.end();
  }
}, 900_000);

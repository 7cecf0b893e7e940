import { overallOf } from '../../core/checks/overall.ts';
import type { VerifyPorts } from '../../core/checks/ports.ts';
import { compose } from '../../core/compose.ts';
import { connectDatabase, type DatabaseConnection } from '../../core/databases/sqlite/client.ts';
import { errorFromData } from '../../core/model/errors.ts';
import {
  DATABASE_ADMINISTRATOR_PASSWORD,
  PRACTICE_BALANCER,
  SERVICE_ACCOUNT_PASSWORD,
} from '../../core/model/hosts.ts';
import type { Overall, Result } from '../../core/model/result.ts';
import { Secret } from '../../core/model/secret.ts';
import { attachWorld, type WorldClient } from '../../core/practice/client.ts';
import { inspectPlan } from '../../core/runner/inspect-plan.ts';
import { createFarm } from '../../core/session/create-farm.ts';
import { FarmSession } from '../../core/session/farm-session.ts';
import type { Parts } from '../../core/session/parts.ts';
import { proveFarm } from '../../core/session/prove-farm.ts';
import { settledPool } from '../../core/session/settled-pool.ts';
import { practiceWorld } from '../../core/sites/practice-world.ts';
import type { FarmCase } from './case.ts';
import { changedApplication, changedBundled, changedHaproxy, type Words } from './changed-texts.ts';
import type { AuditRow } from './oracle.ts';
import type { FarmPlaces } from './traffic.ts';
import { type Place, trustIn } from './wire.ts';

/** The failover test has tests of its own, and takes most of the time of a proof. */
const NO_DRILL = { auditEntries: true, drill: false };
const PASSWORD = new Secret('a password of a fuzzed farm');
/** What compares files and settings with the plan: it always tells, whatever is observed. */
const AS_PLANNED = ['plan.in-place', 'balancer.as-planned', 'ip-detection.as-planned', 'trust.not-wider'];
/** Where a further entrance of the balancer is, if there is one. */
const FURTHER_PORT = 18_443;
const SETTING = 'ipDetection';
const PATHS: Record<string, string> = { web: '/request', api: '/api/v3.0/request' };
const signal = new AbortController().signal;

/** What the product says of a farm. */
export interface Proven {
  /** Of everything. */
  overall: Overall;
  /** Of what was observed only: without the comparison of files and settings with the plan. */
  observed: Overall;
  result: Omit<Result, 'durationsMs'>;
}

/** A farm that stands, to be made otherwise and proven again and again. */
export interface FuzzedFarm {
  places: FarmPlaces;
  /** Makes the farm as this case has it, whatever it was before: only what differs is started again. */
  become(farm: FarmCase): Promise<void>;
  prove(): Promise<Proven>;
  rows(tokenStart: string): Promise<AuditRow[]>;
  end(): Promise<void>;
}

/** Lets a farm stand behind this balancer. @throws FarmError why it does not */
export async function standFarm(entries: string, balancer: string, nodes: number): Promise<FuzzedFarm> {
  const found: { folder?: string } = {};
  const parts = withFolder(compose(entries), found);
  const place = parts.newTemporaryFarm();
  await createFarm(parts, {
    path: place.path,
    profile: 'sample',
    answers: { balancer, practice: { nodes, waf: false } },
  });
  const session = new FarmSession(parts, await parts.openFarmFile(place.path, { write: true }));
  const end = async () => {
    await session.end();
    place.remove();
  };
  try {
    session.run({ [SERVICE_ACCOUNT_PASSWORD]: PASSWORD }, { prove: false }, NO_DRILL);
    await session.settled();
    if (session.error !== null) throw errorFromData(session.error);
    const world = await attachWorld(found.folder ?? '');
    const database = await administrator(world, session);
    return await fuzzedFarm({ session, world, database, balancer }, async () => {
      database.close();
      world.close();
      await end();
    });
  } catch (error) {
    await end();
    throw error;
  }
}

interface Standing {
  session: FarmSession;
  world: WorldClient;
  database: DatabaseConnection;
  balancer: string;
}

async function fuzzedFarm(standing: Standing, end: () => Promise<void>): Promise<FuzzedFarm> {
  const { session, world, database, balancer } = standing;
  const { topology } = world;
  const names = topology.nodes.map(({ name }) => name);
  const configuration = balancer === 'haproxy' ? 'haproxy.cfg' : 'balancer.json';
  const files = [
    ...names.map((host) => ({ host, path: 'application.json', service: 'application' })),
    { host: PRACTICE_BALANCER, path: configuration, service: 'balancer' },
  ];
  const original = new Map<string, string>();
  for (const { host, path } of files)
    original.set(host, String(await world.call('read', { host, reading: { kind: 'file', path } })));
  const now = new Map(original);
  const ports = portsOf(standing);
  const planned = await settingIn(database);
  const words: Words = new Map([
    ...topology.clients.map((address, index): [string, string] => [`client-${index + 1}`, address]),
    ['wizard', topology.wizard],
    ['further', String(FURTHER_PORT)],
    ['virtual', topology.balancer.virtualAddress],
  ]);
  const textOf = (host: string, { parts }: FarmCase) => {
    const text = original.get(host) ?? '';
    if (host !== PRACTICE_BALANCER) return changedApplication(text, host, names, parts);
    if (balancer === 'haproxy') return changedHaproxy(text, parts, words);
    return parts.some(({ at }) => at === 'bundled') ? changedBundled(text, parts) : text;
  };
  const become = async (farm: FarmCase) => {
    const changed = files.filter(({ host }) => textOf(host, farm) !== now.get(host));
    await Promise.all(
      changed.map(async ({ host, path, service }) => {
        const content = textOf(host, farm);
        const action = { kind: 'file', title: 'A changed file', path, content, ownerOnly: false };
        await world.call('perform', { host, action });
        now.set(host, content);
        for (const state of ['stopped', 'started']) await world.call('service', { host, name: service, state });
      }),
    );
    await writeSetting(database, { ...planned, ...Object.assign({}, ...farm.parts.map(changeOf)) });
    const wanted = topology.balancer.services.flatMap(({ name: service }) =>
      names.map((node) => ({ service, node, state: 'up' as const })),
    );
    if (changed.length > 0) await settledPool(wanted, session.inputs, ports.host, signal);
  };
  return {
    places: placesOf(world),
    become,
    prove: async () => {
      const result = await proveFarm(session.inputs, ports, {
        ...{ faults: [], judged: [], signal, readByPeople: [] },
        prover: { operator: 'fuzz', computer: 'here', version: '0' },
      });
      const outcomes = result.checks.filter(({ id }) => !AS_PLANNED.includes(id));
      const { overall: observed } = overallOf(outcomes, { requests: result.requests, ended: result.ended ?? '' });
      return { overall: result.overall, observed, result };
    },
    rows: (tokenStart) => rowsOf(database, tokenStart),
    end,
  };
}

function portsOf({ session, world }: Standing): VerifyPorts {
  const hosts = practiceWorld(world);
  const secrets = new Map([
    [SERVICE_ACCOUNT_PASSWORD, PASSWORD],
    [DATABASE_ADMINISTRATOR_PASSWORD, world.administratorPassword],
  ]);
  const secret = (name: string) => secrets.get(name);
  const host = (name: string) => hosts.host(name, session.farm, secrets);
  return {
    vantage: hosts.vantage,
    host,
    record: () => {},
    consent: NO_DRILL,
    inspectPlan: (until) => inspectPlan(session.plan, { host, secret }, until),
  };
}

function changeOf(part: FarmCase['parts'][number]): Record<string, unknown> {
  return part.at === 'setting' ? part.change : {};
}

function placesOf({ topology }: WorldClient): FarmPlaces {
  const { hostName, balancer, clients, wizard } = topology;
  const trust = trustIn(topology.authority);
  const place = (address: string, port: number): Place => ({ address, port, hostName, trust });
  const [first = '', second = ''] = clients;
  return {
    services: balancer.services.map(({ name, port }) => ({
      name,
      path: PATHS[name] ?? '',
      place: place(balancer.virtualAddress, port),
    })),
    nodes: topology.nodes.map(({ name, address, ports }) => ({
      name,
      places: new Map(Object.entries(ports).map(([service, port]) => [service, place(address, port)])),
    })),
    clients: [first, second],
    further: [first, balancer.virtualAddress].map((address) => place(address, FURTHER_PORT)),
    stranger: wizard,
  };
}

/** The parts, which note the folder of the practice hosts. */
function withFolder(parts: Parts, found: { folder?: string }): Parts {
  return {
    ...parts,
    sites: parts.sites.map((kind) => ({
      ...kind,
      hosts: (record) => {
        const { practice } = record as { practice?: { folder: string } };
        if (practice !== undefined) found.folder = practice.folder;
        return kind.hosts(record);
      },
    })),
  };
}

function administrator({ topology, administratorPassword }: WorldClient, session: FarmSession) {
  const { address, port, hostName, administrator: account } = topology.database;
  return connectDatabase({
    ...{ address, port, hostName, account, password: administratorPassword },
    database: session.farm.database.name,
    authority: topology.authority,
    localAddress: topology.wizard,
    limitMs: 10_000,
  });
}

async function settingIn(database: DatabaseConnection): Promise<Record<string, unknown>> {
  const { rows } = await database.query('SELECT value FROM settings WHERE key = :key', { key: SETTING });
  return JSON.parse(String(rows[0]?.[0])) as Record<string, unknown>;
}

async function writeSetting(database: DatabaseConnection, value: Record<string, unknown>): Promise<void> {
  const text = 'UPDATE settings SET value = :value WHERE key = :key';
  await database.query(text, { key: SETTING, value: JSON.stringify(value) });
}

async function rowsOf(database: DatabaseConnection, start: string): Promise<AuditRow[]> {
  const { rows } = await database.query(
    'SELECT token, node, path, forwarded, resolved FROM audit WHERE substr(token, 1, length(:start)) = :start ORDER BY at',
    { start },
  );
  return rows.map(([token, node, service, forwarded, address]) => ({
    token: String(token),
    node: String(node),
    service: String(service),
    forwarded: JSON.parse(String(forwarded)) as string[],
    address: address === null || address === undefined ? null : String(address),
  }));
}

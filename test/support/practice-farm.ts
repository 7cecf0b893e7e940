import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../../core/balancers/bundled/bundled.ts';
import { haproxy } from '../../core/balancers/haproxy/haproxy.ts';
import { databases } from '../../core/databases/index.ts';
import { connectDatabase, type DatabaseConnection } from '../../core/databases/sqlite/client.ts';
import { practiceHost } from '../../core/hosts/practice/host.ts';
import type { BoundAction } from '../../core/model/action.ts';
import { nodesOf } from '../../core/model/farm-parts.ts';
import type { Host } from '../../core/model/host.ts';
import { readAnswer } from '../../core/model/host.ts';
import { practiceLine } from '../../core/model/reading.ts';
import type { Secret } from '../../core/model/secret.ts';
import type { VantageAnswer } from '../../core/model/vantage.ts';
import { planInputs } from '../../core/planner/plan-inputs.ts';
import { layOut, newFolder, startWorld, type Topology, type WorldClient } from '../../core/practice/client.ts';
import type { Planted } from '../../core/practice/world/planting.ts';
import { forkLauncher } from '../../core/processes/fork-launcher.ts';
import { ipDetectionInForce } from '../../core/profiles/sample/ip-detection.ts';
import { sample } from '../../core/profiles/sample/sample.ts';
import { standInSettings } from '../../core/profiles/sample/stand-in-settings.ts';
import { settledPool } from '../../core/session/settled-pool.ts';
import { practiceFarm } from '../../core/sites/practice-farm.ts';
import { httpsVantage } from '../../core/vantage/https-vantage.ts';
import { exampleFarm } from './healthy-scene.ts';
import { practiceEntries } from './practice-entries.ts';

const signal = new AbortController().signal;
const OF_TEST = { step: 'a step of a test', inputs: '' };
const ACCOUNT = 'svc-sample';
const DATABASE = 'sample';

type Untitled<T> = T extends unknown ? Omit<T, 'title'> : never;
/** An action as tests write it: its title is made up. */
export type TestAction = Untitled<BoundAction>;

/** A practice world in a folder of its own, with the ways a test asks it. */
export interface TestWorld {
  world: WorldClient;
  /** Folder the world made its own folder in. */
  parent: string;
  host(name: string): { [K in 'inspect' | 'perform']: (action: TestAction) => ReturnType<Host[K]> } & {
    readFile(path: string): Promise<string | null>;
    /** What the application answers; nothing where it is not set. */
    readSetting(key: string): Promise<unknown>;
    /** What a service of the host answers to these words. */
    say(service: string, ...words: string[]): Promise<string>;
    stopOrStart(service: string, state: 'stopped' | 'started'): Promise<void>;
  };
  /** What this balancer says of its nodes, each as `web node-01 up`. */
  pool(product: 'bundled' | 'haproxy'): Promise<string[]>;
  /** Plants faults, and waits until this balancer has noticed. */
  plant(product: 'bundled' | 'haproxy', ...faults: string[]): Promise<void>;
  signIn(account: string, password: Secret, database: string): Promise<DatabaseConnection>;
  /** One statement as the administrator. */
  sql(database: string, text: string, parameters?: Record<string, string>): Promise<unknown[][]>;
  request(request: {
    from: string;
    to: { address: string; port: number };
    path: string;
    method?: 'GET' | 'POST';
    headers?: [string, string][];
  }): Promise<VantageAnswer>;
  end(): Promise<void>;
}

export async function testWorld(nodes: number, leaseMs = 30_000): Promise<TestWorld> {
  const entries = await practiceEntries();
  const parent = mkdtempSync(join(tmpdir(), 'fw-test-'));
  const world = await startWorld({
    launch: forkLauncher(entries),
    layout: await layOut({ nodes, services: sample.services }),
    folder: newFolder(parent),
    leaseMs,
  });
  const { topology } = world;
  const vantage = httpsVantage(topology.authority);
  const signIn = (account: string, password: Secret, database: string) =>
    connectDatabase({
      ...topology.database,
      account,
      password,
      database,
      authority: topology.authority,
      localAddress: topology.wizard,
      limitMs: 5000,
    });
  const sql = async (database: string, text: string, parameters: Record<string, string> = {}) => {
    const connection = await signIn('administrator', world.administratorPassword, database);
    try {
      return (await connection.query(text, parameters)).rows;
    } finally {
      connection.close();
    }
  };
  const hostOf = (host: string) => practiceHost({ call: world.call, host });
  const farmBehind = (product: 'bundled' | 'haproxy') => ({
    balancer: product === 'haproxy' ? haproxy : bundled,
    farm: exampleFarm(),
  });
  const poolOf = (product: 'bundled' | 'haproxy') => {
    const { balancer, farm } = farmBehind(product);
    return readAnswer(balancer.status(farm), hostOf, signal);
  };
  return {
    world,
    parent,
    signIn,
    sql,
    host: (name) => {
      const client = practiceHost({ call: world.call, host: name });
      const titled = (action: TestAction) => ({ title: 'An action of a test', ...action }) as BoundAction;
      const say = async (service: string, ...words: string[]) => {
        const by = { practice: { run: practiceLine(service, ...words) } };
        return (await client.read({ kind: 'told', by }, signal)) ?? '';
      };
      return {
        say,
        inspect: (action) => client.inspect(titled(action), OF_TEST, signal),
        perform: (action) => client.perform(titled(action), OF_TEST, signal),
        readFile: (path) => client.read({ kind: 'file', path }, signal),
        readSetting: async (key) => {
          const text = await say('application', 'settings', 'read', key);
          return text === '' ? null : JSON.parse(text);
        },
        stopOrStart: (service, state) => client.service(service, state, signal),
      };
    },
    pool: async (product) => (await poolOf(product)).map(({ service, node, state }) => `${service} ${node} ${state}`),
    plant: async (product, ...faults) => {
      const wanted = (await world.call('plant', { faults })) as Planted['pool'];
      await settledPool(wanted, farmBehind(product), hostOf, signal);
    },
    request: ({ method = 'GET', ...rest }) =>
      vantage.send({ ...rest, method, hostName: topology.hostName, limitMs: 5000 }, signal),
    end: async () => {
      await world.tearDown().catch(() => {});
      rmSync(parent, { recursive: true, force: true });
    },
  };
}

/** Database, login, grant and tables of the sample application. */
export async function prepareDatabase({ sql }: TestWorld, password: string): Promise<void> {
  const names = { name: DATABASE, account: ACCOUNT };
  await sql('master', 'SELECT create_database(:name); SELECT create_account(:account, :password)', {
    ...names,
    password,
  });
  await sql('master', 'SELECT grant_access(:account, :name)', names);
  await sql(
    DATABASE,
    'CREATE TABLE audit (token TEXT, node TEXT, path TEXT, peer TEXT, forwarded TEXT, resolved TEXT, at TEXT);' +
      'CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT)',
  );
}

export function serviceAction(password: string): Extract<TestAction, { kind: 'service' }> {
  return {
    kind: 'service',
    name: 'application',
    program: 'practice-node',
    account: ACCOUNT,
    password,
    reads: ['application.json', 'certificate.pem', 'certificate-key.pem', 'key-ring.key'],
  };
}

/** A place on every node where its services listen. */
export function nodePlaces({ nodes }: Topology): { name: string; address: string; port: number }[] {
  return nodes.map(({ name, address, ports }) => ({ name, address, port: ports.web ?? 0 }));
}

/** What the stand-in of a node is told, as the sample's plan would write it. */
export function standInFile({ world }: TestWorld, node: string): ReturnType<typeof standInSettings> {
  const { topology } = world;
  const farm = practiceFarm('test', topology, { profile: sample.id, balancer: bundled.id, services: sample.services });
  const inputs = planInputs(
    { ...farm, serviceAccount: ACCOUNT, database: { ...farm.database, name: DATABASE } },
    { profiles: [sample], balancers: [bundled], databases },
  );
  const place = nodesOf(inputs.farm).find(({ name }) => name === node);
  if (place === undefined) throw new Error(`there is no ${node}`);
  return standInSettings(inputs, place);
}

/** `application.json` of a node, as the plan would write it, with these changes. */
export function applicationFile(farm: TestWorld, node: string, changes: Record<string, unknown> = {}): TestAction {
  const settings = { ...standInFile(farm, node), ...changes };
  return { kind: 'file', path: 'application.json', content: JSON.stringify(settings, null, 2), ownerOnly: false };
}

/** Installs the application on every node: one certificate, one key ring, one account. */
export async function installNodes(farm: TestWorld, password: string): Promise<void> {
  const [first, ...others] = farm.world.topology.nodes.map((node) => node.name);
  if (first === undefined) throw new Error('a world has nodes');
  const source = farm.host(first);
  await source.perform({
    kind: 'certificate',
    names: [farm.world.topology.hostName],
    certificatePath: 'certificate.pem',
    keyPath: 'certificate-key.pem',
  });
  await source.perform({ kind: 'key', path: 'key-ring.key', bytes: 32 });
  for (const node of others)
    for (const path of ['certificate.pem', 'certificate-key.pem', 'key-ring.key'])
      await farm
        .host(node)
        .perform({ kind: 'file', path, content: (await source.readFile(path)) ?? '', ownerOnly: true });
  for (const node of [first, ...others]) {
    await farm.host(node).perform(applicationFile(farm, node));
    await farm.host(node).perform(serviceAction(password));
  }
  await source.perform(settingAction('node-01', ipDetection(farm)));
}

/** The IP detection that all nodes share has this value, as node `node` is told and asked. */
export function settingAction(node: string, value: unknown): TestAction {
  const expect = JSON.stringify(value);
  const { reading } = ipDetectionInForce(exampleFarm(), node);
  const run = practiceLine('application', 'settings', 'write', 'ipDetection');
  return { kind: 'deed', by: { practice: { run, stdin: expect } }, done: { reading, expect } };
}

/** The planned trust: one entry, from the balancer only. */
export function ipDetection({ world }: TestWorld) {
  return {
    enabled: true,
    forwardLimit: 1,
    knownProxies: [world.topology.balancer.presentsAs],
    knownNetworks: [],
    headerName: 'X-Forwarded-For',
  };
}

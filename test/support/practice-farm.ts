import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundled } from '../../core/balancers/bundled/bundled.ts';
import { haproxy } from '../../core/balancers/haproxy/haproxy.ts';
import { connectDatabase, type DatabaseConnection } from '../../core/databases/sqlite/client.ts';
import { practiceHost } from '../../core/hosts/practice/host.ts';
import type { HeaderPolicy } from '../../core/model/header-policy.ts';
import type { HostAction, HostClient } from '../../core/model/host-client.ts';
import type { Secret } from '../../core/model/secret.ts';
import { layOut, newFolder, startWorld, type WorldClient } from '../../core/practice/client.ts';
import { forkLauncher } from '../../core/processes/fork-launcher.ts';
import { httpsVantage } from '../../core/vantage/https-vantage.ts';
import type { VantageAnswer } from '../../core/vantage/types.ts';
import { balancerService } from './balancer-service.ts';
import { practiceEntries } from './practice-entries.ts';

const signal = new AbortController().signal;
const ACCOUNT = 'svc-sample';
const DATABASE = 'sample';

/** A practice world in a folder of its own, with the ways a test asks it. */
export interface TestWorld {
  world: WorldClient;
  /** Folder the world made its own folder in. */
  parent: string;
  host(name: string): { [K in 'inspect' | 'perform']: (action: HostAction) => ReturnType<HostClient[K]> } & {
    readFile(path: string): Promise<string | null>;
    readSetting(key: string): Promise<unknown>;
  };
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
    layout: await layOut({ nodes }),
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
  return {
    world,
    parent,
    signIn,
    sql,
    host: (name) => {
      const client = practiceHost({ call: world.call, host: name });
      return {
        inspect: (action) => client.inspect(action, signal),
        perform: (action) => client.perform(action, signal),
        readFile: (path) => client.readFile(path, signal),
        readSetting: (key) => client.readSetting(key, signal),
      };
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

export function serviceAction(password: string): Extract<HostAction, { kind: 'service' }> {
  return {
    kind: 'service',
    name: 'application',
    program: 'practice-node',
    account: ACCOUNT,
    password,
    reads: ['application.json', 'certificate.pem', 'certificate-key.pem', 'key-ring.key'],
  };
}

/** `application.json` of a node, as the plan would write it. */
export function applicationFile({ world }: TestWorld, node: string, changes: Record<string, unknown> = {}): HostAction {
  const { topology } = world;
  const { address, port } = topology.nodes.find((candidate) => candidate.name === node) ?? { address: '', port: 0 };
  const { database } = topology;
  const settings = {
    name: node,
    address,
    port,
    hostName: topology.hostName,
    connection: `Server=${database.address},${database.port};Database=${DATABASE};User Id=${ACCOUNT};Host Name In Certificate=${database.hostName}`,
    admits: [topology.balancer.presentsAs, topology.wizard],
    audit: true,
    signIn: true,
    ...changes,
  };
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
  await source.perform({ kind: 'setting', key: 'ipDetection', value: ipDetection(farm) });
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

/** The balancer's actions for this header policy. */
export async function balancerActions(
  farm: TestWorld,
  product: 'bundled' | 'haproxy',
  headerPolicy: HeaderPolicy = 'replace',
): Promise<Record<'configuration' | 'accept' | 'service', HostAction> & { certificate: HostAction[] }> {
  const { topology } = farm.world;
  const first = farm.host('node-01');
  const certificate = (await first.readFile('certificate.pem')) ?? '';
  const key = (await first.readFile('certificate-key.pem')) ?? '';
  const balancer = product === 'haproxy' ? haproxy : bundled;
  const path = balancer.configurationPath;
  const content = balancer.render({
    services: topology.balancer.services.map((service) =>
      balancerService({
        ...service,
        address: topology.balancer.virtualAddress,
        hostName: topology.hostName,
        health: { path: service.name === 'web' ? '/health-check' : '/api/v3.0/health-check' },
        nodes: topology.nodes,
      }),
    ),
    headerName: 'X-Forwarded-For',
    headerPolicy,
    headerFrom: [],
    removeHeaders: [],
    sourceAddress: topology.balancer.presentsAs,
    healthCheck: { intervalMs: 100, timeoutMs: 1000, fall: 2, rise: 1 },
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: 'authority.pem',
    },
  });
  const file = (name: string, text: string): HostAction => ({
    kind: 'file',
    path: name,
    content: text,
    ownerOnly: true,
  });
  return {
    certificate: [
      file('certificate.pem', certificate),
      file('certificate-key.pem', key),
      file('certificate-and-key.pem', `${certificate}\n${key}`),
    ],
    configuration: { kind: 'file', path, content, ownerOnly: false },
    accept: { kind: 'accept', program: balancer.program, path },
    service: {
      kind: 'service',
      name: 'balancer',
      program: balancer.program,
      account: 'balancer',
      password: null,
      reads: [path],
    },
  };
}

/** A whole standing farm behind one of the balancers. */
export async function standingFarm(
  nodes: number,
  product: 'bundled' | 'haproxy',
  password = 'a password for tests',
): Promise<TestWorld> {
  const farm = await testWorld(nodes);
  try {
    await prepareDatabase(farm, password);
    await installNodes(farm, password);
    const { certificate, configuration, service } = await balancerActions(farm, product);
    for (const action of [...certificate, configuration, service]) await farm.host('balancer').perform(action);
    return farm;
  } catch (error) {
    await farm.end();
    throw error;
  }
}

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseShowStat } from '../../core/balancers/haproxy/parse-show-stat.ts';
import { renderConfiguration } from '../../core/balancers/haproxy/render-configuration.ts';
import { readSetNodeAnswer, setNodeLine } from '../../core/balancers/haproxy/set-node.ts';
import type { BalancerModel, PoolMember } from '../../core/model/balancer.ts';
import { balancerService } from './balancer-service.ts';
import { type Authority, type Issued, makeAuthority } from './certificates.ts';
import { HaproxyNode } from './haproxy-node.ts';
import { until } from './until.ts';

export const HOST = 'farm.example.test';
const PROGRAM = '/usr/sbin/haproxy';
/** Loopback addresses of this process's own, so that suites running at the same time do not meet. */
const NETWORK = `127.${randomInt(64, 251)}.${randomInt(0, 256)}`;
export const SOURCE = `${NETWORK}.4`;
export const VIRTUAL = `${NETWORK}.5`;
/** Clients: the first is the usual one. */
export const client = (number = 0): string => `${NETWORK}.${10 + number}`;
export const CLIENT = client();

export interface Reply {
  status: number;
  body: string;
}

interface Sent {
  from?: string;
  path?: string;
  lines?: [string, string][];
}

/** A real HAProxy on a rendered configuration, with its nodes. */
export interface HaproxyStand {
  folder: string;
  /** The configuration it runs on. */
  text: string;
  nodes: HaproxyNode[];
  ask(sent?: Sent): Promise<Reply>;
  /** Lines of a header as the node received them in this one request. */
  received(name: string, sent?: Sent): Promise<string[]>;
  /** One line to the runtime interface, and its whole answer. */
  command(line: string): Promise<string>;
  setNode(node: string, state: 'drain' | 'ready'): Promise<void>;
  status(): Promise<PoolMember[]>;
  whenState(node: string, state: PoolMember['state']): Promise<PoolMember>;
  /** Ends HAProxy and starts it again. */
  restart(): Promise<void>;
  end(): Promise<void>;
}

interface Wanted {
  nodes?: number;
  model?: Partial<BalancerModel>;
  /** Address of the virtual service, and of the nodes where it is theirs too. */
  address?: string;
  persistence?: 'source';
  nodeAddress?: string;
  /** What is changed in the rendered text: a wrong configuration, to see what it does. */
  change?: (text: string) => string;
  waitForUp?: boolean;
}

let authority: Promise<Authority> | undefined;
let identity: Promise<Issued> | undefined;

/** The authority of this test file. */
export function theAuthority(): Promise<Authority> {
  authority ??= makeAuthority();
  return authority;
}

export function theIdentity(): Promise<Issued> {
  identity ??= theAuthority().then((made) => made.issue({ commonName: HOST, names: [HOST] }));
  return identity;
}

export async function removeAuthority(): Promise<void> {
  await (await authority)?.remove();
  authority = undefined;
  identity = undefined;
}

/** A whole model of one service `web` before these nodes. */
export function haproxyModel(nodes: BalancerModel['services'][number]['nodes'], more: Partial<BalancerModel> = {}) {
  const model: BalancerModel = {
    services: [balancerService({ name: 'web', address: VIRTUAL, port: 443, hostName: HOST, nodes })],
    headerName: 'X-Forwarded-For',
    headerPolicy: 'replace',
    headerFrom: [],
    removeHeaders: ['Forwarded', 'X-Real-IP', 'True-Client-IP', 'X-Original-For'],
    sourceAddress: SOURCE,
    healthCheck: { intervalMs: 40, timeoutMs: 2_000, fall: 3, rise: 2 },
    files: {
      certificate: 'certificate.pem',
      key: 'certificate-key.pem',
      certificateAndKey: 'certificate-and-key.pem',
      authority: 'authority.pem',
    },
  };
  return { ...model, ...more };
}

/** A folder with the files a rendered configuration reads. */
export async function haproxyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fw-haproxy-'));
  await copyFile((await theIdentity()).joinedFile, join(folder, 'certificate-and-key.pem'));
  await copyFile((await theAuthority()).certificateFile, join(folder, 'authority.pem'));
  return folder;
}

/** What `haproxy -c` says of a configuration, and whether it takes it. */
export async function acceptance(folder: string, text: string | Buffer): Promise<{ accepted: boolean; said: string }> {
  const file = join(folder, 'checked.cfg');
  await writeFile(file, text);
  return await new Promise((resolve) =>
    execFile(PROGRAM, ['-c', '-f', file], { cwd: folder }, (error, stdout, stderr) =>
      resolve({ accepted: error === null, said: `${stdout}${stderr}` }),
    ),
  );
}

export async function startHaproxyStand(wanted: Wanted = {}): Promise<HaproxyStand> {
  const { address = VIRTUAL, nodeAddress, change = (text: string) => text } = wanted;
  const folder = await haproxyFolder();
  const nodes = await Promise.all(
    Array.from({ length: wanted.nodes ?? 2 }, async (_, index) => {
      const node = new HaproxyNode(
        `node-${index + 1}`,
        nodeAddress ?? `${NETWORK}.${101 + index}`,
        await theIdentity(),
      );
      await node.listen();
      return node;
    }),
  );
  const port = await freePort(address);
  const places = nodes.map((node) => ({ name: node.name, address: node.address, port: node.port }));
  const service = balancerService({
    ...{ name: 'web', address, port, hostName: HOST, nodes: places },
    persistence: wanted.persistence ?? 'none',
  });
  const text = change(renderConfiguration(haproxyModel(places, { services: [service], ...wanted.model })));
  await writeFile(join(folder, 'haproxy.cfg'), text);
  let running = await start(folder);
  const ca = (await theAuthority()).certificate;
  const stand: HaproxyStand = {
    folder,
    text,
    nodes,
    ask: (sent = {}) => ask({ host: address, port, ca }, sent),
    received: async (name, sent) => {
      for (const node of nodes) node.received.length = 0;
      const { status } = await stand.ask(sent);
      const [request, ...more] = nodes.flatMap((node) => node.received);
      if (status !== 200 || request === undefined || more.length > 0) throw new Error(`answered ${status}`);
      return request.lines.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    },
    command: (line) => command(folder, line),
    setNode: async (node, state) => readSetNodeAnswer(await command(folder, setNodeLine('web', node, state))),
    status: async () => parseShowStat(await command(folder, 'show stat')),
    whenState: (name, state) =>
      until(async () => (await stand.status()).find(({ node, state: now }) => node === name && now === state), {
        what: `${name} is ${state}`,
      }),
    restart: async () => {
      await kill(running);
      running = await start(folder);
    },
    end: async () => {
      await kill(running);
      await Promise.all(nodes.map((node) => node.crash()));
      await rm(folder, { recursive: true, force: true });
    },
  };
  if (wanted.waitForUp !== false) await Promise.all(nodes.map(({ name }) => stand.whenState(name, 'up')));
  return stand;
}

async function start(folder: string): Promise<ChildProcess> {
  const started = spawn(PROGRAM, ['-db', '-f', 'haproxy.cfg'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  started.stderr?.on('data', (chunk) => {
    said = `${said}${chunk}`.slice(-20_000);
  });
  await until(
    async () => {
      if (started.exitCode !== null) return true;
      return (await stat(join(folder, 'haproxy.sock'))).isSocket() && (await command(folder, 'show info')) !== '';
    },
    { what: 'HAProxy answers' },
  );
  if (started.exitCode !== null) throw new Error(`HAProxy did not start: ${said}`);
  return started;
}

async function kill(running: ChildProcess): Promise<void> {
  running.kill('SIGKILL');
  await until(() => running.exitCode !== null || running.signalCode !== null, { what: 'HAProxy has ended' });
}

function command(folder: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(join(folder, 'haproxy.sock'), () => socket.write(`${line}\n`));
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    socket.once('end', () => resolve(text)).once('error', reject);
  });
}

function ask(to: { host: string; port: number; ca: string }, sent: Sent): Promise<Reply> {
  const { from = to.host.includes(':') ? to.host : CLIENT, path = '/', lines = [] } = sent;
  return new Promise((resolve, reject) => {
    const asked = request({ ...to, servername: HOST, localAddress: from, path, agent: false });
    for (const name of new Set(lines.map(([name]) => name)))
      asked.setHeader(
        name,
        lines.filter(([key]) => key === name).map(([, value]) => value),
      );
    asked.setHeader('Host', HOST);
    asked.once('error', reject).once('response', (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body })).once('error', reject);
    });
    asked.end();
  });
}

/** A port that was free a moment ago. */
async function freePort(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

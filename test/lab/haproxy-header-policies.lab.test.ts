import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeaderPolicy } from '../../core/model/header-policy.ts';
import { until } from '../support/until.ts';
import { ask, exchangeRaw } from '../unit/proxy/proxy-client.ts';
import {
  freePort,
  HOST,
  PROXY,
  type Received,
  removeStandFiles,
  SOURCE,
  type Stand,
  standAuthority,
  standIdentity,
  startStand,
  type TestNode,
  valuesOf,
} from '../unit/proxy/proxy-stand.ts';

interface PolicyCase {
  id: string;
  policy: HeaderPolicy;
  sent: string[];
  received: string[];
  haproxy: string[] | null;
}

const NAME = 'X-Forwarded-For';
const file = new URL('../cases/header-policies.json', import.meta.url);
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: PolicyCase[] }).cases.filter(
  (one): one is PolicyCase & { haproxy: string[] } => one.haproxy !== null,
);
/** Each distinct set of directives is a frontend of its own. */
const directives = [...new Set(cases.map(({ haproxy }) => JSON.stringify(haproxy)))];

let stands: Map<HeaderPolicy, Stand>;
let haproxy: ChildProcess;
let folder: string;
let ports: Map<string, number>;

beforeAll(async () => {
  stands = new Map();
  for (const policy of new Set(cases.map((one) => one.policy)))
    stands.set(policy, await startStand({ nodes: 1, service: { header: { name: NAME, policy } } }));
  ports = new Map();
  for (const one of directives) ports.set(one, await freePort(PROXY));
  folder = await mkdtemp(join(tmpdir(), 'farmwright-haproxy-'));
  const configuration = join(folder, 'haproxy.cfg');
  await writeFile(configuration, await configurationText(echoNode()));
  haproxy = spawn('/usr/sbin/haproxy', ['-db', '-f', configuration], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  haproxy.stderr?.on('data', (chunk) => {
    said += chunk;
  });
  await until(
    () => {
      if (haproxy.exitCode !== null) throw new Error(said);
      return Promise.all([...ports.values()].map(accepts)).then((all) => all.every(Boolean));
    },
    { what: 'HAProxy listens' },
  );
});

afterAll(async () => {
  haproxy?.kill('SIGKILL');
  await until(() => haproxy.signalCode ?? haproxy.exitCode !== null, { what: 'HAProxy has ended' });
  for (const stand of stands.values()) await stand.close();
  await rm(folder, { recursive: true });
  await removeStandFiles();
});

/** The node that both send to: the first stand's. */
const echoNode = () => [...stands.values()][0]?.nodes[0] as TestNode;

async function configurationText(node: TestNode): Promise<string> {
  const { joinedFile } = await standIdentity();
  const { certificateFile } = await standAuthority();
  const sections = directives.map((one, index) => {
    const lines = (JSON.parse(one) as string[]).map((line) => `    ${line}`);
    return [
      `frontend f${index}`,
      `    bind ${PROXY}:${ports.get(one)} ssl crt ${joinedFile} alpn http/1.1`,
      ...lines,
      '    default_backend nodes',
    ].join('\n');
  });
  return `global
    log stderr local0 warning
defaults
    mode http
    timeout connect 5s
    timeout client 5s
    timeout server 5s
${sections.join('\n')}
backend nodes
    source ${SOURCE}
    server node ${node.address}:${node.port} ssl verify required ca-file ${certificateFile} sni str(${HOST}) verifyhost ${HOST}
`;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, PROXY);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/** What the node receives of one request through a proxy. */
async function through(port: number, node: TestNode, sent: readonly string[], name = NAME): Promise<Received> {
  node.received.length = 0;
  const reply = await ask(port, { lines: sent.map((value): [string, string] => [name, value]) });
  expect([reply.status, node.received.length]).toEqual([200, 1]);
  return node.received[0] as Received;
}

describe('the same request through HAProxy and through the bundled proxy', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', async (_id, { policy, sent, received, haproxy: lines }) => {
    const stand = stands.get(policy) as Stand;
    const port = ports.get(JSON.stringify(lines)) as number;
    for (const name of [NAME, 'x-FORWARDED-for']) {
      const theirs = await through(port, echoNode(), sent, name);
      const ours = await through(stand.port, stand.nodes[0] as TestNode, sent, name);
      expect(valuesOf(ours.lines, NAME)).toEqual(valuesOf(theirs.lines, NAME));
      expect(valuesOf(ours.lines, NAME)).toEqual(received);
      expect([ours.peer, ours.sni]).toEqual([theirs.peer, theirs.sni]);
    }
  });

  it('with Connection naming the header: neither lets it take away what the hop adds', async () => {
    const stand = stands.get('replace') as Stand;
    const port = ports.get(JSON.stringify(['http-request del-header X-Forwarded-For', 'option forwardfor'])) as number;
    const bytes = `GET /attack HTTP/1.1\r\nHost: ${HOST}\r\n${NAME}: 1.2.3.4\r\nConnection: close, ${NAME}\r\n\r\n`;
    for (const [via, node] of [
      [port, echoNode()],
      [stand.port, stand.nodes[0] as TestNode],
    ] as const) {
      node.received.length = 0;
      expect(await exchangeRaw(via, bytes)).toMatch(/^HTTP\/1\.1 200 /);
      expect(valuesOf(node.received[0]?.lines ?? [], NAME)).toEqual(['127.77.0.10']);
    }
  });
});

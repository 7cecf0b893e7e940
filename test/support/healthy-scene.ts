import { balancers } from '../../core/balancers/index.ts';
import { FORGED } from '../../core/checks/forged-addresses.ts';
import { checksOf } from '../../core/checks/index.ts';
import type {
  DrillSeen,
  EntranceSeen,
  HealthSeen,
  Observations,
  ReachingRequest,
  RequestSeen,
  Way,
} from '../../core/checks/observations.ts';
import type { Verification } from '../../core/checks/ports.ts';
import { spoofVariants } from '../../core/client-ip/spoof-variants.ts';
import { databases } from '../../core/databases/index.ts';
import type { AuditEntry } from '../../core/model/audit-source.ts';
import { Farm } from '../../core/model/farm.ts';
import { nodesOf } from '../../core/model/farm-parts.ts';
import { planInputs } from '../../core/planner/plan-inputs.ts';
import { profiles } from '../../core/profiles/index.ts';
import { sample } from '../../core/profiles/sample/sample.ts';
import { farmHosts } from './farm-hosts.ts';

export const CLIENT = '127.9.9.10';
export const WIZARD = '127.9.9.2';
export const BALANCER = '127.9.9.4';
export const VIRTUAL = '127.9.9.5';
export const NODES = ['node-01', 'node-02', 'node-03'];
export const SERVICES = ['web', 'api'];
/** So many nodes are asked with the cookie of each: a proof of 500 nodes does not ask all of them either. */
const ASKED = 25;
export const CONFIGURATION = 'planned configuration\nsecond line\n';

/** Every check there is for the sample application. */
export const CHECKS = checksOf(sample);

/** Answers of a farm with three nodes behind one balancer. */
export function exampleFarm(): Farm {
  return Farm.parse({
    id: 'example',
    name: 'Example',
    profile: 'sample',
    balancer: 'bundled',
    hostName: 'farm.example.test',
    serviceAccount: 'svc-sample',
    database: {
      engine: 'sqlite',
      port: 5000,
      hostName: 'database.example.test',
      name: 'sample',
      administrator: 'administrator',
    },
    hosts: farmHosts(NODES.map((name, index) => ({ name, address: `127.9.9.${101 + index}`, port: 8000 + index }))),
    services: SERVICES.map((name, index) => ({
      ...{ name, kind: 'https', nodePort: 443 },
      ...{ address: VIRTUAL, port: 9000 + index },
    })),
    hops: [{ name: 'balancer', presentsAs: [BALANCER], headerPolicy: 'replace' }],
    wizardAddress: WIZARD,
    clientAddresses: [CLIENT],
    settle: { times: 3, intervalMs: 10, limitMs: 1000 },
    healthCheck: { intervalMs: 10, timeoutMs: 100, fall: 2, rise: 2 },
  });
}

/** What is verified in the example farm. */
export function exampleVerification(farm = exampleFarm()): Verification {
  return {
    ...planInputs(farm, { profiles, balancers, databases }),
    balancerConfiguration: CONFIGURATION,
    tokenStart: 'fw-00000000',
  };
}

/** A request that reached this node and was recorded with this address. */
export function recordedRequest(
  service: string,
  node: string,
  told: {
    sentFrom?: string;
    resolved?: string | null;
    peer?: string;
    forwarded?: string[];
    recorded?: boolean;
    way?: Way;
  } = {},
): ReachingRequest {
  const { sentFrom = CLIENT, resolved = CLIENT, peer = BALANCER, forwarded = [CLIENT], recorded = true } = told;
  const at = '2026-01-01T00:00:00.000Z';
  const record: AuditEntry = { node, service, peer, forwarded, address: resolved, at, raw: `fw-${service}-${node}` };
  return {
    service,
    node,
    token: `fw-${service}-${node}`,
    sentFrom,
    shape: 'plain',
    span: { from: at, to: at },
    status: 200,
    error: null,
    records: { value: recorded ? [record] : [] },
    way: told.way ?? 'new connection',
  };
}

/** Everything seen of a farm in which nothing is wrong. */
export function healthyScene(verification: Verification): Observations {
  const nodes = nodesOf(verification.farm).map(({ name }) => name);
  const everyPath = nodes.flatMap((node) => SERVICES.map((service) => ({ node, service })));
  return {
    health: everyPath.map(
      ({ node, service }): HealthSeen => ({
        node,
        service,
        status: 200,
        certificate: { fingerprint: 'AA:BB', names: 'DNS:farm.example.test', validTo: 'later' },
        error: null,
      }),
    ),
    shown: [],
    facts: new Map(
      nodes.map((node) => [
        node,
        new Map([
          ['version', { value: '1.0.0' }],
          ['account', { value: 'svc-sample' }],
          ['connection', { value: verification.database.connectionString(verification.farm) }],
          ['key-ring', { value: 'abcdef012345' }],
        ]),
      ]),
    ),
    settings: new Map(nodes.map((node) => [node, { value: structuredClone(verification.ipDetection) as unknown }])),
    balancerFile: { value: CONFIGURATION },
    steps: [{ step: 'a.step', title: 'A step', host: 'node-01', state: 'in place', detail: '' }],
    pool: { value: everyPath.map(({ node, service }) => ({ node, service, state: 'up', detail: '200' })) },
    requests: everyPath.map(({ node, service }) => recordedRequest(service, node)),
    shaped: [],
    shapesMissing: [],
    again: null,
    againAt: null,
    missedAtEnd: [],
    closing: null,
    drains: [],
    spoofs: SERVICES.flatMap((service) =>
      spoofVariants(FORGED).map(({ id }) => ({
        variant: id,
        service,
        request: recordedRequest(service, 'node-01'),
        plain: CLIENT,
        twin: 200,
      })),
    ),
    direct: everyPath.map(({ node, service }) => ({
      ...recordedRequest(service, node, {
        sentFrom: WIZARD,
        resolved: WIZARD,
        peer: WIZARD,
        forwarded: ['192.0.2.66'],
      }),
      variant: 'one-address',
      twin: null,
    })),
    bypass: nodes.map((node) => ({
      node,
      service: 'web',
      to: '127.9.9.101 port 8000',
      control: null,
      sentFrom: CLIENT,
      status: null,
      error: { code: 'vantage.closed', field: null, message: 'closed the connection', remedy: 'none' },
    })),
    sockets: new Map([...nodes, 'balancer'].map((host) => [host, { value: [{ address: null, port: 8000 }] }])),
    entrances: [],
    signIn: {
      account: 'somebody',
      on: nodes.map((node) => ({
        ...{ node, error: null, status: 204, asked: nodes.slice(0, ASKED) },
        answers: new Map(nodes.slice(0, ASKED).map((asked) => [asked, { status: 200, account: 'somebody' }])),
      })),
      without: new Map(nodes.map((node) => [node, 401])),
      spoilt: new Map(nodes.map((node) => [node, 401])),
      through: { from: CLIENT, answer: { status: 200, account: 'somebody' }, status: 200, without: 401 },
    },
    drill: passedDrill(),
  };
}

/** A place of this host that the plan does not open, where a client was answered 200. */
export function entranceSeen(host: string, change: Partial<RequestSeen>): EntranceSeen {
  const request = { ...recordedRequest('web', 'node-01', { recorded: false }), node: null, ...change };
  return { host, to: '127.9.9.102 port 8443', sentFrom: CLIENT, error: null, requests: [request] };
}

/** A drill in which the balancer noticed in time and nothing was lost afterwards. */
export function passedDrill(): DrillSeen {
  return {
    node: 'node-03',
    hindered: null,
    sent: 200,
    answered: 198,
    lost: 2,
    lostBy: { 'status 502': 2 },
    answeredBy: { 'node-01': 80, 'node-02': 80, 'node-03': 38 },
    baseline: { sent: 80, answered: 80, lost: 0, lostBy: {} },
    lostAfterDetection: 0,
    stopTookMs: 20,
    plannedMs: 120,
    limitMs: 5120,
    detectedMs: 140,
    lastLossMs: 100,
    backMs: 60,
    notBack: null,
  };
}

import { z } from 'zod';
import { FarmError } from '../../model/errors.ts';
import type { PracticeHost } from './practice-host.ts';

const LIMIT_MS = 30_000;
const INTERVAL_MS = 100;

/** What a balancer says of one node in one service. `unknown` as long as it has not asked the node. */
interface Member {
  service: string;
  node: string;
  state: 'up' | 'down' | 'unknown';
}

/**
 * Waits until the balancer reports every running node up and every stopped one down.
 * A host without a running balancer is settled.
 * @param dead services whose health check asks for what no node has: there every node is down
 * @throws FarmError `fault.not-settled` past the limit
 */
export async function settledPool(
  balancer: PracticeHost,
  nodes: PracticeHost[],
  dead: ReadonlySet<string>,
): Promise<void> {
  const action = balancer.services.actions[0];
  if (action === undefined || !balancer.services.running) return;
  const membersOf = action.program === 'haproxy' ? haproxyMembers : bundledMembers;
  const running = new Map(nodes.map((node) => [node.name, node.services.running]));
  const wanted = ({ service, node }: Member) => (running.get(node) && !dead.has(service) ? 'up' : 'down');
  const until = performance.now() + LIMIT_MS;
  for (;;) {
    const members = membersOf(await balancer.services.status(action.name));
    const waited = members.find((member) => running.has(member.node) && wanted(member) !== member.state);
    if (waited === undefined) return;
    if (performance.now() > until) throw notSettled(waited, wanted(waited));
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }
}

const BundledStatus = z.array(
  z.object({
    service: z.string(),
    nodes: z.array(z.object({ node: z.string(), state: z.enum(['up', 'down', 'unchecked']) })),
  }),
);

function bundledMembers(text: string): Member[] {
  return BundledStatus.parse(JSON.parse(text))
    .flatMap(({ service, nodes }) => nodes.map((node) => ({ service, ...node })))
    .map(({ service, node, state }) => ({ service, node, state: state === 'unchecked' ? 'unknown' : state }));
}

/** Rows of type 2 are nodes; a node counts once a check of it has ended (HAProxy management guide, 9.1). */
function haproxyMembers(text: string): Member[] {
  const [header = '', ...rows] = text.split('\n').filter((line) => line.trim() !== '');
  const columns = header.replace(/^# /, '').split(',');
  const cell = (cells: string[], name: string) => cells[columns.indexOf(name)] ?? '';
  return rows
    .map((row) => row.split(','))
    .filter((cells) => cell(cells, 'type') === '2')
    .map((cells) => ({
      service: cell(cells, 'pxname'),
      node: cell(cells, 'svname'),
      state: haproxyState(cell(cells, 'status'), cell(cells, 'check_status')),
    }));
}

function haproxyState(status: string, checkStatus: string): Member['state'] {
  if (status === 'no check') return 'up';
  if (/^(\* )?(UNK|INI)?$/.test(checkStatus)) return 'unknown';
  if (status === 'UP') return 'up';
  return status.startsWith('DOWN') ? 'down' : 'unknown';
}

function notSettled({ node }: Member, wanted: string): FarmError {
  return new FarmError({
    code: 'fault.not-settled',
    field: 'faults',
    at: node,
    message: `The balancer does not report ${node} ${wanted} after ${LIMIT_MS / 1000} s.`,
    remedy: 'Run the plan again, which repairs the farm, then plant the fault.',
  });
}

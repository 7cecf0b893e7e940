import type { Outcome } from '../../core/model/check.ts';
import type { Farm } from '../../core/model/farm.ts';
import { nodesOf } from '../../core/model/farm-parts.ts';
import { isGood } from '../../core/model/good-verdict.ts';
import type { Plan } from '../../core/model/plan.ts';
import type { Activity } from './activity.ts';
import type { Story } from './story.ts';

/** The state of one host, for picture and table. */
export type HostState =
  | {
      kind:
        | 'waiting'
        | 'being set up'
        | 'partly set up'
        | 'set up'
        | 'failed step'
        | 'being proven'
        | 'proven'
        | 'ended';
    }
  | { kind: 'failed checks'; count: number }
  | { kind: 'unproven'; count: number };

/**
 * State of each host of the plan, by host name.
 * @param view gives the plan, whose steps belong to hosts
 */
export function hostStates(
  story: Story,
  view: { plan: Plan; farm: Pick<Farm, 'hosts'> },
  activity: Activity,
): Map<string, HostState> {
  const hosts = new Set(view.plan.stages.flatMap((stage) => stage.steps.map((step) => step.host)));
  for (const node of nodesOf(view.farm)) hosts.add(node.name);
  return new Map([...hosts].map((host) => [host, stateOf(host, story, view.plan, activity)]));
}

function stateOf(host: string, story: Story, plan: Plan, activity: Activity): HostState {
  if (activity === 'ended') return { kind: 'ended' };
  if (activity === 'proving') return { kind: 'being proven' };
  const latest = story.proven.at(-1);
  if (activity === 'standing' && latest !== undefined) {
    const isNode = latest.result.nodes.some(({ name }) => name === host);
    const checks = latest.result.checks.filter((check) => belongsTo(check, host, isNode ? null : plan));
    const failed = checks.filter((check) => check.verdict === 'fail').length;
    if (failed > 0) return { kind: 'failed checks', count: failed };
    const unproven = checks.filter((check) => !isGood(check.verdict)).length;
    if (unproven > 0) return { kind: 'unproven', count: unproven };
    return checks.length > 0 ? { kind: 'proven' } : { kind: 'set up' };
  }
  const steps = plan.stages.flatMap((stage) => stage.steps).filter((step) => step.host === host);
  const states = steps.map((step) => story.steps[step.id]?.state ?? 'waiting');
  if (states.includes('failed')) return { kind: 'failed step' };
  if (states.some((state) => state === 'inspecting' || state === 'applying' || state === 'confirming'))
    return { kind: 'being set up' };
  const ended = states.filter((state) => state === 'done' || state === 'in place').length;
  if (states.length > 0 && ended === states.length) return { kind: 'set up' };
  if (ended === 0) return { kind: 'waiting' };
  return { kind: story.run?.endedAt === null ? 'being set up' : 'partly set up' };
}

/**
 * Whether an outcome is about a host: it names the node, or finds that it differs from the others, or no node is named
 * and it belongs to the page whose steps work on this host alone.
 * @param plan null for nodes, which no page belongs to alone
 */
function belongsTo({ subject, evidence, page }: Outcome, host: string, plan: Plan | null): boolean {
  if (subject.node !== undefined) return subject.node === host;
  if (Array.isArray(evidence.differing)) return evidence.differing.includes(host);
  const steps = plan?.stages.find((stage) => stage.page === page)?.steps ?? [];
  return steps.length > 0 && steps.every((step) => step.host === host);
}

/** Addresses the last proof found recorded at a node, if they are not the client's. */
export function wronglyRecorded(story: Story, farm: Farm): Map<string, string[]> {
  const wrong = new Map<string, string[]>();
  for (const { node, audited, sentFrom, verdict } of story.proven.at(-1)?.result.proof ?? []) {
    if (verdict !== 'fail' || audited === sentFrom || !nodesOf(farm).some(({ name }) => name === node)) continue;
    const known = wrong.get(node) ?? [];
    const address = audited ?? '';
    if (!known.includes(address)) wrong.set(node, [...known, address]);
  }
  return wrong;
}

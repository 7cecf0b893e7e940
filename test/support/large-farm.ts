import { balancers } from '../../core/balancers/index.ts';
import { spoofAttempts } from '../../core/checks/judge/spoof-refused.ts';
import { overallOf } from '../../core/checks/overall.ts';
import { databases } from '../../core/databases/index.ts';
import { createFarmFile } from '../../core/farm-file/open-farm-file.ts';
import { openJournal } from '../../core/journal/open-journal.ts';
import type { NewEvent } from '../../core/model/event.ts';
import { Farm } from '../../core/model/farm.ts';
import { addressOf, nodesOf } from '../../core/model/farm-parts.ts';
import { PAGES, type Plan, type Step, stepsOf } from '../../core/model/plan.ts';
import { Result } from '../../core/model/result.ts';
import { makePlan } from '../../core/planner/make-plan.ts';
import { planInputs } from '../../core/planner/plan-inputs.ts';
import { profiles } from '../../core/profiles/index.ts';
import { farmHosts } from './farm-hosts.ts';
import { CHECKS, exampleFarm, exampleVerification, healthyScene } from './healthy-scene.ts';
import { BASIS, RESULT_HEAD } from './result-head.ts';

const NO_PHASE = { prepare: 0, firstNode: 0, furtherNodes: 0, ipDetection: 0, balancer: 0, verify: 0, tearDown: 0 };

/** Names of so many nodes: `node-01` and so on. */
export function nodeNames(count: number, before = 'node-'): string[] {
  return Array.from({ length: count }, (_, index) => `${before}${String(index + 1).padStart(2, '0')}`);
}

/** Answers of a farm with so many nodes. They are practice hosts, so that its nodes are asked for; none is started. */
export function largeFarm(count: number): Farm {
  return Farm.parse({
    ...exampleFarm(),
    name: `Farm of ${count}`,
    hosts: farmHosts(
      nodeNames(count).map((name, index) => ({
        name,
        address: `127.10.${Math.floor(index / 250)}.${(index % 250) + 1}`,
        port: 8443,
      })),
    ),
  });
}

/**
 * What the product's own checks judge of a farm in which the last node has another version and nothing else is wrong.
 * Nothing was sent: what was seen is made up.
 */
export function largeResult(farm: Farm): Result {
  const verification = exampleVerification(farm);
  const seen = healthyScene(verification);
  const other = nodesOf(farm).at(-1)?.name ?? '';
  seen.facts.get(other)?.set('version', { value: '1.0.1' });
  const checks = CHECKS.flatMap((check) =>
    check.judge(verification, seen).map((judgement) => ({
      ...{ id: check.id, title: check.title, required: check.required, page: check.page },
      clause: verification.profile.checks.find(({ check: id }) => id === check.id)?.clause ?? null,
      ...judgement,
    })),
  );
  return Result.parse({
    ...RESULT_HEAD,
    ...overallOf(checks, BASIS),
    profile: farm.profile,
    balancer: farm.balancer,
    faults: [],
    nodes: nodesOf(farm).map((node) => ({ name: node.name, address: addressOf(node) })),
    proof: seen.requests.map(({ service, node, token, sentFrom, records }) => ({
      ...{ service, node, token, sentFrom },
      audited: records.value?.[0]?.address ?? null,
      verdict: 'pass',
    })),
    spoof: spoofAttempts(seen),
    checks,
    causes: [],
    durationsMs: { ...NO_PHASE, verify: 1000, total: 1000 },
  });
}

/** What a run of the whole plan and the proof after it leave in the journal. */
export function largeStory(farm: Farm, plan: Plan, result: Result): NewEvent[] {
  const steps = stepsOf(plan);
  return [
    ...PAGES.map(
      (page): NewEvent => ({ page, sentence: 'The page was opened.', body: { type: 'page.reached', page } }),
    ),
    { sentence: 'The run began.', body: { type: 'run.started', plan: plan.farm, steps: steps.length, farm } },
    ...steps.flatMap(stepEvents),
    { sentence: 'The run ended.', body: { type: 'run.ended', outcome: 'done' } },
    { sentence: 'The proof began.', body: { type: 'verify.started', willSend: 'Requests.' } },
    ...result.checks.map((outcome): NewEvent => {
      const { title, verdict, subject } = outcome;
      return {
        host: subject.node ?? null,
        page: 'verify',
        sentence: `${title}: ${verdict}.`,
        body: { type: 'check.judged', outcome },
      };
    }),
    { sentence: result.sentence, body: { type: 'verify.ended', result } },
  ];
}

function stepEvents({ id, host, page, title, apply }: Step): NewEvent[] {
  const about = { host, page };
  const state = (to: 'inspecting' | 'confirming' | 'done'): NewEvent => ({
    ...about,
    sentence: `${title}: ${to}.`,
    body: { type: 'step.state', step: id, state: to },
  });
  return [
    state('inspecting'),
    {
      ...about,
      sentence: `${title}: it begins.`,
      body: { type: 'step.applying', step: id, inputs: '0123456789abcdef' },
    },
    ...apply.map(
      (action, index): NewEvent => ({
        ...about,
        sentence: `${action.title}: done.`,
        body: { type: 'action.done', step: id, action: index, outcome: 'performed' },
      }),
    ),
    state('confirming'),
    state('done'),
  ];
}

/** Writes the file of a farm with so many nodes, all of it set up and proven, and closes it. */
export async function writeLargeFarm(path: string, count: number): Promise<void> {
  const farm = largeFarm(count);
  const result = largeResult(farm);
  const plan = makePlan(planInputs(farm, { profiles, balancers, databases }));
  const file = await createFarmFile(path, { farm });
  const journal = openJournal(file);
  for (const event of largeStory(farm, plan, result)) journal.append(event);
  journal.close();
  file.saveResult(result);
  file.close();
}

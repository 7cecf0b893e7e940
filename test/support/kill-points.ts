import type { JournalEvent } from '../../core/model/event.ts';
import { type Plan, stepsOf } from '../../core/model/plan.ts';

/** Where a run is killed: when its journal has come so far. */
export interface KillPoint {
  name: string;
  reached(lines: JournalEvent[]): boolean;
}

/** Names of all points of a practice farm's plan with two nodes, as tests name them; `killPoints` must give these. */
export const KILL_POINTS = [
  'before the first step',
  'after database.prepare',
  'after database.tables',
  'after first-node.certificate',
  'after first-node.key-ring',
  'after first-node.install.node-01',
  'after further-nodes.install.node-02',
  'after ip-detection.set',
  'after balancer.configure',
  'inside an action of the kind sql',
  'inside an action of the kind certificate',
  'inside an action of the kind key',
  'inside an action of the kind file',
  'inside an action of the kind service',
  'inside an action of the kind deed',
  'inside an action of the kind accept',
  'inside an action of the kind wait',
];

/** Every step boundary, and once inside each kind of action: the action before it has ended, and it has not. */
export function killPoints(plan: Plan): KillPoint[] {
  const kinds = new Map<string, { step: string; index: number }>();
  for (const step of stepsOf(plan))
    for (const [index, { kind }] of step.apply.entries())
      if (!kinds.has(kind)) kinds.set(kind, { step: step.id, index });
  return [
    { name: 'before the first step', reached: (lines) => lines.some(({ body }) => body.type === 'run.started') },
    ...stepsOf(plan).map(({ id }) => ({
      name: `after ${id}`,
      reached: (lines: JournalEvent[]) =>
        lines.some(({ body }) => body.type === 'step.state' && body.step === id && body.state === 'done'),
    })),
    ...[...kinds].map(([kind, { step, index }]) => ({
      name: `inside an action of the kind ${kind}`,
      reached: (lines: JournalEvent[]) => hasBegun(lines, step, index),
    })),
    {
      name: 'inside an action of the kind wait',
      reached: (lines) => lines.some(({ body }) => body.type === 'wait.progress'),
    },
  ];
}

function hasBegun(lines: JournalEvent[], step: string, index: number): boolean {
  if (index === 0) return lines.some(({ body }) => body.type === 'step.applying' && body.step === step);
  return lines.some(({ body }) => body.type === 'action.done' && body.step === step && body.action === index - 1);
}

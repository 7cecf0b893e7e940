import type { StepState } from '../../../core/model/event.ts';
import { count } from '../../plural.ts';
import type { HostProgress } from './step-groups.ts';

/** Texts on the steps of the plan and on how far each host and node is. */
export const stepWords = {
  heading: 'What will happen',
  headingRun: 'Progress',
  summary: (steps: number, hosts: number) =>
    `${count(steps, 'step', 'steps')} on ${count(hosts, 'host', 'hosts')}. Nothing has been changed yet.`,
  progress: (done: number, steps: number, hosts: number) =>
    `${done} of ${count(steps, 'step', 'steps')} done on ${count(hosts, 'host', 'hosts')}`,
  outdated: (done: number, steps: number, hosts: number) =>
    `${done} of ${count(steps, 'step', 'steps')} done before the answers changed, on ${count(hosts, 'host', 'hosts')}`,
  beforeTheChange: 'done before the answers changed',
  none: 'This page changes nothing on any host.',
  byHand: 'People carry out these steps. Each is asked for in its turn, and handed in on this page.',
  hostSteps: (steps: number) => count(steps, 'step', 'steps'),
  hostDone: (done: number, steps: number) => `${done} of ${steps} done`,
  hostOutdated: (done: number, steps: number) => `${done} of ${steps} done before the answers changed`,
  hostFailed: (failed: number) => count(failed, 'failed step', 'failed steps'),
  who: 'Done by',
  host: 'Host',
  expected: 'Expected result',
  ifNot: 'If it fails',
  undo: 'Undo',
  noUndo: (why: string) => `not possible: ${why}`,
  actions: (actions: number) => count(actions, 'action', 'actions'),
  does: 'Actions',
  details: 'Details',
  actionOutcome: { performed: 'done', 'in place': 'already in place', failed: 'failed' },
  wait: (healthy: number, times: number, elapsedMs: number, limitMs: number) =>
    `Health check passed ${healthy} of ${times} times, ${Math.floor(elapsedMs / 1000)} of ${Math.round(limitMs / 1000)} s`,
  state: {
    waiting: 'waiting',
    inspecting: 'checking',
    applying: 'applying',
    confirming: 'confirming',
    'handed over': 'waiting for a person',
    done: 'done',
    'in place': 'already in place',
    failed: 'failed',
    cancelled: 'cancelled',
  } satisfies Record<StepState, string>,
  nodes: 'Nodes',
  node: 'Node',
  steps: 'Steps',
  nodeState: 'State',
  nodesCaption: 'Progress of every node',
  nodeStates: {
    waiting: 'waiting',
    busy: 'being set up',
    done: 'set up',
    outdated: 'set up before the answers changed',
    partly: 'partly set up',
    failed: 'failed step',
  } satisfies Record<HostProgress['kind'], string>,
  nodesFailed: (nodes: number) => count(nodes, 'failed node', 'failed nodes'),
  retry: 'Retry failed nodes',
  retryExplain: (nodes: string) =>
    `Runs the steps again on ${nodes}. Only missing or different settings are changed there; the other nodes are not touched.`,
  retryBusy: 'A run is in progress. You can retry the failed nodes when it has ended.',
  many: (shown: string, more: number) => `${shown} and ${more} more`,
};

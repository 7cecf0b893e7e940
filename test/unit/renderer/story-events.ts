import type { Outcome } from '../../../core/model/check.ts';
import type { EventBody, JournalEvent } from '../../../core/model/event.ts';
import type { Result } from '../../../core/model/result.ts';
import { RESULT_HEAD } from '../../support/result-head.ts';

/** Events in order, one second apart, beginning at `from`. */
export function events(bodies: EventBody[], from = 1): JournalEvent[] {
  return bodies.map((body, index) => ({
    farm: 'practice-1',
    epoch: 1,
    seq: from + index,
    at: new Date(Date.UTC(2026, 0, 1, 14, 0, from + index)).toISOString(),
    host: null,
    page: null,
    sentence: body.type,
    body,
  }));
}

export const planned = {
  enabled: true,
  forwardLimit: 1,
  knownProxies: ['127.0.9.4'],
  knownNetworks: [],
  headerName: 'X-Forwarded-For',
};

/** The outcome about the recorded address of one request to node-01. */
export function addressOutcome(given: { audited: string; forwarded: string[]; settings: unknown }): Outcome {
  const right = given.audited === '127.0.9.10';
  return {
    id: 'audit.client-ip',
    subject: { node: 'node-01', service: 'web' },
    required: true,
    verdict: right ? 'pass' : 'fail',
    title: 'The audit record holds the client’s address',
    cause: right ? null : 'node-01 recorded another address.',
    remedy: right ? null : 'Look at the header.',
    clause: null,
    page: 'ip-detection',
    evidence: {
      node: 'node-01',
      token: 'fw-1',
      sentFrom: '127.0.9.10',
      peer: '127.0.9.4',
      at: '2026-01-01T14:00:00.000Z',
      planned,
      engine: 'aspnetcore',
      ...given,
    },
    causedBy: null,
  };
}

export const wrongOutcome = addressOutcome({
  audited: '127.0.9.4',
  forwarded: ['127.0.9.10'],
  settings: { ...planned, knownProxies: ['127.0.9.5'] },
});
export const rightOutcome = addressOutcome({ audited: '127.0.9.10', forwarded: ['127.0.9.10'], settings: planned });

/** A result whose only check is that outcome. */
export function resultOf(outcome: Outcome): Result {
  const right = outcome.verdict === 'pass';
  const audited = outcome.evidence.audited;
  return {
    ...RESULT_HEAD,
    overall: right ? 'ready' : 'not ready',
    sentence: right ? 'Ready: 1 question.' : 'Not ready: 1 of 1 required checks failed.',
    faults: [],
    nodes: [{ name: 'node-01', address: '127.0.9.101' }],
    proof: [
      {
        service: 'web',
        node: 'node-01',
        token: 'fw-1',
        sentFrom: '127.0.9.10',
        audited: typeof audited === 'string' ? audited : null,
        verdict: outcome.verdict,
      },
    ],
    spoof: [],
    checks: [outcome],
    causes: right
      ? []
      : [
          {
            id: 'trust',
            title: 'Not trusted',
            remedy: 'Trust it',
            page: 'ip-detection',
            explains: ['audit.client-ip[node-01,web]'],
          },
        ],
    durationsMs: {
      prepare: 0,
      firstNode: 0,
      furtherNodes: 0,
      ipDetection: 0,
      balancer: 0,
      verify: 0,
      tearDown: 0,
      total: 0,
    },
  };
}

/** The sixty-second story: set up, proven, broken, found wrong, repaired, proven. */
export const wholeStory: EventBody[] = [
  { type: 'farm.state', state: 'preparing' },
  { type: 'farm.state', state: 'running' },
  { type: 'run.started', plan: 'practice-1', steps: 1 },
  { type: 'step.state', step: 'one', state: 'inspecting' },
  { type: 'step.applying', step: 'one', inputs: '0' },
  { type: 'action.done', step: 'one', action: 0, outcome: 'performed' },
  { type: 'step.state', step: 'one', state: 'confirming' },
  { type: 'wait.progress', step: 'one', healthy: 2, times: 3, elapsedMs: 900, limitMs: 30_000 },
  { type: 'step.state', step: 'one', state: 'done' },
  { type: 'run.ended', outcome: 'done' },
  { type: 'farm.state', state: 'verifying' },
  { type: 'verify.started', willSend: 'Requests with a token.' },
  { type: 'verify.progress', stage: 'Asking for health', done: 0, of: 2 },
  { type: 'check.judged', outcome: rightOutcome },
  { type: 'verify.progress', stage: 'Following requests', done: 1, of: 2 },
  { type: 'verify.ended', result: resultOf(rightOutcome) },
  { type: 'farm.state', state: 'planting' },
  { type: 'faults.planted', faults: ['some-fault'] },
  { type: 'farm.state', state: 'verifying' },
  { type: 'verify.started', willSend: 'Requests with a token.' },
  { type: 'check.judged', outcome: wrongOutcome },
  { type: 'verify.ended', result: { ...resultOf(wrongOutcome), faults: ['some-fault'] } },
  { type: 'farm.state', state: 'waiting' },
  { type: 'farm.state', state: 'running' },
  { type: 'run.started', plan: 'practice-1', steps: 1 },
  { type: 'step.state', step: 'one', state: 'in place' },
  { type: 'run.ended', outcome: 'done' },
  { type: 'farm.state', state: 'verifying' },
  { type: 'verify.started', willSend: 'Requests with a token.' },
  { type: 'verify.ended', result: resultOf(rightOutcome) },
  { type: 'farm.state', state: 'waiting' },
];

import { type Check, type Judgement, notPass, pass } from '../check.ts';
import { drill } from '../looks/drill.ts';
import type { DrillSeen } from '../observations.ts';
import type { Verification } from '../ports.ts';

/** Whether a node that stops is detected in time, no request is lost from then on, and the node gets back in the pool by itself. */
export const lossDrill: Check = {
  id: 'drill.node-loss',
  title: 'A failed node is detected in time',
  required: false,
  page: 'load-balancer',
  field: 'healthCheck.fall',
  needs: [drill],
  judge: (verification, seen) => (seen.drill === null ? [] : [judged(verification, seen.drill)]),
};

function judged({ balancer, profile }: Verification, drill: DrillSeen): Judgement {
  const { node, hindered, detectedMs, stopTookMs, limitMs, plannedMs, lostAfterDetection, notBack } = drill;
  const subject = node === null ? {} : { node };
  const evidence = evidenceOf(drill);
  if (notBack !== null)
    return {
      ...notPass('fail', subject, {
        cause: `${node} was stopped for the failover test and is not back: ${notBack}.`,
        remedy: `Start ${profile.name} on ${node} by hand at once, and check that ${balancer.name} puts it back in the pool.`,
        evidence,
      }),
      required: true,
    };
  if (hindered !== null) return notPass(hindered.verdict, subject, { ...hindered, evidence });
  if (detectedMs === null || detectedMs - stopTookMs > limitMs)
    return notPass('fail', subject, {
      cause: `${balancer.name} did not mark ${node} down within ${limitMs} ms of its stop; ${plannedMs} ms are planned. ${drill.lost} of ${drill.sent} requests were lost.`,
      remedy: 'Compare the balancer’s health check with the plan: interval, timeout, and number of failures.',
      evidence,
    });
  if (lostAfterDetection > 0)
    return notPass('fail', subject, {
      cause: `${lostAfterDetection} requests were lost after ${balancer.name} had marked ${node} down, which took ${Math.round(detectedMs)} ms. In all: ${metBy(drill)}.`,
      remedy:
        'Check whether the balancer still sends to a node that is marked down, and whether the other nodes can take the load.',
      evidence,
    });
  return pass(subject, evidence);
}

function evidenceOf(drill: DrillSeen): Record<string, unknown> {
  const { node, sent, answered, lost, lostBy, answeredBy, baseline, lostAfterDetection, plannedMs, limitMs } = drill;
  return {
    node,
    sent,
    answered,
    lost,
    lostBy,
    lostAfterDetection,
    answeredBy,
    baseline,
    detectedMs: rounded(drill.detectedMs),
    stopTookMs: rounded(drill.stopTookMs),
    plannedMs,
    limitMs,
    lastLossMs: rounded(drill.lastLossMs),
    backMs: rounded(drill.backMs),
  };
}

function metBy({ lostBy }: DrillSeen): string {
  return Object.entries(lostBy)
    .map(([what, times]) => `${times} × ${what}`)
    .join(', ');
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}

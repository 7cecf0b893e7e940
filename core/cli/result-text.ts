import { z } from 'zod';
import { countedVerdicts } from '../model/count-verdicts.ts';
import type { Result } from '../model/result.ts';

/** A result for people at a terminal, in the order of the report: verdict, result per node, causes, open checks. */
export function resultText(result: Result): string {
  return [
    result.sentence,
    countedVerdicts(result.checks),
    '',
    ...resultPerNode(result),
    ...drill(result),
    ...causes(result),
    ...openChecks(result),
  ].join('\n');
}

function resultPerNode({ proof }: Result): string[] {
  return proof.map(
    ({ service, node, sentFrom, audited, verdict }) =>
      `${verdict.padEnd(14)} ${node} ${service}: sent from ${sentFrom}, recorded ${audited ?? 'no address'}`,
  );
}

const Drill = z.object({
  node: z.string(),
  sent: z.number(),
  lost: z.number(),
  detectedMs: z.number(),
  backMs: z.number().nullable(),
});

/** The result of a failover test, if there was one. */
function drill({ checks }: Result): string[] {
  const told = checks.flatMap(({ id, evidence }) => {
    const seen = Drill.safeParse(evidence);
    return id.startsWith('drill.') && seen.success ? [seen.data] : [];
  });
  const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
  return told.flatMap(({ node, sent, lost, detectedMs, backMs }) => [
    '',
    `Failover test: ${node} was stopped. The balancer marked it down after ${seconds(detectedMs)}${backMs === null ? '' : ` and marked it up ${seconds(backMs)} after its restart`}. ${lost} of ${sent} requests were lost.`,
  ]);
}

function causes({ causes: list }: Result): string[] {
  if (list.length === 0) return [];
  return [
    '',
    'What to do next:',
    ...list.map(({ title, remedy, id }, index) => `${index + 1}. ${title}\n   ${remedy} (${id})`),
  ];
}

function openChecks({ checks }: Result): string[] {
  const open = checks.filter(({ verdict }) => verdict !== 'pass');
  if (open.length === 0) return [];
  return [
    '',
    'Checks that did not pass:',
    ...open.map(({ id, subject, verdict, cause, waiver }) => {
      const waived = waiver === undefined ? '' : ` (waiver by ${waiver.who} until ${waiver.until}: ${waiver.why})`;
      return `${verdict.padEnd(14)} ${[id, subject.node, subject.service].filter(Boolean).join(' ')}: ${cause ?? ''}${waived}`.trimEnd();
    }),
  ];
}

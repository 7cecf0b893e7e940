import { z } from 'zod';
import { countedVerdicts } from '../model/count-verdicts.ts';
import { ageText } from '../model/moment.ts';
import type { Result } from '../model/result.ts';
import { headFacts, readSentence, requestSentences } from '../model/result-facts.ts';

/**
 * A result for people at a terminal: farm and time, verdict, causes, result per node, open checks, and what it rests on.
 * @param ageMs how old it is; left out where it was made just now
 */
export function resultText(result: Result, ageMs?: number | null): string {
  return [
    ...headFacts(result).map(([name, value]) => `${`${name}:`.padEnd(15)}${value}`),
    ...(ageMs === undefined ? [] : [`${'Age:'.padEnd(15)}${ageMs === null ? 'not recorded' : ageText(ageMs)}`]),
    '',
    result.sentence,
    countedVerdicts(result.checks),
    ...causes(result),
    '',
    ...resultPerNode(result),
    ...drill(result),
    ...openChecks(result),
    ...listed('Requests:', requestSentences(result)),
    ...requestsSent(result),
    ...listed('Not tried:', result.notTried),
    ...listed('Handed in by people:', result.readByPeople.map(readSentence)),
  ].join('\n');
}

function requestsSent({ requests }: Result): string[] {
  return (requests?.sent ?? []).map(
    ({ shape, sentFrom, requests: sent }) => `${String(sent).padStart(7)} ${shape}, from ${sentFrom}`,
  );
}

function listed(title: string, sentences: string[]): string[] {
  return sentences.length === 0 ? [] : ['', title, ...sentences.map((sentence) => `- ${sentence}`)];
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

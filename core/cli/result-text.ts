import type { Result } from '../model/result.ts';

/** A result for people at a terminal, in the order of the report: verdict, promise, causes, open checks. */
export function resultText(result: Result): string {
  return [result.sentence, '', ...promise(result), ...causes(result), ...openChecks(result)].join('\n');
}

function promise({ proof }: Result): string[] {
  return proof.map(
    ({ service, node, sentFrom, audited, verdict }) =>
      `${verdict.padEnd(14)} ${node} ${service}: sent from ${sentFrom}, recorded in audit ${audited ?? 'nothing'}`,
  );
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
    ...open.map(({ id, subject, verdict, cause }) =>
      `${verdict.padEnd(14)} ${[id, subject.node, subject.service].filter(Boolean).join(' ')}: ${cause ?? ''}`.trimEnd(),
    ),
  ];
}

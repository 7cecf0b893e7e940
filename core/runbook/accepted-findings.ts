import { type AcceptedFinding, isAbout } from '../model/accepted-finding.ts';
import { outcomeKey } from '../model/outcome-key.ts';
import type { Result } from '../model/result.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { visible } from './plain-text.ts';

/** Every accepted finding, from the farm and from the result itself, with what the check says today. */
export function acceptedFindings(result: Result | null, waivers: AcceptedFinding[], level: 2 | 3): Block[] {
  const all = [...waivers, ...waivedBy(result).filter((found) => !waivers.some((given) => isSame(given, found)))];
  if (all.length === 0) return [];
  return [
    heading(level, 'Accepted findings'),
    paragraph('Each of these checks still runs, and is still shown.'),
    ...all.flatMap((waiver, index) => [
      heading((level + 1) as 3 | 4, `Accepted ${index + 1}: ${visible(keyOf(waiver))}`),
      list(
        [`By: ${visible(waiver.who)}`],
        [`Because: ${visible(waiver.why)}`],
        [`Until: ${visible(waiver.until)}`],
        [`Verdict: ${verdicts(result, waiver)}`],
      ),
    ]),
  ];
}

function waivedBy(result: Result | null): AcceptedFinding[] {
  return (result?.checks ?? []).flatMap(({ id, subject, waiver }) =>
    waiver === undefined ? [] : [{ check: id, subject, ...waiver }],
  );
}

function isSame(given: AcceptedFinding, found: AcceptedFinding): boolean {
  return (
    given.who === found.who &&
    given.why === found.why &&
    given.until === found.until &&
    isAbout(given, { id: found.check, subject: found.subject ?? {} })
  );
}

function verdicts(result: Result | null, waiver: AcceptedFinding): string {
  if (result === null) return 'not checked yet';
  const found = result.checks.filter((outcome) => isAbout(waiver, outcome));
  if (found.length === 0) return 'this check is not among those of the result';
  return found.map((outcome) => `${visible(outcomeKey(outcome))} ${outcome.verdict}`).join('; ');
}

function keyOf({ check, subject }: AcceptedFinding): string {
  return outcomeKey({ id: check, subject: subject ?? {} });
}

import { outcomeKey } from '../model/outcome-key.ts';
import type { Result } from '../model/result.ts';
import { covers, type Waiver } from '../model/waiver.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { visible } from './plain-text.ts';

/** Every waiver of the farm and of the result, with the verdict its check has today. */
export function waiverBlocks(result: Result | null, waivers: Waiver[], level: 2 | 3): Block[] {
  const all = [...waivers, ...waivedBy(result).filter((found) => !waivers.some((given) => isSame(given, found)))];
  if (all.length === 0) return [];
  return [
    heading(level, 'Waivers'),
    paragraph('A waiver accepts a finding until its end date. The check still runs and is still shown.'),
    ...all.flatMap((waiver, index) => [
      heading((level + 1) as 3 | 4, `Waiver ${index + 1}: ${visible(keyOf(waiver))}`),
      list(
        [`Accepted by: ${visible(waiver.who)}`],
        [`Reason: ${visible(waiver.why)}`],
        [`Until: ${visible(waiver.until)}`],
        [`Verdict: ${verdicts(result, waiver)}`],
      ),
    ]),
  ];
}

function waivedBy(result: Result | null): Waiver[] {
  return (result?.checks ?? []).flatMap(({ id, subject, waiver }) =>
    waiver === undefined ? [] : [{ check: id, subject, ...waiver }],
  );
}

function isSame(given: Waiver, found: Waiver): boolean {
  return (
    given.who === found.who &&
    given.why === found.why &&
    given.until === found.until &&
    covers(given, { id: found.check, subject: found.subject ?? {} })
  );
}

function verdicts(result: Result | null, waiver: Waiver): string {
  if (result === null) return 'not checked yet';
  const found = result.checks.filter((outcome) => covers(waiver, outcome));
  if (found.length === 0) return 'this check is not among those of the result';
  return found.map((outcome) => `${visible(outcomeKey(outcome))} ${outcome.verdict}`).join('; ');
}

function keyOf({ check, subject }: Waiver): string {
  return outcomeKey({ id: check, subject: subject ?? {} });
}

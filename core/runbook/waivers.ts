import { outcomeKey } from '../model/outcome-key.ts';
import type { Result } from '../model/result.ts';
import { isForSameFinding, type Waiver } from '../model/waiver.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { visible } from './plain-text.ts';

/** Every waiver of the farm and of the result, with the verdict its check has today. */
export function waiverBlocks(result: Result | null, waivers: Waiver[], level: 2 | 3): Block[] {
  const all = [...waivers, ...waivedBy(result).filter((found) => !waivers.some((given) => isSame(given, found)))];
  if (all.length === 0) return [];
  return [
    heading(level, 'Waivers'),
    paragraph(
      'A waiver accepts one finding, with the cause it had, until its end date. The check still runs and is still shown. Another cause is a new finding.',
    ),
    ...all.flatMap((waiver, index) => [
      heading((level + 1) as 3 | 4, `Waiver ${index + 1}: ${visible(keyOf(waiver))}`),
      list(
        [`Accepted by: ${visible(waiver.who)}`],
        [`Accepted finding: ${waiver.cause === null ? NO_CAUSE : visible(waiver.cause)}`],
        [`Reason: ${visible(waiver.why)}`],
        [`Until: ${visible(waiver.until)}`],
        [`Verdict: ${verdicts(result, waiver)}`],
      ),
    ]),
  ];
}

const NO_CAUSE = 'not recorded, so this waiver covers nothing; add it again';

function waivedBy(result: Result | null): Waiver[] {
  return (result?.checks ?? []).flatMap(({ id, subject, cause, waiver }) =>
    waiver === undefined ? [] : [{ check: id, subject, cause, ...waiver }],
  );
}

function isSame(given: Waiver, found: Waiver): boolean {
  return (
    given.who === found.who && given.why === found.why && given.until === found.until && isForSameFinding(given, found)
  );
}

function verdicts(result: Result | null, { check, subject }: Waiver): string {
  if (result === null) return 'not checked yet';
  const key = outcomeKey({ id: check, subject });
  const found = result.checks.find((outcome) => outcomeKey(outcome) === key);
  return found?.verdict ?? 'this check is not among those of the result';
}

function keyOf({ check, subject }: Waiver): string {
  return outcomeKey({ id: check, subject });
}

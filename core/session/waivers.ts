import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import type { NewEvent } from '../model/event.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { Line } from '../model/line.ts';
import { outcomeKey } from '../model/outcome-key.ts';
import { parseInput } from '../model/parse.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Result } from '../model/result.ts';
import { isForSameFinding, type Waiver } from '../model/waiver.ts';

const NewWaiver = z.strictObject({
  check: z.string(),
  node: z.string().optional(),
  service: z.string().optional(),
  /** What was found, as the person saw it; what the last proof found unless it is given. */
  cause: z.string().optional(),
  who: Line.max(120),
  why: Line.max(500),
  until: z.iso.date('use a day as 2026-12-31'),
});
export type NewWaiver = z.infer<typeof NewWaiver>;

/** The event that says that a waiver was added. */
export function waiverAdded({ check, subject, cause, who, why, until }: KeptWaiver): NewEvent {
  return {
    page: 'verify',
    sentence: `${who} added a waiver for ${outcomeKey({ id: check, subject })} until ${until}: ${why}`,
    ...(cause === null ? {} : { technical: cause }),
    body: { type: 'waiver.added', check, who, until },
  };
}

/** A waiver as it is kept. */
export type KeptWaiver = Waiver & { at: string };

/**
 * Waivers that make sense: for what the last proof found to be wrong, by a person, for a reason, until a day to come. One
 * for each finding of the check; node and service choose among them.
 * @throws FarmError `input.invalid`, `waiver.invalid` naming the field
 */
export function checkedWaivers(
  given: NewWaiver,
  { farm, profile }: PlanInputs,
  result: Result | null,
  now: Date,
): KeptWaiver[] {
  const { check, node, service, cause, who, why, until } = parseInput(NewWaiver, given, 'the waiver');
  const known = {
    check: profile.checks.map((use) => use.check),
    node: nodesOf(farm).map(({ name }) => name),
    service: farm.services.map(({ name }) => name),
  };
  for (const [field, value] of Object.entries({ check, node, service }))
    if (value !== undefined && !known[field as keyof typeof known].includes(value))
      throw invalid(
        field,
        `This farm has no ${field} «${value}».`,
        `Choose one of ${known[field as keyof typeof known].join(', ')}.`,
      );
  const today = now.toISOString().slice(0, 10);
  if (until < today)
    throw invalid('until', `${until} is over; today is ${today}.`, 'Enter the last day on which the waiver holds.');
  const about = (result?.checks ?? []).filter(
    ({ id, subject }) =>
      id === check &&
      (node === undefined || subject.node === node) &&
      (service === undefined || subject.service === service),
  );
  const found = about.filter(({ verdict }) => verdict === 'fail');
  if (found.length === 0) {
    const verdicts = [...new Set(about.map(({ verdict }) => verdict))].join(', ');
    throw invalid(
      'check',
      result === null
        ? 'The farm was not proven yet, so nothing was found that can be waived.'
        : `The last proof found no failure of ${check} there${verdicts === '' ? '' : `; its verdict is ${verdicts}`}.`,
      'Verify the farm first. A waiver accepts a check that failed, with the cause that was found.',
    );
  }
  const waivers = found.map((outcome) => ({
    ...{ check, subject: outcome.subject, cause: outcome.cause ?? '' },
    ...{ who, why, until, at: now.toISOString() },
  }));
  const seen = waivers.filter((waiver) => cause === undefined || isForSameFinding(waiver, { ...waiver, cause }));
  if (seen.length === 0)
    throw invalid(
      'cause',
      'The last proof found something else than what you saw.',
      'Look at the finding again before you waive it.',
    );
  return seen;
}

/** The waivers with others: each takes the place of an earlier one for the same finding. */
export function withWaivers(waivers: readonly KeptWaiver[], added: readonly KeptWaiver[]): KeptWaiver[] {
  return [...waivers.filter((other) => !added.some((one) => replaces(one, other))), ...added];
}

/** True also for a waiver of an earlier version, which covers nothing, if it was for the same check. */
function replaces(added: Waiver, other: Waiver): boolean {
  if (other.cause !== null) return isForSameFinding(added, other);
  const { node, service } = other.subject;
  return (
    added.check === other.check &&
    (node === undefined || node === added.subject.node) &&
    (service === undefined || service === added.subject.service)
  );
}

function invalid(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'waiver.invalid', field, message, remedy });
}

import { z } from 'zod';
import { FarmError } from '../model/errors.ts';
import type { NewEvent } from '../model/event.ts';
import { nodesOf } from '../model/farm-parts.ts';
import { Line } from '../model/line.ts';
import { parseInput } from '../model/parse.ts';
import type { PlanInputs } from '../model/profile.ts';
import type { Waiver } from '../model/waiver.ts';

const NewWaiver = z.strictObject({
  check: z.string(),
  node: z.string().optional(),
  service: z.string().optional(),
  who: Line.max(120),
  why: Line.max(500),
  until: z.iso.date('use a day as 2026-12-31'),
});
export type NewWaiver = z.infer<typeof NewWaiver>;

/** The event that says that a waiver was added. */
export function waiverAdded({ check, who, why, until }: KeptWaiver): NewEvent {
  return {
    page: 'verify',
    sentence: `${who} added a waiver for ${check} until ${until}: ${why}`,
    body: { type: 'waiver.added', check, who, until },
  };
}

/** A waiver as it is kept. */
export type KeptWaiver = Waiver & { at: string };

/**
 * A waiver that makes sense: of a check this farm has, by a person, for a reason, until a day to come.
 * @throws FarmError `input.invalid`, `waiver.invalid` naming the field
 */
export function checkedWaiver(given: NewWaiver, { farm, profile }: PlanInputs, now: Date): KeptWaiver {
  const { check, node, service, who, why, until } = parseInput(NewWaiver, given, 'the waiver');
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
  const subject = { ...(node === undefined ? {} : { node }), ...(service === undefined ? {} : { service }) };
  const about = Object.keys(subject).length === 0 ? {} : { subject };
  return { check, ...about, who, why, until, at: now.toISOString() };
}

/** The waivers with one more: it takes the place of an earlier one for the same finding. */
export function withWaiver(waivers: readonly KeptWaiver[], added: KeptWaiver): KeptWaiver[] {
  return [...waivers.filter((other) => !isForSameFinding(other, added)), added];
}

function isForSameFinding(one: Waiver, other: Waiver): boolean {
  return (
    one.check === other.check &&
    one.subject?.node === other.subject?.node &&
    one.subject?.service === other.subject?.service
  );
}

function invalid(field: string, message: string, remedy: string): FarmError {
  return new FarmError({ code: 'waiver.invalid', field, message, remedy });
}

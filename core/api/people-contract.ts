import { z } from 'zod';
import { HandIn } from '../model/hand-in.ts';
import { PAGES } from '../model/plan.ts';
import type { Instructions } from '../session/people.ts';
import { base, ErrorShape } from './contract-base.ts';

const farm = z.object({ farm: z.uuid() });
const Who = z.string().max(200);

/** Something that a farm waits for until a person hands it in. */
const WaitingView = z.object({
  /** Id of the step or of the reading. */
  id: z.string(),
  kind: z.enum(['step', 'reading']),
  title: z.string(),
  host: z.string(),
  who: z.string(),
  page: z.enum(PAGES),
  /** Hash of what the step is made from; of a reading its id. */
  inputs: z.string(),
  /** ISO 8601, UTC. */
  since: z.string(),
  /** What the person said who handed in last, where that did not end the wait. */
  reported: z.object({ who: z.string(), at: z.string(), text: z.string(), outOfDate: z.boolean() }).nullable(),
});
export type WaitingView = z.infer<typeof WaitingView>;

/** The contract's part on people who work at hosts. */
export const peopleContract = {
  /** What the farm waits for, steps in the order of the plan and then readings. */
  waiting: base.input(farm).output(z.array(WaitingView)),
  /** How one item is done or looked up, as parts of a document: the same as in the pack. */
  instructions: base.input(farm.extend({ item: z.string().max(200) })).output(z.custom<Instructions>()),
  /** Keeps what a person did or saw. A text that does not show what it should is refused. */
  handIn: base
    .input(farm.extend(HandIn.omit({ inputs: true }).shape))
    .output(z.object({ waiting: z.array(WaitingView) })),
  /** All that one person or team is asked for. */
  pack: base.input(farm.extend({ who: Who, format: z.enum(['md', 'html']) })).output(z.object({ text: z.string() })),
  /** Keeps the answers of a filled-in pack; what cannot be used is told with its item. */
  takePack: base.input(farm.extend({ text: z.string().max(2_000_000), who: Who })).output(
    z.object({
      taken: z.array(z.string()),
      problems: z.array(z.object({ item: z.string(), error: ErrorShape.extend({ message: z.string() }) })),
      waiting: z.array(WaitingView),
    }),
  ),
};

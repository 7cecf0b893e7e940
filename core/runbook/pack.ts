import { expectedOf } from '../hand-over/not-shown.ts';
import type { Action } from '../model/action.ts';
import type { Farm } from '../model/farm.ts';
import { type Plan, type Step, stepsOf } from '../model/plan.ts';
import type { Renderings } from '../model/reading.ts';
import { referencesIn } from '../model/text.ts';
import { answerBlock } from './answer-block.ts';
import { valuesAndSignIn } from './before-you-begin.ts';
import { contentBlocks } from './content.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { values, words } from './field.ts';
import { howToRead } from './how-to-read.ts';
import { type Placeholders, placeholdersOf } from './placeholders.ts';
import { visible } from './plain-text.ts';
import { stepBlocks, workBlocks } from './step-blocks.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

/** Something a pack asks for. */
export type PackItem = { id: string; inputs: string; host: string } & (
  | { kind: 'step' }
  | { kind: 'reading'; ask: string; script: string | null; example: string }
);
type AskedItem = Extract<PackItem, { kind: 'reading' }>;

/** What a pack is made from. */
export interface PackInputs {
  farm: Farm;
  plan: Plan;
  /** The person or team that the pack is for. */
  who: string;
  items: PackItem[];
}

/**
 * Returns all that one person or team is asked to do and to look at, as Markdown and as one self-contained page made from
 * that Markdown, with a block for each answer. `readAnswers` takes the filled-in blocks back. No secret is in it.
 */
export function renderPack(inputs: PackInputs): { markdown: string; html: string } {
  const title = `${visible(inputs.farm.name)}: for ${visible(inputs.who)}`;
  const markdown = toMarkdown([heading(1, title), ...packBlocks(inputs)]);
  return { markdown, html: toHtml(title, markdown) };
}

/** What one item asks for, as its page shows it. No secret is in it. */
export interface Instructions {
  /** What must be known before one begins; empty where that is nothing. */
  before: Block[];
  work: Block[];
  /** Titles of the actions whose answer the handed-in text must show. */
  shows: string[];
}

/** Returns what a pack says of one item, without its heading and its answer block. */
export function instructionsFor({ farm, plan }: Pick<PackInputs, 'farm' | 'plan'>, item: PackItem): Instructions {
  const placeholders = placeholdersOf(plan);
  if (item.kind === 'reading') return { before: [], work: readingWork(item, placeholders.of), shows: [item.ask] };
  const asked = askedStep(plan, item.id);
  if (asked === null) return { before: [], work: [], shows: [] };
  const { step, number } = asked;
  return {
    before: beforeSteps(farm, [step], placeholders),
    work: workBlocks(step, number, placeholders.of),
    shows: shownBy(step),
  };
}

function packBlocks({ farm, plan, items }: PackInputs): Block[] {
  if (items.length === 0) return [paragraph('There is nothing to do.')];
  const placeholders = placeholdersOf(plan);
  const steps = items.flatMap((item) => (item.kind === 'step' ? (askedStep(plan, item.id)?.step ?? []) : []));
  return [
    paragraph(
      'Do the items below in this order. Fill in the block under each item: done or failed, your name, and what you saw. ' +
        'In a text document (.md) fill it in there and send the document back. On a web page copy each block with its first ' +
        'and last line, fill in the copy and send that back.',
    ),
    ...(steps.length === 0
      ? []
      : [heading(2, 'What you need before you begin'), ...beforeSteps(farm, steps, placeholders)]),
    heading(2, 'What to do'),
    ...items.flatMap((item) =>
      item.kind === 'reading' ? readingItem(item, placeholders.of) : stepItem(item, plan, placeholders.of),
    ),
  ];
}

/** Where values come from that these steps need, and how their instructions are read. */
function beforeSteps(farm: Farm, steps: Step[], { all, of }: ReturnType<typeof placeholdersOf>): Block[] {
  const names = new Set(steps.flatMap((step) => referencesIn(step).map((reference) => of(reference).name)));
  return [
    ...valuesAndSignIn(
      farm,
      steps,
      all.filter(({ name }) => names.has(name)),
    ),
    ...howToRead(),
  ];
}

function stepItem(item: PackItem, plan: Plan, placeholders: Placeholders): Block[] {
  const asked = askedStep(plan, item.id);
  if (asked === null) return [];
  return [...stepBlocks(asked.step, asked.number, placeholders), ...answer(item, wantedOf(shownBy(asked.step)))];
}

function readingItem(item: AskedItem, placeholders: Placeholders): Block[] {
  return [
    heading(3, ...words('Look up', item.ask)),
    list(values('Id', [item.id]), values('Host', [item.host])),
    ...readingWork(item, placeholders),
    ...answer(item, 'Paste the whole answer. If there is nothing to show, leave the answer empty.'),
  ];
}

function readingWork({ script, example }: AskedItem, placeholders: Placeholders): Block[] {
  return [
    ...(script === null ? [] : contentBlocks('Run exactly this', script, 'text', placeholders)),
    ...contentBlocks('An answer looks like this', example, 'text', placeholders),
  ];
}

function answer({ id, inputs }: PackItem, wanted: string): Block[] {
  return [paragraph(wanted), answerBlock({ item: id, inputs })];
}

/** What a person pastes who has done a step. */
function wantedOf(shows: string[]): string {
  if (shows.length === 0) return 'No answer is needed where the step is done. If it failed, paste the message.';
  return `Paste what you see when you check: ${shows.map(visible).join(', ')}.`;
}

/** A step of the plan as it is asked of people, and its number; null where the plan does not have it. */
function askedStep(plan: Plan, id: string): { step: Step; number: number } | null {
  const steps = stepsOf(plan);
  const index = steps.findIndex((step) => step.id === id);
  const step = steps[index];
  return step === undefined ? null : { step: { ...step, apply: step.apply.map(forPeople) }, number: index + 1 };
}

/** An action without what is run on hosts of other kinds, where it has words for people. */
function forPeople(action: Action): Action {
  if (action.kind !== 'deed') return action;
  const { by, done } = action;
  const { reading } = done;
  if (reading.kind !== 'told') return { ...action, by: ofPeople(by) };
  return { ...action, by: ofPeople(by), done: { ...done, reading: { ...reading, by: ofPeople(reading.by) } } };
}

function ofPeople(by: Renderings): Renderings {
  return by.person === undefined ? by : { person: by.person };
}

function shownBy(step: Step): string[] {
  return expectedOf(step).map(({ title }) => title);
}

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
import { stepBlocks } from './step-blocks.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

/** Something a pack asks for. */
export type PackItem = { id: string; inputs: string; host: string } & (
  | { kind: 'step' }
  | { kind: 'reading'; ask: string; script: string | null; example: string }
);

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

function packBlocks({ farm, plan, items }: PackInputs): Block[] {
  if (items.length === 0) return [paragraph('There is nothing to do.')];
  const all = stepsOf(plan);
  const { all: placeholders, of } = placeholdersOf(plan);
  const asked = items.flatMap((item) => all.find(({ id }) => item.kind === 'step' && id === item.id) ?? []);
  const labels = new Set(asked.flatMap((step) => referencesIn(step).map((reference) => of(reference).name)));
  return [
    paragraph(
      'Do the items below in this order. Fill in the block under each item and send this document back, ' +
        'or paste its answers into Farmwright. Write done or failed, your name, and what you saw.',
    ),
    ...(asked.length === 0
      ? []
      : [
          heading(2, 'What you need before you begin'),
          ...valuesAndSignIn(
            farm,
            asked,
            placeholders.filter(({ name }) => labels.has(name)),
          ),
          ...howToRead(),
        ]),
    heading(2, 'What to do'),
    ...items.flatMap((item) => (item.kind === 'reading' ? readingItem(item, of) : stepItem(item, all, of))),
  ];
}

function stepItem(item: PackItem, all: Step[], placeholders: Placeholders): Block[] {
  const index = all.findIndex(({ id }) => id === item.id);
  const step = all[index];
  if (step === undefined) return [];
  return [
    ...stepBlocks(forPerson(step), index + 1, placeholders),
    ...answer(
      item,
      expectedOf(step).map(({ title }) => title),
    ),
  ];
}

/** The step with nothing but what a person is told, where it is said for several kinds of host. */
function forPerson(step: Step): Step {
  const apply = step.apply.map((action): Action => {
    if (action.kind !== 'deed') return action;
    const { reading, expect } = action.done;
    const asked = reading.kind === 'told' ? { ...reading, by: personIn(reading.by) } : reading;
    return { ...action, by: personIn(action.by), done: { reading: asked, expect } };
  });
  return { ...step, apply };
}

function personIn(by: Renderings): Renderings {
  return by.person === undefined ? by : { person: by.person };
}

function readingItem(item: Extract<PackItem, { kind: 'reading' }>, placeholders: Placeholders): Block[] {
  return [
    heading(3, ...words('Look up', item.ask)),
    list(values('Id', [item.id]), values('Host', [item.host])),
    ...(item.script === null ? [] : contentBlocks('Run exactly this', item.script, 'text', placeholders)),
    ...contentBlocks('An answer looks like this', item.example, 'text', placeholders),
    ...answer(item, []),
  ];
}

function answer({ id, inputs }: PackItem, shows: string[]): Block[] {
  const wanted =
    shows.length === 0
      ? []
      : [paragraph(`Paste the results of the verification of: ${shows.map(visible).join(', ')}.`)];
  return [...wanted, answerBlock({ item: id, inputs })];
}

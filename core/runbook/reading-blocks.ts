import type { Action } from '../model/action.ts';
import { HOST_KINDS, type Reading, type Renderings } from '../model/reading.ts';
import type { Text } from '../model/text.ts';
import { contentBlocks } from './content.ts';
import { type Block, list } from './document.ts';
import { textField } from './field.ts';
import type { Placeholders } from './placeholders.ts';

type PlannedReading = Extract<Action, { kind: 'deed' }>['done']['reading'];

/** Labels of what is done, and of how it is checked. */
const LABELS = {
  do: { ask: 'Instruction', example: 'Example', run: 'Script', stdin: 'Standard input' },
  check: { ask: 'How to check', example: 'Example of the answer', run: 'Check script', stdin: 'Check standard input' },
};

/** What to do or look up on each kind of host. The label names the kind, except of what a person does: `Script (practice)`. */
export function renderingBlocks(by: Renderings, placeholders: Placeholders, what: keyof typeof LABELS = 'do'): Block[] {
  return HOST_KINDS.flatMap((kind) => {
    const rendering = by[kind];
    if (rendering === undefined) return [];
    const labels = LABELS[what];
    const whole = (label: string, text: Text) =>
      contentBlocks(kind === 'person' ? label : `${label} (${kind})`, text, 'text', placeholders);
    if ('ask' in rendering) return [...whole(labels.ask, rendering.ask), ...whole(labels.example, rendering.example)];
    const { run, stdin } = rendering;
    return [...whole(labels.run, run), ...(stdin === undefined ? [] : whole(labels.stdin, stdin))];
  });
}

/** How something is looked up on a host. */
export function readingBlocks(reading: PlannedReading | Reading, placeholders: Placeholders): Block[] {
  const whole = (label: string, text: Text) => contentBlocks(`Check ${label}`, text, 'text', placeholders);
  switch (reading.kind) {
    case 'file':
      return whole('file', reading.path);
    case 'talk':
      return [
        ...whole('socket', reading.socket),
        ...whole('command', reading.say),
        ...whole('example', reading.example),
      ];
    case 'sql':
      return [
        ...whole('database', reading.database),
        ...whole('account', reading.as),
        ...contentBlocks('Check query', reading.text, 'sql', placeholders),
        ...parameterList(reading.parameters, placeholders),
        ...whole('example', reading.example),
      ];
    case 'told':
      return renderingBlocks(reading.by, placeholders, 'check');
  }
}

/** The parameters of SQL, each with its value; nothing if there are none. */
export function parameterList(parameters: Record<string, Text>, placeholders: Placeholders): Block[] {
  const items = Object.entries(parameters).map(([name, value]) => textField('Parameter', value, placeholders, [name]));
  return items.length === 0 ? [] : [list(...items)];
}

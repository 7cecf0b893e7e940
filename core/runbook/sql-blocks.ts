import type { Action } from '../model/action.ts';
import type { Text } from '../model/text.ts';
import { contentBlocks } from './content.ts';
import { type Block, list, paragraph } from './document.ts';
import { values } from './field.ts';
import type { Placeholders } from './placeholders.ts';
import { visibleJson } from './plain-text.ts';
import { parameterList } from './reading-blocks.ts';

/** SQL with its parameters, the verification query with its expected rows, and how to undo it. */
export function sqlBlocks(action: Extract<Action, { kind: 'sql' }>, placeholders: Placeholders): Block[] {
  const script = (label: string, text: string, parameters: Record<string, Text>): Block[] => [
    ...contentBlocks(label, text, 'sql', placeholders),
    ...parameterList(parameters, placeholders),
  ];
  const { part, database, statements, verify, undo } = action;
  return [
    list(
      ['Do: run SQL'],
      [`It changes: ${part === 'server' ? 'the server' : 'the database'}`],
      values('Database', [database]),
    ),
    ...statements.flatMap(({ text, parameters }, index) => script(`Statement ${index + 1}`, text, parameters)),
    ...script('Verification query', verify.text, verify.parameters),
    paragraph('Expected rows:'),
    { kind: 'fence', language: 'json', text: `[${verify.rows.map((row) => visibleJson(row)).join(',\n ')}]` },
    ...contentBlocks('Undo', undo, 'text', placeholders),
  ];
}

import type { Action } from '../model/action.ts';
import type { Text } from '../model/text.ts';
import { contentBlocks } from './content.ts';
import { type Block, list, paragraph } from './document.ts';
import { values } from './field.ts';
import type { Placeholders } from './placeholders.ts';
import { visibleJson } from './plain-text.ts';
import { parameterList } from './reading-blocks.ts';

/** SQL with its parameters, the query that can stop it, the verification query with its expected rows, and how to undo it. */
export function sqlBlocks(action: Extract<Action, { kind: 'sql' }>, placeholders: Placeholders): Block[] {
  const script = (label: string, text: string, parameters: Record<string, Text>): Block[] => [
    ...contentBlocks(label, text, 'sql', placeholders),
    ...parameterList(parameters, placeholders),
  ];
  const { part, database, statements, verify, unless, undo } = action;
  const rowsOf = (rows: unknown[]): Block => ({
    kind: 'fence',
    language: 'json',
    text: `[${rows.map((row) => visibleJson(row)).join(',\n ')}]`,
  });
  return [
    list(
      ['Do: run SQL'],
      [`It changes: ${part === 'server' ? 'the server' : 'the database'}`],
      values('Database', [database]),
    ),
    ...(unless === undefined
      ? []
      : [
          ...script('Query before', unless.text, unless.parameters),
          paragraph('Stop at these rows:'),
          rowsOf(unless.rows),
          ...contentBlocks('Reason', `${unless.message} ${unless.remedy}`, 'text', placeholders),
        ]),
    ...statements.flatMap(({ text, parameters }, index) => script(`Statement ${index + 1}`, text, parameters)),
    ...script('Verification query', verify.text, verify.parameters),
    paragraph('Expected rows:'),
    rowsOf(verify.rows),
    ...contentBlocks('Undo', undo, 'text', placeholders),
  ];
}

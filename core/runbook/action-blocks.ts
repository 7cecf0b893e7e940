import type { Action } from '../model/action.ts';
import { contentBlocks } from './content.ts';
import { type Block, list } from './document.ts';
import { sentence, textField, values } from './field.ts';
import type { Placeholders } from './placeholders.ts';
import { readingBlocks, renderingBlocks } from './reading-blocks.ts';
import { sqlBlocks } from './sql-blocks.ts';

/** One action without its title: what to do, with everything needed to do it. */
export function actionBlocks(action: Action, placeholders: Placeholders): Block[] {
  switch (action.kind) {
    case 'file':
      return [
        list(['Do: write a file'], values('File', [action.path]), [
          `Readable by: ${action.ownerOnly ? 'its owner only' : 'everybody on the host'}`,
        ]),
        ...contentBlocks('Content', action.content, 'text', placeholders),
      ];
    case 'key':
      return [list(['Do: make a random key'], values('File', [action.path]), [`Random bytes: ${action.bytes}`])];
    case 'certificate':
      return [
        list(
          ['Do: issue a certificate'],
          values('Names', action.names),
          values('Certificate to the file', [action.certificatePath]),
          values('Key to the file', [action.keyPath]),
        ),
      ];
    case 'sql':
      return sqlBlocks(action, placeholders);
    case 'accept':
      return [
        list(['Do: let the program check a file'], values('Program', [action.program]), values('File', [action.path])),
      ];
    case 'service':
      return [
        list(
          ['Do: start a service'],
          values('Service', [action.name]),
          values('Program', [action.program]),
          values('Account', [action.account]),
          action.password === null ? ['Password: none'] : textField('Password', action.password, placeholders),
          values('Reads', action.reads),
        ),
      ];
    case 'deed':
      return [
        list(['Do: follow the instruction']),
        ...renderingBlocks(action.by, placeholders),
        ...readingBlocks(action.done.reading, placeholders),
        ...contentBlocks('Expected answer', action.done.expect, 'text', placeholders),
      ];
    case 'wait':
      return [waitList(action)];
  }
}

function waitList({ health, times, intervalMs, limitMs }: Extract<Action, { kind: 'wait' }>): Block {
  return list(
    ['Do: wait for health checks'],
    ...health.map(({ address, port, hostName, path }) =>
      sentence('Health check', [
        'address ',
        { value: address },
        `, port ${port}, host name `,
        { value: hostName },
        ...(path === null ? [', a connection is enough'] : [', path ', { value: path }]),
      ]),
    ),
    [`Passed health checks in a row: ${times}`],
    [`Time between health checks: ${intervalMs / 1000} s`],
    [`Timeout: ${limitMs / 1000} s`],
  );
}

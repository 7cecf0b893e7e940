import type { Action } from './action.ts';
import { showText } from './text.ts';

/** An action in one technical line, references as «label». */
export function describeAction(action: Action): string {
  switch (action.kind) {
    case 'file':
      return `write ${action.path}${action.ownerOnly ? ', readable by its owner only' : ''}`;
    case 'key':
      return `make ${action.bytes} random bytes in ${action.path}`;
    case 'certificate':
      return `certificate ${action.certificatePath} for ${action.names.join(', ')}`;
    case 'sql':
      return action.statements
        .map(({ text, parameters }) => {
          const given = Object.entries(parameters).map(([name, value]) => `:${name} = ${showText(value)}`);
          return given.length === 0 ? text : `${text} with ${given.join(', ')}`;
        })
        .join('; ');
    case 'accept':
      return `${action.program} checks ${action.path}`;
    case 'service':
      return `${action.program} as ${action.account}, reads ${action.reads.join(', ')}`;
    case 'deed':
      return Object.entries(action.by)
        .map(([kind, rendering]) => `${kind}: ${'run' in rendering ? shownRun(rendering) : rendering.ask}`)
        .join('; ');
    case 'wait':
      return action.health
        .map(({ address, port, path }) => `${path === null ? 'connect' : `GET ${path}`} at ${address} port ${port}`)
        .join('; ');
  }
}

function shownRun({
  run,
  stdin,
}: Extract<NonNullable<Extract<Action, { kind: 'deed' }>['by']['person']>, { run: string }>): string {
  return stdin === undefined ? run : `${run}, with ${showText(stdin)} on standard input`;
}

import { type Action, showText } from './action.ts';

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
    case 'setting':
      return `${action.key} = ${JSON.stringify(action.value)}`;
    case 'accept':
      return `${action.program} checks ${action.path}`;
    case 'service':
      return `${action.program} as ${action.account}, reads ${action.reads.join(', ')}`;
    case 'wait':
      return action.health.map(({ address, port, path }) => `GET ${path} at ${address} port ${port}`).join('; ');
  }
}

import { factIn } from '../../../core/model/fact-in.ts';
import type { Fact } from '../../../core/model/profile.ts';
import { practiceLine } from '../../../core/model/reading.ts';
import { SERVICE } from './node-steps.ts';

/** What a node of the gateway says of itself. */
export const facts: Fact[] = [
  fact('edition', 'edition', 'open Help and copy the edition', '4.2 LTS'),
  fact('runs-as', 'account', 'copy the account of the service', 'svc-gateway'),
];

function fact(id: string, title: string, what: string, example: string): Fact {
  return {
    id,
    title,
    same: true,
    remedy: `Give every node the ${title} of the first node.`,
    ask: (_farm, node) => ({
      host: node,
      reading: {
        kind: 'told',
        by: {
          practice: { run: practiceLine(SERVICE, 'facts', id) },
          person: { ask: `On ${node}, ${what}.`, example },
        },
      },
      parse: (text) => factIn(text),
    }),
  };
}

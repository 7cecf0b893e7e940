import type { Question } from '../../../core/model/form.ts';
import { GATEWAY } from './requests.ts';

const PLAIN = { unit: null, choices: [], scope: 'farm', clause: null, example: null } satisfies Partial<Question>;

export const questions: Question[] = [
  {
    ...PLAIN,
    page: 'first-node',
    path: `settings.${GATEWAY}.banner`,
    label: 'Banner of the relay',
    help: 'The line that the relay sends to whoever connects.',
    kind: 'text',
    example: '220 mail.example.com ready',
  },
  {
    ...PLAIN,
    page: 'first-node',
    path: `settings.${GATEWAY}.portal`,
    label: 'Portal',
    help: 'What people may do there.',
    kind: 'choice',
    choices: [
      { value: 'open', label: 'Open', consequence: 'People read and change their mail.' },
      { value: 'read-only', label: 'Read only', consequence: 'People read their mail.' },
    ],
  },
];

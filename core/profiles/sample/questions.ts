import type { Question } from '../../model/form.ts';

const PLAIN = { unit: null, choices: [], scope: 'farm', clause: null, example: null } satisfies Partial<Question>;

/** What the sample application needs to know, in its own words. */
export const questions: Question[] = [
  {
    ...PLAIN,
    page: 'database',
    path: 'serviceAccount',
    label: 'Service account',
    help: 'The account the application runs under on every node; the database lets it in and no one else.',
    kind: 'text',
    example: 'svc-farm',
  },
  {
    ...PLAIN,
    page: 'database',
    path: 'database.name',
    label: 'Database',
    help: 'One database for all nodes. It is created where it does not exist.',
    kind: 'text',
    example: 'farm',
  },
  {
    ...PLAIN,
    page: 'first-node',
    path: 'settle.times',
    label: 'Healthy answers until the node counts as settled',
    help: 'In a row, over HTTPS.',
    kind: 'number',
    unit: 'in a row',
  },
  {
    ...PLAIN,
    page: 'first-node',
    path: 'settle.limitMs',
    label: 'Limit of the wait',
    help: 'After it the step fails, and says what was seen last.',
    kind: 'number',
    unit: 'ms',
  },
];

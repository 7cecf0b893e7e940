import type { Question } from '../../model/form.ts';

const PLAIN = { unit: null, choices: [], scope: 'farm', clause: null, example: null } satisfies Partial<Question>;

/** The questions of the sample application. */
export const questions: Question[] = [
  {
    ...PLAIN,
    page: 'database',
    path: 'serviceAccount',
    label: 'Service account',
    help: 'The application runs under this account on every node. Only this account gets access to the database.',
    kind: 'text',
    example: 'svc-farm',
  },
  {
    ...PLAIN,
    page: 'database',
    path: 'database.name',
    label: 'Database',
    help: 'One database for all nodes. It is created if it does not exist.',
    kind: 'text',
    example: 'farm',
  },
  {
    ...PLAIN,
    page: 'first-node',
    path: 'settle.times',
    label: 'Successful health checks required',
    help: 'The node is ready after this many passed health checks in a row.',
    kind: 'number',
    unit: 'in a row',
  },
  {
    ...PLAIN,
    page: 'first-node',
    path: 'settle.limitMs',
    label: 'Timeout',
    help: 'The step fails if the node is not ready within this time. It then shows the last answer.',
    kind: 'number',
    unit: 'seconds',
  },
];

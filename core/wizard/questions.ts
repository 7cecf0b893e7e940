import type { Balancer } from '../model/balancer.ts';
import type { Question } from '../model/form.ts';
import type { Profile } from '../model/profile.ts';
import { ownQuestions, reachQuestion } from './own-questions.ts';

/** What a question has unless it says otherwise. */
const PLAIN = {
  unit: null,
  choices: [],
  scope: 'farm',
  clause: null,
  example: null,
} as const satisfies Partial<Question>;

/** Path of the question whether a WAF stands before the balancer. It is answered with places, not with a value. */
export const WAF = 'waf';
/** Path of the question whether a client stays on one node, which all services of a practice farm have one answer to. */
export const PERSISTENCE = 'persistence';
/** Path of the question which nodes the farm has. */
export const NODES = 'nodes';

/**
 * Every question of a farm in the order of the pages: those any farm has, and those of its profile in the profile's own
 * words.
 * @param where whether practice hosts are laid out, or everything is asked that is to be known of servers of one's own
 */
export function questionsOf(profile: Profile, balancers: Balancer[], where: 'practice' | 'own'): Question[] {
  const practice = where === 'practice';
  return [
    ...goal(),
    ...topology(balancers),
    ...(practice ? [waf()] : ownQuestions(profile)),
    ...profile.questions,
    ...(practice ? [nodes(), persistence()] : []),
    ...balancing(),
  ];
}

function goal(): Question[] {
  return [
    {
      ...PLAIN,
      page: 'goal',
      path: 'name',
      label: 'Name of the farm',
      help: 'Shown on every page, in the runbook and in the report.',
      kind: 'text',
      example: 'Web shop, production',
    },
    reachQuestion(),
  ];
}

function topology(balancers: Balancer[]): Question[] {
  return [
    {
      ...PLAIN,
      page: 'topology',
      path: 'balancer',
      label: 'Load balancer',
      help: 'It decrypts, adds the client’s address to a header, and encrypts again towards the nodes.',
      kind: 'choice',
      choices: balancers.map(({ id, name, consequence }) => ({ value: id, label: name, consequence })),
    },
  ];
}

function waf(): Question {
  return {
    ...PLAIN,
    page: 'topology',
    path: WAF,
    label: 'A WAF stands before the balancer',
    help: 'Then two devices hand the request on, and the nodes have to trust one entry more of the header.',
    kind: 'toggle',
  };
}

function nodes(): Question {
  return {
    ...PLAIN,
    page: 'further-nodes',
    path: NODES,
    label: 'Nodes',
    help: 'All nodes, one a line; the first one is the first node. Paste names, a CSV file or a range.',
    kind: 'names',
    example: 'web[01-04]',
  };
}

function persistence(): Question {
  return {
    ...PLAIN,
    page: 'load-balancer',
    path: PERSISTENCE,
    label: 'Persistence',
    help: 'Whether one client stays on one node.',
    kind: 'choice',
    choices: [
      { value: 'none', label: 'None', consequence: 'Every connection may reach another node.' },
      {
        value: 'source',
        label: 'By source address',
        consequence:
          'A client stays on one node as long as that node is up. Not behind a WAF, which hides the clients.',
      },
    ],
  };
}

function balancing(): Question[] {
  const milliseconds = { ...PLAIN, page: 'load-balancer', kind: 'number', unit: 'ms' } as const;
  const times = { ...PLAIN, page: 'load-balancer', kind: 'number', unit: 'in a row' } as const;
  return [
    {
      ...milliseconds,
      path: 'healthCheck.intervalMs',
      label: 'Time between health checks',
      help: 'How often the balancer asks every node.',
    },
    {
      ...milliseconds,
      path: 'healthCheck.timeoutMs',
      label: 'Limit of a health check',
      help: 'An answer that takes longer counts as none.',
    },
    {
      ...times,
      path: 'healthCheck.fall',
      label: 'Failed checks until a node is down',
      help: 'Fewer notice a lost node sooner; more forgive a slow one.',
    },
    {
      ...times,
      path: 'healthCheck.rise',
      label: 'Good checks until a node is up',
      help: 'Only the status 200 counts as good.',
    },
  ];
}

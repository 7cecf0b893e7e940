import type { Balancer } from '../model/balancer.ts';
import type { Question } from '../model/form.ts';
import type { Profile } from '../model/profile.ts';
import { ownQuestions, reachQuestion } from './own-questions.ts';

/** Default properties of a question. */
const PLAIN = {
  unit: null,
  choices: [],
  scope: 'farm',
  clause: null,
  example: null,
} as const satisfies Partial<Question>;

/** Path of the question whether a WAF is in front of the balancer. Its answer changes hosts and hops, not one value. */
export const WAF = 'waf';
/** Path of the question whether a client stays on one node. All services of a practice farm share the answer. */
export const PERSISTENCE = 'persistence';
/** Path of the question which nodes the farm has. */
export const NODES = 'nodes';

/**
 * Every question of a farm in the order of the pages: those of any farm, and those of its profile in the profile's own
 * words.
 * @param where *own*: also asks for names and addresses of the user's servers, which a practice farm chooses itself
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
      help: 'It decrypts requests, adds the client’s address to a header, and encrypts them again for the nodes.',
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
    label: 'A WAF is in front of the load balancer',
    help: 'Requests then pass two devices, and the nodes trust one more entry of the header.',
    kind: 'toggle',
  };
}

function nodes(): Question {
  return {
    ...PLAIN,
    page: 'further-nodes',
    path: NODES,
    label: 'Nodes',
    help: 'One node per line. The first line is the first node. You can paste names, a CSV file or a range.',
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
    help: 'Whether requests of one client go to the same node.',
    kind: 'choice',
    choices: [
      { value: 'none', label: 'None', consequence: 'Every connection may go to a different node.' },
      {
        value: 'source',
        label: 'By source address',
        consequence:
          'A client stays on one node as long as that node is up. This does not work behind a WAF, which hides the clients.',
      },
    ],
  };
}

function balancing(): Question[] {
  const seconds = { ...PLAIN, page: 'load-balancer', kind: 'number', unit: 'seconds' } as const;
  const times = { ...PLAIN, page: 'load-balancer', kind: 'number', unit: 'in a row' } as const;
  return [
    {
      ...seconds,
      path: 'healthCheck.intervalMs',
      label: 'Time between health checks',
      help: 'How often the load balancer checks each node.',
    },
    {
      ...seconds,
      path: 'healthCheck.timeoutMs',
      label: 'Timeout of a health check',
      help: 'A check without an answer within this time counts as failed.',
    },
    {
      ...times,
      path: 'healthCheck.fall',
      label: 'Failed checks until a node is down',
      help: 'Lower: faster failover. Higher: tolerates short delays.',
    },
    {
      ...times,
      path: 'healthCheck.rise',
      label: 'Passed checks until a node is up',
      help: 'Only an answer with status 200 passes.',
    },
  ];
}

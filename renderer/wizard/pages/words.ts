import type { HeaderPolicy } from '../../../core/model/header-policy.ts';
import type { Page } from '../../../core/model/plan.ts';
import { count } from '../../plural.ts';

/** The pages that carry steps out. */
export type StepPageName = Extract<
  Page,
  'database' | 'first-node' | 'further-nodes' | 'ip-detection' | 'load-balancer'
>;

const runVerbs: Record<StepPageName, string> = {
  database: 'Prepare the database',
  'first-node': 'Set up the first node',
  'further-nodes': 'Set up the further nodes',
  'ip-detection': 'Set IP detection',
  'load-balancer': 'Set up the load balancer',
};

/** Texts of the wizard's pages besides their questions, steps and checks. */
export const pageWords = {
  answers: 'Answers',
  run: {
    heading: 'Run',
    verb: (page: StepPageName) => runVerbs[page],
    again: (page: StepPageName) => `${runVerbs[page]} again`,
    explain: 'Safe to repeat: only missing or different settings are changed.',
    explainPeople: 'Asks the people at these hosts. Each step is waited for until it is handed in on this page.',
    done: 'All steps of this page are done.',
    blocked: {
      busy: 'A run is in progress. Cancel it above, or wait until it ends.',
      problems: (problems: number) =>
        problems === 1 ? 'Correct 1 answer first.' : `Correct ${problems} answers first.`,
      secrets: 'Enter the password first.',
      wrongSecret: (account: string) => `Enter the right password of ${account} first.`,
      readOnly: 'The farm is open read-only.',
      before: (titles: string) => `Complete ${titles} first.`,
    },
    command: 'The same on the command line',
    copy: 'Copy',
  },
  verify: {
    before: 'Before you prove the farm',
    sends: (services: number, nodes: number) =>
      `Sends requests to every node through every service (${services} × ${nodes}), each with a token; then requests with forged headers; then requests that bypass the load balancer.`,
    leaves: 'Each request adds an entry to the application’s audit record. The entries remain there.',
    drill:
      'First, one node is stopped and restarted; a few requests may fail. Later, nodes are drained one by one if needed.',
    heading: 'Proof',
    run: 'Prove the farm',
    again: 'Prove the farm again',
    none: 'Nothing has been tested yet.',
    all: 'Build and prove the whole farm',
    allExplain: (open: string) => `Runs all remaining steps of the plan, then proves the farm. Not done yet: ${open}.`,
    willRun: (checks: number) => `Runs ${count(checks, 'kind', 'kinds')} of checks from this computer.`,
  },
  topology: {
    heading: 'The farm',
    explain: 'The table contains the same information as the drawing.',
    hops: 'Devices before the load balancer',
    hopsCaption: 'Devices a request passes before the load balancer, outermost first',
    device: 'Device',
    presentsAs: 'Connects to the next device from',
    policy: 'What it does with the header',
    policies: {
      remove: 'removes it',
      replace: 'replaces it with the address the request came from',
      append: 'appends the address the request came from',
      'add-line': 'adds a header line with the address the request came from',
      'if-none': 'adds it only when the request has none',
      preserve: 'passes it on unchanged',
    } satisfies Record<HeaderPolicy, string>,
  },
};

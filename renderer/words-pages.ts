import type { Page } from '../core/model/plan.ts';

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

/** What stands on the wizard's pages besides their questions, steps and checks. */
export const pageWords = {
  answers: 'Answers',
  run: {
    heading: 'Run',
    verb: (page: StepPageName) => runVerbs[page],
    again: (page: StepPageName) => `${runVerbs[page]} again`,
    explain: 'What is in place stays as it is; what is missing or differs is put right. Each wait shows its limit.',
    done: 'All steps of this page were carried out.',
    blocked: {
      busy: 'Something runs. It ends by itself, or with Cancel above.',
      problems: (count: number) =>
        `${count === 1 ? 'One answer is' : `${count} answers are`} not usable yet. Correct ${count === 1 ? 'it' : 'them'} first.`,
      secrets: 'A secret is missing. Give it above.',
      readOnly: 'The farm is open for reading only.',
      before: (titles: string) => `This comes first: ${titles}.`,
      operator: 'These hosts are set up by hand. Follow the steps above, or the runbook.',
    },
    goThere: (label: string) => `Go to ${label}`,
    goThereFor: (goThere: string, title: string) => `${goThere}: ${title}`,
    command: 'The same on the command line',
    copy: 'Copy',
    copied: 'Copied',
  },
  verify: {
    before: 'Before you prove the farm',
    sends: (services: number, nodes: number) =>
      `Every node is asked over every service (${services} × ${nodes}), with a token each, then again with forged headers, then around the balancer.`,
    leaves: 'Every request leaves an entry in the application’s audit record. The entries stay there.',
    drill: 'On practice hosts one node is stopped for a moment, to see what clients lose.',
    heading: 'Proof',
    outOfDate: 'The last verdict is out of date',
    was: (sentence: string) => `It was: ${sentence}`,
    run: 'Prove the farm',
    again: 'Prove the farm again',
    none: (checks: number) => `Nothing has been tested. ${checks} kinds of checks will run, from this computer.`,
    all: 'Build and prove the whole farm',
    allExplain: (open: string) =>
      `Carries out every step of the plan, page after page, and ends in the proof. Not done yet: ${open}.`,
    willRun: (checks: number) => `${checks} kinds of checks will run, from this computer.`,
  },
} as const;

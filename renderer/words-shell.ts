import type { PageStanding } from '../core/model/form.ts';
import type { Page } from '../core/model/plan.ts';

/** The text of one page's place in the wizard. */
interface PageWords {
  /** Short, a noun: in the list of steps and in titles. */
  label: string;
  /** The page's heading, a verb phrase. */
  title: string;
  /** What the page is for, in one sentence. */
  purpose: string;
  /** Why it is asked, for who wants to know. */
  help: readonly string[];
}

const pages: Record<Page, PageWords> = {
  goal: {
    label: 'Goal',
    title: 'Say what is to be built',
    purpose: 'Names the farm, its application and its balancer, and how the hosts are reached.',
    help: [
      'The application decides which steps and which checks there are. The balancer decides how its configuration is written.',
      'Practice hosts are made on this computer. The plan made with them carries over to your own hosts.',
    ],
  },
  topology: {
    label: 'Topology',
    title: 'Draw the way of a request',
    purpose: 'Says which devices a request passes, and under which address each is seen by the next.',
    help: [
      'A node sees the last device before it, not the client. The client’s address survives only in a header that each device on the way treats as planned.',
      'Enter the address a device uses towards the next one, not the virtual address clients ask for.',
    ],
  },
  database: {
    label: 'Database',
    title: 'Prepare the database',
    purpose: 'Names the server, the database and the account that all nodes share.',
    help: [
      'All nodes work on one database. A node with a connection of its own would record its audit elsewhere.',
      'Passwords are kept in memory only. They never enter the farm file, the log or the runbook.',
    ],
  },
  'first-node': {
    label: 'First node',
    title: 'Set up the first node',
    purpose: 'Sets up one node alone and waits until it answers well; the others take over its settings.',
    help: [
      'A fault found on one node is mended once. Found on all nodes it is mended on each.',
      'A node counts as settled after several healthy answers in a row, since a service that has just started may stop again.',
    ],
  },
  'further-nodes': {
    label: 'Nodes',
    title: 'Add the further nodes',
    purpose: 'Adds the other nodes and shows where one differs from the first.',
    help: [
      'Account, connection and certificate are those of the first node and are not asked again.',
      'Names can be pasted one a line, read from a CSV file, or given as a range such as web[01-04].',
    ],
  },
  'ip-detection': {
    label: 'IP detection',
    title: 'Let the nodes find the client’s address',
    purpose: 'Sets how many devices before a node are believed, which follows from the topology.',
    help: [
      'A node that trusts too little records the balancer. One that trusts too much records whatever a client claims.',
      'Most values here follow from the topology. They are shown with what they follow from, and are not typed.',
    ],
  },
  'load-balancer': {
    label: 'Load balancer',
    title: 'Configure the load balancer',
    purpose: 'Makes the balancer’s configuration: health checks, persistence and the headers it sets.',
    help: [
      'A balancer that keeps a header which a client sent hands a forged address to the node. It has to be removed or replaced there.',
      'A node is taken out after several failed health checks and put back after several good ones.',
    ],
  },
  verify: {
    label: 'Verify',
    title: 'Prove that the farm works',
    purpose: 'Sends requests through the balancer and looks for each of them in the audit of the nodes.',
    help: [
      'A check passes when its effect was observed. What was typed, assumed or passed over never counts as passed.',
      'Every required check has to run. A check that could not run is told as such.',
    ],
  },
  runbook: {
    label: 'Runbook',
    title: 'Review and write the runbook',
    purpose: 'Shows what was decided, done and proven, and writes it down for whoever runs the farm.',
    help: [
      'The runbook holds every step with its command and how to take it back. It holds no secret.',
      'Accepted findings stay in it with name, reason and end date.',
    ],
  },
};

const states: Record<PageStanding['state'], string> = {
  'not started': 'not started',
  done: 'done',
  'needs attention': 'needs attention',
  'waiting for someone': 'waiting for someone',
  'out of date': 'out of date',
  'not needed': 'not needed',
  locked: 'locked',
};

/** Every text of the wizard's frame; what stands on its pages is in other catalogues. */
export const shellWords = {
  pages,
  states,
  current: 'current',
  plan: {
    label: 'The whole plan',
    title: 'The whole plan',
    purpose: 'Shows every answer with where to change it, what the wizard will do, and what is done by hand.',
  },
  /** `4 of 9: First node - Farm name`, as W3C's tutorial on forms of several pages has it: progress first. */
  windowTitle: (place: string, farm: string, error: boolean) => `${error ? 'Error: ' : ''}${place} - ${farm}`,
  place: (number: number, of: number, label: string) => `${number} of ${of}: ${label}`,
  steps: {
    label: 'Steps of the wizard',
    menu: (number: number, of: number, label: string) => `${number} of ${of}, ${label}`,
    required: (checks: number) => `${checks} required`,
    menuPlan: 'The whole plan',
    notReached: (before: string) => `Continue from ${before} leads here.`,
  },
  frame: {
    loading: 'Reading the farm file.',
    fields: 'This page has no questions yet.',
    gone: 'This farm is not open',
    goneHint: 'Open its file on the start page to go on. Every answer that was saved is in it.',
    toStart: 'Go to the start page',
    saving: 'saving',
    notSaved: 'not saved',
    saved: (ago: string) => `saved ${ago}`,
    readOnly: 'open for reading',
    justNow: 'just now',
    ago: (time: string) => `${time} ago`,
    activity: 'Activity',
    plan: 'The whole plan',
    help: 'Help',
    about: 'Farm',
    locked: 'This step waits',
    outOfDate: 'This step is out of date',
    'waiting for someone': 'Waiting for someone',
    'not needed': 'This step is not needed',
  },
  foot: {
    back: 'Back',
    backTo: (label: string) => `Back to ${label}`,
    close: 'Save and close',
    check: 'Check this page',
    goOn: (label: string) => `Continue to ${label}`,
    finish: 'Create the runbook',
    nothingWrong: (label: string) => `${label}: no problem found in the answers of this page.`,
    problems: (count: number) => (count === 1 ? '1 problem on this page' : `${count} problems on this page`),
    closeAsk: 'Something is still running. Closing the farm stops it; what was done stays.',
    closeStop: 'Stop it and close',
    closeLeave: 'Leave it running',
    closeStay: 'Stay here',
    saveAgain: 'Save again',
    leaveUnsaved: 'Answers on this page are not saved. Leave the farm and lose them?',
  },
  busy: {
    label: 'Under way',
    preparing: 'Reaching the hosts',
    running: 'Carrying out the plan',
    planting: 'Planting faults',
    verifying: 'Proving the farm',
    'taking down': 'Taking the hosts down',
    gone: 'The farm has ended',
    cancel: 'Cancel',
    ended: {
      done: 'The plan is carried out.',
      failed: 'The run stopped.',
      cancelled: 'Cancelled. What was done stays.',
    },
  },
  help: {
    heading: 'Help',
    close: 'Close help',
    purpose: 'What this page is for',
    why: 'Why it is asked',
    clauses: 'What asks for it',
    clause: (source: string, place: string) => `${source}, ${place}`,
    examples: 'Examples',
    checks: 'Checks of this page',
    noChecks: 'No check belongs to this page.',
    required: 'required',
    advisory: 'good to know',
    plan: 'Every value of the plan stands here once. Change leads to its page.',
    practice: 'Try it without risk',
    practiceHint: 'A practice farm shows a whole run on this computer in about a minute.',
    practiceLink: 'Go to the practice farm',
  },
  activity: {
    heading: 'Activity',
    close: 'Close activity',
    host: 'Host',
    page: 'Page',
    allHosts: 'All hosts',
    allPages: 'All pages',
    noHost: 'No host',
    none: 'Nothing of this host and page has happened.',
    clear: 'Clear filter',
  },
  recovery: {
    heading: (sentence: string) => `Last time: ${sentence}`,
    at: (time: string) => `Begun at ${time}. What was done stays done; each step is inspected before it goes on.`,
    goOn: 'Continue there',
    look: 'Look at the plan',
    over: 'Start over (keeps a copy)',
    overAsk:
      'Its hosts are taken down and its history begins anew; its answers stay. A copy of the file is kept beside it.',
    overYes: 'Start over',
    overNo: 'Keep it as it is',
    copied: (path: string) => `The farm begins anew. The copy is ${path}.`,
    secrets: (names: string) => `To continue, these secrets are needed again: ${names}. They are given on their pages.`,
  },
  notices: {
    label: 'Notices on this farm file',
    readOnly: 'This farm is open for reading. Answers cannot be changed and nothing can be run.',
  },
} as const;

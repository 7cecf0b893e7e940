import type { PageStanding } from '../../../core/model/form.ts';
import type { Page } from '../../../core/model/plan.ts';
import { count } from '../../plural.ts';

/** The text at the head of one page. */
interface PageText {
  /** The page's heading. */
  title: string;
  /** What the page is for, in one sentence. */
  purpose: string;
  /** Background for readers who want to know why it is asked. */
  help: readonly string[];
}

const pages: Record<Page, PageText> = {
  goal: {
    title: 'Name and type of the farm',
    purpose: 'Give the farm a name.',
    help: [
      'The application determines the steps and the checks. The load balancer determines the form of its configuration.',
      'All hosts are simulated on this computer until you enter servers of your own.',
    ],
  },
  topology: {
    title: 'Network path',
    purpose: 'Which devices a request passes, and from which address each device connects to the next one.',
    help: [
      'A node sees the address of the last device before it, not the client’s address. The client’s address reaches the node only in a header, and only if every device on the path treats that header as planned.',
      'The address that counts is the one a device uses to connect to the next device, not the virtual address.',
    ],
  },
  database: {
    title: 'Prepare the database',
    purpose: 'The database and the account that all nodes share.',
    help: [
      'All nodes use the same database. A node with a connection of its own would write its audit records elsewhere.',
      'Passwords are kept in memory only. They are never written to the farm file, the log or the runbook.',
    ],
  },
  'first-node': {
    title: 'Set up the first node',
    purpose: 'Sets up one node and waits until it is healthy. The further nodes use the same settings.',
    help: [
      'A fault found on the first node is repaired once. Found later, it must be repaired on every node.',
      'A node counts as healthy after several successful health checks in a row, because a service that has just started may stop again.',
    ],
  },
  'further-nodes': {
    title: 'Add the further nodes',
    purpose: 'Adds the other nodes and shows which nodes differ from the first.',
    help: [
      'Account, connection and certificate are the same as on the first node.',
      'Paste names one per line, import a CSV file, or enter a range such as web[01-04].',
    ],
  },
  'ip-detection': {
    title: 'Client IP detection',
    purpose: 'Sets which proxies the nodes trust. The values follow from the network path.',
    help: [
      'A node that trusts too few proxies records the load balancer’s address. A node that trusts too many records any address a client claims.',
      'Most values here are set automatically. Each is shown with its reason.',
    ],
  },
  'load-balancer': {
    title: 'Configure the load balancer',
    purpose: 'Creates the load balancer’s configuration: health checks, persistence and headers.',
    help: [
      'The load balancer must remove or replace a forwarded header that the client sent. Otherwise a forged address reaches the node.',
      'A node is marked down after several failed health checks and marked up after several successful ones.',
    ],
  },
  verify: {
    title: 'Prove that the farm works',
    purpose: 'Sends requests through the load balancer and looks for each of them in the audit records of the nodes.',
    help: [
      'A check passes only when its effect was observed. Values that were entered or assumed never count as passed.',
      'Every required check has to run. A check that could not run is shown as such.',
    ],
  },
  runbook: {
    title: 'Review and create the runbook',
    purpose: 'Shows all decisions, steps and results, and writes them to a runbook for the people who run the farm.',
    help: [
      'The runbook contains every step and how to undo it. It contains no secrets.',
      'Waivers are listed in the runbook with name, reason and end date.',
    ],
  },
};

const states: Record<PageStanding['state'], string> = {
  'not started': 'not started',
  done: 'done',
  'needs attention': 'needs attention',
  'waiting for someone': 'waiting',
  'out of date': 'out of date',
  'not needed': 'not needed',
  locked: 'locked',
};

/** Texts of the wizard's frame: heads of pages, the list of pages, the foot, drawers and notices. */
export const shellWords = {
  pages,
  states,
  current: 'current',
  plan: {
    label: 'The whole plan',
    title: 'The whole plan',
    purpose: 'All answers, what the wizard does, and what you do by hand.',
  },
  /** `4 of 9: First node - Farm name`, as W3C's tutorial on forms of several pages has it: progress first. */
  windowTitle: (place: string, farm: string, error: boolean) => `${error ? 'Error: ' : ''}${place} - ${farm}`,
  place: (number: number, of: number, label: string) => `${number} of ${of}: ${label}`,
  steps: {
    label: 'Steps of the wizard',
    menu: (number: number, of: number, label: string) => `${number} of ${of}, ${label}`,
    required: (checks: number) => `${checks} required`,
    menuPlan: 'The whole plan',
    notReached: (before: string) => `Complete ${before} first.`,
  },
  frame: {
    loading: 'Reading the farm file.',
    gone: 'This farm is not open',
    goneHint: 'Open its file on the start page. All saved answers are in the file.',
    toStart: 'Go to the start page',
    saving: 'saving',
    notSaved: 'not saved',
    saved: (ago: string) => `saved ${ago}`,
    readOnly: 'read-only',
    justNow: 'just now',
    ago: (time: string) => `${time} ago`,
    activity: 'Activity',
    plan: 'The whole plan',
    help: 'Help',
    about: 'Farm',
    locked: 'This page is locked',
    outOfDate: 'This page is out of date',
    'waiting for someone': 'Password needed',
    'not needed': 'This page is not needed',
  },
  foot: {
    back: 'Back',
    backTo: (label: string) => `Back to ${label}`,
    close: 'Save and close',
    check: 'Check my entries',
    goOn: (label: string) => `Continue to ${label}`,
    nothingWrong: (label: string) => `${label}: no problems found in your entries.`,
    problems: (problems: number) => `${count(problems, 'problem', 'problems')} on this page`,
    closeAsk: 'A run is still in progress. Closing the farm stops it. Completed steps are kept.',
    closeStop: 'Stop the run and close',
    closeLeave: 'Leave it running',
    closeStay: 'Cancel',
    saveAgain: 'Save again',
  },
  busy: {
    label: 'In progress',
    preparing: 'Reaching the hosts',
    running: 'Running the plan',
    planting: 'Planting faults',
    verifying: 'Proving the farm',
    'taking down': 'Taking the hosts down',
    gone: 'The farm has ended',
    cancel: 'Cancel',
    ended: {
      done: 'The run is complete.',
      failed: 'The run failed.',
      cancelled: 'Cancelled. Completed steps are kept.',
    },
  },
  help: {
    heading: 'Help',
    close: 'Close help',
    purpose: 'What this page is for',
    why: 'Background',
    clauses: 'Sources',
    clause: (source: string, place: string) => `${source}, ${place}`,
    examples: 'Examples',
    plan: 'All values of the plan. Choose Change to go to the page of a value.',
    practice: 'Practice farm',
    practiceHint: 'Shows a complete run on this computer in about a minute.',
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
    none: 'There is no activity for this host and page.',
    clear: 'Clear filter',
  },
  recovery: {
    heading: (sentence: string) => `Last time: ${sentence}`,
    at: (time: string) =>
      `Started at ${time}. Completed steps are kept; each step is checked before the run continues.`,
    goOn: 'Continue the run',
    look: 'Show the plan',
    over: 'Start over (keeps a copy)',
    overAsk:
      'Deletes the hosts and the history of this farm and keeps its answers. A copy of the file is saved next to it.',
    overAskOwn:
      'Deletes the history of this farm and keeps its answers. What was set up on its servers stays there. A copy of the file is saved next to it.',
    overYes: 'Start over',
    overNo: 'Cancel',
    copied: (path: string) => `The farm was reset. The copy is ${path}.`,
    secrets: (names: string) => `To continue, enter these again on their pages: ${names}.`,
  },
  notices: {
    label: 'Notices on this farm file',
    readOnly: 'This farm is open read-only. Answers cannot be changed and nothing can be run.',
  },
} as const;

import type { Owner } from '../core/client-ip/address-owner.ts';
import type { Verdict } from '../core/model/check.ts';
import type { StepState } from '../core/model/event.ts';
import type { Overall } from '../core/model/result.ts';
import type { Activity } from './practice/activity.ts';
import type { HostState } from './practice/host-states.ts';
import { pagingWords } from './words-paging.ts';
import { reportWords } from './words-report.ts';
import { startWords } from './words-start.ts';
import { walkWords } from './words-walk.ts';

/** `1 node`, `3 nodes`. */
export function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `850 ms`, `12 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

const PRODUCT = 'Farmwright';

/** Time that still runs, in whole seconds: `0 s`, `12 s`. */
export function elapsed(ms: number): string {
  return duration(Math.max(0, Math.floor(ms / 1000)) * 1000 || 0).replace('0 ms', '0 s');
}

/** Every text of the pages. What the core says (sentences, causes, remedies, titles) comes with its answers. */
export const words = {
  product: PRODUCT,
  skip: 'Skip to the content',
  broken: {
    heading: 'A part of this page could not be shown',
    explain: 'Nothing was lost: every answer that was saved is in the farm file. Load the page again.',
    reload: 'Load the page again',
  },
  title: (...parts: string[]) => [...parts, PRODUCT].join(' - '),
  theme: {
    auto: 'System',
    light: 'Light',
    dark: 'Dark',
    label: (now: string, next: string) => `Theme: ${now}. Change to ${next.toLowerCase()}`,
  },
  connection: {
    label: 'Connection',
    connecting: 'Connecting to Farmwright on this computer.',
    connected: 'Connected.',
    connectingExplain: 'This page can be filled in meanwhile; what is begun waits for the connection.',
    lost: (at: string) => `Connection lost at ${at}, trying again.`,
    explain: 'What runs goes on without this page. If Farmwright was started anew, open the address it gives then.',
    tryNow: 'Try now',
    back: 'The connection is back.',
    ended: (at: string, code: number) => `The core of Farmwright ended at ${at} with code ${code}.`,
    endedExplain:
      'What was answered and done until then is in the farm file. Resume starts the core anew and opens the farm again.',
    resume: 'Resume',
  },
  failure: {
    code: 'Code',
    refused: (message: string) => `The request was not accepted: ${message}.`,
    report: 'This is a fault in Farmwright. Save the activity log and report it.',
    noLine: 'Farmwright on this computer did not answer within 15 s.',
    interrupted: 'The connection to Farmwright ended before the answer came.',
    coreEnded: (code: number) => `The core of Farmwright ended with code ${code} before it answered.`,
    coreEndedRemedy: 'Press Resume at the top of this window, then try again.',
    noLineRemedy: 'See that it still runs, then press the button again.',
  },
  start: startWords,
  unknownPage: {
    heading: 'There is no such page',
    explain: 'The address in the address bar leads nowhere.',
    start: 'Go to the start page',
  },
  practice: {
    heading: 'Practice farm',
    unknown: 'This practice farm is not here',
    about: (profile: string, balancer: string, nodes: number) =>
      `${profile} · ${balancer} · ${count(nodes, 'node', 'nodes')}`,
    activity: {
      preparing: 'Preparing',
      'setting up': 'Setting up',
      repairing: 'Running the plan again',
      proving: 'Proving',
      planting: 'Planting a fault',
      standing: 'Standing',
      stopped: 'Stopped',
      ending: 'Ending',
      ended: 'Ended',
    } satisfies Record<Activity, string>,
    end: 'End practice farm',
    endAsk: 'Its processes, addresses and files go. The report on this page goes with them.',
    endYes: 'End it',
    endNo: 'Keep it',
    ended: 'This practice farm has ended',
    endedExplain:
      'Its processes have stopped and its folder is removed. What it showed stays on this page until you leave.',
    lastVerdict: (sentence: string) => `The last proof said: ${sentence}`,
    endingExplain: 'Processes are stopped and files removed.',
    titleStopped: 'Error: the run stopped',
    toStart: 'Go to the start page',
    cancel: 'Cancel',
  },
  story: {
    label: 'The story so far',
    'set up': (ms: number) => `Set up in ${duration(ms)}`,
    repaired: (ms: number) => `Plan run again in ${duration(ms)}`,
    stopped: 'Stopped at a step',
    cancelled: 'Cancelled',
    faulted: 'Fault planted',
    earlier: (chapters: number) => `Show ${chapters} earlier`,
    proven: (overall: Overall, checks: number, failed: number) =>
      failed === 0
        ? `${words.overall[overall]}: ${checks} checks`
        : `${words.overall[overall]}: ${count(failed, 'required check', 'required checks')} failed`,
  },
  run: {
    preparing: 'Preparing the practice hosts',
    preparingExplain: 'Loopback addresses, a certificate authority, and one process for each host.',
    setUp: 'Setting the farm up',
    repair: 'Running the plan again',
    repairExplain: 'Each step is inspected first. What is in place stays, what differs is put right.',
    progress: (done: number, total: number, ms: number) =>
      `${done} of ${count(total, 'step', 'steps')} done, ${elapsed(ms)}`,
    told: (done: number, total: number) => `${done} of ${count(total, 'step', 'steps')} done`,
    wait: (healthy: number, times: number, elapsedMs: number, limitMs: number) =>
      `${healthy} of ${times} healthy answers, ${Math.floor(elapsedMs / 1000)} of ${Math.round(limitMs / 1000)} s`,
    steps: 'Steps',
    stepsSummary: (done: number, total: number) => `Steps of the plan: ${done} of ${total} done`,
    stepOn: (host: string) => `on ${host}`,
    stageDone: (done: number, total: number) => `${done} of ${total}`,
    actions: 'What it does',
    expected: 'Then seen',
    undo: 'Taken back by',
    noUndo: (why: string) => `cannot be taken back: ${why}`,
    planting: 'Planting the fault',
    plantingExplain: 'One setting is changed behind the plan’s back. The farm is then proven again.',
    stopped: 'The run stopped',
    stoppedAt: (step: string, host: string) => `The run stopped at “${step}” on ${host}`,
    startAnother: 'Start another one',
    actionOutcome: { performed: 'done', 'in place': 'in place', failed: 'not done' },
    failedPreparing: 'The practice farm could not be prepared',
    tryAgain: 'Try again',
    tryAgainExplain: 'The plan runs again: what is in place stays, the rest is done, and the farm is proven.',
    cancelled: 'Cancelled',
    cancelledExplain: (done: number, total: number) =>
      `${done} of ${count(total, 'step', 'steps')} were done and stay; ${total - done} remain. Nothing else is running.`,
    goOn: 'Continue',
  },
  proving: {
    first: 'Proving the farm',
    again: 'Proving the farm again',
    judged: (judged: number, ms: number) => `${count(judged, 'check', 'checks')} judged in ${elapsed(ms)}`,
    told: (judged: number) => `${count(judged, 'check', 'checks')} judged`,
    failed: (failed: number) =>
      failed === 0 ? 'none failed so far' : `${count(failed, 'failed check', 'failed checks')} so far`,
    look: (look: number, of: number) => `look ${look} of ${of}`,
    about: 'The first look begins in a moment.',
  },
  fault: {
    heading: 'A fault is planted',
    before: (sentence: string) => `Before it, the farm was proven. ${sentence}`,
    explain: 'Then one thing was changed behind the plan’s back:',
    another: 'Plant a fault',
    choose: 'What to change',
    plant: 'Plant it and prove again',
    plantExplain: 'The farm stays as it is except for this. Fix it puts it back.',
  },
  activityLog: {
    heading: 'Activity log',
    lines: (lines: number) => count(lines, 'line', 'lines'),
    depth: 'Depth',
    sentence: 'Sentences',
    technical: 'Technical',
    raw: 'Raw exchange',
    copy: 'Copy the log',
    copied: 'Copied',
    save: 'Save the log',
    file: 'farmwright-activity.txt',
    earlier: (more: number) => `Show ${count(more, 'earlier line', 'earlier lines')}`,
    empty: 'Nothing has happened yet.',
    noRaw: 'No raw exchange has been recorded yet.',
    region: 'Log lines',
  },
  farm: {
    heading: 'The farm',
    caption: 'Hosts, their addresses and their state',
    host: 'Host',
    role: 'Role',
    address: 'Address',
    state: 'State',
    client: 'client',
    balancer: 'balancer',
    database: 'database',
    wizard: 'wizard',
    clientRole: 'Sends the proof’s requests',
    balancerRole: (name: string) => name,
    nodeRole: (first: boolean) => (first ? 'First node' : 'Further node'),
    databaseRole: (engine: string) => `Database, ${engine}`,
    wizardRole: 'Sets up and asks directly',
    virtual: (services: string) => `virtual: ${services}`,
    listens: (services: string) => `listens: ${services}`,
    deviceRole: 'Device before the balancer',
    own: 'its own',
    port: (port: number | string) => `port ${port}`,
    service: (name: string, port: number) => `${name} ${port}`,
    moreNodes: (more: number) => `and ${count(more, 'more node', 'more nodes')}`,
    records: (address: string) => `records ${address === '' ? 'no address' : address}`,
    none: 'The hosts are not there yet. Their addresses appear here as soon as they are.',
    hostState: (state: HostState): string => {
      if (state.kind === 'failed checks') return count(state.count, 'failed check', 'failed checks');
      if (state.kind === 'unproven') return count(state.count, 'check not run', 'checks not run');
      return state.kind;
    },
    pictureIn: 'in',
    pictureOut: 'out',
  },
  owner: (owner: Owner | null): string => {
    if (owner === null) return 'an address that is no part of the farm';
    if (owner.who === 'node' || owner.who === 'hop') return owner.name;
    return {
      client: 'you',
      balancer: 'the balancer',
      'virtual address': 'the virtual address',
      wizard: 'this wizard',
      database: 'the database',
    }[owner.who];
  },
  overall: {
    ready: 'Ready',
    'ready with warnings': 'Ready with warnings',
    'not ready': 'Not ready',
    unknown: 'Unknown',
  } satisfies Record<Overall, string>,
  verdict: {
    pass: 'pass',
    warning: 'warning',
    fail: 'fail',
    'could not run': 'could not run',
    'could not tell': 'could not tell',
    skipped: 'skipped',
    'not applicable': 'not applicable',
    cancelled: 'cancelled',
    'out of date': 'out of date',
  } satisfies Record<Verdict, string>,
  stepState: {
    waiting: 'waiting',
    inspecting: 'inspecting',
    applying: 'applying',
    confirming: 'confirming',
    done: 'done',
    'in place': 'in place',
    failed: 'failed step',
    cancelled: 'cancelled',
  } satisfies Record<StepState, string>,
  paging: pagingWords,
  report: reportWords,
  walk: walkWords,
};

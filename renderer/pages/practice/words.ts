import { elapsed } from '../../parts/time.ts';
import { count } from '../../plural.ts';
import type { Activity } from '../../story/activity.ts';

/** Texts of the page of a practice farm. */
export const practiceWords = {
  heading: 'Practice farm',
  unknown: 'Practice farm not found',
  about: (profile: string, balancer: string, nodes: number) =>
    `${profile} · ${balancer} · ${count(nodes, 'node', 'nodes')}`,
  activity: {
    preparing: 'Preparing',
    'setting up': 'Setting up',
    repairing: 'Running the plan again',
    proving: 'Proving',
    planting: 'Planting a fault',
    standing: 'Running',
    stopped: 'Stopped',
    ending: 'Ending',
    ended: 'Ended',
  } satisfies Record<Activity, string>,
  end: 'End practice farm',
  endAsk: 'Stops and deletes the practice farm. The report is lost when you leave this page.',
  endYes: 'End it',
  endNo: 'Keep it',
  ended: 'This practice farm has ended',
  endedExplain:
    'Its processes are stopped and its folder is deleted. The report stays on this page until you leave it.',
  lastVerdict: (sentence: string) => `Last result: ${sentence}`,
  endingExplain: 'Stopping processes and deleting files.',
  titleStopped: 'Error: the run failed',
  toStart: 'Go to the start page',
  cancel: 'Cancel',
  run: {
    preparing: 'Preparing the practice hosts',
    preparingExplain: 'Loopback addresses, a certificate authority, and one process for each host.',
    setUp: 'Setting up the farm',
    repair: 'Running the plan again',
    repairExplain: 'Each step is checked first. Only missing or different settings are changed.',
    progress: (done: number, total: number, ms: number) =>
      `${done} of ${count(total, 'step', 'steps')} done, ${elapsed(ms)}`,
    planting: 'Planting the fault',
    plantingExplain: 'One setting is changed outside Farmwright. The farm is then proven again.',
    stopped: 'The run failed',
    stoppedAt: (step: string, host: string) => `The run failed at “${step}” on ${host}`,
    failedPreparing: 'The practice farm could not be prepared',
    tryAgain: 'Try again',
    tryAgainExplain: 'Runs the plan again: only missing or different settings are changed. The farm is then proven.',
    cancelled: 'Cancelled',
    cancelledExplain: (done: number, total: number) =>
      `${done} of ${count(total, 'step', 'steps')} completed, ${total - done} not run. Completed steps are kept. Nothing is running.`,
    goOn: 'Continue',
    steps: 'Steps',
    stepsSummary: (done: number, total: number) => `Steps of the plan: ${done} of ${total} done`,
  },
  fault: {
    heading: 'A fault is planted',
    before: (sentence: string) => `Before the fault the farm was proven. ${sentence}`,
    explain: 'Then one thing was changed outside Farmwright:',
    another: 'Plant a fault',
    choose: 'What to change',
    plant: 'Plant it and prove again',
    plantExplain: 'Only this one thing is changed. Fix it changes it back.',
  },
  fix: 'Fix it',
  fixExplain: 'Runs the plan again: only missing or different settings are changed. Then proves the whole farm.',
  verify: 'Prove again',
  before: (address: string | null, who: string) =>
    `Before the repair it recorded ${address === null ? 'no address' : `${address}, ${who}`}.`,
};

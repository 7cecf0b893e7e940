import type { Overall } from '../../core/model/result.ts';
import { duration, elapsed } from '../parts/time.ts';
import { partWords } from '../parts/words.ts';
import { count } from '../plural.ts';

/** Texts on what has happened and what goes on. */
export const storyWords = {
  label: 'What has happened so far',
  'set up': (ms: number) => `Set up in ${duration(ms)}`,
  repaired: (ms: number) => `Plan run again in ${duration(ms)}`,
  stopped: 'A step failed',
  cancelled: 'Cancelled',
  faulted: 'Fault planted',
  earlier: (chapters: number) => `Show ${chapters} earlier`,
  proven: (overall: Overall, checks: number, failed: number) =>
    failed === 0
      ? `${partWords.overall[overall]}: ${checks} checks`
      : `${partWords.overall[overall]}: ${count(failed, 'required check', 'required checks')} failed`,
  stepsDone: (done: number, total: number) => `${done} of ${count(total, 'step', 'steps')} done`,
  proving: {
    first: 'Proving the farm',
    again: 'Proving the farm again',
    judged: (judged: number, ms: number) => `${count(judged, 'check', 'checks')} completed in ${elapsed(ms)}`,
    told: (judged: number) => `${count(judged, 'check', 'checks')} completed`,
    failed: (failed: number) =>
      failed === 0 ? 'none failed so far' : `${count(failed, 'failed check', 'failed checks')} so far`,
    part: (part: number, of: number) => `part ${part} of ${of}`,
    about: 'The first requests are about to be sent.',
  },
  log: {
    heading: 'Activity log',
    lines: (lines: number) => count(lines, 'line', 'lines'),
    depth: 'Level of detail',
    sentence: 'Summary',
    technical: 'Technical',
    raw: 'Raw data',
    copy: 'Copy the log',
    save: 'Save the log',
    file: 'farmwright-activity.txt',
    earlier: (more: number) => `Show ${count(more, 'earlier line', 'earlier lines')}`,
    empty: 'Nothing has happened yet.',
    noRaw: 'No raw data has been recorded yet.',
    region: 'Log lines',
  },
};

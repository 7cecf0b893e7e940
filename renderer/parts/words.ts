import type { Verdict } from '../../core/model/check.ts';
import type { Overall } from '../../core/model/result.ts';

/** Texts of the parts that many pages use. What the core says (causes, remedies, titles) comes with its answers. */
export const partWords = {
  code: 'Code',
  copied: 'Copied',
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
    'could not tell': 'could not be determined',
    skipped: 'skipped',
    'not applicable': 'not applicable',
    cancelled: 'cancelled',
    'out of date': 'out of date',
  } satisfies Record<Verdict, string>,
  paging: {
    label: (what: string) => `Other parts of the list: ${what}`,
    shown: (first: number, last: number, of: number, what: string) => `${first} to ${last} of ${of} ${what}`,
    first: 'First',
    previous: 'Previous',
    next: 'Next',
    last: 'Last',
    hosts: 'hosts',
    nodes: 'nodes',
    steps: 'steps',
    checks: 'checks',
    findings: 'findings',
    paths: 'paths',
    lines: 'lines',
  },
};

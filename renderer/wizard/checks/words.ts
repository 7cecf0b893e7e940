import { count } from '../../plural.ts';

/** Texts on the checks of one page. */
export const checkWords = {
  heading: 'Checks of this page',
  before: (checks: number) =>
    checks === 1
      ? '1 check runs when you verify the farm (page 8).'
      : `${checks} checks run when you verify the farm (page 8).`,
  none: 'No check belongs to this page.',
  unasked: (checks: number) =>
    `${count(checks, 'check of this page is', 'checks of this page are')} new since the last proof and not run yet.`,
  list: 'Show the checks',
  open: (checks: number, required: number) => `${count(checks, 'open finding', 'open findings')}, ${required} required`,
  allGood: (checks: number) => `${count(checks, 'check', 'checks')}, no open findings`,
  outdated: (checks: number) => `${count(checks, 'verdict', 'verdicts')}, out of date`,
  good: (checks: number) => `${count(checks, 'check', 'checks')} passed or not needed`,
  wereGood: (checks: number) => `${count(checks, 'check', 'checks')} passed or not needed before the change`,
  at: (at: string) => `Checked at ${at}, from this computer.`,
  waived: (who: string, until: string, why: string) => `Waiver by ${who} until ${until}: ${why}`,
};

/** Texts on the facts that must be the same on all nodes. */
export const consistencyWords = {
  heading: 'Node consistency',
  caption: 'Facts in rows, nodes in columns; differing facts and nodes are listed first',
  region: 'Facts of every node. Scroll with the arrow keys.',
  fact: 'Fact',
  none: 'No facts have been compared yet. They are read from the nodes when you verify the farm (page 8).',
  differing: (facts: number, nodes: number) =>
    `${count(facts, 'fact differs', 'facts differ')} between ${count(nodes, 'node', 'nodes')}.`,
  hide: 'Hide them',
  copy: 'Copy all values',
  copyHead: 'fact',
  shown: (first: number, last: number, of: number) => `Showing nodes ${first} to ${last} of ${of}.`,
};

/** Texts of long lists of which a part is shown. */
export const pagingWords = {
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
  ways: 'ways',
  lines: 'lines',
};

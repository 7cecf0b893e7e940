import type { Subject, Verdict } from '../../core/model/check.ts';
import { count } from '../plural.ts';
import type { Paths } from './read-result.ts';

/** Texts of the report on a proof. */
export const reportWords = {
  shows: (address: string | null, who: string, client: string) =>
    address === null
      ? `The audit record holds no address instead of yours (${client})`
      : `The audit record holds the address of ${who} (${address}) instead of yours (${client})`,
  showsYou: (client: string) => `The audit record holds your address (${client})`,
  seen: (node: string, audited: string | null, sentFrom: string, at: string | null) =>
    `${node} recorded ${audited ?? 'no address'} for a request sent from ${sentFrom}${at === null ? '.' : ` at ${at}.`}`,
  paths: ({ of, held, other, unseen }: Paths) => {
    if (of === 0) return 'No path through the farm was tested.';
    if (held === of)
      return of === 1
        ? 'The only path records the correct client IP.'
        : `All ${of} paths record the correct client IP.`;
    const rest = [
      ...(unseen === 0 ? [] : [`no record was found on ${unseen}`]),
      ...(other === 0 ? [] : [`${other} ${other === 1 ? 'records' : 'record'} a wrong address or none`]),
    ];
    return `${[`${held} of ${count(of, 'path records', 'paths record')} the correct client IP`, ...rest].join('; ')}.`;
  },
  outOfDate: 'The last verdict is out of date',
  lastVerdict: (sentence: string) => `Last verdict: ${sentence}`,
  was: (verdict: string) => `was: ${verdict}`,
  why: 'Show me why',
  hideWhy: 'Hide why',
  at: (at: string) => `Checked at ${at}`,
  goThere: (page: string) => `Go to ${page}`,
  goThereFor: (goThere: string, title: string) => `${goThere}: ${title}`,
  perNode: 'Result per node',
  perNodeExplain: 'Every path through the farm, and the address each node wrote into its audit record.',
  perNodeCaption: 'Each path through the farm: where a request was sent from and what was recorded',
  service: 'Service',
  node: 'Node',
  sentFrom: 'Sent from',
  audited: 'Recorded address',
  equal: 'Equal',
  equalAs: (verdict: Verdict, word: string) => (verdict === 'pass' ? 'equal' : verdict === 'fail' ? 'not equal' : word),
  nothingRecorded: 'no address',
  recordedAs: (verdict: Verdict) => (verdict === 'fail' ? 'no address' : 'no record found'),
  forged: 'Forged headers, on this service',
  forgedCount: (harmless: number, of: number) => `${harmless} of ${of} without effect`,
  forgedNone: 'none sent',
  forgedUnasked: 'not tested',
  next: 'What to do next',
  verifyAgain: 'Verify again.',
  perNodeNone: 'No request was followed to its end.',
  nextNone: (at: string) => `No open findings. Last checked at ${at}.`,
  nextCause: 'Most likely cause',
  nextOther: 'Other possible cause',
  symptoms: (checks: number) => `${count(checks, 'check is', 'checks are')} affected by this`,
  sameHeading: 'Differences between nodes',
  sameEqual: (facts: number, nodes: number) =>
    `${count(facts, 'fact is', 'facts are')} equal on ${count(nodes, 'node', 'nodes')}.`,
  sameShow: 'Show them',
  sameCaption: 'Facts of each node; differing values are listed first',
  sameValue: 'Value',
  sameUnread: 'not read',
  sameDiffers: 'differs',
  sameNone: 'No facts were compared.',
  checks: 'All checks',
  checksSummary: (checks: number, required: number) =>
    `${count(checks, 'check', 'checks')}, ${required} of them required`,
  filter: 'Show',
  filterAll: (checks: number) => `All ${checks}`,
  filterVerdict: (verdict: string, checks: number) => `${verdict} ${checks}`,
  required: 'required',
  advisory: 'not required',
  cause: 'Cause',
  remedy: 'What to do',
  clause: 'Source',
  evidence: 'Evidence',
  nothing: 'none',
  noEvidence: 'No evidence was recorded.',
  subject: ({ node, service }: Subject) =>
    node === undefined && service === undefined
      ? 'the farm'
      : [node, service].filter((part) => part !== undefined).join(', '),
  copyCheck: 'Copy this check',
  categorySummary: (passed: number, all: number) => `${passed} of ${all} passed`,
  category: {
    audit: 'Audit record',
    spoof: 'Forged headers through the load balancer',
    'forged-direct': 'Forged headers sent directly to a node',
    bypass: 'Direct access',
    persistence: 'Persistence',
    same: 'Node consistency',
    health: 'Health',
    balancer: 'Load balancer',
    distribution: 'Distribution',
    drill: 'Failover',
    'ip-detection': 'IP detection',
    'sign-in': 'Sign-in',
    trust: 'Trust',
    vantage: 'Test location',
    certificate: 'Certificates',
    plan: 'Plan',
    requests: 'Requests of clients',
    header: 'Forwarded header',
    entrances: 'Further ways in',
    node: 'Changes during the proof',
  } as Record<string, string>,
  spoof: 'Forged headers',
  spoofExplain:
    'Each was sent through the load balancer. No forged address may be recorded, and none may hide the client’s address.',
  spoofSummary: (harmless: number, of: number) => `${harmless} of ${count(of, 'attempt', 'attempts')} without effect`,
  spoofCaption: 'Forged headers that were sent, and the outcome on every service',
  spoofVariant: 'Forged header',
  spoofOutcome: {
    ignored: 'ignored',
    refused: 'refused',
    believed: 'recorded',
    hidden: 'hid the client',
    unknown: 'could not run',
  } as Record<string, string>,
  requests: 'Requests',
  requestsCaption: 'Requests by shape and address',
  shape: 'Shape',
  notTried: 'Not tried',
  handedIn: 'Handed in by people',
  facts: 'About this proof',
  factOverall: 'Verdict',
  factNodes: 'Nodes',
  factFaults: 'Planted faults',
  noFaults: 'none',
  factDurations: 'Durations',
  phase: {
    prepare: 'prepare',
    firstNode: 'first node',
    furtherNodes: 'further nodes',
    ipDetection: 'IP detection',
    balancer: 'load balancer',
    verify: 'proof',
    tearDown: 'tear-down',
    total: 'total',
  } as Record<string, string>,
  copyJson: 'Copy the result as JSON',
};

import type { Subject, Verdict } from '../core/model/check.ts';
import type { Ways } from './report/read-result.ts';

/** `1 node`, `3 nodes`. */
function some(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** Texts of the report. */
export const reportWords = {
  shows: (address: string | null, who: string, client: string) =>
    address === null
      ? `The audit shows no address, not you (${client})`
      : `The audit shows ${who} (${address}), not you (${client})`,
  showsYou: (client: string) => `The audit shows you (${client})`,
  seen: (node: string, audited: string | null, sentFrom: string, at: string | null) =>
    `${node} recorded ${audited ?? 'no address'} for a request sent from ${sentFrom}${at === null ? '.' : ` at ${at}.`}`,
  ways: ({ of, held, other, unseen }: Ways) => {
    if (of === 0) return 'No way through the farm was followed.';
    const ways = held === of ? some(of, 'way', 'ways') : `${held} of ${some(of, 'way', 'ways')}`;
    const rest = [
      ...(unseen === 0 ? [] : [`on ${unseen} no record was seen`]),
      ...(other === 0 ? [] : [`on ${other} it holds another address or none`]),
    ];
    const seen = `On ${ways} through the farm the audit record holds the address the request was sent from`;
    return `${[seen, ...rest].join('; ')}.`;
  },
  was: (verdict: Verdict) => `was: ${verdict}`,
  why: 'Show me why',
  hideWhy: 'Hide why',
  fix: 'Fix it',
  fixExplain:
    'Fix it runs the plan again: what is in place stays, what differs is put right, then the whole proof runs.',
  verify: 'Prove again',
  at: (at: string) => `Seen at ${at}`,
  promise: 'The promise',
  promiseExplain: 'Every way through the farm, and the address each node wrote into its audit record.',
  promiseCaption: 'Each way through the farm: where a request was sent from and what was recorded',
  service: 'Service',
  node: 'Node',
  sentFrom: 'Sent from',
  audited: 'Recorded in audit',
  equal: 'Equal',
  equalAs: (verdict: Verdict) => (verdict === 'pass' ? 'equal' : verdict === 'fail' ? 'not equal' : verdict),
  nothingRecorded: 'no address',
  recordedAs: (verdict: Verdict) => (verdict === 'fail' ? 'no address' : 'no record seen'),
  before: (address: string | null, who: string) =>
    `Before, it recorded ${address === null ? 'no address' : `${address}, ${who}`}.`,
  forged: 'Forged headers, on this service',
  forgedCount: (harmless: number, of: number) => `${harmless} of ${of} without effect`,
  forgedNone: 'none sent',
  forgedUnasked: 'not asked',
  next: 'What to do next',
  nextNone: (at: string) => `No open findings. Last proven at ${at}.`,
  nextCause: 'Most likely',
  nextOther: 'If that is not it',
  nextDo: 'Do',
  symptoms: (checks: number) => `${some(checks, 'check follows', 'checks follow')} from this`,
  sameHeading: 'Differences between nodes',
  sameEqual: (facts: number, nodes: number) =>
    `${some(facts, 'fact is', 'facts are')} equal on ${some(nodes, 'node', 'nodes')}.`,
  sameShow: 'Show them',
  sameCaption: 'Facts of each node; differing values stand first',
  sameValue: 'Value',
  sameUnread: 'not read',
  sameDiffers: 'differs',
  sameNone: 'No facts were compared.',
  checks: 'All checks',
  checksSummary: (checks: number, required: number) =>
    `${some(checks, 'check', 'checks')}, ${required} of them required`,
  filter: 'Show',
  filterAll: (checks: number) => `All ${checks}`,
  filterVerdict: (verdict: string, checks: number) => `${verdict} ${checks}`,
  required: 'required',
  advisory: 'not required',
  cause: 'Why',
  remedy: 'Do',
  clause: 'Clause',
  evidence: 'Evidence',
  nothing: 'none',
  noEvidence: 'No evidence was kept.',
  subject: ({ node, service }: Subject) =>
    node === undefined && service === undefined
      ? 'the farm'
      : [node, service].filter((part) => part !== undefined).join(', '),
  copyCheck: 'Copy this check',
  categorySummary: (passed: number, all: number) => `${passed} of ${all} passed`,
  category: {
    audit: 'Audit record',
    spoof: 'Forged headers through the balancer',
    'forged-direct': 'Forged headers straight to a node',
    bypass: 'Ways around the balancer',
    same: 'Sameness of nodes',
    health: 'Health',
    balancer: 'Balancer',
    distribution: 'Distribution',
    drill: 'Loss of a node',
    'ip-detection': 'IP detection',
    'sign-in': 'Sign-in',
    vantage: 'Place of the proof',
  } as Record<string, string>,
  spoof: 'Forged headers',
  spoofExplain: 'Each was sent through the balancer. None may be believed, and none may hide the client.',
  spoofSummary: (harmless: number, of: number) => `${harmless} of ${some(of, 'attempt', 'attempts')} without effect`,
  spoofCaption: 'Ways of forging an address, and what each came to in every service',
  spoofVariant: 'What was sent',
  spoofOutcome: {
    ignored: 'ignored',
    refused: 'refused',
    believed: 'believed',
    hidden: 'hid the client',
    unknown: 'could not run',
  } as Record<string, string>,
  facts: 'Facts',
  factOverall: 'Verdict',
  factAt: 'Proven',
  factProfile: 'Application',
  factBalancer: 'Load balancer',
  factNodes: 'Nodes',
  factVersion: 'Farmwright',
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
  copied: 'Copied',
};

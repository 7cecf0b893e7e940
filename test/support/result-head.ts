/** What a proof rests on, for verdicts of made-up outcomes. */
export const BASIS = { requests: null, ended: '2026-11-29T14:02:11+01:00' };

/** The head of a made-up result, and what it says besides its checks. */
export const RESULT_HEAD = {
  schema: 'farmwright-result/2' as const,
  farm: { id: 'example', name: 'Example' },
  began: '2026-11-29T14:01:41+01:00',
  ended: BASIS.ended,
  operator: 'ada',
  computer: 'ops-1',
  version: '0.1.0',
  profile: 'sample',
  profileName: 'Sample application',
  balancer: 'bundled',
  balancerName: 'Bundled proxy',
  requests: null,
  notTried: [],
  readByPeople: [],
};

import { momentText } from './moment.ts';
import type { ReadByPerson, Result } from './result.ts';

const NOT_RECORDED = 'not recorded';

/** What every rendering of a result says first: of which farm, from when, by whom, where and with what it is. */
export function headFacts(result: Result): [name: string, value: string][] {
  const moment = (iso: string | null) => (iso === null ? NOT_RECORDED : momentText(iso));
  return [
    ['Farm', result.farm.name ?? NOT_RECORDED],
    ['Began', moment(result.began)],
    ['Ended', moment(result.ended)],
    ['Operator', result.operator ?? NOT_RECORDED],
    ['Computer', result.computer ?? NOT_RECORDED],
    ['Farmwright', result.version ?? NOT_RECORDED],
    ['Application', result.profileName],
    ['Load balancer', result.balancerName],
  ];
}

/** What a result says of the requests it rests on, and of those that might have gone wrong unseen, as sentences. */
export function requestSentences({ requests, checks }: Result): string[] {
  if (requests === null && checks.some(({ verdict }) => verdict === 'cancelled'))
    return [
      'The proof was cancelled before its requests were counted. Those that were sent may have left audit entries.',
    ];
  if (requests === null) return ['How many requests were sent is not recorded.'];
  const { total, asClients, unseenShare } = requests;
  if (total === 0) return ['No request with a token was sent.'];
  return [
    `Requests with a token: ${total}. As clients send them: ${asClients}.`,
    unseenShare === null
      ? 'How rare a fault may be and stay unseen is not stated: not every request was seen to be right, or too few were sent.'
      : `None of these ${asClients} was wrong. A fault in more than ${percent(unseenShare)} of requests as clients send them would have been seen with 95 % certainty; a rarer one may have stayed unseen.`,
    'Requests with a token of any other shape, or from any other address, were not tried.',
  ];
}

/** `node-01: “Look up the row.”, handed in by Ada at 2026-11-29 14:02:11 +00:00`. */
export function readSentence({ item, ask, host, who, at }: ReadByPerson): string {
  const what = ask === null ? item : `“${ask}”`;
  return `${host === null ? '' : `${host}: `}${what}, handed in by ${who} at ${momentText(at)}`;
}

/** Rounded up: no more is claimed than was seen. */
function percent(share: number): string {
  return `${Math.ceil(share * 10_000) / 100} %`;
}

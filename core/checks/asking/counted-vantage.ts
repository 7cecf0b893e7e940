import type { Vantage } from '../../model/vantage.ts';

/** So many requests are sent from one telling to the next. */
const EVERY = 20;

/** Sends through another vantage, and tells after every twenty requests how many were sent. */
export function countedVantage(vantage: Vantage, tell: (sent: number) => void): Vantage {
  let sent = 0;
  const count = (requests: number) => {
    const before = Math.floor(sent / EVERY);
    sent += requests;
    if (Math.floor(sent / EVERY) > before) tell(sent);
  };
  return {
    send: (request, signal) => vantage.send(request, signal).finally(() => count(1)),
    converse: (requests, signal) => vantage.converse(requests, signal).finally(() => count(requests.length)),
  };
}

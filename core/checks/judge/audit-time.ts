import { nodesOf } from '../../model/farm-parts.ts';
import { type Check, notPass, pass } from '../check.ts';
import { closing } from '../looks/closing.ts';
import { moreRequests } from '../looks/more-requests.ts';
import { requests } from '../looks/requests.ts';
import { shapes } from '../looks/shapes.ts';
import { honestRequests } from '../observations.ts';

/** So far the time of a record may be from the request: records are written a little later, and some hold whole seconds. */
const MOST_OFF_MS = 5000;

/** Whether the time in the audit record is that of the request, by the clock of this computer. */
export const auditTime: Check = {
  id: 'audit.time',
  title: 'The audit record holds the time of the request',
  required: false,
  page: 'further-nodes',
  field: 'nodes',
  needs: [requests, shapes, moreRequests, closing],
  judge: ({ farm }, seen) =>
    nodesOf(farm).flatMap(({ name: node }) => {
      const own = honestRequests(seen).filter((request) => request.node === node);
      const offsets = own.flatMap(({ token, span, records }) =>
        (records.value ?? []).flatMap(({ at }) => {
          const time = Date.parse(at ?? '');
          if (Number.isNaN(time)) return [];
          const [from, to] = [Date.parse(span.from), Date.parse(span.to)];
          return [{ token, at, ms: time < from ? time - from : Math.max(0, time - to) }];
        }),
      );
      const unread = own.flatMap(({ records }) => records.value ?? []).find(({ at }) => at !== null && isNoTime(at));
      if (unread !== undefined)
        return [
          notPass(
            'could not tell',
            { node },
            {
              cause: `A record of ${node} says “${unread.at}”, which is no time that can be read.`,
              remedy: `Let ${node} write the time as ISO 8601 does, such as 2026-01-31T12:00:00Z.`,
              evidence: { at: unread.at },
            },
          ),
        ];
      const [worst] = offsets.sort((one, other) => Math.abs(other.ms) - Math.abs(one.ms));
      if (worst === undefined) return [];
      const evidence = { records: offsets.length, worstMs: worst.ms };
      if (Math.abs(worst.ms) <= MOST_OFF_MS) return [pass({ node }, evidence)];
      const seconds = (Math.abs(worst.ms) / 1000).toFixed(1);
      return [
        notPass(
          'warning',
          { node },
          {
            cause: `The record of ${worst.token} on ${node} says ${worst.at}, ${seconds} s ${worst.ms < 0 ? 'before it was sent' : 'after it was answered'} by the clock of this computer.`,
            remedy: `Let ${node} and this computer take their time from the same source.`,
            evidence,
          },
        ),
      ];
    }),
};

function isNoTime(at: string): boolean {
  return Number.isNaN(Date.parse(at));
}

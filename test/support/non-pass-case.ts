import type { Observations } from '../../core/checks/observations.ts';
import type { Verification } from '../../core/checks/ports.ts';
import type { Verdict } from '../../core/model/check.ts';
import { withPersistence } from './farm-hosts.ts';

/** In the words of the vantage. */
export const REFUSED = {
  code: 'vantage.refused',
  field: null,
  message: '127.9.9.101 port 8000 refused the connection: nothing listens there.',
  remedy: 'See that the service runs and listens on this address and port.',
};
export const NOT_HERE = {
  code: 'vantage.address-not-here',
  field: null,
  message: '127.9.9.101 port 8000 cannot be asked from 127.9.9.10: this computer has no such address.',
  remedy: 'Choose an address of this computer, or add it to a network interface.',
};

/** A fault in a healthy farm, the verdict one check gives of it, and a value that was seen and stands in the cause. */
export interface NonPassCase {
  check: string;
  verdict: Exclude<Verdict, 'pass'>;
  name: string;
  /** Null where nothing is seen: what was left out on purpose, or cannot be asked by right. */
  value: string | null;
  change(seen: Observations, verification: Verification): void;
}

export const nodeDown = (seen: Observations) => {
  for (const look of seen.health.filter(({ node }) => node === 'node-01'))
    Object.assign(look, { status: null, error: REFUSED });
};
export const unhealthy = (check: string): NonPassCase => ({
  ...{ check, verdict: 'could not run', name: 'the node is down', value: 'refused' },
  change: (seen) => {
    nodeDown(seen);
    seen.requests = seen.requests.filter(({ node }) => node !== 'node-01');
  },
});
export const pinned = (seen: Observations, verification: Verification) => {
  verification.farm = withPersistence(verification.farm, 'source');
  seen.requests = seen.requests.filter(({ node }) => node === 'node-01');
};
export const unanswered = (seen: Observations) => {
  for (const request of seen.requests)
    Object.assign(request, { node: null, status: null, error: REFUSED, records: { value: [] } });
};
export const unrecorded = (seen: Observations) => {
  for (const request of [...seen.requests, ...seen.direct]) Object.assign(request, { records: { value: [] } });
};

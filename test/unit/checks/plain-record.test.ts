import { expect, test } from 'vitest';
import { plainRecord } from '../../../core/checks/asking/plain-record.ts';
import { noObservations, type RequestSeen } from '../../../core/checks/observations.ts';
import { BALANCER, recordedRequest } from '../../support/healthy-scene.ts';

const [ONE, OTHER] = ['127.9.9.10', '127.9.9.11'];

/** A request of this client in this shape to node-01, and the address that was recorded of it. */
function sent(sentFrom: string, shape: string, address: string): RequestSeen {
  return { ...recordedRequest('web', 'node-01', { resolved: address }), sentFrom, shape };
}

test.each([
  ['where every POST is recorded with the balancer, so is this one', sent(OTHER, 'post', BALANCER), ONE, BALANCER],
  [
    'where this client is always recorded with the balancer, so it is here',
    sent(OTHER, 'post', OTHER),
    BALANCER,
    BALANCER,
  ],
  ['where all is recorded rightly, so is this client', sent(OTHER, 'post', OTHER), ONE, ONE],
])('%s', (_name, alike, plainAddress, expected) => {
  const seen = { ...noObservations(), shaped: [alike, sent(ONE, 'plain', plainAddress)] };
  expect(plainRecord(seen, sent(ONE, 'post', '192.0.2.66'))).toBe(expected);
});

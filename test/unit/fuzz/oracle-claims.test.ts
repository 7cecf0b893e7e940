import { expect, test } from 'vitest';
import { FORGED } from '../../../core/checks/forged-addresses.ts';
import { PLAIN, RETURNING, SHAPES } from '../../../core/checks/shapes.ts';
import { spoofVariants } from '../../../core/client-ip/spoof-variants.ts';
import { CLIENT_ADDRESS_HEADERS } from '../../../core/model/client-address-headers.ts';
import { unknownClaims } from '../../fuzz/claims.ts';
import { HEADER_NAMES } from '../../fuzz/forged-headers.ts';

/** What else the product calls its requests. */
const OTHERS = ['forged, straight to the node', 'to a port that the plan does not open'];

test('the oracle of the fuzz sends every shape of request that a result can claim', () => {
  const forged = spoofVariants(FORGED).flatMap(({ id }) => [
    `forged: ${id}`,
    ...SHAPES.filter((shape) => shape !== PLAIN).map(({ title }) => `forged: ${id} (${title})`),
  ]);
  const claims = [...[...SHAPES, RETURNING].map(({ title }) => title), ...forged, ...OTHERS];
  expect(unknownClaims(claims)).toEqual([]);
});

test('a shape that it does not send is told', () => {
  const unknown = ['HTTP/3', 'forged: by-smoke', 'forged: list (HTTP/3)'];
  expect(unknownClaims([...unknown, 'POST'])).toEqual(unknown);
});

test('product and oracle, each with a list of its own, forge the same headers', () => {
  expect([...CLIENT_ADDRESS_HEADERS].sort()).toEqual([...HEADER_NAMES].sort());
});

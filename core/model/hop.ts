import { z } from 'zod';
import { HeaderPolicy } from './header-policy.ts';
import { Line } from './line.ts';
import { IpAddress } from './network.ts';

/** A device between client and node that may rewrite addresses or headers. Outermost first in `Farm.hops`. */
export const Hop = z.strictObject({
  name: Line.max(63),
  presentsAs: z
    .array(IpAddress)
    .min(1, 'enter the address that the next device sees as peer')
    .max(8)
    .describe(
      'Addresses that the next device sees as peer, one for each unit of a pair: self or SNAT addresses, never the virtual one',
    ),
  headerPolicy: HeaderPolicy.describe('What the device does with a forwarded header'),
});
export type Hop = z.infer<typeof Hop>;

import type { Farm } from '../../core/model/farm.ts';
import { farmWords } from './words.ts';

/** A device on the way of a request, as picture and table show it. */
export interface Device {
  name: string;
  /** Whether it is the balancer: the device next to the nodes. */
  balancer: boolean;
  /** The addresses the next device sees, one for each unit. */
  presentsAs: string[];
  /** Where it listens, with the services there; empty if no answer says it. */
  listensAt: [address: string, services: string[]][];
  /** Whether clients ask for it: the outermost one has the virtual addresses. */
  virtual: boolean;
}

/** The devices between client and nodes, outermost first. */
export function devicesOf({ hops, services }: Pick<Farm, 'hops' | 'services'>): Device[] {
  return hops.map(({ name, presentsAs }, index) => {
    const virtual = index === 0;
    const balancer = index === hops.length - 1;
    const places = virtual
      ? services
      : balancer
        ? services.map(({ name: service, forwardedTo }) => ({ name: service, ...forwardedTo }))
        : [];
    return { name, balancer, presentsAs, listensAt: byAddress(places), virtual };
  });
}

/** `127.0.0.3` with `web 8443` and `api 8444`. */
function byAddress(places: readonly { name: string; address?: string; port?: number }[]): Device['listensAt'] {
  const addresses = new Map<string, string[]>();
  for (const { name, address, port } of places)
    if (address !== undefined && port !== undefined)
      addresses.set(address, [...(addresses.get(address) ?? []), farmWords.service(name, port)]);
  return [...addresses];
}

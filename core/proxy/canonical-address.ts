import { isIPv6, SocketAddress } from 'node:net';

/** An address as the system writes that of a peer, so that both can be compared as text. */
export function canonicalAddress(address: string): string {
  const written = isIPv6(address) ? new SocketAddress({ address, family: 'ipv6' }).address : address;
  return peerText(written);
}

/** A peer's address as it is written into headers: an IPv4 peer on an IPv6 socket is its IPv4 address. */
export function peerText(remoteAddress: string): string {
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(remoteAddress)?.[1] ?? remoteAddress;
}

import { count } from '../../plural.ts';

/** Texts on which proxies a node trusts, and what that makes of a request. */
export const trustWords = {
  heading: (entries: number) => `Trusted proxies: ${entries}`,
  explain: (entries: number, header: string) =>
    entries === 0
      ? `The node trusts no entry of ${header}.`
      : `The node trusts the last ${count(entries, 'entry', 'entries')} of ${header}.`,
  one: (entries: number, name: string) => `${entries} ${name}`,
  balancer: (name: string) => (/balanc/i.test(name) ? name : `load balancer (${name})`),
  equals: (sum: number) => `= ${sum}`,
  removes: 'adds no entry',
  simulate: 'Try a request',
  client: 'Client address',
  clientHelp: 'Address the request is sent from.',
  forged: (header: string) => `${header} sent by the client`,
  forgedHelp: 'Leave this empty for an honest client, or enter an address to see what a forged header does.',
  noClient: 'The client address does not reach the nodes: no device of the farm adds it to the header.',
  good: (client: string) => `The nodes will record the client address ${client}.`,
  bad: (taken: string, client: string) => `The application records ${taken}, but the request was sent from ${client}.`,
  unknown: 'The result could not be determined from these addresses.',
  notAddressRemedy: 'Enter a full IP address, such as 192.0.2.44 or 2001:db8::1.',
  inForceFrom: (node: string) => `Uses the setting that was read from ${node}.`,
  asPlanned: 'Uses the planned setting. The setting in force is read when you verify the farm (page 8).',
  trusted: 'Trusted addresses and ranges',
  trustedCaption: 'Addresses whose header entries the application trusts',
  range: 'Trusted range',
  why: 'Reason',
  size: 'Addresses',
  sizeOf: (size: bigint) => (size === 1n ? '1 address' : `${size.toLocaleString()} addresses`),
  presents: (name: string) => `${name} connects to the next device from this address`,
  entered: 'additionally entered',
  wide: 'Every host in this range can forge a client address.',
};

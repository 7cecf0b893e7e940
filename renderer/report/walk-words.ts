import type { WalkStop } from '../../core/client-ip/engines/engine.ts';
import type { Decision } from './header-walk.ts';

/** Texts on how an application reads the forwarded header, entry by entry. */
export const walkWords = {
  heading: 'Why: how one request was evaluated',
  evidenceHeading: 'Why: the evidence',
  computing: 'Evaluating the header.',
  chain: (token: string) => `Header that reached the node with token ${token}; the node reads it from right to left`,
  peer: 'connection from',
  noHeader: 'no such header',
  caption: 'Entry by entry, from the connection towards the client',
  arrives: 'Received',
  believes: 'Evaluated with the setting in force',
  should: 'Evaluated with the planned setting',
  connection: 'Connection',
  entryNumber: (number: number) => `Entry ${number} from the right`,
  from: 'Position',
  startsHere: 'Start',
  presentedBy: (address: string, who: string) => `added by ${address}, ${who}`,
  trustsAnyone: 'any address, because both of its trust lists are empty',
  only: (addresses: string) => `only ${addresses}`,
  notKnown: 'Unknown',
  nothingToRead: 'Nothing to read',
  shouldHold: (client: string) => `Expected: ${client}`,
  parts: 'First difference',
  partsShort: 'not trusted',
  recordedInstead: 'recorded instead',
  wrongHere: 'Wrong entry',
  missing: 'Missing entry',
  outcome: 'Written to the audit record',
  decision: (decision: Decision): string => {
    switch (decision.kind) {
      case 'accepted':
        return `Accepted: ${decision.address}`;
      case 'presenter not trusted':
        return `Not read: ${decision.presenter} is not trusted`;
      case 'does not parse':
        return 'Not read: not an IP address';
      case 'beyond the limit':
        return `Not read: the limit is ${decision.limit}`;
      case 'not read':
        return 'Not read';
    }
  },
  unread: 'The setting in force cannot be read, so the cause of the recorded address could not be determined.',
  /** Why the application recorded this address, from the place where its evaluation stopped. */
  because: (node: string, stop: WalkStop, trusted: string): string => {
    switch (stop.reason) {
      case 'presenter not trusted':
        return `The connection came from ${stop.presenter}, but ${node} trusts ${trusted}. So ${node} did not read the entry ${stop.entry} and recorded ${stop.presenter}.`;
      case 'limit zero':
        return `${node} reads no entries because its limit is 0. It recorded the address of the connection.`;
      case 'limit reached':
        return `${node} reads ${stop.limit === 1 ? 'only the last entry' : `only the last ${stop.limit} entries`} and stopped before ${stop.entry}.`;
      case 'no entries':
        return `No forwarded header reached ${node}, so ${node} recorded the address of the connection.`;
      case 'entries used up':
        return `${node} accepted all entries of the header, including the leftmost one.`;
      case 'entry does not parse':
        return `${node} stopped at «${stop.entry}» because it is not an IP address.`;
      case 'header not read':
        return `IP detection is off on ${node}, so ${node} does not read the header.`;
      case 'asymmetric':
        return `${node} ignored the forwarded headers because they have different numbers of entries.`;
    }
  },
  arrivesWrong: (client: string) =>
    `The planned setting would not find ${client} either: the header that reaches the node is wrong.`,
  settings: 'IP detection settings',
  settingsCaption: 'IP detection on the node, in force and as planned',
  inForce: 'In force',
  asPlanned: 'As planned',
  setting: 'Setting',
  differs: 'differs',
};

import type { WalkStop } from '../core/client-ip/engines/engine.ts';
import type { Decision } from './practice/header-walk.ts';

/** Texts of the header walk. */
export const walkWords = {
  heading: 'Why: the way of one request',
  evidenceHeading: 'Why: what was seen',
  computing: 'Walking the header.',
  chain: (token: string) => `What reached the node with the token ${token}; it is read from right to left`,
  peer: 'connection from',
  noHeader: 'no such header',
  caption: 'Entry by entry, from the connection towards the client',
  arrives: 'What arrives',
  believes: 'What the application will believe',
  should: 'What it should believe',
  connection: 'Connection',
  entryNumber: (number: number) => `Entry ${number} from the right`,
  from: 'Place',
  startsHere: 'The walk starts here',
  presentedBy: (address: string, who: string) => `vouched for by ${address}, ${who}`,
  trustsAnyone: 'anyone, since both its trust lists are empty',
  only: (addresses: string) => `only ${addresses}`,
  notKnown: 'Not known',
  nothingToRead: 'There is nothing to read',
  shouldHold: (client: string) => `It should hold ${client}`,
  parts: 'They part here',
  partsShort: 'not believed',
  recordedInstead: 'recorded instead',
  wrongHere: 'It is wrong here',
  missing: 'It is missing here',
  outcome: 'Written into the audit record',
  decision: (decision: Decision): string => {
    switch (decision.kind) {
      case 'accepted':
        return `Accepted: ${decision.address}`;
      case 'presenter not trusted':
        return `Not read: ${decision.presenter} is not trusted`;
      case 'does not parse':
        return 'Not read: it is no address';
      case 'beyond the limit':
        return `Not read: the limit is ${decision.limit}`;
      case 'not read':
        return 'Not read';
    }
  },
  unread: 'The setting in force cannot be read. What was recorded is known, how it came about is not.',
  /** Why the application took the address it took, from where its walk ended. */
  because: (node: string, stop: WalkStop, trusted: string): string => {
    switch (stop.reason) {
      case 'presenter not trusted':
        return `The connection came from ${stop.presenter}, and ${node} trusts ${trusted}. So it did not read the entry ${stop.entry} and wrote down ${stop.presenter} itself.`;
      case 'limit zero':
        return `${node} reads no entry at all: its limit is 0. The address of the connection was written down.`;
      case 'limit reached':
        return `${node} reads ${stop.limit} from the right and stopped before ${stop.entry}.`;
      case 'no entries':
        return `No forwarded header reached ${node}, so only the address of the connection was left to write down.`;
      case 'entries used up':
        return `${node} accepted every entry that arrived, to the last one on the left.`;
      case 'entry does not parse':
        return `${node} stopped at «${stop.entry}», which is no address.`;
      case 'header not read':
        return `IP detection is off on ${node}: the header is not read at all.`;
      case 'asymmetric':
        return `${node} set the forwarded headers aside, because they differ in length.`;
    }
  },
  arrivesWrong: (client: string) =>
    `Even the planned setting would not find ${client}: what arrives is wrong, not what is believed of it.`,
  settings: 'The setting behind it',
  settingsCaption: 'IP detection on the node, in force and as planned',
  inForce: 'In force',
  asPlanned: 'As planned',
  setting: 'Setting',
  differs: 'differs',
};

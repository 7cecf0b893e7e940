import type { AddressOwner } from '../../core/client-ip/address-owner.ts';
import { count } from '../plural.ts';
import type { HostState } from '../story/host-states.ts';

/** Texts on the hosts of a farm, their addresses and their state. */
export const farmWords = {
  heading: 'The farm',
  caption: 'Hosts, their addresses and their state',
  host: 'Host',
  role: 'Role',
  address: 'Address',
  state: 'State',
  client: 'client',
  balancer: 'balancer',
  database: 'database',
  wizard: 'wizard',
  clientRole: 'Sends the test requests',
  balancerRole: (name: string) => name,
  nodeRole: (first: boolean) => (first ? 'First node' : 'Further node'),
  databaseRole: (engine: string) => `Database, ${engine}`,
  wizardRole: 'Sets up the hosts and checks them',
  virtual: (services: string) => `virtual: ${services}`,
  listens: (services: string) => `listens: ${services}`,
  deviceRole: 'Device before the balancer',
  own: 'its own',
  port: (port: number | string) => `port ${port}`,
  service: (name: string, port: number) => `${name} ${port}`,
  moreNodes: (more: number) => `and ${count(more, 'more node', 'more nodes')}`,
  records: (address: string) => `records ${address === '' ? 'no address' : address}`,
  none: 'The hosts do not exist yet. Their addresses appear here once they do.',
  hostState: (state: HostState): string => {
    if (state.kind === 'failed checks') return count(state.count, 'failed check', 'failed checks');
    if (state.kind === 'unproven') return count(state.count, 'check not run', 'checks not run');
    return state.kind;
  },
  pictureIn: 'in',
  pictureOut: 'out',
  owner: (owner: AddressOwner | null): string => {
    if (owner === null) return 'an address outside the farm';
    if (owner.who === 'node' || owner.who === 'hop') return owner.name;
    return {
      client: 'you',
      balancer: 'the balancer',
      'virtual address': 'the virtual address',
      wizard: 'this wizard',
      database: 'the database',
    }[owner.who];
  },
};

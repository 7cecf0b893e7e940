import { type Fault, forEachNode, forEachPath } from './fault.ts';

/** Trust is right, but no entry is read. Goes together with any fault in the lists, since only its own key changes. */
export const limitZero: Fault = {
  id: 'limit-zero',
  topology: 'any farm whose application limits the entries it reads',
  changes: 'The application reads no entry of the forwarded header: its limit is 0.',
  cause: 'limit-reads-nothing',
  turns: (farm) => [...forEachPath(farm, 'audit.client-ip'), ...forEachNode(farm, 'ip-detection.as-planned')],
  spoils: ['address'],
  plant: (world) => world.changeTrust((trust) => ({ ...trust, forwardLimit: 0 })),
};

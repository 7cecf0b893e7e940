import { type Fault, firstOf, forTheFarm } from './fault.ts';
import { withoutNode } from './node-down.ts';

export const certificateUntrusted: Fault = {
  id: 'certificate-untrusted',
  topology: 'any farm whose nodes use TLS',
  changes: 'The first node has a certificate of an authority that nobody trusts.',
  cause: 'certificate-refused',
  turns: (farm) => [...withoutNode(farm, firstOf(farm.nodes)), forTheFarm('same.certificate', 'could not run')],
  hits: firstOf,
  silences: true,
  marksDown: true,
  needs: ['certificate'],
  spoils: ['certificate'],
  plant: async (world) => {
    const node = firstOf(world.nodes);
    await world.replaceCertificate(node, { untrusted: true });
    await world.restart(node);
  },
};

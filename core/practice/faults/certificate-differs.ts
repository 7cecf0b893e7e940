import { type Fault, forTheFarm, secondOf } from './fault.ts';

export const certificateDiffers: Fault = {
  id: 'certificate-differs',
  topology: 'any farm whose nodes share one certificate',
  changes: 'The second node has a different key and certificate, from the same authority and for the same names.',
  cause: 'another-certificate',
  turns: () => [forTheFarm('same.certificate')],
  hits: secondOf,
  needs: ['certificate'],
  spoils: ['certificate'],
  plant: async (world) => {
    const node = secondOf(world.nodes);
    await world.replaceCertificate(node);
    await world.restart(node);
  },
};

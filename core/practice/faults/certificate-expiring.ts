import { type Fault, firstOf, forEachNode } from './fault.ts';

export const certificateExpiring: Fault = {
  id: 'certificate-expiring',
  topology: 'any farm whose nodes share one certificate',
  changes: 'The certificate of all nodes ends in ten days.',
  cause: 'certificate-ends-soon',
  turns: (farm) => forEachNode(farm, 'certificate.lasts', 'warning'),
  needs: ['certificate'],
  spoils: ['certificate'],
  plant: async (world) => {
    const [first, ...others] = [firstOf(world.nodes), ...world.nodes.slice(1)];
    await world.replaceCertificate(first, { days: 10 });
    for (const node of others) await world.copyCertificate(first, node);
    for (const node of world.nodes.filter(world.isRunning)) await world.restart(node);
  },
};

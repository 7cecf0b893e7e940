import { type Fault, forEachNode, forEachPath } from './fault.ts';
import { giveLastNode } from './node-setting.ts';

/** The entry of the WAF is read, and the one of the client before it is not. */
export const limitTooSmall: Fault = {
  id: 'limit-too-small',
  topology: 'a farm with a WAF in front of the balancer',
  only: ['behind a WAF'],
  changes: 'The application reads one entry of the forwarded header, but two devices add one each.',
  cause: 'limit-stops-short',
  turns: (farm) => [...forEachPath(farm, 'audit.client-ip'), ...forEachNode(farm, 'ip-detection.as-planned')],
  spoils: ['address'],
  plant: async (world, { alsoPlanted }) => {
    if (alsoPlanted.includes('limit-zero')) return await giveLastNode(world, { forwardLimit: 1 });
    await world.changeTrust((trust) => ({ ...trust, forwardLimit: 1 }));
  },
};

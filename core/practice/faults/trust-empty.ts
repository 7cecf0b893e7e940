import { type Fault, forEachNode } from './fault.ts';
import { giveLastNode } from './node-setting.ts';

const EMPTY = { knownProxies: [], knownNetworks: [] };

/** Two empty lists mean that everybody is trusted (ASP.NET Core, ForwardedHeadersMiddleware). */
export const trustEmpty: Fault = {
  id: 'trust-empty',
  topology: 'any farm whose application has trust lists',
  changes: 'Both trust lists are empty, so the application trusts the forwarded header of every sender.',
  cause: 'anyone-is-trusted',
  turns: (farm) => [
    ...forEachNode(farm, 'forged-direct.refused'),
    ...forEachNode(farm, 'ip-detection.as-planned'),
    ...forEachNode(farm, 'trust.not-wider'),
  ],
  spoils: ['distrust', 'trusted ranges'],
  plant: async (world, { alsoPlanted }) => {
    if (['balancer-untrusted', 'trust-too-wide'].some((id) => alsoPlanted.includes(id)))
      return await giveLastNode(world, EMPTY);
    await world.changeTrust((trust) => ({ ...trust, ...EMPTY }));
  },
};

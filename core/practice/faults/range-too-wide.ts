import { type Fault, forEachNode, lastOf } from './fault.ts';

export const rangeTooWide: Fault = {
  id: 'range-too-wide',
  topology: 'any farm whose application trusts the balancer by its address',
  changes: 'The application also trusts the last of the client addresses.',
  cause: 'client-is-trusted',
  onlyInSettings: true,
  turns: (farm) => [
    { check: 'vantage.untrusted', subject: {}, verdict: 'fail' },
    ...forEachNode(farm, 'ip-detection.as-planned'),
    ...forEachNode(farm, 'trust.not-wider'),
  ],
  needs: ['trusted ranges'],
  spoils: ['trusted ranges'],
  plant: (world) => world.changeTrust((trust) => ({ ...trust, knownNetworks: [`${lastOf(world.clients)}/32`] })),
};

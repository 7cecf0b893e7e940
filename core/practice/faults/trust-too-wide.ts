import { type Fault, forEachNode, forEachPath, forEachService, forTheFarm, shareOf } from './fault.ts';

/** Each mistake alone is harmless. Together they let a client choose its own address. */
export const trustTooWide: Fault = {
  id: 'trust-too-wide',
  topology: 'any farm whose balancer is the outermost device',
  only: ['at the edge'],
  changes:
    'The balancer appends to the client’s header; the application reads three entries and trusts a range that contains clients.',
  cause: 'client-is-trusted',
  turns: (farm) => [
    ...forEachService(farm, 'spoof.refused'),
    ...forEachService(farm, 'header.as-planned'),
    { check: 'vantage.untrusted', subject: {}, verdict: 'fail' },
    ...forEachPath(farm, 'audit.client-ip', 'could not tell'),
    ...forEachNode(farm, 'ip-detection.as-planned'),
    ...forEachNode(farm, 'trust.not-wider'),
    forTheFarm('balancer.as-planned'),
  ],
  spoils: ['address', 'header lines', 'balancer file', 'trusted ranges'],
  plant: async (world, { alsoPlanted }) => {
    await world.changeTrust((trust) => ({
      ...trust,
      ...(alsoPlanted.includes('limit-zero') ? {} : { forwardLimit: 3 }),
      knownNetworks: [rangeOf(world.clients)],
    }));
    const services = shareOf(world.services, alsoPlanted, ['header-missing'], 'rest');
    await world.breakBalancer(shareOf(services, alsoPlanted, ['header-kept', 'layer-4'], 'first'), {
      policy: 'append',
    });
  },
};

/** The eight addresses around the first client: a small range that is still too wide. */
function rangeOf([client = '']: string[]): string {
  const [last = '', ...others] = client.split('.').reverse();
  return `${others.reverse().join('.')}.${Number(last) - (Number(last) % 8)}/29`;
}

import { type Fault, forEachNode, type PlantingTools } from './fault.ts';

const EMPTY = { knownProxies: [], knownNetworks: [] };

/** Two empty lists mean that everybody is trusted (ASP.NET Core, ForwardedHeadersMiddleware). */
export const trustEmpty: Fault = {
  id: 'trust-empty',
  topology: 'any farm whose application has trust lists',
  changes: 'Both trust lists are empty, so the application believes everybody’s forwarded header.',
  cause: 'anyone-is-trusted',
  turns: (farm) => [...forEachNode(farm, 'forged-direct.refused'), ...forEachNode(farm, 'ip-detection.as-planned')],
  plant: async (world, { alsoPlanted }) => {
    if (!alsoPlanted.includes('balancer-untrusted'))
      return await world.changeSetting('ipDetection', (setting) => ({ ...setting, ...EMPTY }));
    // The shared lists hold the other fault, so this one gets a node of its own.
    const node = lastRunning(world);
    const shared = await world.readSetting('ipDetection');
    await world.changeFile(node, 'application.json', (file) => ({ ...file, ipDetection: { ...shared, ...EMPTY } }));
    await world.restart(node);
  },
};

function lastRunning(world: PlantingTools): string {
  const node = world.nodes.findLast((candidate) => world.isRunning(candidate));
  if (node === undefined) throw new Error('no node runs');
  return node;
}

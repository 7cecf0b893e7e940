import type { PlantingTools } from './fault.ts';

/**
 * Gives the last running node an IP detection of its own, for a fault whose place in the shared setting holds another
 * fault already.
 */
export async function giveLastNode(world: PlantingTools, change: Record<string, unknown>): Promise<void> {
  const node = world.nodes.findLast((candidate) => world.isRunning(candidate));
  if (node === undefined) throw new Error('no node runs');
  const shared = await world.readSetting('ipDetection');
  await world.changeFile(node, 'application.json', (file) => ({ ...file, ipDetection: { ...shared, ...change } }));
  await world.restart(node);
}

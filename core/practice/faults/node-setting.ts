import type { PlantingTools } from './fault.ts';

/**
 * Gives the last running node a trust setting of its own, for a fault whose place in the shared setting holds another
 * fault already.
 */
export async function giveLastNode(world: PlantingTools, change: Record<string, unknown>): Promise<void> {
  const node = world.nodes.findLast((candidate) => world.isRunning(candidate));
  if (node === undefined) throw new Error('no node runs');
  await world.giveOwnTrust(node, change);
  await world.restart(node);
}

import type { PlantingTools } from './fault.ts';

/**
 * Changes what the application of a node is told, and starts it again, so that the change is in force.
 * @param change as for `PlantingTools.changeApplication`
 */
export async function restartChanged(
  world: PlantingTools,
  node: string,
  change: Parameters<PlantingTools['changeApplication']>[1],
): Promise<void> {
  await world.changeApplication(node, change);
  await world.restart(node);
}

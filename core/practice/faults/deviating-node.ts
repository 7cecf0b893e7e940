import type { Deviation } from '../application/deviations.ts';
import type { PlantingTools } from './fault.ts';

/** Lets the application of a node treat some requests otherwise, besides what it does otherwise already. */
export async function letDeviate(world: PlantingTools, node: string, deviation: Deviation): Promise<void> {
  await world.changeApplication(node, (file) => ({ ...file, deviations: [...file.deviations, deviation] }));
  await world.restart(node);
}

import { isDeepStrictEqual } from 'node:util';
import type { Deviation } from '../application/deviations.ts';
import type { PlantingTools } from './fault.ts';
import { restartChanged } from './restart-changed.ts';

/** Lets the application of a node treat some requests otherwise, besides what it does otherwise already. */
export async function letDeviate(world: PlantingTools, node: string, deviation: Deviation): Promise<void> {
  await restartChanged(world, node, (file) => {
    const others = file.deviations.filter((one) => !isDeepStrictEqual(one, deviation));
    return { ...file, deviations: [...others, deviation] };
  });
}

import { FarmError } from '../../model/errors.ts';
import type { Fault } from './fault.ts';

/** Two faults of one node cannot both be seen. @throws FarmError `fault.same-node` */
export function refuseSameNode(faults: readonly Fault[], nodes: string[]): void {
  const hit = new Map<string, string>();
  for (const fault of faults) {
    const node = fault.hits?.(nodes);
    if (node === undefined) continue;
    const other = hit.get(node);
    if (other !== undefined)
      throw new FarmError({
        code: 'fault.same-node',
        field: 'faults',
        message: `«${other}» and «${fault.id}» would both change ${node}.`,
        remedy: 'Use a practice farm with three nodes or more, or plant one of them.',
      });
    hit.set(node, fault.id);
  }
}

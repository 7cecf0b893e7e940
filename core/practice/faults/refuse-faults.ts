import { FarmError } from '../../model/errors.ts';
import type { Fault } from './fault.ts';

/**
 * Refuses faults that cannot be planted in this farm, or not be seen beside each other.
 * @throws FarmError `fault.needs-waf`, `fault.needs-edge`, `fault.same-node`
 */
export function refuseFaults(faults: readonly Fault[], farm: { nodes: string[]; waf: boolean }): void {
  for (const { id, only, topology } of faults) {
    if (only === 'behind a WAF' && !farm.waf)
      throw unplantable('fault.needs-waf', id, topology, 'Set up the practice farm with a WAF in front (--waf).');
    if (only === 'at the edge' && farm.waf)
      throw unplantable('fault.needs-edge', id, topology, 'Set up the practice farm without a WAF.');
  }
  refuseSameNode(faults, farm.nodes);
}

/** If one fault silences a node, no other fault of that node can be seen. */
function refuseSameNode(faults: readonly Fault[], nodes: string[]): void {
  faults.forEach((fault, index) => {
    const other = faults
      .slice(0, index)
      .find(
        (candidate) =>
          fault.hits !== undefined &&
          candidate.hits?.(nodes) === fault.hits(nodes) &&
          (candidate.silences || fault.silences),
      );
    if (other === undefined) return;
    throw new FarmError({
      code: 'fault.same-node',
      field: 'faults',
      message: `The faults «${other.id}» and «${fault.id}» both change ${fault.hits?.(nodes)}.`,
      remedy: 'Use a practice farm with three or more nodes, or plant only one of them.',
    });
  });
}

function unplantable(code: string, id: string, topology: string, remedy: string): FarmError {
  return new FarmError({ code, field: 'faults', message: `The fault «${id}» needs ${topology}.`, remedy });
}

import type { Farm } from '../../../core/model/farm.ts';
import { nodesOf } from '../../../core/model/farm-parts.ts';
import type { Step } from '../../../core/model/plan.ts';
import type { PlanInputs } from '../../../core/model/profile.ts';
import { type Asked, practiceLine, type Reading } from '../../../core/model/reading.ts';
import { SERVICE } from './node-steps.ts';
import { HEADER, TRUST } from './requests.ts';

/** The header that a node reads; null where it is not set. */
export function trustInForce(_farm: Farm, node: string): Asked<unknown> {
  return { host: node, reading: trustOn(node), parse: (text) => (text.trim() === '' ? null : JSON.parse(text)) };
}

/** The setting is a node's own: each node is told. */
export function ipDetectionSteps({ farm, ipDetection }: PlanInputs): Step[] {
  const expect = JSON.stringify(ipDetection);
  return nodesOf(farm).map(({ name }) => ({
    id: `ip-detection.set.${name}`,
    title: `Set the header of ${name}`,
    page: 'ip-detection',
    who: 'administrator',
    host: name,
    needs: [],
    makes: [],
    apply: [
      {
        kind: 'deed',
        title: `Read the client’s address from ${HEADER}`,
        by: {
          practice: { run: practiceLine(SERVICE, 'settings', 'write', TRUST), stdin: expect },
          person: { ask: `On ${name}, set the header of the client’s address to ${HEADER}.`, example: 'done' },
        },
        done: { reading: trustOn(name), expect },
      },
    ],
    confirm: [],
    expected: `${name} reads ${HEADER}.`,
    ifNot: 'Check that the setting was saved.',
    undo: { how: `Remove the header from the settings of ${name}.` },
  }));
}

function trustOn(node: string): Reading {
  return {
    kind: 'told',
    by: {
      practice: { run: practiceLine(SERVICE, 'settings', 'read', TRUST) },
      person: {
        ask: `On ${node}, copy the header of the client’s address as JSON.`,
        example: JSON.stringify({ headerName: HEADER }),
      },
    },
  };
}

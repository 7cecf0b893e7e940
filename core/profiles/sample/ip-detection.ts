import { engineOf } from '../../client-ip/engines/index.ts';
import { FarmError } from '../../model/errors.ts';
import type { Farm } from '../../model/farm.ts';
import { firstNode } from '../../model/farm-parts.ts';
import type { IpDetection } from '../../model/ip-detection.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInputs } from '../../model/profile.ts';
import { type Asked, practiceLine, type Reading } from '../../model/reading.ts';
import { SERVICE } from './node-steps.ts';
import { IP_DETECTION } from './requests.ts';

const EXAMPLE: IpDetection = {
  enabled: true,
  forwardLimit: 1,
  knownProxies: ['192.0.2.4'],
  knownNetworks: [],
  headerName: 'X-Forwarded-For',
};

/** The IP detection in force on a node; null if it is not set. */
export function ipDetectionInForce(_farm: Farm, node: string): Asked<unknown> {
  return { host: node, reading: settingOn(node, JSON.stringify(EXAMPLE, null, 2)), parse: parseSetting };
}

/** The step that sets IP detection. It is a shared setting: set once, on the first node, it applies to all nodes. */
export function ipDetectionSteps({ farm, profile, ipDetection }: PlanInputs): Step[] {
  const { entries, headerName, trusted: all } = engineOf(profile.clientIp.engine).trust(ipDetection);
  const trusted = all?.join(', ') ?? 'everyone';
  const node = firstNode(farm).name;
  const expect = JSON.stringify(ipDetection, null, 2);
  return [
    {
      id: 'ip-detection.set',
      title: 'Set the trusted proxies of the application',
      page: 'ip-detection',
      who: 'administrator',
      host: node,
      needs: [],
      makes: [],
      apply: [
        {
          kind: 'deed',
          title: `Trust the last ${entries === 1 ? 'entry' : `${entries} entries`} of ${headerName}, from ${trusted}`,
          by: {
            practice: { run: practiceLine(SERVICE, 'settings', 'write', IP_DETECTION), stdin: expect },
            person: {
              ask: `In the application’s settings turn on ${headerName}, set its limit to ${entries}, empty both trust lists, and add ${trusted}.`,
              example: 'done',
            },
          },
          done: { reading: settingOn(node, expect), expect },
        },
      ],
      confirm: [],
      expected: `Limit ${entries}; trusted: ${trusted}.`,
      ifNot: 'Check that the setting was saved and that the nodes have read it.',
      undo: { how: `Turn off ${headerName} in the application’s settings.` },
    },
  ];
}

function settingOn(node: string, example: string): Reading {
  return {
    kind: 'told',
    by: {
      practice: { run: practiceLine(SERVICE, 'settings', 'read', IP_DETECTION) },
      person: {
        ask: `On ${node}, open the application’s settings and copy the values of IP detection as JSON.`,
        example,
      },
    },
  };
}

function parseSetting(text: string): unknown {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new FarmError({
      code: 'setting.unread',
      message: `The value of the setting ${IP_DETECTION} is not valid JSON: ${JSON.stringify(text.slice(0, 80))}.`,
      remedy: 'Copy the values of IP detection as JSON.',
    });
  }
}

import { engineOf } from '../../client-ip/engines/index.ts';
import { firstNode } from '../../model/farm.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInputs } from '../../model/plug-ins.ts';

/** IP detection is a shared setting: made once, on the first node, and in force on all. */
export function ipDetectionSteps({ farm, profile, ipDetection }: PlanInputs): Step[] {
  const { headerName, entries, trusted: all } = engineOf(profile.clientIp.engine).trust(ipDetection);
  const trusted = all?.join(', ') ?? 'everyone';
  return [
    {
      id: 'ip-detection.set',
      title: 'Tell the application which addresses to believe',
      page: 'ip-detection',
      who: 'administrator',
      host: firstNode(farm).name,
      needs: [],
      makes: [],
      apply: [
        {
          kind: 'setting',
          title: `Believe ${entries} ${entries === 1 ? 'entry' : 'entries'} of ${headerName}, from ${trusted}`,
          key: profile.clientIp.setting,
          value: ipDetection,
          renderings: {
            practice: true,
            operator: `In the application’s settings turn on ${headerName}, set its limit to ${entries}, empty both trust lists, and add ${trusted}.`,
          },
        },
      ],
      confirm: [],
      expected: `Limit ${entries}; trusted: ${trusted}.`,
      ifNot: 'See that the setting was saved and that the nodes have read it.',
      undo: { how: `Turn off ${headerName} in the application’s settings.` },
    },
  ];
}

import { firstNode } from '../../model/farm-parts.ts';
import type { Step } from '../../model/plan.ts';
import type { PlanInputs } from '../../model/plug-ins.ts';

/** IP detection is a shared setting: made once, on the first node, and in force on all. */
export function ipDetectionSteps({ farm, profile, ipDetection }: PlanInputs): Step[] {
  const trusted = [...ipDetection.knownProxies, ...ipDetection.knownNetworks].join(', ');
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
          title: `Believe ${ipDetection.forwardLimit} ${ipDetection.forwardLimit === 1 ? 'entry' : 'entries'} of ${ipDetection.headerName}, from ${trusted}`,
          key: profile.clientIp.setting,
          value: ipDetection,
          renderings: {
            practice: true,
            operator: `In the application’s settings turn on ${ipDetection.headerName}, set its limit to ${ipDetection.forwardLimit}, empty both trust lists, and add ${trusted}.`,
          },
        },
      ],
      confirm: [],
      expected: `Limit ${ipDetection.forwardLimit}; trusted: ${trusted}.`,
      ifNot: 'See that the setting was saved and that the nodes have read it.',
      undo: { how: `Turn off ${ipDetection.headerName} in the application’s settings.` },
    },
  ];
}

import { nodesOf } from '../model/farm-parts.ts';
import { type Check, notPass, pass } from './check.ts';
import { asIpDetection, settingDifferences } from './ip-detection-setting.ts';
import { unaskable } from './unhealthy.ts';

/** The IP detection in force on each node, read back, is the plan's. */
export const ipDetectionAsPlanned: Check = {
  id: 'ip-detection.as-planned',
  title: 'IP detection is as planned',
  required: false,
  effect: 'reads',
  page: 'ip-detection',
  field: 'ipDetection.trusted',
  after: 'settings',
  judge: ({ farm, profile, ipDetection }, seen) =>
    nodesOf(farm).map(({ name: node }) => {
      const subject = { node };
      const down = unaskable(seen, node, subject, 'for its IP detection');
      if (down !== null) return down;
      const asked = seen.settings.get(node);
      if (asked === undefined || asked.error !== undefined)
        return notPass('could not run', subject, {
          cause: `The IP detection of ${node} could not be read: ${asked?.error?.message ?? 'it was not asked.'}`,
          remedy: asked?.error?.remedy ?? 'Run the check again.',
        });
      if (asked.value === undefined)
        return notPass('not applicable', subject, {
          cause: `${profile.name} does not let its IP detection be read back.`,
          remedy: 'Nothing is to be done: the proof shows the effect.',
        });
      const inForce = asIpDetection(asked.value);
      const evidence = { planned: ipDetection, inForce: asked.value };
      const differences = inForce === null ? ['IP detection is not set'] : settingDifferences(ipDetection, inForce);
      if (differences.length === 0) return pass(subject, evidence);
      return notPass('fail', subject, {
        cause: `On ${node} ${differences.join('; ')}.`,
        remedy: 'Set IP detection as planned: running the plan again does it.',
        evidence,
      });
    }),
};

/** The balancer's configuration, read back, is the text the plan made. */
export const balancerAsPlanned: Check = {
  id: 'balancer.as-planned',
  title: 'The balancer is configured as planned',
  required: false,
  effect: 'reads',
  page: 'load-balancer',
  field: 'balancer.configuration',
  after: 'settings',
  judge: ({ balancer, balancerConfiguration }, seen) => {
    const { value, error } = seen.balancerFile;
    if (error !== undefined)
      return [
        notPass(
          'could not run',
          {},
          { cause: `${balancer.configurationPath} could not be read: ${error.message}`, remedy: error.remedy },
        ),
      ];
    if (value === balancerConfiguration) return [pass({}, { file: balancer.configurationPath })];
    const changed = value === null ? null : firstDifference(balancerConfiguration, value ?? '');
    return [
      notPass(
        'fail',
        {},
        {
          cause:
            changed === null
              ? `${balancer.configurationPath} is not on the balancer.`
              : `${balancer.configurationPath} differs from the plan in line ${changed.line}: “${changed.found}”, planned “${changed.planned}”.`,
          remedy: 'Write the planned configuration: running the plan again does it.',
          evidence: { file: balancer.configurationPath, ...changed },
        },
      ),
    ];
  },
};

function firstDifference(planned: string, found: string): { line: number; planned: string; found: string } {
  const [wished, seen] = [planned.split('\n'), found.split('\n')];
  // A comma more or less at the end of a line is never the difference that matters.
  const bare = (line: string | undefined) => line?.replace(/,$/, '');
  const index = wished.findIndex((line, place) => bare(line) !== bare(seen[place]));
  const place = index === -1 ? wished.length : index;
  return { line: place + 1, planned: (wished[place] ?? '').trim(), found: (seen[place] ?? '').trim() };
}

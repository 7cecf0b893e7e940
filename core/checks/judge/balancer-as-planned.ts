import { type Check, notPass, pass } from '../check.ts';
import { balancerFile } from '../looks/balancer-file.ts';

/** Whether the balancer's configuration file is the text that the plan made. */
export const balancerAsPlanned: Check = {
  id: 'balancer.as-planned',
  title: 'The balancer is configured as planned',
  required: false,
  page: 'load-balancer',
  field: 'balancer.configuration',
  needs: [balancerFile],
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
          remedy: 'Run the plan again: it writes the planned configuration.',
          evidence: { file: balancer.configurationPath, ...changed },
        },
      ),
    ];
  },
};

function firstDifference(planned: string, found: string): { line: number; planned: string; found: string } {
  const [wished, seen] = [planned.split('\n'), found.split('\n')];
  // A comma at the end of a line is never the difference that matters.
  const bare = (line: string | undefined) => line?.replace(/,$/, '');
  const index = wished.findIndex((line, place) => bare(line) !== bare(seen[place]));
  const place = index === -1 ? wished.length : index;
  return { line: place + 1, planned: (wished[place] ?? '').trim(), found: (seen[place] ?? '').trim() };
}

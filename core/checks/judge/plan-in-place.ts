import { type Check, notPass, pass } from '../check.ts';
import { listed } from '../listed.ts';
import { planned } from '../looks/planned.ts';

/** Whether running the plan again would change anything: a farm that differs from its plan is another one than the one that is proven. */
export const planInPlace: Check = {
  id: 'plan.in-place',
  title: 'Every host is as the plan makes it',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [planned],
  judge: (_verification, seen) => {
    const evidence = { steps: seen.steps.map(({ step, host, state, detail }) => ({ step, host, state, detail })) };
    if (seen.steps.length === 0)
      return [
        notPass(
          'not applicable',
          {},
          {
            cause: 'People work on every host of this farm, and say what they did there.',
            remedy: 'Nothing to do: the requests show how the farm behaves.',
          },
        ),
      ];
    const differing = seen.steps.filter(({ state }) => state === 'differs');
    const [first] = differing;
    if (first !== undefined)
      return [
        notPass(
          'fail',
          {},
          {
            cause: `${first.host} is not as the plan makes it (${first.title}): ${first.detail}.${differing.length > 1 ? ` So are ${differing.length - 1} more: ${listed([...new Set(differing.slice(1).map(({ host, title }) => `${title} on ${host}`))])}.` : ''}`,
            remedy:
              'Run the plan again: it puts back what differs. If the change is wanted, change the answers instead.',
            evidence,
          },
        ),
      ];
    const [unknown] = seen.steps.filter(({ state }) => state === 'not known');
    if (unknown !== undefined)
      return [
        notPass(
          'could not tell',
          {},
          {
            cause: `${unknown.host} could not be compared with the plan (${unknown.title}): ${unknown.detail}.`,
            remedy: 'Mend what is told, then verify again.',
            evidence,
          },
        ),
      ];
    return [pass({}, evidence)];
  },
};

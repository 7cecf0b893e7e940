import { type Check, notPass, pass } from '../check.ts';
import { settings } from '../looks/settings.ts';
import { vantageProblem } from '../vantage-problem.ts';

/** Whether the test location is no part of the farm and in no trusted range: else a correct address proves nothing. */
export const vantageUntrusted: Check = {
  id: 'vantage.untrusted',
  title: 'Test requests come from an untrusted address',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [settings],
  judge: (verification, seen) => {
    const [from] = verification.farm.clientAddresses;
    if (from === undefined) throw new Error('a farm has a client address');
    const problem = vantageProblem(verification, seen, from);
    const evidence = { sentFrom: from, planned: verification.ipDetection };
    if (problem === null) return [pass({}, evidence)];
    return [
      notPass(
        'fail',
        {},
        {
          cause: `Requests are sent from ${from}, and ${problem}.`,
          remedy: 'Narrow the trusted ranges, or choose another test location.',
          evidence,
        },
      ),
    ];
  },
};

import { type Check, notPass, pass } from '../check.ts';
import { settings } from '../looks/settings.ts';
import { vantageProblem } from '../vantage-problem.ts';

/** The address requests are sent from is no part of the farm and in no trusted range: else a right answer proves nothing. */
export const vantageUntrusted: Check = {
  id: 'vantage.untrusted',
  title: 'The proof is sent from a place the farm does not trust',
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
          remedy: 'Narrow the trusted ranges, or send from another address.',
          evidence,
        },
      ),
    ];
  },
};

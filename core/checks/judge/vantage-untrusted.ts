import { type Check, notPass, pass } from '../check.ts';
import { listed } from '../listed.ts';
import { settings } from '../looks/settings.ts';
import { vantageProblem } from '../vantage-problem.ts';

/**
 * Whether no client address is part of the farm or in a trusted range: else a correct address proves nothing, and the
 * application believes that client.
 */
export const vantageUntrusted: Check = {
  id: 'vantage.untrusted',
  title: 'Test requests come from an untrusted address',
  required: true,
  page: 'verify',
  field: 'clientAddresses',
  needs: [settings],
  judge: (verification, seen) => {
    const clients = [...new Set(verification.farm.clientAddresses)];
    const problems = new Map<string, string[]>();
    for (const from of clients) {
      const problem = vantageProblem(verification, seen, from);
      if (problem !== null) problems.set(problem, [...(problems.get(problem) ?? []), from]);
    }
    const evidence = { sentFrom: clients, planned: verification.ipDetection };
    if (problems.size === 0) return [pass({}, evidence)];
    const told = [...problems].map(([problem, from]) => `from ${listed(from)}, and ${problem}`);
    return [
      notPass(
        'fail',
        {},
        {
          cause: `Requests are sent ${told.join('; ')}.`,
          remedy: 'Narrow the trusted ranges, or choose another test location.',
          evidence,
        },
      ),
    ];
  },
};

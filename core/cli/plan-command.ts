import type { Core } from '../api/core.ts';
import { describeAction } from '../model/describe-action.ts';
import type { Plan } from '../model/plan.ts';
import { EXIT } from './exit-codes.ts';
import { withFarm } from './farm-command.ts';
import type { Output } from './output.ts';

/** `plan FILE`: prints the steps of the plan. */
export function planCommand(path: string, core: Core, output: Output): Promise<number> {
  return withFarm(core, output, { path, write: false }, async (_client, _farm, { plan }) => {
    output.answer(plan, planText(plan));
    return EXIT.done;
  });
}

function planText({ stages }: Plan): string {
  let number = 0;
  return stages
    .map(({ title, steps }) =>
      [
        title,
        ...steps.flatMap((step) => {
          number += 1;
          return [
            `  ${number}. ${step.title} (${step.who}, on ${step.host})`,
            ...step.apply.map((action) => `     - ${action.title}: ${describeAction(action)}`),
          ];
        }),
      ].join('\n'),
    )
    .join('\n\n');
}

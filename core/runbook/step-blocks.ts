import type { Action } from '../model/action.ts';
import type { Plan, Step } from '../model/plan.ts';
import { actionBlocks } from './action-blocks.ts';
import { type Block, heading, list, paragraph } from './document.ts';
import { sentence, values, words } from './field.ts';
import type { Placeholders } from './placeholders.ts';

/** All stages and steps of the plan. Steps are numbered through all stages. */
export function stageBlocks(plan: Plan, placeholders: Placeholders): Block[] {
  let number = 0;
  return plan.stages.flatMap((stage, index) => [
    heading(2, ...words(`Stage ${index + 1}`, stage.title)),
    ...stage.steps.flatMap((step) => {
      number += 1;
      return stepBlocks(step, number, placeholders);
    }),
  ]);
}

/** One step, with everything needed to carry it out. */
export function stepBlocks(step: Step, number: number, placeholders: Placeholders): Block[] {
  return [
    heading(3, ...words(`Step ${number}`, step.title)),
    list(
      values('Id', [step.id]),
      [`Who: ${step.who}`],
      values('Host', [step.host]),
      [`Page of the wizard: ${step.page}`],
      ...(step.needs.length === 0 ? [] : [values('Needs', step.needs)]),
      ...step.makes.map(({ name, title, reading, secret }) =>
        sentence('Makes', [
          { value: name },
          ', called ',
          { value: title },
          ...(reading.kind === 'file' ? [', in the file ', { value: reading.path }] : [', read from the host']),
          secret ? ', secret' : ', not secret',
        ]),
      ),
    ),
    ...workBlocks(step, number, placeholders),
    paragraph('Done by ................................ at ................................'),
  ];
}

/** What is done in a step, what is seen then, and what to do otherwise. */
export function workBlocks(step: Step, number: number, placeholders: Placeholders): Block[] {
  const action = (label: string) => (action: Action, index: number) => [
    heading(4, ...words(`${label} ${number}.${index + 1}`, action.title)),
    ...actionBlocks(action, placeholders),
  ];
  return [
    ...step.apply.flatMap(action('Action')),
    ...step.confirm.flatMap(action('Confirm')),
    heading(4, `When step ${number} is done`),
    list(
      words('Expected result', step.expected),
      words('If it fails', step.ifNot),
      'how' in step.undo ? words('Undo', step.undo.how) : words('No undo, because', step.undo.none),
    ),
  ];
}

import type { Action } from '../../../core/model/action.ts';
import type { Step } from '../../../core/model/plan.ts';
import type { Renderings } from '../../../core/model/reading.ts';
import type { Text } from '../../../core/model/text.ts';
import type { ReadAction, ReadReading, ReadStep, ReadText } from './read-types.ts';

/** A step of the plan in the form the reader gives: references by their labels. */
export function plannedStep(step: Step): ReadStep {
  return { ...step, apply: step.apply.map(plannedAction), confirm: step.confirm.map(plannedAction) };
}

function plannedAction(action: Action): ReadAction {
  switch (action.kind) {
    case 'file':
      return { ...action, content: plannedText(action.content) };
    case 'service':
      return { ...action, password: action.password === null ? null : plannedText(action.password) };
    case 'sql': {
      const { unless, ...rest } = action;
      return {
        ...rest,
        statements: action.statements.map(plannedScript),
        verify: plannedScript(action.verify),
        ...(unless === undefined ? {} : { unless: plannedUnless(unless) }),
      };
    }
    case 'deed': {
      const { reading, expect } = action.done;
      return { ...action, by: plannedRenderings(action.by), done: { reading: plannedReading(reading), expect } };
    }
    default:
      return action;
  }
}

function plannedUnless({ message, remedy, ...script }: NonNullable<Extract<Action, { kind: 'sql' }>['unless']>) {
  return { ...plannedScript(script), reason: `${message} ${remedy}` };
}

function plannedReading(reading: Extract<Action, { kind: 'deed' }>['done']['reading']): ReadReading {
  if (reading.kind === 'sql') return plannedScript(reading);
  return reading.kind === 'told' ? { ...reading, by: plannedRenderings(reading.by) } : reading;
}

function plannedRenderings(by: Renderings): Renderings<ReadText> {
  return Object.fromEntries(
    Object.entries(by).map(([kind, rendering]) => {
      if (!('run' in rendering) || rendering.stdin === undefined) return [kind, rendering];
      return [kind, { ...rendering, stdin: plannedText(rendering.stdin) }];
    }),
  ) as Renderings<ReadText>;
}

function plannedScript<T extends { parameters: Record<string, Text> }>(script: T) {
  return {
    ...script,
    parameters: Object.fromEntries(
      Object.entries(script.parameters).map(([name, text]) => [name, plannedText(text)] as const),
    ),
  };
}

function plannedText(text: Text): ReadText {
  const parts = typeof text === 'string' ? [text] : 'parts' in text ? text.parts : [text];
  const read: ReadText = [];
  let literal = '';
  const endLiteral = () => {
    if (literal !== '') read.push(literal);
    literal = '';
  };
  for (const part of parts) {
    if (typeof part === 'string') literal += part;
    else {
      endLiteral();
      read.push({ placeholder: part.label });
    }
  }
  endLiteral();
  return read;
}

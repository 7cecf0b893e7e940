import type { Action, Text } from '../../../core/model/action.ts';
import type { Step } from '../../../core/model/plan.ts';
import type { ReadAction, ReadStep, ReadText } from './read-types.ts';

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
    case 'sql':
      return { ...action, statements: action.statements.map(plannedScript), verify: plannedScript(action.verify) };
    case 'setting':
      // What JSON cannot say no program could be told in Markdown either.
      return { ...action, value: JSON.parse(JSON.stringify(action.value)) };
    default:
      return action;
  }
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

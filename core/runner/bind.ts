import { type Action, bindText, type Reference, type Text } from '../model/action.ts';
import { FarmError } from '../model/errors.ts';
import type { BoundAction } from '../model/host-client.ts';
import type { Output, Plan, Step } from '../model/plan.ts';
import { stepsOf } from '../model/plan.ts';
import type { RunnerPorts } from './ports.ts';

/** Values of a step's references, fetched just before use: outputs are read back from the host that made them. */
export type Values = (reference: Reference) => string;

/**
 * Fetches what a step needs.
 * @throws FarmError `secret.missing` or `output.missing`, naming who has it
 */
export async function fetchValues(plan: Plan, step: Step, ports: RunnerPorts, signal: AbortSignal): Promise<Values> {
  const outputs = new Map<string, string>();
  for (const name of step.needs) {
    const { maker, output } = makerOf(plan, name);
    const value = await ports.host(maker.host).readFile(output.path, signal);
    if (value === null)
      throw new FarmError({
        code: 'output.missing',
        message: `The ${output.title} is not on ${maker.host}.`,
        remedy: `Run the step “${maker.title}” again.`,
        at: maker.host,
      });
    outputs.set(name, value);
  }
  return (reference) => {
    const value = 'output' in reference ? outputs.get(reference.output) : ports.secret(reference.secretName)?.reveal();
    if (value === undefined)
      throw new FarmError({
        code: 'secret.missing',
        field: 'secretName' in reference ? reference.secretName : reference.output,
        message: `The ${reference.label} is not known.`,
        remedy: 'Give it again: secrets are kept in memory only.',
      });
    return value;
  };
}

function makerOf(plan: Plan, name: string): { maker: Step; output: Output } {
  for (const maker of stepsOf(plan)) {
    const output = maker.makes.find((candidate) => candidate.name === name);
    if (output !== undefined) return { maker, output };
  }
  throw new Error(`no step of the plan makes ${name}`);
}

/** The action with every reference bound. What comes back may hold secrets and is only handed to a host client. */
export function bindAction(action: Action, values: Values): BoundAction {
  const bind = (text: Text) => bindText(text, values);
  const bindAll = (parameters: Record<string, Text>) =>
    Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, bind(text)]));
  switch (action.kind) {
    case 'file':
      return { kind: 'file', path: action.path, content: bind(action.content), ownerOnly: action.ownerOnly };
    case 'service':
      return {
        kind: 'service',
        name: action.name,
        program: action.program,
        account: action.account,
        password: action.password === null ? null : bind(action.password),
        reads: action.reads,
      };
    case 'sql':
      return {
        kind: 'sql',
        part: action.part,
        database: action.database,
        statements: action.statements.map(({ text, parameters }) => ({ text, parameters: bindAll(parameters) })),
        verify: { ...action.verify, parameters: bindAll(action.verify.parameters) },
      };
    case 'setting':
      return { kind: 'setting', key: action.key, value: action.value };
    default: {
      const { title: _title, ...bound } = action;
      return bound;
    }
  }
}

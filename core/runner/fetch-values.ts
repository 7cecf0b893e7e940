import { FarmError } from '../model/errors.ts';
import type { Output, Plan, Step } from '../model/plan.ts';
import { stepsOf } from '../model/plan.ts';
import type { Reference } from '../model/text.ts';
import type { RunnerPorts } from './ports.ts';

/** Values of a step's references, fetched just before use: outputs are read back from the host that made them. */
export type Values = (reference: Reference) => string;

/**
 * Fetches what a step needs.
 * @throws FarmError `secret.missing` or `output.missing`, naming who has it
 */
export async function fetchValues(
  plan: Plan,
  step: Step,
  ports: Pick<RunnerPorts, 'host' | 'secret'>,
  signal: AbortSignal,
): Promise<Values> {
  const outputs = new Map<string, string>();
  for (const name of step.needs) {
    const { maker, output } = makerOf(plan, name);
    const value = await ports.host(maker.host).read(output.reading, signal);
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
        remedy: 'Enter it again: secrets are kept in memory only.',
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

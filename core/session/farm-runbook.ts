import { type RunbookInputs, renderRunbook } from '../runbook/render-runbook.ts';

/** The runbook in both forms. @param outdated whether the last verdict says nothing of the farm as it is now */
export function farmRunbook(
  inputs: Omit<RunbookInputs, 'proof'>,
  last: { at: string } | null,
  outdated: boolean,
): { md: string; html: string } {
  const { markdown, html } = renderRunbook({ ...inputs, proof: last && { at: last.at, outdated } });
  return { md: markdown, html };
}

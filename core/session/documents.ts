import { lastProof } from '../history/last-proof.ts';
import { FarmError } from '../model/errors.ts';
import { renderRunbook } from '../runbook/render-runbook.ts';
import { resultJunit } from '../runbook/result-junit.ts';
import { resultReport } from '../runbook/result-report.ts';
import type { FarmSession } from './farm-session.ts';

/** The runbook of a farm, with the report of the last verification, as Markdown or as one self-contained page. */
export async function farmRunbook(session: FarmSession, format: 'md' | 'html'): Promise<string> {
  const { inputs, plan, result, waivers, wizard } = session;
  const last = lastProof(session.history);
  const proof = last && { at: last.at, outdated: await wizard.isProofOutdated() };
  const { markdown, html } = renderRunbook({ ...inputs, plan, result, waivers, proof });
  return format === 'html' ? html : markdown;
}

/**
 * The report of the last proof alone, and when that proof ended (ISO 8601; null where nobody recorded it).
 * @param now when the report is made: it says how old the result is
 * @throws FarmError `report.not-proven` where there is no verdict of the farm as it stands: an earlier one, written down
 * without its farm, would pass for one
 */
export async function farmReport(
  { result, waivers, wizard, history }: FarmSession,
  format: 'html' | 'md' | 'junit',
  now: Date,
): Promise<{ text: string; ended: string | null }> {
  if (result === null || (await wizard.isProofOutdated()))
    throw new FarmError({
      code: 'report.not-proven',
      message: result === null ? 'The farm was not proven yet.' : 'The farm is another one than when it was proven.',
      remedy: 'Prove it first, with farmwright verify. The runbook shows an earlier verdict, and says so.',
    });
  const ended = result.ended ?? lastProof(history)?.at ?? null;
  const ageMs = ended === null ? null : now.getTime() - Date.parse(ended);
  if (format === 'junit') return { text: resultJunit(result, ageMs), ended };
  const { html, markdown } = resultReport(result, waivers, ageMs);
  return { text: format === 'html' ? html : markdown, ended };
}

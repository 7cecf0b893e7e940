import { ageText } from '../model/moment.ts';
import type { Result } from '../model/result.ts';
import type { Waiver } from '../model/waiver.ts';
import { heading, list } from './document.ts';
import { visible } from './plain-text.ts';
import { headLines, reportBlocks } from './report-blocks.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

/**
 * Returns the report of a result, as Markdown and as one self-contained page. The same result and age give the same bytes.
 * @param ageMs how old the result is; null where nobody recorded when it was made
 */
export function resultReport(
  result: Result,
  waivers: Waiver[],
  ageMs: number | null = null,
): { markdown: string; html: string } {
  const title = `Report: ${visible(result.farm.name ?? result.overall)}`;
  const markdown = toMarkdown([
    heading(1, title),
    list(
      ...headLines(result),
      [`Age of this result: ${ageMs === null ? 'not recorded' : ageText(ageMs)}`],
      [
        `Nodes: ${result.nodes.map(({ name, address }) => `${visible(name)} at ${visible(address)}`).join(', ') || 'none'}`,
      ],
    ),
    ...reportBlocks(result, waivers, 2),
  ]);
  return { markdown, html: toHtml(title, markdown) };
}

import type { Result } from '../model/result.ts';
import type { Waiver } from '../model/waiver.ts';
import { heading, list } from './document.ts';
import { visible } from './plain-text.ts';
import { reportBlocks } from './report-blocks.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';

/** Returns the report of a result, as Markdown and as one self-contained page. The same result gives the same bytes. */
export function resultReport(result: Result, waivers: Waiver[]): { markdown: string; html: string } {
  const markdown = toMarkdown([
    heading(1, `Report: ${result.overall}`),
    list(
      [`Application: ${visible(result.profile)}`],
      [`Load balancer: ${visible(result.balancer)}`],
      [
        `Nodes: ${result.nodes.map(({ name, address }) => `${visible(name)} at ${visible(address)}`).join(', ') || 'none'}`,
      ],
    ),
    ...reportBlocks(result, waivers, 2),
  ]);
  return { markdown, html: toHtml(`Report: ${result.overall}`, markdown) };
}

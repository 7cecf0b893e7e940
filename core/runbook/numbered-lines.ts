import type { MarkdownIt } from 'markdown-it';

/**
 * Writes every line of a fenced block as an element of its own. The style numbers them, so that on paper a long line
 * that goes on below is told apart from two lines. The numbers are not part of the text: copied, it is as it was.
 */
export function numberedLines(markdownIt: MarkdownIt): void {
  const { escapeHtml } = markdownIt.utils;
  markdownIt.renderer.rules.fence = (tokens, index) => {
    const { content, info } = tokens[index] ?? { content: '', info: '' };
    const lines = content.match(/[^\n]*\n/g) ?? [];
    return `<pre><code class="language-${escapeHtml(info)}">${lines
      .map((line) => `<span class="line">${escapeHtml(line)}</span>`)
      .join('')}</code></pre>\n`;
  };
}

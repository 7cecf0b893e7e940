import type { MarkdownIt } from 'markdown-it';
import { ANSWER } from './answer-block.ts';

/**
 * Writes every line of a fenced block as an element of its own. The style numbers them, so that on paper a long line
 * that goes on below is told apart from two lines. The numbers are not part of the text: copied, it is as it was. A block
 * that is filled in is copied with its fences, which say what it answers.
 */
export function numberedLines(markdownIt: MarkdownIt): void {
  const { escapeHtml } = markdownIt.utils;
  markdownIt.renderer.rules.fence = (tokens, index) => {
    const { content, info, markup } = tokens[index] ?? { content: '', info: '', markup: '' };
    const [language = ''] = info.trim().split(' ');
    const text = language === ANSWER ? `${markup} ${info.trim()}\n${content}${markup}\n` : content;
    const lines = text.match(/[^\n]*\n/g) ?? [];
    return `<pre><code class="language-${escapeHtml(language)}">${lines
      .map((line) => `<span class="line">${escapeHtml(line)}</span>`)
      .join('')}</code></pre>\n`;
  };
}

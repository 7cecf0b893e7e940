import type { Block, Inline } from './document.ts';

/**
 * Writes a document as Markdown (CommonMark with tables). Whatever the data holds, it stays text: it starts no
 * heading, list, fence, link or element, and ends none.
 */
export function toMarkdown(blocks: Block[]): string {
  return blocks
    .map((block, index) => {
      if (block.kind === 'list' && blocks[index - 1]?.kind === 'list') throw new Error('two lists would become one');
      return `${writeBlock(block)}\n`;
    })
    .join('\n');
}

function writeBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${writeLine(block.text)}`;
    case 'paragraph':
      return writeLine(block.text);
    case 'list':
      return block.items.map((item) => `- ${writeLine(item)}`).join('\n');
    case 'table':
      return [block.head, block.head.map(() => '---'), ...block.rows.map((row) => row.map(escapeText))]
        .map((cells) => `| ${cells.join(' | ')} |`)
        .join('\n');
    case 'answer':
      return `${block.fence} ${block.info}\n${block.text}${block.fence}`;
    case 'fence': {
      // At the left edge, never in a list: tabs and leading blanks stay what they are.
      const fence = '`'.repeat(Math.max(3, longestRun(block.text) + 1));
      return `${fence}${block.language}\n${block.text}${block.text.endsWith('\n') ? '' : '\n'}${fence}`;
    }
  }
}

function writeLine(text: Inline[]): string {
  const line = text.map(writeInline).join('');
  // At the start of a line, also of one after a break, these would open a list or underline a heading.
  return line.replaceAll(/^(\d{1,9})([.)])/gm, '$1\\$2').replaceAll(/^[-+=:]/gm, '\\$&');
}

function writeInline(inline: Inline): string {
  if (typeof inline === 'string') return escapeText(inline);
  if ('strong' in inline) return `**${escapeText(inline.strong)}**`;
  if ('code' in inline) return codeSpan(inline.code);
  return '\\\n';
}

/** CommonMark 0.31, 2.4: a backslash before ASCII punctuation makes it text. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&~|#$]/g, '\\$&');
}

/** CommonMark 0.31, 6.1: a run of other length does not end it; one blank beside a backtick at its edge is removed. */
function codeSpan(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const blank = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${ticks}${blank}${text}${blank}${ticks}`;
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

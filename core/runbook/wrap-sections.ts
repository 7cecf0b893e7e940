import type { MarkdownIt } from 'markdown-it';

/**
 * Puts every heading below the title and what follows it into a `section`, so that a step stays together on paper.
 * Markdown itself has no such element.
 */
export function wrapSections(markdownIt: MarkdownIt): void {
  markdownIt.core.ruler.push('sections', (state) => {
    const open: number[] = [];
    const wrapped: typeof state.tokens = [];
    const closeDownTo = (level: number) => {
      while ((open.at(-1) ?? 0) >= level) {
        open.pop();
        wrapped.push(block(new state.Token('section_close', 'section', -1)));
      }
    };
    for (const token of state.tokens) {
      const level = token.type === 'heading_open' ? Number(token.tag.slice(1)) : 0;
      if (level > 1) {
        closeDownTo(level);
        open.push(level);
        const section = block(new state.Token('section_open', 'section', 1));
        section.attrSet('class', `level-${level}`);
        wrapped.push(section);
      }
      wrapped.push(token);
    }
    closeDownTo(1);
    state.tokens = wrapped;
  });
}

function block<T extends { block: boolean }>(token: T): T {
  token.block = true;
  return token;
}

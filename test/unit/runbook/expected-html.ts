import type { Block, Inline } from '../../../core/runbook/document.ts';
import type { HtmlNode } from './read-html.ts';

/** The elements a document must become, told without Markdown on the way. */
export function expectedHtml(blocks: Block[]): HtmlNode[] {
  const root = element('main', []);
  const open = [{ level: 1, element: root }];
  for (const block of blocks) {
    if (block.kind === 'heading' && block.level > 1) {
      while ((open.at(-1)?.level ?? 0) >= block.level) open.pop();
      const section = element('section', [], `class="level-${block.level}"`);
      (open.at(-1) ?? { element: root }).element.children.push(section);
      open.push({ level: block.level, element: section });
    }
    (open.at(-1) ?? { element: root }).element.children.push(ofBlock(block));
  }
  return root.children;
}

function ofBlock(block: Block): HtmlNode {
  switch (block.kind) {
    case 'heading':
      return element(`h${block.level}`, line(block.text));
    case 'paragraph':
      return element('p', line(block.text));
    case 'list':
      return element(
        'ul',
        block.items.map((item) => element('li', line(item))),
      );
    case 'table':
      return element('table', [
        element('thead', [row('th', block.head)]),
        element(
          'tbody',
          block.rows.map((cells) => row('td', cells)),
        ),
      ]);
    case 'answer':
    case 'fence': {
      const text = block.text.endsWith('\n') ? block.text : `${block.text}\n`;
      const lines = text.split(/(?<=\n)/).map((line) => element('span', [line], 'class="line"'));
      return element('pre', [
        element('code', lines, `class="language-${block.kind === 'answer' ? 'answer' : block.language}"`),
      ]);
    }
  }
}

function row(tag: string, cells: string[]): HtmlNode {
  return element(
    'tr',
    cells.map((cell) => element(tag, [cell])),
  );
}

function line(text: Inline[]): HtmlNode[] {
  return joined(
    text.flatMap((inline): HtmlNode[] => {
      if (typeof inline === 'string') return [inline];
      if ('strong' in inline) return [element('strong', [inline.strong])];
      if ('code' in inline) return [element('code', [inline.code])];
      return [element('br', []), '\n'];
    }),
  );
}

/** Texts side by side are one text; between blocks a page may have blanks, which are none. */
export function joined(nodes: HtmlNode[]): HtmlNode[] {
  return nodes.reduce<HtmlNode[]>((done, node) => {
    const last = done.at(-1);
    if (node === '') return done;
    if (typeof node === 'string' && typeof last === 'string') done[done.length - 1] = last + node;
    else done.push(node);
    return done;
  }, []);
}

const BLOCKS_ONLY = ['main', 'section', 'ul', 'table', 'thead', 'tbody', 'tr'];

/** The elements as read, without the line ends that stand between blocks. */
export function withoutLayout({ tag, attributes, children }: Exclude<HtmlNode, string>): Exclude<HtmlNode, string> {
  const kept = BLOCKS_ONLY.includes(tag) ? children.filter((child) => child !== '\n') : joined(children);
  return element(
    tag,
    kept.map((child) => (typeof child === 'string' ? child : withoutLayout(child))),
    attributes,
  );
}

function element(tag: string, children: HtmlNode[], attributes = ''): Exclude<HtmlNode, string> {
  return { tag, attributes, children };
}

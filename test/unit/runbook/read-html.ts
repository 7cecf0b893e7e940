/** An element of a page, or a text. */
export type HtmlNode = string | { tag: string; attributes: string; children: HtmlNode[] };

const VOID = ['br', 'meta'];
const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const PIECE = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)>|[^<]+/gy;

/**
 * The elements of a page, read strictly: each is closed where it should be, and text has no character that a browser
 * would take for something else. Throws on everything it does not know.
 */
export function readHtml(html: string): HtmlNode[] {
  const root = { tag: '', attributes: '', children: [] as HtmlNode[] };
  const open = [root];
  const text = html.replace(/^<!doctype html>\n/, '');
  let end = 0;
  for (const [piece, slash, tag, attributes = ''] of text.matchAll(PIECE)) {
    end += piece.length;
    const inside = open.at(-1);
    if (inside === undefined) throw new Error('an element too many was closed');
    if (tag === undefined) inside.children.push(inside.tag === 'style' ? piece : decoded(piece));
    else if (slash === '/') {
      if (inside.tag !== tag) throw new Error(`${inside.tag} is closed by ${tag}`);
      open.pop();
    } else {
      const element = { tag, attributes: attributes.trim(), children: [] };
      inside.children.push(element);
      if (!VOID.includes(tag)) open.push(element);
    }
  }
  if (end !== text.length || open.length !== 1) throw new Error(`not read to its end: ${text.slice(end, end + 80)}`);
  return root.children;
}

function decoded(text: string): string {
  if (/[>\r\0]/.test(text)) throw new Error(`a raw character in ${text}`);
  return text.replaceAll(/&([a-z0-9#]*;?)/gi, (_, name: string) => {
    const character = ENTITIES[name.replace(/;$/, '')];
    if (character === undefined || !name.endsWith(';')) throw new Error(`an unknown entity &${name}`);
    return character;
  });
}

/** The first element with this tag, wherever it stands. */
export function find(nodes: HtmlNode[], tag: string): Exclude<HtmlNode, string> {
  const found = all(nodes).find((node) => node.tag === tag);
  if (found === undefined) throw new Error(`no ${tag}`);
  return found;
}

/** Every element, outer ones first. */
export function all(nodes: HtmlNode[]): Exclude<HtmlNode, string>[] {
  return nodes.flatMap((node) => (typeof node === 'string' ? [] : [node, ...all(node.children)]));
}

import MarkdownIt from 'markdown-it';
import { numberedLines } from './numbered-lines.ts';
import { PAGE_STYLE } from './page-style.ts';
import { wrapSections } from './wrap-sections.ts';

/** Nothing but the page's own style: no script, no picture, no address is ever asked for. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** What the documents never use is not understood either, so that no data can become a link or a picture. */
const UNUSED = ['autolink', 'blockquote', 'hr', 'image', 'lheading', 'link', 'reference', 'strikethrough'];

const markdownIt = new MarkdownIt({ html: false, linkify: false, typographer: false })
  .use(wrapSections)
  .use(numberedLines)
  .disable(UNUSED);

/**
 * One self-contained page from Markdown: no scripts, no outside references; prints on A4 in black and white.
 * @param title plain text for the window
 */
export function toHtml(title: string, markdown: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${markdownIt.utils.escapeHtml(title)}</title>
<style>
${PAGE_STYLE}</style>
</head>
<body>
<main>
${markdownIt.render(markdown)}</main>
</body>
</html>
`;
}

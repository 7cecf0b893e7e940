/** The page's style: nothing is said by colour alone, code wraps, headings stay with what follows. */
export const PAGE_STYLE = `:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; color: #000; background: #fff; font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.75em 0 0.5em; break-after: avoid; text-wrap: balance; }
h1 { font-size: 1.9rem; margin-top: 0.5em; }
h2 { font-size: 1.45rem; border-bottom: 2px solid #000; padding-bottom: 0.2em; }
h3 { font-size: 1.15rem; }
h4 { font-size: 1rem; margin-top: 1.25em; }
p, ul, pre, table { margin: 0.6em 0; }
ul { padding-left: 1.4em; }
li { margin: 0.15em 0; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "Liberation Mono", monospace; font-feature-settings: "zero"; }
code { unicode-bidi: isolate; white-space: pre-wrap; }
li code, p code, h3 code, h4 code { font-size: 0.92em; padding: 0 0.2em; border: 1px solid #767676; border-radius: 3px; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
strong { unicode-bidi: isolate; }
pre { border: 1px solid #767676; border-left-width: 4px; padding: 0.6em 0.8em; font-size: 0.86rem; line-height: 1.4; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4; }
pre code { counter-reset: line; }
.line { display: block; unicode-bidi: plaintext; }
pre:has(.line + .line) .line { counter-increment: line; padding-left: 3.5ch; }
pre:has(.line + .line) .line::before { content: counter(line); float: left; width: 2.5ch; margin-left: -3.5ch; text-align: right; color: #595959; user-select: none; -webkit-user-select: none; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums slashed-zero; }
th, td { border: 1px solid #767676; padding: 0.3em 0.5em; text-align: left; vertical-align: top; unicode-bidi: isolate; }
th { border-bottom-width: 2px; overflow-wrap: normal; }
td { overflow-wrap: break-word; }
td:first-child { min-width: 6.5rem; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
section.level-3 { border-top: 1px solid #767676; margin-top: 1.5em; }
h2 + section.level-3 { border-top: 0; margin-top: 0; }
section.level-3 > h3 { margin-top: 0.8em; }
@media (max-width: 40rem) { th, td, td:first-child { min-width: 0; overflow-wrap: anywhere; hyphens: auto; font-size: 0.8rem; padding: 0.25em; } }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  body { font-size: 10pt; line-height: 1.35; }
  h3, h4 { margin-top: 0.9em; }
  main { max-width: none; padding: 0; }
  pre { font-size: 8.5pt; }
  section.level-4, section.level-3, li { break-inside: avoid; }
  /* Longer than a page, so no page break before it. */
  section:has(.line:nth-child(40)) { break-inside: auto; }
  p { orphans: 3; widows: 3; break-after: auto; }
  p:has(+ pre), p:has(+ ul), p:has(+ table) { break-after: avoid; }
  pre { orphans: 3; widows: 3; }
}
`;

import type { Item, Page, Row, Section } from './page.ts';

/** A page as one file of HTML: no script, nothing loaded from anywhere, for phones, paper, dark rooms and screen readers. Every text is escaped. */
export function htmlOf({ locale, title, head, sections, foot }: Page): string {
  return `<!doctype html>
<html lang="${escaped(locale)}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(title)}</h1>
${paragraphs(head)}
</header>
${sections.map(sectionOf).join('\n')}
<footer>
${paragraphs(foot)}
</footer>
</main>
</body>
</html>
`;
}

function sectionOf({ heading, notes, rows, items }: Section, index: number): string {
  return [
    `<section aria-labelledby="s${index}">`,
    `<h2 id="s${index}">${escaped(heading)}</h2>`,
    paragraphs(notes),
    table(rows),
    ...items.map(itemOf),
    '</section>',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function itemOf({ heading, notes, rows }: Item): string {
  return `<article>\n<h3>${escaped(heading)}</h3>\n${table(rows)}\n${paragraphs(notes)}\n</article>`;
}

function table(rows: readonly Row[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(({ term, text, said }) => {
    const own = said === true ? ' class="said" dir="auto"' : '';
    return `<div><dt>${escaped(term)}</dt><dd${own}>${escaped(text)}</dd></div>`;
  });
  return `<dl>\n${lines.join('\n')}\n</dl>`;
}

function paragraphs(texts: readonly string[]): string {
  return texts.map((text) => `<p>${escaped(text)}</p>`).join('\n');
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that can stand in an element or in a quoted attribute. Characters HTML has no place for, and those that turn the order of others around, become a mark. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu, '\uFFFD')
    .replace(/[&<>"']/g, (letter) => references[letter] as string);
}

const fromRight = new Set(['ar', 'fa', 'he', 'ur', 'ps', 'sd', 'ckb', 'yi', 'dv']);

function directionOf(locale: string): 'ltr' | 'rtl' {
  return fromRight.has(locale.split('-')[0] as string) ? 'rtl' : 'ltr';
}

const style = `
:root { color-scheme: light dark; --ground: #fbfaf7; --card: #ffffff; --ink: #22282b; --soft: #566064; --line: #dcdfdc; --mark: #2f5d62; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15191b; --card: #1d2325; --ink: #e7ebea; --soft: #a9b4b5; --line: #343d40; --mark: #8fc1c2; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 44rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .75rem; }
h2 { font-size: 1.15rem; margin: 2.25rem 0 .5rem; color: var(--mark); }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: .5rem 0; }
header p, footer p, article p { color: var(--soft); }
article p { font-size: .9rem; margin-bottom: 0; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: .75rem 0; }
dl { margin: .25rem 0; }
dl div { padding: .45rem 0; border-top: 1px solid var(--line); }
dl div:first-child { border-top: 0; }
dt { color: var(--soft); font-size: .9rem; }
dd { margin: 0; }
.said { white-space: pre-wrap; }
footer { margin-top: 2.5rem; border-top: 1px solid var(--line); padding-top: .75rem; }
@media (min-width: 40rem) {
  main { padding: 3rem 2rem; }
  dl div { display: grid; grid-template-columns: 2fr 3fr; gap: 1rem; }
  dt { font-size: 1rem; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --soft: #333; --line: #bbb; --mark: #000; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  article, dl div { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;

import { type Insert, Markup, html } from './markup.js';

/** The parts that all pages of a site have in common. */
export interface SiteFrame {
  readonly title: string;
  /** the links of the header, by their path in the site; the first leads to the start page */
  readonly links: readonly SiteLink[];
  /** how the site was made */
  readonly made: string;
}

export interface SiteLink {
  readonly to: string;
  readonly text: string;
}

export interface SitePage {
  /** its path in the site: `xxz/C3.html` */
  readonly path: string;
  readonly title: string;
  /** the pages above it, the nearest last */
  readonly above?: readonly SiteLink[];
  readonly content: Insert;
}

/** A page that belongs to a folder of a larger site. */
export function pageBelow(folder: string, page: SitePage): SitePage {
  const below = (path: string): string => (folder === '' ? path : `${folder}/${path}`);
  return {
    ...page,
    path: below(page.path),
    ...(page.above && { above: page.above.map(({ to, text }) => ({ to: below(to), text })) }),
  };
}

/** The relative path from one page of a site to another. */
export function way(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common += 1;
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/');
}

/**
 * Only files of the site itself are loaded, and no script but the site's. KaTeX places glyphs with style attributes, so
 * these are allowed; style elements are not.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export function framed(site: SiteFrame, page: SitePage): string {
  const link = (to: string): string => way(page.path, to);
  const trail = page.above ?? [];
  const content = html`${page.content}`;
  const contents = tableOfContents(content);
  const markup: Markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}${page.title === site.title ? '' : ` – ${site.title}`}</title>
<link rel="stylesheet" href="${link('assets/katex.min.css')}">
<link rel="stylesheet" href="${link('assets/site.css')}">
<script defer src="${link('assets/search.js')}" data-root="${link('')}"></script>
<script defer src="${link('assets/site.js')}"></script>
</head>
<body>
<a class="skip" href="#content">to the content</a>
<header class="site"><div class="bar">
<nav aria-label="site">${site.links.map((entry, k) => headerLink(entry, page, { isFirst: k === 0 }))}</nav>
<div class="find" role="search" data-search hidden><input type="search" aria-label="search all pages" placeholder="search" autocomplete="off" spellcheck="false" maxlength="200"><div class="found" data-results hidden></div><span class="aside" role="status" data-status></span></div>
</div></header>
<div class="page${contents && ' with-contents'}">
${contents}<main id="content" tabindex="-1">
${trail.length > 0 && html`<nav class="trail" aria-label="above this page">${trail.map(({ to, text }) => html`<a href="${link(to)}">${text}</a> <span aria-hidden="true">/</span> `)}</nav>`}
${content}
</main>
</div>
<footer class="site"><p>${site.made}</p></footer>
</body>
</html>
`;
  return markup.text;
}

function headerLink({ to, text }: SiteLink, { path }: SitePage, { isFirst }: { readonly isFirst: boolean }): Markup {
  const isHere = to === path;
  // The other links stand for a folder: its pages are below them.
  const isAbove =
    !isHere && !isFirst && to.endsWith('/index.html') && path.startsWith(to.slice(0, -'index.html'.length));
  return html`<a href="${way(path, to)}"${isFirst && html` class="brand"`}${isHere ? html` aria-current="page"` : isAbove && html` aria-current="true"`}>${text}</a> `;
}

const heading = /<h(?<level>[23])(?=[^>]*\sid="(?<id>[^"]*)")[^>]*>(?<text>[^]*?)<\/h\k<level>>/gu;
/** Fewest headings of a page that has a table of its contents, and most headings that the table has. */
const [fewestEntries, mostEntries] = [3, 60];

/** The headings of a page as links; those of the third level only where there are not too many. */
function tableOfContents(content: Markup): Markup | false {
  const all = [...content.text.matchAll(heading)].map(({ groups }) => ({
    level: groups!.level!,
    // Identifiers and links of the heading itself are not repeated.
    text: groups!.text!.replaceAll(/<\/?a\b[^>]*>/gu, '').replaceAll(/\sid="[^"]*"/gu, ''),
    id: groups!.id!,
  }));
  const entries = all.length > mostEntries ? all.filter(({ level }) => level === '2') : all;
  if (entries.length < fewestEntries || entries.length > 2 * mostEntries) return false;
  const list = html`<ul>${entries.map(({ level, text, id }) => new Markup(`<li class="level-${level}"><a href="#${id}">${text}</a></li>`))}</ul>`;
  return html`<nav class="contents" aria-label="on this page"><details open data-contents><summary>On this page</summary>${list}</details></nav>`;
}

/** A table that may be wider than the page. */
export function wideTable(caption: string, table: Markup): Markup {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">${table}</div>`;
}

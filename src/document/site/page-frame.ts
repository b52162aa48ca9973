import { type Insert, type Markup, html } from './markup.js';

/** The parts that all pages of a site have in common. */
export interface SiteFrame {
  readonly title: string;
  /** links of every page, by their path in the site */
  readonly links: readonly { readonly to: string; readonly text: string }[];
  /** how the site was made */
  readonly made: string;
}

export interface SitePage {
  /** its path in the site: `xxz/C3.html` */
  readonly path: string;
  readonly title: string;
  /** the pages above it, the nearest last */
  readonly above?: readonly { readonly to: string; readonly text: string }[];
  readonly content: Insert;
}

/** The relative path from one page of a site to another. */
export function way(from: string, to: string): string {
  const here = from.split('/').slice(0, -1);
  const there = to.split('/');
  let common = 0;
  while (common < here.length && common < there.length - 1 && here[common] === there[common]) common += 1;
  return [...here.slice(common).map(() => '..'), ...there.slice(common)].join('/');
}

export function framed(site: SiteFrame, page: SitePage): string {
  const link = (to: string): string => way(page.path, to);
  const trail = page.above ?? [];
  const markup: Markup = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}${page.title === site.title ? '' : ` – ${site.title}`}</title>
<link rel="stylesheet" href="${link('assets/katex.min.css')}">
<link rel="stylesheet" href="${link('assets/site.css')}">
<script defer src="${link('assets/site.js')}"></script>
</head>
<body>
<a class="skip" href="#content">to the content</a>
<header class="site"><nav aria-label="site">${site.links.map(({ to, text }) => html`<a href="${link(to)}"${to === page.path && html` aria-current="page"`}>${text}</a> `)}</nav></header>
<main id="content">
${trail.length > 0 && html`<nav class="trail" aria-label="above this page">${trail.map(({ to, text }) => html`<a href="${link(to)}">${text}</a> <span aria-hidden="true">/</span> `)}</nav>`}
${page.content}
</main>
<footer class="site"><p>${site.made}</p></footer>
</body>
</html>
`;
  return markup.text;
}

/** A table that may be wider than the page. */
export function wideTable(caption: string, table: Markup): Markup {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">${table}</div>`;
}

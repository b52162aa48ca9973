import type MarkdownIt from 'markdown-it';
import { element } from './dom.js';
import { showFormulas } from './formula.js';
import { loadedOnce, unlessOffline } from './loading.js';

type Token = ReturnType<MarkdownIt['parse']>[number];

/** Elements that prose may have. What Markdown makes beyond them stays text. */
const allowed: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 strong em s code pre ul ol li blockquote hr br a table thead tbody tr th td'.split(' '),
);

/** Headings of cells are below the title of the page. */
const lowered: Readonly<Record<string, string>> = { h1: 'h2', h2: 'h3', h3: 'h4', h4: 'h5', h5: 'h6' };

/** Markdown without HTML and without pictures, loaded when it is needed. */
export const loadProse = loadedOnce<MarkdownIt>(async () => {
  const { default: Markdown } = await import('markdown-it');
  return new Markdown({ html: false, linkify: false }).disable(['image', 'html_inline', 'html_block']);
});

/** Shows Markdown with formulas between dollar signs in an element. No text becomes markup. */
export async function showProse(target: HTMLElement, text: string): Promise<void> {
  const markdown = await unlessOffline(loadProse());
  if (!markdown) {
    target.replaceChildren(element('pre', {}, text));
    return;
  }
  const root = document.createDocumentFragment();
  const open: ParentNode[] = [root];
  const walk = (tokens: readonly Token[]): void => {
    for (const token of tokens) {
      if (token.children) walk(token.children);
      else place(token, open);
    }
  };
  walk(markdown.parse(text, {}));
  target.replaceChildren(root);
}

function place(token: Token, open: ParentNode[]): void {
  const here = open.at(-1)!;
  const { type, tag, nesting, content } = token;
  if (type === 'text') return void showFormulas(here, content);
  if (type === 'softbreak') return here.append('\n');
  if (type === 'fence' || type === 'code_block')
    return here.append(element('pre', { tabindex: 0 }, element('code', {}, content.replace(/\n$/u, ''))));
  if (!allowed.has(tag)) {
    if (content !== '') here.append(content);
    return undefined;
  }
  if (nesting === -1) {
    if (open.length > 1) open.pop();
    return undefined;
  }
  const made = document.createElement(lowered[tag] ?? tag);
  if (tag === 'a') markLink(made, token.attrGet('href'));
  if (tag === 'ol' && token.attrGet('start') !== null) made.setAttribute('start', String(token.attrGet('start')));
  if (content !== '') made.append(content);
  here.append(made);
  if (nesting === 1) open.push(made);
  return undefined;
}

/** Links lead to the web or to a place of the page; others remain text. */
function markLink(made: HTMLElement, href: string | null): void {
  if (href === null || !/^(?:https?:\/\/|mailto:)/iu.test(href)) return;
  made.setAttribute('href', href);
  made.setAttribute('rel', 'noopener noreferrer');
  made.setAttribute('target', '_blank');
}

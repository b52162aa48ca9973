import type katex from 'katex';
import { breakableFormula } from '../breakable-formula.js';
import { element } from './dom.js';
import { loadedOnce, unlessOffline } from './loading.js';

/** KaTeX with its fonts, loaded when the page is idle or the first formula needs it. */
export const loadFormulas = loadedOnce<typeof katex>(async () => {
  const { default: library } = await import('katex');
  // The pages of a site have the rules of KaTeX themselves.
  const { formulas } = document.documentElement.dataset;
  if (formulas !== undefined) document.head.append(element('link', { rel: 'stylesheet', href: formulas }));
  return library;
});

/** Longest TeX that is typeset; a longer formula is easier to read as text. */
const longestTex = 20_000;

/**
 * Typesets TeX into an element, for eyes and for screen readers. It cannot affect anything outside the formula: it has
 * no links, attributes or files.
 *
 * @returns false where the element is as it was: TeX that KaTeX does not accept, or that is too long, is not typeset,
 *          and nothing is where KaTeX cannot be loaded
 */
export async function typeset(target: HTMLElement, tex: string, style: 'display' | 'inline'): Promise<boolean> {
  if (tex.length > longestTex) return false;
  const library = await unlessOffline(loadFormulas());
  if (!library) return false;
  const formula = document.createElement('div');
  try {
    library.render(breakableFormula(tex), formula, {
      displayMode: style === 'display',
      trust: false,
      strict: 'error',
      throwOnError: true,
      maxExpand: 5000,
      maxSize: 20,
      globalGroup: false,
    });
  } catch (error) {
    if (!(error instanceof library.ParseError) && !(error instanceof RangeError)) throw error;
    return false;
  }
  target.replaceChildren(...formula.childNodes);
  return true;
}

/** Puts a text into an element, with the formulas between its dollars typeset. */
export async function showFormulas(target: ParentNode, text: string): Promise<void> {
  const waiting: Promise<boolean>[] = [];
  for (const [k, part] of text.split(/\$(?<tex>[^$\n]+)\$/u).entries()) {
    if (k % 2 === 0) {
      target.append(part);
      continue;
    }
    const formula = element('span', { class: 'tex' }, part);
    target.append(formula);
    waiting.push(typeset(formula, part, 'inline'));
  }
  await Promise.all(waiting);
}

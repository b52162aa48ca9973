import type katex from 'katex';
import { element } from './dom.js';

let loading: Promise<typeof katex> | undefined;

/** KaTeX with its fonts, loaded when the page is idle or the first formula needs it. */
export function loadFormulas(): Promise<typeof katex> {
  if (!loading) {
    document.head.append(element('link', { rel: 'stylesheet', href: './formulas.css' }));
    loading = import('katex').then((module) => module.default);
  }
  return loading;
}

/** Longest TeX that is typeset; a longer formula is easier to read as text. */
const longestTex = 20_000;

/**
 * Typesets TeX into an element, for eyes and for screen readers. It cannot affect anything outside the formula: it has
 * no links, attributes or files. TeX that KaTeX does not accept, or that is too long, is shown as text.
 */
export async function typeset(target: HTMLElement, tex: string, style: 'display' | 'inline'): Promise<void> {
  if (tex.length > longestTex) {
    target.replaceChildren(element('code', {}, tex));
    return;
  }
  const { render, ParseError } = await loadFormulas();
  try {
    render(tex, target, {
      displayMode: style === 'display',
      trust: false,
      strict: 'error',
      throwOnError: true,
      maxExpand: 5000,
      maxSize: 20,
      globalGroup: false,
    });
  } catch (error) {
    if (!(error instanceof ParseError) && !(error instanceof RangeError)) throw error;
    target.replaceChildren(element('code', {}, tex));
  }
}

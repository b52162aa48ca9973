import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseHTML } from 'linkedom';
import MiniSearch from 'minisearch';
import { greekName } from '../../language/index.js';

/** The files of a site by their paths in it, as in `site.ts`, which imports this file. */
type Files = Map<string, string | Uint8Array>;

/** A part of a page, from a heading to the next one, as it is found by the search. */
export interface SearchEntry {
  readonly id: number;
  /** path and fragment of the place */
  readonly place: string;
  readonly title: string;
  /** the title of its page, where that is another */
  readonly page: string;
  readonly text: string;
}

/** Number of characters of the beginning of a part that are shown with it. */
const excerptLength = 110;
/** Number of characters of a part that are searched; tables of data are longer. */
const searchedLength = 20_000;

/**
 * The index of the search over all pages of a site, and the library that reads it. Both are plain scripts, because a
 * page that is opened from a folder can neither fetch files nor load modules.
 *
 * @param only  whether the text of a page is searched; of other pages only the title is
 */
export function searchFiles(files: Files, only: (path: string) => boolean = () => true): Files {
  const index = new MiniSearch<SearchEntry>({ ...searchSettings, processTerm: searchTerm });
  const excerpts: string[][] = [];
  for (const [path, content] of files) {
    if (!path.endsWith('.html') || typeof content !== 'string') continue;
    for (const part of partsOf(path, content, only(path))) {
      const entry = { ...part, id: excerpts.length };
      index.add(entry);
      excerpts.push([entry.place, entry.title, entry.page, entry.text.slice(0, excerptLength)]);
    }
  }
  // The index is a text, because a JSON text is read faster than the same object in a script.
  const data = { index: JSON.stringify(index), settings: searchSettings, entries: excerpts, greek };
  const umd = join(dirname(createRequire(import.meta.url).resolve('minisearch')), '../umd/index.js');
  return new Map([
    ['assets/search-index.js', `window.spinlawSearch = ${JSON.stringify(data).replaceAll('<', '\\u003c')};\n`],
    ['assets/minisearch.js', readFileSync(umd, 'utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/u, '\n')],
  ]);
}

/** The settings with which the index is made and read. */
const searchSettings = {
  fields: ['title', 'page', 'text'],
  storeFields: [] as string[],
  searchOptions: { prefix: true, boost: { title: 6, page: 2 }, combineWith: 'AND' as const },
};

/** Greek letters by their names, so that `Delta` finds Δ; `eps` is the beginning of `epsilon`. */
const greek: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...greekName].map(([symbol, name]) => [symbol.toLowerCase(), name.toLowerCase()])),
  ε: 'epsilon',
};

/** A term as it is kept in the index: in small letters, digits not raised or lowered, Greek letters by their names. */
export function searchTerm(term: string): string {
  const plain = term.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  return [...plain].map((c) => greek[c] ?? c).join('');
}

/** The parts of a page by their headings. */
function partsOf(path: string, content: string, isSearched: boolean): Omit<SearchEntry, 'id'>[] {
  // Data for the script of a page is long, and no text.
  const { document } = parseHTML(content.replaceAll(/<script\b[^]*?<\/script>/gu, ''));
  const main = document.querySelector('main');
  // A formula is in a page three times: for eyes, for screen readers, and as TeX.
  for (const copy of main?.querySelectorAll('.katex-html, annotation') ?? []) copy.remove();
  const title = plainText(main?.querySelector('h1')?.textContent ?? '') || path;
  const parts: { place: string; title: string; page: string; text: string }[] = [
    { place: path, title, page: '', text: '' },
  ];
  if (!main || !isSearched) return parts;
  for (const hidden of main.querySelectorAll('nav, h1, button, form')) hidden.remove();
  const visit = (node: Node): void => {
    for (const child of node.childNodes as unknown as Node[]) {
      if (child.nodeType === 3) {
        const part = parts.at(-1)!;
        if (part.text.length < searchedLength) part.text += child.textContent ?? '';
      } else if (child.nodeType === 1) {
        const { tagName, id } = child as Node & { tagName: string; id: string };
        if (/^h[2-4]$/iu.test(tagName) && id !== '')
          parts.push({ place: `${path}#${id}`, title: plainText(child.textContent ?? ''), page: title, text: '' });
        else {
          parts.at(-1)!.text += ' ';
          visit(child);
        }
      }
    }
  };
  visit(main as unknown as Node);
  return parts.map((part) => ({ ...part, text: plainText(part.text) }));
}

/** The properties of a linkedom node that are used. */
interface Node {
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: unknown;
}

const plainText = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

import { readIpynb, writeIpynb } from '../ipynb.js';
import { readCells, writeCells } from '../script.js';
import { type Notebook, type Unreadable, fileNameOf, longestNotebook, plainTitle } from '../sheet.js';
import type { CellResults } from '../ipynb.js';
import { download } from './dom.js';

/** Writes the notebook as a file that the browser saves. */
export function saveAs(
  format: 'spin' | 'ipynb',
  notebook: Notebook,
  results: ReadonlyMap<string, CellResults>,
): string {
  const name = `${fileNameOf(notebook.title)}.${format}`;
  if (format === 'spin') download(name, writeCells(notebook), 'text/plain');
  else download(name, writeIpynb(notebook, results), 'application/x-ipynb+json');
  return name;
}

/** Reads a file that the reader has chosen: a script, or a notebook of Jupyter. */
export async function readChosen(file: File): Promise<Notebook | Unreadable> {
  // A text has at most four bytes for each of its code units.
  if (file.size > 4 * longestNotebook) return { problem: `${file.name} is too long for a notebook` };
  const text = await file.text();
  return notebookFromFile(file.name, text);
}

/** A text with the name of its file as a notebook. */
export function notebookFromFile(name: string, text: string): Notebook | Unreadable {
  const title = plainTitle(name.replace(/\.(?:spin|ipynb|json|txt)$/iu, ''));
  if (/\.ipynb$/iu.test(name)) return readIpynb(text, title);
  if (text.includes('\0')) return { problem: `${name} is not a text` };
  return { title, cells: readCells(text) };
}

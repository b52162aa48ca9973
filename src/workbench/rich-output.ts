import { plain } from '../text/index.js';
import type { Item } from './messages.js';
import { outputOf, remarksOf } from './present.js';

/** An item for a page or a notebook: plain strings, of which a door shows the richest that it can. */
export interface RichOutput {
  /** as in a terminal without colours; empty for an item that only ends or accompanies others */
  readonly text: string;
  /** a formula in mathematical mode, without the dollars */
  readonly latex?: string;
  readonly markdown?: string;
  /** a picture: one `svg` element */
  readonly svg?: string;
}

const style = { palette: plain, terminal: false };

/**
 * The forms of an item. Formulas and pictures are made by a workbench that was asked for them; text from outside cannot
 * become markup in any of the forms: formulas are written from trees, names in them are letters and digits, and in
 * Markdown what was typed stands in fences and code spans.
 */
export function richOutput(item: Item): RichOutput {
  return { text: textOf(item), ...item.rich };
}

function textOf(item: Item): string {
  if (item.kind === 'value' || item.kind === 'again' || item.kind === 'part' || item.kind === 'progress')
    return [...remarksOf(item, style), item.text].join('\n');
  const output = outputOf(item, style);
  return [...remarksOf(item, style), ...(output === undefined ? [] : [output])].join('\n');
}

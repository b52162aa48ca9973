import { type Notebook, type SheetCell, freshId } from './sheet.js';

/** A notebook that two tabs have changed, put together. */
export interface Merged {
  readonly notebook: Notebook;
  /** the cells that both tabs had changed to different texts, each followed by a cell with the other text */
  readonly copies: number;
}

/**
 * Puts two versions of a notebook together that have a common ancestor. No text of either version is lost:
 *
 * - A cell that one side changed takes the changed text.
 * - Of a cell that both sides changed differently, `mine` stays, and the text of `theirs` follows in a cell of its own.
 * - A cell that one side deleted is deleted unless the other side changed it.
 * - The order is that of `mine`; new cells of `theirs` follow the cell that they followed there.
 */
export function mergeNotebooks(base: Notebook, mine: Notebook, theirs: Notebook): Merged {
  const before = byId(base);
  const there = byId(theirs);
  const here = byId(mine);
  const cells: SheetCell[] = [];
  let copies = 0;
  for (const cell of mine.cells) {
    const old = before.get(cell.id);
    const other = there.get(cell.id);
    if (!other) {
      // Deleted in the other tab, or new here.
      if (!old || !sameCell(old, cell)) cells.push(cell);
      continue;
    }
    if (sameCell(cell, other) || (old && sameCell(old, other))) cells.push(cell);
    else if (old && sameCell(old, cell)) cells.push(other);
    else {
      cells.push(cell, { ...other, id: freshId() });
      copies += 1;
    }
  }
  for (const [k, cell] of theirs.cells.entries()) {
    if (here.has(cell.id)) continue;
    const old = before.get(cell.id);
    if (old && sameCell(old, cell)) continue;
    // New there, or deleted here but changed there.
    const previous = theirs.cells.slice(0, k).findLast(({ id }) => cells.some((c) => c.id === id));
    const at = previous ? cells.findIndex(({ id }) => id === previous.id) + 1 : 0;
    cells.splice(at, 0, cell);
  }
  const ordered = sameOrder(base, mine) ? inOrderOf(theirs, cells) : cells;
  const title = mine.title === base.title ? theirs.title : mine.title;
  return { notebook: { title, cells: ordered }, copies };
}

function byId(notebook: Notebook): ReadonlyMap<string, SheetCell> {
  return new Map(notebook.cells.map((cell) => [cell.id, cell]));
}

function sameCell(a: SheetCell, b: SheetCell): boolean {
  return a.kind === b.kind && a.text === b.text;
}

/** Whether the cells that both have are in the same order. */
function sameOrder(a: Notebook, b: Notebook): boolean {
  const inB = new Map(b.cells.map(({ id }, k) => [id, k]));
  const places = a.cells.flatMap(({ id }) => inB.get(id) ?? []);
  return places.every((place, k) => k === 0 || places[k - 1]! < place);
}

/** The cells in the order of a notebook that has most of them; the others stay behind their predecessors. */
function inOrderOf({ cells: order }: Notebook, cells: readonly SheetCell[]): SheetCell[] {
  const place = new Map(order.map(({ id }, k) => [id, k]));
  const groups: { readonly at: number; readonly cells: SheetCell[] }[] = [{ at: -1, cells: [] }];
  for (const cell of cells) {
    const at = place.get(cell.id);
    if (at === undefined) groups.at(-1)!.cells.push(cell);
    else groups.push({ at, cells: [cell] });
  }
  return groups.sort((a, b) => a.at - b.at).flatMap((group) => group.cells);
}

/** One cell: statements and commands of the language, or prose around them. */
export interface SheetCell {
  /** letters, digits, `-` and `_`, 1 to 64 of them, as nbformat asks; unique in its notebook */
  readonly id: string;
  readonly kind: 'code' | 'prose';
  readonly text: string;
}

/** Cells in the order in which they are read and run. Results are not part of it: they follow from the text. */
export interface Notebook {
  readonly title: string;
  readonly cells: readonly SheetCell[];
}

/** A text that is not a notebook, with the reason in a sentence. */
export interface Unreadable {
  readonly problem: string;
}

/** Largest size of a text that is opened as a notebook, in UTF-16 code units. */
export const longestNotebook = 4_000_000;
/** Largest number of cells of a notebook that is opened. */
export const mostCells = 5000;

/** A name for a new cell: 64 random bits, so that two tabs do not choose the same. */
export function freshId(): string {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return `c${[...words].map((w) => w.toString(36).padStart(7, '0')).join('')}`;
}

export function newCell(kind: SheetCell['kind'], text = ''): SheetCell {
  return { id: freshId(), kind, text };
}

/** A notebook with one empty cell. */
export function emptyNotebook(title = 'Untitled'): Notebook {
  return { title, cells: [newCell('code')] };
}

export function isCellId(id: unknown): id is string {
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,64}$/u.test(id);
}

export function sameNotebook(a: Notebook, b: Notebook): boolean {
  return (
    a.title === b.title &&
    a.cells.length === b.cells.length &&
    a.cells.every((cell, k) => {
      const other = b.cells[k]!;
      return cell.id === other.id && cell.kind === other.kind && cell.text === other.text;
    })
  );
}

/** A title as the name of a file, without its ending. */
export function fileNameOf(title: string): string {
  const plain = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return [...plain].slice(0, 60).join('') || 'notebook';
}

/** A title in one line, of at most 120 characters; control characters become spaces. */
export function plainTitle(title: string): string {
  const line = title
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/gu, ' ')
    .trim();
  return [...line].slice(0, 120).join('') || 'Untitled';
}

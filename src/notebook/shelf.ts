import { type Merged, mergeNotebooks } from './merge.js';
import { type Notebook, type SheetCell, isCellId, plainTitle, sameNotebook } from './sheet.js';

/** The part of a browser's storage that is used; what is written must be there for every tab at once. */
export interface TextStore {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, text: string): void;
  removeItem(key: string): void;
}

/** A notebook in the list of those that a browser keeps. */
export interface ShelfEntry {
  readonly id: string;
  readonly title: string;
  /** when it was last saved, in milliseconds since 1970 */
  readonly saved: number;
}

/** A notebook as it was saved. */
interface StoredNotebook extends Notebook {
  readonly version: 1;
  readonly saved: number;
}

const prefix = 'spinlaw:notebook:';

/** The key under which a notebook is stored. */
export function shelfKey(id: string): string {
  return prefix + id;
}

/** The notebooks that a browser keeps, each under a key of its own. Several tabs may have the same notebook open. */
export class Shelf {
  constructor(
    private readonly store: TextStore,
    private readonly now: () => number = Date.now,
  ) {}

  /** Every notebook, the last saved first. */
  list(): ShelfEntry[] {
    const entries: ShelfEntry[] = [];
    for (let k = 0; k < this.store.length; k++) {
      const key = this.store.key(k);
      if (!key?.startsWith(prefix)) continue;
      const stored = this.stored(key.slice(prefix.length));
      if (stored) entries.push({ id: key.slice(prefix.length), title: stored.title, saved: stored.saved });
    }
    return entries.sort((a, b) => b.saved - a.saved);
  }

  read(id: string): Notebook | undefined {
    const stored = this.stored(id);
    return stored && { title: stored.title, cells: stored.cells };
  }

  /**
   * Saves a notebook, after it has been put together with what another tab has saved meanwhile.
   *
   * @param base  the notebook as this tab last read or saved it; undefined for a new one
   * @throws DOMException  where the browser has no room for it
   */
  save(id: string, base: Notebook | undefined, mine: Notebook): Merged {
    const theirs = this.read(id);
    const merged = theirs && base ? mergeNotebooks(base, mine, theirs) : { notebook: mine, copies: 0 };
    if (!theirs || !sameNotebook(merged.notebook, theirs)) {
      const stored: StoredNotebook = { version: 1, saved: this.now(), ...merged.notebook };
      this.store.setItem(shelfKey(id), JSON.stringify(stored));
    }
    return merged;
  }

  remove(id: string): void {
    this.store.removeItem(shelfKey(id));
  }

  private stored(id: string): StoredNotebook | undefined {
    const text = this.store.getItem(shelfKey(id));
    return text === null ? undefined : readStored(text);
  }
}

/** A stored text may come from a later version, or from another program at the same address. */
function readStored(text: string): StoredNotebook | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
  const found = document as Partial<StoredNotebook> | null;
  if (typeof found !== 'object' || found === null || found.version !== 1 || !Array.isArray(found.cells))
    return undefined;
  const cells = (found.cells as readonly unknown[]).filter(isStoredCell);
  return {
    version: 1,
    saved: typeof found.saved === 'number' ? found.saved : 0,
    title: plainTitle(String(found.title)),
    cells,
  };
}

function isStoredCell(cell: unknown): cell is SheetCell {
  const { id, kind, text } = (cell ?? {}) as Partial<SheetCell>;
  return isCellId(id) && (kind === 'code' || kind === 'prose') && typeof text === 'string';
}

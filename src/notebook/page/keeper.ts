import { Shelf, type ShelfEntry, type TextStore, shelfKey } from '../shelf.js';
import { type Notebook, freshId, sameNotebook } from '../sheet.js';

/** Milliseconds after the last change before it is saved. */
const patience = 400;

/** Where the notebook on the page stands with the browser's storage. */
export type KeeperState = 'saved' | 'saving' | 'not-saved';

export interface KeeperHost {
  notebook(): Notebook;
  /** another tab has changed the notebook, or both have */
  merged(notebook: Notebook, copies: number): void;
  state(state: KeeperState, sentence: string): void;
}

/**
 * Keeps the notebook of the page in the browser. Every change is saved shortly after it is made, and at once when the
 * page is left; several tabs with the same notebook put their changes together.
 */
export class Keeper {
  private readonly shelf: Shelf | undefined;
  private base: Notebook | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** whether there has been a change since the page last saved */
  private isUnsaved = false;
  id = freshId();

  constructor(private readonly host: KeeperHost) {
    const store = storage();
    this.shelf = store && new Shelf(store);
    addEventListener('storage', ({ key, newValue }) => {
      // A notebook that another tab removes stays on this page, and is kept again with its next change.
      if (key === shelfKey(this.id) && newValue !== null && this.base) this.saveNow();
    });
    const leave = (): void => {
      if (this.isChanged) this.saveNow();
    };
    addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', leave);
    addEventListener('beforeunload', (event) => {
      leave();
      if (this.isChanged) event.preventDefault();
    });
  }

  /** Whether the page has something that the browser does not keep yet. */
  get isChanged(): boolean {
    return !this.base || !sameNotebook(this.base, this.host.notebook());
  }

  list(): readonly ShelfEntry[] {
    return this.shelf?.list() ?? [];
  }

  read(id: string): Notebook | undefined {
    return this.shelf?.read(id);
  }

  /** Saves what is not saved yet; whether the browser then keeps the notebook of the page as it is. */
  flush(): boolean {
    if (this.base && this.isChanged) this.saveNow();
    return !this.base || !this.isChanged;
  }

  /** The page will show a notebook that the browser keeps, in the place of the one before. */
  opened(id: string, notebook: Notebook): void {
    clearTimeout(this.timer);
    this.isUnsaved = false;
    this.id = id;
    this.base = notebook;
  }

  /** The page will show a notebook that the browser does not keep yet; it is saved with its first change. */
  begun(notebook: Notebook): void {
    this.opened(freshId(), notebook);
  }

  /** Deletes a notebook from the browser; how it is brought back. */
  remove(id: string): () => void {
    if (id === this.id) this.flush();
    const notebook = this.read(id);
    this.shelf?.remove(id);
    return () => {
      if (notebook && !this.read(id)) this.shelf?.save(id, undefined, notebook);
    };
  }

  /** To be called after every change. */
  changed(): void {
    clearTimeout(this.timer);
    this.isUnsaved = true;
    this.host.state('saving', '');
    this.timer = setTimeout(() => void this.save(), patience);
  }

  /** Saves while no other tab does, where the browser can tell. */
  private async save(): Promise<void> {
    const locks = (navigator as Partial<Navigator>).locks;
    const save = (): void => {
      // Another notebook may be open by now; then this one has been saved before.
      if (this.isUnsaved) this.saveNow();
    };
    if (locks) await locks.request('spinlaw:shelf', save);
    else save();
  }

  private saveNow(): void {
    clearTimeout(this.timer);
    this.isUnsaved = false;
    const mine = this.host.notebook();
    if (!this.shelf)
      return this.host.state('not-saved', 'this browser keeps nothing: save the notebook as a file before you leave');
    try {
      const { notebook, copies } = this.shelf.save(this.id, this.base, mine);
      this.base = notebook;
      this.host.state('saved', 'saved in this browser');
      if (!sameNotebook(notebook, mine)) this.host.merged(notebook, copies);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.host.state('not-saved', 'the storage of this browser is full: save the notebook as a file');
    }
    return undefined;
  }
}

/** The storage of the browser; undefined where it is switched off. */
function storage(): TextStore | undefined {
  try {
    localStorage.getItem(shelfKey(''));
    return localStorage;
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    return undefined;
  }
}

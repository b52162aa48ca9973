import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeNotebooks } from '../../src/notebook/merge.js';
import { Shelf, type TextStore, shelfKey } from '../../src/notebook/shelf.js';
import type { Notebook, SheetCell } from '../../src/notebook/sheet.js';
import { anyNotebook, bodies } from './notebooks.js';

const code = (id: string, text: string): SheetCell => ({ id, kind: 'code', text });
const of = (...cells: SheetCell[]): Notebook => ({ title: 'A', cells });
const texts = ({ cells }: Notebook): string[] => cells.map(({ text }) => text);

/** Changes of a notebook as a reader makes them: texts, deletions, insertions and another order. */
function changed(notebook: Notebook, tab: string): fc.Arbitrary<Notebook> {
  const edit = fc.record({
    fate: fc.constantFrom('keep', 'keep', 'edit', 'delete', 'insert'),
    key: fc.integer({ min: 0, max: 2 }),
  });
  return fc.array(edit, { minLength: notebook.cells.length, maxLength: notebook.cells.length }).map((edits) => ({
    ...notebook,
    cells: notebook.cells
      .flatMap((cell, k) => {
        const { fate, key } = edits[k]!;
        if (fate === 'delete') return [];
        const kept = { ...cell, key };
        if (fate === 'edit') return [{ ...kept, text: `${cell.text} edited in ${tab}` }];
        return fate === 'insert' ? [kept, { ...kept, id: `${tab}${k}`, text: `new in ${tab}` }] : [kept];
      })
      .sort((a, b) => a.key - b.key)
      .map(({ id, kind, text }) => ({ id, kind, text })),
  }));
}

const histories = anyNotebook.chain((base) =>
  fc.record({ base: fc.constant(base), mine: changed(base, 'mine'), theirs: changed(base, 'theirs') }),
);

describe('two versions of a notebook', () => {
  test('lose no text that either of them has written', () => {
    fc.assert(
      fc.property(histories, ({ base, mine, theirs }) => {
        const all = texts(mergeNotebooks(base, mine, theirs).notebook);
        for (const version of [mine, theirs]) {
          for (const cell of version.cells) {
            const old = base.cells.find(({ id }) => id === cell.id);
            if (old?.text !== cell.text) expect(all).toContain(cell.text);
          }
        }
      }),
    );
  });

  test('keep every cell that neither deleted, once, under its id', () => {
    fc.assert(
      fc.property(histories, ({ base, mine, theirs }) => {
        const ids = mergeNotebooks(base, mine, theirs).notebook.cells.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const has = (version: Notebook, id: string): boolean => version.cells.some((cell) => cell.id === id);
        for (const { id } of base.cells) if (has(mine, id) && has(theirs, id)) expect(ids).toContain(id);
      }),
    );
  });

  test('agree with the one that changed where the other did not', () => {
    fc.assert(
      fc.property(histories, ({ base, mine }) => {
        expect(mergeNotebooks(base, mine, base)).toEqual({ notebook: mine, copies: 0 });
        expect(mergeNotebooks(base, base, mine)).toEqual({ notebook: mine, copies: 0 });
      }),
    );
  });

  test('that changed one cell differently have both texts, mine first', () => {
    const { notebook, copies } = mergeNotebooks(
      of(code('a', '1'), code('b', '2')),
      of(code('a', 'x'), code('b', '2')),
      of(code('a', 'y'), code('b', '2')),
    );
    expect(texts(notebook)).toEqual(['x', 'y', '2']);
    expect(copies).toBe(1);
  });

  test('keep a deleted cell that the other changed', () => {
    const base = of(code('a', '1'), code('b', '2'));
    expect(texts(mergeNotebooks(base, of(code('a', '1')), of(code('a', '1'), code('b', 'new'))).notebook)).toEqual([
      '1',
      'new',
    ]);
    expect(texts(mergeNotebooks(base, of(code('a', '1'), code('b', 'new')), of(code('a', '1'))).notebook)).toEqual([
      '1',
      'new',
    ]);
    expect(texts(mergeNotebooks(base, of(code('a', '1')), base).notebook)).toEqual(['1']);
  });
});

/** A browser's storage. */
class Memory implements TextStore {
  private readonly texts = new Map<string, string>();
  get length(): number {
    return this.texts.size;
  }
  key(index: number): string | null {
    return [...this.texts.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.texts.get(key) ?? null;
  }
  setItem(key: string, text: string): void {
    this.texts.set(key, text);
  }
  removeItem(key: string): void {
    this.texts.delete(key);
  }
}

describe('the shelf', () => {
  test('has both changes of two tabs, whichever saves first', () => {
    fc.assert(
      fc.property(histories, ({ base, mine, theirs }) => {
        const store = new Memory();
        const [one, two] = [new Shelf(store), new Shelf(store)];
        one.save('n', undefined, base);
        const first = one.save('n', base, mine).notebook;
        const second = two.save('n', base, theirs).notebook;
        // The first tab hears of the second, and both show the same.
        const again = one.save('n', first, first).notebook;
        expect(bodies(again.cells)).toEqual(bodies(second.cells));
        expect(one.read('n')).toEqual(second);
      }),
    );
  });

  test('lists what was saved, the last first, and nothing else', () => {
    const store = new Memory();
    let time = 1;
    const shelf = new Shelf(store, () => time++);
    store.setItem('other', 'x');
    store.setItem(shelfKey('broken'), '{"version":1');
    store.setItem(shelfKey('later'), '{"version":2,"cells":[]}');
    shelf.save('a', undefined, { ...of(code('a', '1')), title: 'First' });
    shelf.save('b', undefined, { ...of(code('a', '1')), title: 'Second' });
    expect(shelf.list()).toEqual([
      { id: 'b', title: 'Second', saved: 2 },
      { id: 'a', title: 'First', saved: 1 },
    ]);
    expect(shelf.read('broken')).toBeUndefined();
    shelf.remove('b');
    expect(shelf.list().map(({ id }) => id)).toEqual(['a']);
  });

  test('leaves out cells that are none', () => {
    const store = new Memory();
    store.setItem(
      shelfKey('n'),
      JSON.stringify({
        version: 1,
        title: 'A',
        cells: [null, 1, { id: 'a b', kind: 'code', text: '' }, code('a', 'x')],
      }),
    );
    expect(new Shelf(store).read('n')).toEqual(of(code('a', 'x')));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIpynb, writeIpynb } from '../../src/notebook/ipynb.js';
import { anyNotebook, bodies } from './notebooks.js';

describe('a notebook of Jupyter', () => {
  test('is read back as it was, with the ids of its cells', () => {
    fc.assert(
      fc.property(anyNotebook, (notebook) => {
        expect(readIpynb(writeIpynb(notebook), 'x')).toEqual(notebook);
      }),
    );
  });

  test('has the fields of nbformat 4.5', () => {
    const text = writeIpynb(
      {
        title: 'A',
        cells: [
          { id: 'a', kind: 'code', text: 'a = 1\nb' },
          { id: 'b', kind: 'prose', text: '' },
        ],
      },
      new Map([['a', { count: 3, bundles: [{ 'text/plain': '1', 'text/latex': '$1$' }] }]]),
    );
    // The schema of nbformat 4.5: required keys of the notebook, of code cells, of markdown cells and of outputs.
    expect(JSON.parse(text)).toEqual({
      cells: [
        {
          cell_type: 'code',
          execution_count: 3,
          id: 'a',
          metadata: {},
          outputs: [{ data: { 'text/plain': '1', 'text/latex': '$1$' }, metadata: {}, output_type: 'display_data' }],
          source: ['a = 1\n', 'b'],
        },
        { cell_type: 'markdown', id: 'b', metadata: {}, source: [] },
      ],
      metadata: {
        kernelspec: { display_name: 'spinlaw', language: 'spinlaw', name: 'spinlaw' },
        language_info: { file_extension: '.spin', mimetype: 'text/x-spinlaw', name: 'spinlaw' },
        title: 'A',
      },
      nbformat: 4,
      nbformat_minor: 5,
    });
  });

  test('of other programs is read: sources as one text, no ids, raw cells', () => {
    const read = readIpynb(
      JSON.stringify({
        nbformat: 4,
        nbformat_minor: 2,
        metadata: {},
        cells: [
          { cell_type: 'code', source: 'a = 1\r\nb', outputs: [{ output_type: 'stream', text: '<b>' }] },
          { cell_type: 'raw', source: ['x'], id: 'same' },
          { cell_type: 'markdown', source: ['y'], id: 'same' },
        ],
      }),
      'named',
    );
    if ('problem' in read) throw new Error(read.problem);
    expect(read.title).toBe('named');
    expect(bodies(read.cells)).toEqual([
      ['code', 'a = 1\nb'],
      ['prose', 'x'],
      ['prose', 'y'],
    ]);
    expect(new Set(read.cells.map(({ id }) => id)).size).toBe(3);
  });

  test.each([
    ['no JSON', 'H = 1'],
    ['no notebook', '[]'],
    ['nbformat 3', '{"nbformat":3,"worksheets":[]}'],
    ['nbformat 3 with cells', '{"nbformat":3,"cells":[]}'],
    ['a cell without a text', '{"nbformat":4,"cells":[{"source":[1]}]}'],
    ['a cell that is none', '{"nbformat":4,"cells":[null]}'],
  ])('that is %s gives a sentence', (_, text) => {
    const read = readIpynb(text, 'x');
    expect('problem' in read && read.problem).toMatch(/^(?:the |cell |a notebook )/u);
  });
});

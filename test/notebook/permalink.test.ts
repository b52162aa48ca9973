import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isPermalink, readPermalink, writePermalink } from '../../src/notebook/permalink.js';
import { longestNotebook } from '../../src/notebook/sheet.js';
import { anyNotebook, bodies } from './notebooks.js';

/** A fragment with a text of one's own in it. */
const fragment = (text: string): string => `#1.${deflateRawSync(text).toString('base64url')}`;

describe('a permalink', () => {
  test('is read back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(anyNotebook, async (notebook) => {
        const link = await writePermalink(notebook);
        expect(link).toMatch(/^#1\.[\w-]+$/u);
        expect(isPermalink(link)).toBe(true);
        const read = await readPermalink(link);
        if ('problem' in read) throw new Error(read.problem);
        expect(read.title).toBe(notebook.title);
        expect(bodies(read.cells)).toEqual(bodies(notebook.cells));
      }),
    );
  });

  test.each([
    ['cut', fragment('["A",[0,"H = 1"]]').slice(0, -4)],
    ['not compressed', `#1.${Buffer.from('["A",[0,"H"]]').toString('base64url')}`],
    ['of another alphabet', '#1.<script>'],
    ['empty', '#1.'],
    ['of another version', '#2.abc'],
    ['not JSON', fragment('<b>')],
    ['not a notebook', fragment('{"title":"A"}')],
    ['a kind that is none', fragment('["A",[2,"H"]]')],
    ['a text that is none', fragment('["A",[0,{"toString":1}]]')],
    ['a text without a kind', fragment('["A",[0]]')],
    ['not UTF-8', `#1.${deflateRawSync(Buffer.from([0xff, 0xfe])).toString('base64url')}`],
    [
      'too many cells',
      fragment(JSON.stringify(['A', Array.from({ length: 10_002 }, (_, k) => (k % 2 === 0 ? 0 : ''))])),
    ],
    ['a bomb', fragment(`["A",[0,"${'a'.repeat(longestNotebook)}"]]`)],
    ['too long', `#1.${'A'.repeat(2_000_001)}`],
  ])('that is %s gives a sentence', async (_, hash) => {
    const read = await readPermalink(hash);
    expect('problem' in read && read.problem).toMatch(/^(?:the (?:link|notebook)|a notebook) /u);
  });

  test('never throws, whatever is in the address', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.json().map(fragment),
          fc.string().map((s) => `#1.${s}`),
        ),
        async (hash) => {
          const read = await readPermalink(hash);
          expect('problem' in read || Array.isArray(read.cells)).toBe(true);
        },
      ),
    );
  });

  test('has a title in one line', async () => {
    const read = await readPermalink(fragment(JSON.stringify(['a\n\u202eb\u0000', [0, '']])));
    expect('title' in read && read.title).toBe('a b');
  });
});

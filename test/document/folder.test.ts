import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outputFolder } from '../../src/document/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { spinlaw } from '../cli/run.js';

const home = mkdtempSync(join(tmpdir(), 'spinlaw-folder-'));
const file = join(home, 'file');
writeFileSync(file, 'mine');

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostic.code;
    throw error;
  }
  return 'none';
}

const tree = (path: string): string[] => readdirSync(path, { recursive: true, encoding: 'utf8' }).sort();

describe('a folder for results', () => {
  test('trying it leaves nothing behind; what is written is there, in folders old and new', () => {
    const name = fc.stringMatching(/^[a-z]{1,3}$/u);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.array(name, { maxLength: 2 }), name, (folders, below, content) => {
        const before = tree(home);
        const folder = outputFolder(join(home, 'new', ...folders));
        expect(tree(home)).toEqual(before);
        const written = folder.write(join(...below, 'result.txt'), content);
        expect(written).toBe(join(home, 'new', ...folders, ...below, 'result.txt'));
        expect(readFileSync(written, 'utf8')).toBe(content);
      }),
      { numRuns: 40 },
    );
  });

  test('what cannot be one is refused before anything is written', () => {
    symlinkSync(join(home, 'nowhere', 'at', 'all'), join(home, 'dangling'));
    expect(code(() => outputFolder(file))).toBe('not-a-folder');
    expect(code(() => outputFolder(join(file, 'below', 'it')))).toBe('unwritable');
    expect(code(() => outputFolder(join(home, 'dangling')))).toBe('unwritable');
    // The first of the two could be made: it is taken away again.
    expect(code(() => outputFolder(join(home, 'half', 'x'.repeat(300))))).toBe('unwritable');
    expect(existsSync(join(home, 'half'))).toBe(false);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('a file that cannot be written is refused by name', () => {
    const folder = outputFolder(join(home, 'occupied'));
    mkdirSync(join(home, 'occupied', 'figure.svg'), { recursive: true });
    expect(code(() => folder.write('figure.svg', ''))).toBe('unwritable');
  });

  // Folders in which making one answers ENOENT: a recursive mkdir of Node runs forever there.
  test.runIf(existsSync('/proc/self'))('the folders of the kernel are refused, and at once', () => {
    for (const path of ['/proc', '/proc/x', '/proc/self/x/y']) expect(code(() => outputFolder(path)), path).toBe('unwritable');
  });
});

describe('commands that write ask for the folder before they work', () => {
  // The first two would compute for longer than the run is given; the third would print its claim.
  test.each([
    ['figures', 'chain-*', '--out'],
    ['docs', '--upto', '30', '--out'],
    ['prove', '--certify', 'prove [sum_j S_j·S_<j+1>, sum_j Sz_j] = 0', '--out'],
  ])('spinlaw %s', (...args) => {
    const run = spinlaw([...args, file, '--json']);
    expect(run.code).toBe(2);
    expect(run.json.error.code).toBe('not-a-folder');
    expect(run.json.claims).toBeUndefined();
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

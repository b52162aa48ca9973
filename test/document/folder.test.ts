import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { outputFolder } from '../../src/document/index.js';
import { siteFolder } from '../../src/document/site/index.js';
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
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 4 }),
        fc.array(name, { maxLength: 2 }),
        name,
        (folders, below, content) => {
          const before = tree(home);
          const folder = outputFolder(join(home, 'new', ...folders));
          expect(tree(home)).toEqual(before);
          const written = folder.write(join(...below, 'result.txt'), content);
          expect(written).toBe(join(home, 'new', ...folders, ...below, 'result.txt'));
          expect(readFileSync(written, 'utf8')).toBe(content);
        },
      ),
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
    for (const path of ['/proc', '/proc/x', '/proc/self/x/y'])
      expect(
        code(() => outputFolder(path)),
        path,
      ).toBe('unwritable');
  });
});

describe('several files at once', () => {
  const content = (path: string): Record<string, string> =>
    Object.fromEntries(
      tree(path)
        .filter((name) => statSync(join(path, name)).isFile())
        .map((name) => [name, readFileSync(join(path, name), 'utf8')]),
    );
  const site = (text: string, more: readonly string[] = []): Map<string, string> =>
    new Map(['index.html', 'xxz/C3.html', 'xxz/C3.certificate.json', ...more].map((name) => [name, `${text} ${name}`]));

  test('a file that cannot be written leaves everything as it was', () => {
    const path = join(home, 'several');
    const folder = outputFolder(path);
    folder.writeAll(site('old'));
    const before = content(path);
    // The content of the last file fails while it is written, as on a full disk.
    const full = new Map<string, string | Uint8Array>(site('new')).set('late.html', 7 as never);
    expect(() => folder.writeAll(full)).toThrow();
    expect(content(path)).toEqual(before);
    folder.writeAll(site('new'));
    expect(content(path)).toEqual(Object.fromEntries(site('new')));
  });

  test('a site is never a mixture: a run that ends before its files are aside leaves the old one, with its index', () => {
    const path = join(home, 'site');
    siteFolder(path).write(site('old', ['xxz/C4.html']));
    const before = content(path);
    expect(() => siteFolder(path).write(new Map<string, string>(site('new')).set('late.html', 7 as never))).toThrow();
    expect(content(path)).toEqual(before);
    siteFolder(path).write(site('new'));
    expect(content(path)).toMatchObject(Object.fromEntries(site('new')));
    expect(existsSync(join(path, 'xxz/C4.html'))).toBe(false);
  });

  test('what a killed run left aside is no obstacle, and goes', () => {
    const path = join(home, 'killed');
    mkdirSync(join(path, '.spinlaw-abc'), { recursive: true });
    writeFileSync(join(path, '.spinlaw-abc', '0'), 'half');
    siteFolder(path).write(site('new'));
    expect(tree(path)).not.toContain('.spinlaw-abc');
    expect(content(path)).toMatchObject(Object.fromEntries(site('new')));
  });

  test('a file is written as a whole: no reader finds half of it, and a link of its name is not followed', () => {
    const path = join(home, 'links');
    mkdirSync(path);
    symlinkSync(file, join(path, 'figure.svg'));
    outputFolder(path).write('figure.svg', 'picture');
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(readFileSync(join(path, 'figure.svg'), 'utf8')).toBe('picture');
    expect(lstatSync(join(path, 'figure.svg')).isSymbolicLink()).toBe(false);
  });

  test('links inside a site lead nowhere: nothing outside is written or removed', () => {
    const outside = join(home, 'outside');
    mkdirSync(outside);
    writeFileSync(join(outside, 'C3.html'), 'mine');
    for (const next of [site('new'), new Map([['index.html', 'new']])]) {
      const path = join(home, `linked-${next.size}`);
      siteFolder(path).write(site('old'));
      rmSync(join(path, 'xxz'), { recursive: true });
      symlinkSync(outside, join(path, 'xxz'));
      expect(code(() => siteFolder(path).write(next))).toBe('link-in-folder');
      expect(readFileSync(join(path, 'index.html'), 'utf8')).toBe('old index.html');
    }
    expect(content(outside)).toEqual({ 'C3.html': 'mine' });
    expect(code(() => outputFolder(join(home, 'linked-1')).write('xxz/C3.html', 'new'))).toBe('link-in-folder');
    expect(content(outside)).toEqual({ 'C3.html': 'mine' });
  });

  test('the folder itself may be a link', () => {
    mkdirSync(join(home, 'far'));
    symlinkSync(join(home, 'far'), join(home, 'near'));
    siteFolder(join(home, 'near')).write(site('new'));
    expect(content(join(home, 'far'))).toMatchObject(Object.fromEntries(site('new')));
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

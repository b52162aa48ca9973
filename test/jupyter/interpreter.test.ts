import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';

import type { CellError, CellOutput } from '../../src/jupyter/interpreter.js';
import { longestText } from '../../src/jupyter/item-screen.js';
import { SpinInterpreter } from '../../src/jupyter/spin-interpreter.js';
import { type ValueTerms, evaluated, typedFormulas } from '../corpus/evaluated.js';

const interpreter = new SpinInterpreter(new URL('../../dist/repl/worker.js', import.meta.url));
const place = mkdtempSync(join(tmpdir(), 'spinlaw-cells-'));
afterAll(async () => {
  await interpreter.close();
  rmSync(place, { recursive: true, force: true });
});

interface Ran {
  readonly outputs: CellOutput[];
  readonly error: CellError | undefined;
  /** the lines of text that the cell showed, and the plain texts of its values */
  readonly lines: string[];
  readonly result: Readonly<Record<string, string>> | undefined;
}

async function run(code: string, number?: number): Promise<Ran> {
  const outputs: CellOutput[] = [];
  const error = await interpreter.execute({ code, number }, (output) => outputs.push(output));
  return {
    outputs,
    error,
    lines: outputs.flatMap((o) => (o.kind === 'stream' ? o.text.trimEnd().split('\n') : [o.data['text/plain']!])),
    result: outputs.find((o) => o.kind === 'result')?.data,
  };
}

beforeEach(async () => {
  await run(':clear\n:vectors');
});

test('the formulas of the papers give the same terms and texts as without Jupyter', async () => {
  expect(typedFormulas.length).toBeGreaterThan(20);
  for (const { program, expression } of typedFormulas) {
    await run(':clear');
    const { result, error } = await run(`${program}\n${expression}`, 1);
    expect(error, expression).toBeUndefined();
    const { terms, written } = evaluated(`${program}\n${expression}`);
    expect(result!['text/plain']).toBe(written);
    const document = JSON.parse((await run(':json')).lines[0]!) as ValueTerms;
    expect(document.terms ?? document.entries).toEqual(terms);
    // A cell writes the value in vectors where it can; read again, it is the same value.
    expect(evaluated(`${program}\n${written}`).terms).toEqual(terms);
  }
});

describe('a cell', () => {
  test('has the value of its last statement as its result, and shows the others', async () => {
    const { outputs } = await run('range(X_0)\nH = X_0\nX_0 Y_0\n', 1);
    expect(outputs.map(({ kind }) => kind)).toEqual(['display', 'stream', 'result']);
    expect((await run('X_0\nH = Y_0', 2)).result).toBeUndefined();
  });

  test('gives its number to its result', async () => {
    await run('X_0', 3);
    await run('H = Y_0', 4);
    await run('Z_0\n2 Z_0\n3 ans', 7);
    expect((await run('%3', 8)).lines).toEqual(['2 Sx_0']);
    expect((await run('%7', 9)).lines).toEqual(['12 Sz_0']);
    expect((await run('%4', 10)).error).toMatchObject({ name: 'unknown-result', message: 'there is no result %4' });
    expect((await run('X_0\n%11 + %11', 11)).lines).toEqual(['2 Sx_0', '4 Sx_0']);
  });

  test('ends at its first error, whose place is in the cell', async () => {
    const { error, lines } = await run('J = 2\n\nfoo\nK = 3', 5);
    expect(lines).toEqual(['J = 2']);
    expect(error).toMatchObject({ name: 'unknown-name', message: '"foo" is not known' });
    expect(error!.traceback.join('\n')).toContain('In [5]:3:1');
    expect((await run('K')).lines.at(-1)).toBe('K');
  });

  test('ends at a claim that fails, and not at one that holds', async () => {
    const { lines, error } = await run('prove [X_0, X_1] = 0\nprove [X_0, Y_0] = 0\nX_0');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^proved/u);
    expect(error).toMatchObject({ name: 'not proved', message: 'prove [X_0, Y_0] = 0' });
    expect(error!.traceback.join('\n')).toContain('4 i Sz_0');
    expect((await run('refute [X_0, Y_0] = 0')).error).toBeUndefined();
    expect((await run('refute [X_0, X_1] = 0')).error?.name).toBe('not refuted');
    expect((await run('solve X_0 = 2 a Y_0 for a')).error?.name).toBe('no solution');
  });

  test('obeys commands between its statements', async () => {
    const { lines, error } = await run('H = sum_j J S_j·S_<j+1>\n:charges H upto 3\n:forget H\nH');
    expect(lines.join('\n').match(/^C_\d: /gmu)).toHaveLength(2);
    expect(error?.name).not.toBe('internal');
    expect((await run(':nams')).error).toMatchObject({ name: 'unknown-command' });
    expect((await run(':check')).error).toMatchObject({ name: 'command-usage' });
    expect((await run(':quit')).error).toMatchObject({ name: 'unknown-command' });
  });

  test('saves and loads scripts', async () => {
    const file = join(place, 'saved.spin');
    await run('H = 2 X_0\nH', 1);
    await run('%1 Y_0', 2);
    expect((await run(`:save ${file}`)).lines).toEqual([`3 statements written to ${file}`]);
    expect(readFileSync(file, 'utf8')).toBe('H = 2 X_0\nresult1 = H\nresult1 Y_0\n');
    await run(':clear');
    expect((await run(`:load ${file}`, 3)).lines.at(-1)).toBe('4 i Sz_0');
    expect((await run(`:load ${file}x`)).error?.name).toBe('no-such-file');
    expect((await run(`:save ${file}`)).error?.name).toBe('file-exists');
  });

  test('shows a long value in pages', async () => {
    const sites = [...Array(2100).keys()];
    // Different couplings, so that nothing is taken out or collected: 2100 terms, of which a part has 2000.
    const code = sites.map((k) => `${k + 2} X_${k}`).join(' + ');
    const { result } = await run(code, 1);
    const pages = [result!['text/plain']!];
    expect(pages[0]!.length).toBeLessThan(longestText + 200);
    expect(pages[0]).toContain('… 2100 terms in all; :more shows what follows');
    for (;;) {
      const { lines } = await run(':more');
      pages.push(lines.join('\n'));
      if (!pages.at(-1)!.includes(':more')) break;
    }
    const whole = pages.map((page) => page.replace(/\n… .*$/u, '')).join('');
    expect(whole.match(/Sx_\d+/gu)).toHaveLength(2100);
    expect((await run(`%1 - (${whole})`, 2)).lines.at(-1)).toBe('0');
    expect((await run(':clear\n:more')).lines).toContain('there is nothing more to show');
  });

  test('is interrupted, and what was defined before is kept', async () => {
    await run('H = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>');
    const running = run('charge(H, 18)\nK = 1');
    setTimeout(() => interpreter.interrupt(), 300);
    const { error, lines } = await running;
    expect(error?.name).toBe('interrupted');
    expect(lines).toEqual([]);
    expect((await run('range(H)')).lines).toEqual(['2']);
    expect((await run('with K = 2: K')).lines.at(-1)).toBe('2');
  });
});

describe('a worker that does not stop', () => {
  test('is replaced, and operators are written in the same form as before', async () => {
    await run(':ladder\nH = sum_j S_j·S_<j+1>');
    // The eigenvalues of 4096 levels without a symmetry take half a minute in a kernel that hears no interruption, and the
    // second one does not wait. Nothing tells when the kernel begins, so it is given three seconds.
    const running = run('on ring(12): eigenvalues(H + X_0 + 2 Y_3 + Z_5)');
    setTimeout(() => {
      interpreter.interrupt();
      interpreter.interrupt();
    }, 3000);
    const { error, lines } = await running;
    expect(error?.name).toBe('interrupted');
    expect(lines.join('\n')).toContain('did not stop');
    expect((await run('H', 1)).result?.['text/plain']).toMatch(/^sum_j 1\/2 \(S\+_j S-_<j\+1> \+ h\.c\.\)/u);
  }, 60_000);
});

describe('help', () => {
  test('speaks of the keys of a notebook', async () => {
    const { lines } = await run(':help');
    expect(lines.join('\n')).toContain('Shift-Enter');
    expect(lines.join('\n')).not.toMatch(/Ctrl-[CDLR]|:quit/u);
  });
});

describe('the forms of an output', () => {
  test('are text and LaTeX for a value', async () => {
    const { result } = await run("(S'_j×S''_<j+1>)·S'_<j+2>", 1);
    // Spins are bold, primes are primes, and the site is j.
    expect(result!['text/latex']).toMatch(/^\$.*\\mathbf\{S\}\^\{\\prime\}_\{j\}.*\$$/u);
    expect(result!['text/plain']).toBe("(S'_j×S''_<j+1>)·S'_<j+2>");
    expect((await run(':pauli', 2)).result?.['text/plain']).toMatch(/X_j/u);
  });

  test('are text and a table of Markdown for a result that is a table', async () => {
    await run('H = sum_j J S_j·S_<j+1>');
    const { outputs } = await run(':charges H upto 3');
    const tables = outputs.flatMap((o) => (o.kind === 'display' && 'text/markdown' in o.data ? [o.data] : []));
    expect(tables).toHaveLength(1);
    expect(tables[0]!['text/markdown']).toMatch(
      /^\| charge \| terms \| range \|.*\n(?:\|.*\n)+\| `C_3` \| 6 \| 3 \| proved \| /u,
    );
    expect(tables[0]!['text/plain']).toMatch(/^C_2: 3 terms.*\nC_3: 6 terms/u);
  });

  test('are a picture and text where a formula would be too long', async () => {
    const { outputs } = await run('charge(sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1>, 9)', 1);
    expect(outputs.map(({ kind }) => kind)).toEqual(['stream', 'display', 'result']);
    const [, picture, result] = outputs as { data: Record<string, string> }[];
    expect(picture!.data['image/svg+xml']).toMatch(/^<svg [^]*<\/svg>\s*$/u);
    expect(Object.keys(result!.data)).toEqual(['text/plain']);
  });

  test.each([
    'X_0 # <img src=x onerror=alert(1)>',
    'prove a<script>alert(1)</script>: X_0 = X_0',
    '"<script>alert(1)</script>"',
    'param J_{<b>}',
    '\\href{javascript:alert(1)}{x}',
    '\u001b[2J X_0',
  ])('hold no markup of what was typed: %s', async (typed) => {
    const { outputs, error } = await run(typed, 1);
    for (const output of outputs) {
      const rich = output.kind === 'stream' ? {} : output.data;
      for (const [type, text] of Object.entries(rich))
        if (type !== 'text/plain') expect(text).not.toMatch(/<script|<img|javascript:|href/u);
    }
    // Texts are escaped by front ends; escapes of a terminal, which they obey, are made visible here.
    const texts = [...outputs.flatMap((o) => (o.kind === 'stream' ? [o.text] : [])), ...(error?.traceback ?? [])];
    // eslint-disable-next-line no-control-regex -- the escape is what is looked for
    for (const text of texts) expect(text.replaceAll(/\u001b\[[\d;]*m/gu, '')).not.toContain('\u001b');
  });
});

describe('an expression of the front end', () => {
  test('is evaluated, and leaves no result', async () => {
    await run('X_0', 1);
    expect(await interpreter.evaluate('range(X_0 Y_1)')).toEqual({ 'text/plain': '2' });
    expect(await interpreter.evaluate('foo')).toMatchObject({ name: 'unknown-name' });
    expect((await run('ans', 2)).lines).toEqual(['2 Sx_0']);
  });
});

describe('completeness', () => {
  test.each([
    ['', 'complete'],
    ['X_0', 'complete'],
    ['[X_0, ', 'incomplete'],
    ['H =', 'incomplete'],
    ['X_0 )', 'invalid'],
    [':names', 'complete'],
    [':nams', 'invalid'],
    ['H = (\n:names', 'incomplete'],
  ])('of %j is %s', async (code, status) => {
    expect((await interpreter.completeness(code)).status).toBe(status);
  });
});

describe('completion', () => {
  /** The texts proposed at the place of the bar, each in its place. */
  const proposed = async (marked: string): Promise<string[]> => {
    const offset = marked.indexOf('|');
    const code = marked.replace('|', '');
    const { matches, start, end } = await interpreter.complete(code, offset);
    return matches.map(({ text }) => code.slice(0, start) + text + code.slice(end));
  };

  test('knows the names of earlier cells and of this one', async () => {
    await run('Ham = sum_j J S_j·S_<j+1>\nHeat = charge(Ham, 3)');
    expect(await proposed('Hop = X_0\n2 H|')).toEqual(
      expect.arrayContaining(['Hop = X_0\n2 Ham', 'Hop = X_0\n2 Heat', 'Hop = X_0\n2 Hop']),
    );
    expect(await proposed(':charges Hea| upto 3')).toContain(':charges Heat upto 3');
  });

  test('makes signs of LaTeX commands', async () => {
    expect((await proposed('\\Delta| X_0'))[0]).toBe('Δ X_0');
  });

  test('knows commands and their options', async () => {
    expect(await proposed(':ch|')).toEqual([':charges', ':check']);
    expect(await proposed('H = X_0\n:steady 6 --obs|')).toEqual(['H = X_0\n:steady 6 --observe']);
  });
});

describe('inspection', () => {
  const plain = async (code: string, offset: number): Promise<string | undefined> =>
    (await interpreter.inspect(code, offset))?.['text/plain'];

  test('explains names, functions, forms of the language and commands', async () => {
    await run('Ham = sum_j J S_j·S_<j+1>');
    // Σ of S·S has three terms on two sites, and is Hermitian.
    expect(await plain('2 Ham', 5)).toMatch(/^Ham = sum_j J S_j·S_<j\+1>\n\n.*3 terms, range 2/u);
    expect(await plain('charge(Ham, 3)', 3)).toMatch(/^charge\(/u);
    expect(await plain('sum_j X_j', 2)).toMatch(/^sum_j/u);
    expect(await plain('prove X_0 = X_0', 5)).toMatch(/^prove A = B/u);
    expect(await plain("2 S''_j", 3)).toMatch(/^S'_j/u);
    expect(await plain(':charges Ham', 4)).toMatch(/^:charges/u);
    expect(await plain(':charges Ham', 10)).toMatch(/^Ham = /u);
    expect(await plain('   ', 1)).toBeUndefined();
  });
});

test('an instance with settings keeps them before its first cell', async () => {
  const other = new SpinInterpreter(new URL('../../dist/repl/worker.js', import.meta.url), ['J=2']);
  await other.start();
  expect(await other.evaluate('J^2')).toEqual({ 'text/plain': '4' });
  await other.close();
  const wrong = new SpinInterpreter(new URL('../../dist/repl/worker.js', import.meta.url), ['J=']);
  await expect(wrong.start()).rejects.toMatchObject({ code: 'bad-setting' });
});

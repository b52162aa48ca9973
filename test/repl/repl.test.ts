import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

import { startRepl } from '../../src/repl/index.js';

const worker = new URL('../../dist/repl/worker.js', import.meta.url);
const folder = (): string => mkdtempSync(join(tmpdir(), 'spinlaw-'));

describe('piped input', () => {
  const main = fileURLToPath(new URL('../../dist/program/main.js', import.meta.url));
  const run = (input: string, ...args: string[]) => {
    const home = folder();
    const { stdout, stderr, status } = spawnSync(process.execPath, [main, ...args], {
      input,
      encoding: 'utf8',
      env: { ...process.env, HOME: home, SPINLAW_HISTORY: undefined },
    });
    expect(existsSync(join(home, '.spinlaw_history'))).toBe(false);
    return { out: stdout, err: stderr, status };
  };

  test('prints results and nothing else', () => {
    const input =
      'H = sum_j J S_j·S_<j+1>\nC3 = charge(H,\n3)\n\nC3\nans - J^2 sum_j (S_j×S_<j+1>)·S_<j+2>\n%1 / J\nprove [H, C3] = 0';
    const { out, err, status } = run(input);
    expect(out.replace(/: \d+ words.*/u, '')).toBe(
      'H: 3 terms, range 2\nC3: 6 terms, range 3\nJ^2 sum_j (S_j×S_<j+1>)·S_<j+2>\n0\nJ sum_j (S_j×S_<j+1>)·S_<j+2>\nproved\n  for all real J\n',
    );
    expect(err).toBe('J: free real parameter\n');
    expect(status).toBe(0);
  });

  test.each([
    ['prove 1 = 2\n', 1],
    ['prove 1 = 2\nfoo(\n', 2],
    ['1e2000\n1 + 1\n', 3],
    ['prove 1 = 2\n1e2000\n', 1],
    [':nonsense\n', 2],
    ['', 0],
    ['refute 1 = 2\n:quit\nfoo(\n', 0],
  ])('%j ends with code %i', (input, status) => {
    expect(run(input).status).toBe(status);
  });

  test('a mistake has its line, and the next lines run', () => {
    const { out, err } = run('1\n\nA + (B\n+ ]\n2\n');
    expect(out).toBe('1\n2\n');
    expect(err).toContain('<stdin>:4:3');
  });

  test('an indented line goes on from the line before', () => {
    expect(run('A = Sx_0\n  + Sz_1\nA\n').out).toBe('A: local, 2 terms, range 1\nSx_0 + Sz_1\n');
  });

  test('settings', () => {
    expect(run('J + Δ\n', '--set', 'J=1/2', '--set', 'Delta=2').out).toBe('5/2\n');
    const { err, status } = run('1\n', '--set', 'J=Sx_0');
    expect(err).toContain('no scalar');
    expect(status).toBe(2);
  });

  test('long results come whole', () => {
    const { out } = run('C = charge(sum_j S_j·S_<j+1>, 10)\nC\n');
    const [, text] = out.split('\n') as [string, string];
    expect(run(`C = charge(sum_j S_j·S_<j+1>, 10)\nprove C = ${text}\n`).out).toContain('proved');
    const xyz = 'charge(sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>, 10)';
    const twice = run(`C = ${xyz}\nC; C; 1\n`).out.split('\n');
    expect(twice).toHaveLength(5);
    expect(twice[1]).toBe(twice[2]);
    expect(run(`C = ${xyz}\nprove C = ${twice[1]!}\n`).out).toContain('proved');
  });

  test('save and load', () => {
    const file = join(folder(), 'a.spin');
    expect(run(`A = 2\nA + 1\nans^2\n:save ${file}\n:save ${file}\n`).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('A = 2\nresult1 = A + 1\nresult1^2\n');
    expect(run(`:load ${file}\nans + result1\n`).out).toBe('A = 2\nresult1 = 3\n9\n12\n');
    const again = run(`:save ${file}\n`);
    expect(again.err).toContain('exists already');
    expect(again.status).toBe(2);
    writeFileSync(file, 'A = 2\nB = (\n');
    expect(run(`:load ${file}\n`).err).toContain(`${file}:2:6`);
    expect(run(':load /no/such/file\n').err).toContain('there is no file');
  });
});

/** A terminal to type at. */
class Terminal {
  readonly input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => {} });
  readonly output = Object.assign(new PassThrough(), { isTTY: true, columns: 80, rows: 24 });
  screen = '';
  readonly code: Promise<number>;

  constructor(environment: NodeJS.ProcessEnv) {
    this.output.on('data', (chunk: Buffer) => (this.screen += chunk.toString()));
    this.code = startRepl({ input: this.input, output: this.output, error: this.output, environment, worker });
  }

  /** Waits for the first prompt. */
  async ready(): Promise<void> {
    while (!this.screen.includes('spin> ')) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Types, and waits until the screen shows what is expected; gives what was shown since. */
  async type(keys: string, wanted: string | RegExp): Promise<string> {
    const from = this.screen.length;
    this.input.write(keys);
    const end = performance.now() + 50_000;
    for (;;) {
      const shown = plain(this.screen.slice(from));
      if (typeof wanted === 'string' ? shown.includes(wanted) : wanted.test(shown)) return shown;
      if (performance.now() > end) throw new Error(`${String(wanted)} does not show:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** Without the movements of the cursor. */
function plain(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/gu, '').replaceAll('\r', '');
}

describe('on a terminal', () => {
  test('a dialogue', async () => {
    const environment = { SPINLAW_HISTORY: join(folder(), 'history') };
    const terminal = new Terminal(environment);
    await terminal.ready();
    expect(plain(terminal.screen)).toMatch(/^spinlaw [\d.]+ {3}\? for help/u);
    await terminal.type('H = sum_j S_j·S_<j+1> + \\Delta', 'Delta');
    await terminal.type('\t', '+ Δ');
    await terminal.type(' Sz_j Sz_<j+1>\r', 'H: 3 terms, range 2\n');
    await terminal.type('1 +\r', '....> ');
    await terminal.type('2\r', '%1 = 3\n');
    await terminal.type('(1 +\r', '....> ');
    await terminal.type('\r', 'abandoned');
    expect(await terminal.type('a )\r', 'closes a bracket')).toBeTruthy();
    expect(terminal.screen).toContain('\u001b[1;31merror:\u001b[0m');
    await terminal.type('ans + %1\r', '%2 = 6\n');
    await terminal.type('herm\t', 'hermitian(');
    await terminal.type('H)\r', '%3 = true\n');
    const long = await terminal.type('charge(H, 7)\r', ':more shows them');
    expect(long).toMatch(/… 252 terms in all; \d+ more lines/u);
    expect(long.split('\n').length).toBeLessThan(20);
    await terminal.type(':more\r', ':more shows them');
    await terminal.type('?S\r', 'the spin at site j');
    await terminal.type(':time on\r1\r', /%5 = 1\n[\d.]+ ms/u);
    // Ctrl-C stops what runs and keeps what is defined.
    setTimeout(() => terminal.input.write('\u0003'), 600);
    await terminal.type('charge(sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>, 18)\r', 'interrupted after');
    // The prompt is back before anything else is typed.
    await terminal.type('range(H)\r', /%6 = 2\n[^]*spin> $/u);
    await terminal.type('half typed\u0003', /half typed\n[^]*spin> $/u);
    await terminal.type('\u0003', 'Ctrl-C again');
    terminal.input.write('\u0003');
    expect(await terminal.code).toBe(0);

    const second = new Terminal(environment);
    await second.ready();
    await second.type('\u001b[A', 'range(H)');
    await second.type('\u0005\u0015', 'spin> ');
    second.input.write('\u0004');
    expect(await second.code).toBe(0);
  });

  test('statements of several lines come back as one, and Ctrl-R finds them', async () => {
    const environment = { SPINLAW_HISTORY: join(folder(), 'history') };
    const terminal = new Terminal(environment);
    await terminal.ready();
    await terminal.type('(1 +\r', '....> ');
    await terminal.type('2) 3\r', '%1 = 9\n');
    // Ctrl-R is a key of the prompt, so it waits for that.
    await terminal.type('7\r', /%2 = 7\n[^]*spin> /u);
    await terminal.type('\u0012', 'search: ');
    await terminal.type('1 +', 'search: 1 + → (1 + ⏎ 2) 3');
    await terminal.type('\r', /spin> \(1 \+\n2\) 3/u);
    await terminal.type('\r', '%3 = 9\n');
    // Escape brings the line back that was there before the search.
    await terminal.type('4', '4');
    await terminal.type('\u00127', '→ 7');
    await terminal.type('\u001b', 'spin> 4');
    await terminal.type('0\r', '%4 = 40\n');
    terminal.input.write('\u0004');
    await terminal.code;
    expect(readFileSync(environment.SPINLAW_HISTORY, 'utf8').split('\n')).toEqual([
      '(1 +\u20282) 3',
      '7',
      '(1 +\u20282) 3',
      '40',
      '',
    ]);
    const second = new Terminal(environment);
    await second.ready();
    await second.type('\u001b[A\u001b[A', /spin> \(1 \+\n2\) 3/u);
    await second.type('\r', '%1 = 9\n');
    second.input.write('\u0004');
    expect(await second.code).toBe(0);
  });

  test('a line is coloured as it is typed', async () => {
    const terminal = new Terminal({ SPINLAW_HISTORY: '' });
    await terminal.ready();
    // Letters arrive one by one, and the lexer when it is loaded.
    for (const letter of 'sum_j Sz_j') terminal.input.write(letter);
    await terminal.type(' ', 'sum_j');
    const painted = '\u001b[35msum_j\u001b[0m \u001b[36mSz_j\u001b[0m ';
    while (!terminal.screen.includes(painted)) await new Promise((resolve) => setTimeout(resolve, 5));
    await terminal.type('\r', '%1 = sum_j Sz_j\n');
    terminal.input.write('\u0004');
    expect(await terminal.code).toBe(0);
  });

  test('no colour where it is not wanted', async () => {
    const terminal = new Terminal({ SPINLAW_HISTORY: '', NO_COLOR: '1' });
    await terminal.type('a )\r', 'closes a bracket');
    await terminal.type(':nmes\r', 'did you mean :names?');
    // eslint-disable-next-line no-control-regex
    expect(terminal.screen).not.toMatch(/\u001b\[[0-9;]*m/u);
    terminal.input.write(':quit\r');
    expect(await terminal.code).toBe(0);
  });

  test('lines pasted together run one after another', async () => {
    const terminal = new Terminal({ SPINLAW_HISTORY: '' });
    const shown = await terminal.type('A = Sx_0\r  + Sz_1\rA\r2\r', '%2 = 2\n');
    expect(shown).toContain('spin> A\n%1 = Sx_0 + Sz_1\nspin> 2\n%2 = 2\n');
    terminal.input.write('\u0004');
    expect(await terminal.code).toBe(0);
  });
});

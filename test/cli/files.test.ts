import { execFileSync, spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a command; `pipe` is written to without end, or with the text given, until the command has ended. */
function spinlaw(args: readonly string[], pipe?: { readonly path: string; readonly text?: string }): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['dist/program/main.js', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.on('data', (data: Buffer) => out.push(data.toString()));
    child.stderr.on('data', (data: Buffer) => err.push(data.toString()));
    if (pipe) {
      const stream = createWriteStream(pipe.path);
      stream.on('error', () => undefined);
      const more = (): void => {
        while (stream.write('# nothing but comments\n'.repeat(4000)));
        stream.once('drain', more);
      };
      if (pipe.text === undefined) more();
      else stream.end(pipe.text);
    }
    child.on('close', (code) => resolve({ code, out: out.join(''), err: err.join('') }));
  });
}

const commands: readonly (readonly string[])[] = [
  ['run'],
  ['eval'],
  ['eval', '--from', 'qiskit'],
  ['prove'],
  ['charges'],
  ['gas'],
  ['steady', '--ring', '4'],
  ['perturb'],
  ['perturb', 'Z_0', '--hamiltonian'],
  ['verify-certificate'],
];

test.each(commands.map((words) => words.join(' ')))('%s /dev/zero ends at the limit', async (command) => {
  const { code, out, err } = await spinlaw([...command.split(' '), '/dev/zero']);
  expect(err).toContain('/dev/zero is larger than 16000000 bytes');
  expect(code).toBe(3);
  expect(out).toBe('');
});

test('a pipe without end, too', async () => {
  const path = join(folder, 'endless');
  execFileSync('mkfifo', [path]);
  const { code, err } = await spinlaw(['run', path], { path });
  expect(err).toContain('is larger than 16000000 bytes');
  expect(code).toBe(3);
});

test('a pipe with an end is a script like any other', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const { code, out } = await spinlaw(['eval', path], { path, text: 'X_0 Y_0\n' });
  expect(out).toBe('2 i Sz_0\n');
  expect(code).toBe(0);
});

test('a file of more bytes than the limit', async () => {
  const path = join(folder, 'large.spin');
  writeFileSync(path, ' '.repeat(16_000_001));
  const { code, err } = await spinlaw(['run', '--json', path]);
  expect(err).toBe('');
  expect(code).toBe(3);
});

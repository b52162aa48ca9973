import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { spinlaw } from '../cli/run.js';
import { zeroMqForTests } from './client.js';

/*
 * Jupyter's own client and nbconvert speak to the kernel: tools/jupyter_check.py talks, and these tests judge what it
 * heard. `npm run test:jupyter` makes the Python environment.
 */

const own = 'tools/.venv-jupyter/bin/python';
const python = process.env.SPINLAW_JUPYTER_PYTHON ?? (existsSync(own) ? own : 'python3');
const found = spawnSync(python, ['-c', 'import jupyter_client, nbconvert, nbformat'], { encoding: 'utf8' });
const missing =
  found.error || found.status !== 0
    ? `${python} with jupyter_client and nbconvert is not there`
    : typeof zeroMqForTests() === 'string'
      ? 'zeromq is not installed'
      : undefined;
if (missing !== undefined)
  console.log(`NOT TESTED: the kernel with Jupyter's own client, because ${missing}: npm run test:jupyter`);
const name = missing === undefined ? 'with its own client' : `with its own client (NOT TESTED: ${missing})`;

const prefix = mkdtempSync(join(tmpdir(), 'spinlaw-jupyter-'));
afterAll(() => rmSync(prefix, { recursive: true, force: true }));
const notebooks = readdirSync('examples')
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => `examples/${file}`);

interface Answer {
  readonly reply: any;
  readonly published: readonly { readonly type: string; readonly content: any }[];
}
interface Output {
  readonly output_type: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
}
interface Heard {
  readonly conversation: Readonly<Record<string, any>>;
  readonly notebooks: Readonly<
    Record<string, { readonly cells: readonly { readonly outputs: readonly Output[] }[]; readonly html: string }>
  >;
}

let heard: Heard;
beforeAll(() => {
  if (missing !== undefined) return;
  expect(spinlaw(['jupyter', 'install', '--prefix', prefix]).code).toBe(0);
  const output = join(prefix, 'heard.json');
  const { status, stderr } = spawnSync(python, ['tools/jupyter_check.py', output, 'spinlaw', ...notebooks], {
    encoding: 'utf8',
    env: { ...process.env, JUPYTER_PATH: join(prefix, 'share', 'jupyter') },
  });
  if (status !== 0) throw new Error(stderr);
  heard = JSON.parse(readFileSync(output, 'utf8')) as Heard;
}, 600_000);

describe.skipIf(missing !== undefined)(`Jupyter ${name}`, () => {
  test('runs cells, and keeps two kernels apart', () => {
    const { mandatory, definition, apart, expressions, silent, error } = heard.conversation as Record<string, Answer>;
    expect(mandatory!.published.at(-1)).toMatchObject({
      type: 'execute_result',
      content: { execution_count: 1, data: { 'text/plain': "(S'_j×S''_<j+1>)·S'_<j+2>" } },
    });
    expect(definition!.reply.status).toBe('ok');
    expect(apart!.reply).toMatchObject({ status: 'error', ename: 'unknown-name' });
    expect(expressions!.reply.user_expressions).toMatchObject({
      a: { status: 'ok', data: { 'text/plain': '2' } },
      b: { status: 'error', ename: 'unknown-name' },
    });
    expect(silent!.published).toEqual([]);
    expect(error!.reply).toMatchObject({ status: 'error', ename: 'unknown-name', execution_count: 4 });
    expect(error!.published.at(-1)).toMatchObject({ type: 'error', content: { evalue: '"foo" is not known' } });
  });

  test('asks about cells', () => {
    const { info, complete, inspect, incomplete, history, comms } = heard.conversation;
    expect(info).toMatchObject({ status: 'ok', protocol_version: '5.3', implementation: 'spinlaw' });
    // "𝟙 2 Ha" with the cursor at its end: six code points.
    expect(complete).toMatchObject({ matches: ['Ham'], cursor_start: 4, cursor_end: 6 });
    expect(inspect.data['text/plain']).toMatch(/^Ham = /u);
    expect(incomplete.status).toBe('incomplete');
    expect(history.history).toEqual([
      [0, 3, 'range(Ham)'],
      [0, 4, 'foo'],
    ]);
    expect(comms.comms).toEqual({});
  });

  test('interrupts a cell that runs, restarts the kernel and shuts it down', () => {
    const { alive, interrupted, behind, kept, restarted, ended } = heard.conversation;
    expect(alive).toBe(true);
    expect(interrupted).toMatchObject({ status: 'error', ename: 'interrupted' });
    expect(behind.status).toBe('aborted');
    expect(kept.reply.status).toBe('ok');
    expect(restarted.reply).toMatchObject({ status: 'error', ename: 'unknown-name', execution_count: 1 });
    expect(ended).toBe(true);
  });

  test('runs the notebooks of the examples from end to end', () => {
    const { notebooks: ran } = heard;
    expect(Object.keys(ran)).toEqual(notebooks);
    expect(notebooks.length).toBeGreaterThan(2);
    for (const [file, { cells, html }] of Object.entries(ran)) {
      expect(cells.length, file).toBeGreaterThan(3);
      expect(
        cells.flatMap(({ outputs }) => outputs).some((o) => o.output_type === 'error'),
        file,
      ).toBe(false);
      expect(html).toContain('</html>');
    }
    const textOf = (file: string): string =>
      ran[`examples/${file}`]!.cells.flatMap(({ outputs }) =>
        outputs.map((o) => o.text ?? o.data?.['text/plain'] ?? ''),
      ).join('\n');
    const [first] = ran['examples/xxz-charges.ipynb']!.cells;
    expect(first!.outputs.at(-1)!.data!['text/latex']).toMatch(/^\$.*\$$/u);
    expect(textOf('xxz-charges.ipynb').match(/^proved/gmu)).toHaveLength(3);
    // With the drive off the gas is in equilibrium: Boltzmann's weights at the energies 0, 0.7 and 1.6 for β = 1.
    const weights = [0, 0.7, 1.6].map((e) => Math.exp(-e));
    const total = weights.reduce((a, b) => a + b);
    for (const weight of weights) expect(textOf('driven-gas.ipynb')).toContain(String(weight / total).slice(0, 9));
    expect(textOf('driven-chain.ipynb')).toMatch(/H0 +-0\.\d+/u);
  });
});

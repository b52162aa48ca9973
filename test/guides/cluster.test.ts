import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

/*
 * The guide from a laptop to a cluster: the files that it shows are those of examples/, and its commands that need no
 * cluster run one after another in an empty folder.
 */

const page = readFileSync('docs/guides/cluster.md', 'utf8');
const files = [...page.matchAll(/<!-- file: (?<path>\S+) -->\n```\w*\n(?<text>[^]*?)```/gu)].map(
  ({ groups }) => [groups!.path!, groups!.text!] as const,
);

test.each(files)('%s is the file that the guide shows', (path, text) => {
  expect(text).toBe(readFileSync(path, 'utf8'));
});

describe('the commands of the guide', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-cluster-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  cpSync('examples', join(folder, 'examples'), { recursive: true, filter: (path) => !path.endsWith('.sweep') });
  // The campaign, which takes a minute, is run by the tests of its example.
  const commands = [...page.matchAll(/^npx spinlaw (?<args>[^\n]*)$/gmu)]
    .map(({ groups }) => groups!.args!)
    .filter((args) => !args.includes('random-perturbations'));
  const words = (line: string): string[] => [...line.matchAll(/"([^"]*)"|(\S+)/gu)].map((m) => m[1] ?? m[2]!);
  const run = (args: readonly string[]): { code: number | null; out: string; err: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('dist/program/main.js'), ...args], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    return { code: status, out: stdout, err: stderr };
  };

  test('plan, scan into the store, run, draw and collect', () => {
    const [plan, plot, scan] = commands;
    expect(commands).toHaveLength(3);
    const planned = run(words(plan!));
    expect(planned.code).toBe(0);
    expect(planned.out).toContain('20 points of steady: 0 done, 0 failed, 20 to do');
    expect(run(words(scan!)).code).toBe(0);
    const rest = run(['sweep', 'run', 'examples/phases.json']);
    expect(rest.code).toBe(0);
    // The first point was measured, and the scan has five others.
    expect(rest.out).toContain('20 of 20 points are done, 14 of them now');
    expect(run(words(plot!)).code).toBe(0);
    expect(readFileSync(join(folder, 'phases.svg'), 'utf8')).toContain(' = 1.5');
    expect(run(['sweep', 'collect', 'examples/phases.sweep', '--out', 'phases.parquet']).code).toBe(0);
    expect(readFileSync(join(folder, 'phases.parquet')).subarray(0, 4).toString()).toBe('PAR1');
  });
});

test('the random perturbations of the example are planned as the guide says', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spinlaw-campaign-'));
  try {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        resolve('dist/program/main.js'),
        'sweep',
        'run',
        'examples/random-perturbations.json',
        '--only',
        '3',
        '--store',
        join(folder, 'store'),
        '--json',
      ],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ tasks: 1, done: 1, failed: 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

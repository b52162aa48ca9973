import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Random } from '../../src/law/index.js';
import { spinlaw } from '../cli/run.js';
import { resultFiles } from '../sweep/kit.js';

// A run that is killed a hundred times at random moments: the union of its results is that of a run which nobody disturbs.

const folder = mkdtempSync(join(tmpdir(), 'spinlaw-kills-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }), 120_000);

/** Runs a sweep, and kills it after so many milliseconds; true where it had ended before. */
function killedRun(store: string, after: number): Promise<boolean> {
  const child = spawn(
    process.execPath,
    [resolve('dist/program/main.js'), 'sweep', 'run', join(folder, 'm.json'), '--store', store],
    { stdio: 'ignore' },
  );
  return new Promise((done) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), after);
    child.on('close', (code) => {
      clearTimeout(timer);
      done(code !== null);
    });
  });
}

test('a hundred kills lose nothing and damage nothing', { timeout: 3_600_000 }, async () => {
  writeFileSync(join(folder, 'chain.spin'), readFileSync('examples/driven-chain.spin'));
  writeFileSync(
    join(folder, 'm.json'),
    JSON.stringify({
      'spinlaw-sweep': 1,
      command: 'steady',
      input: 'chain.spin',
      options: { '--ring': 4, '--observe': 'H0,JS' },
      grid: { B: '-2..2:60', eps_d: '0.1..2:20' },
    }),
  );
  const whole = join(folder, 'whole');
  const start = performance.now();
  expect(spinlaw(['sweep', 'run', join(folder, 'm.json'), '--store', whole]).code).toBe(0);
  const wanted = resultFiles(whole);
  expect(wanted.size).toBe(1200);
  const duration = performance.now() - start;
  const store = join(folder, 'killed');
  const random = new Random(1, 0);
  let kills = 0;
  for (let round = 0; kills < 100; round++) {
    if (await killedRun(store, random.whole(1, Math.max(1500, Math.round(duration / 20))))) {
      // Everything was done: results are taken away, so that there is work to be killed.
      const files = [...resultFiles(store).keys()];
      for (const name of files.filter((_, k) => k % 2 === round % 2)) rmSync(join(store, 'results', name));
    } else kills += 1;
    // A result is whole or missing at every moment.
    for (const [name, text] of resultFiles(store)) expect(text, name).toBe(wanted.get(name));
  }
  expect(spinlaw(['sweep', 'run', join(folder, 'm.json'), '--store', store]).code).toBe(0);
  expect(resultFiles(store)).toEqual(wanted);
  expect(readdirSync(join(store, 'claims')).filter((name) => name.endsWith('.json'))).toEqual([]);
  expect(readdirSync(store)).not.toContain('corrupt');
});

// A sweep on one worker process and on two, by turns, and the part of the time that is not spent on points.
//   node scripts/build.mjs && node bench/sweep.bench.mjs [ring, 10 by default] [points, 24 by default]
// Prints a table in Markdown. On two free cores the ratio should be at least 1.8; a machine that others use gives less,
// which the processor time of the workers beside it shows.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ring = Number(process.argv[2] ?? 10);
const points = Number(process.argv[3] ?? 24);
const rounds = 3;
const file = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-bench-'));

try {
  copyFileSync(file('examples/driven-chain.spin'), join(folder, 'driven-chain.spin'));
  const manifest = join(folder, 'sweep.json');
  // The anisotropy changes the vectors, so every point has a spectrum of its own.
  writeFileSync(
    manifest,
    JSON.stringify({
      'spinlaw-sweep': 1,
      command: 'steady',
      input: 'driven-chain.spin',
      options: { '--ring': ring, '--observe': 'H0,JH,JS' },
      grid: { Delta: `0.5..1.5:${points}` },
    }),
  );
  const times = new Map([1, 2].map((workers) => [workers, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [workers, list] of times) {
      const store = join(folder, `store-${workers}-${round}`);
      const start = performance.now();
      const { status, stderr } = spawnSync(
        process.execPath,
        [
          file('dist/program/main.js'),
          'sweep',
          'run',
          manifest,
          '--store',
          store,
          '--workers',
          String(workers),
          '--cache',
          '0',
        ],
        { encoding: 'utf8' },
      );
      if (status !== 0) throw new Error(stderr);
      const wall = (performance.now() - start) / 1000;
      const lines = readdirSync(join(store, 'provenance'), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => JSON.parse(readFileSync(join(store, 'provenance', name), 'utf8').trim()));
      const sum = (of) => lines.reduce((total, line) => total + of(line), 0);
      list.push({ wall, inPoints: sum((l) => l.wallSeconds), cpu: sum((l) => l.cpuSeconds) });
    }
  }
  const best = (workers) => times.get(workers).toSorted((a, b) => a.wall - b.wall)[0];
  console.log(
    `${points} points of N = ${ring}, the best of ${rounds}; ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}\n`,
  );
  console.log('| workers | time, s | time in points, s | processor time in points, s |\n| --- | --- | --- | --- |');
  for (const workers of times.keys()) {
    const { wall, inPoints, cpu } = best(workers);
    console.log(`| ${workers} | ${wall.toFixed(2)} | ${inPoints.toFixed(2)} | ${cpu.toFixed(2)} |`);
  }
  console.log(`\nratio ${(best(1).wall / best(2).wall).toFixed(2)}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

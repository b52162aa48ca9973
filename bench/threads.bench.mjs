// One `gas` and one `steady` with one thread and with two, in turns: the ratio of their times.
//   node scripts/build.mjs && node bench/threads.bench.mjs [rounds, 3 by default] [--quick]
// Prints a table in Markdown. On a busy machine wall times say little. Processor times show what the work takes in all
// threads together, and, on Linux, in the main thread: its share is what a machine with enough free cores waits for.
// --quick leaves out the ring of 14 sites.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const quick = process.argv.includes('--quick');
const rounds = Number(process.argv.slice(2).find((a) => /^\d+$/u.test(a)) ?? 3);
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spinlaw-threads-'));

/** The toy model of the paper with its scatterer at three places: a few seconds. */
const gas = join(folder, 'three-scatterers.spin');
writeFileSync(
  gas,
  `λ = 1.3
ω = 1.1
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
W = 1.2 |1><1| + 0.9 |2><2| + 1.4 |3><3| + (exp(i π/6) (0.7 |1><2| + 0.6 |2><3| + 0.5 |3><1|) + h.c.)
gas H, δ(x) W + δ(x - 4/5) W + δ(x - 19/10) W with mass = 1, density = 1
`,
);
const chain = join(root, 'examples/driven-chain.spin');
const steady = ['steady', chain, '--observe', 'H0,JH,JS'];

/** @type {readonly (readonly [name: string, args: readonly string[]])[]} */
const works = [
  ['gas, three levels at three places', ['gas', gas, '--beta', '0.05,1']],
  ['steady, 12 sites', [...steady, '--ring', '12']],
  ['steady --populations, 12 sites', [...steady, '--ring', '12', '--populations']],
  ...(quick
    ? []
    : [/** @type {const} */ (['steady --populations, 14 sites', [...steady, '--ring', '14', '--populations']])]),
];

/** Writes the processor times of the process and of its main thread as the last line of standard error. */
const usage = `data:text/javascript,${encodeURIComponent(`
import { existsSync, readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const file = '/proc/self/task/' + process.pid + '/stat';
  const fields = existsSync(file) ? readFileSync(file, 'utf8').split(') ')[1].split(' ') : [];
  const main = fields.length > 0 ? (Number(fields[11]) + Number(fields[12])) / 100 : null;
  writeSync(2, '\\n' + JSON.stringify({ all: (user + system) / 1e6, main }));
});`)}`;

/** @param {readonly string[]} args */
function timed(args, threads) {
  const start = performance.now();
  const program = join(root, 'dist/program/main.js');
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', usage, program, ...args, '--json', '--threads', String(threads)],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(stderr);
  const wall = (performance.now() - start) / 1000;
  return { wall, ...JSON.parse(stderr.slice(stderr.lastIndexOf('\n'))), stdout };
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

const row = (...cells) => console.log(`| ${cells.join(' | ')} |`);
const two = (one, other) => `${one.toFixed(2)} / ${other.toFixed(2)} = **${(one / other).toFixed(2)}**`;
console.log(
  `${availableParallelism()} cores, ${rounds} rounds in turns, load ${loadavg()[0].toFixed(1)}; medians, seconds with 1 thread / with 2\n`,
);
row('work', 'wall', 'main thread', 'all threads', 'same bytes');
row('---', '---', '---', '---', '---');
try {
  for (const [name, args] of works) {
    const runs = Array.from({ length: rounds }, (_, k) =>
      (k % 2 === 0 ? [1, 2] : [2, 1]).map((t) => ({ t, ...timed(args, t) })),
    ).flat();
    const of = (t, key) => median(runs.filter((r) => r.t === t).map((r) => r[key]));
    const main = runs[0].main === null ? '–' : two(of(1, 'main'), of(2, 'main'));
    const same = new Set(runs.map((r) => r.stdout)).size === 1;
    row(name, two(of(1, 'wall'), of(2, 'wall')), main, two(of(1, 'all'), of(2, 'all')), same ? 'yes' : 'NO');
  }
} finally {
  rmSync(folder, { recursive: true });
}

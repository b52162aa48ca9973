// Charges with their proofs, in process: the fused boost pass against the general commutator on the same work.
//
//   npm run bench               the table below
//   npm run bench -- --large    XXX up to C_17 and C_18 too, with the memory of the kernel for each word
//   npm run bench -- --modular  proofs modulo primes against exact ones
//   npm run bench -- --against FOLDER   the towers in turns with another build, whose checkout is in the folder
//
// Cold figures come from a fresh process each, so that nothing is compiled yet.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { boostKernel, typescriptKernel } from '../dist/charges/boost-kernel.js';
import {
  BoostRecursion,
  boostOperator,
  chargesOneByOne,
  findModel,
  localCharges,
  modularCharges,
} from '../dist/charges/index.js';
import { fromInteger, fromNumber, rational } from '../dist/exact/index.js';
import { operator } from '../dist/index.js';
import { commutator, isZeroOperator, substituteOperator } from '../dist/spin/index.js';

const self = fileURLToPath(import.meta.url);

function hamiltonian(model, values = {}) {
  const symbolic = findModel(model).hamiltonian();
  return substituteOperator(symbolic, new Map(Object.entries(values).map(([k, v]) => [k, fromInteger(v)])));
}

/** Milliseconds for C_2 … C_upto, each with its proof, by the fused pass. */
function fused(h, upto) {
  const start = performance.now();
  let words = 0;
  for (const charge of chargesOneByOne(h, { upto }).charges) {
    if (!charge.commutes) throw new Error(`C_${charge.index} does not commute`);
    words = charge.words;
  }
  return { ms: performance.now() - start, words };
}

/** The same by commutators of whole operators: [O_b, C] for the next charge, [H, C] for the proof. */
function general(h, upto) {
  const start = performance.now();
  const boost = boostOperator(h);
  let charge = h;
  for (let k = 2; k <= upto; k++) {
    if (!isZeroOperator(commutator(h, charge))) throw new Error(`C_${k} does not commute`);
    if (k < upto) charge = commutator(boost, charge);
  }
  return { ms: performance.now() - start, words: charge.terms.length };
}

const median = (times) => times.sort((a, b) => a - b)[times.length >> 1];
const warm = (run, times = 5) => median(Array.from({ length: times }, run).map((r) => r.ms));

const cases = [
  { name: 'XXZ, symbolic, C_2 … C_8', h: () => hamiltonian('xxz'), upto: 8, guidance: 30, cold: true, baseline: true },
  { name: 'XXZ, symbolic, C_2 … C_12', h: () => hamiltonian('xxz'), upto: 12, guidance: 100 },
  { name: 'XXZ, symbolic, C_2 … C_14', h: () => hamiltonian('xxz'), upto: 14, guidance: 200, runs: 3 },
  { name: 'XYZ, symbolic, C_2 … C_10', h: () => hamiltonian('xyz'), upto: 10, guidance: 150, baseline: false },
  { name: 'XYZ, symbolic, C_2 … C_12', h: () => hamiltonian('xyz'), upto: 12 },
  { name: 'XYZ, symbolic, C_2 … C_7', h: () => hamiltonian('xyz'), upto: 7, baseline: true },
  { name: 'XXX, J = 1, C_2 … C_9', h: () => hamiltonian('xxx', { J: 1 }), upto: 9, baseline: true },
  { name: 'XXX, J = 1, C_2 … C_14', h: () => hamiltonian('xxx', { J: 1 }), upto: 14, runs: 3 },
];

if (process.argv[2] === '--cold') {
  const c = cases[Number(process.argv[3])];
  console.log(fused(c.h(), c.upto).ms);
  process.exit(0);
}

if (process.argv[2] === '--memory') {
  console.log(recursion(hamiltonian('xxx', { J: 1 }), 17, {}).bytes);
  process.exit(0);
}

/**
 * Exact and modulo primes in turns, so that a busy machine slows both: processor time, and the ratio of the medians.
 */
function againstPrimes() {
  const digits = { Jx: [123456789, 1000003], Jy: [-7654321, 999983], Jz: [271828182, 3141592] };
  const at = (model, values) =>
    substituteOperator(
      findModel(model).hamiltonian(),
      new Map(Object.entries(values).map(([k, [n, d]]) => [k, fromNumber(rational(n, d))])),
    );
  const rows = [
    ['XXZ, symbolic, C_2 … C_9', hamiltonian('xxz'), 9],
    ['XXZ, symbolic, C_2 … C_12', hamiltonian('xxz'), 12],
    ['XYZ, symbolic, C_2 … C_10', hamiltonian('xyz'), 10],
    ['XXX, C_2 … C_13', hamiltonian('xxx'), 13],
    ['XXZ, Δ = 1234567/1000003, C_2 … C_12', at('xxz', { J: [1, 1], Delta: [1234567, 1000003] }), 12],
    ['XYZ, numbers of 9 digits, C_2 … C_12', at('xyz', digits), 12],
  ];
  const cpu = (run) => {
    const before = process.cpuUsage();
    const result = run();
    const { user, system } = process.cpuUsage(before);
    return { ms: (user + system) / 1000, result };
  };
  console.log(`node ${process.version}; milliseconds of processor time, median of 7\n`);
  console.log(
    `${'case'.padEnd(40)}${'points'.padStart(7)}${'primes'.padStart(7)}${'exact'.padStart(9)}${'modular'.padStart(9)}${'ratio'.padStart(8)}${'one point'.padStart(11)}`,
  );
  for (const [name, h, upto] of rows) {
    const times = { exact: [], modular: [], probabilistic: [] };
    let evidence;
    for (let k = 0; k < 7; k++) {
      times.exact.push(cpu(() => fused(h, upto)).ms);
      for (const mode of ['modular', 'probabilistic']) {
        const { ms, result } = cpu(() => modularCharges(h, { upto, mode }));
        times[mode].push(ms);
        evidence = result.evidence ?? evidence;
      }
    }
    const [exact, modular, one] = [times.exact, times.modular, times.probabilistic].map(median);
    console.log(
      `${name.padEnd(40)}${String(evidence.points).padStart(7)}${String(evidence.primes.length).padStart(7)}${exact.toFixed(0).padStart(9)}${modular.toFixed(0).padStart(9)}${`${(modular / exact).toFixed(1)}×`.padStart(8)}${one.toFixed(0).padStart(11)}`,
    );
  }
}

/** The towers of this build and of another one in turns, so that a busy machine slows both: processor time. */
async function againstBuild(folder) {
  const other = await import(pathToFileURL(join(folder, 'dist/charges/index.js')).href);
  const exact = await import(pathToFileURL(join(folder, 'dist/exact/index.js')).href);
  const spin = await import(pathToFileURL(join(folder, 'dist/spin/index.js')).href);
  const rows = [
    ['XXZ, symbolic, C_2 … C_12', 'xxz', {}, 12],
    ['XYZ, symbolic, C_2 … C_10', 'xyz', {}, 10],
    ['XXX, J = 1, C_2 … C_13', 'xxx', { J: 1 }, 13],
  ];
  const cpu = (charges, h, upto) => {
    const before = process.cpuUsage();
    for (const charge of charges.chargesOneByOne(h, { upto }).charges)
      if (!charge.commutes) throw new Error('not conserved');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  console.log(`node ${process.version}; milliseconds of processor time, median of 15 in turns\n`);
  for (const [name, model, values, upto] of rows) {
    const theirs = spin.substituteOperator(
      other.findModel(model).hamiltonian(),
      new Map(Object.entries(values).map(([k, v]) => [k, exact.fromInteger(v)])),
    );
    const mine = hamiltonian(model, values);
    const times = { mine: [], theirs: [] };
    for (let k = 0; k < 17; k++) {
      // Each goes first in every second round.
      const early = k % 2 === 0 ? cpu({ chargesOneByOne }, mine, upto) : undefined;
      const second = cpu(other, theirs, upto);
      const first = early ?? cpu({ chargesOneByOne }, mine, upto);
      // The first two rounds compile.
      if (k > 1) {
        times.mine.push(first);
        times.theirs.push(second);
      }
    }
    const ratios = times.mine.map((t, k) => t / times.theirs[k]);
    console.log(
      `${name.padEnd(32)}this ${median(times.mine).toFixed(1)}   other ${median(times.theirs).toFixed(1)}   ratio ${median(ratios).toFixed(3)}`,
    );
  }
}

const against = process.argv.indexOf('--against');
if (against > 0) {
  await againstBuild(resolve(process.argv[against + 1]));
  process.exit(0);
}

if (process.argv.includes('--modular')) {
  againstPrimes();
  process.exit(0);
}

const cell = (ms) => (ms === undefined ? '' : ms < 10 ? ms.toFixed(2) : ms.toFixed(0)).padStart(10);
console.log(`node ${process.version}; milliseconds, median; guidance is for a quiet core\n`);
console.log(
  `${'case'.padEnd(30)}${'words'.padStart(9)}${'cold'.padStart(10)}${'warm'.padStart(10)}${'guidance'.padStart(10)}${'general'.padStart(10)}${'ratio'.padStart(8)}`,
);
cases.forEach((c, k) => {
  const h = c.h();
  const cold = c.cold
    ? median(
        Array.from({ length: 5 }, () =>
          Number(spawnSync(process.execPath, [self, '--cold', String(k)], { encoding: 'utf8' }).stdout),
        ),
      )
    : undefined;
  const { words } = fused(h, c.upto);
  const fast = warm(() => fused(h, c.upto), c.runs ?? 7);
  const slow = c.baseline ? warm(() => general(h, c.upto), 3) : undefined;
  const ratio = slow === undefined ? '' : `${(slow / fast).toFixed(0)}×`;
  console.log(
    `${c.name.padEnd(30)}${String(words).padStart(9)}${cell(cold)}${cell(fast)}${cell(c.guidance)}${cell(slow)}${ratio.padStart(8)}`,
  );
});
if (process.argv.includes('--large')) {
  for (const [upto, guidance] of [[17, 4000], [18]]) {
    const { ms, words } = fused(hamiltonian('xxx', { J: 1 }), upto);
    console.log(
      `${`XXX, J = 1, C_2 … C_${upto}`.padEnd(30)}${String(words).padStart(9)}${cell(ms)}${cell(undefined)}${cell(guidance)}`,
    );
  }
}

/** Milliseconds for C_2 … C_upto, and bytes of linear memory for each word of C_upto while it is made. */
function recursion(h, upto, options) {
  const kernel = options.kernel ?? boostKernel();
  const start = performance.now();
  const run = new BoostRecursion(h, { terms: [] }, { ...options, kernel });
  let q = run.pack(h);
  let bytes = 0;
  for (let k = 2; k <= upto; k++) {
    const { first } = run.step(q, { next: k < upto });
    if (!first) break;
    bytes = kernel.memory(0).byteLength / first.words;
    q = first;
  }
  return { ms: performance.now() - start, bytes };
}

console.log(
  `\n${'the same charges'.padEnd(30)}${'ms'.padStart(8)}${'all words'.padStart(11)}${'TypeScript'.padStart(12)}`,
);
for (const [name, model, values, upto] of [
  ['XXX, J = 1, C_2 … C_13', 'xxx', { J: 1 }, 13],
  ['XXZ, symbolic, C_2 … C_11', 'xxz', {}, 11],
  ['XYZ, symbolic, C_2 … C_10', 'xyz', {}, 10],
]) {
  const h = hamiltonian(model, values);
  const times = [{}, { folds: false }, { kernel: typescriptKernel }].map((o) => warm(() => recursion(h, upto, o), 7));
  console.log(
    `${name.padEnd(30)}${times[0].toFixed(1).padStart(8)}${times[1].toFixed(1).padStart(11)}${times[2].toFixed(1).padStart(12)}`,
  );
}
if (process.argv.includes('--large')) {
  // In a process of its own, because linear memory does not shrink.
  const { stdout } = spawnSync(process.execPath, [self, '--memory'], { encoding: 'utf8' });
  const bytes = Number(stdout);
  console.log(`linear memory while C_17 of XXX is made: ${bytes.toFixed(1)} bytes for each of its words`);
}

// All local charges of up to 7 sites, by elimination among all 12 288 strings. The recursion finds one tower of them.
console.log(
  `\n${'all local charges of up to 7 sites'.padEnd(40)}${'number'.padStart(8)}${'ms'.padStart(8)}${'boost'.padStart(8)}   guidance 2000 ms`,
);
for (const name of ['xx', 'xxz', 'xyz', 'tfi']) {
  const h = hamiltonian(name);
  let found = 0;
  const all = warm(() => {
    const start = performance.now();
    found = localCharges(h, { range: 7 }).nullities.at(-1);
    return { ms: performance.now() - start };
  }, 3);
  const boost = warm(() => fused(h, 7), 3);
  console.log(
    `${name.padEnd(40)}${String(found).padStart(8)}${all.toFixed(0).padStart(8)}${boost.toFixed(0).padStart(8)}`,
  );
}

// Chains with a unit cell: the Hubbard model by the search, the others by the boost of cells.
const cells = [
  ['Hubbard, symbolic, up to 4 cells', 'sum_j 1/2 (X_j X_<j+2> + Y_j Y_<j+2>) + U (1 + (-1)^j)/2 Z_j Z_<j+1>', 4, 5000],
  [
    'alternating DM, symbolic, C_2 … C_6',
    'sum_j J (X_j X_<j+1> + Y_j Y_<j+1>) + Δ Z_j Z_<j+1> + D (-1)^j (X_j Y_<j+1> - Y_j X_<j+1>)',
    6,
  ],
  ['zigzag with chirality, a, C_2 … C_4', 'sum_j 2 σ_j·σ_<j+1> + a^2 σ_j·σ_<j+2> + a (-1)^j σ_j·(σ_<j+1>×σ_<j+2>)', 4],
];
console.log(
  `\n${'chains with a unit cell'.padEnd(40)}${'words'.padStart(8)}${'ms'.padStart(8)}${'guidance'.padStart(10)}`,
);
for (const [name, text, upto, guidance] of cells) {
  let words = 0;
  const ms = warm(() => {
    const run = fused(operator(text), upto);
    words = run.words;
    return run;
  }, 3);
  console.log(`${name.padEnd(40)}${String(words).padStart(8)}${ms.toFixed(0).padStart(8)}${cell(guidance)}`);
}

const command = [
  fileURLToPath(new URL('../dist/program/main.js', import.meta.url)),
  'charges',
  '--model',
  'xxz',
  '--upto',
  '8',
];
const process0 = (args) => {
  const start = performance.now();
  spawnSync(process.execPath, args);
  return { ms: performance.now() - start };
};
const bare = warm(() => process0(['-e', '0']), 7);
const whole = warm(() => process0(command), 7);
console.log(
  `\nspinlaw charges --model xxz --upto 8, whole process: ${whole.toFixed(0)} ms; node alone: ${bare.toFixed(0)} ms; guidance 400 ms`,
);

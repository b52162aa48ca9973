// spinlaw beside the packages that its users would take otherwise: the same work on the same input, whose results are
// compared before anything is timed.
//   node scripts/build.mjs && node bench/peers/run.mjs [names of lines] [--rounds 7] [--page]
// The packages are installed into tools/.venv-peers, once, with the versions of requirements.txt. Every implementation
// runs in a process of its own, which is warm, with one thread; rounds take turns. Prints a table in Markdown: medians of
// processor times, and the time of each peer divided by that of spinlaw, with its spread. Below 1 the peer is faster. --page
// writes docs/reference/performance.md with the table.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const environment = fileURLToPath(new URL('../../tools/.venv-peers', import.meta.url));
const python = join(environment, 'bin/python');
const scratch = mkdtempSync(join(tmpdir(), 'spinlaw-peers-'));
const single = Object.fromEntries(
  ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS', 'RAYON_NUM_THREADS'].map((name) => [name, '1']),
);

/** Numbers in [0, 1), the same in every run. */
function random(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Different random words with small whole numbers. */
function words(count, sites, seed) {
  const next = random(seed);
  const found = new Map();
  while (found.size < count) {
    const letters = Array.from({ length: sites }, () => 'IXYZ'[Math.floor(4 * next())]).join('');
    if (/[XYZ]/u.test(letters)) found.set(letters, 1 + Math.floor(9 * next()));
  }
  return [...found];
}

function hermitian(n, seed, scale) {
  const next = random(seed);
  const [re, im] = [0, 0].map((zero) => Array.from({ length: n * n }, () => zero));
  for (let i = 0; i < n; i++) {
    for (let k = 0; k <= i; k++) {
      re[i * n + k] = re[k * n + i] = scale * (2 * next() - 1);
      if (k === i) continue;
      im[i * n + k] = scale * (2 * next() - 1);
      im[k * n + i] = -im[i * n + k];
    }
  }
  return { re, im };
}

const pair = (count, sites) => ({ sites, a: words(count, sites, 12345), b: words(count, sites, 777) });
const driven = (levels) => ({ levels, frequency: 1.3, a: hermitian(levels, 3, 1), b: hermitian(levels, 11, 0.4) });

function spectrumOf(sites) {
  return {
    title: `spectrum of the XXZ ring of ${sites} sites`,
    own: 'spectrum',
    peers: { QuSpin: 'spectrum_quspin', 'NumPy, blocks given': 'spectrum_numpy' },
    small: { sites: 8, delta: 0.6 },
    input: { sites, delta: 0.6 },
  };
}

function modesOf(levels) {
  const input = driven(levels);
  return {
    title: `Floquet modes of ${levels} driven levels`,
    own: 'floquet',
    peers: { 'QuTiP at 1e-12': 'floquet_qutip' },
    small: input,
    input,
  };
}

/** Charges of a chain from C_2 on, each with the proof that it commutes; `couplings` by letters. */
function chargesOf(name, couplings, upto, peers) {
  return {
    title: `${name}, C_2 … C_${upto} with proofs`,
    own: 'charges',
    peers,
    small: { couplings, upto: 6 },
    input: { couplings, upto },
    exact: true,
  };
}

const heisenberg = { XX: 1, YY: 1, ZZ: 1 };
const symbolic = { XX: 'J', YY: 'J', ZZ: 'Delta' };
const byHand = { 'C++, partitioned tables': 'charges.cpp', NumPy: 'charges_numpy' };
const polynomials = { 'FLINT, Python by hand': 'charges_flint', 'SymEngine, Python by hand': 'charges_symengine' };

const phonons = { temperature: 1, phononFrequency: 1, phononWidth: 0.4 };
const ring = (sites) => ({ sites, delta: 0.8, field: -1, mixing: 1, ...phonons });

function drivenState(sites) {
  const drive = { frequency: 1.6, strength: 2.25, damping: 0.1 };
  return {
    title: `exact state of the driven chain of ${sites} sites`,
    own: 'driven-state',
    peers: { NumPy: 'driven_state_numpy' },
    small: { ...ring(Math.min(sites, 10)), ...drive },
    input: { ...ring(sites), ...drive },
    tolerance: 1e-10,
  };
}

function phononRates(sites) {
  return {
    title: `rates by phonons, ${sites} sites`,
    own: 'phonon-rates',
    peers: { NumPy: 'phonon_rates_numpy' },
    small: { ...ring(8), lagrange: [0.3, 0.7] },
    input: { ...ring(sites), lagrange: [0.3, 0.7] },
    tolerance: 1e-10,
  };
}

function lindblad(sites, mixing, peers) {
  const rates = { delta: 0.6, field: 0.3, loss: 0.7, gain: 0.5, mixing };
  return {
    title: `Lindblad chain of ${sites} sites${mixing === 0 ? '' : ', S^z not conserved'}`,
    own: 'lindblad',
    peers,
    small: { sites: 5, ...rates },
    input: { sites, ...rates },
    tolerance: 1e-10,
  };
}

const directly = { 'QuTiP, direct': 'lindblad_qutip_direct' };
const iteratively = { 'QuTiP, GMRES': 'lindblad_qutip_gmres' };

/** Three levels with a diagonal drive at one scatterer: gas (13). */
const toy = {
  frequency: 1.1,
  energies: [0, 0.7, 1.6],
  drive: [1.3, 0.325, -1.04],
  coupling: {
    re: [
      1.2,
      0.7 * Math.cos(Math.PI / 6),
      0.5 * Math.cos(Math.PI / 6),
      0.7 * Math.cos(Math.PI / 6),
      0.9,
      0.6 * Math.cos(Math.PI / 6),
      0.5 * Math.cos(Math.PI / 6),
      0.6 * Math.cos(Math.PI / 6),
      1.4,
    ],
    im: [0, 0.35, -0.25, -0.35, 0, 0.3, 0.25, -0.3, 0],
  },
  betas: [0.05, 0.2, 1, 5, 20],
  reported: [-2, -1, 0, 1, 2],
  sidebands: 12,
  points: 16,
};

/**
 * The lines: their title, the files of spinlaw and of the peers, the input on which results are compared and that which is
 * timed.
 */
const lines = {
  commutator: {
    title: '[A, B], a thousand words each on 30 sites',
    own: 'commutator',
    peers: { 'C++': 'commutator.cpp', NumPy: 'commutator_numpy', Qiskit: 'commutator_qiskit' },
    small: pair(120, 30),
    input: pair(1000, 30),
    exact: true,
  },
  'charges-10': chargesOf('XXX', heisenberg, 10, {
    ...byHand,
    Qiskit: 'charges_qiskit',
    OpenFermion: 'charges_openfermion',
  }),
  'charges-14': chargesOf('XXX', heisenberg, 14, byHand),
  'charges-symbolic-8': chargesOf('XXZ, symbolic', symbolic, 8, polynomials),
  'charges-symbolic-12': chargesOf('XXZ, symbolic', symbolic, 12, polynomials),
  'spectrum-10': spectrumOf(10),
  'spectrum-12': spectrumOf(12),
  gas: {
    title: 'rates and steady states of three levels in a gas, at five temperatures',
    own: 'gas',
    peers: { 'NumPy, given modes, sidebands and energies': 'gas_numpy' },
    small: toy,
    input: toy,
  },
  'floquet-3': modesOf(3),
  'floquet-10': modesOf(10),
  'driven-state-8': drivenState(8),
  'driven-state-10': drivenState(10),
  'driven-state-12': drivenState(12),
  'phonon-rates-10': phononRates(10),
  'phonon-rates-12': phononRates(12),
  'lindblad-6': lindblad(6, 0, { ...directly, ...iteratively }),
  'lindblad-7': lindblad(7, 0, { ...directly, ...iteratively }),
  'lindblad-6-mixed': lindblad(6, 0.3, { ...directly, ...iteratively }),
};

function give(reason) {
  console.error(`NOT MEASURED: ${reason}`);
  process.exit(1);
}

function install() {
  if (!existsSync(python)) {
    const { error, status } = spawnSync('python3', ['-m', 'venv', environment], { stdio: 'inherit' });
    if (error || status !== 0) give('python3 -m venv does not work here; on Debian it needs the package python3-venv.');
  }
  const asked = ['-m', 'pip', 'install', '--quiet', '-r', join(here, 'requirements.txt')];
  if (spawnSync(python, asked, { stdio: 'inherit' }).status !== 0) give('requirements.txt cannot be installed.');
}

/** A process that answers orders line by line. */
class Worker {
  constructor(command, args, cwd = here) {
    this.child = spawn(command, args, { cwd, env: { ...process.env, ...single }, stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  async ask(order) {
    this.child.stdin.write(`${typeof order === 'string' ? order : JSON.stringify(order)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`${this.child.spawnargs.join(' ')} ended`);
    return JSON.parse(value);
  }

  end() {
    this.child.kill();
  }
}

/** An implementation with an input: `result` and `seconds` of one run. */
async function start(file, input) {
  if (file.endsWith('.cpp')) return startCompiled(file, input);
  const isOwn = !file.includes('_');
  const worker = isOwn ? new Worker(process.execPath, ['worker.mjs', file]) : new Worker(python, ['worker.py', file]);
  await worker.ask({ prepare: input });
  return {
    result: async () => (await worker.ask({ result: true })).result,
    seconds: async () => (await worker.ask({ time: true })).seconds,
    end: () => worker.end(),
  };
}

/** The masks of letters, as numbers in a text. */
const masks = (letters) =>
  ['XY', 'YZ'].map((of) => [...letters].reduce((sum, c, k) => sum + (of.includes(c) ? 2 ** k : 0), 0)).join(' ');
const listOf = (words) => `${words.length} ${words.map(([w, c]) => `${masks(w)} ${c}`).join(' ')}`;

async function startCompiled(file, input) {
  const program = join(scratch, file.replace(/\.cpp$/u, ''));
  execFileSync('g++', ['-O3', '-march=native', join(here, file), '-o', program]);
  const isCommutator = file === 'commutator.cpp';
  const text = isCommutator
    ? [input.a, input.b].map(listOf).join('\n')
    : `${input.upto} ${listOf(Object.entries(input.couplings))}`;
  const path = join(scratch, 'input.txt');
  writeFileSync(path, text);
  const worker = new Worker(program, [path], scratch);
  const letters = ([x, z, c]) => {
    const sites = isCommutator ? input.sites : 32 - Math.clz32(x | z);
    return [Array.from({ length: sites }, (_, k) => 'IXZY'[((x >>> k) & 1) + 2 * ((z >>> k) & 1)]).join(''), c];
  };
  return {
    result: async () => (await worker.ask('r')).result.map(letters).sort(([s], [t]) => (s < t ? -1 : 1)),
    seconds: async () => (await worker.ask('t')).seconds,
    end: () => worker.end(),
  };
}

/** The largest difference of two lists of numbers, or of words with numbers. */
function difference(found, wanted) {
  if (found.length !== wanted.length) return Infinity;
  return found.reduce((worst, entry, k) => {
    const other = wanted[k];
    if (!Array.isArray(entry)) return Math.max(worst, Math.abs(entry - other));
    return entry[0] === other[0] ? Math.max(worst, Math.abs(entry[1] - other[1])) : Infinity;
  }, 0);
}

async function compare({ own, peers, small, exact, tolerance = exact ? 0 : 1e-9 }) {
  const mine = await start(own, small);
  const wanted = await mine.result();
  mine.end();
  for (const [name, file] of Object.entries(peers)) {
    const peer = await start(file, small);
    const off = difference(await peer.result(), wanted);
    peer.end();
    if (off > tolerance) throw new Error(`${name} differs by ${off}`);
  }
}

const median = (list) => {
  const sorted = [...list].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
};
/** A number with so many digits, and without an exponent. */
const rounded = (x, digits) => (x >= 10 ** digits ? String(Number(x.toPrecision(digits))) : x.toPrecision(digits));
/** The lines of the table. */
const table = [];
const row = (...cells) => {
  table.push(`| ${cells.join(' | ')} |`);
  console.log(table.at(-1));
};

async function measure({ title, own, peers, input }, rounds) {
  const all = [['spinlaw', await start(own, input)]];
  for (const [name, file] of Object.entries(peers)) all.push([name, await start(file, input)]);
  // Runs that are not counted, for a second each: compilers and caches get warm.
  for (const [, one] of all) for (let k = 0, spent = 0; k < 2 || spent < 1; k++) spent += await one.seconds();
  const times = new Map(all.map(([name]) => [name, []]));
  for (let k = 0; k < rounds; k++) for (const [name, one] of all) times.get(name).push(await one.seconds());
  for (const [, one] of all) one.end();
  const mine = times.get('spinlaw');
  for (const [name, list] of times) {
    if (name === 'spinlaw') continue;
    const ratios = list.map((t, k) => t / mine[k]);
    const spread = `${rounded(Math.min(...ratios), 2)} … ${rounded(Math.max(...ratios), 2)}`;
    const ms = (t) => `${rounded(1000 * t, 3)} ms`;
    row(title, name, ms(median(list)), ms(median(mine)), `**${rounded(median(ratios), 2)}**`, spread);
  }
}

const given = process.argv.slice(2);
const at = given.indexOf('--rounds');
const rounds = at < 0 ? 7 : Number(given[at + 1]);
const chosen = given.filter((w, k) => !w.startsWith('--') && (at < 0 || k !== at + 1));
for (const name of chosen) if (!lines[name]) give(`there is no line ${name}: ${Object.keys(lines).join(', ')}`);

install();
console.log(`load ${loadavg()[0].toFixed(1)}, ${rounds} rounds in turns, one thread each\n`);
row('work', 'peer', 'its time', 'spinlaw', 'ratio', 'spread');
row('---', '---', '---', '---', '---', '---');
try {
  for (const [name, line] of Object.entries(lines)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    await compare(line);
    await measure(line, rounds);
  }
  if (given.includes('--page')) writePage();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function writePage() {
  const versions = readFileSync(join(here, 'requirements.txt'), 'utf8')
    .trim()
    .split('\n')
    .join(', ')
    .replaceAll('==', ' ');
  const text = `# Performance

spinlaw beside the packages that its users would take otherwise: the time of the peer divided by that of spinlaw, so that above 1 spinlaw is faster. Both have the same
input, and their results are compared before anything is timed: words and whole numbers exactly, energies to 1e-9, expectation values and rates to 1e-10. Every implementation runs in a process of its own,
warm and with one thread; times are those of the processor, medians of ${rounds} rounds in turns, and the spread is that of the ratio.

\`node bench/peers/run.mjs --page\` installs the packages and writes this page: ${versions}. Here it ran on ${cpus()[0].model.trim()}, with Node ${process.version.slice(1)}.

${table.join('\n')}

Spectra are those of all S^z and momenta, with vectors. NumPy is given the matrices of its blocks, which QuSpin makes, and for the gas the modes, the number of sidebands and a grid of energies, which spinlaw finds. C++ has the masks of the words and counts with 64 bits; it is compiled with \`-O3 -march=native\`.
Charges: for XXX spinlaw computes one of twelve words and for XXZ one of four, which symmetries of the Hamiltonian make possible; the peers compute all words, and NumPy, FLINT and SymEngine have words as masks. The time includes the last charge as a list of words.
What one engine takes with one thread and with two is measured by \`npm run bench:threads\`, and the other files in bench/ compare spinlaw's own ways with each other.
`;
  writeFileSync(join(here, '../../docs/reference/performance.md'), text);
}

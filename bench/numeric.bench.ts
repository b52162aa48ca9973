// Our kernels beside ml-matrix and beside NumPy (LAPACK, one thread), in one run.
//   node --import tsx bench/numeric.bench.ts [largest n]
// Prints tables in Markdown: best times, and ratios to the baselines. SPINLAW_PYTHON names a python with numpy.
import { spawnSync } from 'node:child_process';
import { main } from 'assemblyscript/asc';
import { EigenvalueDecomposition, LuDecomposition, Matrix as Library } from 'ml-matrix';
import {
  type Backend,
  type ComplexMatrix,
  complex,
  eigen,
  eigenvalues,
  inlinedSize,
  multiplyMatrices,
  real,
  solve,
} from '../src/numeric/index.js';

const largest = Number(process.argv[2] ?? 900);
const sizes = [10, 20, 40, 80, 150, 250, 300, 400, 600, 900].filter((n) => n <= largest);
/** ml-matrix takes minutes beyond. */
const libraryLimit = 300;

let state = 1;
function random(): number {
  state = (Math.imul(state, 1103515245) + 12345) | 0;
  return state / 2 ** 31;
}

function general(n: number, m: number): ComplexMatrix {
  return complex(n, m, Array.from({ length: n * m }, random), Array.from({ length: n * m }, random));
}

function hermitian(n: number): ComplexMatrix {
  const a = general(n, n);
  for (let i = 0; i < n; i++) {
    a.im[i * (n + 1)] = 0;
    for (let j = 0; j < i; j++) {
      a.re[j * n + i] = a.re[i * n + j]!;
      a.im[j * n + i] = -a.im[i * n + j]!;
    }
  }
  return a;
}

/** Rounds in which we and NumPy take turns, lest one of them meet the machine at a busier time. */
const rounds = 4;
/** Seconds of repetitions for one task in one round. */
const spell = 0.3;

/** Best time in milliseconds, two repetitions at least. */
function best(run: () => void, seconds = spell): number {
  let least = Infinity;
  const begin = performance.now();
  for (let i = 0; i < 2 || (performance.now() - begin < 1000 * seconds && i < 5000); i++) {
    const start = performance.now();
    run();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

const tasks = ['vectors', 'values', 'lu', 'solve', 'product'] as const;
type Task = (typeof tasks)[number];
type Times = Partial<Record<Task, number>>;

const names: Record<Task, string> = {
  vectors: 'Hermitian, with vectors',
  values: 'Hermitian, values only',
  lu: 'complex LU, one right-hand side',
  solve: 'complex LU, n right-hand sides',
  product: 'complex product',
};

/** What the kernels are to reach against LAPACK. */
function target(task: Task, n: number): number | undefined {
  switch (task) {
    case 'vectors':
      return n === 80 ? 1.5 : n >= 250 ? 2 : undefined;
    case 'values':
      return n >= 80 ? 1.5 : undefined;
    case 'lu':
    case 'solve':
      return n <= 150 ? 1.5 : n === 300 ? 2 : undefined;
    case 'product':
      return undefined;
  }
}

function ours(n: number, backend: Backend, seconds = spell): Times {
  const h = hermitian(n);
  const g = general(n, n);
  const b = general(n, 1);
  const o = { backend };
  return {
    vectors: best(() => eigen(h, o), seconds),
    values: best(() => eigenvalues(h, o), seconds),
    lu: best(() => solve(g, b, o), seconds),
    solve: best(() => solve(g, h, o), seconds),
    product: best(() => multiplyMatrices(g, h, o), seconds),
  };
}

const script = `
import sys, json, time
import numpy as np
rng = np.random.default_rng(1)
def best(f):
    least, begin, i = 1e9, time.perf_counter(), 0
    while i < 2 or (time.perf_counter() - begin < ${spell} and i < 5000):
        s = time.perf_counter(); f(); least = min(least, time.perf_counter() - s); i += 1
    return least * 1e3
n = int(sys.argv[1])
a = rng.standard_normal((n, n)) + 1j * rng.standard_normal((n, n))
h = (a + a.conj().T) / 2
b = a[:, :1].copy()
print(json.dumps({'version': np.__version__, 'vectors': best(lambda: np.linalg.eigh(h)), 'values': best(lambda: np.linalg.eigvalsh(h)),
  'lu': best(lambda: np.linalg.solve(a, b)), 'solve': best(lambda: np.linalg.solve(a, h)), 'product': best(lambda: a @ h)}))
`;

function numpy(n: number): (Times & { version: string }) | undefined {
  const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' };
  const run = spawnSync(process.env['SPINLAW_PYTHON'] ?? 'python3', ['-c', script, String(n)], {
    env,
    encoding: 'utf8',
  });
  return run.status === 0 ? (JSON.parse(run.stdout) as Times & { version: string }) : undefined;
}

/** ml-matrix has no complex type: the doubled real embedding is its only way. */
function library(n: number): Times {
  const doubled = (a: ComplexMatrix) => {
    const out = Library.zeros(2 * n, 2 * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const k = i * n + j;
        out
          .set(i, j, a.re[k]!)
          .set(n + i, n + j, a.re[k]!)
          .set(i, n + j, -a.im[k]!)
          .set(n + i, j, a.im[k]!);
      }
    }
    return out;
  };
  const [h, g] = [doubled(hermitian(n)), doubled(general(n, n))];
  const seconds = 0.3;
  const vectors = best(() => new EigenvalueDecomposition(h, { assumeSymmetric: true }), seconds);
  return {
    vectors,
    // It has no way without vectors.
    values: vectors,
    lu: best(() => new LuDecomposition(g).solve(Library.columnVector(g.getColumn(0))), seconds),
    solve: best(() => new LuDecomposition(g).solve(h), seconds),
    product: best(() => g.mmul(h), seconds),
  };
}

/** Measures the double operations per second when all registers multiply and add, and nothing is loaded: GF/s. */
async function peak(): Promise<() => number> {
  const chains = Array.from({ length: 8 }, (_, i) => `a${i}`);
  const source = `export function peak(r: i32): f64 {
    let x = f64x2.splat(1.0000001), m = f64x2.splat(0.9999999), ${chains.map((a) => `${a} = x`).join(', ')};
    do { ${chains.map((a, i) => `${a} = f64x2.add(f64x2.mul(${i < 4 ? 'x' : chains[i - 4]}, m), ${a});`).join(' ')} } while (--r);
    return f64x2.extract_lane(${chains.reduce((s, a) => `f64x2.add(${s}, ${a})`)}, 0);
  }`;
  let binary: Uint8Array | undefined;
  const { error } = await main(
    ['peak.ts', '--outFile', 'peak.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--enable', 'simd'],
    {
      readFile: (path) => (path.endsWith('peak.ts') ? source : null),
      writeFile: (_, contents) => {
        binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw error ?? new Error('the peak does not compile');
  const wasm = (
    globalThis as unknown as {
      WebAssembly: { Module: new (b: Uint8Array) => object; Instance: new (m: object) => { exports: unknown } };
    }
  ).WebAssembly;
  const run = new wasm.Instance(new wasm.Module(binary)).exports as { peak(r: number): number };
  const turns = 200_000;
  // Eight chains, two lanes, two operations.
  return () => (turns * 8 * 2 * 2) / best(() => run.peak(turns), 0.1) / 1e6;
}

const cell = (x: number | undefined, digits = 2) =>
  x === undefined ? '–' : x >= 100 ? x.toFixed(0) : x.toFixed(digits);
const row = (...cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
const table = (...heads: readonly string[]) => {
  console.log();
  row(...heads);
  row(...heads.map(() => '---'));
};

const first = numpy(10);
console.log(
  first
    ? `NumPy ${first.version}, one thread; ratios are our time over its time, targets in brackets.`
    : 'python3 with numpy is not here: no comparison with LAPACK.',
);
console.log(`Kernels: ${(inlinedSize / 1024).toFixed(1)} KB in the package.`);

const least = (times: readonly Times[]): Times => {
  const out: Times = {};
  for (const t of tasks) {
    const all = times.map((x) => x[t]).filter((x) => x !== undefined);
    if (all.length > 0) out[t] = Math.min(...all);
  }
  return out;
};

const flat = await peak();
let top = 0;
const measured = sizes.map((n) => {
  const wasm: Times[] = [];
  const lapack: Times[] = [];
  for (let round = 0; round < rounds; round++) {
    if (first) lapack.push(numpy(n) ?? {});
    wasm.push(ours(n, 'wasm'));
    top = Math.max(top, flat());
  }
  return { n, wasm: least(wasm), lapack: least(lapack) };
});

table('n', ...tasks.flatMap((t) => [`${names[t]}, ms`, '/ LAPACK']));
for (const { n, wasm, lapack } of measured) {
  row(
    String(n),
    ...tasks.flatMap((t) => {
      const goal = target(t, n);
      return [
        cell(wasm[t], 3),
        lapack[t] === undefined ? '–' : `${cell(wasm[t]! / lapack[t])}${goal === undefined ? '' : ` (${goal})`}`,
      ];
    }),
  );
}

console.log(
  `\nMultiply-add peak of f64x2 here: ${top.toFixed(1)} GF/s. A complex product counts 8 n³ operations, of which the three real products do 6 n³.`,
);
table('n', 'complex product, GF/s', 'of the peak', 'operations done, of the peak');
for (const { n, wasm } of measured) {
  const rate = (8e-6 * n ** 3) / wasm.product!;
  row(String(n), cell(rate, 1), `${((100 * rate) / top).toFixed(0)} %`, `${((75 * rate) / top).toFixed(0)} %`);
}

console.log('\nml-matrix on the doubled real embedding, over our time:');
table('n', ...tasks.map((t) => names[t]));
for (const { n, wasm } of measured.filter(({ n }) => n <= libraryLimit)) {
  const theirs = library(n);
  row(String(n), ...tasks.map((t) => cell(theirs[t]! / wasm[t]!, 0)));
}

console.log('\nml-matrix on real matrices, over our time for the same:');
table('n', 'symmetric, with vectors', 'real LU, n right-hand sides', 'real product');
for (const n of sizes.filter((n) => n <= libraryLimit)) {
  const h = hermitian(n);
  const g = general(n, n);
  const [rh, rg] = [real(n, n, h.re), real(n, n, g.re)];
  const [lh, lg] = [Library.from1DArray(n, n, [...h.re]), Library.from1DArray(n, n, [...g.re])];
  const seconds = 0.3;
  row(
    String(n),
    cell(
      best(() => new EigenvalueDecomposition(lh, { assumeSymmetric: true }), seconds) / best(() => eigen(rh), seconds),
      0,
    ),
    cell(best(() => new LuDecomposition(lg).solve(lh), seconds) / best(() => solve(rg, rh), seconds), 0),
    cell(best(() => lg.mmul(lh), seconds) / best(() => multiplyMatrices(rg, rh), seconds), 0),
  );
}

console.log('\nThe TypeScript fallback, over our time:');
table('n', ...tasks.map((t) => names[t]));
for (const { n, wasm } of measured.filter(({ n }) => n <= libraryLimit)) {
  const plain = ours(n, 'typescript', 0.3);
  row(String(n), ...tasks.map((t) => cell(plain[t]! / wasm[t]!, 1)));
}

import { limit, refuse } from '../text/index.js';
import { type Eigen, type Matrix, checkHermitian, isComplex } from './matrix.js';
import type { Result } from './result.js';

/** Which factors of a product enter as their adjoints. */
interface Adjoints {
  readonly adjointLeft: boolean;
  readonly adjointRight: boolean;
}

/** A system LAPACK with the same three functions as the kernels. */
export interface NativeLapack {
  readonly name: 'native';
  eigen<M extends Matrix>(a: M, options: { readonly vectors: boolean }): Result<Eigen<M>>;
  solve<M extends Matrix>(a: M, b: M): Result<M>;
  multiply<M extends Matrix>(a: M, b: M, adjoints: Adjoints): Result<M>;
}

type Foreign = (...values: unknown[]) => void;
interface Koffi {
  load(path: string): { func(prototype: string): Foreign };
}

/**
 * Names of LAPACK libraries on common systems; SPINLAW_LAPACK can name another file. OpenBLAS comes first, because it
 * contains everything in one library.
 */
const libraries = [
  'libopenblas.so.0',
  'libopenblas.so',
  'liblapack.so.3',
  'libopenblas.dylib',
  '/System/Library/Frameworks/Accelerate.framework/Accelerate',
  'libopenblas.dll',
];

/** Prefixes that some builds add to every name. */
const prefixes = ['', 'scipy_'];

const host = globalThis as {
  process?: { env: Record<string, string | undefined>; getBuiltinModule?: (name: string) => unknown };
};

/** One argument of a Fortran routine: everything is passed by address. */
type Argument =
  | { readonly char: string }
  | { readonly int: number }
  | { readonly array: Float64Array | Int32Array; readonly length: number };

let cached: NativeLapack | undefined;

/**
 * The system's LAPACK through koffi; both are optional.
 * @diagnostic `backend-missing`
 */
export function nativeLapack(): NativeLapack {
  if (cached) return cached;
  const module = host.process?.getBuiltinModule?.('node:module') as
    | { createRequire(from: string): (name: string) => unknown }
    | undefined;
  if (!module) return refuse('backend-missing', 'the native backend needs Node 20.16 or later');
  let koffi: Koffi;
  try {
    koffi = module.createRequire(import.meta.url)('koffi') as Koffi;
  } catch (error) {
    if (!isForeign(error, /native Koffi module/u)) throw error;
    return refuse('backend-missing', 'the native backend needs the package koffi', { hint: 'npm install koffi' });
  }
  const own = host.process?.env['SPINLAW_LAPACK'];
  for (const path of own ? [own] : libraries) {
    let library: ReturnType<Koffi['load']>;
    try {
      library = koffi.load(path);
    } catch (error) {
      if (!isForeign(error, /^Failed to load shared library/u)) throw error;
      continue;
    }
    for (const prefix of prefixes) {
      const routine = bind(library, prefix);
      if (routine) return (cached = lapack(routine));
    }
  }
  return refuse('backend-missing', own ? `${own} is no LAPACK with 32-bit integers` : 'no system LAPACK was found', {
    hint: own ? 'name another library in SPINLAW_LAPACK' : 'install OpenBLAS, or name a library in SPINLAW_LAPACK',
  });
}

/** Errors of Node's loader have a code; those of koffi can be recognised only by their message. */
function isForeign(error: unknown, message: RegExp): boolean {
  return error instanceof Error && ('code' in error || message.test(error.message));
}

type Routine = (name: string, values: readonly Argument[]) => void;

/** The only place where memory is passed to LAPACK: every array must be at least as long as the routine assumes. */
function bind(library: ReturnType<Koffi['load']>, prefix: string): Routine | undefined {
  const known = new Map<string, Foreign>();
  const find = (name: string, count: number): Foreign => {
    let f = known.get(name);
    if (!f) {
      f = library.func(`void ${prefix}${name}_(${Array.from({ length: count }, (_, i) => `void *a${i}`).join(', ')})`);
      known.set(name, f);
    }
    return f;
  };
  try {
    find('zheevd', 13);
    find('zgemm', 13);
  } catch (error) {
    if (!isForeign(error, /^Cannot find function/u)) throw error;
    return undefined;
  }
  return (name, values) => {
    const pointers = values.map((v) => {
      if ('char' in v) return new Uint8Array([v.char.charCodeAt(0)]);
      if ('int' in v) return new Int32Array([v.int]);
      if (v.array.length < v.length)
        throw new RangeError(`${name}: an array of ${v.array.length} where ${v.length} are read`);
      return v.array;
    });
    find(name, values.length)(...pointers);
  };
}

const char = (c: string): Argument => ({ char: c });
const int = (i: number): Argument => ({ int: i });
const array = (a: Float64Array | Int32Array, length: number): Argument => ({ array: a, length });

/** Converts from row order to column order, with complex numbers interleaved as in Fortran. */
function toColumns(a: Matrix): Float64Array {
  const { rows, cols } = a;
  const step = isComplex(a) ? 2 : 1;
  const out = new Float64Array(step * rows * cols);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      const at = step * (j * rows + i);
      out[at] = finite(a.re[i * cols + j]!);
      if (isComplex(a)) out[at + 1] = finite(a.im[i * cols + j]!);
    }
  }
  return out;
}

function fromColumns<M extends Matrix>(x: Float64Array, rows: number, cols: number, like: M): M;
function fromColumns(x: Float64Array, rows: number, cols: number, like: Matrix): Matrix {
  const step = isComplex(like) ? 2 : 1;
  const re = new Float64Array(rows * cols);
  const im = new Float64Array(isComplex(like) ? rows * cols : 0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      re[i * cols + j] = x[step * (j * rows + i)]!;
      if (isComplex(like)) im[i * cols + j] = x[step * (j * rows + i) + 1]!;
    }
  }
  return isComplex(like) ? { rows, cols, re, im } : { rows, cols, re };
}

function finite(x: number): number {
  return Number.isFinite(x) ? x : refuse('not-finite', 'the matrix has an element that is not a finite number');
}

function norm(x: Float64Array): number {
  let m = 0;
  for (const v of x) m = Math.max(m, Math.abs(v));
  return m;
}

/** max |A − A†| over all elements. */
function largestSkew(x: Float64Array, n: number, step: number): number {
  let m = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const a = step * (i * n + j);
      const b = step * (j * n + i);
      m = Math.max(m, Math.abs(x[a]! - x[b]!), step === 2 ? Math.abs(x[a + 1]! + x[b + 1]!) : 0);
    }
  }
  return m;
}

function lapack(call: Routine): NativeLapack {
  const checkInfo = (info: Int32Array, what: (row: number) => never) => {
    if (info[0]! > 0) what(info[0]!);
    if (info[0]! < 0) throw new Error(`LAPACK refused argument ${-info[0]!}`);
  };
  const gemm = (
    cx: boolean,
    ta: string,
    tb: string,
    m: number,
    n: number,
    k: number,
    a: Float64Array,
    lda: number,
    b: Float64Array,
    ldb: number,
  ): Float64Array => {
    const step = cx ? 2 : 1;
    const c = new Float64Array(step * m * n);
    const one = new Float64Array([1, 0]);
    const none = new Float64Array([0, 0]);
    call(cx ? 'zgemm' : 'dgemm', [
      char(ta),
      char(tb),
      int(m),
      int(n),
      int(k),
      array(one, step),
      array(a, step * m * k),
      int(lda),
      array(b, step * k * n),
      int(ldb),
      array(none, step),
      array(c, step * m * n),
      int(m),
    ]);
    return c;
  };
  return {
    name: 'native',
    eigen(a, { vectors }) {
      const n = a.rows;
      const cx = isComplex(a);
      const step = cx ? 2 : 1;
      const x = toColumns(a);
      checkHermitian(largestSkew(x, n, step), norm(x));
      const values = new Float64Array(n);
      const info = new Int32Array(1);
      // Workspace by LAPACK's own formulas for the divide and conquer drivers.
      const work = step * (1 + 6 * n + 2 * n * n);
      const rwork = 1 + 5 * n + 2 * n * n;
      const iwork = 3 + 5 * n;
      const job = char(vectors ? 'V' : 'N');
      const before = x.slice();
      if (cx) {
        call('zheevd', [
          job,
          char('L'),
          int(n),
          array(x, step * n * n),
          int(n),
          array(values, n),
          array(new Float64Array(work), work),
          int(work / 2),
          array(new Float64Array(rwork), rwork),
          int(rwork),
          array(new Int32Array(iwork), iwork),
          int(iwork),
          array(info, 1),
        ]);
      } else {
        call('dsyevd', [
          job,
          char('L'),
          int(n),
          array(x, n * n),
          int(n),
          array(values, n),
          array(new Float64Array(work), work),
          int(work),
          array(new Int32Array(iwork), iwork),
          int(iwork),
          array(info, 1),
        ]);
      }
      checkInfo(info, () => limit('no-convergence', `an eigenvalue of the ${n} × ${n} matrix did not converge`));
      const scale = norm(values);
      if (!Number.isFinite(scale)) refuse('overflow', 'an eigenvalue exceeds the range of double precision');
      let residual = 0;
      if (vectors) {
        const left = gemm(cx, 'N', 'N', n, n, n, before, n, x, n);
        for (let j = 0; j < n; j++)
          for (let i = 0; i < step * n; i++) left[step * j * n + i]! -= values[j]! * x[step * j * n + i]!;
        residual = norm(left);
      } else {
        let trace = 0;
        for (let i = 0; i < n; i++) trace += before[step * i * (n + 1)]! - values[i]!;
        residual = Math.abs(trace) / n;
      }
      return { value: { values, vectors: vectors ? fromColumns(x, n, n, a) : a }, residual, scale, backend: 'native' };
    },
    solve(a, b) {
      const n = a.rows;
      const m = b.cols;
      const cx = isComplex(a);
      const step = cx ? 2 : 1;
      const left = toColumns(a);
      const right = toColumns(b);
      const info = new Int32Array(1);
      const x = right.slice();
      call(cx ? 'zgesv' : 'dgesv', [
        int(n),
        int(m),
        array(left.slice(), step * n * n),
        int(n),
        array(new Int32Array(n), n),
        array(x, step * n * m),
        int(n),
        array(info, 1),
      ]);
      checkInfo(info, (row) => refuse('singular', `the ${n} × ${n} matrix is singular: no pivot in row ${row}`));
      if (!Number.isFinite(norm(x))) refuse('overflow', 'the solution exceeds the range of double precision');
      const back = gemm(cx, 'N', 'N', n, m, n, left, n, x, n);
      for (let i = 0; i < back.length; i++) back[i]! -= right[i]!;
      return {
        value: fromColumns(x, n, m, b),
        residual: norm(back),
        scale: n * norm(left) * norm(x) + norm(right),
        backend: 'native',
      };
    },
    multiply(a, b, adjoints) {
      const { adjointLeft, adjointRight } = adjoints;
      const cx = isComplex(a);
      const [m, k] = adjointLeft ? [a.cols, a.rows] : [a.rows, a.cols];
      const n = adjointRight ? b.rows : b.cols;
      const x = toColumns(a);
      const y = toColumns(b);
      const c = gemm(cx, adjointLeft ? 'C' : 'N', adjointRight ? 'C' : 'N', m, n, k, x, a.rows, y, b.rows);
      const scale = norm(c);
      if (!Number.isFinite(scale)) refuse('overflow', 'the product exceeds the range of double precision');
      // The sums of columns and rows test whether C is right: u†C v is compared with (A†u)†(B v), where u and v are
      // vectors of ones.
      const total = [0, 0];
      const step = cx ? 2 : 1;
      for (let i = 0; i < c.length; i++) total[i % step]! += c[i]!;
      const sums = innerSums(a, b, k, adjoints);
      return {
        value: fromColumns(c, m, n, a),
        residual: Math.hypot(total[0]! - sums.re, cx ? total[1]! - sums.im : 0) / Math.sqrt(m * n),
        scale: Math.max(scale, sums.size / Math.sqrt(m * n)),
        backend: 'native',
      };
    },
  };
}

/** Σ_k (column sums of A)_k (row sums of B)_k, adjoints taken first; and the sum of the moduli. */
function innerSums(
  a: Matrix,
  b: Matrix,
  inner: number,
  { adjointLeft, adjointRight }: Adjoints,
): { re: number; im: number; size: number } {
  const sums = (m: Matrix, { byRow, sign }: { readonly byRow: boolean; readonly sign: number }) => {
    const re = new Float64Array(inner);
    const im = new Float64Array(inner);
    for (let i = 0; i < m.rows; i++) {
      for (let j = 0; j < m.cols; j++) {
        const k = byRow ? i : j;
        re[k]! += m.re[i * m.cols + j]!;
        if (isComplex(m)) im[k]! += sign * m.im[i * m.cols + j]!;
      }
    }
    return { re, im };
  };
  const x = sums(a, { byRow: adjointLeft, sign: adjointLeft ? -1 : 1 });
  const y = sums(b, { byRow: !adjointRight, sign: adjointRight ? -1 : 1 });
  let re = 0;
  let im = 0;
  let size = 0;
  for (let k = 0; k < inner; k++) {
    re += x.re[k]! * y.re[k]! - x.im[k]! * y.im[k]!;
    im += x.re[k]! * y.im[k]! + x.im[k]! * y.re[k]!;
    size += Math.hypot(x.re[k]!, x.im[k]!) * Math.hypot(y.re[k]!, y.im[k]!);
  }
  return { re, im, size };
}

/*
 * Matrices of a whole ring in the basis of product states, without symmetries: site k is bit k of a state, and bit 1 is
 * spin down. Nothing here is shared with src/.
 */

/** A complex square matrix, by rows. */
export interface Dense {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export const zeros = (size: number): Dense => ({
  size,
  re: new Float64Array(size * size),
  im: new Float64Array(size * size),
});

export function identity(size: number): Dense {
  const out = zeros(size);
  for (let i = 0; i < size; i++) out.re[i * size + i] = 1;
  return out;
}

export function times(a: Dense, b: Dense): Dense {
  const n = a.size;
  const out = zeros(n);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const [x, y] = [a.re[i * n + k]!, a.im[i * n + k]!];
      if (x === 0 && y === 0) continue;
      for (let j = 0; j < n; j++) {
        const [p, q] = [b.re[k * n + j]!, b.im[k * n + j]!];
        out.re[i * n + j]! += x * p - y * q;
        out.im[i * n + j]! += x * q + y * p;
      }
    }
  }
  return out;
}

/** a + (re + i im) b */
export function plus(a: Dense, b: Dense, re = 1, im = 0): Dense {
  return {
    size: a.size,
    re: a.re.map((x, k) => x + re * b.re[k]! - im * b.im[k]!),
    im: a.im.map((x, k) => x + re * b.im[k]! + im * b.re[k]!),
  };
}

export const scaled = (a: Dense, re: number, im = 0): Dense => plus(zeros(a.size), a, re, im);

export function dagger(a: Dense): Dense {
  const n = a.size;
  const out = zeros(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      out.re[i * n + j] = a.re[j * n + i]!;
      out.im[i * n + j] = -a.im[j * n + i]!;
    }
  }
  return out;
}

/** Tr(AB) */
export function traceOf(a: Dense, b: Dense): { re: number; im: number } {
  const n = a.size;
  let re = 0;
  let im = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const [p, q, r, s] = [a.re[i * n + j]!, a.im[i * n + j]!, b.re[j * n + i]!, b.im[j * n + i]!];
      re += p * r - q * s;
      im += p * s + q * r;
    }
  }
  return { re, im };
}

export const commutatorOf = (a: Dense, b: Dense): Dense => plus(times(a, b), times(b, a), -1);

/** √(Tr A†A/dim) */
export const sizeOf = (a: Dense): number =>
  Math.sqrt((a.re.reduce((s, x) => s + x * x, 0) + a.im.reduce((s, x) => s + x * x, 0)) / a.size);

/** B ⊗ A: B acts on further sites of the ring. */
export function kron(b: Dense, a: Dense): Dense {
  const out = zeros(a.size * b.size);
  for (let i = 0; i < b.size; i++) {
    for (let j = 0; j < b.size; j++) {
      const [x, y] = [b.re[i * b.size + j]!, b.im[i * b.size + j]!];
      if (x === 0 && y === 0) continue;
      for (let k = 0; k < a.size; k++) {
        for (let l = 0; l < a.size; l++) {
          const at = (i * a.size + k) * out.size + j * a.size + l;
          const [p, q] = [a.re[k * a.size + l]!, a.im[k * a.size + l]!];
          out.re[at] = x * p - y * q;
          out.im[at] = x * q + y * p;
        }
      }
    }
  }
  return out;
}

const two = (re: readonly number[], im: readonly number[] = [0, 0, 0, 0]): Dense => ({
  size: 2,
  re: Float64Array.from(re),
  im: Float64Array.from(im),
});

/** S^x, S^y, S^z, S^+ and S^− of one site. */
export const spin = {
  x: two([0, 0.5, 0.5, 0]),
  y: two([0, 0, 0, 0], [0, -0.5, 0.5, 0]),
  z: two([0.5, 0, 0, -0.5]),
  '+': two([0, 1, 0, 0]),
  '-': two([0, 0, 1, 0]),
} as const;

/** c times a product of spin operators at sites, counted around the ring. */
export function product(sites: number, letters: Readonly<Record<number, keyof typeof spin>>, re = 1, im = 0): Dense {
  const at = new Map(
    Object.entries(letters).map(([site, letter]) => [((Number(site) % sites) + sites) % sites, letter]),
  );
  let out = identity(1);
  for (let k = 0; k < sites; k++) {
    const letter = at.get(k);
    out = kron(letter ? spin[letter] : identity(2), out);
  }
  return scaled(out, re, im);
}

/** Σ_j of a density. */
export function sumOver(sites: number, density: (j: number) => Dense): Dense {
  let sum = zeros(2 ** sites);
  for (let j = 0; j < sites; j++) sum = plus(sum, density(j));
  return sum;
}

/** S_i·S_j with the given weights of its components. */
export function bond(sites: number, i: number, j: number, [x, y, z]: readonly [number, number, number]): Dense {
  return plus(
    plus(product(sites, { [i]: 'x', [j]: 'x' }, x), product(sites, { [i]: 'y', [j]: 'y' }, y)),
    product(sites, { [i]: 'z', [j]: 'z' }, z),
  );
}

/** J_S = Σ_j S^x_j S^y_{j+1} − S^y_j S^x_{j+1}, or with j + `distance`. */
export const spinCurrent = (sites: number, distance = 1): Dense =>
  sumOver(sites, (j) =>
    plus(product(sites, { [j]: 'x', [j + distance]: 'y' }), product(sites, { [j]: 'y', [j + distance]: 'x' }), -1),
  );

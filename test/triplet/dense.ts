/** Dense complex matrices of chains of spins 1, in the basis m = 1, 0, −1 with the usual roots: no code is shared with src. */
export interface Dense {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function zero(size: number): Dense {
  return { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
}

export function identity(size: number): Dense {
  const a = zero(size);
  for (let k = 0; k < size; k++) a.re[k * size + k] = 1;
  return a;
}

export function times(a: Dense, b: Dense): Dense {
  const { size } = a;
  const c = zero(size);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < size; k++) {
      const [p, q] = [a.re[i * size + k]!, a.im[i * size + k]!];
      if (p === 0 && q === 0) continue;
      for (let j = 0; j < size; j++) {
        const [r, s] = [b.re[k * size + j]!, b.im[k * size + j]!];
        c.re[i * size + j]! += p * r - q * s;
        c.im[i * size + j]! += p * s + q * r;
      }
    }
  }
  return c;
}

/** a + (re + i im) b */
export function plus(a: Dense, b: Dense, [re, im]: readonly [number, number] = [1, 0]): Dense {
  return {
    size: a.size,
    re: a.re.map((x, k) => x + re * b.re[k]! - im * b.im[k]!),
    im: a.im.map((x, k) => x + re * b.im[k]! + im * b.re[k]!),
  };
}

export const commutator = (a: Dense, b: Dense): Dense => plus(times(a, b), times(b, a), [-1, 0]);

export function kron(a: Dense, b: Dense): Dense {
  const c = zero(a.size * b.size);
  for (let i = 0; i < a.size; i++)
    for (let j = 0; j < a.size; j++)
      for (let k = 0; k < b.size; k++)
        for (let l = 0; l < b.size; l++) {
          const at = (i * b.size + k) * c.size + j * b.size + l;
          const [p, q] = [a.re[i * a.size + j]!, a.im[i * a.size + j]!];
          const [r, s] = [b.re[k * b.size + l]!, b.im[k * b.size + l]!];
          c.re[at] = p * r - q * s;
          c.im[at] = p * s + q * r;
        }
  return c;
}

export function largest(a: Dense): number {
  return Math.max(...[...a.re].map((x, k) => Math.hypot(x, a.im[k]!)));
}

export const dagger = (a: Dense): Dense => {
  const b = zero(a.size);
  for (let i = 0; i < a.size; i++)
    for (let j = 0; j < a.size; j++) {
      b.re[j * a.size + i] = a.re[i * a.size + j]!;
      b.im[j * a.size + i] = -a.im[i * a.size + j]!;
    }
  return b;
};

export const trace = (a: Dense): [number, number] => {
  let [re, im] = [0, 0];
  for (let k = 0; k < a.size; k++) {
    re += a.re[k * a.size + k]!;
    im += a.im[k * a.size + k]!;
  }
  return [re, im];
};

const raising = zero(3);
raising.re[1] = Math.SQRT2;
raising.re[5] = Math.SQRT2;
const lowering = dagger(raising);
const z = zero(3);
z.re[0] = 1;
z.re[8] = -1;
const half = zero(3);

/** S_x, S_y, S_z, S_+, S_− of one spin 1. */
export const spins = {
  x: plus(plus(half, raising, [0.5, 0]), lowering, [0.5, 0]),
  y: plus(plus(half, raising, [0, -0.5]), lowering, [0, 0.5]),
  z,
  '+': raising,
  '-': lowering,
} as const;

/** An operator of one site on a chain of n sites. */
export function onSite(a: Dense, site: number, n: number): Dense {
  let result = identity(1);
  for (let k = 0; k < n; k++) result = kron(result, k === site ? a : identity(3));
  return result;
}

const anti = (a: Dense, b: Dense): Dense => plus(times(a, b), times(b, a));

/** The operators of a site in the order of `siteOperators`, as their names say. */
export const named: readonly Dense[] = [
  identity(3),
  spins.x,
  spins.y,
  spins.z,
  anti(spins.y, spins.z),
  anti(spins.z, spins.x),
  anti(spins.x, spins.y),
  plus(plus(half, times(z, z), [3, 0]), identity(3), [-2, 0]),
  plus(times(spins.x, spins.x), times(spins.y, spins.y), [-1, 0]),
];

/**
 * The operators of one spin one: the identity, the spin components, and the five quadrupoles, which are the Stevens
 * operators of rank two. All but the identity are traceless, and each is Hermitian. `letters` are their numbers 0 … 8.
 */
export const siteOperators = ['1', 'Sx', 'Sy', 'Sz', '{Sy,Sz}', '{Sz,Sx}', '{Sx,Sy}', '3Sz^2-2', 'Sx^2-Sy^2'] as const;

/** Number of operators of a basis of one site, d² for d = 3. */
export const siteDimension = siteOperators.length;

/** A summand of a product of two operators of a site: (re + i im)/6 times the operator `letter`. */
export interface ProductPart {
  readonly letter: number;
  readonly re: number;
  readonly im: number;
}

/** The denominator of all entries of the table. */
export const tableDenominator = 6;

/** A 3×3 matrix of Gaussian integers, row by row. */
type SmallMatrix = readonly (readonly [re: number, im: number])[];

const times = (a: SmallMatrix, b: SmallMatrix): SmallMatrix =>
  Array.from({ length: 9 }, (_, k) => {
    const [row, column] = [Math.floor(k / 3), k % 3];
    let [re, im] = [0, 0];
    for (let m = 0; m < 3; m++) {
      const [p, q] = a[3 * row + m]!;
      const [r, s] = b[3 * m + column]!;
      re += p * r - q * s;
      im += p * s + q * r;
    }
    return [re, im] as const;
  });
const combined = (...parts: readonly (readonly [factor: number, matrix: SmallMatrix])[]): SmallMatrix =>
  Array.from({ length: 9 }, (_, k) => {
    let [re, im] = [0, 0];
    for (const [factor, matrix] of parts) {
      re += factor * matrix[k]![0];
      im += factor * matrix[k]![1];
    }
    return [re, im] as const;
  });

const identity: SmallMatrix = Array.from({ length: 9 }, (_, k) => [k % 4 === 0 ? 1 : 0, 0] as const);

/** (S^a)_bc = −i ε_abc in the basis |x⟩, |y⟩, |z⟩, which has no roots. */
const spin = (a: number): SmallMatrix =>
  Array.from({ length: 9 }, (_, k) => {
    const [b, c] = [Math.floor(k / 3), k % 3];
    return [0, -((a - b) * (b - c) * (c - a)) / 2] as const;
  });

/**
 * The matrices of the nine operators in the Cartesian basis |x⟩, |y⟩, |z⟩ with S^a |a⟩ = 0, as [re, im] row by row.
 */
export const siteMatrices: readonly SmallMatrix[] = (() => {
  const [x, y, z] = [0, 1, 2].map(spin) as [SmallMatrix, SmallMatrix, SmallMatrix];
  const both = (a: SmallMatrix, b: SmallMatrix): SmallMatrix => combined([1, times(a, b)], [1, times(b, a)]);
  return [
    identity,
    x,
    y,
    z,
    both(y, z),
    both(z, x),
    both(x, y),
    combined([3, times(z, z)], [-2, identity]),
    combined([1, times(x, x)], [-1, times(y, y)]),
  ];
})();

/** Tr(t_k²), by letter. */
export const siteNorms = siteMatrices.map((t) => traceOfProduct(t, t)[0]);

/** Tr(A B) */
function traceOfProduct(a: SmallMatrix, b: SmallMatrix): readonly [re: number, im: number] {
  let re = 0;
  let im = 0;
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      const [p, q] = a[3 * r + c]!;
      const [s, t] = b[3 * c + r]!;
      re += p * s - q * t;
      im += p * t + q * s;
    }
  }
  return [re, im];
}

/**
 * The table of the algebra of a site, t_a t_b = Σ_k c_k t_k with c_k = Tr(t_k t_a t_b)/Tr(t_k²): the entry 9 a + b.
 *
 * The real parts are symmetric in a and b, the imaginary parts antisymmetric, since all t are Hermitian.
 */
export const siteProducts: readonly (readonly ProductPart[])[] = siteMatrices.flatMap((a) =>
  siteMatrices.map((b) => {
    const product = times(a, b);
    return siteMatrices.flatMap((t, letter): ProductPart[] => {
      const [re, im] = traceOfProduct(t, product);
      const unit = tableDenominator / siteNorms[letter]!;
      return re === 0 && im === 0 ? [] : [{ letter, re: re * unit, im: im * unit }];
    });
  }),
);

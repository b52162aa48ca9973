import type { Decimal } from 'decimal.js';
import type { DecimalComplex, DecimalField } from '../numeric/index.js';
import { DiagnosticError, checkInterrupt, refuse } from '../text/index.js';

/** A matrix by rows. */
export type DecimalMatrix = readonly (readonly DecimalComplex[])[];

/** A driven N-level system in a gas, in decimal digits. Fourier components of both signs: H(t) = Σ_k H_k e^{ikωt}. */
export interface DecimalModel {
  readonly levels: number;
  readonly frequency: Decimal;
  readonly mass: Decimal;
  readonly density: Decimal;
  readonly dimension: 1 | 3;
  readonly hamiltonian: ReadonlyMap<number, DecimalMatrix>;
  /** in three dimensions a single one, whose coupling is the inverse scattering length */
  readonly scatterers: readonly { readonly position: Decimal; readonly coupling: ReadonlyMap<number, DecimalMatrix> }[];
}

/** One Floquet mode: φ(t) = Σ_k e^{ikωt} f^k, k from −harmonics to harmonics. */
export interface DecimalMode {
  readonly quasienergy: Decimal;
  /** `fourier[k + harmonics][a]` */
  readonly fourier: readonly (readonly DecimalComplex[])[];
}

/** A mode in double precision, from which the refinement starts. */
export interface ModeStart {
  readonly quasienergy: number;
  readonly harmonics: number;
  readonly fourier: readonly (readonly { readonly re: number; readonly im: number }[])[];
}

/** Floquet modes to a given number of digits. */
export interface DecimalModes {
  readonly modes: readonly DecimalMode[];
  readonly harmonics: number;
  /** the largest ‖(H_F − ε) f‖, and the largest overlap of two modes and their copies */
  readonly residual: Decimal;
  readonly overlap: Decimal;
}

/**
 * Largest number of steps. Rayleigh-quotient iteration triples the digits in each step, 14 → 42 → 126 …, and passes a
 * thousand in five.
 */
const mostSteps = 8;

/**
 * Floquet modes to the digits of the field, from modes in double precision: Rayleigh-quotient iteration on the banded
 * Hermitian extended-space problem Σ_l H_{k−l} f^l + kω f^k = ε f^k, with as many harmonics as the digits need.
 * gas (S1)
 *
 * @returns the modes; `residual` and `overlap` show the accuracy reached
 * @diagnostic `degenerate-quasienergies` where modes cannot be distinguished at this number of digits
 * @cost a banded solve of dimension N (2 Ns + 1) for each step of each mode
 */
export function decimalModes(field: DecimalField, model: DecimalModel, starts: readonly ModeStart[]): DecimalModes {
  const highest = Math.max(0, ...model.hamiltonian.keys());
  // A harmonic below this has no effect on any result to `digits` digits.
  const small = new field.Real(10).pow(-field.digits - 6);
  const least = Math.max(...starts.map((s) => s.harmonics));
  let harmonics = highest === 0 ? least : Math.max(least, 2 * highest);
  for (;;) {
    const modes = starts.map((start) => refined(field, model, start, harmonics));
    const edge = field.Real.max(...modes.flatMap(({ fourier }) => edges(fourier, highest).map((x) => field.abs(x))));
    if (highest === 0 || edge.lt(small)) return judged(field, model, modes, harmonics);
    harmonics = Math.ceil(1.3 * harmonics) + highest;
  }
}

/** The weight on the harmonics that couple to those left out. */
function edges(fourier: DecimalMode['fourier'], highest: number): DecimalComplex[] {
  return [...fourier.slice(0, highest), ...fourier.slice(-highest)].flat();
}

function refined(field: DecimalField, model: DecimalModel, start: ModeStart, harmonics: number): DecimalMode {
  const { levels } = model;
  const matrix = extended(field, model, harmonics);
  const n = matrix.length;
  const highest = Math.max(0, ...model.hamiltonian.keys());
  const band = levels * highest + levels - 1;
  let vector: DecimalComplex[] = Array.from({ length: n }, (_, i) => {
    const z = start.fourier[Math.floor(i / levels) - harmonics + start.harmonics]?.[i % levels];
    return z ? field.complex(z.re, z.im) : field.zero;
  });
  vector = normalized(field, vector);
  let energy = quotient(field, matrix, band, vector);
  let left = departure(field, matrix, band, vector, energy);
  for (let step = 0; step < mostSteps; step++) {
    checkInterrupt();
    const shifted = matrix.map((row, i) => row.map((x, j) => (i === j ? { re: x.re.minus(energy), im: x.im } : x)));
    let next: DecimalComplex[];
    try {
      next = normalized(field, field.factorBanded(band, band, shifted)(vector).value);
    } catch (error) {
      // The quotient is an eigenvalue to the last digit, so there is nothing left to refine.
      if (left.isZero() || (error instanceof DiagnosticError && error.code === 'singular')) break;
      throw error;
    }
    const nextEnergy = quotient(field, matrix, band, next);
    const nextLeft = departure(field, matrix, band, next, nextEnergy);
    if (nextLeft.gte(left)) break;
    [vector, energy, left] = [next, nextEnergy, nextLeft];
  }
  return {
    quasienergy: energy,
    fourier: Array.from({ length: 2 * harmonics + 1 }, (_, k) => vector.slice(levels * k, levels * (k + 1))),
  };
}

/**
 * H_F = H − i∂_t in the basis |a⟩e^{ikωt}, on the harmonics kept.   gas (S50), (S78)
 *
 * @implements gas (S50)
 */
function extended(
  field: DecimalField,
  { levels, hamiltonian, frequency }: DecimalModel,
  harmonics: number,
): DecimalComplex[][] {
  const n = levels * (2 * harmonics + 1);
  const rows = Array.from({ length: n }, () => Array.from({ length: n }, () => field.zero));
  for (let k = 0; k <= 2 * harmonics; k++) {
    for (const [h, block] of hamiltonian) {
      const l = k - h;
      if (l < 0 || l > 2 * harmonics) continue;
      for (let a = 0; a < levels; a++)
        for (let b = 0; b < levels; b++) rows[levels * k + a]![levels * l + b] = block[a]![b]!;
    }
    for (let a = 0; a < levels; a++) {
      const i = levels * k + a;
      const x = rows[i]![i]!;
      rows[i]![i] = { re: x.re.plus(frequency.times(k - harmonics)), im: x.im };
    }
  }
  return rows;
}

function normalized(field: DecimalField, vector: readonly DecimalComplex[]): DecimalComplex[] {
  const norm = squares(field, vector).sqrt();
  return vector.map(({ re, im }) => ({ re: re.div(norm), im: im.div(norm) }));
}

function squares(field: DecimalField, vector: readonly DecimalComplex[]): Decimal {
  return vector.reduce((s, { re, im }) => s.plus(re.times(re)).plus(im.times(im)), field.real(0));
}

function applied(
  field: DecimalField,
  matrix: DecimalMatrix,
  band: number,
  vector: readonly DecimalComplex[],
): DecimalComplex[] {
  return matrix.map((row, i) => {
    let s = field.zero;
    for (let j = Math.max(0, i - band); j < Math.min(row.length, i + band + 1); j++)
      s = field.add(s, field.multiply(row[j]!, vector[j]!));
    return s;
  });
}

function quotient(
  field: DecimalField,
  matrix: DecimalMatrix,
  band: number,
  vector: readonly DecimalComplex[],
): Decimal {
  const image = applied(field, matrix, band, vector);
  return vector.reduce(
    (s, { re, im }, i) => s.plus(re.times(image[i]!.re)).plus(im.times(image[i]!.im)),
    field.real(0),
  );
}

function departure(
  field: DecimalField,
  matrix: DecimalMatrix,
  band: number,
  vector: readonly DecimalComplex[],
  energy: Decimal,
): Decimal {
  const image = applied(field, matrix, band, vector);
  return squares(
    field,
    image.map((z, i) => ({ re: z.re.minus(vector[i]!.re.times(energy)), im: z.im.minus(vector[i]!.im.times(energy)) })),
  ).sqrt();
}

function judged(
  field: DecimalField,
  model: DecimalModel,
  modes: readonly DecimalMode[],
  harmonics: number,
): DecimalModes {
  const matrix = extended(field, model, harmonics);
  const highest = Math.max(0, ...model.hamiltonian.keys());
  const band = model.levels * highest + model.levels - 1;
  const residual = field.Real.max(
    ...modes.map(({ quasienergy, fourier }) => departure(field, matrix, band, fourier.flat(), quasienergy)),
  );
  let overlap = field.real(0);
  for (const [j, a] of modes.entries()) {
    for (const b of modes.slice(j + 1)) {
      for (let n = -harmonics; n <= harmonics; n++)
        overlap = field.Real.max(overlap, field.abs(shiftedProduct(field, a, b, n)));
    }
  }
  if (overlap.gt(new field.Real(10).pow(-field.digits))) {
    refuse(
      'degenerate-quasienergies',
      `two modes overlap by ${overlap.toSignificantDigits(2).toString()}: their quasienergies are degenerate, and ${field.digits} digits do not tell them apart`,
    );
  }
  return { modes, harmonics, residual, overlap };
}

/** Σ_k ⟨f_a^{k−n}| f_b^k⟩ */
function shiftedProduct(field: DecimalField, a: DecimalMode, b: DecimalMode, n: number): DecimalComplex {
  let s = field.zero;
  for (const [k, right] of b.fourier.entries()) {
    const left = a.fourier[k - n];
    if (!left) continue;
    for (const [i, z] of right.entries()) s = field.add(s, field.multiply(field.conjugate(left[i]!), z));
  }
  return s;
}

/** `elements[q + reach][j'][j]` of one scatterer. */
export interface DecimalElements {
  readonly reach: number;
  readonly blocks: readonly DecimalMatrix[];
}

/**
 * Floquet elements of a coupling, W^q_{j'j} = Σ_{k,l} ⟨f_{j'}^{k+l−q}| W_l |f_j^k⟩ with q = n' − n, for |q| ≤ reach:
 * the first q beyond which all are below the digits of the field.   gas (S75), (S77)
 *
 * @implements gas (S77) in decimal arithmetic
 */
export function decimalElements(
  field: DecimalField,
  { modes, harmonics }: DecimalModes,
  coupling: ReadonlyMap<number, DecimalMatrix>,
): DecimalElements {
  const images = modes.map(({ fourier }) =>
    [...coupling].map(([l, matrix]) => ({
      l,
      image: fourier.map((f) =>
        matrix.map((row) => row.reduce((s, w, b) => field.add(s, field.multiply(w, f[b]!)), field.zero)),
      ),
    })),
  );
  const element = (to: DecimalMode, from: (typeof images)[number], q: number): DecimalComplex => {
    checkInterrupt();
    let s = field.zero;
    for (const { l, image } of from) {
      for (const [k, right] of image.entries()) {
        const left = to.fourier[k + l - q];
        if (!left) continue;
        for (const [a, z] of right.entries()) {
          if ((z.re.isZero() && z.im.isZero()) || (left[a]!.re.isZero() && left[a]!.im.isZero())) continue;
          s = field.add(s, field.multiply(field.conjugate(left[a]!), z));
        }
      }
    }
    return s;
  };
  const block = (q: number): DecimalComplex[][] => modes.map((to) => images.map((from) => element(to, from, q)));
  const widest = 2 * harmonics + Math.max(0, ...coupling.keys());
  const least = Math.max(0, ...coupling.keys());
  const positive: DecimalComplex[][][] = [block(0)];
  const size = (b: DecimalMatrix): Decimal => field.Real.max(...b.flat().map((z) => field.abs(z)));
  const small = size(positive[0]!)
    .plus(1)
    .times(new field.Real(10).pow(-field.digits - 6));
  for (let q = 1; q <= widest; q++) {
    const next = block(q);
    // After two small elements in a row, beyond the harmonics of the coupling itself, all others are smaller.
    if (q > least + 1 && size(next).lt(small) && size(positive.at(-1)!).lt(small)) break;
    positive.push(next);
  }
  while (positive.length > 1 && size(positive.at(-1)!).lt(small)) positive.pop();
  const reach = positive.length - 1;
  // W^{−q}_{jj'} is the conjugate of W^q_{j'j}: hermiticity to the last digit.   gas (S32)
  const diagonal = positive[0]!.map((row, a) =>
    row.map((z, b) => (a === b ? { re: z.re, im: field.real(0) } : a < b ? z : field.conjugate(positive[0]![b]![a]!))),
  );
  const blocks = Array.from({ length: 2 * reach + 1 }, (_, i) => {
    const q = i - reach;
    if (q === 0) return diagonal;
    if (q > 0) return positive[q]!;
    return modes.map((_, to) => modes.map((_, from) => field.conjugate(positive[-q]![from]![to]!)));
  });
  return { reach, blocks };
}

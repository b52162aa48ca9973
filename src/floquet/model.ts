import { type ComplexMatrix, adjointMatrix, complex } from '../numeric/index.js';
import { type Details, type Span, refuse } from '../text/index.js';

/** A T-periodic matrix A(t) = Σ_k A_k e^{ikωt}: its components by k; missing components are zero. */
export type FourierMatrix = ReadonlyMap<number, ComplexMatrix>;

/**
 * A point scatterer: in one dimension δ(x − position) ⊗ W(t), gas (S65); in three the zero-range centre whose inverse
 * scattering-length matrix is W(t).
 *
 * @implements gas (S65)
 */
export interface Scatterer {
  readonly position: number;
  readonly coupling: FourierMatrix;
}

/**
 * A driven N-level system in a dilute gas, ħ = k_B = 1.   gas (S63), (S64)
 *
 *   H = H(t) + p²/2m + Σ_a δ(x − x_a) W_a(t),   H(t) = Σ_k H_k e^{ikωt}
 *
 * @implements gas (S63)
 */
export interface GasModel {
  /** N */
  readonly levels: number;
  /** ω > 0 */
  readonly frequency: number;
  /** m, the mass of a gas particle */
  readonly mass: number;
  /** ρ, particles per length or volume */
  readonly density: number;
  readonly dimension: 1 | 3;
  /** both signs of k, H_{−k} = H_k† */
  readonly hamiltonian: FourierMatrix;
  /** with ascending, distinct positions */
  readonly scatterers: readonly Scatterer[];
}

/** The description from which a model is made; components of one sign of k suffice. */
export interface GasDescription {
  readonly levels: number;
  readonly frequency: number;
  readonly mass?: number;
  readonly density?: number;
  readonly dimension?: number;
  readonly hamiltonian: FourierMatrix;
  readonly scatterers: readonly (Scatterer & { readonly place?: Span })[];
  /** the places of the parts in a text, for messages */
  readonly places?: Partial<
    Record<'levels' | 'frequency' | 'mass' | 'density' | 'dimension' | 'hamiltonian' | 'scatterers', Span>
  >;
}

/**
 * Largest number of levels; the extended space of this many with one sideband on each side still fits the eigensolver.
 */
export const mostLevels = 200;

/**
 * Largest relative difference of A_{−k} and A_k† that counts as rounding, since inputs are typed or computed in double
 * precision.
 */
const rounding = 1e-12;

/**
 * The model of a description: components of negative k are filled in by hermiticity, and scatterers at the same place
 * are added.
 *
 * @param given  energies in one unit, ħ = k_B = 1; matrices N × N, by Fourier component
 * @diagnostic `gas-levels`, `gas-frequency`, `gas-mass`, `gas-density`, `gas-dimension`, `gas-shape`, `gas-harmonic`,
 *             `gas-scatterers`, `gas-position`, `not-finite`, `not-hermitian`
 */
export function gasModel(given: GasDescription): GasModel {
  const { levels, frequency, mass = 1, density = 1, dimension = 1, places: at = {} } = given;
  if (!Number.isInteger(levels) || levels < 1 || levels > mostLevels)
    refuse(
      'gas-levels',
      `the number of levels must be a whole number from 1 to ${mostLevels}, not ${levels}`,
      placed(at.levels),
    );
  if (!(frequency > 0 && frequency < Infinity)) {
    refuse('gas-frequency', `the frequency of the drive must be a positive number, not ${frequency}`, {
      ...placed(at.frequency),
      hint: 'a system without a drive takes any positive frequency, it has no effect',
    });
  }
  if (!(mass > 0 && mass < Infinity))
    refuse('gas-mass', `the mass of a gas particle must be a positive number, not ${mass}`, placed(at.mass));
  if (!(density > 0 && density < Infinity))
    refuse('gas-density', `the density of the gas must be a positive number, not ${density}`, placed(at.density));
  if (dimension !== 1 && dimension !== 3)
    refuse('gas-dimension', `the gas has 1 or 3 dimensions, not ${dimension}`, placed(at.dimension));
  const hamiltonian = hermitian(given.hamiltonian, levels, 'the Hamiltonian', at.hamiltonian);
  const places = new Map<number, (readonly [number, ComplexMatrix])[]>();
  for (const [k, { position, coupling, place }] of given.scatterers.entries()) {
    if (!Number.isFinite(position))
      refuse(
        'gas-position',
        `the position of scatterer ${k + 1} must be a finite number, not ${position}`,
        placed(place),
      );
    const whole = hermitian(coupling, levels, `the coupling of scatterer ${k + 1}`, place);
    // −0 and 0 are the same place.
    places.set(position + 0, [...(places.get(position + 0) ?? []), ...whole]);
  }
  const scatterers = [...places]
    .map(([position, parts]) => ({ position, coupling: sumUp(parts, levels) }))
    .filter(({ coupling }) => coupling.size > 0)
    .sort((a, b) => a.position - b.position);
  if (scatterers.length === 0) {
    refuse('gas-scatterers', 'there is no scatterer: the gas passes without touching the levels', {
      ...placed(at.scatterers),
      hint: 'in the language δ(x) (…), in JSON "scatterers": [{"position": 0, "coupling": {"0": …}}]',
    });
  }
  if (dimension === 3 && (scatterers.length > 1 || scatterers[0]!.position !== 0)) {
    refuse('gas-scatterers', 'in three dimensions there is one scatterer, at the origin', {
      ...placed(at.scatterers),
      hint: 'its coupling is the inverse scattering-length matrix',
    });
  }
  return { levels, frequency, mass, density, dimension, hamiltonian, scatterers };
}

const placed = (span: Span | undefined): Details => (span ? { span } : {});

/** The sum of Fourier components, without those that cancel. */
export function sumUp(parts: readonly (readonly [number, ComplexMatrix])[], levels: number): FourierMatrix {
  const sum = new Map<number, ComplexMatrix>();
  for (const [k, matrix] of parts) {
    const into = sum.get(k) ?? complex(levels, levels);
    sum.set(k, into);
    for (let i = 0; i < levels * levels; i++) {
      into.re[i]! += matrix.re[i]!;
      into.im[i]! += matrix.im[i]!;
    }
  }
  return withoutZeros(sum);
}

function withoutZeros(a: FourierMatrix): FourierMatrix {
  return new Map(
    [...a].filter(([, m]) => m.re.some((x) => x !== 0) || m.im.some((x) => x !== 0)).sort(([k], [l]) => k - l),
  );
}

/** A_k and A_{−k} = A_k† for every k, exactly; refuses components that are given for both signs and do not agree. */
function hermitian(given: FourierMatrix, levels: number, what: string, place?: Span): FourierMatrix {
  const whole = new Map<number, ComplexMatrix>();
  let largest = 0;
  for (const [k, matrix] of given) {
    if (!Number.isInteger(k))
      refuse(
        'gas-harmonic',
        `${what} has a component ${k}: harmonics are whole multiples of the frequency`,
        placed(place),
      );
    const { rows, cols, re, im } = matrix;
    if (rows !== levels || cols !== levels || re.length !== levels ** 2 || im.length !== levels ** 2) {
      refuse(
        'gas-shape',
        `component ${k} of ${what} is ${rows} × ${cols}; with ${levels} levels it must be ${levels} × ${levels}`,
        placed(place),
      );
    }
    for (const plane of [re, im]) {
      for (const x of plane) {
        if (!Number.isFinite(x))
          refuse('not-finite', `component ${k} of ${what} has an element that is not a finite number`, placed(place));
        largest = Math.max(largest, Math.abs(x));
      }
    }
  }
  for (const [k, matrix] of given) {
    const other = given.get(-k);
    const flipped = adjointMatrix(other ?? matrix);
    if (other) {
      for (let i = 0; i < levels * levels; i++) {
        const skew = Math.hypot(matrix.re[i]! - flipped.re[i]!, matrix.im[i]! - flipped.im[i]!);
        if (skew > rounding * largest) {
          const element = `row ${Math.floor(i / levels) + 1}, column ${(i % levels) + 1}`;
          refuse(
            'not-hermitian',
            `${what} is not Hermitian: component ${k} differs from the adjoint of component ${-k} in ${element}`,
            {
              ...placed(place),
              hint:
                k === 0
                  ? 'component 0 must be a Hermitian matrix'
                  : 'leave one of the two out: it follows from the other',
            },
          );
        }
      }
    }
    const mean = complex(levels, levels);
    for (let i = 0; i < levels * levels; i++) {
      mean.re[i] = other ? (matrix.re[i]! + flipped.re[i]!) / 2 : matrix.re[i]!;
      mean.im[i] = other ? (matrix.im[i]! + flipped.im[i]!) / 2 : matrix.im[i]!;
    }
    whole.set(k, mean);
    if (!other) whole.set(-k, adjointMatrix(mean));
  }
  return withoutZeros(whole);
}

/** Does anything depend on time? */
export function isDriven(model: GasModel): boolean {
  const moves = (a: FourierMatrix): boolean => [...a.keys()].some((k) => k !== 0);
  return moves(model.hamiltonian) || model.scatterers.some((s) => moves(s.coupling));
}

/** The largest harmonic. */
export function bandwidth(a: FourierMatrix): number {
  return Math.max(0, ...[...a.keys()].map(Math.abs));
}

/** Largest row sum of moduli, which is a bound on the norm. */
export function rowSumNorm(a: ComplexMatrix): number {
  let largest = 0;
  for (let i = 0; i < a.rows; i++) {
    let sum = 0;
    for (let j = 0; j < a.cols; j++) sum += Math.hypot(a.re[i * a.cols + j]!, a.im[i * a.cols + j]!);
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** (1/T) ∫ Σ_a W_a dt between states |i⟩e^{ikωt}. */
export function meanCoupling(
  { scatterers, levels }: GasModel,
  places: readonly number[],
): (p: number, q: number) => readonly [number, number] {
  const sum = complex(levels, levels);
  for (const { coupling } of scatterers) {
    const w = coupling.get(0);
    if (!w) continue;
    for (let i = 0; i < levels * levels; i++) {
      sum.re[i]! += w.re[i]!;
      sum.im[i]! += w.im[i]!;
    }
  }
  return (p, q) => {
    const [a, b] = [places[p]!, places[q]!];
    const at = (a % levels) * levels + (b % levels);
    return Math.floor(a / levels) === Math.floor(b / levels) ? [sum.re[at]!, sum.im[at]!] : [0, 0];
  };
}

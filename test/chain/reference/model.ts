import { evaluateCoefficient, fourierComponents } from '../../../src/exact/index.js';
import { asOperator } from '../../../src/meaning/index.js';
import { complex } from '../../../src/numeric/index.js';
import { Session } from '../../../src/session/index.js';
import {
  type Operator,
  atSite,
  displacementSite,
  firstSite,
  letterAt,
  onRing,
  rangeOf,
} from '../../../src/spin/index.js';
import { type Dense, combine } from './matrices.js';

/** One Fourier component of a drive: H e^{−iat} with the energy a that it gives to the chain. */
export interface Harmonic {
  readonly energy: number;
  readonly operator: Dense;
}

/** The bath of one site or bond: V_j (a_j + a†_j).   chain (9) */
export interface Phonons {
  readonly couplings: readonly Dense[];
  readonly temperature: number;
  readonly frequency: number;
  readonly width: number;
}

/** A driven chain in real space: matrices of 2^N × 2^N on the basis of all products. */
export interface DenseModel {
  readonly sites: number;
  readonly hamiltonian: Dense;
  readonly harmonics: readonly Harmonic[];
  /** η of the Lorentzian (1/π) η/(x² + η²) */
  readonly width: number;
  readonly phonons?: Phonons;
  readonly jumps: readonly Dense[];
}

export type Numbers = Readonly<Record<string, number>>;

/** The chain of the paper with every parameter free.   chain (7), (8), (9) */
export const paperText = `
h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
C4 = [Ob, C3]
JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
JH = C3 - B JS
H0 = C2 - B C1
A = J sum_j (-1)^(j+1) S_j·S_<j+1>
M = J sum_j (-1)^j Sz_j
hamiltonian H0
drive eps_d (A sin(ω t) + M cos(ω t))
bath eps_ph J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)
`;

/** The values of fig. 3 with ε_d² = 2.5 ε_ph². */
export const paperNumbers = { J: 1, Delta: 0.8, B: -1, omega: 1.6, gamma_m: 1, eps_ph: 1, eps_d: Math.sqrt(2.5) };

/** Letters on sites as a matrix: site k is bit k of a state, and bit 1 is spin down. */
export function denseOf(operator: Operator, sites: number, numbers: Numbers = {}): Dense {
  const n = 2 ** sites;
  const out = complex(n, n);
  for (const { word, place, coefficient } of onRing(operator, sites).terms) {
    const site = firstSite(place);
    const c = evaluateCoefficient(coefficient, (name) => numbers[name] ?? missing(name));
    const letters = Array.from({ length: rangeOf(word) }, (_, k) => [letterAt(word, k), 1 << (site + k)] as const);
    for (let column = 0; column < n; column++) {
      let row = column;
      let [re, im] = [c.re, c.im];
      for (const [letter, bit] of letters) {
        const sign = column & bit ? -1 : 1;
        if (letter === 'X' || letter === 'Y') row ^= bit;
        // Y|↑⟩ = i|↓⟩, Y|↓⟩ = −i|↑⟩
        if (letter === 'Y') [re, im] = [-sign * im, sign * re];
        if (letter === 'Z') [re, im] = [sign * re, sign * im];
      }
      out.re[row * n + column]! += re;
      out.im[row * n + column]! += im;
    }
  }
  return out;
}

function missing(name: string): never {
  throw new Error(`${name} has no value`);
}

/** A program whose parameters have these values. */
export class DenseProgram {
  private readonly session = new Session();

  constructor(
    readonly text: string,
    readonly sites: number,
    readonly numbers: Numbers,
  ) {
    for (const outcome of this.session.run({ name: '<reference>', text })) {
      if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    }
  }

  /** What an expression means on the ring. */
  operator(expression: string): Dense {
    const outcome = [...this.session.run({ name: '<reference>', text: expression })].at(-1);
    if (outcome?.kind !== 'value') throw new Error(`${expression} is no expression`);
    const operator = asOperator(outcome.value);
    if (!operator) throw new Error(`${expression} is no operator`);
    return denseOf(operator, this.sites, this.numbers);
  }

  /** The model its statements declare. */
  model(
    settings: {
      readonly width?: number;
      readonly temperature?: number;
      readonly frequency?: number;
      readonly phononWidth?: number;
    } = {},
  ): DenseModel {
    const { width = 0.1, temperature = 1, frequency = 1, phononWidth = 0.4 } = settings;
    const { sites, numbers } = this;
    const harmonics: Harmonic[] = [];
    const couplings: Dense[] = [];
    const jumps: Dense[] = [];
    let hamiltonian: Dense | undefined;
    for (const declared of this.session.models) {
      if (declared.role === 'gas') continue;
      const { operator, role } = declared;
      if (role === 'hamiltonian') hamiltonian = denseOf(operator, sites, numbers);
      if (role === 'drive') harmonics.push(...harmonicsOf(operator, sites, numbers));
      if (role === 'bath') couplings.push(...couplingsOf(operator, sites, numbers));
      if (role !== 'jump') continue;
      // One that is written without j is alone.
      if (!declared.everywhere) jumps.push(denseOf(operator, sites, numbers));
      else for (let j = 0; j < sites; j++) jumps.push(denseOf(atSite(operator, j), sites, numbers));
    }
    if (!hamiltonian) throw new Error('no Hamiltonian');
    return {
      sites,
      hamiltonian,
      harmonics: together(harmonics),
      width,
      ...(couplings.length > 0 && { phonons: { couplings, temperature, frequency, width: phononWidth } }),
      jumps,
    };
  }
}

/** Amplitudes of one frequency add before they are squared. */
function together(harmonics: readonly Harmonic[]): Harmonic[] {
  const energies = [...new Set(harmonics.map((h) => h.energy))];
  return energies.map((energy) => ({
    energy,
    operator: combine(...harmonics.filter((h) => h.energy === energy).map((h) => [1, h.operator] as const)),
  }));
}

/** H_m e^{imωt} takes m ω from the chain: it gives −m ω. */
function harmonicsOf(operator: Operator, sites: number, numbers: Numbers): Harmonic[] {
  const parts = new Map<number, Operator['terms'][number][]>();
  for (const term of operator.terms) {
    for (const { multiple, coefficient } of fourierComponents(term.coefficient)) {
      const m = Number(multiple.num) / Number(multiple.den);
      const part = parts.get(m) ?? [];
      parts.set(m, part);
      part.push({ ...term, coefficient });
    }
  }
  return [...parts].map(([m, terms]) => ({
    energy: -m * numbers['omega']!,
    operator: denseOf({ terms }, sites, numbers),
  }));
}

function couplingsOf(operator: Operator, sites: number, numbers: Numbers): Dense[] {
  const ring = onRing(operator, sites);
  return Array.from({ length: sites }, (_, j) =>
    denseOf({ terms: ring.terms.filter((t) => displacementSite(t.place) === j) }, sites, numbers),
  );
}

import { type Coefficient, equalCoefficients, fourierComponents } from '../../exact/index.js';
import { type Domain, lazily } from '../../law/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  isZeroOperator,
  scaleOperator,
  sumOperators,
  withDisplacements,
} from '../../spin/index.js';
import { readOperatorAt, scalarOf, textOf } from '../language.js';
import { operatorDomain, simplerOperators } from './operators.js';

/** Options for the drives that are drawn. */
export interface DriveOptions {
  /** longest string, 2 by default */
  readonly range?: number;
  /** largest number of strings of one harmonic, 2 by default */
  readonly terms?: number;
  /** highest harmonic, 1 by default */
  readonly harmonics?: number;
  /** ω as text of the language; the open parameter ω by default */
  readonly frequency?: string;
}

/**
 * Periodic perturbations Σ_n e^{inωt} V_n + h.c., uniform and staggered, without a static part. V_n is complex, so by
 * default they have no time-reversal symmetry.
 */
export function driveDomain({
  range = 2,
  terms = 2,
  harmonics = 1,
  frequency = 'ω',
}: DriveOptions = {}): Domain<Operator> {
  const amplitudes = operatorDomain({ place: 'staggered', range, terms, parameters: false });
  const wave = (n: number): Coefficient => scalarOf(`exp(${n} i (${frequency}) t)`);
  const hermitian = (a: Operator): Operator => addOperators(a, adjoint(a));
  const known = lazily(() =>
    [
      ...(range >= 2 ? ['sum_j (-1)^(j+1) S_j·S_<j+1> sin(W t) + (-1)^j Sz_j cos(W t)'] : []),
      'sum_j Sx_j cos(W t) + Sy_j sin(W t)',
      'sum_j (-1)^j Sz_j cos(W t)',
      ...(harmonics >= 2 ? ['sum_j Sx_j cos(W t) + Sz_j cos(2 W t)'] : []),
    ].map((text) => readOperatorAt(text.replaceAll('W t', `(${frequency}) t`))),
  );
  const isDrive = (a: Operator): boolean =>
    !isZeroOperator(a) &&
    a.terms.every((t) => fourierComponents(t.coefficient).every(({ multiple }) => multiple.num !== 0));
  const cosine = lazily(() => scalarOf(`cos((${frequency}) t)`));
  return {
    about: `Hermitian chain sum, periodic in time, strings of at most ${range} sites`,
    get corners() {
      return known();
    },
    sample(random) {
      const parts = Array.from({ length: random.whole(1, harmonics) }, (_, k) =>
        scaleOperator(amplitudes.sample(random), wave(k + 1)),
      );
      const drive = hermitian(sumOperators(parts));
      return isDrive(drive) ? drive : known()[0]!;
    },
    *simpler(value) {
      for (const smaller of simplerOperators(value)) if (isDrive(smaller)) yield smaller;
      for (const [k, term] of value.terms.entries()) {
        const plain = cosine();
        if (equalCoefficients(term.coefficient, plain)) continue;
        const others = value.terms.filter((_, m) => m !== k);
        yield sumOperators([{ terms: [...others, { ...term, coefficient: plain }] }]);
      }
    },
    write: textOf,
    read: readOperatorAt,
  };
}

/** Options for the couplings to a bath that are drawn. */
export interface BathOptions {
  /** longest string, 2 by default */
  readonly range?: number;
  /** largest number of strings, 3 by default */
  readonly terms?: number;
}

/** Couplings to one bath per site, Σ_j V_j (a_j + a†_j) with Hermitian V_j. */
export function bathDomain({ range = 2, terms = 3 }: BathOptions = {}): Domain<Operator> {
  const sums = operatorDomain({ place: 'chain', hermitian: true, range, terms, parameters: false });
  const known = lazily(() =>
    [
      ...(range >= 2
        ? [
            'sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j)',
            'sum_j (Sx_j Sy_<j+1> + Sz_j) (a_j + a†_j)',
          ]
        : []),
      'sum_j Sz_j (a_j + a†_j)',
      'sum_j Sx_j (a_j + a†_j)',
    ].map((text) => readOperatorAt(text)),
  );
  return {
    about: `coupling to one bath a site, strings of at most ${range} sites`,
    get corners() {
      return known();
    },
    sample: (random) => withDisplacements(sums.sample(random)),
    *simpler(value) {
      for (const smaller of simplerOperators(value)) if (!isZeroOperator(smaller)) yield smaller;
    },
    write: textOf,
    read: readOperatorAt,
  };
}

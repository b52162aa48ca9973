import {
  anisotropyAngle,
  elementsOf,
  hermitianFlow,
  type Relaxation,
  spinLax,
  transferInLevels,
  type TransferLevel,
} from '../../ensembles/index.js';
import { caseSpace, law, reals, wholes } from '../../law/index.js';
import {
  type LaxAt,
  otherElements,
  ratioDomain,
  type XxzRing,
  xxzLine,
  xxzOperator,
} from '../cases/transfer-matrices.js';
import { bareRelaxation, deviationOf } from '../engines/ensembles.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';

interface Values {
  readonly N: number;
  readonly J: number;
  /** Δ/J */
  readonly ratio: number;
}

interface Case extends XxzRing {
  readonly ratio: number;
  readonly lax: LaxAt;
  /** X of a transfer matrix inside levels */
  readonly charge: (relaxation: Relaxation, levels: readonly TransferLevel[], sign: 1 | -1) => Float64Array;
}

/** 2/(J sin γ) of the regime, and cot γ of X_½(0). */
function scales(J: number, ratio: number): { readonly step: number; readonly constant: number } {
  if (ratio === 1) return { step: 2 / J, constant: 1 };
  const sine = Math.sqrt(Math.abs(1 - ratio ** 2));
  return { step: 2 / (J * sine), constant: ratio / sine };
}

/**
 * X_½ generates the local charges of the boost: X_½(0) = 2C_2/(J sin γ) − ½N cot γ, and its derivative at μ = 0 is
 * (2/(J sin γ))² C_3; for Δ > J with sinh η and coth η, where μ runs the other way and C_3 has the opposite sign; for
 * Δ = J with 1 for both.
 */
export const localTransferCharges = law<Case>({
  id: 'ensembles.local-charges',
  title: 'X of spin ½ and its derivative at μ = 0 are the local charges C_2 and C_3 of the boost',
  source: 'Baxter, Exactly Solved Models in Statistical Mechanics (1982), ch. 10',
  statement:
    '# X(1/2, 0) = 2 C2/(J sin γ) - N/2 cot γ, dX/dμ = 4 C3/(J sin γ)^2\nhamiltonian sum_j S_j·S_<j+1>\nbath sum_j Sx_j (a_j + a†_j)',
  cases: caseSpace<Values, Case>({
    parameters: {
      N: wholes({ from: 4, to: 6, corners: [5, 4, 6], unit: 'sites' }),
      J: reals({ from: 0.4, to: 2, corners: [1, 1.7] }),
      ratio: ratioDomain,
    },
    wanted: 9,
    build: ({ N, J, ratio }) => ({ N, J, Delta: ratio * J, ratio, lax: spinLax, charge: hermitianFlow }),
  }),
  strength: { relative: 1e-7, because: 'the derivative by μ is one of differences of eighth order' },
  mutants: [
    otherElements('the order of the L is reversed', (e) => ({ ...e, row: e.column, column: e.row })),
    {
      name: 'γ → −γ',
      operation: true,
      // L(−γ, μ) = −L(γ, −μ)
      breaks: (c) => ({
        ...c,
        lax: (ratio, doubled, mu) => {
          const { size, elements } = c.lax(ratio, doubled, -mu);
          return {
            size,
            elements: elements.map((e) => ({ ...e, value: { ...e.value, dre: -e.value.dre, dim: -e.value.dim } })),
          };
        },
      }),
    },
    {
      name: 't is not conjugated in t* ∂t',
      operation: true,
      breaks: (c) => ({
        ...c,
        charge: (r, levels, sign) =>
          c.charge(
            r,
            levels.map((l) => ({ ...l, value: { ...l.value, im: l.value.im.map((x) => -x) } })),
            sign,
          ),
      }),
    },
    {
      name: 'the sign of Δ > J is that of |Δ| < J',
      operation: true,
      breaks: (c) => ({ ...c, charge: (r, levels) => c.charge(r, levels, 1) }),
    },
    otherElements('t is not divided by sin^N', ({ value, ...e }, ratio, mu) => {
      if (ratio >= 1) return { value, ...e };
      // sin(γ + iμ) with its derivative
      const gamma = anisotropyAngle(ratio);
      const [re, im] = [Math.sin(gamma) * Math.cosh(mu), Math.cos(gamma) * Math.sinh(mu)];
      const [p, q] = [Math.sin(gamma) * Math.sinh(mu), Math.cos(gamma) * Math.cosh(mu)];
      return {
        ...e,
        value: {
          re: value.re * re - value.im * im,
          im: value.re * im + value.im * re,
          dre: value.dre * re - value.dim * im + value.re * p - value.im * q,
          dim: value.dre * im + value.dim * re + value.re * q + value.im * p,
        },
      };
    }),
  ],
  examine(subject) {
    const { N, J, ratio } = subject;
    const relaxation = bareRelaxation(N, xxzOperator('C2', subject));
    const at = (mu: number): Float64Array =>
      subject.charge(relaxation, transferInLevels(relaxation, subject.lax(ratio, 1, mu)), ratio > 1 ? -1 : 1);
    const { step, constant } = scales(J, ratio);
    const { identity } = relaxation.algebra;
    const energy = elementsOf(relaxation, xxzOperator('C2', subject)).map(
      (x, m) => step * x - (N / 2) * constant * identity[m]!,
    );
    const h = 0.005;
    const slope = new Float64Array(energy.length);
    [4 / 5, -1 / 5, 4 / 105, -1 / 280].forEach((w, k) => {
      const [above, below] = [at((k + 1) * h), at(-(k + 1) * h)];
      for (let m = 0; m < slope.length; m++) slope[m]! += (w / h) * (above[m]! - below[m]!);
    });
    const third = elementsOf(relaxation, xxzOperator('C3', subject)).map((x) => (ratio > 1 ? -1 : 1) * step ** 2 * x);
    return all(
      within(deviationOf(at(0), energy), 1e-9, 'X(0) − 2C_2/(J sin γ) + N/2 cot γ'),
      within(deviationOf(slope, third), 1e-7, 'dX/dμ − 4C_3/(J sin γ)²'),
    );
  },
  line: xxzLine,
});

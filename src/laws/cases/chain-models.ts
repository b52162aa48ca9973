import { type DrivenChain } from '../../chain/index.js';
import { type NumericOperator, addNumeric, numericOperator, scaleNumeric } from '../../ring/index.js';
import { type Domain, choices, lazily, reals } from '../../law/index.js';
import { readOperatorAt } from '../language.js';

const exchange = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';

/** The operators of the paper with their parameters.   chain (7), (8), (9), (16), (18) */
const texts = {
  C1: 'sum_j Sz_j',
  C2: exchange,
  C3: `charge(${exchange}, 3)`,
  C4: `charge(${exchange}, 4)`,
  JS: 'J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)',
  A: 'J sum_j (-1)^(j+1) S_j·S_<j+1>',
  M: 'J sum_j (-1)^j Sz_j',
  V: 'J sum_j (S_j·S_<j+1> + γ_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)',
} as const;

export type OperatorName = keyof typeof texts;

const operators = lazily(() => new Map(Object.entries(texts).map(([name, text]) => [name, readOperatorAt(text)])));

/** The couplings of a driven chain with J = 1, which are numbers because rates are numerical. */
export interface ChainValues {
  readonly N: '4' | '6';
  readonly Delta: number;
  readonly B: number;
  readonly omega: number;
  readonly gamma: number;
  /** T_ph in units of ω_ph = 1 */
  readonly temperature: number;
  /** ε_d/ε_ph */
  readonly ratio: number;
  /** κ in H0 + κ C_3, which breaks time reversal */
  readonly kappa: number;
}

/**
 * Their ranges, the values of fig. 3 first. No corner value is Δ = J, since multiplets of the total spin are not the
 * subject here.
 */
export const chainValues: { readonly [K in keyof ChainValues]: Domain<ChainValues[K]> } = {
  N: choices(['4', '6']),
  Delta: reals({ from: -1.9, to: 1.9, corners: [0.8, 1.7, -0.6], unit: 'J' }),
  B: reals({ from: -2, to: 2, corners: [-1, 0.6], unit: 'J' }),
  omega: reals({ from: 0.5, to: 3, corners: [1.6, 0.9], unit: 'J' }),
  gamma: reals({ from: 0.2, to: 1.5, corners: [1, 0.3] }),
  temperature: reals({ from: 0.4, to: 3, corners: [1, 0.5], unit: 'ω_ph' }),
  ratio: reals({ from: 0.3, to: 4, corners: [1.58, 0.5] }),
  kappa: reals({ from: -0.5, to: 0.5, corners: [0, 0.3], unit: '1/J' }),
};

/** The values of fig. 3 at N = 4. */
export const usual: ChainValues = {
  N: '4',
  Delta: 0.8,
  B: -1,
  omega: 1.6,
  gamma: 1,
  temperature: 1,
  ratio: 1.58,
  kappa: 0,
};

/** An operator of the paper at these values; `H0` and `JH` with their field.   chain (7), (17) */
export function paperOperator(name: OperatorName | 'H0' | 'JH', values: ChainValues): NumericOperator {
  if (name === 'H0') return addNumeric(paperOperator('C2', values), paperOperator('C1', values), -values.B);
  if (name === 'JH') return addNumeric(paperOperator('C3', values), paperOperator('JS', values), -values.B);
  return operatorWith(name, { J: 1, Delta: values.Delta, gamma_m: values.gamma });
}

/** An operator of the paper at these values of its parameters. */
export function operatorWith(name: OperatorName, numbers: Readonly<Record<string, number>>): NumericOperator {
  return numericOperator(operators().get(name)!, (parameter) => numbers[parameter] ?? Number.NaN);
}

/** H^{(+)} = ½(iA + M), where A and M include J; it absorbs ω.   chain (8) */
export function absorbing(values: ChainValues, signs = { A: 1, M: 1 }): NumericOperator {
  return addNumeric(
    scaleNumeric(paperOperator('A', values), 0, signs.A / 2),
    scaleNumeric(paperOperator('M', values), signs.M / 2),
  );
}

/** The chain of the paper with ε_ph = 1. */
export function chainOf(values: ChainValues, drive = absorbing(values)): DrivenChain {
  const { N, omega, temperature, ratio, kappa } = values;
  return {
    sites: Number(N),
    hamiltonian:
      kappa === 0
        ? paperOperator('H0', values)
        : addNumeric(paperOperator('H0', values), paperOperator('C3', values), kappa),
    perturbations: [
      { kind: 'bath', coupling: paperOperator('V', values), phonons: { temperature, frequency: 1, width: 0.4 } },
      {
        kind: 'drive',
        frequency: omega,
        width: 0.1,
        harmonics: [{ multiple: 1, operator: scaleNumeric(drive, ratio) }],
      },
    ],
  };
}

/** The model as a line of statements; a remark says on which ring. */
export function chainLine({ N, Delta, B, omega, gamma, temperature, ratio, kappa }: ChainValues): string {
  const h = `sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + (${Delta}) Sz_j Sz_<j+1>`;
  return [
    `ω = ${omega}`,
    `hamiltonian (${h}) - (${B}) (sum_j Sz_j)${kappa === 0 ? '' : ` + (${kappa}) charge(${h}, 3)`}`,
    `drive ${ratio} (sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))) with width = 0.1`,
    `bath sum_j (S_j·S_<j+1> + ${gamma} (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j) with temperature = ${temperature}, frequency = 1, width = 0.4 # ring of ${N}`,
  ].join('; ');
}

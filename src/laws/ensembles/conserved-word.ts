import { elementsOf } from '../../ensembles/index.js';
import { numericOperator } from '../../ring/index.js';
import { type Mutant, caseSpace, law, lazily, reals, wholes } from '../../law/index.js';
import { type XxzRing, xxzLine, xxzOperator } from '../cases/transfer-matrices.js';
import { readOperatorAt } from '../language.js';
import { bareRelaxation, deviationOf } from '../engines/ensembles.js';
import { within } from '../findings/within.js';

/** Coefficients of J_S^c, C_2 J_S^c and C_1 C_3. */
type Coefficients = readonly [current: number, energy: number, field: number];

interface Case extends XxzRing {
  readonly coefficients: (values: XxzRing) => Coefficients;
  /** of J_S */
  readonly sign: number;
}

const relative = 1e-9;
const word = lazily(() => numericOperator(readOperatorAt('sum_j (Sx_j Sy_<j+2> - Sy_j Sx_<j+2>)'), () => Number.NaN));

const coefficientsOf = ({ N, J, Delta }: XxzRing): Coefficients => [
  Delta / J ** 2,
  4 / (N * J ** 2),
  -4 / (N * J ** 2),
];

const otherCoefficients = (name: string, change: (c: Coefficients, v: XxzRing) => Coefficients): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, coefficients: (v) => change(coefficientsOf(v), v) }),
});

/**
 * The conserved part of K = Σ(S^xS^y − S^yS^x)_{j,j+2} on the XXZ ring without a field is
 *
 *   (Δ/J²) J_S^c + (4/(N J²)) (C_2 J_S^c − C_1 C_3)
 *
 * Conserved parts of short words contain products of charges, which are not extensive.
 */
export const conservedWord = law<Case>({
  id: 'ensembles.conserved-word',
  title: 'the conserved part of the spin current over two bonds is that over one, and products of charges over N',
  source: 'chain (16), (18), and the conserved part as a time average',
  statement: `# conserved(sum_j (Sx_j Sy_<j+2> - Sy_j Sx_<j+2>)) = Δ JSc + 4/N (C2 JSc - C1 C3) at J = 1\nhamiltonian sum_j S_j·S_<j+1>\nbath sum_j Sx_j (a_j + a†_j)`,
  cases: caseSpace<XxzRing, Case>({
    parameters: {
      N: wholes({ from: 5, to: 7, corners: [6, 5, 7], unit: 'sites' }),
      J: reals({ from: 0.4, to: 2, corners: [1, 1.7] }),
      Delta: reals({ from: -1.9, to: 1.9, corners: [0.8, 0, 1, -0.5, 1.3], unit: 'J' }),
    },
    wanted: 10,
    build: (values) => ({ ...values, coefficients: coefficientsOf, sign: 1 }),
  }),
  strength: { relative, because: 'elements between eigenvectors of up to 2^7 states, exact to 1e-13' },
  mutants: [
    otherCoefficients('C_1 C_3 has the wrong sign', ([a, b, c]) => [a, b, -c]),
    otherCoefficients('the products are not divided by N', ([a, b, c], { N }) => [a, N * b, N * c]),
    otherCoefficients('the products are left out', ([a]) => [a, 0, 0]),
    otherCoefficients('Δ/J stands for Δ/J²', ([a, b, c], { J }) => [a * J, b, c]),
    {
      name: 'J_S has the wrong sign',
      operation: true,
      breaks: (c) => ({ ...c, sign: -1 }),
    },
  ],
  examine({ coefficients, sign, ...values }) {
    const relaxation = bareRelaxation(values.N, xxzOperator('C2', values));
    const elements = (name: 'C1' | 'C2' | 'C3' | 'JS'): Float64Array =>
      elementsOf(relaxation, xxzOperator(name, values));
    const current = elements('JS').map((x) => sign * x);
    const { product } = relaxation.algebra;
    const [a, b, c] = coefficients(values);
    const [energy, field] = [product(elements('C2'), current), product(elements('C1'), elements('C3'))];
    return within(
      deviationOf(
        current.map((x, m) => a * x + b * energy[m]! + c * field[m]!),
        elementsOf(relaxation, word()),
      ),
      relative,
      'conserved(K) − (Δ/J²) J_S^c − (4/NJ²)(C_2 J_S^c − C_1 C_3)',
    );
  },
  line: xxzLine,
});

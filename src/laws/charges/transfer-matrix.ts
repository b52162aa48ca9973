import { type Coefficient, evaluateCoefficient } from '../../exact/index.js';
import { type Operator, onRing } from '../../spin/index.js';
import { caseSpace, law, wholes } from '../../law/index.js';
import { chargeOf, hamiltonianAt } from '../cases/chains.js';
import { couplingDomain } from '../cases/couplings.js';
import { claim, scalarOf, scalarText, textOf } from '../language.js';
import { chargeMutants } from '../mutants/charges.js';
import { type DenseMatrix, addScaled, matrixOf, norm, withoutTrace } from '../oracles/dense.js';
import { logarithmicDerivative } from '../oracles/six-vertex.js';

interface Case {
  readonly charge: Operator;
  readonly index: number;
  readonly sites: number;
  readonly Delta: Coefficient;
}

const tolerance = 1e-10;

/**
 * With u = v sin(η)/2 and Δ = cos η,
 *
 *   d^{k−1}/dv^{k−1} log t(v) at v = 0  =  (−i)^{k−2} C_k + const
 *
 * without any lower charge; the transfer matrix is independent of the boost. The language has no transfer matrix, so
 * the statement is a consequence of the agreement on small rings, including those below i + j − 1 sites.
 */
export const transferMatrix = law<Case>({
  id: 'charges.transfer-matrix',
  title: 'the charges are logarithmic derivatives of the six-vertex transfer matrix',
  source: 'Baxter, Exactly Solved Models in Statistical Mechanics (1982), ch. 10',
  statement:
    'H = sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Δ Sz_j Sz_<j+1>\nC3 = charge(H, 3)\nC4 = charge(H, 4)\non ring(5): prove [C3, C4] = 0',
  cases: caseSpace({
    parameters: {
      k: wholes({ from: 2, to: 5, corners: [3, 2, 4, 5] }),
      N: wholes({ from: 4, to: 6, corners: [5, 4, 6], unit: 'sites' }),
      Delta: couplingDomain('Delta', { numeric: true, corners: ['3/10', '-9/20', '17/10'] }),
    },
    wanted: 25,
    build: ({ k, N, Delta }) => {
      const one = scalarOf('1');
      const charge = chargeOf(hamiltonianAt({ model: 'xxz', J: one, Jy: one, Delta }), k);
      return { charge, index: k, sites: N, Delta };
    },
  }),
  strength: {
    relative: tolerance,
    because:
      'float64 rounds 64×64 products of a series of order 4 to about 1e-13 of the largest; a wrong sign, factor or string is an error of order 1',
  },
  mutants: chargeMutants<Case>(
    'the sign is wrong',
    'a coefficient is doubled',
    'a string is lost',
    'S^a S^b is taken for σ^a σ^b',
    'the transpose is taken',
    'the field Σ S^x is added',
  ),
  examine({ charge, index, sites, Delta }) {
    const anisotropy = evaluateCoefficient(Delta, () => Number.NaN).re;
    const expected = logarithmicDerivative(index - 1, sites, anisotropy);
    // (−i)^{k−2} C_k is a real matrix, because every string of C_k has a number of letters Y with the parity of k.
    const found = matrixOf(onRing(charge, sites), sites, (6 - index) % 4);
    const difference: DenseMatrix = withoutTrace(addScaled(expected, found, -1));
    const deviation = norm(difference) / norm(withoutTrace(expected));
    if (deviation <= tolerance) return { holds: true, deviation };
    return {
      holds: false,
      residual: {
        text: `relative deviation ${deviation.toExponential(1)} on a ring of ${sites} sites at Δ = ${anisotropy}`,
      },
    };
  },
  line: ({ charge, index, Delta }) =>
    claim(
      textOf(charge),
      `charge(sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + (${scalarText(Delta)}) Sz_j Sz_<j+1>, ${index})`,
    ),
});

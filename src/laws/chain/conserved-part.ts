import { Liouvillian } from '../../lindblad/index.js';
import { conservedPart, covariant } from '../../ring/index.js';
import { law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, preparedRing } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { type ChainValues, chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  /** eigenvalues of J_S^c on the basis that resolves the charges */
  readonly part: (subject: ChainCase) => Float64Array;
}

const relative = 1e-10;
const space = chainCases(['N', 'Delta', 'B', 'kappa'], 8);

function diagonal(subject: ChainCase, resolvers: readonly ('C3' | 'JS')[]): Float64Array {
  const { values } = subject;
  const { spectrum } = preparedRing(
    { chain: chainIn(subject), engine: subject.engine },
    resolvers.map((name) => paperOperator(name, values)),
  );
  return conservedPart(spectrum, covariant(spectrum.basis, paperOperator('JS', values))).diagonal;
}

/**
 * J_S^c = Σ_ñ |ñ⟩⟨ñ|J_S|ñ⟩⟨ñ| is the average of J_S over all times, provided that ñ resolves C_3.
 * chain (18)
 */
export const conservedSpinCurrent = law<Case>({
  id: 'chain.conserved-part',
  title: 'the diagonal of the spin current in the common basis of the charges is its average over all times',
  source: 'chain (18)',
  statement: '# Tr (J_S^c)^n from the diagonal and from the time average\nhamiltonian sum_j S_j·S_<j+1> + Sz_j',
  cases: { ...space, build: (point) => ({ ...space.build(point), part: (c) => diagonal(c, ['C3', 'JS']) }) },
  strength: { relative, because: 'traces of powers of matrices of order one' },
  mutants: [
    {
      name: 'the sign is wrong',
      operation: true,
      breaks: (c) => ({ ...c, part: (s) => c.part(s).map((x) => 2 * Math.abs(x)) }),
    },
    {
      name: 'the spin current stands in place of its conserved part',
      operation: true,
      breaks: (c) => ({
        ...c,
        part: ({ values }) =>
          Float64Array.from(
            { length: 2 ** Number(values.N) },
            (_, k) => (k % 2 === 0 ? 1 : -1) * Math.sqrt(squared(values)),
          ),
      }),
    },
    {
      name: 'a level is left out',
      operation: true,
      breaks: (c) => ({
        ...c,
        part: (s) => c.part(s).map((x, k, list) => (Math.abs(x) === Math.max(...list.map(Math.abs)) ? 0 : x)),
      }),
    },
  ],
  examine(subject) {
    const found = subject.part(subject);
    const liouvillian = new Liouvillian(chainIn(subject), { strength: 1 });
    const matrix = liouvillian.conservedPart(liouvillian.matrix(paperOperator('JS', subject.values)));
    const square = Liouvillian.expectation(matrix, matrix).re;
    const d = matrix.rows;
    let trace = 0;
    for (let n = 0; n < d; n++) trace += matrix.re[n * d + n]!;
    const ownSquare = found.reduce((s, x) => s + x * x, 0);
    return all(
      within(Math.abs(ownSquare - square) / 2 ** Number(subject.values.N), relative, 'difference of Tr (J_S^c)²'),
      within(Math.abs(found.reduce((s, x) => s + x, 0) - trace), relative, 'difference of Tr J_S^c'),
    );
  },
  line: ({ values }) => chainLine(values),
});

/** Tr J_S² divided by 2^N: N bonds contribute 2/16 each, for J = 1. */
function squared({ N }: ChainValues): number {
  return Number(N) / 8;
}

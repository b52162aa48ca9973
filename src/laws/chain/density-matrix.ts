import { applySuperoperators } from '../../chain/index.js';
import { complex, eigenvalues } from '../../numeric/index.js';
import { type Mutant, law } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, type State, chainIn, stateOf } from '../engines/chain.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { chainLine } from '../cases/chain-models.js';

interface Case extends ChainCase {
  readonly change: (state: State) => State;
}

const tolerance = 1e-10;
const space = chainCases(['N', 'Delta', 'B', 'omega', 'gamma', 'ratio', 'kappa'], 8);

const changed = (name: string, change: (state: State) => State): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, change }),
});
const at = (state: State, place: (s: State) => number, by: number): State => ({
  ...state,
  values: state.values.map((x, k) => (k === place(state) ? x + by : x)),
});

/**
 * A density matrix remains a density matrix: Tr Lρ = 0 for every ρ, and the steady ρ has trace one and no negative
 * eigenvalue.   chain (11)
 */
export const densityMatrix = law<Case>({
  id: 'chain.density-matrix',
  title: 'the perturbations conserve the trace, and the steady state is a density matrix',
  source: 'chain (11)',
  statement:
    '# Tr(L ρ) = 0, Tr ρ_0 = 1, ρ_0 ≥ 0\nω = 1.6\nhamiltonian sum_j S_j·S_<j+1>\ndrive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)',
  cases: { ...space, build: (point) => ({ ...space.build(point), change: (s) => s }) },
  strength: { relative: tolerance, because: 'sums of 2^N rates of order one in double precision' },
  mutants: [
    changed('a population is too large', (s) => at(s, ({ unknowns }) => unknowns.populationAt[0]!, 1e-6)),
    changed('a rate out of a state is forgotten', (s) => ({
      ...s,
      generators: s.generators.map((g) => ({
        ...g,
        loss: g.loss.map((x, k) => (k === 0 ? 0 : x)),
        losses: g.losses.slice(1),
      })),
    })),
    changed('a population is negative', (s) => ({
      ...s,
      values: s.values.map((x, k) =>
        k === s.unknowns.populationAt[1]
          ? -1e-3
          : k === s.unknowns.populationAt[2]
            ? x + s.values[s.unknowns.populationAt[1]!]! + 1e-3
            : x,
      ),
    })),
  ],
  examine(subject) {
    const { unknowns, generators, values } = subject.change(
      stateOf({ chain: chainIn(subject), engine: subject.engine }),
    );
    const { populationAt, levels, pairOf } = unknowns;
    const trace = (x: Float64Array): number => populationAt.reduce((sum, p) => sum + x[p]!, 0);
    // A Hermitian ρ that is not a state, so that every unknown is tested.
    const any = Float64Array.from({ length: unknowns.size }, (_, k) => Math.cos(1 + 2.3 * k));
    const lost = Math.abs(
      trace(
        applySuperoperators(
          generators.map((generator) => ({ superoperator: generator, strength: 1 })),
          any,
        ),
      ),
    );
    let smallest = Infinity;
    for (const { states } of levels) {
      const d = states.length;
      const block = complex(d, d);
      states.forEach((n, i) => {
        block.re[i * d + i] = values[populationAt[n]!]!;
        states.forEach((m, j) => {
          const pair = i < j ? pairOf(n, m) : undefined;
          if (!pair) return;
          block.re[i * d + j] = block.re[j * d + i] = values[pair.at]!;
          block.im[i * d + j] = values[pair.at + 1]!;
          block.im[j * d + i] = -values[pair.at + 1]!;
        });
      });
      smallest = Math.min(smallest, ...eigenvalues(block).value);
    }
    return all(
      within(lost / Math.max(...generators.flatMap((g) => [...g.outflow])), tolerance, 'trace of Lρ'),
      within(Math.abs(trace(values) - 1), tolerance, 'trace − 1'),
      within(Math.max(0, -smallest), tolerance, 'a negative eigenvalue'),
    );
  },
  line: ({ values }) => chainLine(values),
});

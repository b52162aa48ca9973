import { symmetryOf } from '../../chain/index.js';
import { RingBasis, RingOperator, countConserved, spectrumOf } from '../../ring/index.js';
import { type CaseSpace, caseSpace, law, reals, wholes } from '../../law/index.js';
import { type ChainValues, chainLine, paperOperator, usual } from '../cases/chain-models.js';

interface Case {
  readonly values: ChainValues;
  readonly sites: number;
  readonly count: (values: ChainValues, sites: number) => number;
}

/** Σ degeneracy² over the levels of H_0 with its field. */
function countOf(values: ChainValues, sites: number): number {
  const chain = { sites, hamiltonian: paperOperator('H0', values), perturbations: [] };
  return countConserved(spectrumOf(new RingBasis(sites, symmetryOf(chain)), RingOperator.of(chain.hamiltonian, sites)));
}

function space(from: number, to: number, corners: readonly number[], wanted: number): CaseSpace<Case> {
  return caseSpace<{ N: number; Delta: number; B: number }, Case>({
    parameters: {
      N: wholes({ from, to, corners, unit: 'sites' }),
      Delta: reals({ from: -1.9, to: 1.9, corners: [0.8, 1, 0], unit: 'J' }),
      B: reals({ from: -2, to: 2, corners: [-1, 0], unit: 'J' }),
    },
    wanted,
    build: ({ N, Delta, B }) => ({ values: { ...usual, Delta, B }, sites: N, count: countOf }),
  });
}

/**
 * Operators |n⟩⟨m| with E_n = E_m commute with H_0; there are Σ d² for levels of d states. d² − d is even, so the count
 * has the parity of Σ d = 2^N.   chain, Results
 */
export const parityOfCount = law<Case>({
  id: 'chain.count-parity',
  title: 'the number of conserved operators |n⟩⟨m| is even on every ring, and at least 2^N',
  source: 'chain, Results',
  statement: '# Σ d² = Σ d = 2^N (mod 2)\nhamiltonian sum_j S_j·S_<j+1> + Sz_j',
  cases: space(2, 8, [6, 4, 8, 5], 12),
  strength: {
    relative: 1e-10,
    because:
      'energies closer than this, relative to the largest, are one level; levels are a thousand times further apart',
  },
  mutants: [
    {
      name: 'a coherence is counted once for two',
      operation: true,
      breaks: (c) => ({ ...c, count: (v, n) => c.count(v, n) - 1 }),
    },
    {
      name: 'levels are counted, not operators',
      operation: true,
      breaks: (c) => ({ ...c, count: (v, n) => c.count(v, n) - 2 ** n }),
    },
  ],
  examine({ values, sites, count }) {
    const found = count(values, sites);
    if (found % 2 === 0 && found >= 2 ** sites) return { holds: true };
    return {
      holds: false,
      residual: { text: `${found} conserved operators on ${sites} sites, where 2^N is ${2 ** sites}` },
    };
  },
  line: ({ values, sites }) => chainLine(values).replace(/# ring of .*$/u, `# ring of ${sites}`),
});

/**
 * 7969 is odd, so it is not the number of conserved operators of any ring; at N = 12, Δ = 0.8 J, B = −J the number is
 * 7996.
 *   chain, Results
 */
export const count7969 = law<Case>({
  id: 'chain.count-of-the-paper',
  title: 'on 12 sites 7969 operators |n⟩⟨m| are conserved',
  source: 'chain, Fig. 3',
  statement:
    '# Σ d² = 7969 where N = 12, Δ = 4/5, B = −1\nhamiltonian sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 4/5 Sz_j Sz_<j+1> + Sz_j',
  cases: caseSpace<{ Delta: number }, Case>({
    parameters: { Delta: reals({ from: 0.8, to: 0.8, corners: [0.8], unit: 'J' }) },
    wanted: 1,
    build: ({ Delta }) => ({ values: { ...usual, Delta }, sites: 12, count: countOf }),
  }),
  strength: {
    relative: 1e-10,
    because:
      'energies closer than this, relative to the largest, are one level; levels are a thousand times further apart',
  },
  expected: 'fails',
  mutants: [
    {
      name: 'two digits change places',
      operation: true,
      breaks: (c) => ({ ...c, count: (v, n) => swapped(c.count(v, n)) }),
    },
    { name: 'the number is copied from the paper', operation: true, breaks: (c) => ({ ...c, count: () => 7969 }) },
  ],
  examine({ values, sites, count }) {
    const found = count(values, sites);
    return found === 7969
      ? { holds: true }
      : {
          holds: false,
          residual: { text: `there are ${found}; Σ d² has the parity of 2^${sites}, so an odd number is none` },
        };
  },
  line: ({ values }) => chainLine(values).replace(/# ring of .*$/u, '# ring of 12'),
});

/** 7996 → 7969 */
function swapped(n: number): number {
  const digits = [...String(n)];
  return Number([...digits.slice(0, -2), digits.at(-1), digits.at(-2)].join(''));
}

import { type DrivenChain } from '../../chain/index.js';
import { Liouvillian, TangentProjector } from '../../lindblad/index.js';
import { addNumeric, numericOperator } from '../../ring/index.js';
import type { ComplexMatrix } from '../../numeric/index.js';
import { type CaseSpace, caseSpace, law, reals } from '../../law/index.js';
import { readOperatorAt } from '../language.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import { type ChainValues, chainValues, paperOperator, usual } from '../cases/chain-models.js';

/** A chain of four sites with jump operators that leave nothing conserved and no time reversal.   chain (2) */
interface Case {
  readonly values: ChainValues;
  readonly lagrange: readonly number[];
  readonly epsilon: number;
  /** P̂X, with a projector for each strength */
  readonly project: (projector: TangentProjector, x: ComplexMatrix) => ComplexMatrix;
  /** whether P̂ includes every conserved operator, or only C_1, C_2 and C_3 */
  readonly complete: boolean;
}

const relative = 1e-9;
const jumps = ['1/2 (S-_j + 1/2 S-_j Sz_<j+1>)', '3/5 (S+_j + 3/10 i Sx_<j+1>)', '1/2 (S+_j S-_<j+1> + 7/10 i Sz_j)'];

function liouvillianOf({ values, epsilon }: Pick<Case, 'values' | 'epsilon'>): Liouvillian {
  const chain: DrivenChain = {
    sites: 4,
    hamiltonian: addNumeric(paperOperator('H0', values), paperOperator('C3', values), 0.3),
    perturbations: jumps.map((text) => ({
      kind: 'jump',
      operator: numericOperator(readOperatorAt(text)),
      everywhere: true,
    })),
  };
  return new Liouvillian(chain, { strength: epsilon });
}

function projectorOf({ values, lagrange, epsilon, complete }: Case): TangentProjector {
  const liouvillian = liouvillianOf({ values, epsilon });
  const charges = complete
    ? liouvillian.conservedOperators()
    : (['C1', 'C2', 'C3'] as const).map((name) => liouvillian.matrix(paperOperator(name, values)));
  return new TangentProjector(
    liouvillian,
    charges,
    charges.map((_, i) => lagrange[i] ?? 0),
  );
}

interface Point {
  readonly Delta: number;
  readonly B: number;
  readonly lambda1: number;
  readonly lambda2: number;
  readonly lambda3: number;
}

const lambda = (usualValue: number) => reals({ from: -1, to: 1, corners: [usualValue, 0] });

function space(wanted: number): CaseSpace<Case> {
  return caseSpace<Point, Case>({
    parameters: {
      Delta: chainValues.Delta,
      B: chainValues.B,
      lambda1: lambda(0.3),
      lambda2: lambda(0.5),
      lambda3: lambda(-0.2),
    },
    wanted,
    build: ({ lambda1, lambda2, lambda3, ...couplings }) => ({
      values: { ...usual, ...couplings },
      lagrange: [lambda1, lambda2, lambda3],
      epsilon: 1e-4,
      project: (p, x) => p.project(x),
      complete: false,
    }),
  });
}

const line = ({ values: { Delta, B } }: Case): string => {
  const h = `sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + (${Delta}) Sz_j Sz_<j+1>`;
  return [`hamiltonian (${h}) - (${B}) (sum_j Sz_j) + 3/10 charge(${h}, 3)`, ...jumps.map((j) => `jump ${j}`)].join(
    '; ',
  );
};

const statement =
  'hamiltonian (sum_j S_j·S_<j+1> + Sz_j) + 3/10 charge(sum_j S_j·S_<j+1>, 3)\njump S-_j\njump S+_j + 3/10 i Sx_<j+1>';

function difference(a: ComplexMatrix, b: ComplexMatrix): number {
  let worst = 0;
  let largest = 0;
  for (let k = 0; k < a.re.length; k++) {
    worst = Math.max(worst, Math.hypot(a.re[k]! - b.re[k]!, a.im[k]! - b.im[k]!));
    largest = Math.max(largest, Math.hypot(a.re[k]!, a.im[k]!));
  }
  return largest === 0 ? worst : worst / largest;
}

const scaled = (a: ComplexMatrix, by: number): ComplexMatrix => ({
  ...a,
  re: a.re.map((x) => by * x),
  im: a.im.map((x) => by * x),
});

/** P̂² = P̂, and P̂ leaves the tangents ∂ρ_0/∂λ_i invariant.   chain (4) */
export const projector = law<Case>({
  id: 'chain.projector',
  title: 'P̂² = P̂ and P̂ ∂ρ_0/∂λ = ∂ρ_0/∂λ',
  source: 'chain (4)',
  statement: `# P^2 = P\n${statement}`,
  cases: space(8),
  strength: { relative, because: 'χ of four sites is well conditioned; its inverse loses two digits at most' },
  mutants: [
    {
      name: 'the sign of χ is forgotten',
      operation: true,
      breaks: (c) => ({ ...c, project: (p, x) => scaled(c.project(p, x), -1) }),
    },
    {
      name: 'χ is taken per site',
      operation: true,
      breaks: (c) => ({ ...c, project: (p, x) => scaled(c.project(p, x), 4) }),
    },
    {
      name: 'the mean of a charge is not taken off',
      operation: true,
      breaks: (c) => ({
        ...c,
        project: (p, x) => ({ ...c.project(p, x), re: c.project(p, x).re.map((y, k) => y + 0.1 * p.ensemble.re[k]!) }),
      }),
    },
  ],
  examine(subject) {
    const p = projectorOf(subject);
    const x = p.liouvillian.matrix(paperOperator('C4', subject.values));
    const once = subject.project(p, x);
    return all(
      within(difference(once, subject.project(p, once)), relative, 'P̂² − P̂'),
      ...p.tangents.map((t) => within(difference(t, subject.project(p, t)), relative, 'P̂ ∂ρ_0/∂λ − ∂ρ_0/∂λ')),
    );
  },
  line,
});

interface Orders extends Case {
  /** the power of ε in the norm of L̂^{−1}P̂, from its values at ε and 2ε */
  readonly order: (norm: (epsilon: number) => number) => number;
}

/** ln(f(ε)/f(2ε))/ln 2 */
const orderOf = (f: (epsilon: number) => number): number => Math.log2(f(1e-4) / f(2e-4));

/** L̂^{−1}P̂ ~ 1/ε, and its two parts are those of (15).   chain (12), (13), (14), (15) */
export const projectedInverse = law<Orders>({
  id: 'chain.projected-inverse',
  title: 'L̂⁻¹P̂ grows as 1/ε, and is X̂⁻¹P̂ − (X̂ + Ŷ)⁻¹Q̂ŶP̂X̂⁻¹P̂',
  source: 'chain (12), (13), (14), (15)',
  statement: `# (X + Y)^(−1) P = X^(−1) − (X + Y)^(−1) Q Y P X^(−1)\n${statement}`,
  cases: { ...space(4), build: (point) => ({ ...space(4).build(point), order: orderOf }) },
  strength: {
    relative: 1e-2,
    because: 'the order is read off two values of ε; corrections are of relative order ε = 1e-4',
  },
  mutants: [
    { name: 'P̂ is left out of X̂: no charge is known', operation: true, breaks: (c) => ({ ...c, order: () => 0 }) },
    { name: 'ε² for ε', operation: true, breaks: (c) => ({ ...c, order: (f) => 2 * c.order(f) }) },
  ],
  examine(subject) {
    const inverses = new Map<number, ReturnType<TangentProjector['inverse']>>();
    const inverse = (epsilon: number) => {
      const known = inverses.get(epsilon) ?? projectorOf({ ...subject, epsilon }).inverse();
      inverses.set(epsilon, known);
      return known;
    };
    const order = subject.order((epsilon) => inverse(epsilon).norm);
    const { identity, split } = inverse(1e-4);
    return all(
      within(Math.abs(order - 1), 1e-2, 'difference of the order from 1'),
      within(identity, 1e-8, 'what is left of (13)'),
      within(split, 1e-8, 'what is left of (15)'),
    );
  },
  line,
});

/**
 * The second term of (15) is of order one only if P̂ includes every slow mode; otherwise L̂^{−1}Q̂ grows as 1/ε too.
 * chain (15)
 */
export const secondTerm = law<Orders>({
  id: 'chain.second-term',
  title: 'the second term of (15) is of order one, whatever charges P̂ knows',
  source: 'chain (15)',
  statement: `# (X + Y)^(−1) Q Y P X^(−1) = O(1)\n${statement}`,
  cases: { ...space(3), build: (point) => ({ ...space(3).build(point), order: orderOf }) },
  strength: {
    relative: 1e-2,
    because: 'the order is read off two values of ε; corrections are of relative order ε = 1e-4',
  },
  expected: 'fails',
  mutants: [
    { name: 'P̂ knows every conserved operator', operation: true, breaks: (c) => ({ ...c, complete: true }) },
    { name: 'the orders are not looked at', operation: true, breaks: (c) => ({ ...c, order: () => 0 }) },
  ],
  examine: (subject) =>
    within(
      Math.abs(subject.order((epsilon) => projectorOf({ ...subject, epsilon }).inverse().restNorm)),
      1e-2,
      'order of the growth with 1/ε',
    ),
  line,
});

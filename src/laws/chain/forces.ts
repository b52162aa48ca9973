import { TruncatedEnsemble, sumForces, forcesOn } from '../../chain/index.js';
import { Liouvillian, TangentProjector } from '../../lindblad/index.js';
import { conservedPart, covariant } from '../../ring/index.js';
import { law, reals } from '../../law/index.js';
import { chainCases } from '../cases/driven-chains.js';
import { type ChainCase, chainIn, missingN, otherChannels, preparedRing, transposedRates } from '../engines/chain.js';
import { within } from '../findings/within.js';
import { chainLine, paperOperator } from '../cases/chain-models.js';

interface Case extends ChainCase {
  readonly lagrange: readonly number[];
  /** the spin current in the ensemble of matrices */
  readonly current: (
    liouvillian: Liouvillian,
    matrix: ReturnType<Liouvillian['matrix']>,
  ) => ReturnType<Liouvillian['matrix']>;
}

const relative = 1e-9;
const names = ['C1', 'C2', 'C3', 'JS'] as const;
const space = chainCases(['N', 'kappa', 'Delta', 'B', 'gamma', 'temperature'], 8, {
  kappa: reals({ from: -0.5, to: 0.5, corners: [0.3, 0], unit: '1/J' }),
});

/**
 * Forces from rates between eigenstates are F = −χ^{−1} Tr(C L̂_1ρ_0) with ρ_0 = exp(−Σλ_iC_i)/Z as a matrix; the
 * perturbation consists of the phonons, since their rates are a superoperator.   chain (1), (4), (10), (21)
 */
export const forces = law<Case>({
  id: 'chain.forces',
  title: 'forces from golden-rule rates are those of the exponential of the charges as a matrix',
  source: 'chain (4), (10), (21)',
  statement:
    '# F_i = −Σ_i’ (1/χ)_(i i’) Tr(C_i’ L1 exp(−Σ λ C)/Z)\nhamiltonian (sum_j S_j·S_<j+1> + Sz_j) + 0.3 charge(sum_j S_j·S_<j+1>, 3)\nbath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1>) (a_j + a†_j)',
  cases: {
    ...space,
    build: (point) => ({
      ...space.build(point),
      lagrange: [0.7, 0.9, -0.4, 0.5],
      current: (l, x) => l.conservedPart(x),
    }),
  },
  strength: { relative, because: 'sums over 4^N pairs of states of order one, a χ that is well conditioned' },
  mutants: [
    missingN(),
    transposedRates(),
    otherChannels('energies given and taken are confused in the bath function', (c) => ({
      ...c,
      rate: (w) => c.rate(Math.abs(w)),
    })),
    {
      name: 'J_S stands in place of its conserved part',
      operation: true,
      breaks: (c) => ({ ...c, current: (_, x) => x }),
    },
    {
      name: 'λ of the spin current has the wrong sign',
      operation: true,
      breaks: (c) => ({ ...c, current: (l, x) => negative(l.conservedPart(x)) }),
    },
  ],
  examine(subject) {
    const { values, engine, lagrange, current } = subject;
    const whole = chainIn(subject);
    const chain = { ...whole, perturbations: whole.perturbations.filter((p) => p.kind === 'bath') };
    const operators = names.map((name) => paperOperator(name, values));
    const { spectrum, channels } = preparedRing({ chain, engine }, [operators[2]!, operators[3]!]);
    const charges = operators.map((o, i) => ({
      name: names[i]!,
      values: conservedPart(spectrum, covariant(spectrum.basis, o)).diagonal,
    }));
    const ensemble = new TruncatedEnsemble(
      charges,
      sumForces(channels.map((c) => ({ growth: forcesOn(spectrum, c, charges), strength: 1 }))),
    );
    const found = ensemble.forces(ensemble.at(lagrange));
    const liouvillian = new Liouvillian(chain, { strength: 1 });
    const matrices = operators.map((o) => liouvillian.matrix(o));
    matrices[3] = current(liouvillian, matrices[3]!);
    const { energies } = liouvillian;
    // The projector refuses a charge that is not conserved, which is a finding here.
    const d = energies.length;
    const leak = Math.max(
      ...matrices.map((c) =>
        c.re.reduce(
          (m, x, p) => Math.max(m, Math.hypot(x, c.im[p]!) * Math.abs(energies[Math.floor(p / d)]! - energies[p % d]!)),
          0,
        ),
      ),
    );
    if (leak > relative) return within(leak, relative, '[H0, C] of a charge');
    const expected = new TangentProjector(liouvillian, matrices, lagrange).forces();
    const scale = Math.max(...expected.map(Math.abs));
    return within(
      Math.max(...found.map((f, i) => Math.abs(f - expected[i]!))) / scale,
      relative,
      'difference of a force',
    );
  },
  line: ({ values }) => chainLine(values),
});

const negative = (a: ReturnType<Liouvillian['matrix']>): ReturnType<Liouvillian['matrix']> => ({
  ...a,
  re: a.re.map((x) => -x),
  im: a.im.map((x) => -x),
});

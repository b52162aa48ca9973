import { applySuperoperators, type Unknowns } from '../../chain/index.js';
import { discoveredCharge, ensembleOf, type Relaxation } from '../../ensembles/index.js';
import { type Mutant, law } from '../../law/index.js';
import { chainLine } from '../cases/chain-models.js';
import { chainIn } from '../engines/chain.js';
import {
  chargesOf,
  deviationOf,
  type EnsembleCase,
  ensembleCases,
  ensembleModel,
  relaxationOnly,
} from '../engines/ensembles.js';
import { all } from '../findings/chain.js';
import { within } from '../findings/within.js';
import {
  type EigenstateAmplitudes,
  amplitudesOf,
  commutatorSize,
  numericMatrix,
  translationMatrix,
  wholeMatrix,
} from '../oracles/whole-ring.js';

interface Case extends EnsembleCase {
  readonly charge: (relaxation: Relaxation, rho: Float64Array) => Float64Array;
  readonly amplitudes: EigenstateAmplitudes;
  /** the pairs of states that elements of a charge belong to */
  readonly unknowns: (unknowns: Unknowns) => Unknowns;
}

const relative = 1e-9;
const space = ensembleCases(8, ['4', '6']);

const otherCharge = (name: string, charge: Case['charge']): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, charge }),
});

/** ln(gain/loss) of populations, from the columns of L. */
function logarithmOfRatio({ chain, algebra }: Relaxation, rho: Float64Array): Float64Array {
  const gain = new Float64Array(rho.length);
  const loss = new Float64Array(rho.length);
  for (let m = 0; m < rho.length; m++) {
    const unit = new Float64Array(algebra.size);
    unit[m] = rho[m]!;
    applySuperoperators(chain.parts, unit).forEach((x, k) => {
      if (k === m) loss[m] = -x;
      else gain[k]! += x;
    });
  }
  return gain.map((g, m) => Math.log(g / loss[m]!));
}

/**
 * C = ln Φρ − ln ρ commutes with H_0 and with the translation as matrices over product states; the ensemble with it and
 * λ = −1 is Φρ; on populations it is ln(gain/loss) of every eigenstate.   chain (11)
 */
export const discoveredCharges = law<Case>({
  id: 'ensembles.discovered-charges',
  title: 'a discovered charge is conserved and invariant under translation, and the ensemble with it contains Φρ',
  source: 'chain (1), (11)',
  statement: `# [C, H0] = 0, [C, T] = 0, exp(ln ρ + C) = Φρ for C = ln Φρ − ln ρ\n${ensembleModel}`,
  cases: {
    ...space,
    build: (point) => ({
      ...space.build(point),
      charge: (r, rho) => discoveredCharge(r, rho, 'D1').values,
      amplitudes: amplitudesOf,
      unknowns: (u) => u,
    }),
  },
  strength: { relative, because: 'eigenvectors of 2^N states to 1e-13, and logarithms of ratios of rates' },
  mutants: [
    otherCharge('gain and loss are exchanged', (r, rho) => discoveredCharge(r, rho, 'D1').values.map((x) => -x)),
    otherCharge('the logarithm is taken of the elements, not of the matrix', (r, rho) => {
      const stepped = r.step(rho);
      return r.algebra.identity.map((one, m) => (one === 1 ? Math.log(stepped[m]! / rho[m]!) : 0));
    }),
    otherCharge('ln ρ is not subtracted', (r, rho) => r.algebra.logarithm(r.step(rho))),
    {
      name: 'k and −k are exchanged in the eigenstates',
      operation: true,
      breaks: (c) => ({
        ...c,
        amplitudes: (spectrum) => {
          const { sectors, basis } = spectrum;
          return amplitudesOf({
            ...spectrum,
            sectors: sectors.map((s) => ({
              ...s,
              sector: { ...s.sector, momentum: (basis.momenta - s.sector.momentum) % basis.momenta },
            })),
          });
        },
      }),
    },
    {
      name: 'a coherence belongs to states of different energies',
      operation: true,
      breaks: (c) => ({
        ...c,
        unknowns: ({ populationAt, ...u }) => ({
          ...u,
          populationAt,
          pairs: [{ n: 1, m: 2, at: 0, level: 0 }] as never,
        }),
      }),
    },
  ],
  examine(subject) {
    const relaxation = relaxationOnly(subject);
    const { algebra, chain } = relaxation;
    const rho = ensembleOf(relaxation, chargesOf(relaxation, subject, ['C1', 'C2'])).state.values;
    const charge = subject.charge(relaxation, rho);
    const exponent = algebra.logarithm(rho).map((x, m) => x + charge[m]!);
    const { values, logTrace } = algebra.exponential(exponent);
    const found = [
      within(
        deviationOf(
          values.map((x) => x * Math.exp(logTrace)),
          relaxation.step(rho),
        ),
        relative,
        'exp(ln ρ + C) − Φρ',
      ),
      ...(chain.populationsOnly
        ? [within(deviationOf(charge, logarithmOfRatio(relaxation, rho)), relative, 'C − ln(gain/loss)')]
        : []),
    ];
    const whole = wholeMatrix(subject.unknowns(chain.unknowns), charge, subject.amplitudes(chain.spectrum));
    return all(
      ...found,
      within(commutatorSize(whole, numericMatrix(chainIn(subject).hamiltonian, chain.sites)), relative, '[C, H0]'),
      within(commutatorSize(whole, translationMatrix(chain.sites)), relative, '[C, T]'),
    );
  },
  line: ({ values }) => chainLine(values),
});

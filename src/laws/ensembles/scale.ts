import { type ChainPerturbation, ChainStudy, type DrivenChain } from '../../chain/index.js';
import { discover, ensembleOf, exponentOf, relativeEntropy, Relaxation } from '../../ensembles/index.js';
import { scaleNumeric } from '../../ring/index.js';
import { type Mutant, law, reals } from '../../law/index.js';
import { chainLine } from '../cases/chain-models.js';
import { chainIn } from '../engines/chain.js';
import { chargesOf, deviationOf, type EnsembleCase, ensembleCases, ensembleModel } from '../engines/ensembles.js';
import { within } from '../findings/within.js';

interface Case extends EnsembleCase {
  readonly factor: number;
  /** all strengths ε multiplied by a factor */
  readonly scaled: (chain: DrivenChain, factor: number) => DrivenChain;
}

const relative = 1e-8;

const change = (chain: DrivenChain, of: (p: ChainPerturbation) => number): DrivenChain => ({
  ...chain,
  perturbations: chain.perturbations.map((p): ChainPerturbation => {
    const f = of(p);
    switch (p.kind) {
      case 'bath':
        return { ...p, coupling: scaleNumeric(p.coupling, f) };
      case 'jump':
        return { ...p, operator: scaleNumeric(p.operator, f) };
      case 'drive':
        return { ...p, harmonics: p.harmonics.map((h) => ({ ...h, operator: scaleNumeric(h.operator, f) })) };
    }
  }),
});

const otherScale = (name: string, scaled: Case['scaled']): Mutant<Case> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, scaled }),
});

const space = ensembleCases(6);

/** λ of C_1, C_2 and of one discovered charge, S(exact‖ensemble), and how far the charge moved the state. */
function numbersOf(chain: DrivenChain, subject: EnsembleCase): number[] {
  const study = new ChainStudy();
  const relaxation = new Relaxation(study.relaxation(chain));
  const exact = study.exact(chain).values;
  const start = ensembleOf(relaxation, chargesOf(relaxation, subject, ['C1', 'C2']));
  const { ensembles, moved } = discover(relaxation, start, { count: 1 });
  return [
    ...ensembles.flatMap((e) => [
      ...e.lagrange,
      relativeEntropy(relaxation, exact, e.state.exponential, exponentOf(e)),
    ]),
    ...moved,
  ];
}

/** Only ratios of strengths matter for ε → 0, in discovered charges too: Φ has none. */
export const scaleOfStrengths = law<Case>({
  id: 'ensembles.scale',
  title: 'ensembles, discovered charges and entropies do not change if all strengths are multiplied by one factor',
  source: 'chain (10), (11)',
  statement: `# λ and S at ε and at s ε\n${ensembleModel}`,
  cases: {
    ...space,
    parameters: { ...space.parameters, factor: reals({ from: 0.01, to: 50, corners: [7, 0.05] }) },
    build: (point) => ({
      ...space.build(point),
      factor: point.factor as number,
      scaled: (chain, f) => change(chain, () => f),
    }),
  },
  strength: { relative, because: 'Newton’s method ends at a residual of 1e-11 of the terms of d⟨C_i⟩/dt' },
  mutants: [
    otherScale('the bath is left out', (chain, f) => change(chain, ({ kind }) => (kind === 'bath' ? 1 : f))),
    otherScale('the drive is multiplied by the square root', (chain, f) =>
      change(chain, ({ kind }) => (kind === 'drive' ? Math.sqrt(f) : f)),
    ),
  ],
  examine(subject) {
    const chain = chainIn(subject);
    return within(
      deviationOf(numbersOf(subject.scaled(chain, subject.factor), subject), numbersOf(chain, subject)),
      relative,
      'change of λ, S or of how far the state moved',
    );
  },
  line: ({ values }) => chainLine(values),
});

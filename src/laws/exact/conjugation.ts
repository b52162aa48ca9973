import {
  type Coefficient,
  conjugateCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  subtractCoefficients,
} from '../../exact/index.js';
import { caseSpace, law } from '../../law/index.js';
import { coefficientDomain } from '../cases/couplings.js';
import { fails, scalarText } from '../language.js';

interface Case {
  readonly a: Coefficient;
  readonly b: Coefficient;
  readonly conjugate: (a: Coefficient) => Coefficient;
}

export const conjugation = law<Case>({
  id: 'exact.conjugation',
  title: 'conjugation is an automorphism, its own inverse, and leaves a conj(a) unchanged',
  source: 'algebra',
  statement:
    'param g complex\nprove conj((i J + g) (2 - i g)) = conj(i J + g) conj(2 - i g)\nprove conj(conj(i J + g)) = i J + g',
  cases: caseSpace({
    parameters: { a: coefficientDomain(), b: coefficientDomain() },
    wanted: 100,
    build: (values) => ({ ...values, conjugate: conjugateCoefficient }),
  }),
  strength: 'identity',
  mutants: [
    {
      name: 'the sign is changed',
      operation: true,
      breaks: (c) => ({ ...c, conjugate: (a) => subtractCoefficients({ terms: [] }, conjugateCoefficient(a)) }),
    },
    {
      name: 'complex parameters are taken for real ones',
      operation: true,
      breaks: (c) => ({
        ...c,
        conjugate: (a) => ({
          terms: a.terms.map((t) =>
            Object.assign({ ...t }, { value: conjugateCoefficient({ terms: [t] }).terms[0]!.value }),
          ),
        }),
      }),
    },
  ],
  examine: ({ a, b, conjugate }) => {
    const differences = [
      subtractCoefficients(conjugate(multiplyCoefficients(a, b)), multiplyCoefficients(conjugate(a), conjugate(b))),
      subtractCoefficients(conjugate(conjugate(a)), a),
      subtractCoefficients(conjugate(multiplyCoefficients(a, conjugate(a))), multiplyCoefficients(a, conjugate(a))),
      subtractCoefficients(multiplyCoefficients(a, conjugate(a)), multiplyCoefficients(a, conjugateCoefficient(a))),
    ];
    const wrong = differences.find((d) => !isZeroCoefficient(d));
    return wrong ? fails(scalarText(wrong)) : { holds: true };
  },
  line({ a, b }) {
    const [A, B] = [a, b].map(scalarText);
    return `param g complex; prove conj((${A}) (${B})) = conj(${A}) conj(${B})`;
  },
});

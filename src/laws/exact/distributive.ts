import {
  type Coefficient,
  addCoefficients,
  isZeroCoefficient,
  multiplyCoefficients,
  subtractCoefficients,
} from '../../exact/index.js';
import { caseSpace, law } from '../../law/index.js';
import { coefficientDomain } from '../cases/couplings.js';
import { decides, scalarText } from '../language.js';

interface Case {
  readonly a: Coefficient;
  readonly b: Coefficient;
  readonly c: Coefficient;
  readonly product: (a: Coefficient, b: Coefficient) => Coefficient;
}

export const distributive = law<Case>({
  id: 'exact.distributive',
  title: 'products of coefficients distribute over sums, and zero is the empty sum',
  source: 'algebra',
  statement:
    'param g complex\nprove (i J + sqrt(2)) ((g - 1/2) + sqrt(J)) = (i J + sqrt(2)) (g - 1/2) + (i J + sqrt(2)) sqrt(J)',
  cases: caseSpace({
    parameters: { a: coefficientDomain(), b: coefficientDomain(), c: coefficientDomain() },
    wanted: 100,
    build: (values) => ({ ...values, product: multiplyCoefficients }),
  }),
  strength: 'identity',
  mutants: [
    {
      name: 'the product forgets mixed terms',
      operation: true,
      breaks: (s) => ({
        ...s,
        product: (a, b) => ({
          terms:
            a.terms.length > 1 && b.terms.length > 1
              ? multiplyCoefficients(a, b).terms.slice(1)
              : multiplyCoefficients(a, b).terms,
        }),
      }),
    },
    {
      name: 'one more than the product',
      operation: true,
      breaks: (s) => ({ ...s, product: (a, b) => addCoefficients(s.product(a, b), { terms: a.terms.slice(0, 1) }) }),
    },
  ],
  examine: ({ a, b, c, product }) => {
    const difference = subtractCoefficients(
      product(a, addCoefficients(b, c)),
      addCoefficients(product(a, b), product(a, c)),
    );
    return decides(isZeroCoefficient(difference), scalarText(difference));
  },
  line({ a, b, c }) {
    const [A, B, C] = [a, b, c].map(scalarText);
    return `param g complex; prove (${A}) ((${B}) + (${C})) = (${A}) (${B}) + (${A}) (${C})`;
  },
});

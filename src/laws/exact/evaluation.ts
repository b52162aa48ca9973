import { type Coefficient, addCoefficients, evaluateCoefficient, multiplyCoefficients } from '../../exact/index.js';
import { caseSpace, law } from '../../law/index.js';
import { coefficientDomain } from '../cases/couplings.js';
import { minusOne } from '../cases/operators.js';
import { fails, scalarText } from '../language.js';

interface Case {
  readonly a: Coefficient;
  readonly b: Coefficient;
  readonly product: (a: Coefficient, b: Coefficient) => Coefficient;
  readonly sum: (a: Coefficient, b: Coefficient) => Coefficient;
}

/**
 * The point at which coefficients are evaluated: J is positive, and g has a real and an imaginary part, so that a
 * missing conjugation is noticed.
 */
const point = (name: string): number | { re: number; im: number } => (name === 'g' ? { re: 0.6, im: -1.1 } : 1.3);
const tolerance = 1e-12;

export const evaluation = law<Case>({
  id: 'exact.evaluation',
  title: 'exact products and sums have the values of floating-point ones',
  source: 'algebra',
  statement: 'param g complex\nprove (i J + sqrt(2)) (g - 1/2) = i J g - i J/2 + sqrt(2) g - sqrt(2)/2',
  cases: caseSpace({
    parameters: { a: coefficientDomain(), b: coefficientDomain() },
    wanted: 100,
    build: (values) => ({ ...values, product: multiplyCoefficients, sum: addCoefficients }),
  }),
  strength: {
    relative: tolerance,
    because: 'a dozen float64 operations, each off by at most 1.1e-16 of the sizes that are added',
  },
  mutants: [
    {
      name: 'products lose their last term',
      operation: true,
      breaks: (c) => ({ ...c, product: (a, b) => ({ terms: c.product(a, b).terms.slice(0, -1) }) }),
    },
    {
      name: 'i² = +1',
      operation: true,
      breaks: (c) => ({
        ...c,
        product: (a, b) => ({
          terms: c
            .product(a, b)
            .terms.map((t) => Object.assign({ ...t }, { value: { ...t.value, re: absolute(t.value.re) } })),
        }),
      }),
    },
    {
      name: 'a difference instead of a sum',
      operation: true,
      breaks: (c) => ({ ...c, sum: (a, b) => addCoefficients(a, multiplyCoefficients(b, minusOne)) }),
    },
  ],
  examine: ({ a, b, product, sum }) => {
    const [x, y] = [evaluateCoefficient(a, point), evaluateCoefficient(b, point)];
    const size = sizeOf(a) * sizeOf(b) + sizeOf(a) + sizeOf(b);
    const distance = (u: { re: number; im: number }, v: { re: number; im: number }): number =>
      Math.hypot(u.re - v.re, u.im - v.im);
    const ofProduct = distance(evaluateCoefficient(product(a, b), point), {
      re: x.re * y.re - x.im * y.im,
      im: x.re * y.im + x.im * y.re,
    });
    const ofSum = distance(evaluateCoefficient(sum(a, b), point), { re: x.re + y.re, im: x.im + y.im });
    const deviation = size === 0 ? 0 : Math.max(ofProduct, ofSum) / size;
    return deviation <= tolerance
      ? { holds: true, deviation }
      : fails(`relative deviation ${deviation.toExponential(1)}`);
  },
  line({ a, b }) {
    return `param g complex; (${scalarText(a)}) (${scalarText(b)})`;
  },
});

/** The sum of the moduli of the terms, to which rounding errors are relative. */
function sizeOf(a: Coefficient): number {
  return a.terms.reduce((total, t) => {
    const { re, im } = evaluateCoefficient({ terms: [t] }, point);
    return total + Math.hypot(re, im);
  }, 0);
}

function absolute(n: number | bigint): number | bigint {
  return n < 0 ? -n : n;
}

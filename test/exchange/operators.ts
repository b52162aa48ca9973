import { fc } from '@fast-check/vitest';
import {
  type Coefficient,
  conjugateCoefficient,
  fromGaussian,
  fromSymbol,
  gaussian,
  modeCoefficient,
  multiplyCoefficients,
  parameterSymbol,
  powerCoefficient,
  rootCoefficient,
  addCoefficients,
} from '../../src/exact/index.js';
import { type CoefficientParser } from '../../src/exchange/index.js';
import { parseExpression } from '../../src/language/index.js';
import { Environment, asOperator, evaluateNode, newReport, topScope } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import {
  type Operator,
  chainWeight,
  localWord,
  sumOperators,
  sumOverChain,
  weighted,
  wordFrom,
} from '../../src/spin/index.js';
import { refuse } from '../../src/text/index.js';

/** An operator typed in the language. */
export function operatorOf(text: string, settings: readonly string[] = []): Operator {
  const session = new Session();
  for (const setting of settings) session.set(setting);
  let last: Operator | undefined;
  for (const outcome of session.run({ name: '<test>', text })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    if (outcome.kind === 'value') last = asOperator(outcome.value);
  }
  return last!;
}

/** As the command line reads coefficients. */
export const parseCoefficient: CoefficientParser = (text, parameters) => {
  const node = parseExpression(text);
  const environment = new Environment();
  for (const [name, domain] of parameters) environment.declare(name, domain, node.span);
  const value = evaluateNode(node, topScope(environment, newReport()));
  if (value.kind !== 'scalar') refuse('not-a-scalar', `${text.text} is no scalar`);
  return value.scalar;
};

/** Operators on which a reversed order, a lost conjugate, a transpose or a site off by one shows. */
export const asymmetric: readonly { readonly text: string; readonly sites?: number; readonly open?: boolean }[] = [
  { text: '0.3 X_0 Y_1 + (0.2 - 0.7 i) X_0 Z_2 + i Y_3 + 1e-7 Z_0 + 1/3' },
  { text: 'sum_j 3/10 X_j Y_<j+1> + (1/7 + i/3) Z_j X_<j+2> - sqrt(2) (-1)^j Y_j + 1/5', sites: 4 },
  { text: 'sum_j 3/10 X_j Y_<j+1> + (1/7 + i/3) Z_j X_<j+2> - sqrt(2) (-1)^j Y_j + 1/5', sites: 5, open: true },
  { text: 'sum_j j X_j Y_<j+1> Z_<j+2> + i j^2 Y_j + (-1)^j j Z_j', sites: 5, open: true },
  { text: 'sum_j X_j Y_<j+1> - 1/3 Y_j X_<j+1>', sites: 2 },
  { text: 'S+_0 S-_1 + 2 S+_2 - i S-_1', sites: 4 },
  { text: 'sum_j S_j·S_<j+1> - 0.3 X_j', sites: 4 },
  { text: 'Y_1 + sum_j Z_j', sites: 3 },
  { text: 'Z_0', sites: 1 },
  { text: '0 X_0', sites: 2 },
];

const real = (name: string): Coefficient => fromSymbol(parameterSymbol(name));
const g = fromSymbol(parameterSymbol('g', 'complex'));

/** Complex numbers of few decimals: float64 text holds them exactly. */
export const decimals: fc.Arbitrary<Coefficient> = fc
  .tuple(
    fc.integer({ min: -99_999, max: 99_999 }),
    fc.integer({ min: -999, max: 999 }),
    fc.constantFrom(1, 10, 1000, 1_000_000),
  )
  .map(([re, im, den]) => fromGaussian(gaussian(re, im, den)));

/** Rationals, roots and i. */
export const numbers: fc.Arbitrary<Coefficient> = fc
  .array(
    fc.tuple(
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom(1, 2, 3, 6),
    ),
    { minLength: 1, maxLength: 2 },
  )
  .map((parts) =>
    parts
      .map(([re, im, den, root]) =>
        multiplyCoefficients(fromGaussian(gaussian(re, im, den)), rootCoefficient(fromGaussian(gaussian(root)))),
      )
      .reduce(addCoefficients),
  );

/** Numbers times modes of numeric frequency: what QuSpin takes. */
export const driven: fc.Arbitrary<Coefficient> = fc
  .array(fc.tuple(numbers, fc.integer({ min: -2, max: 2 })), { minLength: 1, maxLength: 3 })
  .map((parts) =>
    parts
      .map(([c, n]) => multiplyCoefficients(c, modeCoefficient(fromGaussian(gaussian(3 * n, 0, 2)))))
      .reduce(addCoefficients),
  );

/** Numbers times parameters, their roots and conjugates, and modes. */
export const symbolic: fc.Arbitrary<Coefficient> = fc
  .array(
    fc.record({
      c: numbers,
      J: fc.integer({ min: -3, max: 3 }),
      D: fc.integer({ min: -2, max: 2 }),
      eps: fc.integer({ min: 0, max: 2 }),
      g: fc.integer({ min: -1, max: 2 }),
      conjugate: fc.boolean(),
      n: fc.integer({ min: -2, max: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((parts) =>
    parts
      .map((e) =>
        [
          e.c,
          powerCoefficient(rootCoefficient(real('J')), e.J),
          powerCoefficient(real('D'), e.D),
          powerCoefficient(real('eps_d'), e.eps),
          powerCoefficient(e.conjugate ? conjugateCoefficient(g) : g, e.g),
          powerCoefficient(modeCoefficient(real('omega')), e.n),
        ].reduce(multiplyCoefficients),
      )
      .reduce(addCoefficients),
  );

interface Setting {
  readonly operator: Operator;
  readonly sites: number;
  readonly open: boolean;
}

/** Chain sums with weights and local terms together, with a ring or an open chain they fit. */
export function settings(coefficients: fc.Arbitrary<Coefficient>): fc.Arbitrary<Setting> {
  const strings = fc.string({ unit: fc.constantFrom('I', 'X', 'Y', 'Z'), maxLength: 3 });
  return fc.tuple(fc.integer({ min: 3, max: 5 }), fc.boolean()).chain(([sites, open]) => {
    const chain = fc
      .tuple(
        strings,
        coefficients,
        open ? fc.integer({ min: 0, max: 2 }) : fc.constant(0),
        open || sites % 2 === 0 ? fc.boolean() : fc.constant(false),
      )
      .map(([letters, c, power, staggered]) => {
        const body = localWord(wordFrom(letters).word, 0, c);
        return sumOverChain(weighted(body, chainWeight(power, staggered ? -1 : 1)));
      });
    const local = fc.tuple(strings, coefficients, fc.integer({ min: 0, max: sites - 3 })).map(([letters, c, at]) => {
      const { word, start } = wordFrom(letters);
      return localWord(word, at + start, c);
    });
    return fc
      .array(fc.oneof(chain, local), { maxLength: 4 })
      .map((parts) => ({ operator: sumOperators(parts), sites, open }));
  });
}

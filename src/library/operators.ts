import { parametersOf } from '../charges/index.js';
import { type Coefficient, symbolsOf } from '../exact/index.js';
import { canonicalName, nameText } from '../language/index.js';
import { type ScalarLike, readScalar } from '../meaning/index.js';
import {
  type Operator,
  multiplyOperators,
  scaleOperator,
  substituteOperator,
  subtractOperators,
  sumOperators,
  sumOverChain,
} from '../spin/index.js';
import { readable, refuse } from '../text/index.js';
import { expectOperator } from './operand.js';

/**
 * The sum A + B + … of operators; zero without operands.
 *
 * @group Arithmetic
 * @throws DiagnosticError `not-an-operator`
 */
export function add(...operators: readonly Operator[]): Operator {
  return readable(() => sumOperators(operators.map((a) => expectOperator(a, 'add'))));
}

/**
 * The difference A − B of two operators.
 *
 * @group Arithmetic
 * @throws DiagnosticError `not-an-operator`
 */
export function subtract(a: Operator, b: Operator): Operator {
  return readable(() => subtractOperators(expectOperator(a, 'subtract'), expectOperator(b, 'subtract')));
}

/**
 * The operator c A for a scalar c.
 *
 *   scale(H, 'J/2')     scale(H, -1)     scale(H, '1/3')
 *
 * @group Arithmetic
 * @param by  a number, which is taken at its decimal value (0.1 is 1/10), or the text of a scalar
 * @throws DiagnosticError `not-an-operator`, `bad-value`, and those of the language
 */
export function scale(a: Operator, by: ScalarLike): Operator {
  return readable(() => scaleOperator(expectOperator(a, 'scale'), readScalar('scale', by)));
}

/**
 * The product A B … of local operators, from left to right. A chain sum may be multiplied only by multiples of the
 * identity, because a product of two sums is not a sum over the chain.
 *
 * @group Arithmetic
 * @throws DiagnosticError `product-of-sums`, `product-of-sum-and-local`, `displacement-product`, `range-too-long`,
 *   `not-an-operator`
 */
export function multiply(first: Operator, ...others: readonly Operator[]): Operator {
  return readable(() =>
    others.reduce<Operator>(
      (product, b) => multiplyOperators(product, expectOperator(b, 'multiply')),
      expectOperator(first, 'multiply'),
    ),
  );
}

/**
 * Σ_j of a local operator, whose sites count from j: the operator itself is the term j = 0, and the other terms are its
 * translations.
 *
 *   chainSum(multiply(spin('x', 0), spin('x', 1)))      Σ_j S^x_j S^x_{j+1}
 *
 * @group Constructors
 * @param density  a local operator, whose sites are offsets from j
 * @throws DiagnosticError `sum-in-sum`, `not-an-operator`
 */
export function chainSum(density: Operator): Operator {
  return readable(() => sumOverChain(expectOperator(density, 'chainSum')));
}

/**
 * Replaces parameters by scalars, all at once.
 *
 *   substitute(H, { Delta: 'J', B: 0 })
 *
 * @group Arithmetic
 * @param values  by the names of the parameters; `Delta` and `Δ` are the same name
 * @throws DiagnosticError `unknown-parameter`, `bad-value`, `root-of-negative`, `division-by-zero`, `not-an-operator`;
 *   `phase-value` for an angle φ of which the operator knows e^{iφ} only
 */
export function substitute(a: Operator, values: Readonly<Record<string, ScalarLike>>): Operator {
  return readable(() => {
    const known = parametersOf(expectOperator(a, 'substitute'));
    const found = new Map<string, Coefficient>();
    for (const [written, value] of Object.entries(values)) {
      const name = canonicalName(written);
      if (!known.includes(name))
        refuse('unknown-parameter', `the operator has no parameter ${nameText(name)}`, {
          hint: known.length === 0 ? 'it has none' : `it has ${known.map(nameText).join(', ')}`,
        });
      if (isPhase(a, name))
        refuse(
          'phase-value',
          `${nameText(name)} stands in exp(i ${nameText(name)}) only, so it cannot be replaced here`,
          {
            hint: `give its value where the operator is read: operator('…', { ${name}: 'π/4' })`,
          },
        );
      found.set(name, readScalar(written, value));
    }
    return substituteOperator(a, found);
  });
}

const isPhase = (a: Operator, name: string): boolean =>
  a.terms.some(({ coefficient }) => [...symbolsOf(coefficient)].some((s) => s.kind === 'phase' && s.name === name));

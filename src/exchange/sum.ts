import {
  type Coefficient,
  addCoefficients,
  isZeroCoefficient,
  multiplyCoefficients,
  oneCoefficient,
  zeroCoefficient,
  digits,
} from '../exact/index.js';
import { Accumulator, type Operator, multiplyOperators } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';

/** Largest number of digits of a number in the arithmetic of a file. */
export const maxArithmeticDigits = 4300;
/** Largest number of terms that products of operators in one file may multiply. */
const maxProductTerms = 2_000_000;

/**
 * A sum of operators with coefficients that is added up only once, at the end, so that the cost of a file which adds
 * one term after another is proportional to the number of terms. Sums share their parts.
 */
export interface Sum {
  readonly own: readonly Operator[];
  readonly parts: readonly { readonly sum: Sum; readonly factor: Coefficient }[];
}

export function leaf(own: readonly Operator[]): Sum {
  return { own, parts: [] };
}

/** factor · sum */
export function scaled(sum: Sum, factor: Coefficient): Sum {
  return { own: [], parts: [{ sum, factor }] };
}

/** a + factor · b */
export function added(a: Sum, b: Sum, factor: Coefficient = oneCoefficient): Sum {
  return {
    own: [],
    parts: [
      { sum: a, factor: oneCoefficient },
      { sum: b, factor },
    ],
  };
}

/** Checks that a result of arithmetic does not become too long. @diagnostic `number-too-long` */
export function checkedSize(a: Coefficient): Coefficient {
  for (const { value } of a.terms) {
    if (Math.max(digits(value.re), digits(value.im), digits(value.den)) > maxArithmeticDigits) {
      limit('number-too-long', `a number would have more than ${maxArithmeticDigits} digits`, {
        hint: 'use smaller numbers',
      });
    }
  }
  return a;
}

/**
 * The operator that a sum adds up to. Every part is visited once, after all the sums that contain it, when its
 * coefficient is complete.
 *
 * @param count  receives the number of terms added
 */
export function total(root: Sum, count: (terms: number) => void = () => undefined): Operator {
  const factors = new Map<Sum, Coefficient>([[root, oneCoefficient]]);
  const result = new Accumulator();
  for (const sum of outermostFirst(root)) {
    const factor = factors.get(sum)!;
    if (isZeroCoefficient(factor)) continue;
    for (const part of sum.parts) {
      const share = checkedSize(multiplyCoefficients(factor, part.factor));
      factors.set(part.sum, addCoefficients(factors.get(part.sum) ?? zeroCoefficient, share));
    }
    for (const operator of sum.own) {
      count(operator.terms.length);
      for (const term of operator.terms)
        result.put(term.word, term.place, multiplyCoefficients(term.coefficient, factor));
    }
  }
  return result.finish();
}

/** Every sum below the root, each after all sums that contain it. */
function outermostFirst(root: Sum): Sum[] {
  const finished: Sum[] = [];
  const seen = new Set<Sum>([root]);
  const path: { readonly sum: Sum; next: number }[] = [{ sum: root, next: 0 }];
  while (path.length > 0) {
    const top = path.at(-1)!;
    const part = top.sum.parts[top.next];
    if (part === undefined) {
      finished.push(top.sum);
      path.pop();
      continue;
    }
    top.next += 1;
    if (seen.has(part.sum)) continue;
    seen.add(part.sum);
    if ((seen.size & 4095) === 0) checkInterrupt();
    path.push({ sum: part.sum, next: 0 });
  }
  return finished.reverse();
}

/** Products of sums, with a limit for all products of one file. */
export class Products {
  /** terms added and multiplied so far */
  terms = 0;

  /** @diagnostic `too-many-products` */
  readonly count = (terms: number): void => {
    this.terms += terms;
    if (this.terms > maxProductTerms) {
      limit(
        'too-many-products',
        `the products of operators would take more than ${maxProductTerms} products of words`,
        {
          hint: 'multiply them out in Python and give the sum',
        },
      );
    }
  };

  total(sum: Sum): Operator {
    return total(sum, this.count);
  }

  product(a: Sum, b: Sum): Sum {
    const [left, right] = [this.total(a), this.total(b)];
    this.count(left.terms.length * right.terms.length);
    return leaf([multiplyOperators(left, right)]);
  }
}

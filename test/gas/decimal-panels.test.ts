import { describe, expect, test } from 'vitest';
import { DecimalPanelRules } from '../../src/gas/decimal-panels.js';
import { DecimalField } from '../../src/numeric/index.js';

const field = new DecimalField(30);
const nodes = 6;
const rules = new DecimalPanelRules(field, nodes);
const sizes = [0, 1, 2];
const ends = [
  { left: false, right: false },
  { left: true, right: false },
  { left: false, right: true },
  { left: true, right: true },
];
const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);

describe('rules on a panel', () => {
  test.each(ends)('thresholds at %j: nodes are as far from one end as they say, and polynomials are exact', (end) => {
    for (const size of sizes) {
      const rule = rules.at(size, end);
      expect(rule).toHaveLength(nodes + 2 * size);
      for (const { left, right } of rule) expect(left.plus(right).minus(1).abs().toNumber()).toBeLessThan(1e-28);
      // ∫ x^k dx = 1/(k + 1); with a sine at both ends even the constant is no polynomial of the nodes.
      const [most, rounding] = end.left && end.right ? [0, 1e-7] : [nodes - 1, 1e-27];
      for (let k = 0; k <= most; k++) {
        const sum = rule.reduce((s, n) => s.plus(n.left.pow(k).times(n.weight)), field.real(0));
        expect(
          sum
            .times(k + 1)
            .minus(1)
            .abs()
            .toNumber(),
        ).toBeLessThan(rounding);
      }
      // ∫ x^(−1/2) dx = 2, ∫ (1 − x)^(−1/2) dx = 2 and ∫ (x (1 − x))^(−1/2) dx = π, where there are thresholds.
      const one = field.real(1);
      const root = rule.reduce(
        (s, n) => s.plus(n.weight.div((end.left ? n.left : one).times(end.right ? n.right : one).sqrt())),
        field.real(0),
      );
      const wanted = end.left && end.right ? field.pi() : end.left || end.right ? field.real(2) : one;
      expect(root.minus(wanted).abs().toNumber()).toBeLessThan(1e-27);
    }
  });
});

describe('the error of a rule: the square of the largest of its last four Legendre coefficients', () => {
  /** P_k(1 − 2r) = Σ (−1)^i C(k, i) C(k + i, i) r^i */
  const legendre = (k: number, right: ReturnType<typeof field.real>) =>
    Array.from({ length: k + 1 }, (_, i) => i).reduce(
      (s, i) => s.plus(right.pow(i).times((-1) ** i * choose(k, i) * choose(k + i, i))),
      field.real(0),
    );

  test.each(sizes)('size %i: 1 + c P_k has the coefficients 1 and c', (size) => {
    const rule = rules.at(size, { left: false, right: false });
    const n = rule.length;
    for (let k = 1; k < n; k++) {
      const weighted = rule.map(({ right, weight }) => {
        const value = weight.times(legendre(k, right).times('0.01').plus(1));
        return [value, value.times(3)] as const;
      });
      const [one, other] = rules.tail(size, weighted);
      // The integral is 1, and 3 for the other measure: the tails are c² and 3 c².
      expect(
        one
          .minus(k < n - 4 ? 0 : '1e-4')
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-26);
      expect(
        other
          .minus(k < n - 4 ? 0 : '3e-4')
          .abs()
          .toNumber(),
      ).toBeLessThan(1e-26);
    }
  });

  test('nothing has no error', () => {
    const rule = rules.at(0, { left: false, right: false });
    const zero = field.real(0);
    for (const e of rules.tail(
      0,
      rule.map(() => [zero, zero] as const),
    ))
      expect(e.toNumber()).toBe(0);
  });
});

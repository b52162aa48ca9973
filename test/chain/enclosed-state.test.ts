import { Decimal } from 'decimal.js';
import { beforeAll, describe, expect, test } from 'vitest';
import { ChainStudy } from '../../src/chain/index.js';
import { visitEntries } from '../../src/chain/superoperator-entries.js';
import { traceRow } from '../../src/chain/state.js';
import { ready } from '../../src/numeric/index.js';
import { driven } from './driven.js';
import { DenseProgram, paperNumbers, paperText } from './reference/model.js';

beforeAll(() => ready());

const Digits = Decimal.clone({ precision: 60 });

/** A double as a decimal, exactly. */
function exact(x: number): Decimal {
  let halvings = 0;
  let m = x;
  for (; !Number.isInteger(m); m *= 2) halvings += 1;
  return new Digits(BigInt(m).toString()).div(new Digits(2).pow(halvings));
}

/** Gauss's elimination with sixty digits. */
function solved(matrix: Decimal[][], right: Decimal[]): Decimal[] {
  const n = right.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (matrix[i]![k]!.abs().gt(matrix[pivot]![k]!.abs())) pivot = i;
    [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
    [right[k], right[pivot]] = [right[pivot]!, right[k]!];
    for (let i = k + 1; i < n; i++) {
      if (matrix[i]![k]!.isZero()) continue;
      const factor = matrix[i]![k]!.div(matrix[k]![k]!);
      for (let j = k; j < n; j++) matrix[i]![j] = matrix[i]![j]!.minus(factor.times(matrix[k]![j]!));
      right[i] = right[i]!.minus(factor.times(right[k]!));
    }
  }
  const x: Decimal[] = [];
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i]!;
    for (let j = i + 1; j < n; j++) sum = sum.minus(matrix[i]![j]!.times(x[j]!));
    x[i] = sum.div(matrix[i]![i]!);
  }
  return x;
}

const own = new DenseProgram(paperText, 4, paperNumbers);
const { chain, operator } = driven(own);

describe('an enclosed state', () => {
  test.each([false, true])(
    'holds the null vector of sixty digits, and what follows from it (populations only: %s)',
    (populationsOnly) => {
      const study = new ChainStudy();
      const state = study.exact(chain, { populationsOnly });
      const { parts, unknowns } = study.relaxation(chain, { populationsOnly });
      const n = unknowns.size;
      const matrix = Array.from({ length: n }, () => Array.from({ length: n }, () => new Digits(0)));
      visitEntries(
        parts.filter(({ strength }) => strength !== 0),
        () => true,
        (row, column, value) => (matrix[row]![column] = matrix[row]![column]!.plus(exact(value))),
      );
      // The balance of the most probable state follows from the others, and the trace takes its place.
      const most = unknowns.populationAt.reduce((a, b) => (state.values[b]! > state.values[a]! ? b : a));
      const trace = traceRow(unknowns);
      matrix[most] = Array.from(trace, (t) => new Digits(t));
      const x = solved(
        matrix,
        Array.from({ length: n }, (_, i) => new Digits(i === most ? 1 : 0)),
      );
      const names = ['H0', 'C3', 'JS'];
      const { smallest, expectations } = state.enclose(names.map(operator));
      for (const [k, name] of names.entries()) {
        const [least, largest] = expectations[k]!;
        expect(state.observe(operator(name))).toBeGreaterThanOrEqual(least);
        expect(state.observe(operator(name))).toBeLessThanOrEqual(largest);
        expect(largest - least).toBeLessThan(1e-10);
      }
      expect(smallest[0]).toBeGreaterThan(0);
      expect(smallest[0]).toBeLessThanOrEqual(state.smallest);
      expect(smallest[1]).toBeGreaterThanOrEqual(state.smallest);
      expect(smallest[1] - smallest[0]).toBeLessThan(1e-9 * state.smallest);
      if (populationsOnly && unknowns.pairs.length === 0) {
        const least = unknowns.populationAt.reduce((m, p) => Digits.min(m, x[p]!), new Digits(1));
        expect(least.gte(exact(smallest[0])) && least.lte(exact(smallest[1]))).toBe(true);
      }
      // The approximate state is that of the decimals, in all digits of doubles.
      for (let i = 0; i < n; i++) expect(Math.abs(x[i]!.toNumber() - state.values[i]!)).toBeLessThan(1e-12);
    },
  );

  test('has no enclosure where a level has no probability: a chain that only decays', () => {
    const lossy = driven(new DenseProgram('hamiltonian sum_j S_j·S_<j+1> + 2 Sz_j\njump S-_j\n', 4, {}));
    const state = new ChainStudy().exact(lossy.chain);
    expect(() => state.enclose([])).toThrow(/zero within rounding/u);
  });
});

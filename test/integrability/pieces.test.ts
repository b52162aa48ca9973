import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fromPeriodicStrings, operatorPeriod, periodicStrings } from '../../src/charges/index.js';
import { zeroCoefficient } from '../../src/exact/index.js';
import { integrabilityOf, verdictFields, type Integrability } from '../../src/integrability/index.js';
import { fromArrangement, connectedPieces, shortestOrders } from '../../src/integrability/pieces.js';
import {
  type Operator,
  commutator,
  equalOperators,
  firstSite,
  isZeroOperator,
  letterAt,
  operatorRange,
  rangeOf,
  sumOperators,
  wordFrom,
} from '../../src/spin/index.js';
import { operator } from '../meaning/program.js';

/** Connected components of the sites of a long finite part of the chain, by the words that lie in it. */
function componentsOf(hamiltonian: Operator, sites: number): number[] {
  const label = Array.from({ length: sites }, (_, k) => k);
  const root = (k: number): number => (label[k] === k ? k : root(label[k]!));
  const period = operatorPeriod(hamiltonian);
  for (const { word, values } of periodicStrings(hamiltonian, period)) {
    for (let start = 0; start + rangeOf(word) <= sites; start++) {
      if (values[start % period]!.terms.length === 0) continue;
      const on = [...Array(rangeOf(word)).keys()].filter((k) => letterAt(word, k) !== 'I').map((k) => start + k);
      for (const k of on) label[root(k)] = root(on[0]!);
    }
  }
  return label.map((_, k) => root(k));
}

/** The Hamiltonian of a finite piece, repeated along the chain. */
function repeated({ terms }: Operator, period: number): Operator {
  return sumOperators(
    terms.map(({ word, place, coefficient }) => {
      const site = firstSite(place);
      const values = Array.from({ length: period }, (_, r) =>
        (((site - r) % period) + period) % period === 0 ? coefficient : zeroCoefficient,
      );
      return fromPeriodicStrings([{ word, values }]);
    }),
  );
}

const term = fc.record({
  letters: fc.array(fc.constantFrom('I', 'I', 'X', 'Y', 'Z'), { minLength: 1, maxLength: 6 }),
  residue: fc.nat({ max: 11 }),
  value: fc.constantFrom(1, 2, -3),
});

const chain = fc.record({
  period: fc.integer({ min: 1, max: 4 }),
  terms: fc.array(term, { minLength: 1, maxLength: 4 }),
});

function built({
  period,
  terms,
}: {
  period: number;
  terms: readonly (typeof term extends fc.Arbitrary<infer T> ? T : never)[];
}): Operator {
  return sumOperators(
    terms.map(({ letters, residue, value }) => {
      const { word } = wordFrom(letters.join(''));
      if (rangeOf(word) === 0) return { terms: [] };
      const one = operator(`${value} X_0`).terms[0]!.coefficient;
      const values = Array.from({ length: period }, (_, r) => (r === residue % period ? one : zeroCoefficient));
      return fromPeriodicStrings([{ word, values }]);
    }),
  );
}

describe('the pieces of a chain', () => {
  check.prop([chain], { numRuns: 150 })('together have the Hamiltonian of the chain', (given) => {
    const H = built(given);
    const { infinite, finite, period } = connectedPieces(H);
    const parts = [
      ...infinite.map((piece) => fromArrangement(piece.hamiltonian, piece.alike)),
      ...finite.map((piece) => repeated(piece.hamiltonian, period)),
    ];
    expect(equalOperators(sumOperators(parts), H)).toBe(true);
  });

  check.prop([chain], { numRuns: 150 })('are the components of a long finite part of it', (given) => {
    const H = built(given);
    const { infinite, finite, period } = connectedPieces(H);
    const sites = 1000;
    const root = componentsOf(H, sites);
    const middle = 480;
    // Sites in the middle belong together exactly where they belong to one piece.
    const name = (site: number): string => {
      for (const piece of infinite)
        for (const [copy, { places, stride }] of piece.alike.entries())
          if (places.some((x) => (site - x) % stride === 0)) return `infinite ${infinite.indexOf(piece)} ${copy}`;
      for (const [k, { places }] of finite.entries())
        for (const x of places) if ((site - x) % period === 0) return `finite ${k} ${(site - x) / period}`;
      return 'none';
    };
    for (let a = middle; a < middle + 24; a++)
      for (let b = a; b < middle + 24; b++) expect(name(a) === name(b), `${a} ${b}`).toBe(root[a] === root[b]);
  });

  check.prop([chain], { numRuns: 60 })('commute with each other', (given) => {
    const H = built(given);
    for (const piece of connectedPieces(H).infinite) {
      expect(isZeroOperator(commutator(H, fromArrangement(piece.hamiltonian, piece.alike)))).toBe(true);
    }
    for (const piece of connectedPieces(H).finite) expect(isZeroOperator(commutator(H, piece.hamiltonian))).toBe(true);
  });
});

describe('orders with shortest terms', () => {
  check.prop([chain], { numRuns: 60 })('have the same operators on other sites', (given) => {
    const H = built(given);
    const { infinite, finite } = connectedPieces(H);
    fc.pre(finite.length === 0 && infinite.length === 1 && infinite[0]!.alike.length === 1);
    for (const { hamiltonian, ...order } of shortestOrders(H)) {
      expect(equalOperators(fromArrangement(hamiltonian, [order]), H)).toBe(true);
      expect(operatorRange(hamiltonian)).toBeLessThanOrEqual(operatorRange(H));
    }
  });

  test('a chain that is typed as a zigzag is one of neighbours', () => {
    const H = operator('legs 2\nsum_j S_{j,2}·S_{j,1} + S_{j,1}·S_{j+1,2}');
    expect(operatorRange(H)).toBe(4);
    expect(shortestOrders(H).map(({ hamiltonian }) => operatorRange(hamiltonian))).toEqual([2]);
  });
});

const kindOf = (text: string): string => verdictFields(integrabilityOf(operator(text), { range: 2 }).verdict).verdict;

describe('verdicts on pieces', () => {
  const heisenberg = 'S_{j,1}·S_{j+1,1}';
  const tilted = 'Z_{j,2} Z_{j+1,2} + X_{j,2} + 1/2 Z_{j,2}';
  test.each([
    [`legs 2\nsum_j ${heisenberg} + ${tilted}`, 'mixed'],
    [`legs 2\nsum_j ${heisenberg} + S_{j,2}·S_{j+1,2} + Z_{j,2} Z_{j+1,2}`, 'integrable'],
    [`legs 2\nsum_j ${heisenberg}`, 'integrable'],
    [`legs 2\nsum_j ${heisenberg} + X_{j,2}`, 'integrable'],
    [`legs 2\nsum_j ${heisenberg} + J S_{j,1}·S_{j+2,1} + S_{j,2}·S_{j+1,2}`, 'mixed'],
    ['legs 2\nsum_j S_{j,1}·S_{j,2}', 'strictly-local'],
    ['sum_j Z_j Z_<j+2> + X_j + 1/2 Z_j', 'not-integrable-by-literature'],
    ['sum_j S_j·S_<j+2>', 'integrable'],
    ['sum_j S_j·S_<j+3> + h Sx_j', 'integrable'],
    ['sum_j S_<2j>·S_<2j+2> + J S_<2j>·S_<2j+4> + S_<2j+1>·S_<2j+3>', 'mixed'],
    [
      'sum_j S_<6j>·S_<6j+1> + S_<6j+1>·S_<6j+2> + S_<6j+2>·S_<6j+3> + S_<6j+3>·S_<6j+4> + S_<6j+4>·S_<6j+5>',
      'strictly-local',
    ],
  ])('%s: %s', (text, wanted) => {
    expect(kindOf(text)).toBe(wanted);
  });

  test('the charges of a verdict commute with the chain and lie on their piece', () => {
    const H = operator(`legs 2\nsum_j ${heisenberg} + ${tilted}`);
    const { verdict } = integrabilityOf(H, { range: 2 });
    if (verdict.kind !== 'pieces') throw new Error(verdict.kind);
    const [first, second] = verdict.infinite;
    if (first?.verdict.kind !== 'integrable' || !('tower' in first.verdict)) throw new Error('no tower');
    for (const { operator: charge, range } of first.verdict.tower) {
      expect(isZeroOperator(commutator(H, charge()))).toBe(true);
      expect(operatorRange(charge())).toBe(range);
      expect(
        charge().terms.every(({ word }) =>
          [...Array(rangeOf(word)).keys()].every((k) => k % 2 === 0 || letterAt(word, k) === 'I'),
        ),
      ).toBe(true);
    }
    expect(second!.verdict.kind).toBe('not-integrable-by-literature');
  });

  const cells = [
    'S_{j,A}·S_{j,B} + S_{j,B}·S_{j+1,A}',
    'S_{j,A}·S_{j+1,A} + S_{j,B}·S_{j+1,B} + 2 S_{j,A}·S_{j,B}',
    'X_{j,A} X_{j,B} + 2 Y_{j,B} Y_{j+1,A} + Z_{j,A}',
    'S_{j,A}·S_{j,B} + S_{j,B}·S_{j+1,A} + 1/2 S_{j,A}·S_{j+1,A} + 1/2 S_{j,B}·S_{j+1,B}',
  ];
  const kindFields = ({ verdict }: Integrability): string => JSON.stringify(verdictFields(verdict));
  test.each(cells)('exchanging the spins of a cell, or moving one by a cell, keeps the verdict: %s', (cell) => {
    const verdicts = [
      ['1', '2', 0],
      ['2', '1', 0],
      ['1', '2', 1],
    ].map(([a, b, by]) => {
      const text = cell
        .replaceAll('{j,A}', `{j,${a}}`)
        .replaceAll('{j+1,A}', `{j+1,${a}}`)
        .replaceAll('{j,B}', `{j+${by},${b}}`)
        .replaceAll('{j+1,B}', `{j+${1 + Number(by)},${b}}`)
        .replaceAll('+0', '');
      return kindFields(integrabilityOf(operator(`legs 2\nsum_j ${text}`), { range: 2 }));
    });
    expect(new Set(verdicts).size).toBe(1);
  });
});

test('a tower ends where its charges become too long, with the charges so far', () => {
  const H = operator('legs 2\nsum_j (1/2 + 2 S_{j,1}·S_{j+1,1}) (1/2 + 2 S_{j,2}·S_{j+1,2}) + K S_{j,1}·S_{j,2}');
  const { verdict } = integrabilityOf(H, { range: 2 });
  if (verdict.kind !== 'integrable' || !('tower' in verdict)) throw new Error(verdict.kind);
  expect(verdict.tower.length).toBeGreaterThan(0);
  for (const { operator: charge } of verdict.tower.slice(0, 1))
    expect(isZeroOperator(commutator(H, charge()))).toBe(true);
});

import { Matrix as MlMatrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { type OpenCharge, openCharges } from '../../src/charges/index.js';
import { coefficientText } from '../../src/exact/index.js';
import { equal, operator, reflect, substitute } from '../../src/index.js';
import {
  type Operator,
  isZeroOperator,
  commutator,
  onOpenChain,
  sumOperators,
  scaleOperator,
  translate,
} from '../../src/spin/index.js';
import { codeOf } from '../numeric/matrices.js';
import { operator as programOperator } from '../meaning/program.js';
import { chainStrings, localStrings, partsOf } from '../spin/realise.js';
import { type Strings, addString, bracketStrings } from '../spin/strings.js';

// The oracle multiplies strings letter by letter and puts sums on chains by loops over the sites; it has no code of src.

/** The strings of the chain sums and of the local operators of an operator on an open chain. */
function onChain(o: Operator, n: number): Strings {
  const all = partsOf(o);
  const out = chainStrings(
    all.filter((p) => p.place === 'chain'),
    n,
  );
  const ends = all.filter((p) => p.place === 'local').map((p) => ({ ...p, site: p.site < 0 ? p.site + n : p.site }));
  for (const [letters, c] of localStrings(ends, n)) addString(out, letters, c);
  return out;
}
const size = (a: Strings): number => [...a.values()].reduce((most, c) => Math.max(most, Math.hypot(c.re, c.im)), 0);
const list = (text: string, upto: number, boundary?: number): OpenCharge[] => [
  ...openCharges(operator(text), { upto, ...(boundary !== undefined && { boundary }) }),
];
const outcomes = (text: string, upto: number, boundary?: number): string[] =>
  list(text, upto, boundary).map(({ charge, outcome }) => `C_${charge.index} ${outcome.kind}`);

/** Q of a charge that survives, with its boundary terms. */
function whole({ charge, outcome }: OpenCharge, all: readonly OpenCharge[]): Operator {
  if (outcome.kind !== 'survives') throw new Error(outcome.kind);
  return sumOperators([
    scaleOperator(charge.operator(), outcome.factor),
    ...outcome.lower.map(({ index, coefficient }) =>
      scaleOperator(
        index === 1 ? operator('sum_j Z_j') : all.find((c) => c.charge.index === index)!.charge.operator(),
        coefficient,
      ),
    ),
    outcome.left,
    outcome.right,
  ]);
}

describe('the even charges survive on open chains, the odd ones do not', () => {
  test.each([
    ['Heisenberg', 'sum_j S_j·S_<j+1>', 7],
    ['XXZ', 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>', 5],
    ['XYZ', 'sum_j Sx_j Sx_<j+1> + 2 Sy_j Sy_<j+1> + 3 Sz_j Sz_<j+1>', 5],
    ['Ising in a transverse field', 'sum_j X_j X_<j+1> + g Z_j', 7],
    ['Heisenberg, with fields at the ends', '(sum_j S_j·S_<j+1>) + a Sz_0 + b Sx_<-1>', 5],
  ])('%s', (_, text, upto) => {
    expect(outcomes(text, upto)).toEqual(
      Array.from({ length: upto - 1 }, (__, k) => `C_${k + 2} ${k % 2 === 0 ? 'survives' : 'broken'}`),
    );
  });
});

describe('against strings on chains of 8 and 9 sites', () => {
  test.each([
    ['sum_j S_j·S_<j+1>', 6],
    ['(sum_j S_j·S_<j+1>) + 2 Sz_0 - Sz_<-1>', 4],
    ['(sum_j S_j·S_<j+1>) + Sx_0 + 1/2 Sz_0', 4],
    ['(sum_j Sx_j Sx_<j+1> + Sy_j Sy_<j+1> - 1/2 Sz_j Sz_<j+1>) + Sy_<-1>', 4],
    ['sum_j X_j X_<j+1> + 2 Z_j', 6],
    ['(sum_j X_j X_<j+1> + 2 Z_j) + X_0 - Z_<-1>', 4],
  ] as const)('%s: Q commutes with H, and C_k alone does not', (text, upto) => {
    const h = operator(text);
    const all = list(text, upto);
    const survivors = all.filter(({ outcome }) => outcome.kind === 'survives');
    expect(survivors.length).toBeGreaterThanOrEqual(2);
    for (const found of survivors) {
      for (const n of [8, 9]) {
        expect(size(bracketStrings(onChain(h, n), onChain(whole(found, all), n), -1))).toBeLessThan(1e-9);
        if (found.charge.index > 2)
          expect(size(bracketStrings(onChain(h, n), onChain(found.charge.operator(), n), -1))).toBeGreaterThan(0.1);
      }
    }
  });

  /** What least squares leave of [H, C] on eight sites if all operators on so many sites at each end may be added. */
  function leftOver(h: Operator, charge: Operator, sites: number): number {
    const n = 8;
    const chain = onChain(h, n);
    const right = bracketStrings(chain, onChain(charge, n), -1);
    const columns: Strings[] = [];
    for (let k = 1; k < 4 ** sites; k++) {
      const letters = Array.from({ length: sites }, (_, s) => 'IXYZ'[(k >>> (2 * s)) & 3]).join('');
      for (const at of [letters + 'I'.repeat(n - sites), 'I'.repeat(n - sites) + letters])
        columns.push(bracketStrings(chain, new Map([[at, { re: 1, im: 0 }]]), -1));
    }
    const rows = [...new Set([right, ...columns].flatMap((c) => [...c.keys()]))];
    const place = new Map(rows.map((row, k) => [row, k]));
    // H and the unknown words are Hermitian, so the brackets are imaginary: i times a real vector for a Hermitian charge.
    const vector = (c: Strings, part: 're' | 'im'): number[] => {
      const out = rows.map(() => 0);
      for (const [row, z] of c) out[place.get(row)!] = z[part];
      return out;
    };
    const a = new MlMatrix(columns.map((c) => vector(c, 'im'))).transpose();
    const b = MlMatrix.columnVector(vector(right, 'im'));
    expect(Math.max(...vector(right, 're').map(Math.abs))).toBeLessThan(1e-12);
    const x = new SVD(a, { autoTranspose: true }).solve(b);
    return MlMatrix.sub(a.mmul(x), b).norm('frobenius');
  }

  test('least squares agree on what has boundary terms on two sites', () => {
    for (const text of ['sum_j S_j·S_<j+1>', '(sum_j S_j·S_<j+1>) + Sz_0']) {
      for (const { charge, outcome } of list(text, 5, 2)) {
        const rest = leftOver(operator(text), charge.operator(), 2);
        if (outcome.kind === 'survives') expect(rest).toBeLessThan(1e-9);
        else expect(rest).toBeGreaterThan(0.1);
      }
    }
    // With a field at the end C_4 needs three sites.
    expect(outcomes('(sum_j S_j·S_<j+1>) + Sz_0', 4, 2)).toEqual(['C_2 survives', 'C_3 broken', 'C_4 broken']);
    expect(outcomes('(sum_j S_j·S_<j+1>) + Sz_0', 4, 3)).toEqual(['C_2 survives', 'C_3 broken', 'C_4 survives']);
  });
});

describe('chains with a unit cell', () => {
  const open = (text: string, upto: number, spins: number): OpenCharge[] => [
    ...openCharges(programOperator(text), { upto, spins }),
  ];
  /** [H_N, Q_N] by strings that are multiplied letter by letter. */
  const rest = (h: Operator, q: Operator, sites: number): number =>
    size(bracketStrings(onChain(h, sites), onChain(q, sites), -1));

  test.each([
    ['dimerised planar exchange', 'sum_j (1 + 1/3 (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>)', 1, 2],
    ['the same with a staggered field', 'sum_j (2 + (-1)^j) (X_j X_<j+1> + Y_j Y_<j+1>) + 1/2 (-1)^j Z_j', 1, 2],
    [
      'sites 3j',
      'sum_j X_<3j> X_<3j+1> + 2 X_<3j+1> X_<3j+2> + 3 X_<3j+2> X_<3j+3> + Z_<3j> + Z_<3j+1> + Z_<3j+2>',
      1,
      3,
    ],
    ['cells of two spins that are a Heisenberg chain', 'legs 2\nsum_j S_{j,1}·S_{j,2} + S_{j,2}·S_{j+1,1}', 2, 1],
    [
      'cells that alternate',
      'legs 2\nsum_j X_{j,1} X_{j,2} + 2 Y_{j,2} Y_{j+1,1} + 1/2 (X_{j,2} X_{j+1,1} + Y_{j,1} Y_{j,2})',
      2,
      1,
    ],
  ])('%s', (_, text, spins, multipleOf) => {
    const h = programOperator(text);
    const all = open(text, multipleOf === 3 ? 2 : 4, spins);
    const surviving = all.filter(({ outcome }) => outcome.kind === 'survives');
    expect(surviving.length).toBeGreaterThan(0);
    for (const found of surviving) {
      if (found.outcome.kind !== 'survives') throw new Error('broken');
      expect(found.outcome.multipleOf).toBe(multipleOf);
      const q = whole(found, all);
      const { from } = found.outcome;
      expect(from % multipleOf).toBe(0);
      for (const more of [0, 1, 2]) {
        const sites = spins * (from + more * multipleOf);
        if (sites <= 10) expect(rest(h, q, sites), `${sites} sites`).toBeLessThan(1e-9);
      }
    }
  });

  test('a Heisenberg chain in cells has the charges of the chain, and N counts cells', () => {
    const cells = open('legs 2\nsum_j S_{j,1}·S_{j,2} + S_{j,2}·S_{j+1,1}', 4, 2);
    const sites = list('sum_j S_j·S_<j+1>', 4);
    expect(cells.map(({ outcome }) => outcome.kind)).toEqual(sites.map(({ outcome }) => outcome.kind));
    const [a, b] = [cells[2]!.outcome, sites[2]!.outcome];
    if (a.kind !== 'survives' || b.kind !== 'survives') throw new Error('broken');
    expect(equal(a.left, b.left) && equal(a.right, b.right)).toBe(true);
    expect(2 * a.from).toBe(b.from);
  });

  test('the first charge of the Hubbard chain has no boundary terms, and its Hamiltonian needs none', () => {
    const program =
      'species up, down\nsum_j (c†_{j,up} c_{j+1,up} + c†_{j,down} c_{j+1,down} + h.c.) + 2 n_{j,up} n_{j,down}';
    expect(open(program, 3, 2).map(({ charge, outcome }) => `C_${charge.index} ${outcome.kind}`)).toEqual([
      'C_2 survives',
      'C_3 broken',
    ]);
  });
});

describe('what is returned', () => {
  const xxz = '(sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>) + h Sz_0 - k Sz_<-1>';

  test('Q commutes with H on every chain from the given length on, for all couplings, and `from` is the shortest', () => {
    const h = operator(xxz);
    const all = list(xxz, 4);
    const realised = (o: Operator, n: number): Operator => {
      const ends = o.terms.filter((t) => t.place.kind !== 'chain');
      const at = (t: (typeof ends)[number]): number => (t.place.kind === 'chain' ? 0 : t.place.site);
      return sumOperators([
        onOpenChain({ terms: o.terms.filter((t) => t.place.kind === 'chain') }, n),
        { terms: ends.filter((t) => at(t) >= 0) },
        translate({ terms: ends.filter((t) => at(t) < 0) }, n),
      ]);
    };
    for (const found of all.filter(({ outcome }) => outcome.kind === 'survives')) {
      const q = whole(found, all);
      const { from, sites } = found.outcome as Extract<OpenCharge['outcome'], { kind: 'survives' }>;
      for (let n = from; n <= 24; n++) expect(isZeroOperator(commutator(realised(h, n), realised(q, n)))).toBe(true);
      expect(from).toBeGreaterThanOrEqual(Math.max(found.charge.range, sites));
    }
    // With k = −h the chain is its own mirror image, and so are the boundary terms of C_4, which is even.
    const { outcome } = all[2]!;
    const [left, right] = outcome.kind === 'survives' ? [outcome.left, outcome.right] : [];
    expect(equal(translate(reflect(substitute(right!, { k: '-h' })), -1), left!)).toBe(true);
  });

  test('the first charge that needs a lower one', () => {
    // C_2 is H without g Σ Z here, and C_3 contains the rest.
    const found = list('sum_j X_j X_<j+1> + g Z_j + k (X_j Y_<j+1> - Y_j X_<j+1>)', 3);
    const c3 = found[1]!.outcome;
    expect(
      c3.kind === 'survives' && c3.lower.map(({ index, coefficient }) => [index, coefficientText(coefficient)]),
    ).toEqual([[2, 'g*k^-1']]);
    const h = operator('sum_j X_j X_<j+1> + 2 Z_j + X_j Y_<j+1> - Y_j X_<j+1>');
    const numbers = list('sum_j X_j X_<j+1> + 2 Z_j + X_j Y_<j+1> - Y_j X_<j+1>', 3);
    expect(size(bracketStrings(onChain(h, 8), onChain(whole(numbers[1]!, numbers), 8), -1))).toBeLessThan(1e-12);
  });

  test('a charge that does not commute on the infinite chain is not decided', () => {
    expect(outcomes('sum_j X_j X_<j+1> + Z_j Z_<j+1> + 0.3 Y_j + X_j', 4).at(-1)).toBe('C_3 undecided');
  });

  test.each([
    ['sum_j j S_j·S_<j+1>', 'not-translation-invariant'],
    ['(sum_j S_j·S_<j+1>) + X_<-1> X_0', 'boundary-term'],
    ['(sum_j S_j·S_<j+1>) + Z_0 cos(t)', 'time-dependent'],
    ['(sum_j S_j·S_<j+1>) + Z_0 (a_<0> + a†_<0>)', 'displacement'],
    ['(sum_j S_j·S_<j+1> cos(t)) + Z_0', 'time-dependent'],
  ])('%s', (text, code) => {
    expect(codeOf(() => list(text, 4))).toBe(code);
  });
});

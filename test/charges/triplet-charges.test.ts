import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tripletCharges, tripletLocalCharges } from '../../src/charges/index.js';
import { isZeroOperator } from '../../src/spin/index.js';
import { tripletCommutator } from '../../src/triplet/index.js';
import { type Dense, commutator, named, onSite, plus, times, zero } from '../triplet/dense.js';
import { operatorOf } from '../triplet/value.js';

const S = 'S_j·S_<j+1>';
const integrable = {
  'Takhtajan and Babujian': `${S} - (${S})^2`,
  'Uimin, Lai and Sutherland': `${S} + (${S})^2`,
  biquadratic: `(${S})^2`,
  // with c = cos η
  'Fateev and Zamolodchikov': `${S} - (${S})^2 - 2 (c - 1) ((Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) Sz_j Sz_<j+1> + h.c.) - 2 (1 - c^2) (Sz_j Sz_<j+1> - (Sz_j Sz_<j+1>)^2 + 2 Sz_j^2)`,
};

describe('charges of spins 1', () => {
  test.each(Object.entries(integrable))('%s: a field Sz keeps the tower', (_, text) => {
    const hamiltonian = operatorOf(`sum_j ${text} + h Sz_j`);
    const { charges } = tripletCharges(hamiltonian, { upto: 4 });
    expect(charges.map(({ commutes, range }) => [commutes, range])).toEqual([
      [true, 2],
      [true, 3],
      [true, 4],
    ]);
    for (const charge of charges) expect(isZeroOperator(tripletCommutator(hamiltonian, charge.operator()))).toBe(true);
  });

  test('an anisotropy D Sz^2 keeps the tower of Uimin, Lai and Sutherland only', () => {
    const kept = Object.values(integrable).map((text) =>
      tripletCharges(operatorOf(`sum_j ${text} + D Sz_j^2`), { upto: 3 }).charges.every((c) => c.commutes),
    );
    expect(kept).toEqual([false, true, false, false]);
  });

  test('counts of all charges: SU(3) has eight of one site, and a generic chain has H alone', () => {
    const nullities = (text: string, range: number, period?: number): readonly number[] => {
      const found = tripletLocalCharges(operatorOf(`sum_j ${text}`), { range, ...(period && { period }) });
      expect(found.complete).toBe(true);
      expect(found.charges).toHaveLength(found.nullities.at(-1)!);
      return found.nullities;
    };
    expect(nullities(`${S} + (${S})^2`, 3)).toEqual([8, 9, 10]);
    expect(nullities(`${S} - (${S})^2`, 3)).toEqual([3, 4, 5]);
    expect(nullities(`a ${S} + b (${S})^2 + h Sz_j`, 3)).toEqual([1, 2, 2]);
    expect(nullities(`${S} + (-1)^j h Sz_j`, 2)).toEqual([1, 2]);
    expect(nullities(`${S}`, 2, 2)).toEqual([3, 4]);
  });

  test('counts agree with the kernel of dense commutators on a ring', () => {
    const bond = fc.array(
      fc.record({
        p: fc.integer({ min: 1, max: 8 }),
        q: fc.integer({ min: 1, max: 8 }),
        c: fc.integer({ min: 1, max: 3 }),
      }),
      { minLength: 1, maxLength: 2 },
    );
    fc.assert(
      fc.property(bond, fc.integer({ min: 0, max: 8 }), (words, field) => {
        const list = [
          ...words.map(({ p, q, c }) => ({ letters: [p, q], c })),
          ...(field > 0 ? [{ letters: [field], c: 1 }] : []),
        ];
        const text = list
          .map(({ letters, c }) => `${c} ${letters.map((l, k) => `(${typed(l, k)})`).join(' ')}`)
          .join(' + ');
        const found = tripletLocalCharges(operatorOf(`sum_j ${text}`), { range: 2 });
        const h = list.reduce((sum, { letters, c }) => plus(sum, ringSum(letters), [c, 0]), zero(81));
        const words2 = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((p) => [[p], ...[1, 2, 3, 4, 5, 6, 7, 8].map((q) => [p, q])]);
        expect(found.nullities[1]).toBe(kernelDimension(words2.map((w) => commutator(h, ringSum(w)))));
      }),
      { numRuns: 4, seed: 7 },
    );
  });
});

const names = ['1', 'Sx', 'Sy', 'Sz', '{Sy,Sz}', '{Sz,Sx}', '{Sx,Sy}', '3 Sz^2 - 2', 'Sx^2 - Sy^2'];
const typed = (letter: number, site: number): string =>
  names[letter]!.replaceAll(/S([xyz])/gu, site === 0 ? 'S$1_j' : `S$1_<j+${site}>`);

/** A word summed over a ring of four sites. */
function ringSum(letters: readonly number[]): Dense {
  let sum = zero(81);
  for (let j = 0; j < 4; j++) {
    const parts = letters.map((l, k) => onSite(named[l]!, (j + k) % 4, 4));
    sum = plus(
      sum,
      parts.reduce((a, b) => times(a, b)),
    );
  }
  return sum;
}

/** Dimension of the space of relations, by elimination with row pivoting of the Gram matrix. */
function kernelDimension(columns: readonly Dense[]): number {
  const gram = columns.map((a) =>
    columns.map((b) => {
      let sum = 0;
      for (let k = 0; k < a.re.length; k++) sum += a.re[k]! * b.re[k]! + a.im[k]! * b.im[k]!;
      return sum;
    }),
  );
  const n = gram.length;
  let rank = 0;
  const used = new Set<number>();
  for (;;) {
    let best = -1;
    for (let k = 0; k < n; k++) if (!used.has(k) && (best < 0 || gram[k]![k]! > gram[best]![best]!)) best = k;
    if (best < 0 || gram[best]![best]! < 1e-6) return n - rank;
    used.add(best);
    rank += 1;
    const row = [...gram[best]!];
    for (let i = 0; i < n; i++) {
      const factor = gram[i]![best]! / row[best]!;
      if (i !== best) for (let k = 0; k < n; k++) gram[i]![k]! -= factor * row[k]!;
    }
  }
}

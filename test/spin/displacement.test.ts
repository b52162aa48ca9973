import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian, negateCoefficient as negated } from '../../src/exact/index.js';
import {
  type Operator,
  chainWeight,
  commutator,
  displacementSite,
  equalOperators,
  firstSite,
  lettersOf,
  multiplyOperators,
  overlap,
  reflect,
  summandPlace,
  sumOverChain,
  translate,
  weightIn,
} from '../../src/spin/index.js';
import { refusal } from '../exact/refusal.js';
import { type Part, chainOf, chainStrings, localOf, localStrings, parts, weight } from './realise.js';
import { type Strings, addString, bracketStrings } from './strings.js';

// A bath displacement commutes with all spins, so words with the displacement at site μ obey the algebra of words, for
// every μ apart. The oracle keeps one set of strings a μ.

type Displaced = Map<number, Strings>;
const [n, origin] = [14, -7];

/** Words relative to j, weights in j, the displacement at j + at. */
const body = (list: readonly Part[], at: number): Operator => ({
  terms: list.flatMap((p) =>
    localOf([p]).terms.map((t) => ({
      ...t,
      place: summandPlace(chainWeight(p.power, p.staggered ? -1 : 1), firstSite(t.place), at),
    })),
  ),
});

/** The same summed over the window. */
function windowOf(list: readonly Part[], at: number): Displaced {
  const out: Displaced = new Map();
  for (let j = origin; j < origin + n; j++) {
    const here = list
      .filter((p) => j + p.site >= origin && j + p.site + p.letters.length <= origin + n)
      .map((p) => ({ ...p, site: j + p.site, c: { re: p.c.re * weight(p, j), im: p.c.im * weight(p, j) } }));
    out.set(j + at, localStrings(here, n, origin));
  }
  return out;
}

/** Realises an operator whose terms all carry a displacement. */
function realised(operator: Operator): Displaced {
  const out: Displaced = new Map();
  for (const t of operator.terms) {
    const { re, im } = asGaussian(t.coefficient)!;
    const letters = lettersOf(t.word);
    const places = t.place.kind === 'chain' ? Array.from({ length: n }, (_, k) => origin + k) : [0];
    for (const j of places) {
      const first = j + firstSite(t.place) - origin;
      if (first < 0 || first + letters.length > n) continue;
      const { power, sign } = weightIn(t.place);
      const w = weight({ power, staggered: sign === -1 }, j);
      const marker = j + displacementSite(t.place)!;
      if (!out.has(marker)) out.set(marker, new Map());
      addString(out.get(marker)!, 'I'.repeat(first) + letters + 'I'.repeat(n - first - letters.length), {
        re: Number(re) * w,
        im: Number(im) * w,
      });
    }
  }
  return out;
}

/** Words and displacements well inside the window, as a sorted list. */
function bulk(d: Displaced): string[] {
  const lines: string[] = [];
  for (const [marker, strings] of d) {
    if (marker < origin + 4 || marker >= origin + n - 4) continue;
    for (const [letters, c] of strings)
      if (/^III.*III$/u.test(letters)) lines.push(`${marker} ${letters} ${c.re + 0} ${c.im + 0}`);
  }
  return lines.sort();
}

const words = parts({ sites: 2, longest: 2, powers: 1, staggered: true, most: 2 });
const bonds = parts({ longest: 2, powers: 1, staggered: true, most: 2 });
const offset = fc.integer({ min: -1, max: 1 });
const bracketAll = (a: Displaced, b: Strings): Displaced =>
  new Map([...a].map(([m, s]) => [m, bracketStrings(s, b, -1)]));

describe('words that carry a bath displacement', () => {
  test.prop([words, offset])('sum over the chain with their displacement', (a, at) => {
    expect(bulk(realised(sumOverChain(body(a, at))))).toEqual(bulk(windowOf(a, at)));
  });

  test.prop([words, offset, bonds])('commute with chain sums as words do', (a, at, b) => {
    const found = commutator(sumOverChain(body(a, at)), chainOf(b));
    expect(bulk(realised(found))).toEqual(bulk(bracketAll(windowOf(a, at), chainStrings(b, n, origin))));
    expect(
      equalOperators(commutator(chainOf(b), sumOverChain(body(a, at))), {
        ...found,
        terms: found.terms.map((t) => ({ ...t, coefficient: negated(t.coefficient) })),
      }),
    ).toBe(true);
  });

  test.prop([words, offset, parts({ sites: 4, longest: 3 })])(
    'commute with local operators as words do',
    (a, at, b) => {
      const found = commutator(sumOverChain(body(a, at)), localOf(b));
      expect(bulk(realised(found))).toEqual(bulk(bracketAll(windowOf(a, at), localStrings(b, n, origin))));
    },
  );

  test.prop([words, offset, fc.integer({ min: -3, max: 3 })])(
    'move and are mirrored with their displacement',
    (a, at, by) => {
      const sum = sumOverChain(body(a, at));
      expect(equalOperators(translate(translate(sum, by), -by), sum)).toBe(true);
      expect(equalOperators(reflect(reflect(sum)), sum)).toBe(true);
      const mirrored: Displaced = new Map(
        [...windowOf(a, at)].map(([m, s]) => [
          -m,
          new Map([...s].map(([l, c]) => [`I${[...l].reverse().join('')}`.slice(0, n), c])),
        ]),
      );
      // The window −7 … 6 is not symmetric: site −7 is mirrored to 7, outside, hence the letter put in front.
      expect(bulk(realised(reflect(sum)))).toEqual(bulk(mirrored));
    },
  );

  test('two displacements do not meet, and have no inner product', () => {
    const part: Part = { letters: 'X', site: 0, c: { re: 1, im: 0 }, power: 0, staggered: false };
    const other: Part = { ...part, letters: 'Z' };
    expect(refusal(() => commutator(sumOverChain(body([part], 0)), sumOverChain(body([other], 0)))).code).toBe(
      'displacement-product',
    );
    expect(refusal(() => multiplyOperators(body([part], 0), body([other], 1))).code).toBe('displacement-product');
    expect(refusal(() => overlap(sumOverChain(body([part], 0)), sumOverChain(body([part], 0)))).code).toBe(
      'displacement-norm',
    );
  });
});

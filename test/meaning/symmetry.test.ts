import { readFileSync } from 'node:fs';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { asGaussian } from '../../src/exact/index.js';
import { functionNamed, writeText } from '../../src/language/index.js';
import { expressOperator } from '../../src/meaning/index.js';
import { type Operator, firstSite, lettersOf, symmetries } from '../../src/spin/index.js';
import { type Matrix, addScaled, distance, stringMatrix, zeros } from '../spin/dense.js';
import { type Part, chainOf, matrixOf, parts, ringStrings } from '../spin/realise.js';
import { error, operator, scalar, terms, value } from './program.js';

// A symmetry is a unitary or antiunitary matrix on a ring of six sites that permutes the basis states with signs:
// U|s⟩ = sign(s) |to(s)⟩, so (U A U†)_{to(s), to(r)} = sign(s) sign(r) A_sr, conjugated where U is antiunitary. Site 0
// is the leftmost factor, the highest bit; bit 1 is spin down.

const n = 6;
const size = 2 ** n;
const bit = (s: number, j: number): number => (s >> (n - 1 - j)) & 1;
const moved =
  (to: (j: number) => number) =>
  (s: number): number => {
    let out = 0;
    for (let j = 0; j < n; j++) out |= bit(s, j) << (n - 1 - (((to(j) % n) + n) % n));
    return out;
  };
const flipped = (s: number): number => size - 1 - s;
const up = (s: number): number => n - [...s.toString(2)].filter((c) => c === '1').length;

interface Representation {
  readonly to: (s: number) => number;
  /** ±1 */
  readonly sign?: (s: number) => number;
  readonly antiunitary?: true;
}

const bond = moved((j) => 1 - j);
const representations: Readonly<Record<string, Representation>> = {
  'translation by one site': { to: moved((j) => j + 1) },
  'translation by two sites': { to: moved((j) => j + 2) },
  'reflection about a site': { to: moved((j) => -j) },
  'reflection about a bond': { to: bond },
  // ∏ σ^x: the rotation by π about x, up to a phase
  'π rotation about x': { to: flipped },
  // ∏ iσ^y K: iσ^y|↑⟩ = −|↓⟩, iσ^y|↓⟩ = |↑⟩
  'time reversal': { to: flipped, sign: (s) => (up(s) % 2 === 0 ? 1 : -1), antiunitary: true },
  'bond-centred π rotation about x': { to: (s) => flipped(bond(s)) },
};

function conjugated(a: Matrix, { to, sign = () => 1, antiunitary }: Representation): Matrix {
  const out = zeros(size);
  for (let s = 0; s < size; s++)
    for (let r = 0; r < size; r++) {
      const [k, m, phase] = [s * size + r, to(s) * size + to(r), sign(s) * sign(r)];
      out.re[m] = phase * a.re[k]!;
      out.im[m] = (antiunitary ? -phase : phase) * a.im[k]!;
    }
  return out;
}

/** Does A connect states of different magnetisation? */
function conservesSpin(a: Matrix): boolean {
  return a.re.every((re, k) => (re === 0 && a.im[k] === 0) || up(Math.floor(k / size)) === up(k % size));
}

function names(a: Matrix): string[] {
  const kept = Object.entries(representations)
    .filter(([, u]) => distance(conjugated(a, u), a) === 0)
    .map(([name]) => name);
  const components = ['Z', 'X', 'Y'].filter((letter) => commutes(a, total(letter))).map((l) => `S${l.toLowerCase()}`);
  expect(components.includes('Sz')).toBe(conservesSpin(a));
  return [...(components.length === 3 ? ['SU(2)'] : []), ...components, ...kept];
}

/** Σ_j of a Pauli letter at site j. */
function total(letter: string): Matrix {
  const out = zeros(size);
  for (let j = 0; j < n; j++)
    addScaled(out, stringMatrix('I'.repeat(j) + letter + 'I'.repeat(n - j - 1)), { re: 1, im: 0 });
  return out;
}

/** Is A B = B A, element by element? The elements are small multiples of powers of two. */
function commutes(a: Matrix, b: Matrix): boolean {
  const filled = [...b.re].flatMap((re, k) => (re !== 0 || b.im[k] !== 0 ? [k] : []));
  const difference = zeros(size);
  for (const k of filled) {
    const [row, column] = [Math.floor(k / size), k % size];
    for (let m = 0; m < size; m++) {
      const [left, right] = [m * size + row, column * size + m];
      difference.re[m * size + column]! += a.re[left]! * b.re[k]! - a.im[left]! * b.im[k]!;
      difference.im[m * size + column]! += a.re[left]! * b.im[k]! + a.im[left]! * b.re[k]!;
      difference.re[row * size + m]! -= b.re[k]! * a.re[right]! - b.im[k]! * a.im[right]!;
      difference.im[row * size + m]! -= b.re[k]! * a.im[right]! + b.im[k]! * a.re[right]!;
    }
  }
  return [...difference.re, ...difference.im].every((x) => Math.abs(x) < 1e-12);
}

function matrix(o: Operator): Matrix {
  const out = zeros(size);
  for (const t of o.terms) {
    const { re, im, den } = asGaussian(t.coefficient)!;
    const letters = lettersOf(t.word);
    const site = firstSite(t.place);
    addScaled(out, stringMatrix('I'.repeat(site) + letters + 'I'.repeat(n - site - letters.length)), {
      re: Number(re) / Number(den),
      im: Number(im) / Number(den),
    });
  }
  return out;
}

const listed = (text: string): readonly string[] => {
  const found = value(`symmetries(${text})`);
  return found.kind === 'list' ? found.items : [];
};
const listedOnRing = (text: string): readonly string[] => {
  const found = value(`on ring(${n}): symmetries(${text})`);
  return found.kind === 'list' ? found.items : [];
};

// Blocks with many symmetries, so that operators inside every class occur; a lone random word has few.
const blocks: readonly Part[][] = [
  ['XX', 'YY', 'ZZ'].map((letters) => ({ letters, site: 0, c: { re: 1, im: 0 }, power: 0, staggered: false })),
  ['XX', 'YY'].map((letters) => ({ letters, site: 0, c: { re: 1, im: 0 }, power: 0, staggered: true })),
  [
    ['XYZ', 1],
    ['YZX', 1],
    ['ZXY', 1],
    ['XZY', -1],
    ['ZYX', -1],
    ['YXZ', -1],
  ].map(([letters, re]) => ({
    letters: letters as string,
    site: 0,
    c: { re: re as number, im: 0 },
    power: 0,
    staggered: false,
  })),
  [
    ['XY', 1],
    ['YX', -1],
  ].map(([letters, re]) => ({
    letters: letters as string,
    site: 0,
    c: { re: re as number, im: 0 },
    power: 0,
    staggered: false,
  })),
  [{ letters: 'Z', site: 0, c: { re: 1, im: 0 }, power: 0, staggered: true }],
  [{ letters: 'X', site: 0, c: { re: 0, im: 1 }, power: 0, staggered: false }],
  [{ letters: 'ZIZ', site: 0, c: { re: 1, im: 0 }, power: 0, staggered: true }],
];
const chains = fc
  .tuple(
    fc.subarray([...blocks], { maxLength: 3 }),
    fc.option(parts({ longest: 3, staggered: true, most: 1 }), { freq: 2 }),
  )
  .map(([list, extra]) => [...list.flat(), ...(extra ?? [])]);

/** Is it a symmetry of the unit cell, which is not among the representations above? */
const ofCells = (name: string): boolean => /of the (?:cells|sites)/u.test(name);

describe('symmetries against their matrices on a ring of six', () => {
  // An operator of range three on six sites is symmetric on the ring exactly where it is on the infinite chain.
  test.prop([chains], { numRuns: 60 })('random operators inside and outside every class', (list) => {
    const o = chainOf(list);
    const text = writeText(expressOperator(o, { free: false }));
    const expected = names(matrixOf(ringStrings(list, n), n));
    const found = listed(text);
    expect(found.filter((name) => !ofCells(name))).toEqual(expected);
    expect(listedOnRing(text)).toEqual(expected);
    // The operations on cells of two sites, by permuting the letters of every string on the ring.
    if (!list.some(({ staggered }) => staggered) || !text.includes('(-1)^j')) return;
    const strings = ringStrings(list, n);
    const keeps = (to: (site: number) => number): boolean => {
      const image = new Map(
        [...strings].map(([letters, c]) => {
          const moved = Array.from({ length: n }, () => 'I');
          [...letters].forEach((letter, site) => (moved[((to(site) % n) + n) % n] = letter));
          return [moved.join(''), c] as const;
        }),
      );
      return [...strings].every(
        ([letters, { re, im }]) => image.get(letters)?.re === re && image.get(letters)!.im === im,
      );
    };
    expect(found.includes('reflection of the cells')).toBe(keeps((s) => (s % 2) - (s - (s % 2))));
    expect(found.includes('exchange of the sites 2j and 2j+1')).toBe(keeps((s) => s + 1 - 2 * (s % 2)));
  });

  test('every symmetry is had by one of the blocks and lacked by another', () => {
    const all = blocks.map((b) => names(matrixOf(ringStrings(b, n), n)));
    for (const name of ['SU(2)', 'Sz', 'Sx', 'Sy', ...Object.keys(representations)]) {
      // A sum with signs (−1)^j always has this one; one site alone does not.
      if (name === 'translation by two sites') all.push(names(matrixOf(new Map([['XIIIII', { re: 1, im: 0 }]]), n)));
      expect([name, all.some((list) => list.includes(name)), all.some((list) => !list.includes(name))]).toEqual([
        name,
        true,
        true,
      ]);
    }
  });

  test.prop([parts({ sites: 4, longest: 3, staggered: true, most: 3 })], { numRuns: 30 })(
    'the maps themselves',
    (list) => {
      const o = chainOf(list);
      const a = matrixOf(ringStrings(list, n), n);
      const text = writeText(expressOperator(o, { free: false }));
      const image = (f: string): Matrix => matrix(operator(`on ring(${n}): ${f}`));
      expect(distance(image(`spinflip(${text})`), conjugated(a, representations['π rotation about x']!))).toBe(0);
      expect(distance(image(`timereverse(${text})`), conjugated(a, representations['time reversal']!))).toBe(0);
      expect(distance(image(`reflect(${text})`), conjugated(a, representations['reflection about a site']!))).toBe(0);
      expect(
        distance(image(`translate(reflect(${text}))`), conjugated(a, representations['reflection about a bond']!)),
      ).toBe(0);
      expect(
        distance(image(`translate(${text}, 2)`), conjugated(a, representations['translation by two sites']!)),
      ).toBe(0);
      // Each of them is its own inverse, but time reversal twice is +1 only because operators are conjugated.
      for (const f of ['spinflip', 'timereverse', 'reflect']) expect(terms(`${f}(${f}(${text}))`)).toEqual(terms(text));
    },
  );
});

describe('symmetries of the driven chain, as the paper uses them', () => {
  const xxz = 'H0 = sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>';
  test.each([
    // without a field the chain has everything; the field breaks what turns spins over
    ['H0', ['Sz', ...Object.keys(representations)]],
    [
      'H0 - B sum_j Sz_j',
      [
        'Sz',
        'translation by one site',
        'translation by two sites',
        'reflection about a site',
        'reflection about a bond',
      ],
    ],
    // C_3 is odd under reflections, hence under the bond-centred rotation, and under time reversal
    ['charge(H0, 3)', ['Sz', 'translation by one site', 'translation by two sites', 'π rotation about x']],
    [
      'i J/2 sum_j (S+_j S-_<j+1> - S-_j S+_<j+1>)',
      ['Sz', 'translation by one site', 'translation by two sites', 'time reversal', 'bond-centred π rotation about x'],
    ],
    [
      'sum_j (-1)^j Sz_j',
      ['Sz', 'translation by two sites', 'reflection about a site', 'bond-centred π rotation about x'],
    ],
    [
      'sum_j (-1)^(j+1) S_j·S_<j+1>',
      [
        'SU(2)',
        'Sz',
        'Sx',
        'Sy',
        'translation by two sites',
        'reflection about a bond',
        'π rotation about x',
        'time reversal',
        'bond-centred π rotation about x',
      ],
    ],
  ])('%s', (text, expected) => {
    expect(listed(`(${text})`.replaceAll('H0', `(${xxz.slice(5)})`)).filter((name) => !ofCells(name))).toEqual(
      expected,
    );
  });
});

describe('maps of what is no chain operator', () => {
  test('time reversal conjugates scalars and keeps what depends on time as it is turned', () => {
    expect(scalar('param J; timereverse(i J)')).toBe('-i*J');
    expect(scalar('param g complex; timereverse(g)')).toBe('conj(g)');
    expect(scalar('param J; reflect(i J)')).toBe('i*J');
    // S → −S and t → −t: cos ωt S changes sign, sin ωt S does not.
    expect(terms('timereverse(cos(ω t) Z_0)')).toEqual(terms('-cos(ω t) Z_0'));
    expect(terms('timereverse(sin(ω t) Z_0)')).toEqual(terms('sin(ω t) Z_0'));
    expect(terms('timereverse(exp(i ω t) X_0 Y_1)')).toEqual(terms('exp(i ω t) X_0 Y_1'));
  });

  test('one site alone', () => {
    expect(listed('X_0')).toEqual(['Sx', 'reflection about a site', 'π rotation about x']);
    expect(listed('X_0 X_1')).toEqual([
      'Sx',
      'reflection about a bond',
      'π rotation about x',
      'time reversal',
      'bond-centred π rotation about x',
    ]);
    expect(listed('sum_j j Z_j')).toEqual(['Sz']);
  });

  test('vectors by components', () => {
    expect(value('spinflip(S_0)')).toEqual(value('vector(Sx_0, -Sy_0, -Sz_0)'));
    expect(value('timereverse(S_0)')).toEqual(value('-S_0'));
    expect(value('reflect(S_2)')).toEqual(value('S_<-2>'));
  });

  test.each(['reflect', 'spinflip', 'timereverse', 'translate', 'symmetries'])(
    '%s of a level operator is refused',
    (name) => {
      expect(error(`${name}(|1><2|)`).code).toBe('not-an-operator');
    },
  );
});

test('help and manual give the synonym of a symmetry beside the name that `symmetries` lists', () => {
  const manual = readFileSync('docs/reference/language.md', 'utf8');
  const row = /^\| `symmetries\(A\)` .*$/mu.exec(manual)![0];
  const double = symmetries.filter(({ synonym }) => synonym !== undefined);
  expect(double).not.toHaveLength(0);
  for (const { name, synonym } of double)
    for (const text of [functionNamed('symmetries').help, row]) expect(text).toContain(`${name} (${synonym})`);
});

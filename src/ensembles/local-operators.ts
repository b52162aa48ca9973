import type { ProductState } from '../ring/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import type { Relaxation } from './relaxation.js';
import { translatedStates } from './ring-states.js';
import type { ChargeElements } from './span.js';

/** Longest range: up to six sites there are 672 operators. */
const longestRange = 6;

/**
 * Conserved parts of all operators of up to r sites that have the symmetries of the ring, translation and S^z: sums over
 * the chain of products of S^z, S^+ and S^−, each w as w + h.c. and i w + h.c.
 *
 *   ⟨n|Σ_j A_j|m⟩ = N Tr(A ρ_r),   ρ_r the reduced matrix of r sites of |m⟩⟨n|
 *
 * Words begin and end with a letter, so a word and its translates count once: 1, 4, 14, 50, 182 for r = 1 … 5.
 *
 * @diagnostic `local-range`
 * @cost Σ_n binom(2r, r) 2^(N−r) for the states n at most
 */
export function localOperators(relaxation: Relaxation, range: number): ChargeElements[] {
  const { spectrum, unknowns } = relaxation.chain;
  const { basis } = spectrum;
  const { sites, symmetry } = basis;
  const most = Math.min(sites, longestRange);
  if (!Number.isInteger(range) || range < 1 || range > most)
    refuse('local-range', `local:${range} is no family of operators on a ring of ${sites} sites`, {
      hint: `the range goes from 1 to ${most}, as in local:3`,
    });
  const { step, modulus } = symmetry;
  const words = wordsUpTo(range, modulus);
  const size = 2 ** range;
  const re = new Float64Array(size * size);
  const im = new Float64Array(size * size);
  const operators: ChargeElements[] = [];
  const sums = Array.from({ length: step }, () => words.map(() => new Float64Array(relaxation.algebra.size)));
  for (let first = 0; first < step; first++) {
    const groupsOf = new Map<number, Int32Array[]>();
    for (const { sector, vectors } of spectrum.sectors) {
      checkInterrupt();
      let groups = groupsOf.get(sector.charge);
      if (!groups) groupsOf.set(sector.charge, (groups = groupsByRest(sector.charge)));
      const psi = translatedStates(basis, sector, vectors);
      const put = (n: number, m: number, atRe: number, atIm: number): void => {
        re.fill(0);
        im.fill(0);
        const [bra, ket] = [psi(n), psi(m)];
        reduce(groups, first, bra, ket);
        words.forEach(({ elements }, w) => {
          let x = 0;
          let y = 0;
          for (const { at, re: a, im: b } of elements) {
            x += a * re[at]! - b * im[at]!;
            y += a * im[at]! + b * re[at]!;
          }
          sums[first]![w]![atRe] = (sites / step) * x;
          if (atIm >= 0) sums[first]![w]![atIm] = (sites / step) * y;
        });
      };
      for (let n = 0; n < sector.orbits.length; n++) put(n, n, unknowns.populationAt[sector.offset + n]!, -1);
      const end = sector.offset + sector.orbits.length;
      for (const { n, m, at } of unknowns.pairs)
        if (n >= sector.offset && m < end) put(n - sector.offset, m - sector.offset, at, at + 1);
    }
    words.forEach(({ nameAt, norm }, w) => {
      operators.push({
        name: `conserved(${nameAt(step, first)})`,
        values: sums[first]![w]!,
        norm: norm * Math.sqrt(sites / step),
      });
    });
  }
  return operators;

  /** States of a charge, grouped by what they are outside of the first r sites. */
  function groupsByRest(charge: number): Int32Array[] {
    const found = new Map<number, number[]>();
    for (let s = 0; s < basis.dimension; s++) {
      if (basis.chargeOf(s as ProductState) !== charge) continue;
      const rest = s >>> range;
      const list = found.get(rest);
      if (list) list.push(s);
      else found.set(rest, [s]);
    }
    return [...found.values()].map((list) => Int32Array.from(list));
  }

  /** Σ_rest ⟨bra|row, rest⟩ ⟨column, rest|ket⟩ for the r sites from `first` on. */
  function reduce(groups: readonly Int32Array[], shift: number, bra: Psi, ket: Psi): void {
    const all = basis.dimension - 1;
    const [bRe, bIm, kRe, kIm] = [bra.re, bra.im, ket.re, ket.im];
    for (const group of groups) {
      for (const s of group) {
        const t = shift === 0 ? s : ((s << shift) | (s >>> (sites - shift))) & all;
        const a = bRe[t]!;
        const b = -bIm[t]!;
        if (a === 0 && b === 0) continue;
        const row = (s & (size - 1)) * size;
        for (const u of group) {
          const v = shift === 0 ? u : ((u << shift) | (u >>> (sites - shift))) & all;
          const c = kRe[v]!;
          const d = kIm[v]!;
          const at = row + (u & (size - 1));
          re[at]! += a * c - b * d;
          im[at]! += a * d + b * c;
        }
      }
    }
  }
}

interface Psi {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** A Hermitian operator on r sites: its elements that are not zero, and how it is typed at the sites from `first` on. */
interface LocalWord {
  readonly elements: readonly { readonly at: number; readonly re: number; readonly im: number }[];
  /** √(Tr A²/2^r) */
  readonly norm: number;
  nameAt(step: number, first: number): string;
}

/** Letters of one site with their elements ⟨out|letter|in⟩; bit 0 is up. */
const letters = {
  '1': {
    change: 0,
    elements: [
      [0, 0, 1],
      [1, 1, 1],
    ],
  },
  z: {
    change: 0,
    elements: [
      [0, 0, 0.5],
      [1, 1, -0.5],
    ],
  },
  '+': { change: 1, elements: [[0, 1, 1]] },
  '-': { change: -1, elements: [[1, 0, 1]] },
} as const;
type Letter = keyof typeof letters;
const mirrored: Record<Letter, Letter> = { '1': '1', z: 'z', '+': '-', '-': '+' };

function wordsUpTo(range: number, modulus: number): LocalWord[] {
  const found: LocalWord[] = [];
  for (let length = 1; length <= range; length++) {
    for (const word of wordsOf(length)) {
      const change = word.reduce((sum, l) => sum + letters[l].change, 0);
      if (modulus === 0 ? change !== 0 : change % modulus !== 0) continue;
      const adjoint = word.map((l) => mirrored[l]);
      const order = compare(word, adjoint);
      if (order > 0) continue;
      found.push(localWord(word, range, order === 0 ? 'Hermitian' : 'real'));
      if (order !== 0) found.push(localWord(word, range, 'imaginary'));
    }
  }
  return found;
}

/** Every word of a length whose first and last letters are not 1. */
function wordsOf(length: number): Letter[][] {
  const all = Object.keys(letters) as Letter[];
  let words: Letter[][] = [[]];
  for (let k = 0; k < length; k++) {
    const here = k === 0 || k === length - 1 ? all.filter((l) => l !== '1') : all;
    words = words.flatMap((w) => here.map((l) => [...w, l]));
  }
  return words;
}

/** By letters; of a word and its adjoint the one with the first + comes first. */
function compare(a: readonly Letter[], b: readonly Letter[]): number {
  const rank = { '+': 0, '-': 1, z: 2, '1': 3 };
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return rank[a[k]!] - rank[b[k]!];
  return 0;
}

function localWord(word: readonly Letter[], range: number, part: 'Hermitian' | 'real' | 'imaginary'): LocalWord {
  const size = 2 ** range;
  let elements: { row: number; column: number; value: number }[] = [{ row: 0, column: 0, value: 1 }];
  for (let k = 0; k < range; k++) {
    const { elements: own } = letters[word[k] ?? '1'];
    elements = elements.flatMap(({ row, column, value }) =>
      own.map(([out, into, v]) => ({ row: row | (out << k), column: column | (into << k), value: value * v })),
    );
  }
  const whole =
    part === 'Hermitian'
      ? elements.map(({ row, column, value }) => ({ at: row * size + column, re: value, im: 0 }))
      : elements.flatMap(({ row, column, value }) => {
          const [re, im] = part === 'real' ? [value, 0] : [0, value];
          return [
            { at: row * size + column, re, im },
            { at: column * size + row, re, im: -im },
          ];
        });
  const squares = whole.reduce((sum, { re, im }) => sum + re * re + im * im, 0);
  return {
    elements: whole,
    norm: Math.sqrt(squares / size),
    nameAt(step, first) {
      const place = (k: number): string => {
        const at = first + k;
        const index = step === 1 ? 'j' : `${step}j`;
        return at === 0 && step === 1 ? '_j' : at === 0 ? `_<${index}>` : `_<${index}+${at}>`;
      };
      const product = word.flatMap((l, k) => (l === '1' ? [] : [`S${l}${place(k)}`])).join(' ');
      return `sum_j ${part === 'imaginary' ? 'i ' : ''}${product}${part === 'Hermitian' ? '' : ' + h.c.'}`;
    },
  };
}

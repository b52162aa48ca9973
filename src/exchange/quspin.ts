import {
  type Coefficient,
  type Monomial,
  type Rational,
  addCoefficients,
  fourierComponents,
  fromGaussian,
  gaussian,
  imaginaryUnit,
  isZero,
  multiplyCoefficients,
  rational,
  rationalText,
  subtractCoefficients,
} from '../exact/index.js';
import { type Component, type Operator, isHermitian, sumOperators } from '../spin/index.js';
import { type Source, refuse } from '../text/index.js';
import { type PlacedWord, lettersText, realise } from './finite.js';
import type { Format } from './format.js';
import { checkedSite, product } from './letters.js';
import { type Literal, LiteralReader } from './literal.js';
import { complexText, floatText, number, refuseParameters } from './numbers.js';

/**
 * QuSpin: static and dynamic lists as Python source. The letters x y z are Pauli matrices, so the basis is told `pauli=1`.
 * Site k of QuSpin is site k here.
 *
 * A Fourier pair becomes two dynamic entries whose operators are Hermitian when the whole is, as QuSpin checks:
 *   c₊ e^{iωt} + c₋ e^{−iωt} = (c₊ + c₋) cos ωt + i(c₊ − c₋) sin ωt
 */
export const quspin: Format = {
  id: 'quspin',
  title: 'QuSpin static and dynamic lists',
  extension: 'py',
  loses: 'exact coefficients become float64, and which sum over the chain it was is forgotten',

  write(operator, options) {
    refuseParameters(operator, 'QuSpin');
    const { sites, words } = realise(operator, options);
    const drives = drivesOf(words);
    const still = entries(words.map((word) => ({ ...word, coefficient: staticPart(word.coefficient) })));
    const dynamic = drives.flatMap(({ wave, frequency, words: driven }) =>
      entries(driven).map((entry) => `${entry}, ${wave}, [${floatText(frequency)}]`),
    );
    const waves = ['cosine', 'sine'].filter((wave) => drives.some((drive) => drive.wave === wave));
    return [
      'import numpy as np\nfrom quspin.basis import spin_basis_1d\nfrom quspin.operators import hamiltonian\n\n',
      '# x, y, z are Pauli matrices: pauli=1.\n',
      list('static', still),
      ...waves.map((wave) => `\n\ndef ${wave}(t, frequency):\n    return np.${wave === 'sine' ? 'sin' : 'cos'}(frequency * t)\n`),
      waves.length === 0 ? '' : '\n\n',
      list('dynamic', dynamic),
      `basis = spin_basis_1d(${sites}, pauli=1)\n`,
      `operator = hamiltonian(static, dynamic, basis=basis, dtype=np.complex128${isHermitian(operator) ? '' : ', check_herm=False'})\n`,
    ].join('');
  },

  /** Reads a static list, bare or after `static =`. Where the text names another convention (`pauli=0`, `pauli=-1`), that one counts. */
  read(source) {
    const dynamic = /^\s*dynamic\s*=(?!\s*\[\s*\])/mu.exec(source.text);
    if (dynamic) {
      refuse('dynamic-list', 'a dynamic list calls Python functions, which are not read', {
        span: { source, start: dynamic.index, end: dynamic.index + dynamic[0].length },
        hint: 'give the static list alone',
      });
    }
    const start = /^\s*static\s*=/mu.exec(source.text);
    const reader = new LiteralReader(source, start ? start.index + start[0].length : 0);
    const scale = conventionOf(source);
    return sumOperators(listOf(reader.literal()).flatMap((entry) => staticEntry(entry, scale)));
  },
};

function list(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? `${name} = []\n` : `${name} = [\n${lines.map((line) => `    [${line}],\n`).join('')}]\n`;
}

/** `"xy", [[0.5, 0, 1], …]`: the words gathered by their letters. */
function entries(words: readonly PlacedWord[]): string[] {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    if (isZero(word.coefficient)) continue;
    // The identity stands at a site like any other letter.
    const letters = lettersText(word).toLowerCase() || 'I';
    const sites = word.letters.length === 0 ? [0] : word.letters.map(({ site }) => site);
    const group = groups.get(letters) ?? [];
    groups.set(letters, group);
    group.push(`[${[complexText(number(word.coefficient), 'j'), ...sites].join(', ')}]`);
  }
  return [...groups].map(([letters, couplings]) => `"${letters}", [${couplings.join(', ')}]`);
}

function staticPart(a: Coefficient): Coefficient {
  return { terms: a.terms.filter(({ monomial }) => monomial.mode === undefined) };
}

/** Words that swing together: cos or sin of one frequency. */
interface Drive {
  readonly wave: 'cosine' | 'sine';
  readonly frequency: number;
  readonly words: PlacedWord[];
}

function drivesOf(words: readonly PlacedWord[]): Drive[] {
  const drives = new Map<string, Drive>();
  const put = (wave: Drive['wave'], key: string, frequency: () => number, word: PlacedWord): void => {
    if (isZero(word.coefficient)) return;
    let drive = drives.get(`${key} ${wave}`);
    if (!drive) drives.set(`${key} ${wave}`, (drive = { wave, frequency: frequency(), words: [] }));
    drive.words.push(word);
  };
  for (const { letters, coefficient } of words) {
    for (const { key, base, multiple, plus, minus } of fourierPairs(coefficient)) {
      const frequency = (): number => number(fromGaussian(gaussian(multiple.num, 0, multiple.den), base)).re;
      put('cosine', key, frequency, { letters, coefficient: addCoefficients(plus, minus) });
      put('sine', key, frequency, { letters, coefficient: multiplyCoefficients(imaginaryUnit, subtractCoefficients(plus, minus)) });
    }
  }
  return [...drives.values()].sort((a, b) => a.frequency - b.frequency || (a.wave < b.wave ? -1 : 1));
}

/** The coefficients of e^{±i·multiple·base·t}, multiple > 0. */
interface FourierPair {
  readonly key: string;
  readonly base: Monomial;
  readonly multiple: Rational;
  readonly plus: Coefficient;
  readonly minus: Coefficient;
}

function fourierPairs(a: Coefficient): FourierPair[] {
  const bases = new Set(a.terms.flatMap(({ monomial }) => (monomial.mode ? [monomial.mode.base] : [])));
  return [...bases].flatMap((base) => {
    const parts = fourierComponents({ terms: a.terms.filter(({ monomial }) => monomial.mode?.base === base) });
    const at = new Map(parts.map(({ multiple, coefficient }) => [rationalText(multiple), coefficient]));
    const sizes = new Map(parts.map(({ multiple }) => [rationalText(size(multiple)), size(multiple)]));
    return [...sizes].map(([text, multiple]) => ({
      key: `${base.id}*${text}`,
      base,
      multiple,
      plus: at.get(text) ?? { terms: [] },
      minus: at.get(`-${text}`) ?? { terms: [] },
    }));
  });
}

function size(a: Rational): Rational {
  return a.num < 0 ? rational(-a.num, a.den) : a;
}

/** What the letters of a static list stand for: the factor of x, y, z and that of + and − = factor · (σ^x ± iσ^y)/2. */
interface Convention {
  readonly component: Coefficient;
  readonly ladder: Coefficient;
}

const ratio = (num: number, den = 1): Coefficient => fromGaussian(gaussian(num, 0, den));
const conventions: ReadonlyMap<string, Convention> = new Map([
  ['1', { component: ratio(1), ladder: ratio(2) }],
  ['True', { component: ratio(1), ladder: ratio(2) }],
  ['0', { component: ratio(1, 2), ladder: ratio(1) }],
  ['False', { component: ratio(1, 2), ladder: ratio(1) }],
  ['-1', { component: ratio(1), ladder: ratio(1) }],
]);

function conventionOf(source: Source): Convention {
  const found = /\bpauli\s*=\s*(?<value>[-\w]+)/u.exec(source.text);
  const convention = conventions.get(found?.groups!.value ?? '1');
  if (!convention) {
    refuse('bad-convention', `pauli=${found!.groups!.value} is unknown`, {
      span: { source, start: found!.index, end: found!.index + found![0].length },
      expected: [...conventions.keys()].map((value) => `pauli=${value}`),
    });
  }
  return convention;
}

/** `["xy", [[0.5, 0, 1], …]]` */
function staticEntry(entry: Literal, scale: Convention): Operator[] {
  const [letters, couplings, ...more] = listOf(entry);
  if (letters?.kind !== 'string' || couplings === undefined || more.length > 0) {
    refuse('bad-entry', 'an entry of a static list is a string and a list of couplings', {
      span: entry.span,
      expected: ['["xx", [[0.5, 0, 1]]]'],
    });
  }
  const text = letters.value;
  if (!/^[xyzI+-]+$/u.test(text)) {
    refuse('bad-letters', `"${text}" is no string of spin operators`, { span: letters.span, expected: ['x, y, z, I, + and -'] });
  }
  return listOf(couplings).map((coupling) => {
    const [first, ...sites] = listOf(coupling);
    if (first?.kind !== 'number' || sites.length !== text.length) {
      refuse('bad-coupling', `a coupling of "${text}" is a number and ${text.length} site${text.length === 1 ? '' : 's'}`, { span: coupling.span });
    }
    return couplingOperator(text, first.value, sites.map(siteOf), scale);
  });
}

function couplingOperator(text: string, coupling: Coefficient, sites: readonly number[], scale: Convention): Operator {
  let coefficient = coupling;
  const factors: (readonly [Component, number])[] = [];
  [...text].forEach((letter, k) => {
    if (letter === 'I') return;
    coefficient = multiplyCoefficients(coefficient, letter === '+' || letter === '-' ? scale.ladder : scale.component);
    factors.push([letter as Component, sites[k]!]);
  });
  return product(factors, coefficient);
}

function siteOf(literal: Literal): number {
  const term = literal.kind === 'number' && literal.value.terms.length <= 1 ? literal.value : undefined;
  const value = term && (term.terms[0]?.value ?? gaussian(0));
  return checkedSite(value && value.im === 0 && value.den === 1 ? Number(value.re) : Number.NaN, literal.span);
}

function listOf(literal: Literal): readonly Literal[] {
  if (literal.kind !== 'list') {
    refuse('unexpected-text', `a ${literal.kind} cannot stand here`, { span: literal.span, expected: ['a list in [ ]'] });
  }
  return literal.items;
}

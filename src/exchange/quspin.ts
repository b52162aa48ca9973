import {
  type Coefficient,
  type Monomial,
  type Rational,
  addCoefficients,
  fourierComponents,
  fromGaussian,
  gaussian,
  imaginaryUnit,
  isZeroCoefficient,
  multiplyCoefficients,
  rational,
  rationalText,
  subtractCoefficients,
} from '../exact/index.js';
import { isHermitian } from '../spin/index.js';
import { type PlacedWord, lettersText, realise } from './finite.js';
import type { Format } from './format.js';
import { pythonComplexText, floatText, number, refuseParameters } from './numbers.js';
import { readQuspin } from './quspin-reader.js';

/**
 * QuSpin: static and dynamic lists as Python source. The letters x y z are Pauli matrices, so the basis is made with
 * `pauli=1`. Site k of QuSpin is site k here.
 *
 * A Fourier pair becomes two dynamic entries. Their operators are Hermitian if the whole operator is, as QuSpin
 * requires:
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
      ...waves.map(
        (wave) => `\n\ndef ${wave}(t, frequency):\n    return np.${wave === 'sine' ? 'sin' : 'cos'}(frequency * t)\n`,
      ),
      waves.length === 0 ? '' : '\n\n',
      list('dynamic', dynamic),
      `basis = spin_basis_1d(${sites}, pauli=1)\n`,
      `operator = hamiltonian(static, dynamic, basis=basis, dtype=np.complex128${isHermitian(operator) ? '' : ', check_herm=False'})\n`,
    ].join('');
  },

  read: (source, _, remark = () => undefined) => readQuspin(source, remark),
};

function list(name: string, lines: readonly string[]): string {
  return lines.length === 0 ? `${name} = []\n` : `${name} = [\n${lines.map((line) => `    [${line}],\n`).join('')}]\n`;
}

/** `"xy", [[0.5, 0, 1], …]`: the words grouped by their letters. */
function entries(words: readonly PlacedWord[]): string[] {
  const groups = new Map<string, string[]>();
  for (const word of words) {
    if (isZeroCoefficient(word.coefficient)) continue;
    // The identity is written at a site like any other letter.
    const letters = lettersText(word).toLowerCase() || 'I';
    const sites = word.letters.length === 0 ? [0] : word.letters.map(({ site }) => site);
    const group = groups.get(letters) ?? [];
    groups.set(letters, group);
    group.push(`[${[pythonComplexText(number(word.coefficient), 'j'), ...sites].join(', ')}]`);
  }
  return [...groups].map(([letters, couplings]) => `"${letters}", [${couplings.join(', ')}]`);
}

function staticPart(a: Coefficient): Coefficient {
  return { terms: a.terms.filter(({ monomial }) => monomial.mode === undefined) };
}

/** Words with the same time dependence: cos or sin of one frequency. */
interface Drive {
  readonly wave: 'cosine' | 'sine';
  readonly frequency: number;
  readonly words: PlacedWord[];
}

function drivesOf(words: readonly PlacedWord[]): Drive[] {
  const drives = new Map<string, Drive>();
  const put = (wave: Drive['wave'], key: string, frequency: () => number, word: PlacedWord): void => {
    if (isZeroCoefficient(word.coefficient)) return;
    let drive = drives.get(`${key} ${wave}`);
    if (!drive) drives.set(`${key} ${wave}`, (drive = { wave, frequency: frequency(), words: [] }));
    drive.words.push(word);
  };
  for (const { letters, coefficient } of words) {
    for (const { key, base, multiple, plus, minus } of fourierPairs(coefficient)) {
      const frequency = (): number => number(fromGaussian(gaussian(multiple.num, 0, multiple.den), base)).re;
      put('cosine', key, frequency, { letters, coefficient: addCoefficients(plus, minus) });
      put('sine', key, frequency, {
        letters,
        coefficient: multiplyCoefficients(imaginaryUnit, subtractCoefficients(plus, minus)),
      });
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

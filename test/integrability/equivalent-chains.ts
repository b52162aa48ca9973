import { termDocuments } from '../../src/report/index.js';
import type { Operator } from '../../src/spin/index.js';

/** A word of a chain: letters from site j on, its coefficient in the language, and whether its sign alternates. */
export interface ChainWord {
  readonly letters: string;
  readonly coefficient: string;
  readonly staggered: boolean;
}

/** The words of a chain of spins 1/2, without the identity. */
export const wordsOfChain = (hamiltonian: Operator): ChainWord[] =>
  termDocuments(hamiltonian)
    .filter(({ string }) => string !== '')
    .map(({ string, weight, coefficient }) => ({
      letters: string,
      coefficient: `(${coefficient})`,
      staggered: weight !== '1',
    }));

/** Text of a letter at the site j + k. */
type Letter = (letter: string, k: number) => string;
const plain: Letter = (letter, k) => `${letter}_<j+${k}>`;

/** The chain as a program in which every letter is written by `letter`. */
export function chainText(words: readonly ChainWord[], letter: Letter = plain, rest = ''): string {
  const terms = words.map(({ letters, coefficient, staggered }) => {
    const product = [...letters].flatMap((l, k) => (l === 'I' ? [] : [letter(l, k)])).join(' ');
    return `${coefficient} ${staggered ? '(-1)^j ' : ''}${product}`;
  });
  return `sum_j ${[...terms, ...(rest === '' ? [] : [rest])].join(' + ')}`;
}

/** A rotation as the rows of its matrix, each entry a rational number. */
export type Rotation = readonly (readonly string[])[];

/** The rotation of the quaternion a + b i + c j + d k, which is rational for integers. */
export function rationalRotation([a, b, c, d]: readonly [number, number, number, number]): Rotation {
  const n = a * a + b * b + c * c + d * d;
  const rows = [
    [a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d],
  ];
  return rows.map((row) => row.map((x) => `(${x}/${n})`));
}

const axes = ['X', 'Y', 'Z'] as const;

/** The image of a letter at the site j + k. */
const image = (rotation: Rotation, letter: string, k: number): string =>
  `(${axes.map((to, row) => `${rotation[row]![axes.indexOf(letter as 'X')]!} ${to}_<j+${k}>`).join(' + ')})`;

/** Every spin is rotated. */
export const rotated = (words: readonly ChainWord[], rotation: Rotation): string =>
  chainText(words, (letter, k) => image(rotation, letter, k));

/** Every second spin is rotated. */
export const rotatedAtOddSites = (words: readonly ChainWord[], rotation: Rotation): string =>
  chainText(words, (letter, k) => {
    const [even, odd] = k % 2 === 0 ? ['+', '-'] : ['-', '+'];
    return `((1 ${even} (-1)^j)/2 ${letter}_<j+${k}> + (1 ${odd} (-1)^j)/2 ${image(rotation, letter, k)})`;
  });

/** Site j becomes −j; words of odd and even length then begin at other sites. */
export const reflected = (words: readonly ChainWord[]): string =>
  chainText(
    words.map(({ letters, coefficient, staggered }) => ({
      letters: [...letters].reverse().join(''),
      coefficient: `${staggered && letters.length % 2 === 0 ? '-' : ''}${coefficient}`,
      staggered,
    })),
  );

/** The complex conjugate: Y becomes −Y. */
export const conjugated = (words: readonly ChainWord[]): string =>
  chainText(words, (letter, k) => (letter === 'Y' ? `(-Y_<j+${k}>)` : plain(letter, k)));

/** The chain times a number. */
export const scaled = (words: readonly ChainWord[], factor: string): string =>
  chainText(words.map((w) => ({ ...w, coefficient: `${factor} ${w.coefficient}` })));

/** The chain moved by a site. */
export const movedByOne = (words: readonly ChainWord[]): string =>
  chainText(words.map((w) => ({ ...w, coefficient: w.staggered ? `-${w.coefficient}` : w.coefficient })));

/** The density with A_j − A_{j+1} added, whose sum is zero. */
export const withTelescope = (words: readonly ChainWord[]): string =>
  chainText(words, plain, 'X_j Z_<j+1> - X_<j+1> Z_<j+2> + 3 Y_j - 3 Y_<j+1>');

/** The same chain with two sites in a cell: site 2 j + k is {j,k+1}. */
export function inCellsOfTwo(words: readonly ChainWord[]): string {
  const site = (n: number): string => `{j+${Math.floor(n / 2)},${(n % 2) + 1}}`;
  const terms = words.flatMap(({ letters, coefficient, staggered }) =>
    [0, 1].map((first) => {
      const product = [...letters].flatMap((l, k) => (l === 'I' ? [] : [`${l}_${site(first + k)}`])).join(' ');
      return `${staggered && first === 1 ? '-' : ''}${coefficient} ${product}`;
    }),
  );
  return `legs 2\nsum_j ${terms.join(' + ')}`;
}

import { type Coefficient, isZeroCoefficient, zeroCoefficient } from '../exact/index.js';
import { type PeriodicString, periodicStrings } from '../charges/index.js';
import { type Operator, isIdentity, lettersOf } from '../spin/index.js';
import { type Vector, vectorProduct, scalarProduct, isZeroVector, unitVectors } from './vectors.js';

const letters = ['X', 'Y', 'Z'] as const;

/** A letter, or a direction. */
export type StringAxis = 'X' | 'Y' | 'Z' | readonly [x: Coefficient, y: Coefficient, z: Coefficient];

/** Why a chain is one of free fermions. */
export interface FreeFermions {
  /** the axes along which the strings run: the same for all sites, or one for each site of a period */
  readonly axes: readonly StringAxis[];
}

/**
 * Free fermions by Jordan and Wigner along an axis n_j of every site: every term is n, or P n … n Q with P, Q ⊥ n, so that H is
 * quadratic in Majorana operators. The axes need be no letters, since each spin may be rotated by itself.
 */
export function freeFermions(hamiltonian: Operator, period: number): FreeFermions | undefined {
  const strings = periodicStrings(hamiltonian, period).filter(({ word }) => !isIdentity(word));
  for (const axis of letters) {
    const quadratic = new RegExp(`^(?:${axis}|[^I${axis}]${axis}*[^I${axis}])$`, 'u');
    if (strings.every(({ word }) => quadratic.test(lettersOf(word)))) return { axes: [axis] };
  }
  const axes = obliqueAxes(strings, period);
  if (!axes) return undefined;
  const isUniform = axes.every((n) => isZeroVector(vectorProduct(n, axes[0]!)));
  return { axes: isUniform ? [axes[0]!] : axes };
}

/** Vectors to which the axis of a site has to be parallel or orthogonal. */
interface AxisConditions {
  readonly parallel: Vector[];
  readonly orthogonal: Vector[];
}

/** An axis for every site of a period; undefined where there are none. */
function obliqueAxes(strings: readonly PeriodicString[], period: number): Vector[] | undefined {
  const conditions = Array.from({ length: period }, (): AxisConditions => ({ parallel: [], orthogonal: [] }));
  const words = strings.map(({ word, values }) => ({ word: lettersOf(word), values }));
  // A rotation of single spins turns no letter into I.
  if (words.some(({ word }) => word.slice(1, -1).includes('I'))) return undefined;
  for (let first = 0; first < period; first++) {
    for (const length of new Set(words.map(({ word }) => word.length))) {
      const values = new Map(words.filter((w) => w.word.length === length).map((w) => [w.word, w.values[first]!]));
      for (let at = 0; at < length; at++) {
        const { parallel, orthogonal } = conditions[(first + at) % period]!;
        const isEnd = length > 1 && (at === 0 || at === length - 1);
        (isEnd ? orthogonal : parallel).push(...vectorsAt(values, at));
      }
    }
  }
  const axes = conditions.map(axisOf);
  return axes.every((n) => n !== undefined) ? axes : undefined;
}

/** The vectors over the letter at a position of words of one length, for all that they have at the others. */
function vectorsAt(values: ReadonlyMap<string, Coefficient>, at: number): Vector[] {
  const withLetter = (word: string, letter: string): string => word.slice(0, at) + letter + word.slice(at + 1);
  const others = new Set([...values.keys()].map((word) => withLetter(word, '·')));
  return [...others]
    .map((word): Vector => {
      const [x, y, z] = letters.map((l) => values.get(withLetter(word, l)) ?? zeroCoefficient);
      return [x!, y!, z!];
    })
    .filter((v) => !isZeroVector(v));
}

function axisOf({ parallel, orthogonal }: AxisConditions): Vector | undefined {
  const meets = (n: Vector): boolean =>
    !isZeroVector(n) &&
    parallel.every((v) => isZeroVector(vectorProduct(n, v))) &&
    orthogonal.every((v) => isZeroCoefficient(scalarProduct(n, v)));
  const [given] = parallel;
  if (given) return meets(given) ? given : undefined;
  const [first] = orthogonal;
  if (!first) return unitVectors[2];
  const other = orthogonal.find((v) => !isZeroVector(vectorProduct(first, v)));
  // Vectors along one line leave a plane, of which any direction will do.
  return other
    ? [vectorProduct(first, other)].find(meets)
    : unitVectors.map((e) => vectorProduct(first, e)).find(meets);
}

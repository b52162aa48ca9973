import fc from 'fast-check';
import { type Judged, verdictAndTheorem, verdictFields } from '../../src/integrability/index.js';
import { operator } from '../meaning/program.js';
import {
  type ChainWord,
  type Rotation,
  chainText,
  conjugated,
  inCellsOfTwo,
  movedByOne,
  rationalRotation,
  reflected,
  rotated,
  rotatedAtOddSites,
  scaled,
  withTelescope,
} from './equivalent-chains.js';

/**
 * What equivalent chains have in common: the verdict and what is behind it. A boost of a chain with a unit cell may be called a
 * repaired one, and chains that are equivalent by rotations of every second spin have other periods.
 */
export function common({ verdict, theorem }: Judged) {
  const { construction, ...fields } = verdictFields(verdict);
  return { ...fields, construction: construction?.replace('repaired ', '') ?? null, injective: theorem?.injective };
}

export const commonOf = (text: string) => common(verdictAndTheorem(operator(text)));

/** Chains that are equivalent to the one of these words, by the way in which they are. */
export const equivalentChains = (
  words: readonly ChainWord[],
  rotation: Rotation,
): Readonly<Record<string, () => string>> => ({
  'a rotation of all spins': () => rotated(words, rotation),
  'a rotation of every second spin': () => rotatedAtOddSites(words, rotation),
  reflection: () => reflected(words),
  'complex conjugation': () => conjugated(words),
  'another scale': () => scaled(words, '(-3/7)'),
  'a shift by a site': () => movedByOne(words),
  'a shift of the density': () => withTelescope(words),
  'cells of two sites': () => inCellsOfTwo(words),
  itself: () => chainText(words),
});

/** A rotation by small whole numbers as the parts of a quaternion. */
export const rotation: fc.Arbitrary<Rotation> = fc
  .tuple(...([0, 1, 2, 3].map(() => fc.integer({ min: -2, max: 2 })) as Four<fc.Arbitrary<number>>))
  .filter((q) => q.some((x) => x !== 0))
  .map(rationalRotation);

type Four<T> = [T, T, T, T];

/** A word of up to so many sites. */
const word = (longest: number): fc.Arbitrary<ChainWord> =>
  fc.record({
    letters: fc
      .array(fc.constantFrom(...'IXYZ'), { minLength: 1, maxLength: longest })
      .map((l) => l.join(''))
      .filter((l) => !l.startsWith('I') && !l.endsWith('I')),
    coefficient: fc.constantFrom('1', '(-1)', '2', '(1/3)'),
    staggered: fc.boolean(),
  });

/** A chain of a few words. Equal ones add up, and the chain may be zero. */
export const chainOfWords = (longest: number): fc.Arbitrary<ChainWord[]> =>
  fc.array(word(longest), { minLength: 1, maxLength: longest === 2 ? 4 : 2 });

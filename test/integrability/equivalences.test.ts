import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { integrabilityOf } from '../../src/integrability/index.js';
import { DiagnosticError } from '../../src/text/index.js';
import { operator } from '../meaning/program.js';
import { rationalRotation, wordsOfChain } from './equivalent-chains.js';
import { chainOfWords, commonOf, equivalentChains, rotation } from './equivalences.js';

const ways = Object.keys(equivalentChains([], rationalRotation([1, 0, 0, 0]))).filter((way) => way !== 'itself');

describe('equivalent chains have the same verdict', () => {
  test.each(ways)('%s: random couplings of neighbours', (way) => {
    fc.assert(
      fc.property(chainOfWords(2), rotation, (words, turn) => {
        const chains = equivalentChains(words, turn);
        const own = operator(chains.itself!());
        fc.pre(own.terms.length > 0);
        expect(commonOf(chains[way]!())).toEqual(commonOf(chains.itself!()));
      }),
      { numRuns: 5, seed: 3 },
    );
  });

  test.each([
    ['free fermions in an oblique frame of every second spin', 'sum_j Z_j Z_<j+1> + g X_j', 'free fermions'],
    [
      'free fermions with terms of three sites',
      'sum_j X_j X_<j+1> + Z_j Y_<j+1> Z_<j+2> + X_j Y_<j+1> X_<j+2> + 2 Y_j',
      null,
    ],
    [
      'free fermions with longer hopping',
      'sum_j X_j X_<j+1> + Y_j Y_<j+1> + K (X_j Z_<j+1> X_<j+2> + Y_j Z_<j+1> Y_<j+2>)',
      'free fermions',
    ],
    ['the Ising chain in a tilted field', 'sum_j Z_j Z_<j+1> + 2 X_j + 3 Z_j', null],
    ['the same with signs', 'sum_j (-1)^j Z_j Z_<j+1> + 2 X_j + 3 Z_j', null],
  ])('%s', (_, text, construction) => {
    const words = wordsOfChain(operator(text));
    const own = commonOf(text);
    if (construction !== null) expect(own.construction).toBe(construction);
    const chains = equivalentChains(words, rationalRotation([1, 2, 3, -1]));
    for (const way of ['a rotation of all spins', 'a rotation of every second spin'])
      expect(commonOf(chains[way]!()), way).toEqual(own);
  });

  test('rotations do not turn other rank-one chains into the Ising chain in a tilted field', () => {
    const kind = (text: string): string => commonOf(text).verdict;
    expect(kind('sum_j Z_j Z_<j+1> + 2 X_j + 3 Z_j')).toBe('not-integrable-by-literature');
    // These are uniform where every second axis is reversed; those below are in no frame.
    expect(kind('sum_j -Z_j Z_<j+1> + 2 X_j + 3 (-1)^j Z_j')).toBe('not-integrable-by-literature');
    expect(kind('sum_j Z_j Z_<j+1> + 2 X_j + 3 (-1)^j Z_j')).toBe('not-integrable-by-literature');
    for (const other of [
      'X_j Z_<j+1> + 2 X_j + 3 Z_j',
      'Z_j Z_<j+1> + (2 + (-1)^j) X_j + 3 Z_j',
      '(2 + (-1)^j) Z_j Z_<j+1> + 2 X_j + 3 Z_j',
      '(-1)^j Z_j Z_<j+1> + 2 X_j + 3 Z_j',
    ])
      expect(kind(`sum_j ${other}`), other).toBe('undecided');
  });
});

describe('no verdict without its theorem', () => {
  test.each([
    'sum_j (1 - Z_j) X_<j+1> (1 - Z_<j+2>)',
    'sum_j (1 - Z_j) X_<j+1> (1 - Z_<j+2>) + h Z_j',
    'sum_j (1 - Z_j) (1 - Z_<j+1>) X_<j+2> (1 - Z_<j+3>) (1 - Z_<j+4>)',
    'sum_j (1 - Z_j) X_<j+1> + h Z_j',
    'sum_j (1 + Z_j Z_<j+3>) (X_<j+1> X_<j+2> + Y_<j+1> Y_<j+2>)',
    'sum_j Z_j Z_<j+1> + k Z_j Z_<j+2> + g X_j',
  ])('%s is constrained or not injective, and is not called not integrable', (text) => {
    expect(commonOf(text)).toMatchObject({ theorem: null });
    expect(commonOf(text).verdict).not.toContain('not-integrable');
  });

  test.each(['sum_j S+_j S-_<j+1>', 'sum_j X_j X_<j+1> + i Y_j Y_<j+1> + 2 Z_j Z_<j+1>', 'sum_j i S_j·S_<j+1>'])(
    '%s is not Hermitian, and is refused',
    (text) => {
      expect(() => integrabilityOf(operator(text))).toThrow(DiagnosticError);
    },
  );
});

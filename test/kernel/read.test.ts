import { describe, expect, test } from 'vitest';
import { checkCertificate } from '../../src/kernel/index.js';

type Entry = readonly unknown[];

/** X at site 0 with a coefficient, and the same again. */
const twice = (factors: readonly Entry[], parameters: readonly Entry[] = []): string => {
  const words = [['X', 'at', 0, [['1', '0', factors]]]];
  const steps = [{ words }, { words }];
  return JSON.stringify({ format: 'spinlaw-certificate-1', parameters, steps, claim: { equal: [1, 2] } });
};

const reason = (text: string): string => {
  const answer = checkCertificate(text);
  return answer.accepted ? 'accepted' : answer.reason;
};

describe('a root of a number is the root of a prime, so that no number has two forms', () => {
  test.each(['2', '3', '5', '7', '1009', '9999991'])('√%s', (prime) => {
    expect(reason(twice([[prime, '1/2']]))).toBe('accepted');
  });

  test.each(
    // 9999993 is 3 · 3333331; 10000019 is a prime with more digits than are read.
    [
      '0',
      '1',
      '4',
      '6',
      '9',
      '49',
      '9999993',
      '10000019',
      '02',
      ' 2',
      '2 ',
      '+2',
      '-2',
      '2.0',
      '2e0',
      '0x2',
      '1/2',
      '',
    ],
  )('√%j is rejected', (name) => {
    expect(reason(twice([[name, '1/2']]))).toContain('names a parameter that is not declared');
  });
});

describe('every parameter is declared, wherever a certificate may name one', () => {
  const declared = [
    ['J', 'real'],
    ['g', 'complex'],
  ];
  const factors = (name: unknown) => [
    ['J', '1'],
    ['g', '1'],
    [name, '1'],
  ];
  const inWords = (name: unknown): string => twice(factors(name), declared);
  const inCombination = (name: unknown): string =>
    JSON.stringify({
      format: 'spinlaw-certificate-1',
      parameters: declared,
      steps: [
        { words: [['X', 'at', 0, [['1', '0', []]]]] },
        { combination: [{ times: [['1', '0', factors(name)]], of: 1 }] },
      ],
      claim: { equal: [2, 2] },
    });
  const inPoint = (name: unknown, im = '0', point: readonly Entry[] = []): string =>
    JSON.stringify({
      format: 'spinlaw-certificate-1',
      parameters: declared,
      steps: [
        {
          words: [
            [
              'X',
              'at',
              0,
              [
                [
                  '1',
                  '0',
                  [
                    ['J', '1'],
                    ['g', '1'],
                  ],
                ],
              ],
            ],
          ],
        },
        { words: [] },
      ],
      claim: { differ: [1, 2], in: ['X', 'at', 0], at: [...point, [name, '1', im]] },
    });
  const bothOf: readonly Entry[] = [['g', '2', '1']];

  test('what is declared may be named', () => {
    expect(reason(inWords('conj(g)'))).toBe('accepted');
    expect(reason(inCombination('conj(g)'))).toBe('accepted');
    expect(reason(inPoint('J', '0', bothOf))).toBe('accepted');
  });

  test.each(['K', 'conj(K)', 'j', 'gg', 'g ', 'Conj(g)', 'conj(g', '__proto__', 'constructor', '', 5, null, ['J']])(
    '%j is rejected',
    (name) => {
      for (const text of [inWords(name), inCombination(name), inPoint(name, '0', bothOf)])
        expect(reason(text)).toContain('names a parameter that is not declared');
    },
  );

  test('a real parameter has no conjugate and no imaginary value; a complex one has both', () => {
    expect(reason(inWords('conj(J)'))).toContain('conjugates a real parameter');
    expect(reason(inCombination('conj(J)'))).toContain('conjugates a real parameter');
    expect(reason(inPoint('J', '1', bothOf))).toBe('J is real');
    expect(reason(inPoint('g', '1', [['J', '1', '0']]))).toBe('accepted');
  });
});

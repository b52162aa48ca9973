import { readFileSync, readdirSync } from 'node:fs';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fromInteger } from '../../src/exact/index.js';
import { canonicalName, functionNames, keywords, reservedLetters } from '../../src/language/index.js';
import { checkWithin } from '../../src/kernel/check.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { limits, workFor } from '../../src/kernel/limits.js';
import { certificateText } from '../../src/proof/certificate.js';
import type { Derivation } from '../../src/proof/certificate.js';
import {
  type Operator,
  addOperators,
  adjoint,
  commutator,
  isZeroOperator,
  multiplyOperators,
  overlap,
  identityOperator,
  reflect,
  scaleOperator,
  subtractOperators,
  translate,
} from '../../src/spin/index.js';
import { Delta, J, coefficients, g } from '../exact/arbitraries.js';
import { type Matrix, bracket, stringMatrix, traceInner } from '../spin/dense.js';
import { engineObjects } from './tampering.js';
import { chainOf, localOf, localStrings, matrixOf, parts, ringStrings } from '../spin/realise.js';

const nowhere = { source: { name: 'test', text: '' }, start: 0, end: 0 };
const words = (operator: Operator): Derivation => ({ kind: 'words', operator });
const equal = (a: Derivation, b: Derivation): string => certificateText({ kind: 'equal', of: [a, b] }, nowhere);
/** `certificateText` throws where the kernel does not accept. */
const accepts = (a: Derivation, b: Derivation): void => expect(checkCertificate(equal(a, b)).accepted).toBe(true);
const rejects = (a: Derivation, b: Derivation): void => expect(() => equal(a, b)).toThrow(/does not accept/u);

/** Coefficients without Fourier modes, which certificates do not hold. */
const scalars = coefficients.filter((c) => c.terms.length > 0 && c.terms.every((t) => t.monomial.mode === undefined));
const spread = (o: fc.Arbitrary<Operator>): fc.Arbitrary<Operator> =>
  fc.tuple(o, o, scalars).map(([a, b, c]) => addOperators(a, scaleOperator(b, c)));
const weighted = spread(parts({ longest: 3, powers: 2, staggered: true, most: 2 }).map(chainOf));
const local = spread(parts({ sites: 5, longest: 3, most: 2 }).map(localOf));
const any = fc.oneof(
  weighted,
  local,
  fc.tuple(weighted, local).map(([a, b]) => addOperators(a, b)),
);

describe('the kernel agrees with the engine', () => {
  propertyTest.prop([any, any], { numRuns: 60 })('about commutators, and sees a wrong word', (a, b) => {
    const made: Derivation = { kind: 'commutator', of: [words(a), words(b)] };
    const result = commutator(a, b);
    accepts(made, words(result));
    const more = localOf([{ letters: 'XIY', site: 2, c: { re: 1, im: 0 }, power: 0, staggered: false }]);
    rejects(made, words(addOperators(result, more)));
    if (!isZeroOperator(result)) rejects(made, words(scaleOperator(result, fromInteger(2))));
    if (!isZeroOperator(result)) rejects(made, words({ terms: result.terms.slice(1) }));
  });

  propertyTest.prop([local, local], { numRuns: 60 })('about products of local operators', (a, b) => {
    accepts({ kind: 'product', of: [words(a), words(b)] }, words(multiplyOperators(a, b)));
    if (!isZeroOperator(commutator(a, b)))
      rejects({ kind: 'product', of: [words(a), words(b)] }, words(multiplyOperators(b, a)));
  });

  propertyTest.prop([any, any, scalars, fc.integer({ min: -40, max: 40 })], { numRuns: 60 })(
    'about everything linear',
    (a, b, c, by) => {
      accepts({ kind: 'adjoint', of: words(a) }, words(adjoint(a)));
      accepts({ kind: 'reflection', of: words(a) }, words(reflect(a)));
      accepts({ kind: 'translation', of: words(a), by }, words(translate(a, by)));
      accepts(
        {
          kind: 'combination',
          of: [
            { times: c, operand: words(a) },
            { times: fromInteger(-1), operand: words(b) },
          ],
        },
        words(subtractOperators(scaleOperator(a, c), b)),
      );
    },
  );

  propertyTest.prop([
    spread(parts({ longest: 3, staggered: true }).map(chainOf)),
    spread(parts({ longest: 3, staggered: true }).map(chainOf)),
  ])('about overlaps', (a, b) => {
    accepts({ kind: 'overlap', of: [words(a), words(b)] }, words(identityOperator(overlap(a, b))));
  });

  test('conjugates of complex parameters are other parameters', () => {
    const a = scaleOperator(localOf([{ letters: 'X', site: 0, c: { re: 0, im: 1 }, power: 0, staggered: false }]), g);
    rejects({ kind: 'adjoint', of: words(a) }, words(scaleOperator(a, fromInteger(-1))));
    const real = scaleOperator(
      localOf([{ letters: 'X', site: 0, c: { re: 0, im: 1 }, power: 0, staggered: false }]),
      J,
    );
    accepts({ kind: 'adjoint', of: words(real) }, words(scaleOperator(real, fromInteger(-1))));
    rejects(words(real), words(scaleOperator(real, Delta)));
  });
});

describe('the kernel agrees with matrices', () => {
  /** A matrix as words at sites, by Tr(P M)/2^n; the matrices hold small integers, so floating point is exact. */
  function wordsOf(m: Matrix, n: number): { letters: string; re: number; im: number }[] {
    const found = [];
    for (let k = 0; k < 4 ** n; k++) {
      const letters = Array.from({ length: n }, (_, site) => 'IXYZ'[Math.floor(k / 4 ** site) % 4]).join('');
      const { re, im } = traceInner(stringMatrix(letters), m);
      if (re !== 0 || im !== 0) found.push({ letters, re: re / 2 ** n, im: im / 2 ** n });
    }
    return found;
  }

  /** A certificate made without the engine: [words, words] = words. */
  function certificate(a: unknown[], b: unknown[], c: unknown[]): string {
    const steps = [{ words: a }, { words: b }, { commutator: [1, 2] }, { words: c }];
    return JSON.stringify({ format: 'spinlaw-certificate-1', parameters: [], steps, claim: { equal: [3, 4] } });
  }

  const term = (letters: string, place: unknown[], re: number, im: number): unknown[] => {
    const start = letters.search(/[XYZ]/u);
    const word = start < 0 ? '' : letters.replace(/^I+|I+$/gu, '');
    const at = place[0] === 'at' ? ['at', start < 0 ? 0 : (place[1] as number) + start] : place;
    return [word, ...at, [[String(re), String(im), []]]];
  };

  propertyTest.prop([parts({ sites: 4, longest: 3 }), parts({ sites: 4, longest: 3 })], { numRuns: 30 })(
    'of four sites',
    (p, q) => {
      const [a, b] = [localStrings(p, 4), localStrings(q, 4)];
      const listed = (m: Matrix): unknown[] =>
        wordsOf(m, 4).map(({ letters, re, im }) => term(letters, ['at', 0], re, im));
      const [x, y] = [matrixOf(a, 4), matrixOf(b, 4)];
      expect(checkCertificate(certificate(listed(x), listed(y), listed(bracket(x, y, -1))))).toMatchObject({
        accepted: true,
      });
    },
  );

  propertyTest.prop([parts({ longest: 2 }), parts({ longest: 2 })], { numRuns: 15 })(
    'of chain sums on a ring that holds every product',
    (p, q) => {
      // Words of the commutator span three sites: on five no two of them overlap twice.
      const n = 5;
      const listed = (m: Matrix): unknown[] =>
        wordsOf(m, n)
          .filter(({ letters }) => /^[XYZ]..II$/u.test(letters) || !/[XYZ]/u.test(letters))
          .map(({ letters, re, im }) => term(letters, ['sum', 0, 1], re, im));
      const [x, y] = [matrixOf(ringStrings(p, n), n), matrixOf(ringStrings(q, n), n)];
      expect(checkCertificate(certificate(listed(x), listed(y), listed(bracket(x, y, -1))))).toMatchObject({
        accepted: true,
      });
    },
  );

  test('a weight in j, by hand: [Σ j X_j, Σ Z_j] = Σ -2i j Y_j', () => {
    const one = [['1', '0', []]];
    const text = (power: number): string =>
      certificate([['X', 'sum', 1, 1, one]], [['Z', 'sum', 0, 1, one]], [['Y', 'sum', power, 1, [['0', '-2', []]]]]);
    expect(checkCertificate(text(1))).toMatchObject({ accepted: true });
    expect(checkCertificate(text(0))).toMatchObject({ accepted: false, reason: 'the two sides differ in 2 words' });
  });
});

describe('the kernel stands alone', () => {
  const files = readdirSync('src/kernel');

  test('it imports its own files, integers and rationals', () => {
    for (const file of files) {
      const text = readFileSync(`src/kernel/${file}`, 'utf8');
      for (const [, target] of text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/gu)) {
        expect([
          '../exact/integer.js',
          '../exact/rational.js',
          ...files.map((f) => `./${f.replace(/ts$/u, 'js')}`),
        ]).toContain(target);
      }
    }
    // text/ gives them the way to say that a number is too long.
    for (const name of ['integer', 'rational']) {
      const text = readFileSync(`src/exact/${name}.ts`, 'utf8');
      for (const [, target] of text.matchAll(/from\s*'([^']+)'/gu))
        expect(['./integer.js', '../text/index.js']).toContain(target);
    }
  });

  test('it evaluates nothing and does no floating-point arithmetic', () => {
    for (const file of files) {
      const text = readFileSync(`src/kernel/${file}`, 'utf8');
      expect(text).not.toMatch(/\beval\(|new Function|parseFloat|Math\.(?!abs|max|min)|Number\.EPSILON/u);
    }
  });
});

describe('limits reject', () => {
  const text = (steps: unknown[]): string =>
    JSON.stringify({
      format: 'spinlaw-certificate-1',
      parameters: [],
      steps,
      claim: { equal: [steps.length, steps.length] },
    });
  const one = [['1', '0', []]];
  const last = (k: number): number => k + 1;

  test.each<[string, unknown[], RegExp]>([
    [
      'numbers that square themselves',
      [
        { words: [['', 'at', 0, [['10', '0', []]]]] },
        ...Array.from({ length: 40 }, (_, k) => ({ overlap: [last(k), last(k)] })),
      ],
      /number grows too long/u,
    ],
    [
      'words of words',
      [
        { words: [['X'.repeat(200), 'at', 0, one]] },
        { words: [['Z'.repeat(200), 'at', 199, one]] },
        { commutator: [1, 2] },
      ],
      /word grows too long/u,
    ],
    [
      'powers of j',
      [{ words: [['X', 'sum', 32, 1, one]] }, { words: [['Z', 'sum', 32, 1, one]] }, { commutator: [1, 2] }],
      /highest power/u,
    ],
    [
      'products of what is far apart',
      [{ words: [['X', 'at', 0, one]] }, { words: [['X', 'at', 1 << 29, one]] }, { product: [1, 2] }],
      /word grows too long/u,
    ],
    ['products of chain sums', [{ words: [['X', 'sum', 0, 1, one]] }, { product: [1, 1] }], /chain sums/u],
    ['sites', [{ words: [['X', 'at', 1 << 29, one]] }, { translation: 1, by: 1 << 29 }], /too far out/u],
    ['long numbers', [{ words: [['X', 'at', 0, [[`1${'0'.repeat(3000)}`, '0', []]]]] }], /not a rational number/u],
  ])('%s', (_, steps, reason) => {
    const answer = checkCertificate(text(steps));
    expect(answer.accepted).toBe(false);
    if (!answer.accepted) expect(answer.reason).toMatch(reason);
  });

  // Each certificate is short, and would take many times the work that its length allows.
  const random = (letters: number, seed: number): string =>
    Array.from({ length: letters }, (_, k) => 'XYZ'[((seed * 7919 + k * 104_729) >> (k % 5)) % 3]).join('');
  const long = (from: number, power: number, letters: number): unknown[] =>
    [...new Set(Array.from({ length: 22 }, (_, k) => random(letters, from + k)))].map((word) => [
      word,
      'sum',
      power,
      1,
      one,
    ]);
  const powers = (most: number): unknown[] =>
    Array.from({ length: most }, (_, k) => ['1', '0', [['J', String(k + 1)]]]);
  const withJ = (steps: unknown[], claim: unknown): string =>
    JSON.stringify({ format: 'spinlaw-certificate-1', parameters: [['J', 'real']], steps, claim });

  test.each<[string, string]>([
    ['long words', text([{ words: long(1, 0, 128) }, { words: long(100, 0, 128) }, { commutator: [1, 2] }])],
    ['high powers of j', text([{ words: long(1, 16, 5) }, { words: long(100, 16, 5) }, { commutator: [1, 2] }])],
    [
      'polynomials that square themselves',
      withJ(
        [
          { words: [['X', 'at', 0, powers(40)]] },
          ...Array.from({ length: 8 }, (_, k) => ({ product: [last(k), last(k)] })),
        ],
        { equal: [9, 9] },
      ),
    ],
    [
      'long numbers',
      withJ([{ words: [['X', 'at', 0, [['1', '0', [['J', '2000']]]]]] }, { words: [] }], {
        differ: [1, 2],
        in: ['X', 'at', 0],
        at: [['J', `1${'7'.repeat(600)}/1${'3'.repeat(600)}`, '0']],
      }),
    ],
  ])('work: %s', (_, certificate) => {
    expect(certificate.length).toBeLessThan(10_000);
    expect(checkCertificate(certificate)).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(/more work|grows too long/u),
    });
  });

  test('the work allowed grows with the text, and is enough for every certificate of the package several times over', () => {
    expect(workFor('x'.repeat(12_000)).left).toBeLessThan(3e8);
    expect(workFor('x'.repeat(2_000_000)).left).toBe(limits.work.most);
    for (const file of readdirSync('proofs/certificates')) {
      const certificate = readFileSync(`proofs/certificates/${file}`, 'utf8');
      const allowed = workFor('x'.repeat(Math.ceil(certificate.length / 3)));
      expect(() => checkWithin(certificate, allowed), file).not.toThrow();
    }
  });

  test('nesting and names with a meaning of their own', () => {
    expect(checkCertificate('['.repeat(1_000_000))).toMatchObject({
      accepted: false,
      reason: 'the text is nested too deeply',
    });
    const about = (name: string): string =>
      JSON.stringify({
        format: 'spinlaw-certificate-1',
        parameters: [[name, 'real']],
        steps: [{ words: [['X', 'at', 0, [['1', '0', [[name, '1']]]]]] }],
        claim: { equal: [1, 1] },
      });
    for (const name of ['kappa', 'eps_d', 'C3', 'J_H', 'lambda_z', 'A1', 'J2_3']) {
      const answer = checkCertificate(about(name));
      expect(answer.accepted && engineObjects(answer.statement), name).toBeUndefined();
    }
    for (const name of ['J_1epsilon', 'J_varphi', 'varphi', 'varepsilon2', 'J1_varrho2', 'd_epsilon']) {
      expect(checkCertificate(about(name)), name).toMatchObject({
        accepted: false,
        reason: expect.stringMatching(/one form of its name/u),
      });
    }
    for (const name of [
      'i',
      'S',
      'Sx',
      'X',
      'X_a',
      'epsilon',
      'C_3',
      'pi',
      'sum',
      'a b',
      'conj',
      '',
      'x\u0001',
      '__proto__',
    ]) {
      expect(checkCertificate(about(name)).accepted, name).toBe(false);
    }
  });

  // One name to the language and to the kernel: a name the kernel takes is its own canonical spelling.
  const pieces = [
    'J',
    'C',
    'eps',
    'epsilon',
    'varepsilon',
    'phi',
    'varphi',
    'theta',
    'vartheta',
    'd',
    'D',
    '1',
    '23',
    '_',
    'Delta',
    'rho',
    'varrho',
    'a',
  ];
  propertyTest.prop(
    [fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))],
    { numRuns: 400 },
  )('a name in another spelling', (name) => {
    const certificate = JSON.stringify({
      format: 'spinlaw-certificate-1',
      parameters: [[name, 'real']],
      steps: [{ words: [['X', 'at', 0, [['1', '0', [[name, '1']]]]]] }],
      claim: { equal: [1, 1] },
    });
    if (checkCertificate(certificate).accepted) expect(canonicalName(name)).toBe(name);
  });

  test('every word the language keeps for itself', () => {
    const kept = [
      ...keywords,
      ...functionNames,
      'sum',
      'true',
      'false',
      ...[...reservedLetters.keys()].filter((name) => /^\w+$/u.test(name)),
    ];
    for (const name of kept) {
      expect(
        checkCertificate(
          withJ([{ words: [['X', 'at', 0, [['1', '0', [[name, '1']]]]]] }], { equal: [1, 1] }).replace(
            '[["J","real"]]',
            `[["${name}","real"]]`,
          ),
        ).accepted,
        name,
      ).toBe(false);
    }
  });

  // √J is real for real J, which counts as positive; of a complex g there is no root, since conj(√g) would have two
  // meanings.
  test.each<[name: string, domain: string, exponent: string, accepted: boolean]>([
    ['J', 'real', '1/2', true],
    ['J', 'real', '-3/2', true],
    ['J', 'real', '2', true],
    ['J', 'real', '-2', true],
    ['g', 'complex', '2', false],
    ['g', 'complex', '1/2', false],
    ['g', 'complex', '-1/2', false],
    ['conj(g)', 'complex', '1/2', false],
  ])('the adjoint of %s, %s, to the power %s is itself: %s', (symbol, domain, exponent, accepted) => {
    const parameter = symbol.startsWith('conj') ? 'g' : symbol;
    const certificate = JSON.stringify({
      format: 'spinlaw-certificate-1',
      parameters: [[parameter, domain]],
      steps: [{ words: [['X', 'at', 0, [['1', '0', [[symbol, exponent]]]]]] }, { adjoint: 1 }],
      claim: { equal: [1, 2] },
    });
    const answer = checkCertificate(certificate);
    expect(answer.accepted).toBe(accepted);
    if (!answer.accepted) expect(answer.reason).toMatch(exponent === '2' ? /differ in/u : /root of a complex/u);
    // The statement says what it is for.
    const granted = exponent === '2' ? '' : exponent === '-2' ? '# for J != 0' : '# for J > 0';
    if (answer.accepted)
      expect(answer.statement.split('\n').find((line) => line.startsWith('# for')) ?? '').toBe(granted);
  });

  test('a root of a number stays in the value at a point, and does not vanish there', () => {
    const refutation = (exponent: string): string =>
      withJ(
        [
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
                      ['2', '1/2'],
                      ['J', exponent],
                    ],
                  ],
                  ['-3', '0', []],
                ],
              ],
            ],
          },
          { words: [] },
        ],
        { differ: [1, 2], in: ['X', 'at', 0], at: [['J', '3', '0']] },
      );
    const answer = checkCertificate(refutation('2'));
    expect(answer.accepted && answer.statement).toMatch(
      /at J = 3 the coefficient of X_<0> in A1 is -3 \+ 9\*2\^\(1\/2\)$/u,
    );
  });
});

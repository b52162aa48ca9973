import { readFileSync, readdirSync } from 'node:fs';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fromInteger } from '../../src/exact/index.js';
import { canonicalName, functionNames, keywords, reservedLetters } from '../../src/language/index.js';
import { Algebra, limits } from '../../src/kernel/algebra.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { type Derivation, certify } from '../../src/proof/certificate.js';
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

/** A certificate that is made without the engine. */
const document = (steps: readonly unknown[], claims: readonly unknown[], parameters: readonly unknown[] = []): string =>
  JSON.stringify({ format: 'spinlaw-certificate-2', period: 1, parameters, steps, claims });
const nowhere = { source: { name: 'test', text: '' }, start: 0, end: 0 };
const words = (operator: Operator): Derivation => ({ kind: 'words', operator });
const equal = (a: Derivation, b: Derivation): string => certify([{ kind: 'equal', of: [a, b] }], nowhere).text;
/** `certify` throws where the kernel does not accept. */
const accepts = (a: Derivation, b: Derivation): void => expect(checkCertificate(equal(a, b)).accepted).toBe(true);
const rejects = (a: Derivation, b: Derivation): void => expect(() => equal(a, b)).toThrow(/does not accept/u);

const scalars = coefficients.filter((c) => c.terms.length > 0);
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

  /** [words, words] = words */
  function certificate(a: unknown[], b: unknown[], c: unknown[]): string {
    return document([{ words: a }, { words: b }, { commutator: [1, 2] }, { words: c }], [{ equal: [3, 4] }]);
  }

  /** A word of a matrix at a site, or, for 'sum', at every site. */
  const term = (letters: string, place: number | 'sum', re: number, im: number): unknown[] => {
    const start = letters.search(/[XYZ]/u);
    const word = start < 0 ? '1' : letters.replace(/^I+|I+$/gu, '');
    const at = place === 'sum' ? [0, 0, ''] : start < 0 ? 0 : place + start;
    return [`${re} + ${im}*i`, at, word];
  };

  propertyTest.prop([parts({ sites: 4, longest: 3 }), parts({ sites: 4, longest: 3 })], { numRuns: 30 })(
    'of four sites',
    (p, q) => {
      const [a, b] = [localStrings(p, 4), localStrings(q, 4)];
      const listed = (m: Matrix): unknown[] => wordsOf(m, 4).map(({ letters, re, im }) => term(letters, 0, re, im));
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
          .map(({ letters, re, im }) => term(letters, 'sum', re, im));
      const [x, y] = [matrixOf(ringStrings(p, n), n), matrixOf(ringStrings(q, n), n)];
      expect(checkCertificate(certificate(listed(x), listed(y), listed(bracket(x, y, -1))))).toMatchObject({
        accepted: true,
      });
    },
  );

  test('a weight in j, by hand: [Σ j X_j, Σ Z_j] = Σ -2i j Y_j', () => {
    const text = (power: number): string =>
      certificate([['1', [0, 1, ''], 'X']], [['1', [0, 0, ''], 'Z']], [['-2*i', [0, power, ''], 'Y']]);
    expect(checkCertificate(text(1))).toMatchObject({ accepted: true });
    expect(checkCertificate(text(0))).toMatchObject({ accepted: false, reason: 'two operators differ' });
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
      expect(text).not.toMatch(
        /\beval\(|new Function|parseFloat|Math\.(?!abs|max|min|floor|ceil|clz32|imul)|Number\.EPSILON/u,
      );
    }
  });
});

describe('results that are kept to be used again', () => {
  /** Runs a check with caches of so many entries. */
  const within = <T>(entries: number, run: () => T): T => {
    const before = limits.cache;
    limits.cache = entries;
    try {
      return run();
    } finally {
      limits.cache = before;
    }
  };

  test('are as many as a cache holds, and 2^20 at most', () => {
    expect(limits.cache).toBe(2 ** 20);
    within(100, () => {
      const algebra = new Algebra(1, 1e9);
      const names = Array.from({ length: 40 }, (_, k) => `J${k}`);
      for (const name of names) algebra.monomials.declare([name, 'real']);
      const monomials = names.map((name) => algebra.monomials.read(`1*${name}`).parts[0]![0]);
      const sizes = new Set<number>();
      const { monomials: tables } = algebra as unknown as {
        monomials: { products: Map<number, unknown>[]; texts: Map<string, unknown> };
      };
      for (const a of monomials) {
        for (const b of monomials) {
          const [product] = algebra.monomials.times(a, b);
          expect(algebra.monomials.powers[product]).toHaveLength(a === b ? 1 : 2);
          sizes.add(tables.products.reduce((sum, of) => sum + of.size, 0));
        }
      }
      expect(Math.max(...sizes)).toBe(100);
      for (let n = 1; n <= 300; n++) algebra.monomials.read(`${n}`);
      expect(tables.texts.size).toBeLessThanOrEqual(100);
      // Words that meet at 400 pairs of places.
      const chain = (sites: number[]) =>
        algebra.combination(
          sites.map((at) => [algebra.monomials.read('1'), algebra.words(['X'], { sum: false, at, power: 0, turn: 0 })]),
        );
      const sites = Array.from({ length: 20 }, (_, k) => k);
      algebra.product(chain(sites), chain(sites), { isBracket: false });
      expect((algebra as unknown as { met: Map<number, unknown> }).met.size).toBeLessThanOrEqual(100);
    });
  });

  test('change no answer', () => {
    const files = readdirSync('proofs/certificates').slice(0, 40);
    const texts = files.map((file) => readFileSync(`proofs/certificates/${file}`, 'utf8'));
    expect(within(3, () => texts.map(checkCertificate))).toEqual(texts.map(checkCertificate));
  });
});

describe('limits reject', () => {
  const one = (word: string, place: unknown = 0): unknown => ({ words: [['1', place, word]] });
  const last = (k: number): number => k + 1;
  const same = (steps: readonly unknown[]): string => document(steps, [{ equal: [steps.length, steps.length] }]);
  const random = (letters: number, seed: number): string =>
    Array.from({ length: letters }, (_, k) => 'XYZ'[((seed * 7919 + k * 104_729) >> (k % 5)) % 3]).join('');
  const long = (from: number, power: number, letters: number): unknown => {
    const words = [...new Set(Array.from({ length: 40 }, (_, k) => random(letters, from + k)))];
    return { words: [['1', [0, power, ''], words.join(' ')]] };
  };
  /** Words of six letters, all of them different. */
  const different = (from: number, count: number): string =>
    Array.from({ length: count }, (_, k) =>
      Array.from({ length: 6 }, (__, digit) => 'XYZ'[Math.floor((from + k) / 3 ** digit) % 3]).join(''),
    ).join(' ');
  const powers = Array.from({ length: 40 }, (_, k) => `1*J^${k + 1}`).join(' + ');

  test.each<[string, unknown[], RegExp]>([
    [
      'numbers that square themselves',
      [{ words: [['10', 0, '1']] }, ...Array.from({ length: 40 }, (_, k) => ({ overlap: [last(k), last(k)] }))],
      /number grows too long/u,
    ],
    ['words of words', [one('X'.repeat(31)), one('Z'.repeat(31), 30), { commutator: [1, 2] }], /word grows too long/u],
    ['powers of j', [one('X', [0, 32, '']), one('Z', [0, 32, '']), { commutator: [1, 2] }], /power of j grows/u],
    ['products of what is far apart', [one('X'), one('X', 1 << 29), { product: [1, 2] }], /word grows too long/u],
    ['products of chain sums', [one('X', [0, 0, '']), { product: [1, 1] }], /sums over the chain/u],
    ['long numbers', [{ words: [[`1${'0'.repeat(3000)}`, 0, 'X']] }], /not begin with a number/u],
    ['twists of long words', [one('X'.repeat(11)), { twist: 1, by: '1 pi' }], /too many letters/u],
    // Each of these is short, and would take many times the work that its length allows.
    ['work: high powers of j', [long(1, 16, 5), long(100, 16, 5), { commutator: [1, 2] }], /more work/u],
    [
      'work: polynomials that square themselves',
      [{ words: [[powers, 0, 'X']] }, ...Array.from({ length: 8 }, (_, k) => ({ product: [last(k), last(k)] }))],
      /more work/u,
    ],
    [
      'work: rings',
      [one('X', [0, 0, '']), ...Array.from({ length: 200 }, () => ({ ring: 1, sites: 1024 }))],
      /more work/u,
    ],
    [
      'work: rings after overlaps of different words',
      [
        { words: [['1', [0, 0, ''], different(0, 200)]] },
        { words: [['1', [0, 0, ''], different(200, 200)]] },
        one('X', [0, 0, '']),
        ...Array.from({ length: 100 }, () => ({ overlap: [1, 2] })),
        ...Array.from({ length: 7 }, () => ({ ring: 3, sites: 1024 })),
      ],
      /more work/u,
    ],
  ])('%s', (_, steps, reason) => {
    const text = document(steps, [{ equal: [steps.length, steps.length] }], [['J', 'real']]);
    expect(text.length).toBeLessThan(10_000);
    const answer = checkCertificate(text);
    expect(answer.accepted).toBe(false);
    if (!answer.accepted) expect(answer.reason).toMatch(reason);
  });

  test('listed words of a step must be right, and are not printed', () => {
    const step = (words: string): string =>
      same([one('X'), one('Y'), { commutator: [1, 2], words: [['2*i', 0, words]] }]);
    expect(checkCertificate(step('Z'))).toMatchObject({
      accepted: true,
      statement: 'A1 = (1) X_<0>\nA2 = (1) Y_<0>\nA3 = [A1, A2]\nprove A3 = A3',
    });
    expect(checkCertificate(step('Y'))).toMatchObject({ accepted: false, reason: 'a step does not give its words' });
  });

  test('a scatterer at two spellings of one position is one', () => {
    const at = (position: string): unknown => ({ words: [['1', 'levels', [1, 2], position]] });
    const claim = (kind: string): string =>
      document([at('1/2*J'), at('2/4*J + 0')], [{ [kind]: [1, 2] }], [['J', 'real']]);
    expect(checkCertificate(claim('equal')).accepted).toBe(true);
    expect(checkCertificate(claim('differ')).accepted).toBe(false);
    const complex = document([at('1*i')], [{ equal: [1, 1] }]);
    expect(checkCertificate(complex)).toMatchObject({ accepted: false, reason: 'a position is not real' });
  });

  const about = (name: string, domain = 'real', coefficient = `1*${name}`): string =>
    document([{ words: [[coefficient, 0, 'X']] }, { adjoint: 1 }], [{ equal: [1, 2] }], [[name, domain]]);

  test('nesting and names with a meaning of their own', () => {
    expect(checkCertificate('['.repeat(1_000_000))).toMatchObject({
      accepted: false,
      reason: 'the text is nested too deeply',
    });
    for (const name of ['kappa', 'eps_d', 'C3', 'J_H', 'lambda_z', 'A1', 'J2_3']) {
      const answer = checkCertificate(about(name));
      expect(answer.accepted && engineObjects(answer.statement), name).toBeUndefined();
    }
    for (const name of ['J_1epsilon', 'J_varphi', 'varphi', 'varepsilon2', 'J1_varrho2', 'd_epsilon'])
      expect(checkCertificate(about(name)), name).toMatchObject({ accepted: false });
    for (const name of 'i S Sx X X_a epsilon C_3 pi sum conj __proto__ J_j J1_j a_2j'
      .split(' ')
      .concat('', 'a b', 'x\u0001'))
      expect(checkCertificate(about(name)).accepted, name).toBe(false);
  });

  // One name to the language and to the kernel: a name the kernel takes is its own canonical spelling.
  const pieces = 'J C eps epsilon varepsilon phi varphi theta vartheta d D 1 23 _ Delta rho varrho a'.split(' ');
  propertyTest.prop(
    [fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }).map((parts) => parts.join(''))],
    { numRuns: 400 },
  )('a name in another spelling', (name) => {
    if (checkCertificate(about(name)).accepted) expect(canonicalName(name)).toBe(name);
  });

  test('every word the language keeps for itself', () => {
    const letters = [...reservedLetters.keys()].filter((name) => /^\w+$/u.test(name));
    for (const name of [...keywords, ...functionNames, 'sum', 'true', 'false', ...letters])
      expect(checkCertificate(about(name)).accepted, name).toBe(false);
  });

  // √J is real for real J, which counts as positive; of a complex g there is no root, since conj(√g) would have two
  // meanings.
  test.each<[symbol: string, domain: string, power: string, reason: RegExp | undefined]>([
    ['J', 'real', '^(1/2)', undefined],
    ['J', 'real', '^(-3/2)', undefined],
    ['J', 'real', '^2', undefined],
    ['J', 'real', '^-2', undefined],
    ['g', 'complex', '^2', /differ/u],
    ['g', 'complex', '^(1/2)', /not a root of a real/u],
    ['conj(g)', 'complex', '^(1/2)', /not a root of a real/u],
    ['exp(i phi)', 'phase', '', /differ/u],
  ])('the adjoint of %s, %s, to the power %s', (symbol, domain, power, reason) => {
    const name = /[a-zA-Z]+(?=\)$)|^\w+$/u.exec(symbol)![0];
    const answer = checkCertificate(about(name, domain, `1*${symbol}${power}`));
    expect(answer.accepted).toBe(reason === undefined);
    if (!answer.accepted) expect(answer.reason).toMatch(reason!);
    // The statement says for which values it holds.
    else expect(answer.statement.includes('# for J')).toBe(/\(|-/u.test(power));
  });

  test.each(['2', '3', '5', '7', '1009', '999983'])('sqrt(%s) is the root of a prime', (prime) => {
    expect(checkCertificate(about('J', 'real', `1*sqrt(${prime})*J`)).accepted).toBe(true);
  });

  test.each('0 1 4 6 9 49 999981 1000003 02 +2 -2 2.0 2e0 0x2 1/2'.split(' ').concat('', ' 2'))(
    'sqrt(%s) is not',
    (n) => {
      expect(checkCertificate(about('J', 'real', `1*sqrt(${n})*J`)).accepted).toBe(false);
    },
  );

  test.each([
    'K',
    'conj(K)',
    'conj(J)',
    'exp(i J)',
    'exp(i omega t)',
    '__proto__',
    'constructor',
    '',
    'J J',
    'J^0',
    'J^(2/2)',
    'i*i',
  ])('a factor %j is rejected', (factor) => {
    expect(checkCertificate(about('J', 'real', `1*${factor}`)).accepted).toBe(false);
  });
});

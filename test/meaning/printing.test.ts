import { fc, test } from '@fast-check/vitest';
import katex from 'katex';
import { describe, expect } from 'vitest';
import { type Coefficient, asGaussian, coefficientText } from '../../src/exact/index.js';
import { writeTex, writeText } from '../../src/language/index.js';
import { type Value, asOperator, expressValue } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, equalOperators } from '../../src/spin/index.js';
import { coefficients } from '../exact/arbitraries.js';
import { last } from './program.js';

// Every kind of value that can be typed prints as a text that reads back to it. True, false and lists are answers: they
// are printed for people.

/** A session in which g is complex, as the coefficients have it. */
function read(text: string): Value {
  const session = new Session();
  last('param g complex', session);
  const outcome = last(text, session);
  if (outcome.kind !== 'value' && outcome.kind !== 'definition')
    throw new Error(
      `${text}: ${outcome.kind === 'error' ? `${outcome.diagnostic.code} ${outcome.diagnostic.message}` : outcome.kind}`,
    );
  return outcome.value;
}

const components = (v: Value): Operator[] => (v.kind === 'vector' ? [v.x, v.y, v.z] : [asOperator(v)!]);

function expectSame(first: Value, front = ''): void {
  const printed = writeText(expressValue(first));
  const again = read(`${front}${printed}`);
  const [a, b] = [components(first), components(again)];
  // A vector that vanishes prints 0.
  const same =
    a.length === b.length ? a.every((o, k) => equalOperators(o, b[k]!)) : a.every((o) => o.terms.length === 0);
  expect([printed, same]).toEqual([printed, true]);
}

const renders = (v: Value): void => {
  expect(katex.renderToString(writeTex(expressValue(v)), { throwOnError: true, strict: 'error' })).toContain('katex');
};

const coefficient = coefficients.filter((c) => c.terms.length > 0).map((c) => `(${coefficientText(c)})`);
/** plain numbers make S·S, S×S and h.c. forms likely */
const simple = fc.constantFrom(
  '',
  '2 ',
  '-',
  'J ',
  'i ',
  '-i ',
  'g ',
  'J/2 ',
  '(1 + i) ',
  'sqrt(2) ',
  'exp(i ω t) ',
  'cos(ω t) ',
  'sqrt(Δ/J) ',
);
const front = fc.oneof(simple, coefficient);
const site = fc.constantFrom('_j', '_<j+1>', '_<j+2>', '_<j-1>');
const letter = fc.tuple(fc.constantFrom('S+', 'S-', 'Sz', 'Sx', 'Sy', "S'^z", "S''^x"), site).map(([a, s]) => a + s);
const word = fc.array(letter, { minLength: 1, maxLength: 3 }).map((l) => l.join(' '));
const displacement = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 1, arbitrary: site.map((s) => ` (a${s} + a†${s})`) },
);
const conjugated = fc.constantFrom('', '', ' + h.c.', ' - h.c.');
const ladder = fc.tuple(front, word, displacement, conjugated).map(([c, w, d, hc]) => `(${c}${w}${d}${hc})`);
const body = fc.array(ladder, { minLength: 1, maxLength: 3 }).map((l) => l.join(' + '));
const weight = fc.constantFrom('', '', 'j ', '(-1)^j ', '(-1)^(j+1) j^2 ');

const vectorAtom = fc.oneof(
  fc.tuple(fc.constantFrom('S', "S'", "S''", 'σ'), site).map(([a, s]) => a + s),
  fc.tuple(site, site).map(([a, b]) => `(S${a}×S${b})`),
  fc.tuple(site, site).map(([a, b]) => `(S'${a}×S''${b})`),
  fc.tuple(word, word, word).map((l) => `vector(${l.join(', ')})`),
);
const vector = fc
  .array(fc.tuple(front, vectorAtom, displacement), { minLength: 1, maxLength: 3 })
  .map((l) => l.map(([c, v, d]) => `(${c}${v}${d})`).join(' + '));

describe('what is printed reads back', () => {
  test.prop([body], { numRuns: 50 })('ladder operators, h.c., displacements, at a free site', (text) => {
    expectSame(read(text));
  });

  test.prop([fc.array(fc.tuple(front, weight, body), { minLength: 1, maxLength: 2 })], { numRuns: 50 })(
    'sums of them with weights',
    (list) => {
      expectSame(read(list.map(([c, w, b]) => `${c.replace(/^-/u, '(-1) ')}sum_j ${w}(${b})`).join(' + ')));
    },
  );

  test.prop([body], { numRuns: 50 })('at sites of their own', (text) => {
    const absolute = text
      .replace(/_j/gu, '_<0>')
      .replace(/<j\+(\d)>/gu, '<$1>')
      .replace(/<j-1>/gu, '<-1>');
    expectSame(read(absolute));
  });

  test.prop([body, fc.constantFrom(2, 3, 4)], { numRuns: 50 })('on a ring', (text, n) => {
    expectSame(read(`on ring(${n < 4 && /j\+2|j-1/u.test(text) ? 4 : n}): sum_j ${text}`));
  });

  test.prop([vector], { numRuns: 50 })('vectors, at a free site and summed', (text) => {
    expectSame(read(text));
    expectSame(read(`sum_j ${text}`));
    expectSame(read(`sum_j (-1)^j (${text})`));
  });

  test.prop([body, vector], { numRuns: 30 })('LaTeX of them that KaTeX takes without a warning', (text, other) => {
    renders(read(text));
    renders(read(`sum_j ${other}`));
  });

  test.prop([coefficient], { numRuns: 50 })('scalars', (text) => {
    expectSame(read(text));
  });

  test.prop([front, weight.filter((w) => w !== '')], { numRuns: 50 })(
    'a scalar that depends on j, in a definition with a site',
    (c, w) => {
      expectSame(read(`w_j = ${c.replace(/^-/u, '(-1) ')}${w}`.trimEnd()), 'w_j = ');
    },
  );

  test.prop([body, body], { numRuns: 50 })('commutators of what was read', (a, b) => {
    const spins = (t: string): string => t.replace(/ \(a[^ )]+ \+ a†[^ )]+\)/gu, '');
    expectSame(read(`[sum_j ${a}, sum_j j (${spins(b)})]`));
  });
});

describe('the forms a reader expects', () => {
  const printed = (text: string): string => writeText(expressValue(read(text)));
  test.each([
    ['sum_j J/2 (S+_j S-_<j+1> + S-_j S+_<j+1>) + J Sz_j Sz_<j+1>', 'sum_j J S_j·S_<j+1>'],
    [
      'sum_j J/2 (S+_j S-_<j+1> + S-_j S+_<j+1>) + Δ Sz_j Sz_<j+1>',
      'sum_j 1/2 J (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1>',
    ],
    // a dot product stands out although its sites have other words
    ['Sx_0 Sx_1 + Sy_0 Sy_1 + Sz_0 Sz_1 + γ Sx_0 Sz_1', 'S_0·S_1 + γ Sx_0 Sz_1'],
    ['Δ Sx_0 Sx_1 Sx_2 + J (S_0×S_1)·S_2', 'J (S_0×S_1)·S_2 + Δ Sx_0 Sx_1 Sx_2'],
    ['S_0×S_0', 'i S_0'],
    ['2 S_j - J (S_j×S_<j+1>)', '2 S_j - J (S_j×S_<j+1>)'],
    ["S'_0", 'vector(Sx_0, Sy_0, sqrt(Δ) J^(-1/2) Sz_0)'],
    ['sum_j S_j', 'sum_j S_j'],
    // a weight stands after the numbers and before the operators
    ['sum_j Sz_j (-1)^j', 'sum_j (-1)^j Sz_j'],
    ['sum_j 2 J Sz_j Sz_<j+1> j^2', 'sum_j 2 J j^2 Sz_j Sz_<j+1>'],
    ['X_0 (a_<1> + a†_<1>)', '2 Sx_0 (a_<1> + a†_<1>)'],
  ])('%s prints %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('coefficients are gathered whole', () => {
    const o = asOperator(read('2 X_0 + 2 Y_1 - 2 Z_2'))!;
    expect(o.terms.map((t): Coefficient => t.coefficient).map((c) => asGaussian(c)!.re)).toEqual([2, 2, -2]);
    expect(printed('2 X_0 + 2 Y_1 - 2 Z_2')).toBe('4 (Sx_0 + Sy_1 - Sz_2)');
  });
});

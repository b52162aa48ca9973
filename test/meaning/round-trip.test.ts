import { fc, test } from '@fast-check/vitest';
import katex from 'katex';
import { describe, expect } from 'vitest';
import { type Coefficient, coefficientText, equalCoefficients } from '../../src/exact/index.js';
import { writeTex, writeText } from '../../src/language/index.js';
import { expressOperator, expressValue } from '../../src/meaning/index.js';
import { Session } from '../../src/session/index.js';
import {
  type Operator,
  addOperators,
  chainWeight,
  equalOperators,
  localWord,
  scaleOperator,
  sumOperators,
  sumOverChain,
  weighted,
  wordFrom,
} from '../../src/spin/index.js';
import { coefficients } from '../exact/arbitraries.js';
import { last, operator, value } from './program.js';

/** What a text means where g is a complex parameter. */
function read(text: string): { operator?: Operator; scalar?: Coefficient } {
  const session = new Session();
  last('param g complex', session);
  const outcome = last(text, session);
  if (outcome.kind !== 'value')
    throw new Error(`${text}: ${outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind}`);
  if (outcome.value.kind === 'operator') return { operator: outcome.value.operator };
  if (outcome.value.kind === 'scalar') return { scalar: outcome.value.scalar };
  throw new Error(`${text} is ${outcome.value.kind}`);
}

/** Equal, a multiple of the identity counting as a scalar. */
function expectSame(text: string, original: Operator): void {
  const found = read(text);
  const again = found.operator ?? localWord(wordFrom('').word, 0, found.scalar!);
  expect({ text, same: equalOperators(again, original) }).toEqual({ text, same: true });
}

const renders = (tex: string): void => {
  expect(katex.renderToString(tex, { throwOnError: true, strict: 'error' })).toContain('katex');
};

const letters = fc
  .array(fc.constantFrom('I', 'X', 'Y', 'Z'), { maxLength: 4 })
  .map((l) => l.join('').replace(/^I+|I+$/gu, ''));
interface Shape {
  readonly letters: string;
  readonly site: number;
  readonly coefficient: Coefficient;
}
const words: fc.Arbitrary<Shape[]> = fc.array(
  fc.record({ letters, site: fc.integer({ min: -4, max: 4 }), coefficient: coefficients }),
  { maxLength: 4 },
);
const localOf = (list: readonly Shape[]): Operator =>
  sumOperators(list.map((w) => localWord(wordFrom(w.letters).word, w.site, w.coefficient)));
const chains = fc
  .array(fc.tuple(words, fc.integer({ min: 0, max: 3 }), fc.boolean()), { maxLength: 3 })
  .map((list) =>
    sumOperators(
      list.map(([body, power, staggered]) =>
        sumOverChain(weighted(localOf(body), chainWeight(power, staggered ? -1 : 1))),
      ),
    ),
  );
/** Words in threes and sixes, so that S·S and (S×S)·S have a chance. */
const vectors = fc
  .tuple(coefficients, fc.constantFrom('S_0·S_1', 'S_0·S_3', '(S_0×S_1)·S_2', '(S_<-1>×S_1)·S_4'), fc.boolean())
  .map(([c, text, summed]) => {
    const body = scaleOperator(operator(text), c);
    return summed ? sumOverChain(body) : body;
  });
const anything = fc.tuple(words.map(localOf), chains, vectors).map(([a, b, c]) => sumOperators([a, b, c]));

describe('what is printed parses back to itself', () => {
  test.prop([words.map(localOf)])('local operators', (o) => {
    expectSame(writeText(expressOperator(o, { free: false })), o);
  });

  test.prop([chains], { numRuns: 60 })('chain sums, weights and staggering included', (o) => {
    expectSame(writeText(expressOperator(o, { free: false })), o);
  });

  test.prop([vectors])('dot and triple products', (o) => {
    expectSame(writeText(expressOperator(o, { free: false })), o);
  });

  test.prop([anything], { numRuns: 60 })('sums of all of them, and LaTeX that KaTeX takes without a warning', (o) => {
    const tree = expressOperator(o, { free: false });
    expectSame(writeText(tree), o);
    renders(writeTex(tree));
  });

  test.prop([coefficients])('coefficients, as text with and without explicit signs', (c) => {
    const node = expressValue({ kind: 'scalar', scalar: c });
    for (const text of [writeText(node), coefficientText(c)]) {
      const found = read(text).scalar!;
      expect({ text, same: equalCoefficients(found, c) }).toEqual({ text, same: true });
    }
    renders(writeTex(node));
  });

  test.prop([coefficients, words], { numRuns: 40 })('a coefficient before a sum multiplies all of it', (c, list) => {
    fc.pre(c.terms.length > 0);
    const o = sumOverChain(localOf(list));
    const text = `(${coefficientText(c)}) (${writeText(expressOperator(o, { free: false }))})`;
    expectSame(text, scaleOperator(o, c));
  });

  test('densities keep their free j', () => {
    for (const text of ['S_j·S_<j+1>', 'J Sx_<j-1> - 3', '(S_j×S_<j+1>)·S_<j+2>']) {
      const first = value(text);
      const printed = writeText(expressValue(first));
      const again = value(printed);
      expect(printed).toMatch(/_j|<j/u);
      expect(
        first.kind === 'operator' &&
          again.kind === 'operator' &&
          again.free &&
          equalOperators(first.operator, again.operator),
      ).toBe(true);
    }
  });

  test('words beside a triple product on the same sites are not lost', () => {
    for (const word of ['X_0 Y_1 X_2', 'X_0 X_1 X_2', 'Z_0 Z_1 Z_2', 'Y_0 Y_1 X_2']) {
      const o = operator(`(S_0×S_1)·S_2 - i ${word}`);
      expect(o.terms).toHaveLength(7);
      expectSame(writeText(expressOperator(o, { free: false })), o);
    }
    // One of the six words may have another coefficient besides.
    for (const text of ['(S_0×S_1)·S_2 + X_0 Y_1 Z_2', 'S_0·S_1 + X_0 X_1', 'S_0·S_1 + Z_0 Z_1 + X_0 Y_1']) {
      const o = operator(text);
      expectSame(writeText(expressOperator(o, { free: false })), o);
    }
  });

  test('words of 60 letters: 2^60 is beyond the safe integers', () => {
    const o = sumOverChain(localWord(wordFrom('XYZ'.repeat(20)).word, 0, operator('J Z_0').terms[0]!.coefficient));
    expectSame(writeText(expressOperator(o, { free: false })), o);
  });

  test('the commutator of what was read is the commutator of what was printed', () => {
    const [a, b] = ["sum_j (S'_j×S''_<j+1>)·S'_<j+2>", 'sum_j j S_j·S_<j+1> + (-1)^j cos(ω t) Sz_j'].map((t) =>
      writeText(expressOperator(operator(t), { free: false })),
    );
    const direct = operator("[sum_j (S'_j×S''_<j+1>)·S'_<j+2>, sum_j j S_j·S_<j+1> + (-1)^j cos(ω t) Sz_j]");
    expect(equalOperators(operator(`[${a}, ${b}]`), direct)).toBe(true);
    expect(direct.terms.length).toBeGreaterThan(0);
  });

  test('addition of scalar multiples: printing gathers equal coefficients without changing them', () => {
    const o = addOperators(operator('2/3 J X_0 + 2/3 J Y_0 - 2/3 J Z_0'), operator('-i X_3 + i Y_3'));
    expectSame(writeText(expressOperator(o, { free: false })), o);
  });
});

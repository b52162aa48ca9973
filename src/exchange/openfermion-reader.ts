import {
  type Coefficient,
  addCoefficients,
  negateCoefficient,
  oneCoefficient,
  subtractCoefficients,
} from '../exact/index.js';
import { type Component, type Operator, identityOperator } from '../spin/index.js';
import { type Source, locate, refuse } from '../text/index.js';
import { checkedSite, productOfLetters } from './letters.js';
import { numberFrom } from './python/arithmetic.js';
import { type Call, bind, coefficientOf, expectList } from './python/call.js';
import type { Library } from './python/library.js';
import { Machine } from './python/machine.js';
import { workPerWord } from './python/list-work.js';
import { Tokens } from './python/tokens.js';
import { type PythonValue, type ValueOf, described, itemsOf, pythonOperatorValue } from './python/values.js';
import { type Sum, leaf, scaled, total } from './sum.js';

const factorPattern = /^(?<letter>[XYZ])(?<site>[0-9]{1,9})$/u;

/** `X0 Y1` between two places of a text. */
function factorsBetween(source: Source, start: number, end: number): (readonly [Component, number])[] {
  return [...source.text.slice(start, end).matchAll(/\S+/gu)].map((found) => {
    const span = { source, start: start + found.index, end: start + found.index + found[0].length };
    const { letter, site } = factorPattern.exec(found[0])?.groups ?? {};
    if (letter === undefined)
      refuse('bad-factor', `"${found[0].slice(0, 40)}" is no factor`, { span, expected: ['X0', 'Y1', 'Z2'] });
    return [letter.toLowerCase() as Component, checkedSite(Number(site), span)];
  });
}

/**
 * The printed form of a QubitOperator between two places of a text: `(0.25+0j) [X0 X1] +` and so on, `0` for nothing.
 *
 * @diagnostic `missing-plus`, `bad-factor`, `bad-site`, `unexpected-text`, `ambiguous-coefficient`
 */
export function printedTerms(source: Source, start: number, stop: number): Operator[] {
  const tokens = new Tokens(source, start, stop, { joined: true });
  const terms: Operator[] = [];
  if (tokens.peek().kind === 'number' && tokens.peek().text === '0') {
    const after = new Tokens(source, tokens.peek().end, stop, { joined: true });
    if (after.peek().kind === 'end') return [];
  }
  do {
    const first = tokens.peek();
    const coefficient = printedCoefficient(tokens, terms.length === 0);
    const open = tokens.peek();
    if (open.kind !== 'operator' || open.text !== '[')
      tokens.unexpected(['a term of a QubitOperator: (0.25+0j) [X0 X1]']);
    const close = source.text.indexOf(']', open.end);
    if (close < 0 || close >= stop)
      refuse('unexpected-text', 'a term has no end', { span: tokens.span(open), expected: ['"]"'] });
    terms.push(
      locate({ source, start: first.start, end: close + 1 }, () =>
        productOfLetters(factorsBetween(source, open.end, close), coefficient),
      ),
    );
    tokens.jump(close + 1);
  } while (tokens.peek().kind !== 'end');
  return terms;
}

/** `+ (0.3-0.1j)`, `- 0.5`, `+ -0.5`, `0.5j`, or nothing for 1. */
function printedCoefficient(tokens: Tokens, isFirst: boolean): Coefficient {
  const start = tokens.peek();
  const plus = tokens.take('+');
  const minus = tokens.take('-');
  if (!isFirst && !plus && !minus)
    refuse('missing-plus', 'a + is missing between two terms', { span: tokens.span(start), expected: ['+', '-'] });
  const signed = (value: Coefficient): Coefficient => (minus ? negateCoefficient(value) : value);
  if (tokens.take('(')) {
    const value = complexNumber(tokens);
    tokens.expect(')');
    return signed(value);
  }
  const number = tokens.peek();
  if (number.kind === 'operator' && number.text === '[') return signed(oneCoefficient);
  const value = plainNumber(tokens);
  const next = tokens.peek();
  if (next.kind === 'operator' && (next.text === '+' || next.text === '-')) {
    tokens.next();
    plainNumber(tokens);
    const span = { ...tokens.span(number), end: tokens.lastEnd };
    refuse('ambiguous-coefficient', 'a sum without brackets means different numbers to different readers', {
      span,
      hint: `write (${tokens.source.text.slice(minus?.start ?? span.start, span.end).replaceAll(/\s+/gu, '')})`,
    });
  }
  return signed(value);
}

function plainNumber(tokens: Tokens): Coefficient {
  const token = tokens.peek();
  if (token.kind !== 'number') tokens.unexpected(['a number']);
  tokens.next();
  return numberFrom(token.text, tokens.span(token)).value;
}

function complexNumber(tokens: Tokens): Coefficient {
  const minus = tokens.take('-') !== undefined;
  if (!minus) tokens.take('+');
  const first = plainNumber(tokens);
  const value = minus ? negateCoefficient(first) : first;
  if (tokens.take('+')) return addCoefficients(value, plainNumber(tokens));
  return tokens.take('-') ? subtractCoefficients(value, plainNumber(tokens)) : value;
}

/** QubitOperator(term, coefficient): a term is `"X0 Y1"`, `((0, "X"), (1, "Y"))` or the printed form of a sum. */
function qubitOperator(call: Call, source: Source): PythonValue {
  const bound = bind(call, ['term', 'coefficient']);
  const given = bound.get('coefficient');
  const coefficient = given === undefined ? oneCoefficient : coefficientOf(given);
  const made = (sum: Sum): PythonValue =>
    pythonOperatorValue({ type: 'QubitOperator', sum, sites: undefined }, call.span);
  const term = bound.get('term');
  if (term === undefined || (term.kind === 'constant' && term.value === null)) return made(leaf([]));
  if (term.kind === 'string') {
    const { verbatim: start, text } = term;
    if (start === undefined)
      refuse('python-not-read', 'the term is one string without escapes here', {
        span: term.span,
        expected: ['"X0 Y1"'],
      });
    const end = start + text.length;
    call.spend((workPerWord * text.length) >> 3);
    if (text.includes('[')) return made(scaled(leaf(printedTerms(source, start, end)), coefficient));
    return made(leaf([locate(term.span, () => productOfLetters(factorsBetween(source, start, end), coefficient))]));
  }
  return made(leaf([locate(term.span, () => productOfLetters(factorsOf(term), coefficient))]));
}

/** `((0, "X"), (1, "Y"))`, or one factor `(0, "X")`. */
function factorsOf(term: PythonValue): (readonly [Component, number])[] {
  const items = expectList(term, 'a term: "X0 Y1" or ((0, "X"), (1, "Y"))');
  const factors = items[0]?.kind === 'number' ? [term] : items;
  return factors.map((factor) => {
    const [site, letter, ...more] = expectList(factor, 'a factor (0, "X")');
    if (site?.kind !== 'number' || letter?.kind !== 'string' || !/^[XYZ]$/u.test(letter.text) || more.length > 0) {
      refuse('bad-factor', 'a factor is a qubit and a letter', { span: factor.span, expected: ['(0, "X")'] });
    }
    return [letter.text.toLowerCase() as Component, siteOf(site)];
  });
}

function siteOf(value: ValueOf<'number'>): number {
  return checkedSite(value.integer ? Number(value.value.terms[0]?.value.re ?? 0) : undefined, value.span);
}

const fermions = 'only operators of qubits are read';

function libraryFor(source: Source): Library {
  return {
    title: 'OpenFermion',
    root: 'openfermion',
    names: new Map([['QubitOperator', 'openfermion']]),
    refused: new Map([
      ...[
        'FermionOperator',
        'BosonOperator',
        'QuadOperator',
        'MajoranaOperator',
        'InteractionOperator',
        'IsingOperator',
        'DiagonalCoulombHamiltonian',
      ].map((name) => [name, fermions] as const),
      ...['jordan_wigner', 'bravyi_kitaev', 'fermi_hubbard', 'get_fermion_operator'].map(
        (name) => [name, 'transformations are not read'] as const,
      ),
    ]),
    instead: 'run it in Python and give what print(operator) shows: 0.5 [X0 Y1] + …',
    wanted: 'QubitOperator',
    product: '*',
    addsNumbers: true,
    changesInPlace: true,
    isOperator: ({ kind }) => kind === 'operator' || kind === 'dict',
    typeOf: () => 'QubitOperator',

    call(name, call, arithmetic) {
      switch (name) {
        case 'QubitOperator':
          return qubitOperator(call, source);
        case 'QubitOperator.identity':
          bind(call, []);
          return pythonOperatorValue(
            { type: 'QubitOperator', sum: leaf([identityOperator(oneCoefficient)]), sites: undefined },
            call.span,
          );
        case 'QubitOperator.zero':
          bind(call, []);
          return pythonOperatorValue({ type: 'QubitOperator', sum: leaf([]), sites: undefined }, call.span);
        case 'QubitOperator.accumulate': {
          const items = expectList(bind(call, ['operators'], 1).get('operators')!, 'a list of operators');
          call.spend(items.length);
          const zero: PythonValue = pythonOperatorValue(
            { type: 'QubitOperator', sum: leaf([]), sites: undefined },
            call.span,
          );
          return items.reduce((sum, item) => arithmetic.combine('+', sum, item, item.span, call.span), zero);
        }
        default:
          return undefined;
      }
    },
  };
}

/** `{((0, "X"), (1, "Y")): 0.5, (): 2.0}`: the terms of a QubitOperator as a dictionary. */
function dictionaryTerms(value: PythonValue): Operator[] {
  if (value.kind !== 'dict') refuse('unexpected-text', `${described(value)} is no QubitOperator`, { span: value.span });
  const before = new Set<string>();
  return value.entries.map(([key, coefficient]) => {
    if (!itemsOf(key))
      refuse('bad-factor', 'a term is a tuple of factors', { span: key.span, expected: ['((0, "X"), (1, "Y"))'] });
    const factors = factorsOf(key)
      .map(([letter, site]) => `${letter}${site}`)
      .join(' ');
    if (before.has(factors))
      refuse('term-twice', 'this term is a key of the dictionary a second time: Python keeps only the last one', {
        span: key.span,
        hint: 'leave one of the two out, or add their coefficients',
      });
    before.add(factors);
    return locate(key.span, () => productOfLetters(factorsOf(key), coefficientOf(coefficient)));
  });
}

/** Where the printed form begins; undefined for Python source, in which a name comes before any `[`. */
function printedStart(source: Source): number | undefined {
  const tokens = new Tokens(source, 0, source.text.length, { joined: true });
  for (;;) {
    const token = tokens.next();
    if (token.kind === 'end' || (token.kind === 'operator' && token.text === '[')) return 0;
    if (token.kind === 'string' || (token.kind === 'operator' && token.text === '{')) return undefined;
    if (token.kind !== 'name') continue;
    const after = tokens.peek();
    // `J [X0]` has a coefficient that is not a number. A file of save_operator begins with `QubitOperator:`.
    if (after.kind === 'operator' && after.text === '[') return 0;
    if (after.kind !== 'operator' || after.text !== ':') return undefined;
    if (token.text === 'QubitOperator') return after.end;
    refuse('python-not-read', `${token.text}: ${fermions}`, { span: tokens.span(token) });
  }
}

/**
 * Reads the text that OpenFermion prints, or Python source that uses it: `QubitOperator("X0 Y1", 0.5)`, sums and
 * products of such operators, and the dictionary of its terms.
 */
export function readOpenfermion(source: Source): Operator {
  const printed = printedStart(source);
  if (printed !== undefined) return total(leaf(printedTerms(source, printed, source.text.length)));
  const value = new Machine(source, libraryFor(source)).run();
  return total(value.kind === 'operator' ? value.object.sum : leaf(dictionaryTerms(value)));
}

import { type Coefficient, negateCoefficient, oneCoefficient } from '../exact/index.js';
import { type Component, type Operator, sumOperators } from '../spin/index.js';
import { type Source, refuse } from '../text/index.js';
import { realise } from './finite.js';
import type { Format } from './format.js';
import { checkedSite, product } from './letters.js';
import { LiteralReader } from './literal.js';
import { floatText, numericWords, refuseSymbols } from './numbers.js';

/**
 * OpenFermion: the text of a QubitOperator, `(0.25+0.0j) [X0 X1] +`, as it prints itself and as its constructor reads it.
 * Qubit k is site k; `[]` is the identity.
 */
export const openfermion: Format = {
  id: 'openfermion',
  title: 'OpenFermion QubitOperator',
  extension: 'txt',
  loses: 'exact coefficients become float64, and the number of sites is not said',

  write(operator, options) {
    refuseSymbols(operator, 'OpenFermion');
    const terms = numericWords(realise(operator, options)).map(({ letters, re, im }) => {
      // Always in brackets: the constructor of OpenFermion reads -a+bj as -(a+bj).
      const coefficient = `(${floatText(re)}${im < 0 ? '-' : '+'}${floatText(Math.abs(im))}j)`;
      return `${coefficient} [${letters.map(({ letter, site }) => `${letter}${site}`).join(' ')}]`;
    });
    return `${terms.length === 0 ? '0.0 []' : terms.join(' +\n')}\n`;
  },

  read(source) {
    return sumOperators(terms(source));
  },
};

const termPattern = /(?<coefficient>[^[\]]*)\[(?<factors>[^[\]]*)\]/gu;
const factorPattern = /^(?<letter>[XYZ])(?<site>[0-9]{1,9})$/u;

function* terms(source: Source): Generator<Operator> {
  let end = 0;
  for (const match of source.text.matchAll(termPattern)) {
    if (match.index !== end) break;
    const { coefficient, factors } = match.groups as { coefficient: string; factors: string };
    const start = match.index;
    const value = coefficientOf(source, start, coefficient, end === 0);
    const inside = start + coefficient.length + 1;
    end = start + match[0].length;
    const list = [...factors.matchAll(/\S+/gu)].map((factor): [Component, number] => {
      const span = { source, start: inside + factor.index, end: inside + factor.index + factor[0].length };
      const { letter, site } = factorPattern.exec(factor[0])?.groups ?? {};
      if (letter === undefined) refuse('bad-factor', `"${factor[0]}" is no factor`, { span, expected: ['X0', 'Y1', 'Z2'] });
      return [letter.toLowerCase() as Component, checkedSite(Number(site), span)];
    });
    yield product(list, value);
  }
  const rest = source.text.slice(end);
  if (/\S/u.test(rest) && !(end === 0 && rest.trim() === '0')) {
    const start = end + rest.search(/\S/u);
    refuse('unexpected-text', 'this is no term of a QubitOperator', {
      span: { source, start, end: source.text.length },
      expected: ['(0.25+0j) [X0 X1]'],
    });
  }
}

/** `+ (0.3-0.1j)`, `- 0.5`, `0.5j`, or nothing for 1. */
function coefficientOf(source: Source, start: number, text: string, isFirst: boolean): Coefficient {
  const span = { source, start, end: start + Math.max(text.length, 1) };
  const { sign, body } = /^\s*(?<sign>[+-]?)\s*(?<body>.*?)\s*$/su.exec(text)!.groups as { sign: string; body: string };
  if (!isFirst && sign === '') refuse('missing-plus', 'a + is missing between two terms', { span, expected: ['+', '-'] });
  const negate = (c: Coefficient): Coefficient => (sign === '-' ? negateCoefficient(c) : c);
  if (body === '') return negate(oneCoefficient);
  const offset = start + text.indexOf(body);
  // A reader that ends where the coefficient ends: its places are those of the whole text.
  const reader = new LiteralReader({ name: source.name, text: source.text.slice(0, offset + body.length) }, offset);
  const value = reader.literal();
  if (value.kind !== 'number' || !reader.atEnd()) {
    refuse('bad-coefficient', `"${body}" is no coefficient`, { span, expected: ['0.5', '(0.3-0.1j)'] });
  }
  if (!body.startsWith('(') && /[+-][^eE]*[jJ]$/u.test(body.slice(1)) && value.value.terms.some((t) => t.value.re !== 0)) {
    refuse('ambiguous-coefficient', `"${body}" without brackets means different numbers to different readers`, {
      span,
      hint: `write (${body})`,
    });
  }
  return negate(value.value);
}

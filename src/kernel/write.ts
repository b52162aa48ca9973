import { type Rational, rationalText } from '../exact/rational.js';
import type { ExclusionOperator } from './operator.js';
import type { ExactPolynomial } from './polynomial.js';

/** A sum over the chain, `sum_j (1/4*J) X_j X_<j+1> + (-1)^j (1/2) Z_j`, by the texts of its words. */
export function chainSumText(operator: ExclusionOperator, textOf: (word: string) => string): string {
  const terms = [...operator]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { word, place, coefficient }]) => {
      const sign = place.kind === 'chain' && place.sign === -1 ? '(-1)^j ' : '';
      return `${sign}(${polynomialText(coefficient)}) ${textOf(word)}`;
    });
  return `sum_j ${terms.join(' + ')}`;
}

/** `X_j Y_<j+1>` */
export const wordText = (word: string): string =>
  [...word].flatMap((letter, k) => (letter === 'I' ? [] : [k === 0 ? `${letter}_j` : `${letter}_<j+${k}>`])).join(' ');

/** `1/2*J*Delta^(1/2) - 1*i*g` */
function polynomialText(a: ExactPolynomial): string {
  let text = '';
  for (const [, { powers, re, im }] of [...a].sort(([x], [y]) => (x < y ? -1 : 1))) {
    const factors = [...powers].sort().map(([name, doubled]) => {
      if (doubled === 2) return name;
      return doubled % 2 === 0 ? `${name}^${doubled / 2}` : `${name}^(${doubled}/2)`;
    });
    const number = numberText(re, im);
    const both = re.num !== 0 && im.num !== 0;
    const part = [both ? `(${number})` : number, ...factors].join('*');
    text += text === '' ? part : part.startsWith('-') ? ` - ${part.slice(1)}` : ` + ${part}`;
  }
  return text;
}

function numberText(re: Rational, im: Rational): string {
  if (im.num === 0) return rationalText(re);
  return re.num === 0 ? `${rationalText(im)}*i` : `${rationalText(re)} + (${rationalText(im)})*i`;
}

import { type Rational, rationalText } from '../exact/rational.js';
import type { ExclusionOperator, CertificatePlace } from './operator.js';
import type { ExactPolynomial } from './polynomial.js';

/** `sum_j (1/4*J) X_j X_<j+1> + j (1/2) Z_j` */
export function operatorText(
  operator: ExclusionOperator,
  chainWord: (word: string) => string = (word) => wordText(word, 'j'),
): string {
  const local: string[] = [];
  const chain: string[] = [];
  for (const [, { word, place, coefficient }] of [...operator].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const weight = placeText(place);
    (place.kind === 'chain' ? chain : local).push(
      `${weight}(${polynomialText(coefficient)}) ${place.kind === 'chain' ? chainWord(word) : wordText(word, place.site)}`.trimEnd(),
    );
  }
  return [...local, ...(chain.length > 0 ? [`sum_j ${chain.join(' + ')}`] : [])].join(' + ');
}

export function placeText(place: CertificatePlace): string {
  if (place.kind === 'local') return '';
  const power = place.power === 0 ? '' : place.power === 1 ? 'j ' : `j^${place.power} `;
  return `${place.sign === -1 ? '(-1)^j ' : ''}${power}`;
}

/** `X_j Y_<j+1>`, `X_3 Y_4`; empty for the identity. */
export function wordText(word: string, from: 'j' | number): string {
  const letters = [...word].flatMap((letter, k) => {
    if (letter === 'I') return [];
    if (from === 'j') return [k === 0 ? `${letter}_j` : `${letter}_<j+${k}>`];
    return [`${letter}_<${from + k}>`];
  });
  return letters.join(' ');
}

/** `1/2*J*Delta^(1/2) - 1*i*g`; `0` for none. */
export function polynomialText(a: ExactPolynomial): string {
  let text = '';
  for (const [, { powers, re, im }] of [...a].sort(([x], [y]) => (x < y ? -1 : 1))) {
    const factors = [...powers].sort().map(([name, doubled]) => {
      if (doubled === 2) return name;
      return doubled % 2 === 0 ? `${name}^${doubled / 2}` : `${name}^(${doubled}/2)`;
    });
    const number = rationalComplexText(re, im);
    const both = re.num !== 0 && im.num !== 0;
    const part = [both ? `(${number})` : number, ...factors].join('*');
    text += text === '' ? part : part.startsWith('-') ? ` - ${part.slice(1)}` : ` + ${part}`;
  }
  return text || '0';
}

export function rationalComplexText(re: Rational, im: Rational): string {
  if (im.num === 0) return rationalText(re);
  return re.num === 0 ? `${rationalText(im)}*i` : `${rationalText(re)} + (${rationalText(im)})*i`;
}

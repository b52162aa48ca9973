import { type Rational, rationalText } from '../exact/rational.js';
import { reject } from './limits.js';
import type { Operator, Place } from './operator.js';
import type { Polynomial } from './polynomial.js';
import type { Certificate } from './read.js';

/**
 * The statement of a certificate as a program of the spin language, made from what was read and from nothing else. Pasted
 * into spinlaw it proves itself by the other route.
 */
export function statementOf({ parameters, steps, claim }: Certificate, witness?: Polynomial): string {
  const taken = [...parameters.keys()];
  const letter = [...'AKQRTUVW'].find((l) => !taken.some((name) => new RegExp(`^${l}[0-9]`, 'u').test(name))) ?? reject('the parameters leave no letter for the operators');
  const nameOf = (n: number): string => {
    const step = steps[n - 1]!;
    return step.kind === 'words' && step.operator.size === 0 ? '0' : `${letter}${n}`;
  };
  const lines: string[] = [];
  for (const domain of ['real', 'complex'] as const) {
    const names = taken.filter((name) => parameters.get(name) === domain).sort();
    if (names.length > 0) lines.push(`param ${names.join(', ')} ${domain}`);
  }
  steps.forEach((step, k) => {
    const name = nameOf(k + 1);
    switch (step.kind) {
      case 'words':
        if (name !== '0') lines.push(`${name} = ${operatorText(step.operator)}`);
        break;
      case 'combination':
        lines.push(`${name} = ${step.of.map((part) => `(${polynomialText(part.times)}) ${nameOf(part.step)}`).join(' + ')}`);
        break;
      case 'commutator':
        lines.push(`${name} = [${nameOf(step.of[0])}, ${nameOf(step.of[1])}]`);
        break;
      case 'product':
        lines.push(`${name} = (${nameOf(step.of[0])}) (${nameOf(step.of[1])})`);
        break;
      case 'overlap':
        lines.push(`${name} = overlap(${nameOf(step.of[0])}, ${nameOf(step.of[1])})`);
        break;
      case 'adjoint':
        lines.push(`${name} = dag(${nameOf(step.of)})`);
        break;
      case 'reflection':
        lines.push(`${name} = reflect(${nameOf(step.of)})`);
        break;
      case 'range':
        lines.push(`${name} = range(${nameOf(step.of)})`);
        break;
      case 'translation':
        lines.push(`${name} = translate(${nameOf(step.of)}, ${step.by})`);
        break;
      case 'degree':
        lines.push(`${name} = degree(${nameOf(step.of)})`);
    }
  });
  const [left, right] = [nameOf(claim.of[0]), nameOf(claim.of[1])];
  if (claim.kind === 'equal') {
    lines.push(`prove ${left} = ${right}`);
  } else {
    lines.push(`refute ${left} = ${right}`);
    const values = [...claim.point].sort().map(([name, { re, im }]) => `${name} = ${complexText(re, im)}`);
    const word = claim.place.kind === 'chain' ? `sum_j ${weightText(claim.place)}${lettersText(claim.word, 'j')}` : lettersText(claim.word, claim.place.site);
    lines.push(`# ${values.length > 0 ? `at ${values.join(', ')} ` : ''}the coefficient of ${word} in ${right === '0' ? left : `${left} - ${right}`} is ${polynomialText(witness!)}`);
  }
  return lines.join('\n');
}

function operatorText(operator: Operator): string {
  const local: string[] = [];
  const chain: string[] = [];
  for (const [, { word, place, coefficient }] of [...operator].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const weight = weightText(place);
    (place.kind === 'chain' ? chain : local).push(
      `${weight}(${polynomialText(coefficient)}) ${lettersText(word, place.kind === 'chain' ? 'j' : place.site)}`.trimEnd(),
    );
  }
  return [...local, ...(chain.length > 0 ? [`sum_j ${chain.join(' + ')}`] : [])].join(' + ');
}

function weightText(place: Place): string {
  if (place.kind === 'local') return '';
  const power = place.power === 0 ? '' : place.power === 1 ? 'j ' : `j^${place.power} `;
  return `${place.sign === -1 ? '(-1)^j ' : ''}${power}`;
}

/** `X_j Y_<j+1>`, `X_3 Y_4`; empty for the identity. */
function lettersText(word: string, from: 'j' | number): string {
  const letters = [...word].flatMap((letter, k) => {
    if (letter === 'I') return [];
    if (from === 'j') return [k === 0 ? `${letter}_j` : `${letter}_<j+${k}>`];
    return [`${letter}_<${from + k}>`];
  });
  return letters.join(' ');
}

/** `1/2*J*Delta^(1/2) - 1*i*g`; `0` for none. */
function polynomialText(a: Polynomial): string {
  let text = '';
  for (const [, { powers, re, im }] of [...a].sort(([x], [y]) => (x < y ? -1 : 1))) {
    const factors = [...powers].sort().map(([name, doubled]) => {
      if (doubled === 2) return name;
      return doubled % 2 === 0 ? `${name}^${doubled / 2}` : `${name}^(${doubled}/2)`;
    });
    const number = complexText(re, im);
    const both = re.num !== 0 && im.num !== 0;
    const part = [both ? `(${number})` : number, ...factors].join('*');
    text += text === '' ? part : part.startsWith('-') ? ` - ${part.slice(1)}` : ` + ${part}`;
  }
  return text || '0';
}

function complexText(re: Rational, im: Rational): string {
  if (im.num === 0) return rationalText(re);
  return re.num === 0 ? `${rationalText(im)}*i` : `${rationalText(re)} + (${rationalText(im)})*i`;
}

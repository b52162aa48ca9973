import {
  type Coefficient,
  addCoefficients,
  imaginaryUnit,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import { type Operator, type Weight, isIdentity, lettersOf, weightAt, weightIn, timesWeight } from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { correlationsOf } from './correlations.js';

export type SpinAxis = 'x' | 'y' | 'z';
export const spinAxes: readonly SpinAxis[] = ['x', 'y', 'z'];

/** Largest number of letters of a string, since each X or Y becomes two ladder operators. */
const longest = 12;
const mostStrings = 4000;

interface Ladder {
  /** +, −, I, Z along the axis */
  readonly text: string;
  readonly factor: Coefficient;
}

/** A string in ladder operators: σ^b = σ⁺ + σ⁻, σ^c = −i (σ⁺ − σ⁻) for b, c after the axis. */
function laddersOf(letters: string, axis: SpinAxis): readonly Ladder[] | undefined {
  const along = axis.toUpperCase();
  const next = spinAxes[(spinAxes.indexOf(axis) + 1) % 3]!.toUpperCase();
  const across = [...letters].filter((l) => l !== 'I' && l !== along).length;
  if (across > longest) return undefined;
  let list: Ladder[] = [{ text: '', factor: oneCoefficient }];
  for (const letter of letters) {
    if (letter === 'I' || letter === along) {
      list = list.map((l) => ({ ...l, text: l.text + (letter === 'I' ? 'I' : 'Z') }));
    } else if (letter === next) {
      list = list.flatMap((l) => [
        { ...l, text: `${l.text}+` },
        { ...l, text: `${l.text}-` },
      ]);
    } else {
      list = list.flatMap((l) => [
        { text: `${l.text}+`, factor: multiplyCoefficients(l.factor, negateCoefficient(imaginaryUnit)) },
        { text: `${l.text}-`, factor: multiplyCoefficients(l.factor, imaginaryUnit) },
      ]);
    }
  }
  return list;
}

/** Charge, first moment and staggered moment of a ladder string whose first letter is at a site. */
function momentsOf(text: string, site: number): [number, number, number] {
  const moments: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < text.length; k++) {
    const s = text[k] === '+' ? 1 : text[k] === '-' ? -1 : 0;
    moments[0] += s;
    moments[1] += s * (site + k);
    moments[2] += (site + k) % 2 === 0 ? s : -s;
  }
  return moments;
}

export interface ChargedStrings {
  readonly coefficients: Map<string, Coefficient>;
  readonly moments: Map<string, [number, number, number]>;
}

function put(
  { coefficients, moments }: ChargedStrings,
  key: string,
  coefficient: Coefficient,
  moment: [number, number, number],
): void {
  const sum = addCoefficients(coefficients.get(key) ?? zeroCoefficient, coefficient);
  moments.set(key, moment);
  if (isZeroCoefficient(sum)) coefficients.delete(key);
  else coefficients.set(key, sum);
}

/** w(site) c */
function signed(c: Coefficient, w: Weight, site: number): Coefficient {
  return timesWeight(c, weightAt(w, site));
}

/** The ladder strings of a chain sum, by the parity of their first site. */
export function stringsOf(a: Operator, axis: SpinAxis): ChargedStrings | undefined {
  const found: ChargedStrings = { coefficients: new Map(), moments: new Map() };
  for (const term of a.terms) {
    checkInterrupt();
    const ladders = laddersOf(lettersOf(term.word), axis);
    if (!ladders) return undefined;
    for (const { text, factor } of ladders) {
      const c = multiplyCoefficients(term.coefficient, factor);
      for (const site of [0, 1])
        put(found, `${text} ${site}`, signed(c, weightIn(term.place), site), momentsOf(text, site));
    }
    if (found.coefficients.size > mostStrings) return undefined;
  }
  return found;
}

/**
 * The ladder strings of Σ_j L_j ⊗ L_j†, by the parity of the first site; those that change the spin do not matter to
 * the leading order.
 */
export function pairsOf(couplings: readonly Operator[], axis: SpinAxis, neutral: boolean): ChargedStrings | undefined {
  const found: ChargedStrings = { coefficients: new Map(), moments: new Map() };
  const correlations = correlationsOf(couplings);
  if (!correlations) return undefined;
  for (const { first, second, distance, weight, coefficient } of correlations.values()) {
    checkInterrupt();
    const [left, right] = [laddersOf(lettersOf(first.word), axis), laddersOf(lettersOf(second.word), axis)];
    if (!left || !right) return undefined;
    for (const l of left) {
      for (const r of right) {
        const c = multiplyCoefficients(coefficient, multiplyCoefficients(l.factor, r.factor));
        for (const site of [0, 1]) {
          const [one, other] = [
            momentsOf(l.text, site),
            momentsOf(r.text, isIdentity(first.word) ? site : site + distance),
          ];
          if (neutral && one[0] + other[0] !== 0) continue;
          put(found, `${l.text} ${r.text} ${distance} ${site}`, signed(c, weight, site), [
            one[0] + other[0],
            one[1] + other[1],
            one[2] + other[2],
          ]);
        }
      }
    }
    if (found.coefficients.size > mostStrings) return undefined;
  }
  return found;
}

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
import {
  type Operator,
  type Weight,
  firstSite,
  isIdentity,
  lettersOf,
  weightAt,
  weightIn,
  timesWeight,
} from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { correlationsOf } from './correlations.js';

/** The axis of a spin about which strings turn. */
export type SpinAxis = 'x' | 'y' | 'z';
export const spinAxes: readonly SpinAxis[] = ['x', 'y', 'z'];

/** Largest number of letters of a string, since each X or Y becomes two ladder operators. */
const longest = 12;
/** Largest number of strings for each class of sites. */
const mostStrings = 2000;

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

/** The charge of a ladder string, its first moment, and its charges on the classes of sites. */
export interface StringMoments {
  readonly charge: number;
  readonly first: number;
  readonly classes: readonly number[];
}

/** The moments of a ladder string whose first letter is at a site. */
function momentsOf(text: string, site: number, period: number): StringMoments {
  let [charge, first] = [0, 0];
  const classes = Array<number>(period).fill(0);
  for (let k = 0; k < text.length; k++) {
    const s = text[k] === '+' ? 1 : text[k] === '-' ? -1 : 0;
    if (s === 0) continue;
    charge += s;
    first += s * (site + k);
    const r = (((site + k) % period) + period) % period;
    classes[r] = classes[r]! + s;
  }
  return { charge, first, classes };
}

export interface ChargedStrings {
  readonly coefficients: Map<string, Coefficient>;
  readonly moments: Map<string, StringMoments>;
}

function put(
  { coefficients, moments }: ChargedStrings,
  key: string,
  coefficient: Coefficient,
  moment: StringMoments,
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

/**
 * The ladder strings of a chain sum, by the class of their first site.
 *
 * @param period  a multiple of that of the sum
 */
export function stringsOf(a: Operator, axis: SpinAxis, period: number): ChargedStrings | undefined {
  const found: ChargedStrings = { coefficients: new Map(), moments: new Map() };
  for (const term of a.terms) {
    checkInterrupt();
    const ladders = laddersOf(lettersOf(term.word), axis);
    if (!ladders) return undefined;
    for (const { text, factor } of ladders) {
      const c = multiplyCoefficients(term.coefficient, factor);
      const w = weightIn(term.place);
      const shift = firstSite(term.place);
      for (let j = w.sites.residue; j < period; j += w.sites.period) {
        const site = (((j + shift) % period) + period) % period;
        put(found, `${text} ${site}`, signed(c, w, j), momentsOf(text, site, period));
      }
    }
    if (found.coefficients.size > mostStrings * period) return undefined;
  }
  return found;
}

/** How the pairs of strings are listed. */
export interface PairOptions {
  /** whether strings that change the spin are left out: they do not matter to the leading order */
  readonly neutral: boolean;
  /** a multiple of the period of the couplings */
  readonly period: number;
}

/** The ladder strings of Σ_j L_j ⊗ L_j†, by the class of the first site. */
export function pairsOf(
  couplings: readonly Operator[],
  axis: SpinAxis,
  { neutral, period }: PairOptions,
): ChargedStrings | undefined {
  const found: ChargedStrings = { coefficients: new Map(), moments: new Map() };
  const correlations = correlationsOf(couplings, period);
  if (!correlations) return undefined;
  for (const { first, second, distance, site, coefficient } of correlations.values()) {
    checkInterrupt();
    const [left, right] = [laddersOf(lettersOf(first.word), axis), laddersOf(lettersOf(second.word), axis)];
    if (!left || !right) return undefined;
    for (const l of left) {
      for (const r of right) {
        const c = multiplyCoefficients(coefficient, multiplyCoefficients(l.factor, r.factor));
        const [one, other] = [
          momentsOf(l.text, site, period),
          momentsOf(r.text, isIdentity(first.word) ? site : site + distance, period),
        ];
        if (neutral && one.charge + other.charge !== 0) continue;
        put(found, `${l.text} ${r.text} ${distance} ${site}`, c, {
          charge: one.charge + other.charge,
          first: one.first + other.first,
          classes: one.classes.map((n, k) => n + other.classes[k]!),
        });
      }
    }
    if (found.coefficients.size > mostStrings * period) return undefined;
  }
  return found;
}

import { chainSymmetries } from '../charges/index.js';
import { rationalText, rational } from '../exact/index.js';
import { writeTex, writeText } from '../language/index.js';
import {
  type Notation,
  type OperatorValue,
  type Value,
  degreeOf,
  describe,
  expressValue,
  isSaying,
} from '../meaning/index.js';
import { type Operator, isHermitian, operatorRange } from '../spin/index.js';
import { DiagnosticError, withinSeconds } from '../text/index.js';
import { siteRange, siteTerms } from '../triplet/index.js';

/** A property of a value in words: `range`, `3`. */
export interface Fact {
  readonly name: 'kind' | 'terms' | 'range' | 'hermitian' | 'dimension' | 'symmetries';
  readonly text: string;
  /** as LaTeX, where it has a formula */
  readonly tex?: string;
}

/** The properties of a value that are found quickly. */
export interface ValueDescription {
  /** as text of the language; absent where it would be long */
  readonly text?: string;
  /** as LaTeX in mathematical mode; absent where it would be long */
  readonly tex?: string;
  readonly facts: readonly Fact[];
}

/** Largest number of terms of an operator that is written out. */
const mostWritten = 60;
/** Largest number of terms of an operator whose symmetries are tried. */
const mostTried = 2000;
/** Longest text of a formula, in characters. */
const longestFormula = 400;

/**
 * Formula, range, hermiticity, dimension and symmetries of a value, as far as they are found quickly.
 *
 * @param seconds  longest time for the formula, and for the symmetries
 */
export function describeValue(value: Value, notation: Notation, seconds: number): ValueDescription {
  if (isSaying(value) && value.kind !== 'boolean' && value.kind !== 'list')
    return { facts: [{ name: 'kind', text: describe(value) }] };
  return { ...formulaOf(value, notation, seconds), facts: factsOf(value, notation, seconds) };
}

function formulaOf(value: Value, notation: Notation, seconds: number): { text?: string; tex?: string } {
  if (sizeOf(value, notation) > mostWritten) return {};
  const written = withinSeconds(seconds, () => {
    const tree = expressValue(value, notation);
    return { text: writeText(tree), tex: writeTex(tree) };
  });
  return written && written.text.length <= longestFormula ? written : {};
}

/** Number of terms or monomials of a value. */
function sizeOf(value: Value, notation: Notation): number {
  switch (value.kind) {
    case 'scalar':
      return value.scalar.terms.length;
    case 'operator':
    case 'weight':
      return termsIn(value.operator, notation);
    case 'vector':
      return [value.x, value.y, value.z].reduce((n, o) => n + termsIn(o, notation), 0);
    case 'levels':
      return value.levels.entries.length;
    default:
      return 1;
  }
}

const termsIn = (o: Operator, { spinOne }: Notation): number => (spinOne ? siteTerms(o) : o.terms).length;
const rangeIn = (o: Operator, { spinOne }: Notation): number => (spinOne ? siteRange(siteTerms(o)) : operatorRange(o));

function factsOf(value: Value, notation: Notation, seconds: number): Fact[] {
  const facts: Fact[] = [{ name: 'kind', text: describe(value) }];
  if (value.kind === 'vector') {
    const parts = [value.x, value.y, value.z];
    facts.push({ name: 'terms', text: `${sizeOf(value, notation)}` });
    facts.push({ name: 'range', text: `${Math.max(...parts.map((o) => rangeIn(o, notation)))}` });
    facts.push({ name: 'hermitian', text: parts.every(isHermitian) ? 'Hermitian' : 'not Hermitian' });
  }
  if (value.kind === 'operator') facts.push(...operatorFacts(value, notation, seconds));
  return facts;
}

function operatorFacts(value: OperatorValue, notation: Notation, seconds: number): Fact[] {
  const { operator, finite } = value;
  if (operator.terms.length === 0) return [];
  const facts: Fact[] = [
    { name: 'terms', text: `${termsIn(operator, notation)}` },
    { name: 'range', text: `${rangeIn(operator, notation)}` },
  ];
  if (!value.odd) {
    const isReal = unlessRefused(() => isHermitian(operator));
    if (isReal !== undefined) facts.push({ name: 'hermitian', text: isReal ? 'Hermitian' : 'not Hermitian' });
  }
  const doubled = unlessRefused(() => degreeOf(operator));
  if (doubled !== undefined) facts.push({ name: 'dimension', ...dimension(doubled) });
  if (!value.odd && operator.terms.length <= mostTried) {
    const found = withinSeconds(seconds, () => unlessRefused(() => chainSymmetries(operator, finite, notation.legs)));
    if (found && found.length > 0) facts.push({ name: 'symmetries', text: found.join(', ') });
  }
  return facts;
}

/** A value, or undefined where the operator has none: the degree of a sum of different powers of energy. */
function unlessRefused<T>(find: () => T): T | undefined {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.code === 'interrupted') throw error;
    return undefined;
  }
}

/** energy² for twice the power 2 of energy. */
function dimension(doubled: number): Pick<Fact, 'text' | 'tex'> {
  if (doubled === 0) return { text: 'a pure number' };
  if (doubled === 2) return { text: 'energy' };
  const power = rationalText(rational(doubled, 2));
  return {
    text: `energy^${doubled % 2 === 0 ? power : `(${power})`}`,
    tex: `\\mathrm{energy}^{${power}}`,
  };
}

import { imaginaryUnit } from '../exact/index.js';
import { writeText } from '../language/index.js';
import {
  type Assumptions,
  type Notation,
  type Value,
  plainNotation,
  describe,
  expressValue,
  isSaying,
} from '../meaning/index.js';
import { valueDocument } from '../report/index.js';
import { type Operator, type Term, isHermitian, operatorRange, scaleOperator } from '../spin/index.js';
import { siteRange, siteTerms } from '../triplet/index.js';

/** Number of Pauli strings written at a time, so that a long operator is written only as far as it is read. */
const stringsInPart = 2000;

/** A value as text of the language, in consecutive parts. */
export interface Writing {
  readonly parts: number;
  /** Pauli strings of an operator */
  readonly terms?: number;
  part(index: number): string;
}

export function writingOf(value: Value, notation: Notation, assumptions?: Assumptions): Writing {
  const whole: Writing = {
    parts: 1,
    part: () =>
      isProse(value) ? valueDocument(value, assumptions, notation).text : writeText(expressValue(value, notation)),
    ...termsOf(value, notation),
  };
  // Spins 1 are triplets of spins 1/2, whose strings do not stand for themselves.
  if (notation.spinOne || value.kind !== 'operator' || value.operator.terms.length <= stringsInPart) return whole;
  const { terms } = value.operator;
  // A chain sum extends to the end of the expression, so local terms come first.
  const isSum = (t: Term): boolean => t.place.kind === 'chain';
  const ordered = [...terms.filter((t) => !isSum(t)), ...terms.filter(isSum)];
  return {
    ...whole,
    parts: Math.ceil(terms.length / stringsInPart),
    part: (index) => {
      const some = ordered.slice(index * stringsInPart, (index + 1) * stringsInPart);
      const text = writeText(expressValue({ ...value, operator: { terms: some } }, notation));
      if (index === 0) return text;
      return text.startsWith('-') ? ` - ${text.slice(1)}` : ` + ${text}`;
    },
  };
}

/** Is the value written as prose, not in the language? */
function isProse(value: Value): boolean {
  return isSaying(value) && value.kind !== 'boolean' && value.kind !== 'list';
}

function termsOf(value: Value, { spinOne }: Notation): { terms?: number } {
  if (value.kind !== 'operator' && value.kind !== 'weight') return {};
  return { terms: (spinOne ? siteTerms(value.operator) : value.operator.terms).length };
}

/** Longest scalar shown in a summary. */
const longestScalar = 60;

/** A value in a few words: `6 terms, range 3`; short scalars in full. */
export function summaryOf(value: Value, notation: Notation = plainNotation): string {
  const wordsOf = (o: Operator): readonly unknown[] => (notation.spinOne ? siteTerms(o) : o.terms);
  const rangeOf = (o: Operator): number => (notation.spinOne ? siteRange(siteTerms(o)) : operatorRange(o));
  switch (value.kind) {
    case 'scalar': {
      if (value.scalar.terms.length > longestScalar) return `a scalar of ${value.scalar.terms.length} terms`;
      const text = writeText(expressValue(value));
      return text.length <= longestScalar ? text : `a scalar of ${value.scalar.terms.length} terms`;
    }
    case 'operator':
    case 'weight': {
      const { operator } = value;
      if (operator.terms.length === 0) return '0';
      const local = operator.terms.every((t) => t.place.kind !== 'chain') ? 'local, ' : '';
      return `${local}${counted(wordsOf(operator).length, 'term')}, range ${rangeOf(operator)}`;
    }
    case 'vector': {
      const components = [value.x, value.y, value.z];
      const terms = components.reduce((n, o) => n + wordsOf(o).length, 0);
      const range = Math.max(...components.map(rangeOf));
      return `vector, ${counted(terms, 'term')}, range ${range}`;
    }
    case 'boolean':
      return String(value.boolean);
    case 'list':
      return value.items.join(', ');
    default:
      return describe(value);
  }
}

/** An operator in a few words, with its symmetry under the adjoint: `252 terms, range 7, Hermitian`. */
export function operatorSummary(value: Value, notation: Notation): { readonly summary?: string } {
  if (value.kind !== 'operator' && value.kind !== 'vector') return {};
  const parts = value.kind === 'operator' ? [value.operator] : [value.x, value.y, value.z];
  const adjoint = parts.every(isHermitian) ? ', Hermitian' : parts.every(isAntihermitian) ? ', anti-Hermitian' : '';
  return { summary: `${summaryOf(value, notation)}${adjoint}` };
}

const isAntihermitian = (o: Operator): boolean => isHermitian(scaleOperator(o, imaginaryUnit));

/** Is the summary the value itself? Then it is written after "=", otherwise after ":". */
export function isShort(value: Value): boolean {
  return (
    value.kind === 'scalar' ||
    value.kind === 'boolean' ||
    (value.kind === 'operator' && value.operator.terms.length === 0)
  );
}

export function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

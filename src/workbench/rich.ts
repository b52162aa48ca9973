import { definedTex, writeTex } from '../language/index.js';
import { type Density, type Notation, type Value, asOperator, expressIn, expressValue } from '../meaning/index.js';
import { wordPicture } from '../picture/index.js';
import { valueDocument } from '../report/index.js';
import type { Operator } from '../spin/index.js';
import { siteTerms } from '../triplet/index.js';
import type { Rich } from './messages.js';
import { counted } from './writing.js';

/** Largest number of Pauli strings in a formula: a longer one takes a page long to typeset. */
const longestFormula = 400;
/** Largest number of Pauli strings in the formula of a definition, which nobody has asked for. */
const longestDefinition = 60;
/** Largest number of words in a picture. */
const mostPictured = 4000;
/** Longest LaTeX of numbers: a matrix of some twenty rows. */
const longestNumbers = 10_000;

/** Formula and picture of a value. */
export function richValue(value: Value, notation: Notation): Rich {
  const latex = formulaOf(value, notation, longestFormula);
  const svg = pictureOf(value, notation);
  return { ...(latex !== undefined && { latex }), ...(svg !== undefined && { svg }) };
}

/** A short definition as an equation. */
export function richDefinition(name: string, value: Value, notation: Notation, density?: Density): Rich {
  const right = formulaOf(value, notation, longestDefinition);
  if (right === undefined) return {};
  return { latex: `${definedTex(name, density?.sites)} = ${right}` };
}

/** The residual of a claim. */
export function richResidual(residual: Operator, notation: Notation): Rich {
  if (size(residual, notation) > longestFormula) return {};
  return { latex: writeTex(expressIn(residual, notation)) };
}

function formulaOf(value: Value, notation: Notation, longest: number): string | undefined {
  switch (value.kind) {
    case 'scalar':
      return value.scalar.terms.length > longest ? undefined : writeTex(expressValue(value, notation));
    case 'vector':
    case 'operator':
    case 'weight': {
      const parts = value.kind === 'vector' ? [value.x, value.y, value.z] : [value.operator];
      return parts.reduce((n, o) => n + size(o, notation), 0) > longest
        ? undefined
        : writeTex(expressValue(value, notation));
    }
    case 'levels':
      return value.levels.entries.length > longest ? undefined : writeTex(expressValue(value, notation));
    case 'eigenvalues':
    case 'number':
    case 'matrix': {
      const { latex } = valueDocument(value, undefined, notation);
      return latex.length > longestNumbers || latex.includes('{verbatim}') ? undefined : latex;
    }
    default:
      return undefined;
  }
}

const size = (operator: Operator, { spinOne }: Notation): number =>
  (spinOne ? siteTerms(operator) : operator.terms).length;

/** The words of an operator of spins 1/2 that is more than one word. */
function pictureOf(value: Value, { spinOne }: Notation): string | undefined {
  const operator = value.kind === 'operator' ? asOperator(value) : undefined;
  if (!operator || spinOne || operator.terms.length < 2 || operator.terms.length > mostPictured) return undefined;
  return wordPicture(operator, `${counted(operator.terms.length, 'Pauli word')} against the sites on which they act`);
}

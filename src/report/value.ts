import { type Coefficient, coefficientText, symbolsOf, constantsOf, isUndecided } from '../exact/index.js';
import { writeTex, writeText } from '../language/index.js';
import {
  type Assumptions,
  type Value,
  asOperator,
  expressValue,
  mapParameters,
  noAssumptions,
  type Notation,
  plainNotation,
} from '../meaning/index.js';
import { type Operator, isHermitian, isHermitianLevels, operatorRange, rangeInCells } from '../spin/index.js';
import { spinsOfSite } from '../triplet/index.js';
import {
  type EigenvaluesDocument,
  type ExpectationDocument,
  type MatrixDocument,
  type SectorMatricesDocument,
  chainDocument,
  eigenvaluesDocument,
  eigenvaluesTex,
  eigenvaluesText,
  expectationDocument,
  expectationTex,
  expectationText,
  stateDocument,
  matrixDocument,
  matrixTex,
  matrixText,
} from './numbers.js';
import { type IntegrableDocument, integrabilityWriting } from './integrability.js';
import { type PerturbationDocument, perturbationDocument } from './perturbation.js';
import { perturbationLines } from './perturbation-text.js';
import { perturbedIntegrability } from './perturbed-integrability.js';
import { type TermDocument, termDocuments } from './terms.js';

/** A matrix element of an N-level system: `delta` is the position of its δ(x − a), if it has one. */
export interface LevelDocument {
  row?: number;
  column?: number;
  coefficient: string;
  delta?: string;
}

export type ValueDocument =
  | { kind: 'scalar'; value: string; text: string; latex: string }
  | {
      kind: 'operator';
      hermitian: boolean | null;
      range: number | null;
      spins?: string[];
      terms: TermDocument[];
      /** number of sites and boundary of the finite chain, if the expression is on one */
      sites?: number;
      boundary?: 'periodic' | 'open';
      text: string;
      latex: string;
    }
  | { kind: 'vector'; components: Record<'x' | 'y' | 'z', TermDocument[]>; text: string; latex: string }
  | { kind: 'levels'; hermitian: boolean | null; entries: LevelDocument[]; text: string; latex: string }
  | { kind: 'boolean'; value: boolean; text: string; latex: string }
  | { kind: 'list'; items: string[]; text: string; latex: string }
  | { kind: 'text'; text: string; latex: string }
  | ({ kind: 'perturbation'; text: string; latex: string } & PerturbationDocument)
  | ({ kind: 'integrability'; text: string; latex: string; sentence: string } & IntegrableDocument)
  | ({ text: string; latex: string } & (
      | EigenvaluesDocument
      | MatrixDocument
      | SectorMatricesDocument
      | ExpectationDocument
    ))
  | { kind: 'state'; state: string; text: string; latex: string };

/** The parameters in a value, in ASCII. */
export function parametersIn(value: Value): string[] {
  const names = new Set<string>();
  mapParameters(value, (c) => {
    for (const { name, kind } of symbolsOf(c)) if (kind !== 'constant') names.add(name);
    return c;
  });
  return [...names];
}

/**
 * A value as data, with its text.
 *
 * @param assumptions  its assumptions, if the answer says for which couplings it holds
 * @param notation  how its program writes operators
 */
export function valueDocument(
  value: Value,
  assumptions: Assumptions = noAssumptions(),
  notation: Notation = plainNotation,
): ValueDocument {
  if (value.kind === 'text') return { kind: 'text', text: value.text, latex: value.text };
  if (value.kind === 'perturbation') {
    const integrability = perturbedIntegrability(value.perturbation);
    const text = perturbationLines(value.perturbation, [assumptions], integrability).join('\n');
    return {
      kind: 'perturbation',
      ...perturbationDocument(value.perturbation, [assumptions], integrability),
      text,
      latex: verbatim(text),
    };
  }
  if (value.kind === 'integrability') {
    const { document, lines } = integrabilityWriting(value.answer, [assumptions], notation);
    const text = lines.join('\n');
    return { kind: 'integrability', ...document, sentence: document.text, text, latex: verbatim(text) };
  }
  if (value.kind === 'eigenvalues')
    return { ...eigenvaluesDocument(value), text: eigenvaluesText(value), latex: eigenvaluesTex(value) };
  if (value.kind === 'number')
    return { ...expectationDocument(value), text: expectationText(value), latex: expectationTex(value) };
  if (value.kind === 'state') return stateDocument(value);
  if (value.kind === 'matrix') return { ...matrixDocument(value), text: matrixText(value), latex: matrixTex(value) };
  const tree = expressValue(value, notation);
  const common = { text: writeText(tree), latex: writeTex(tree) };
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: coefficientText(value.scalar), ...common };
    case 'vector':
      return {
        kind: 'vector',
        components: componentDocuments(value, notation),
        ...common,
      };
    case 'levels':
      return {
        kind: 'levels',
        hermitian:
          isHermitianLevels(value.levels) ||
          (value.levels.entries.some((e) => isInexact(e.coefficient)) ? null : false),
        entries: value.levels.entries.map((e) => ({
          ...(e.row !== undefined && { row: e.row }),
          ...(e.column !== undefined && { column: e.column }),
          coefficient: coefficientText(e.coefficient),
          ...(e.position && { delta: coefficientText(e.position) }),
        })),
        ...common,
      };
    case 'boolean':
      return { kind: 'boolean', value: value.boolean, ...common };
    case 'list':
      return { kind: 'list', items: [...value.items], ...common };
    default: {
      const operator = asOperator(value)!;
      const { legs, spinOne = false } = notation;
      return {
        kind: 'operator',
        hermitian: isHermitian(operator) || (operator.terms.some((t) => isInexact(t.coefficient)) ? null : false),
        range: rangeIfDecided(operator, spinOne ? spinsOfSite : legs.length),
        ...(legs.length > 1 && { spins: [...legs] }),
        terms: termDocuments(operator, notation),
        ...(value.kind === 'operator' &&
          value.finite &&
          chainDocument(spinOne ? { ...value.finite, sites: value.finite.sites / spinsOfSite } : value.finite)),
        ...common,
      };
    }
  }
}

/** The components of a vector as terms. */
export function componentDocuments(
  { x, y, z }: Record<'x' | 'y' | 'z', Operator>,
  notation: Notation = plainNotation,
): Record<'x' | 'y' | 'z', TermDocument[]> {
  return { x: termDocuments(x, notation), y: termDocuments(y, notation), z: termDocuments(z, notation) };
}

const verbatim = (text: string): string => `\\begin{verbatim}\n${text}\n\\end{verbatim}`;

function isInexact(c: Coefficient): boolean {
  return constantsOf(c).length > 0;
}

/** The range; null if all words of this length have coefficients that may be 0. */
function rangeIfDecided(operator: Operator, spins: number): number | null {
  const rangeOf = (o: Operator): number => (spins === 1 ? operatorRange(o) : rangeInCells(o, spins));
  const range = rangeOf(operator);
  const decided = operator.terms.filter((t) => !isUndecided(t.coefficient));
  return decided.length === operator.terms.length || rangeOf({ terms: decided }) === range ? range : null;
}

import type { ModularEvidence, Refutation } from '../charges/index.js';
import { type Coefficient, coefficientText, symbolsOf, constantsOf, isUndecided } from '../exact/index.js';
import { writeTex, writeText } from '../language/index.js';
import { type Value, asOperator, expressValue, mapValue } from '../meaning/index.js';
import type { ClaimResult } from '../proof/index.js';
import { type Operator, isHermitian, isHermitianLevels, operatorRange, rangeOf } from '../spin/index.js';
import { placeOf } from '../text/index.js';
import { type PerturbationDocument, perturbationDocument } from './perturbation.js';
import { perturbationLines } from './perturbation-text.js';
import { type TermDocument, termDocuments } from './terms.js';

/** A matrix element of an N-level system: `delta` is the position of the δ(x − a) it carries. */
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
      terms: TermDocument[];
      text: string;
      latex: string;
    }
  | { kind: 'vector'; components: Record<'x' | 'y' | 'z', TermDocument[]>; text: string; latex: string }
  | { kind: 'levels'; hermitian: boolean | null; entries: LevelDocument[]; text: string; latex: string }
  | { kind: 'boolean'; value: boolean; text: string; latex: string }
  | { kind: 'list'; items: string[]; text: string; latex: string }
  | { kind: 'text'; text: string; latex: string }
  | ({ kind: 'perturbation'; text: string; latex: string } & PerturbationDocument);

/** The parameters in a value, in ASCII. */
export function parametersIn(value: Value): string[] {
  const names = new Set<string>();
  mapValue(value, (c) => {
    for (const { name, kind } of symbolsOf(c)) if (kind !== 'constant') names.add(name);
    return c;
  });
  return [...names];
}

export function valueDocument(value: Value): ValueDocument {
  if (value.kind === 'text') return { kind: 'text', text: value.text, latex: value.text };
  if (value.kind === 'perturbation') {
    const text = perturbationLines(value.perturbation).join('\n');
    return {
      kind: 'perturbation',
      ...perturbationDocument(value.perturbation),
      text,
      latex: `\\begin{verbatim}\n${text}\n\\end{verbatim}`,
    };
  }
  const tree = expressValue(value);
  const common = { text: writeText(tree), latex: writeTex(tree) };
  switch (value.kind) {
    case 'scalar':
      return { kind: 'scalar', value: coefficientText(value.scalar), ...common };
    case 'vector':
      return {
        kind: 'vector',
        components: componentDocuments(value),
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
      return {
        kind: 'operator',
        hermitian: isHermitian(operator) || (operator.terms.some((t) => isInexact(t.coefficient)) ? null : false),
        range: rangeIfDecided(operator),
        terms: termDocuments(operator),
        ...common,
      };
    }
  }
}

function componentDocuments({ x, y, z }: Record<'x' | 'y' | 'z', Operator>): Record<'x' | 'y' | 'z', TermDocument[]> {
  return { x: termDocuments(x), y: termDocuments(y), z: termDocuments(z) };
}

function isInexact(c: Coefficient): boolean {
  return constantsOf(c).length > 0;
}

/** The range, unless every word as long as it may have the coefficient 0. */
function rangeIfDecided(operator: Operator): number | null {
  const range = operatorRange(operator);
  const longest = operator.terms.filter((t) => rangeOf(t.word) === range);
  return longest.length > 0 && longest.every((t) => isUndecided(t.coefficient)) ? null : range;
}

/** A claim as `prove --json` and `run --json` give it. */
export interface ClaimDocument {
  name: string;
  file: string;
  line: number;
  kind: 'prove' | 'refute';
  holds: boolean;
  verdict: ClaimResult['verdict'];
  mode: ClaimResult['mode'];
  cancelled: number;
  seconds: number;
  /** what is taken for granted about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  /** the parameters of the two sides, before anything cancels */
  parameters: string[];
  cites?: string;
  residual?: TermDocument[];
  /** of a claim about vectors, where `residual` is the first component that does not vanish */
  components?: Record<'x' | 'y' | 'z', TermDocument[]>;
  point?: Record<string, string>;
  /** of a modular proof */
  evidence?: EvidenceDocument;
  /** where residues show that the two sides differ */
  refutation?: RefutationDocument;
  /** the file its certificate was written to */
  certificate?: string;
}

export function claimDocument(claim: ClaimResult): ClaimDocument {
  return {
    name: claim.name ?? '',
    file: claim.span.source.name,
    line: placeOf(claim.span).line,
    kind: claim.verb,
    holds: claim.holds,
    verdict: claim.verdict,
    mode: claim.mode,
    cancelled: claim.cancelled,
    seconds: claim.seconds,
    assumptions: [...claim.assumptions],
    parameters: [...claim.parameters.keys()],
    ...(claim.cites && { cites: citationText(claim.cites) }),
    ...(claim.residual && { residual: termDocuments(claim.residual) }),
    ...(claim.residualVector && { components: componentDocuments(claim.residualVector) }),
    ...(claim.point && { point: Object.fromEntries(claim.point) }),
    ...(claim.evidence && { evidence: evidenceDocument(claim.evidence) }),
    ...(claim.refutation && { refutation: refutationDocument(claim.refutation) }),
  };
}

/** What a modular proof rests on: `docs/background/charges.md` says why it is enough. */
export interface EvidenceDocument {
  degrees: Record<string, number>;
  height: string;
  points: number;
  primes: readonly number[];
}

export function evidenceDocument({ degrees, height, points, primes }: ModularEvidence): EvidenceDocument {
  return { degrees: Object.fromEntries(degrees), height: String(height), points, primes };
}

/** A word whose coefficient is not 0 modulo a prime. */
export interface RefutationDocument {
  string: string;
  prime: number;
  point: Record<string, number>;
}

export function refutationDocument({ word, prime, point }: Refutation): RefutationDocument {
  return { string: word, prime, point: Object.fromEntries(point) };
}

/** `chain (16)` */
export function citationText(cites: NonNullable<ClaimResult['cites']>): string {
  return cites.kind === 'equation' ? `${cites.paper} (${cites.number})` : cites.text;
}

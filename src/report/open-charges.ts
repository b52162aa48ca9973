import { type OpenCharge, chargeName, openCharges } from '../charges/index.js';
import { coefficientText } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { type Notation, expressCoefficient, expressIn, plainNotation } from '../meaning/index.js';
import { type Operator, identityOperator } from '../spin/index.js';
import { allValuesText, conditionOf } from './conditions.js';
import type { GivenHamiltonian } from './hamiltonian.js';
import type { CommandReport, Listener } from './report.js';
import { type TermDocument, termDocuments } from './terms.js';

/** A charge in the document of `charges --open --json`. */
export interface OpenChargeDocument {
  index: number;
  /** the number of this charge where there are several new ones of this index */
  branch?: number;
  range: number;
  /** null if it is not decided, for the reason in `because` */
  survives: boolean | null;
  /** sites at each end that boundary terms touch, or on which there are none */
  boundary?: number;
  /** the shortest chain from which on the charge commutes with H, for every N */
  from?: number;
  /** N is a multiple of this number; N counts cells where cells hold several spins */
  multipleOf?: number;
  /** the factor of C_k, and the coefficients of lower charges */
  factor?: string;
  lower?: { index: number; coefficient: string }[];
  /** boundary terms at both ends, sites −1, −2 … counted from the right end */
  left?: TermDocument[];
  right?: TermDocument[];
  /** [H, C_k] at both ends */
  residual?: { left: TermDocument[]; right: TermDocument[] };
  because?: string;
}

/** The document of `charges --open --json`. */
export interface OpenChargesDocument {
  hamiltonian: string;
  parameters: string[];
  /** assumptions about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  charges: OpenChargeDocument[];
}

export interface OpenChargesQuestion {
  /** the last charge */
  readonly upto: number;
  /** largest number of sites of boundary terms at each end */
  readonly boundary?: number;
  readonly maxWords?: number;
}

/** The answer of `charges --open`: which charges survive on open chains, with their boundary terms. */
export function openChargesReport(
  given: GivenHamiltonian,
  question: OpenChargesQuestion,
  listener: Listener,
): CommandReport {
  const documents: OpenChargeDocument[] = [];
  // Coefficients of the answer may divide by couplings.
  const operators: Operator[] = [given.hamiltonian];
  const { notation = plainNotation } = given;
  const spins = notation.legs.length;
  const charges = openCharges(given.hamiltonian, { ...question, spins });
  listener.line('charge   range   on open chains');
  let multipleOf = 1;
  for (const found of charges) {
    documents.push(openChargeDocument(found));
    const { outcome } = found;
    if (outcome.kind === 'survives') {
      ({ multipleOf } = outcome);
      operators.push(outcome.left, outcome.right, ...outcome.lower.map((l) => identityOperator(l.coefficient)));
    }
    for (const line of openChargeLines(found, notation)) listener.line(line);
  }
  const condition = conditionOf(operators, given.assumptions);
  if (documents.some(({ survives }) => survives))
    listener.line(
      `[H, Q] = 0 holds for every chain${lengthsText(multipleOf, spins)} from the length given on${whereText(condition)}.`,
    );
  if (condition.parameters.size > 0 && documents.some(({ survives }) => survives === false))
    listener.note(
      'a charge is broken at generic values of the parameters; at special ones there may be boundary terms',
    );
  return {
    document: {
      hamiltonian: given.text,
      parameters: [...condition.parameters.keys()],
      assumptions: [...condition.assumptions],
      charges: documents,
    } satisfies OpenChargesDocument,
    code: given.code,
  };
}

/** Of which chains a charge is one: ` of an even number of sites`. */
function lengthsText(multipleOf: number, spins: number): string {
  if (multipleOf === 1) return spins === 1 ? '' : ' of N cells';
  const noun = spins === 1 ? 'sites' : 'cells';
  return multipleOf === 2 ? ` of an even number of ${noun}` : ` whose number of ${noun} is a multiple of ${multipleOf}`;
}

const whereText = (condition: Parameters<typeof allValuesText>[0]): string => {
  const values = condition.parameters.size > 0 ? allValuesText(condition) : '';
  return values && `, for ${values}`;
};

function openChargeDocument({ charge, outcome }: OpenCharge): OpenChargeDocument {
  const { index, branch, range } = charge;
  const common = { index, ...(branch !== undefined && { branch }), range };
  switch (outcome.kind) {
    case 'survives':
      return {
        ...common,
        survives: true,
        boundary: outcome.sites,
        from: outcome.from,
        multipleOf: outcome.multipleOf,
        factor: coefficientText(outcome.factor),
        lower: outcome.lower.map(({ index, coefficient }) => ({ index, coefficient: coefficientText(coefficient) })),
        left: termDocuments(outcome.left),
        right: termDocuments(outcome.right),
      };
    case 'broken':
      return {
        ...common,
        survives: false,
        boundary: outcome.sites,
        residual: { left: termDocuments(outcome.left), right: termDocuments(outcome.right) },
      };
    case 'undecided':
      return { ...common, survives: null, because: outcome.because };
  }
}

/** Longest boundary term that is written out, in characters. */
const longestLine = 400;

function openChargeLines({ charge, outcome }: OpenCharge, notation: Notation): string[] {
  const head = `${chargeName(charge).padEnd(6)}${String(charge.range).padStart(8)}   `;
  const text = (o: Operator): string => {
    const written = writeText(expressIn(o, notation));
    return written.length <= longestLine ? written : `${written.slice(0, longestLine)}… (--json writes it out)`;
  };
  const indent = ' '.repeat(head.length);
  switch (outcome.kind) {
    case 'undecided':
      return [`${head}undecided: ${outcome.because}`];
    case 'broken':
      return [
        `${head}broken: no boundary terms on up to ${outcome.sites} ${outcome.sites === 1 ? 'site' : 'sites'} at each end`,
      ];
    case 'survives': {
      const factor =
        coefficientText(outcome.factor) === '1' ? '' : ` (${writeText(expressCoefficient(outcome.factor))})`;
      const lower = outcome.lower.map(
        ({ index, coefficient }) => ` + (${writeText(expressCoefficient(coefficient))}) C_${index}`,
      );
      const sum = `Q =${factor} ${chargeName(charge)}${lower.join('')}`;
      if (outcome.sites === 0) return [`${head}survives from N = ${outcome.from} on, ${sum}`];
      return [
        `${head}survives from N = ${outcome.from} on, ${sum} + left + right`,
        `${indent}left   ${text(outcome.left)}`,
        `${indent}right  ${text(outcome.right)}`,
      ];
    }
  }
}

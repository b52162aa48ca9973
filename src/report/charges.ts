import {
  type Charge,
  boostOperatorOf,
  unitCellText,
  chargeName,
  chargesOneByOne,
  nothingText,
  searchText,
  tripletChargesOneByOne,
} from '../charges/index.js';
import { coefficientText } from '../exact/index.js';
import { writeText } from '../language/index.js';
import { type Notation, expressCoefficient, expressIn, plainNotation } from '../meaning/index.js';
import { type Operator, isHermitian } from '../spin/index.js';
import { certifyCharges } from '../proof/index.js';
import { siteTerms } from '../triplet/index.js';
import {
  type Diagnostic,
  DiagnosticError,
  type ErrorDocument,
  errorDocument,
  exitCodeOf,
  worse,
} from '../text/index.js';
import { allValuesText, conditionOf } from './conditions.js';
import { type GivenHamiltonian, refuseSpinsOne, splitNotes } from './hamiltonian.js';
import type { Listener, CommandReport } from './report.js';
import { type TermDocument, termDocuments } from './terms.js';
import { type UnitCellDocument, unitCellDocument } from './unit-cell.js';

/** A charge in the document of `charges --json`. */
export interface ChargeDocument {
  index: number;
  range: number;
  terms: number;
  norm2: string;
  commutes: boolean;
  /**
   * whether it is zero or a combination of earlier charges; it is then not a further charge, and `commutes` says
   * nothing about the chain
   */
  nothing?: true;
  combinationOf?: number[];
  /** for a Hamiltonian with a unit cell: number of cells that the longest string touches */
  cells?: number;
  /** for a Hamiltonian with a unit cell: whether C_k is given by the boost, or was found by a search */
  by?: 'definition' | 'boost' | 'search';
  /** the number of this charge among several new ones of k cells */
  branch?: number;
  seconds: number;
  /** with their weights if the Hamiltonian has a unit cell */
  words?: { string: string; weight?: string; coefficient: string }[];
  residual?: TermDocument[];
}

/** The document of `charges --json`. */
export interface ChargesDocument {
  hamiltonian: string;
  parameters: string[];
  /** assumptions about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  charges: ChargeDocument[];
  /** if the Hamiltonian has a unit cell: its period in sites, how it was boosted, and what was searched */
  unitCell?: UnitCellDocument;
  /** the file of `--certify` */
  certificate?: string;
  error?: ErrorDocument;
}

export interface ChargesQuestion {
  /** the last charge */
  readonly upto: number;
  readonly maxWords?: number;
  /** whether to list the Pauli strings of every charge */
  readonly words?: boolean;
  /** stores the certificate of the charges, and returns its place */
  readonly keep?: (certificate: string) => string;
}

/** The answer of `charges`: the charges C_2 … C_K by the boost recursion, each with its commutator check. */
export function chargesReport(given: GivenHamiltonian, question: ChargesQuestion, listener: Listener): CommandReport {
  const { hamiltonian, text } = given;
  const condition = conditionOf([hamiltonian], given.assumptions);
  const { upto, maxWords, words = false, keep } = question;
  if (keep) refuseSpinsOne(given);
  const { split, cell, charges } = (given.notation?.spinOne ? tripletChargesOneByOne : chargesOneByOne)(hamiltonian, {
    upto,
    ...(maxWords !== undefined && { maxWords }),
  });
  for (const note of splitNotes(split, given.notation)) listener.note(note);
  if (cell) listener.note(unitCellText(cell));
  const documents: ChargeDocument[] = [];
  const found: Charge[] = [];
  let reached: Diagnostic | undefined;
  let complete = true;
  let nothing: Charge | undefined;
  listener.line('charge   range   terms  commutes  norm² per site');
  try {
    let start = performance.now();
    let before = 0;
    for (const charge of charges) {
      const document = chargeDocument(charge, given.notation ?? plainNotation, {
        words,
        seconds: (performance.now() - start) / 1000,
      });
      documents.push(document);
      if (keep) found.push(charge);
      complete &&= charge.commutes;
      if (charge.nothing) nothing ??= charge;
      for (const line of chargeLines(charge, document, given.notation ?? plainNotation)) listener.line(line);
      if (charge.index < upto)
        listener.progress(`C_${charge.index + 1} of C_${upto}${estimate(document.seconds, before)}`);
      before = document.seconds;
      start = performance.now();
    }
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    reached = error.diagnostic;
  }
  let certificate: string | undefined;
  if (keep && found.length > 0) {
    // With a unit cell, charges may come from searches, so all of them are given by their words.
    certificate = keep(certifyCharges(hamiltonian, found, cell ? undefined : boostOperatorOf(split.boosted)).text);
    listener.line(`certificate: ${certificate}`);
  }
  if (nothing) listener.line(nothingText(nothing.index, nothing.nothing!));
  for (const found of cell?.searched ?? []) listener.line(sentence(searchText(found, cell!)));
  if (cell && cell.searched.length > 0 && condition.parameters.size > 0)
    listener.note(
      'these counts are those of generic values of the parameters; at special ones there may be more charges',
    );
  if (condition.assumptions.length > 0) listener.line(`for ${allValuesText(condition)}`);
  if (reached) listener.error(reached);
  const code = complete ? given.code : 1;
  return {
    document: {
      hamiltonian: text,
      parameters: [...condition.parameters.keys()],
      assumptions: condition.assumptions,
      charges: documents,
      ...(cell && {
        unitCell: unitCellDocument(cell),
      }),
      ...(certificate !== undefined && { certificate }),
      ...(reached && { error: errorDocument(reached) }),
    },
    code: reached ? worse(code, exitCodeOf(reached)) : code,
  };
}

/** The columns of a table of charges. */
export const chargeColumns = ['charge', 'terms', 'range', 'commutes with H', 'norm² per site'] as const;

/** A charge in words: as sentences, as a row of a table, and a remark. */
export interface ChargeInWords {
  /** `C_3: 6 terms, range 3, [H, C_3] = 0 proved; norm² 3/32` */
  readonly lines: readonly string[];
  /** the cells below `chargeColumns`; absent where there is no further charge */
  readonly row?: readonly string[];
  readonly note?: string;
}

/** The word for a charge that commutes with H: there are certificates for spins 1/2 only. */
const commutesWord = ({ spinOne }: Notation): string => (spinOne ? 'computed' : 'proved');

/** A charge in sentences, outside the table of `spinlaw charges`. */
export function chargeSentences(charge: Charge, notation: Notation = plainNotation): ChargeInWords {
  const { index, nothing, commutes, residual, words, range } = charge;
  if (nothing) return { lines: [nothingText(index, nothing)] };
  const name = chargeName(charge);
  const found = commutes ? commutesWord(notation) : 'no';
  const verdict = commutes ? `[H, ${name}] = 0 ${found}` : `[H, ${name}] ≠ 0`;
  const norm = charge.squaredNorm();
  const written = norm.terms.length > 12 ? `${norm.terms.length} terms` : writeText(expressCoefficient(norm));
  const line = `${name}: ${words} ${words === 1 ? 'term' : 'terms'}, range ${range}, ${verdict}; norm² ${written}`;
  const row = [name, String(words), String(range), found, written];
  if (!residual) return { lines: [line], row };
  return {
    row,
    lines: [line, `[H, ${name}] = ${residualText(residual, notation)}`],
    note: 'the recursion ends here; that it fails does not prove that the chain is not integrable',
  };
}

/** A remark on a Hamiltonian that is not Hermitian. */
export function hermiticityNotes(hamiltonian: Operator, name = 'the Hamiltonian'): string[] {
  return isHermitian(hamiltonian) ? [] : [`${name} is not Hermitian`];
}

/** An estimate of the time for the next charge, which assumes that times grow by a constant factor. */
function estimate(seconds: number, before: number): string {
  const next = before > 0 ? (seconds * seconds) / before : 0;
  return next > 1 ? `, about ${Math.round(next)} s` : '';
}

function chargeDocument(
  charge: Charge,
  notation: Notation,
  { words, seconds }: { readonly words: boolean; readonly seconds: number },
): ChargeDocument {
  return {
    index: charge.index,
    range: charge.range,
    terms: charge.words,
    norm2: coefficientText(charge.squaredNorm()),
    commutes: charge.commutes,
    ...(charge.nothing && {
      nothing: true as const,
      ...(charge.nothing.of.length > 0 && { combinationOf: [...charge.nothing.of] }),
    }),
    ...(charge.cells !== undefined && { cells: charge.cells }),
    ...(charge.by && { by: charge.by }),
    ...(charge.branch !== undefined && { branch: charge.branch }),
    seconds,
    ...(words && {
      words: termDocuments(charge.operator(), notation).map((t) => ({
        string: t.string,
        ...(charge.cells !== undefined && { weight: t.weight }),
        coefficient: t.coefficient,
      })),
    }),
    ...(charge.residual && { residual: termDocuments(charge.residual, notation) }),
  };
}

/** `There is no charge …` */
const sentence = (text: string): string => `${text[0]!.toUpperCase()}${text.slice(1)}.`;

/** Longest residual that is written out, in characters. */
const longestResidual = 1000;

/** A row of the table; for a charge that is not conserved the residual is shown below it. */
function chargeLines(charge: Charge, document: ChargeDocument, notation: Notation): string[] {
  const { index, range, words, nothing, commutes, residual } = charge;
  const verdict = nothing ? 'nothing' : commutes ? commutesWord(notation) : 'NO';
  const name = chargeName(charge);
  const cells =
    name.padEnd(6) +
    String(range).padStart(13 - Math.max(6, name.length)) +
    String(words).padStart(8) +
    verdict.padStart(9);
  return [
    `${cells}  ${writeText(expressCoefficient(charge.squaredNorm()))}`,
    ...(document.words ?? []).map(
      ({ string, weight, coefficient }) =>
        `         ${string.padEnd(range)}  ${weight === undefined ? '' : `${weight.padEnd(6)}  `}${coefficient}`,
    ),
    ...(residual
      ? [
          `[H, C_${index}] = ${residualText(residual, notation)}`,
          `The boost recursion ends here: C_${index} is not conserved, so it gives no C_${index + 1}. ` +
            'That the recursion fails does not prove that the chain is not integrable.',
        ]
      : []),
  ];
}

function residualText(residual: Operator, notation: Notation): string {
  const text = writeText(expressIn(residual, notation));
  if (text.length <= longestResidual) return text;
  const cut = [...text].slice(0, longestResidual).join('');
  return notation.spinOne
    ? `${cut}… (${siteTerms(residual).length} words; --json lists them)`
    : `${cut}… (${residual.terms.length} Pauli strings; --json lists them)`;
}

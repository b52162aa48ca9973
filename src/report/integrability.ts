import {
  type Integrability,
  type IntegrabilityAnswer,
  type IntegrabilityVerdict,
  genericNote,
  hypothesesOf,
  kindText,
  verdictFields,
  verdictText,
} from '../integrability/index.js';
import { nameText, writeText } from '../language/index.js';
import {
  type Assumptions,
  type Notation,
  expressCoefficient,
  expressIn,
  plainNotation,
  withoutConstant,
} from '../meaning/index.js';
import type { Coefficient } from '../exact/index.js';
import type { Operator } from '../spin/index.js';
import { type PieceDocument, orderText, pieceDocuments, pieceLines, placesText } from './chain-pieces.js';
import { type ProofCondition, conditionOf } from './conditions.js';

/** The document of `integrable --json`. */
export interface IntegrableDocument {
  hamiltonian: string;
  parameters: string[];
  assumptions: string[];
  /** the verdict, that of all pieces where the chain falls into pieces, or `mixed` where theirs differ */
  verdict: ReturnType<typeof verdictFields>['verdict'];
  /** whether the verdict is proved here, and not by a theorem of the literature alone */
  proved: boolean;
  theorem: string | null;
  construction: string | null;
  /** sites of a cell, and period of H in sites */
  cell: number | null;
  period: number;
  /** the parts of the chain that no term connects; empty where it is one */
  pieces: PieceDocument[];
  /** the order in which the sites are taken, where the terms are shorter than in that of the chain */
  order: string[] | null;
  /** numbers of local charges of range ≤ 1, 2, … sites */
  nullities: number[];
  /** the complete list of local charges where that is proved, otherwise those up to a range */
  charges: { range: number; text: string }[];
  /** whether these are all local charges of this period, of any range */
  complete: boolean;
  /** couplings at which the verdict is another one, where Theorem A decides for the others */
  exceptional: { where: string; verdict: string; theorem: string | null; construction: string | null }[];
  /** whether the verdict is that of generic couplings everywhere else */
  exceptionalComplete: boolean;
  hypotheses: { name: string; holds: boolean }[];
  /** the file of the certificate, if one was asked for */
  certificate: string | null;
  text: string;
}

/** Longest operator that is written out, in characters. */
const longestLine = 300;
const shortened = (text: string): string =>
  text.length <= longestLine ? text : `${text.slice(0, longestLine)}… (--json writes it out)`;

/** An answer as lines, remarks and data. */
export interface IntegrabilityWriting {
  readonly lines: readonly string[];
  readonly notes: readonly string[];
  readonly document: IntegrableDocument;
}

/**
 * The verdict on a chain as it is printed and as it is written to JSON.
 *
 * @param carried   assumptions of the Hamiltonian that its value no longer shows
 * @param notation  how its program writes operators
 */
export function integrabilityWriting(
  answer: IntegrabilityAnswer,
  carried: readonly Assumptions[],
  notation: Notation = plainNotation,
): IntegrabilityWriting {
  const { hamiltonian, verdict, cells, short, exceptions, order } = answer;
  const typed = (a: Operator): string => writeText(expressIn(a, notation));
  const condition = conditionOf([hamiltonian], carried);
  const isGeneric = condition.parameters.size > 0;
  const charges = short.charges.map((c) => ({
    range: c.range,
    text: writeText(expressIn(withoutConstant(c.operator(), notation), notation)),
  }));
  const reaches =
    cells !== undefined &&
    order === undefined &&
    short.complete &&
    // Theorem A is about charges that repeat with the cells of one period of H.
    (cells.size * cells.period) % short.period === 0 &&
    short.range >= (short.period === 1 ? cells.size + 1 : 2 * cells.size);
  const complete = verdict.kind === 'not-integrable' && verdict.upTo === undefined && reaches;
  const pieces = verdict.kind === 'pieces' ? pieceDocuments(verdict, notation) : [];
  const text = verdictText(answer);
  const hypotheses = hypothesesOf(answer);
  const of = notation.legs.length === 1 ? `period ${short.period}` : `period ${short.period} sites`;
  const list = complete
    ? `All local charges of ${of}, of any range:`
    : `All local charges of ${of} of up to ${short.range} ${short.range === 1 ? 'site' : 'sites'}${short.complete ? '' : ' that were found'}:`;
  const theorem =
    verdict.kind === 'not-integrable'
      ? ['Theorem A, whose hypotheses are computed:', ...hypotheses.map(({ name }) => `  ${name}`)]
      : [];
  const exceptional = exceptionalIn(answer);
  const note = genericNote(answer);
  return {
    lines: [
      isGeneric ? `For ${couplingsText(condition)}: ${text}.` : `${text[0]!.toUpperCase()}${text.slice(1)}.`,
      ...orderText(answer, notation).map((line) => `  ${line}`),
      ...pieceLines(pieces, (k) =>
        verdict.kind === 'pieces' && verdict.infinite[k] ? shownOf(verdict.infinite[k], typed) : [],
      ).map((line) => `  ${line}`),
      ...shownOf(answer, typed).map((line) => `  ${line}`),
      ...theorem,
      charges.length === 0 ? `${list} none.` : list,
      ...charges.map((charge) => `  ${shortened(charge.text)}`),
      ...exceptionLines(answer),
    ],
    notes: note === undefined ? [] : [note],
    document: {
      hamiltonian: typed(hamiltonian),
      parameters: [...condition.parameters.keys()],
      assumptions: [...condition.assumptions],
      ...verdictFields(verdict),
      cell: cells?.size ?? null,
      period: answer.period,
      pieces,
      order: order ? placesText(order.places, order.stride, notation) : null,
      nullities: [...short.nullities],
      charges,
      complete,
      exceptional: exceptional.map(({ where, verdict: there }) => exceptionDocument(where, there)),
      exceptionalComplete: !isGeneric || (exceptions?.complete ?? false),
      hypotheses,
      certificate: null,
      text,
    },
  };
}

const exceptionDocument = (where: string, verdict: IntegrabilityVerdict): IntegrableDocument['exceptional'][number] => {
  const { proved: _, ...there } = verdictFields(verdict);
  return { where, ...there };
};

/** The couplings for which a verdict and a list of charges hold: `generic J, h`. */
export const couplingsText = ({ parameters }: ProofCondition): string =>
  `generic ${[...parameters.keys()].map(nameText).join(', ')}`;

/** The special couplings of an answer with the verdict there. */
export const exceptionalIn = ({
  exceptions,
}: Pick<IntegrabilityAnswer, 'exceptions'>): { readonly where: string; readonly verdict: IntegrabilityVerdict }[] =>
  (exceptions?.list ?? []).map((e) => ({ where: whereText(e.where), verdict: e.verdict }));

function exceptionLines({ exceptions }: IntegrabilityAnswer): string[] {
  if (!exceptions) return [];
  const exceptional = exceptionalIn({ exceptions });
  const rest = exceptions.complete
    ? 'Everywhere else the verdict is the same'
    : 'There may be further special couplings';
  if (exceptional.length === 0) return [`No special couplings were found. ${rest}.`];
  return [
    'Other verdicts at special couplings:',
    ...exceptional.map(({ where, verdict }) => `  ${where}: ${kindText(verdict)}`),
    `${rest}.`,
  ];
}

/** `h = 0, Jx = Jy` */
const whereText = (where: readonly { readonly name: string; readonly value: Coefficient }[]): string =>
  where.map(({ name, value }) => `${nameText(name)} = ${writeText(expressCoefficient(value))}`).join(', ');

/** The operators that decide the verdict. */
function shownOf({ verdict }: Pick<Integrability, 'verdict'>, typed: (a: Operator) => string): string[] {
  if (verdict.kind === 'strictly-local') return verdict.charges.map((c) => shortened(typed(c)));
  if (verdict.kind !== 'integrable') return [];
  if (verdict.construction === 'medium range') return [`Q = ${shortened(typed(verdict.charge))}`];
  if (verdict.construction !== 'boost' && verdict.construction !== 'repaired boost') return [];
  return verdict.tower.map(({ index, range, words, operator }, k) => {
    const head = `C_${index}, range ${range}`;
    return k === 0 ? `${head}: ${shortened(typed(operator()))}` : `${head}: ${words} words`;
  });
}

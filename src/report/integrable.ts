import {
  type Integrability,
  exceptionalCouplings,
  hypothesesOf,
  integrabilityOf,
  kindText,
  verdictText,
} from '../integrability/index.js';
import { nameText, writeText } from '../language/index.js';
import { expressCoefficient, expressIn, plainNotation } from '../meaning/index.js';
import type { Coefficient } from '../exact/index.js';
import { operatorPeriod } from '../charges/index.js';
import type { Operator } from '../spin/index.js';
import { allValuesText, conditionOf } from './conditions.js';
import type { GivenHamiltonian } from './hamiltonian.js';
import type { CommandReport, Listener } from './report.js';

/** The document of `integrable --json`. */
export interface IntegrableDocument {
  hamiltonian: string;
  parameters: string[];
  assumptions: string[];
  verdict: Integrability['verdict']['kind'];
  /** whether the verdict is proved here, and not by a theorem of the literature alone */
  proved: boolean;
  theorem: string | null;
  construction: string | null;
  /** sites of a cell, and period of H in sites */
  cell: number | null;
  period: number;
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
  certificate: null;
  text: string;
}

export interface IntegrableQuestion {
  /** longest charges of the list, in sites */
  readonly range?: number;
  /** period of the charges of the list, in sites */
  readonly period?: number;
  /** time for special couplings, in seconds */
  readonly seconds?: number;
}

/** Time for special couplings by default, in seconds. */
const defaultSeconds = 10;

/** Longest operator that is written out, in characters. */
const longestLine = 300;
const shortened = (text: string): string =>
  text.length <= longestLine ? text : `${text.slice(0, longestLine)}… (--json writes it out)`;

/** The answer of `integrable`: whether a chain is integrable, with what decides it. */
export function integrableReport(
  given: GivenHamiltonian,
  question: IntegrableQuestion,
  listener: Listener,
): CommandReport {
  const { hamiltonian, notation = plainNotation } = given;
  const typed = (a: Operator): string => writeText(expressIn(a, notation));
  const found = integrabilityOf(hamiltonian, question);
  const { verdict, cells, short } = found;
  const condition = conditionOf([hamiltonian], given.assumptions);
  const isGeneric = condition.parameters.size > 0;
  const charges = short.charges.map((c) => ({ range: c.range, text: typed(c.operator()) }));
  const reaches =
    cells !== undefined &&
    short.complete &&
    short.range >= (operatorPeriod(hamiltonian) === 1 ? cells.size + 1 : 2 * cells.size);
  const complete = verdict.kind === 'not-integrable' && verdict.upTo === undefined && reaches;
  const text = verdictText(found);
  const names = [...condition.parameters.keys()];
  // These branches find operators that commute identically in the couplings, the others decide at a point of them.
  const isIdentical =
    verdict.kind === 'strictly-local' || (verdict.kind === 'integrable' && verdict.construction !== 'repaired boost');
  const couplings = isIdentical ? allValuesText(condition) : `generic ${names.map(nameText).join(', ')}`;
  listener.line(isGeneric ? `For ${couplings}: ${text}.` : `${text[0]!.toUpperCase()}${text.slice(1)}.`);
  const shown = shownOf(found, typed);
  for (const line of shown) listener.line(`  ${line}`);
  const hypotheses = hypothesesOf(found);
  if (verdict.kind === 'not-integrable') {
    listener.line('Theorem A, whose hypotheses are computed:');
    for (const { name } of hypotheses) listener.line(`  ${name}`);
  }
  const list = complete
    ? `All local charges of period ${short.period}, of any range:`
    : `All local charges of period ${short.period} of up to ${short.range} sites${short.complete ? '' : ' that were found'}:`;
  listener.line(charges.length === 0 ? `${list} none.` : list);
  for (const charge of charges) listener.line(`  ${shortened(charge.text)}`);
  const exceptions =
    isGeneric && verdict.kind === 'not-integrable'
      ? exceptionalCouplings(hamiltonian, question.seconds ?? defaultSeconds)
      : undefined;
  const exceptional = (exceptions?.list ?? []).map((e) => ({ where: whereText(e.where), verdict: e.verdict }));
  if (exceptions) {
    const rest = exceptions.complete
      ? 'Everywhere else the verdict is the same'
      : 'There may be further special couplings';
    listener.line(
      exceptional.length === 0 ? `No special couplings were found. ${rest}.` : 'Other verdicts at special couplings:',
    );
    for (const { where, verdict: there } of exceptional) listener.line(`  ${where}: ${kindText(there)}`);
    if (exceptional.length > 0) listener.line(`${rest}.`);
  } else if (isGeneric && !isIdentical)
    listener.note('the couplings are generic: at special values there may be more charges, and another verdict');
  return {
    document: {
      hamiltonian: given.text,
      parameters: names,
      assumptions: [...condition.assumptions],
      verdict: verdict.kind,
      proved: verdict.kind === 'integrable' || verdict.kind === 'not-integrable' || verdict.kind === 'strictly-local',
      theorem: theoremOfVerdict(verdict),
      construction: verdict.kind === 'integrable' ? verdict.construction : null,
      cell: cells?.size ?? null,
      period: operatorPeriod(hamiltonian),
      nullities: [...short.nullities],
      charges,
      complete,
      exceptional: exceptional.map(({ where, verdict: v }) => ({
        where,
        verdict: v.kind,
        theorem: theoremOfVerdict(v),
        construction: v.kind === 'integrable' ? v.construction : null,
      })),
      exceptionalComplete: !isGeneric || (exceptions?.complete ?? isIdentical),
      hypotheses,
      certificate: null,
      text,
    } satisfies IntegrableDocument,
    code: given.code,
  };
}

const theoremOfVerdict = (verdict: Integrability['verdict']): string | null =>
  verdict.kind === 'not-integrable' ? 'A' : verdict.kind === 'not-integrable-by-literature' ? verdict.theorem : null;

/** `h = 0, Jx = Jy` */
const whereText = (where: readonly { readonly name: string; readonly value: Coefficient }[]): string =>
  where.map(({ name, value }) => `${nameText(name)} = ${writeText(expressCoefficient(value))}`).join(', ');

/** The operators that decide the verdict. */
function shownOf({ verdict }: Integrability, typed: (a: Operator) => string): string[] {
  if (verdict.kind === 'strictly-local') return verdict.charges.map((c) => shortened(typed(c)));
  if (verdict.kind !== 'integrable') return [];
  if (verdict.construction === 'medium range') return [`Q = ${shortened(typed(verdict.charge))}`];
  if (verdict.construction !== 'boost' && verdict.construction !== 'repaired boost') return [];
  return verdict.tower.map(({ index, range, operator }, k) => {
    const charge = operator();
    const head = `C_${index}, range ${range}`;
    return k === 0 ? `${head}: ${shortened(typed(charge))}` : `${head}: ${charge.terms.length} words`;
  });
}

import { unitCellText, chargesOneByOne, searchText, tripletChargesOneByOne } from '../charges/index.js';
import type { Notation } from '../meaning/index.js';
import type { Perturbation } from '../perturbation/index.js';
import {
  type CommandReport,
  type GasOptions,
  type Listener,
  type OptionSpec,
  type SteadyCommandOptions,
  allValuesText,
  type ChargeInWords,
  chargeColumns,
  chargeSentences,
  checkLine,
  checkRates,
  conditionOf,
  gasOptions,
  gasReport,
  gasRequest,
  lawCode,
  lawLines,
  ratesLines,
  scriptSource,
  splitNotes,
  steadyOptions,
  steadyQuestion,
  steadyReport,
} from '../report/index.js';
import { type RunnableProgram, type Said, hamiltonianOf } from '../session/index.js';
import { type Show, answerItem, pageFor } from './page.js';
import { plotItem, plotOf } from './scan-plot.js';
import { type TypedOptions, dialogueOptions, optionsPage, readOptions } from './options.js';
import type { Writing } from './writing.js';

/** The options of `:steady` and of `:gas`. */
export const optionsOf: Readonly<Record<'steady' | 'gas', readonly OptionSpec[]>> = {
  steady: [...steadyOptions, ...dialogueOptions],
  gas: [...gasOptions, ...dialogueOptions],
};

/** The seed of `spinlaw perturb`. */
const ratesSeed = 1;

/** `:charges [EXPR] upto K` */
export function answerCharges(
  said: Said,
  upto: number,
  show: Show,
  { notation, rich }: { readonly notation: Notation; readonly rich: boolean },
): void {
  const { operator, notes, assumptions } = hamiltonianOf(said);
  const list = rich ? tableOfCharges(show) : sentencesOfCharges(show);
  for (const text of notes) show({ kind: 'remark', text });
  const { split, cell, charges } = (notation.spinOne ? tripletChargesOneByOne : chargesOneByOne)(operator, { upto });
  for (const text of splitNotes(split, notation)) show({ kind: 'remark', text });
  if (cell) show({ kind: 'remark', text: unitCellText(cell) });
  try {
    for (const charge of charges) list.add(chargeSentences(charge, notation));
  } finally {
    list.end();
  }
  for (const found of cell?.searched ?? []) show({ kind: 'text', text: searchText(found, cell!) });
  const condition = conditionOf([operator], [assumptions]);
  if (condition.assumptions.length > 0) show({ kind: 'text', text: `for ${allValuesText(condition)}` });
}

/** Shows charges as they are found. */
interface ChargeList {
  readonly add: (charge: ChargeInWords) => void;
  readonly end: () => void;
}

const sentencesOfCharges = (show: Show): ChargeList => ({
  add: ({ lines, note }) => {
    for (const text of lines) show({ kind: 'text', text });
    if (note !== undefined) show({ kind: 'remark', text: note });
  },
  end: () => {},
});

/** Shows charges as one table at the end, and the last one that was found until then. */
function tableOfCharges(show: Show): ChargeList {
  const found: ChargeInWords[] = [];
  return {
    add: (charge) => {
      found.push(charge);
      show({ kind: 'progress', text: charge.lines[0]! });
    },
    end: () => {
      if (found.length === 0) return;
      // Charges without a row, and the residual of one that is not conserved, are at the end.
      const listed = found.filter(({ row }) => row);
      const table = {
        columns: chargeColumns,
        rows: listed.map(({ row }) => row!),
        lines: listed.map(({ lines }) => lines[0]!),
      };
      const others = found.flatMap(({ row, lines }) => (row ? lines.slice(1) : lines));
      show(answerItem([table, ...others], { rich: true }));
      for (const { note } of found) if (note !== undefined) show({ kind: 'remark', text: note });
    },
  };
}

/** A numerical command as it was typed: its name, and the operand and options after it. */
export interface NumericalCommand {
  readonly kind: 'steady' | 'gas';
  readonly text: string;
}

/** `:steady N [OPTIONS]`, `:gas [β, …] [OPTIONS]` */
export async function answerNumerical(
  { kind, text }: NumericalCommand,
  program: RunnableProgram,
  show: Show,
  { rich }: { readonly rich: boolean },
): Promise<void> {
  if (text.trim() === '--help') {
    const usage = kind === 'steady' ? ':steady N [OPTIONS]' : ':gas [β, …] [OPTIONS]';
    return show({ kind: 'text', text: optionsPage(usage, optionsOf[kind]) });
  }
  const typed = readOptions(`:${kind}`, optionsOf[kind], text);
  const { scan, json } = typed.options;
  const page = pageFor({ streams: scan !== undefined, json: json === true, rich }, show);
  try {
    const report = await numericalReport(kind, typed, program, page.listener);
    if (rich) await showScan(report, show);
    page.end(report);
  } finally {
    // What a scan has found before an error, or an interruption, is shown nevertheless.
    page.close();
  }
}

/** The report of a numerical command, whose operand is the ring of `steady` and the inverse temperatures of `gas`. */
export async function numericalReport(
  kind: NumericalCommand['kind'],
  { operand, options }: TypedOptions,
  program: RunnableProgram,
  listener: Listener,
): Promise<CommandReport> {
  if (kind === 'steady') {
    const asked = { ...(operand !== '' && { ring: operand }), ...options } as unknown as SteadyCommandOptions;
    return steadyReport(steadyQuestion(asked), program, listener);
  }
  const asked = { ...(operand !== '' && { beta: operand }), ...options } as unknown as GasOptions;
  return gasReport(gasRequest(asked), scriptSource(program), listener);
}

/** The curves of a scan, for doors that show pictures. */
async function showScan({ document }: CommandReport, show: Show): Promise<void> {
  const plot = plotOf(document);
  if (plot) show(await plotItem(plot, { rich: true }));
}

/** `:check LAW where Δ = 1/2` */
export function answerCheck(pattern: string, where: string, show: Show): void {
  for (const report of checkLine(pattern, where))
    show({ kind: 'law', text: lawLines(report).join('\n'), code: lawCode(report) });
}

/**
 * A perturbation with the laws of its rates as the last part. They are checked only when the reader gets there, so that
 * proved results neither wait for them nor are pushed off the page by them.
 */
export function withRates(perturbation: Perturbation, exact: Writing, show: Show): Writing {
  return {
    parts: 2,
    part: (index) => {
      if (index === 0) return exact.part(0);
      const reports = [...checkRates(perturbation, ratesSeed)];
      const failing = reports.filter(({ green, verdict }) => !green && verdict.kind !== 'undecided');
      for (const report of failing) show({ kind: 'law', text: lawLines(report).join('\n'), code: 1 });
      return `\n\n${ratesLines(reports, perturbation, ratesSeed)[0]}`;
    },
  };
}

import { functionNames, nameOrNone, parseProgram, writeTex } from '../language/index.js';
import { type OperatorForm, expressValue } from '../meaning/index.js';
import { optionName, valueDocument, writeForeign } from '../report/index.js';
import { type Outcome, type RunnableProgram, runProgram } from '../session/index.js';
import { type CellDoor, DiagnosticError, diagnosticInCells, limit, refuse } from '../text/index.js';
import { answerCharges, answerCheck, answerNumerical, optionsOf } from './answers.js';
import { helpPage } from './help-page.js';
import type { Item, Request, RunRequest, WorkerVocabulary } from './messages.js';
import { NumberedSession } from './numbered-session.js';
import { answerPlot, plotOptions } from './plots.js';
import { Presentation } from './presentation.js';
import { type ProofContext, answerIntegrable, answerPerturb, answerProve, exactOptions } from './proofs.js';
import { definitionSummary, densitySummary, namesPage } from './summaries.js';
import { counted, writingOf } from './writing.js';

/** Largest number of Pauli strings that are written as LaTeX or JSON on request. */
const longestDocument = 50_000;

/** Options of a door for its workbench. */
export interface WorkbenchOptions {
  /** whether items come with formulas and pictures, for `richOutput` */
  readonly rich?: boolean;
  /** the door whose cells statements are typed into; by default a terminal. It decides on hints and on `:help`. */
  readonly cells?: CellDoor | undefined;
  /** how operators are written at first; by default in vectors */
  readonly form?: OperatorForm;
  /** the answer to `:figures`, of doors that can write files */
  readonly figures?: ((text: string, show: (item: Item) => void) => Promise<void>) | undefined;
}

/** The session of a dialogue, which runs statements, numbers results and answers questions. */
export class Workbench {
  private readonly numbered = new NumberedSession();
  private readonly presentation: Presentation;
  private readonly show: (item: Item) => void;
  private readonly options: WorkbenchOptions;

  constructor(show: (item: Item) => void, options: WorkbenchOptions = {}) {
    this.options = options;
    this.show = (item) => {
      if ('entry' in item) this.numbered.journal.add(item.entry);
      show(options.cells && item.kind === 'error' ? errorInCells(item, options.cells) : item);
    };
    this.presentation = new Presentation(this.numbered, this.show, options.rich === true, options.form ?? 'vectors');
  }

  /** Every name that the user has introduced. */
  names(): string[] {
    return this.numbered.names();
  }

  vocabulary(): WorkerVocabulary {
    const plot = [...new Set([...plotOptions.steady, ...plotOptions.gas])];
    const options = Object.entries({ ...optionsOf, ...exactOptions, plot }).map(
      ([name, specs]) => [`:${name}`, specs.map(optionName)] as const,
    );
    return { names: this.names(), functions: [...functionNames], options: Object.fromEntries(options) };
  }

  /**
   * Answers a request and shows errors of the user. Returns a promise where the answer needs another thread or a
   * kernel.
   */
  answer(request: Request): void | Promise<void> {
    const start = performance.now();
    const fail = (error: unknown): void => {
      if (!(error instanceof DiagnosticError)) throw error;
      this.show({ kind: 'error', diagnostic: error.diagnostic, seconds: (performance.now() - start) / 1000 });
    };
    try {
      return this.dispatch(request)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  private dispatch(request: Request): undefined | Promise<void> {
    const rich = this.options.rich === true;
    switch (request.kind) {
      case 'steady':
      case 'gas': {
        const { kind } = request;
        return this.numerically((program) =>
          answerNumerical({ kind, text: request.text }, program, this.show, { rich }),
        );
      }
      case 'plot':
        return this.numerically((program) => answerPlot(request.text, program, this.show, { rich }));
      case 'figures':
        if (this.options.figures) return this.options.figures(request.text, this.show);
        refuse('unknown-command', 'figures are not recomputed here', { hint: 'spinlaw figures --out figures' });
        break;
      case 'prove':
        answerProve(request.text, this.proofContext(), this.show);
        break;
      case 'perturb':
        this.refuseSpinOne('what a perturbation does');
        answerPerturb(request.text, this.proofContext(), this.show);
        break;
      case 'integrable':
        answerIntegrable(request.text, this.proofContext(), this.show);
        break;
      case 'set':
        this.numbered.settings = request.settings;
        this.clear();
        break;
      case 'run':
        this.run(request);
        break;
      case 'restore':
        this.restore(request);
        break;
      case 'write':
        this.write(request.form, request.expression);
        break;
      case 'export':
        this.export(request);
        break;
      case 'charges': {
        const { said, notation } = this.numbered.said(request.expression, ':charges');
        answerCharges(said, request.upto, this.show, { notation, rich });
        break;
      }
      case 'model':
        this.listModel();
        break;
      case 'check':
        answerCheck(request.pattern, request.where, this.show);
        break;
      case 'help':
        this.show({ kind: 'text', text: this.help(request.topic) });
        break;
      case 'names':
        this.listNames();
        break;
      case 'forget':
        this.forget(request.name);
        break;
      case 'clear':
        this.clear();
        break;
      case 'form':
        this.presentation.form = request.form;
        this.presentation.again();
        break;
      case 'part':
        this.presentation.part(request.index);
    }
    return undefined;
  }

  private clear(): void {
    this.numbered.clear();
    this.presentation.clear();
  }

  private run({ source, whole, number, firstErrorEnds = false }: RunRequest): void {
    const { statements, diagnostics } = parseProgram(source);
    if (diagnostics.length === 0) this.numbered.lend(statements, number);
    let start = performance.now();
    try {
      const outcome = (outcome: Outcome): void => {
        const seconds = (performance.now() - start) / 1000;
        this.presentation.outcome(outcome, seconds, { whole, ...(number !== undefined && { own: number }) });
        start = performance.now();
      };
      runProgram(this.numbered.session, source, { outcome }, { firstErrorEnds });
    } finally {
      this.numbered.takeBack();
    }
  }

  private restore({ entries, results }: Extract<Request, { readonly kind: 'restore' }>): void {
    const lost = this.numbered.restore(entries, results);
    if (lost > 0) this.show({ kind: 'remark', text: `${counted(lost, 'statement')} could not be restored` });
  }

  private write(form: 'latex' | 'json' | 'text', expression: string): void {
    const value = this.numbered.valueOf(expression, `:${form}`);
    const { notation } = this.presentation;
    const writing = writingOf(value, notation);
    const { terms = 0 } = writing;
    if (terms > longestDocument) {
      limit('too-long-to-write', `the result has ${terms} terms; up to ${longestDocument} are written`, {
        hint: 'spinlaw eval writes all of them',
        hintInCells: 'ask for a part of it, or for the text, which is shown in full',
      });
    }
    const textIn = {
      latex: () => writeTex(expressValue(value, notation)),
      json: () => JSON.stringify(valueDocument(value, this.numbered.environment.assumptionsBehind(value), notation)),
      text: () => Array.from({ length: writing.parts }, (_, index) => writing.part(index)).join(''),
    };
    this.show({ kind: 'document', text: textIn[form]() });
  }

  private export({ format, expression, sites }: Extract<Request, { readonly kind: 'export' }>): void {
    const value = this.numbered.valueOf(expression, ':export');
    const { content } = writeForeign(value, format, { sites, spins: this.presentation.notation.legs.length });
    this.show({ kind: 'document', text: String(content) });
  }

  private async numerically(answer: (program: RunnableProgram) => Promise<void>): Promise<void> {
    this.refuseSpinOne('a steady state');
    await this.numbered.withProgram(answer);
  }

  /** @diagnostic `spin-half-only` */
  private refuseSpinOne(what: string): void {
    if (this.numbered.environment.isSpinOne)
      refuse('spin-half-only', `${what} is known for spins 1/2 only, and the sites hold spins 1`, {
        hint: ':clear begins again, with spins 1/2',
      });
  }

  private proofContext(): ProofContext {
    const { numbered } = this;
    return {
      scriptFor: (claims) => numbered.scriptFor(claims),
      said: (expression, command) => numbered.said(expression, command),
      known: () => numbered.known(),
      settings: numbered.settings,
    };
  }

  private listModel(): void {
    const entries = this.numbered.journal.entries().filter((e) => e.kind === 'model');
    for (const { text } of entries) this.show({ kind: 'text', text });
    if (entries.length === 0)
      this.show({
        kind: 'remark',
        text: 'there is no model yet: hamiltonian, drive, bath, jump and gas statements describe one',
      });
  }

  private help(topic: string): string {
    const { environment } = this.numbered;
    const name = nameOrNone(topic);
    const value = name === undefined ? undefined : environment.lookup(name);
    const density = name === undefined ? undefined : environment.density(name);
    const known =
      value && name
        ? definitionSummary(name, value, environment.notation)
        : density && name
          ? densitySummary(name, density, environment.notation)
          : undefined;
    return helpPage(topic, { known, run: exampleOutput, cells: this.options.cells });
  }

  private listNames(): void {
    const lines = namesPage(this.numbered.environment);
    for (const line of lines) this.show({ kind: 'text', text: line });
    if (lines.length === 0) this.show({ kind: 'remark', text: 'nothing is defined yet' });
  }

  private forget(typed: string): void {
    const { entry, text } = this.numbered.forget(typed);
    this.presentation.forget(entry.name!);
    this.show({ kind: 'forgotten', entry, text });
  }
}

type ErrorItem = Extract<Item, { readonly kind: 'error' }>;

const errorInCells = (item: ErrorItem, door: CellDoor): ErrorItem => ({
  ...item,
  diagnostic: diagnosticInCells(item.diagnostic, door),
});

/** The output of the statements of an example, run on their own. */
export function exampleOutput(statements: string): string[] {
  const lines: string[] = [];
  const scratch = new Workbench((item) => {
    if (item.kind === 'value') lines.push(item.text);
    if (item.kind === 'claim') lines.push(`${item.holds ? '' : 'not '}${item.verb === 'prove' ? 'proved' : 'refuted'}`);
    if (item.kind === 'solve') lines.push(...item.values);
    if (item.kind === 'parameter' && item.entry.kind === 'model') lines.push(item.summary);
    if (item.kind === 'error') lines.push(`error: ${item.diagnostic.message}`);
  });
  void scratch.answer({ kind: 'run', source: { name: '<example>', text: statements }, whole: false });
  return lines;
}

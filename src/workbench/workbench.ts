import {
  type ModelDeclaration,
  type Notation,
  type OperatorForm,
  type Value,
  editDistance,
  expressValue,
  notationIn,
} from '../meaning/index.js';
import { type Statement, canonicalName, functionNames, nameText, parseProgram, writeTex } from '../language/index.js';
import { optionName, valueDocument, writeForeign } from '../report/index.js';
import {
  type Outcome,
  type RunnableProgram,
  type Said,
  Session,
  runProgram,
  runWithoutErrors,
  sessionWith,
} from '../session/index.js';
import { DiagnosticError, type Source, checkInterrupt, limit, refuse } from '../text/index.js';
import { answerCharges, answerCheck, answerGas, answerSteady, optionsOf, withRates } from './answers.js';
import { type ProofContext, answerIntegrable, answerPerturb, answerProve, exactOptions } from './proofs.js';
import { helpPage } from './help-page.js';
import { answerPlot, plotOptions } from './plots.js';
import { Journal, modelRoles, scriptOf } from './journal.js';
import type { Entry, Item, Request, Rich, RunRequest, WorkerVocabulary } from './messages.js';
import { assumptionsBehind, programOfDialogue, replayEntry, saidSoFar } from './replay.js';
import { Results, mentions, usesOf } from './results.js';
import { richDefinition, richResidual, richValue } from './rich.js';
import {
  definitionSummary,
  densitySummary,
  itemOf,
  modelItem,
  nameIn,
  namesPage,
  notesOf,
  textOfStatement,
} from './summaries.js';
import { type Writing, counted, operatorSummary, writingOf } from './writing.js';

/** Largest number of Pauli strings that are written as LaTeX or JSON on request. */
const longestDocument = 50_000;

/** Options of a door for its workbench. */
export interface WorkbenchOptions {
  /** whether items come with formulas and pictures, for `richOutput` */
  readonly rich?: boolean;
  /** the answer to `:figures`, of doors that can write files */
  readonly figures?: ((text: string, show: (item: Item) => void) => Promise<void>) | undefined;
}

/** The session of a dialogue, which runs statements, numbers results and answers questions. */
export class Workbench {
  private session = new Session({ spins: 'any' });
  private settings: readonly string[] = [];
  private readonly results = new Results();
  /** the statements that have succeeded so far, which are the program of `:steady` and `:gas` */
  private readonly journal = new Journal();
  /** the number of the result `ans`, unless the user has defined `ans` */
  private last: number | undefined;
  /** the long result of which further parts may be requested */
  private writing: Writing | undefined;

  /** free parameters that have been announced to the user */
  private told = new Set<string>();

  /** how operators are written */
  private form: OperatorForm = 'vectors';

  private readonly show: (item: Item) => void;
  private readonly isRich: boolean;

  private readonly figures: WorkbenchOptions['figures'];

  constructor(show: (item: Item) => void, { rich = false, figures }: WorkbenchOptions = {}) {
    this.isRich = rich;
    this.figures = figures;
    this.show = (item) => {
      if ('entry' in item) this.journal.add(item.entry);
      show(item);
    };
  }

  /** Every name that the user has introduced. */
  names(): string[] {
    return this.session.environment.names();
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
    switch (request.kind) {
      case 'steady':
        return this.numerically((program) => answerSteady(request.text, program, this.show, { rich: this.isRich }));
      case 'gas':
        return this.numerically((program) => answerGas(request.text, program, this.show, { rich: this.isRich }));
      case 'plot':
        return this.numerically((program) => answerPlot(request.text, program, this.show, { rich: this.isRich }));
      case 'figures':
        if (this.figures) return this.figures(request.text, this.show);
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
        this.settings = request.settings;
        this.clear();
        break;
      case 'run':
        this.run(request);
        break;
      case 'restore':
        this.restore(request.entries, request.results);
        break;
      case 'write':
        this.write(request.form, request.expression);
        break;
      case 'export':
        this.export(request);
        break;
      case 'charges': {
        const { said, notation } = this.said(request.expression, ':charges');
        answerCharges(said, request.upto, notation, this.show);
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
        this.form = request.form;
        this.showAgain();
        break;
      case 'part': {
        const { writing } = this;
        if (writing && request.index < writing.parts) this.showPart(writing, request.index);
      }
    }
    return undefined;
  }

  /** How operators are written at present. */
  private get notation(): Notation {
    return notationIn(this.session.environment, this.form);
  }

  private rich(make: () => Rich): { readonly rich?: Rich } {
    return this.isRich ? { rich: make() } : {};
  }

  /** The last result in the present form, if there is one. */
  private showAgain(): void {
    const value = this.results.last();
    if (!value) return;
    const writing = (this.writing = writingOf(value, this.notation));
    this.show({
      kind: 'again',
      number: this.results.count,
      text: writing.part(0),
      parts: writing.parts,
      ...(writing.terms !== undefined && { terms: writing.terms }),
      ...operatorSummary(value, this.notation),
      ...this.rich(() => richValue(value, this.notation)),
    });
  }

  private clear(): void {
    this.session = sessionWith(this.settings, { spins: 'any' });
    this.results.clear();
    this.journal.clear();
    this.last = undefined;
    this.writing = undefined;
  }

  private run({ source, whole, number, firstErrorEnds = false }: RunRequest): void {
    const { statements, diagnostics } = parseProgram(source);
    if (diagnostics.length === 0) this.lend(statements, number);
    let start = performance.now();
    try {
      const outcome = (outcome: Outcome): void => {
        this.present(outcome, (performance.now() - start) / 1000, number);
        if (whole && outcome.kind === 'value') this.showRest(this.writing!);
        start = performance.now();
      };
      runProgram(this.session, source, { outcome }, { firstErrorEnds });
    } finally {
      this.takeBack();
    }
  }

  /**
   * Defines the results that a program uses while it runs. Other results are left out, because their names would be in
   * the way when the session looks for the name that a misspelt one is close to.
   *
   * @param own  the number of the program's own results, unless they are counted
   */
  private lend(statements: readonly Statement[], own?: number): void {
    let count = this.results.count;
    for (const statement of statements) {
      for (const { name, span } of mentions(statement)) {
        if (name === 'ans') {
          if (count === 0 && this.session.environment.lookup('ans') === undefined && !definesAns(statements)) {
            refuse('unknown-result', 'there is no result yet', { span, hint: 'ans is the last value shown' });
          }
          continue;
        }
        const number = Number(name.slice(1));
        // A result of this program itself is defined when it is computed.
        const isOwn =
          own === undefined
            ? number > this.results.count && number <= count
            : number === own && count > this.results.count;
        if (!isOwn) this.session.environment.define(name, this.results.get(number, span));
      }
      if (statement.kind === 'expression') count += 1;
    }
  }

  private showRest(writing: Writing): void {
    for (let index = 1; index < writing.parts; index += 1) this.showPart(writing, index);
  }

  private showPart(writing: Writing, index: number): void {
    checkInterrupt();
    this.show({ kind: 'part', text: writing.part(index), last: index === writing.parts - 1 });
  }

  /** Removes the names of the results again; the results stay under their numbers. */
  private takeBack(): void {
    const { environment } = this.session;
    for (const name of environment.names()) if (name.startsWith('%')) environment.forget(name);
  }

  /** Announces a name that has become a parameter only because it was used, at its first use. */
  private tellParameters(): void {
    const free = [...this.session.environment.freeParameters().keys()];
    const fresh = free.filter((name) => !this.told.has(name));
    this.told = new Set(free);
    if (fresh.length === 0) return;
    const names = fresh.map(nameText).join(', ');
    this.show({ kind: 'remark', text: `${names}: free real parameter${fresh.length === 1 ? '' : 's'}` });
  }

  private present(outcome: Outcome, seconds: number, own?: number): void {
    if (outcome.kind !== 'error') this.tellParameters();
    switch (outcome.kind) {
      case 'error':
        return this.show({ kind: 'error', diagnostic: outcome.diagnostic, seconds });
      case 'value': {
        const entry = {
          kind: 'value' as const,
          text: textOfStatement(outcome.statement),
          uses: usesOf(outcome.statement, this.last),
        };
        const number = this.results.add(outcome.value, own);
        this.bind(number, outcome.value);
        const writing =
          outcome.value.kind === 'perturbation'
            ? withRates(
                outcome.value.perturbation,
                writingOf(outcome.value, outcome.notation, outcome.assumptions),
                this.show,
              )
            : writingOf(outcome.value, this.notation);
        this.writing = writing;
        return this.show({
          kind: 'value',
          entry: { ...entry, number },
          text: writing.part(0),
          parts: writing.parts,
          ...(writing.terms !== undefined && { terms: writing.terms }),
          ...operatorSummary(outcome.value, this.notation),
          notes: notesOf(outcome.notes),
          seconds,
          ...this.rich(() => richValue(outcome.value, this.notation)),
        });
      }
      case 'model': {
        const replaces = this.replaceModel(outcome.model);
        return this.show(modelItem(outcome, this.last, { replaces, notation: this.notation }));
      }
      default: {
        const item = itemOf(outcome, this.last, this.session.environment, this.notation);
        if (outcome.kind === 'definition' && outcome.name === 'ans') this.last = undefined;
        return this.show({ ...item, ...this.rich(() => this.richOf(outcome)) });
      }
    }
  }

  private richOf(outcome: Outcome): Rich {
    if (outcome.kind === 'claim' && outcome.claim.residual && !outcome.claim.isTrue)
      return richResidual(outcome.claim.residual, this.notation);
    if (outcome.kind !== 'definition') return {};
    const density =
      outcome.statement.kind === 'density-definition' ? this.session.environment.density(outcome.name) : undefined;
    return richDefinition(outcome.name, outcome.value, this.notation, density);
  }

  /** `ans` is the last result, and `%n` for the rest of the program that made it. */
  private bind(number: number, value: Value): void {
    const { environment } = this.session;
    environment.define('ans', value);
    environment.define(`%${number}`, value);
    this.last = number;
  }

  /** A later `hamiltonian` or `gas` statement replaces the earlier one. */
  private replaceModel(model: ModelDeclaration): boolean {
    if (model.role !== 'hamiltonian' && model.role !== 'gas') return false;
    return this.dropModels((m) => m.role === model.role && m !== model);
  }

  private dropModels(unwanted: (model: ModelDeclaration) => boolean): boolean {
    const { models } = this.session;
    const kept = models.filter((m) => !unwanted(m));
    const some = kept.length < models.length;
    models.splice(0, models.length, ...kept);
    return some;
  }

  /** Runs the statements again that had succeeded, except claims, which define nothing. */
  private restore(entries: readonly Entry[], count: number): void {
    let lost = 0;
    let interrupted = false;
    for (const entry of entries) {
      if (interrupted && entry.kind !== 'claim' && entry.kind !== 'solve') {
        lost += 1;
        continue;
      }
      for (const outcome of replayEntry(this.session, entry, this.results)) {
        if (outcome.kind === 'error') {
          lost += 1;
          interrupted ||= outcome.diagnostic.code === 'interrupted';
        } else if (outcome.kind === 'value' && entry.number !== undefined) this.last = entry.number;
      }
      this.journal.add(entry);
    }
    this.takeBack();
    this.results.count = count;
    if (lost > 0) this.show({ kind: 'remark', text: `${counted(lost, 'statement')} could not be restored` });
  }

  /**
   * The present value of an expression, which gets no number as a result; the last result if there is no expression.
   */
  private valueOf(expression: string, command: string): Value {
    if (expression.trim() === '') {
      const last = this.results.last();
      return last ?? refuse('no-result', 'there is no result yet', { hint: 'give an expression: :latex [H, C2]' });
    }
    const source: Source = { name: command, text: expression };
    const { statements, diagnostics } = parseProgram(source);
    if (diagnostics[0]) throw new DiagnosticError(diagnostics[0]);
    const statement = statements.at(-1);
    if (statements.length !== 1 || statement?.kind !== 'expression') {
      refuse('not-an-expression', 'one expression is wanted here', { ...(statement && { span: statement.span }) });
    }
    this.lend(statements);
    try {
      const [outcome] = runWithoutErrors(this.session, source).outcomes;
      if (outcome?.kind === 'value') return outcome.value;
    } finally {
      this.takeBack();
    }
    throw new Error('an expression without a value');
  }

  private write(form: 'latex' | 'json' | 'text', expression: string): void {
    const value = this.valueOf(expression, `:${form}`);
    const { notation } = this;
    const writing = writingOf(value, notation);
    const { terms = 0 } = writing;
    if (terms > longestDocument) {
      limit('too-long-to-write', `the result has ${terms} terms; up to ${longestDocument} are written`, {
        hint: 'spinlaw eval writes all of them',
      });
    }
    const textIn = {
      latex: () => writeTex(expressValue(value, notation)),
      json: () => JSON.stringify(valueDocument(value, this.session.environment.assumptionsBehind(value), notation)),
      text: () => Array.from({ length: writing.parts }, (_, index) => writing.part(index)).join(''),
    };
    this.show({ kind: 'document', text: textIn[form]() });
  }

  private export({ format, expression, sites }: Extract<Request, { readonly kind: 'export' }>): void {
    const value = this.valueOf(expression, ':export');
    const { content } = writeForeign(value, format, { sites, spins: this.notation.legs.length });
    this.show({ kind: 'document', text: String(content) });
  }

  /** The expression after a command, or the whole dialogue if there is none. */
  private said(expression: string, command: string): { readonly said: Said; readonly notation: Notation } {
    const { notation } = this.session.environment;
    if (expression.trim() === '') return { said: saidSoFar(this.session, this.results.last()), notation };
    // A program after a command is read on its own, with the names of the dialogue.
    const source: Source = { name: command, text: expression };
    const { statements } = parseProgram(source);
    if (statements.length > 1 || (statements.length === 1 && statements[0]!.kind !== 'expression')) {
      const session = new Session({ spins: 'any' });
      const { said } = runWithoutErrors(session, source);
      return { said, notation: session.environment.notation };
    }
    const value = this.valueOf(expression, command);
    const assumptions = assumptionsBehind(this.session.environment, [value]);
    return { said: { models: [], last: { value }, definitions: new Map(), densities: [], assumptions }, notation };
  }

  /**
   * Answers a numerical question. The names that it uses do not become parameters, and the last result is not among the
   * operators of its program.
   */
  private async numerically(answer: (program: RunnableProgram) => Promise<void>): Promise<void> {
    const { environment } = this.session;
    this.refuseSpinOne('a steady state');
    const program = programOfDialogue(this.session, this.results.last(), this.journal, this.settings);
    const last = this.last === undefined ? undefined : environment.lookup('ans');
    environment.begin();
    if (last) environment.forget('ans');
    try {
      await answer(program);
    } finally {
      environment.takeBack();
      if (last) environment.define('ans', last);
    }
  }

  /** @diagnostic `spin-half-only` */
  private refuseSpinOne(what: string): void {
    if (this.session.environment.isSpinOne)
      refuse('spin-half-only', `${what} is known for spins 1/2 only, and the sites hold spins 1`, {
        hint: ':clear begins again, with spins 1/2',
      });
  }

  private proofContext(): ProofContext {
    return {
      scriptFor: (claims) => this.scriptFor(claims),
      said: (expression, command) => this.said(expression, command),
      known: () => saidSoFar(this.session, undefined),
      settings: this.settings,
    };
  }

  /** Claims after the definitions of the dialogue; the whole dialogue if there are none. */
  private scriptFor(claims: string): string {
    const entries = this.journal.entries();
    if (claims === '') return scriptOf(entries, this.settings);
    const { statements, diagnostics } = parseProgram({ name: ':prove', text: claims });
    if (diagnostics[0]) throw new DiagnosticError(diagnostics[0]);
    // Numbers of results that do not exist are refused here, where they were typed.
    try {
      this.lend(statements);
    } finally {
      this.takeBack();
    }
    const added = statements.map((statement) => ({
      kind: 'claim' as const,
      text: textOfStatement(statement),
      uses: usesOf(statement, this.last),
    }));
    const used = new Set([...entries, ...added].flatMap(({ uses }) => uses.map(({ number }) => number)));
    const needed = entries.filter(
      ({ kind, number }) => kind !== 'claim' && kind !== 'solve' && (kind !== 'value' || used.has(number!)),
    );
    return scriptOf([...needed, ...added], this.settings);
  }

  private listModel(): void {
    const entries = this.journal.entries().filter((e) => e.kind === 'model');
    for (const { text } of entries) this.show({ kind: 'text', text });
    if (entries.length === 0)
      this.show({
        kind: 'remark',
        text: 'there is no model yet: hamiltonian, drive, bath, jump and gas statements describe one',
      });
  }

  private help(topic: string): string {
    const { environment } = this.session;
    const name = nameIn(topic);
    const value = name === undefined ? undefined : environment.lookup(name);
    const density = name === undefined ? undefined : environment.density(name);
    const known =
      value && name
        ? definitionSummary(name, value, environment.notation)
        : density && name
          ? densitySummary(name, density, environment.notation)
          : undefined;
    return helpPage(topic, known, (statements) => exampleOutput(statements));
  }

  private listNames(): void {
    const lines = namesPage(this.session.environment);
    for (const line of lines) this.show({ kind: 'text', text: line });
    if (lines.length === 0) this.show({ kind: 'remark', text: 'nothing is defined yet' });
  }

  private forget(typed: string): void {
    const name = canonicalName(typed);
    if (modelRoles.includes(name)) {
      if (!this.dropModels((m) => m.role === name))
        refuse('unknown-name', `there is no ${name} statement`, { hint: ':model lists the model' });
      const entry = { kind: 'forget' as const, text: `:forget ${name}`, name, uses: [] };
      return this.show({ kind: 'forgotten', entry, text: `every ${name} statement is forgotten` });
    }
    if (this.session.environment.forget(name)) {
      this.told.delete(name);
      const entry = { kind: 'forget' as const, text: `:forget ${typed}`, name, uses: [] };
      return this.show({ kind: 'forgotten', entry, text: `${nameText(name)} is forgotten` });
    }
    const near = this.names().find((known) => editDistance(known, name) <= 2);
    refuse('unknown-name', `"${typed}" is not defined`, {
      hint: near ? `did you mean ${nameText(near)}?` : ':names lists what is defined',
    });
  }
}

function definesAns(statements: readonly Statement[]): boolean {
  return statements.some((s) => s.kind === 'definition' && s.name === 'ans');
}

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

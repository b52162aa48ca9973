import { chargesOneByOne, nothingText } from '../charges/index.js';
import {
  type Density,
  type Value,
  editDistance,
  expressCoefficient,
  expressValue,
  functionTable,
  gasModelOf,
} from '../meaning/index.js';
import { type Statement, canonicalName, nameText, parseProgram, writeTex, writeText } from '../language/index.js';
import type { Perturbation } from '../perturbation/index.js';
import type { ClaimResult } from '../proof/index.js';
import { type Outcome, type Said, Session, hamiltonianOf, saidBy } from '../session/index.js';
import {
  checkLine,
  checkRates,
  citationText,
  conditionText,
  gasAnswer,
  gasLines,
  lawLines,
  ratesLines,
  valueDocument,
} from '../report/index.js';
import { DiagnosticError, type Source, checkInterrupt, limit, refuse } from '../text/index.js';
import { helpPage } from './help-page.js';
import type { ClaimItem, Entry, Item, Note, Request } from './messages.js';
import { Results, mentions, usesOf } from './results.js';
import { type Writing, counted, isShort, summaryOf, writingOf } from './writing.js';

/** Longest residual that is sent to be shown, in characters. */
const longestResidual = 2000;
/** Most Pauli strings written as LaTeX or JSON on request. */
const longestDocument = 50_000;

/** The seed of `spinlaw perturb`. */
const ratesSeed = 1;

/** The session of a dialogue: runs what is typed, numbers results, answers questions. */
export class Workbench {
  private session = new Session();
  private settings: readonly string[] = [];
  private readonly results = new Results();
  /** the result `ans` stands for, unless the user has given `ans` a value of his own */
  private last: number | undefined;
  /** the long result whose further parts may be asked for */
  private writing: Writing | undefined;

  /** free parameters the user has been told of */
  private told = new Set<string>();

  constructor(private readonly show: (item: Item) => void) {}

  /** Every name a user has introduced. */
  names(): string[] {
    return this.session.environment.names();
  }

  functions(): string[] {
    return [...functionTable.keys()];
  }

  /** Answers a request; whatever is wrong with it is shown. */
  answer(request: Request): void {
    const start = performance.now();
    try {
      this.dispatch(request);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      this.show({ kind: 'error', diagnostic: error.diagnostic, seconds: (performance.now() - start) / 1000 });
    }
  }

  private dispatch(request: Request): void {
    switch (request.kind) {
      case 'set':
        this.settings = request.settings;
        return this.clear();
      case 'run':
        return this.run(request.source, request.whole);
      case 'restore':
        return this.restore(request.entries, request.results);
      case 'write':
        return this.write(request.form, request.expression);
      case 'charges':
        return this.charges(request.expression, request.upto);
      case 'gas':
        return this.gas(request.betas);
      case 'check':
        return this.check(request.pattern, request.where);
      case 'help':
        return this.show({ kind: 'text', text: this.help(request.topic) });
      case 'names':
        return this.listNames();
      case 'forget':
        return this.forget(request.name);
      case 'clear':
        return this.clear();
      case 'part': {
        const { writing } = this;
        if (writing && request.index < writing.parts) this.showPart(writing, request.index);
        return;
      }
    }
  }

  private clear(): void {
    this.session = new Session();
    this.results.clear();
    this.last = undefined;
    this.writing = undefined;
    for (const setting of this.settings) this.session.set(setting);
  }

  private run(source: Source, whole: boolean): void {
    const { statements, diagnostics } = parseProgram(source);
    if (diagnostics.length === 0) this.lend(statements);
    let start = performance.now();
    try {
      for (const outcome of this.session.run(source)) {
        this.present(outcome, (performance.now() - start) / 1000);
        if (whole && outcome.kind === 'value') this.showRest(this.writing!);
        start = performance.now();
      }
    } finally {
      this.takeBack();
    }
  }

  /**
   * Defines the results a program mentions, for as long as it runs: names that are not mentioned would only get in the
   * way when the session looks for a name that was misspelt.
   */
  private lend(statements: readonly Statement[]): void {
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
        // A result of this very program is defined when it is made.
        if (number <= this.results.count || number > count)
          this.session.environment.define(name, this.results.get(number, span));
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

  /** Forgets the results that were lent; they stay under their numbers. */
  private takeBack(): void {
    const { environment } = this.session;
    for (const name of environment.names()) if (name.startsWith('%')) environment.forget(name);
  }

  /** A name that has become a parameter by its looks is told at its first use. */
  private tellParameters(): void {
    const free = [...this.session.environment.freeParameters().keys()];
    const fresh = free.filter((name) => !this.told.has(name));
    this.told = new Set(free);
    if (fresh.length === 0) return;
    const names = fresh.map(nameText).join(', ');
    this.show({ kind: 'remark', text: `${names}: free real parameter${fresh.length === 1 ? '' : 's'}` });
  }

  private present(outcome: Outcome, seconds: number): void {
    if (outcome.kind !== 'error') this.tellParameters();
    switch (outcome.kind) {
      case 'error':
        return this.show({ kind: 'error', diagnostic: outcome.diagnostic, seconds });
      case 'value': {
        const entry = {
          kind: 'value' as const,
          text: textOf(outcome.statement),
          uses: usesOf(outcome.statement, this.last),
        };
        const number = this.results.add(outcome.value);
        this.bind(number, outcome.value);
        const writing =
          outcome.value.kind === 'perturbation'
            ? this.withRates(outcome.value.perturbation, writingOf(outcome.value))
            : writingOf(outcome.value);
        this.writing = writing;
        return this.show({
          kind: 'value',
          entry: { ...entry, number },
          text: writing.part(0),
          parts: writing.parts,
          ...(writing.terms !== undefined && { terms: writing.terms }),
          notes: notesOf(outcome.notes),
          seconds,
        });
      }
      case 'definition': {
        const { name, value, statement } = outcome;
        const uses = usesOf(statement, this.last);
        if (name === 'ans') this.last = undefined;
        const density = statement.kind === 'density-definition' ? this.session.environment.density(name) : undefined;
        const summary = density ? densitySummary(name, density) : definitionSummary(name, value);
        const entry = { kind: 'definition' as const, text: textOf(statement), name, uses };
        return this.show({ kind: 'definition', entry, summary, notes: notesOf(outcome.notes), seconds });
      }
      case 'parameter': {
        const entry = { kind: 'parameter' as const, text: textOf(outcome.statement), uses: [] };
        const names = outcome.names.map(nameText).join(', ');
        return this.show({
          kind: 'parameter',
          entry,
          summary: `${names}: ${outcome.domain} parameter${outcome.names.length === 1 ? '' : 's'}`,
        });
      }
      case 'model': {
        const { model } = outcome;
        const entry = {
          kind: 'model' as const,
          text: textOf(outcome.statement),
          uses: usesOf(outcome.statement, this.last),
        };
        const what =
          model.role === 'gas'
            ? 'level operators'
            : summaryOf({ kind: 'operator', operator: model.operator, free: false, fixed: false, weighted: false });
        return this.show({ kind: 'parameter', entry, summary: `${model.role}: ${what}` });
      }
      case 'claim': {
        const entry = {
          kind: 'claim' as const,
          text: textOf(outcome.statement),
          uses: usesOf(outcome.statement, this.last),
        };
        return this.show(claimItem(outcome.claim, entry));
      }
    }
  }

  /** `ans` is the last result, and `%n` for the rest of the program that made it. */
  private bind(number: number, value: Value): void {
    const { environment } = this.session;
    environment.define('ans', value);
    environment.define(`%${number}`, value);
    this.last = number;
  }

  /** Runs again what had succeeded, claims apart: they define nothing. */
  private restore(entries: readonly Entry[], count: number): void {
    let lost = 0;
    let interrupted = false;
    for (const entry of entries) {
      if (entry.kind === 'claim') continue;
      if (interrupted) {
        lost += 1;
        continue;
      }
      if (entry.kind === 'forget') {
        this.session.environment.forget(entry.name!);
        continue;
      }
      const source: Source = { name: '<repl>', text: entry.text };
      for (const { number } of entry.uses) {
        const value = this.results.value(number);
        if (value) this.session.environment.define(`%${number}`, value);
      }
      for (const outcome of this.session.run(source)) {
        if (outcome.kind === 'error') {
          lost += 1;
          interrupted ||= outcome.diagnostic.code === 'interrupted';
        } else if (outcome.kind === 'value' && entry.number !== undefined) {
          this.results.put(entry.number, outcome.value);
          this.bind(entry.number, outcome.value);
        }
      }
    }
    this.takeBack();
    this.results.count = count;
    if (lost > 0) this.show({ kind: 'remark', text: `${counted(lost, 'statement')} could not be restored` });
  }

  /** The value an expression has now, without a number; the last result where there is none. */
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
      for (const outcome of this.session.run(source)) {
        if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
        if (outcome.kind === 'value') return outcome.value;
      }
    } finally {
      this.takeBack();
    }
    throw new Error('an expression without a value');
  }

  private write(form: 'latex' | 'json', expression: string): void {
    const value = this.valueOf(expression, `:${form}`);
    const { terms = 0 } = writingOf(value);
    if (terms > longestDocument) {
      limit('too-long-to-write', `the result has ${terms} terms; up to ${longestDocument} are written`, {
        hint: 'spinlaw eval writes all of them',
      });
    }
    this.show({
      kind: 'document',
      text: form === 'latex' ? writeTex(expressValue(value)) : JSON.stringify(valueDocument(value)),
    });
  }

  /** The expression a command was given, or all that the dialogue has said where it was given none. */
  private said(expression: string): Said {
    const { statements } = parseProgram({ name: ':charges', text: expression });
    if (statements.length > 1 || (statements.length === 1 && statements[0]!.kind !== 'expression'))
      return this.saidByProgram({ name: ':charges', text: expression });
    if (expression.trim() !== '')
      return {
        models: [],
        last: { value: this.valueOf(expression, ':charges') },
        definitions: new Map(),
        densities: [],
        assumptions: new Map(),
      };
    const { environment, models } = this.session;
    const definitions = new Map(
      this.names().flatMap((name) => {
        const value = name === 'ans' ? undefined : environment.lookup(name);
        return value ? [[name, value] as const] : [];
      }),
    );
    const value = this.results.last();
    return { models, last: value && { value }, definitions, densities: [], assumptions: new Map() };
  }

  /** A program behind a command is read by itself, beside the names of the dialogue. */
  private saidByProgram(source: Source): Said {
    const outcomes: Outcome[] = [];
    for (const outcome of new Session().run(source)) {
      if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
      outcomes.push(outcome);
    }
    return saidBy(outcomes);
  }

  private charges(expression: string, upto: number): void {
    const { operator, notes } = hamiltonianOf(this.said(expression));
    for (const text of notes) this.show({ kind: 'remark', text });
    const { split, charges } = chargesOneByOne(operator, { upto });
    if (split.spectatorIs !== '') {
      this.show({
        kind: 'remark',
        text: `the ${split.spectatorIs} commutes with the rest: it is left out of the boost and kept in every check`,
      });
    }
    for (const charge of charges) {
      if (charge.nothing) {
        this.show({ kind: 'text', text: nothingText(charge.index, charge.nothing) });
        continue;
      }
      const verdict = charge.commutes ? `[H, C_${charge.index}] = 0 proved` : `[H, C_${charge.index}] ≠ 0`;
      const norm = charge.squaredNorm();
      const written = norm.terms.length > 12 ? `${norm.terms.length} terms` : writeText(expressCoefficient(norm));
      this.show({
        kind: 'text',
        text: `C_${charge.index}: ${counted(charge.words, 'term')}, range ${charge.range}, ${verdict}; norm² ${written}`,
      });
      if (charge.residual) {
        const { text } = residualOf(
          writingOf({ kind: 'operator', operator: charge.residual, free: false, fixed: false, weighted: false }).part(
            0,
          ),
        );
        this.show({ kind: 'text', text: `[H, C_${charge.index}] = ${text}` });
        this.show({
          kind: 'remark',
          text: `the recursion ends here; that it fails does not prove that the chain is not integrable`,
        });
      }
    }
  }

  /** The last gas statement at inverse temperatures, as `spinlaw gas` answers. */
  private gas(betas: readonly number[]): void {
    const statement = this.session.models.filter((model) => model.role === 'gas').at(-1);
    if (!statement)
      refuse('no-model', 'there is no gas statement yet', {
        hint: 'as in gas |2><2|, δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))',
      });
    const model = gasModelOf(statement);
    const answer = gasAnswer(model, { betas });
    for (const text of answer.document.notes) this.show({ kind: 'remark', text });
    this.show({ kind: 'text', text: gasLines(model, answer).join('\n') });
    if (answer.broken.length > 0) this.show({ kind: 'remark', text: `violated: ${answer.broken.join(', ')}` });
  }

  private check(pattern: string, where: string): void {
    for (const report of checkLine(pattern, where)) {
      const code = report.green ? 0 : report.verdict.kind === 'undecided' ? 3 : 1;
      this.show({ kind: 'law', text: lawLines(report).join('\n'), code });
    }
  }

  /**
   * A perturbation with the laws of its rates as a last part: they are tried when somebody reads so far, and nothing
   * that is proved has to wait for them or is pushed off the page by them.
   */
  private withRates(perturbation: Perturbation, exact: Writing): Writing {
    return {
      parts: 2,
      part: (index) => {
        if (index === 0) return exact.part(0);
        const reports = [...checkRates(perturbation, ratesSeed)];
        const failing = reports.filter(({ green, verdict }) => !green && verdict.kind !== 'undecided');
        for (const report of failing) this.show({ kind: 'law', text: lawLines(report).join('\n'), code: 1 });
        return `\n\n${ratesLines(reports, perturbation, ratesSeed)[0]}`;
      },
    };
  }

  private help(topic: string): string {
    const { environment } = this.session;
    const name = nameIn(topic);
    const value = name === undefined ? undefined : environment.lookup(name);
    const density = name === undefined ? undefined : environment.density(name);
    const known =
      value && name ? definitionSummary(name, value) : density && name ? densitySummary(name, density) : undefined;
    return helpPage(topic, known, (statements) => exampleOutput(statements));
  }

  private listNames(): void {
    const { environment } = this.session;
    const lines = this.names()
      .filter((name) => name !== 'ans')
      .sort((a, b) => (a < b ? -1 : 1))
      .map((name) => {
        const density = environment.density(name);
        if (density) return densitySummary(name, density);
        const value = environment.lookup(name);
        return value ? definitionSummary(name, value) : `${nameText(name)}: parameter`;
      });
    const free = [...environment.freeParameters()].map(
      ([name, domain]) => `${nameText(name)}: free ${domain} parameter`,
    );
    lines.push(...free.sort());
    for (const line of new Set(lines)) this.show({ kind: 'text', text: line });
    if (lines.length === 0) this.show({ kind: 'remark', text: 'nothing is defined yet' });
  }

  private forget(typed: string): void {
    const name = canonicalName(typed);
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

function nameIn(topic: string): string | undefined {
  try {
    return canonicalName(topic);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

function textOf({ span }: Statement): string {
  return span.source.text.slice(span.start, span.end);
}

function notesOf(notes: readonly { readonly message: string; readonly span: Statement['span'] }[]): Note[] {
  return notes.map(({ message, span }) => {
    const text = span.source.text.slice(span.start, span.end).replaceAll(/\s+/gu, ' ');
    return { message, about: text.length > 60 ? `${text.slice(0, 59)}…` : text };
  });
}

/** `C3: 6 terms, range 3`, `λ = 13/10` */
export function definitionSummary(name: string, value: Value): string {
  const summary = summaryOf(value);
  return isShort(value) && !summary.startsWith('a scalar')
    ? `${nameText(name)} = ${summary}`
    : `${nameText(name)}: ${summary}`;
}

function densitySummary(name: string, { sites, value }: Density): string {
  const inside = sites.map((s) => (s.offset === 0 ? 'j' : `j${s.offset > 0 ? '+' : ''}${s.offset}`)).join(',');
  return `${nameText(name)}_<${inside}>: density, ${summaryOf(value).replace('local, ', '')}`;
}

function claimItem(claim: ClaimResult, entry: Entry): ClaimItem {
  const cites = claim.cites ? citationText(claim.cites) : '';
  return {
    kind: 'claim',
    entry,
    verb: claim.verb,
    holds: claim.holds,
    isTrue: claim.isTrue,
    title: [claim.name ?? '', cites].filter((part) => part !== '').join(', '),
    cancelled: claim.cancelled,
    seconds: claim.seconds,
    ...(claim.residual &&
      claim.residualText !== undefined && {
        residual: { ...residualOf(claim.residualText), terms: claim.residual.terms.length },
      }),
    ...(claim.point &&
      claim.point.size > 0 && {
        point: [...claim.point].map(([name, value]) => `${nameText(name)} = ${value}`).join(', '),
      }),
    ...(conditionText(claim) !== '' && { assumes: conditionText(claim) }),
    notes: notesOf(claim.notes),
  };
}

function residualOf(text: string): { text: string } {
  if (text.length <= longestResidual) return { text };
  const cut = text.lastIndexOf(' ', longestResidual);
  return { text: `${text.slice(0, cut > 0 ? cut : longestResidual)} …` };
}

/** What the statements of an example show, run on their own. */
export function exampleOutput(statements: string): string[] {
  const lines: string[] = [];
  const scratch = new Workbench((item) => {
    if (item.kind === 'value') lines.push(item.text);
    if (item.kind === 'claim') lines.push(`${item.holds ? '' : 'not '}${item.verb === 'prove' ? 'proved' : 'refuted'}`);
    if (item.kind === 'parameter' && item.entry.kind === 'model') lines.push(item.summary);
    if (item.kind === 'error') lines.push(`error: ${item.diagnostic.message}`);
  });
  scratch.answer({ kind: 'run', source: { name: '<example>', text: statements }, whole: false });
  return lines;
}

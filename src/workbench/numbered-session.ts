import { type Statement, canonicalName, nameText, parseProgram } from '../language/index.js';
import { type ModelDeclaration, type Notation, type Value, editDistance } from '../meaning/index.js';
import { type RunnableProgram, type Said, Session, runWithoutErrors, sessionWith } from '../session/index.js';
import { DiagnosticError, type Source, refuse } from '../text/index.js';
import { Journal, modelRoles, scriptOf } from './journal.js';
import type { Entry } from './messages.js';
import { assumptionsBehind, programOfDialogue, replayEntry, saidSoFar } from './replay.js';
import { Results, mentions, usesOf } from './results.js';
import { textOfStatement } from './summaries.js';

/** The session of a dialogue: its definitions, its numbered results `%1`, `%2` …, and the statements that succeeded. */
export class NumberedSession {
  session = new Session({ spins: 'any' });
  readonly results = new Results();
  /** the statements that have succeeded so far, which are the program of `:steady` and `:gas` */
  readonly journal = new Journal();
  /** the number of the result `ans`, unless the user has defined `ans` */
  last: number | undefined;

  /** @param settings  `name=scalar` settings of `--set` */
  constructor(public settings: readonly string[] = []) {}

  get environment(): Session['environment'] {
    return this.session.environment;
  }

  /** Every name that the user has introduced. */
  names(): string[] {
    return this.environment.names();
  }

  clear(): void {
    this.session = sessionWith(this.settings, { spins: 'any' });
    this.results.clear();
    this.journal.clear();
    this.last = undefined;
  }

  /**
   * Defines the results that a program uses while it runs. Other results are left out, because their names would be in
   * the way when the session looks for the name that a misspelt one is close to.
   *
   * @param own  the number of the program's own results, unless they are counted
   * @diagnostic `unknown-result`
   */
  lend(statements: readonly Statement[], own?: number): void {
    let count = this.results.count;
    for (const statement of statements) {
      for (const { name, span } of mentions(statement)) {
        if (name === 'ans') {
          if (count === 0 && this.environment.lookup('ans') === undefined && !definesAns(statements)) {
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
        if (!isOwn) this.environment.define(name, this.results.get(number, span));
      }
      if (statement.kind === 'expression') count += 1;
    }
  }

  /** Removes the names of the results again; the results stay under their numbers. */
  takeBack(): void {
    for (const name of this.names()) if (name.startsWith('%')) this.environment.forget(name);
  }

  /** Numbers a value. It becomes `ans`, and `%n` for the rest of the program that made it. */
  keep(value: Value, own?: number): number {
    const number = this.results.add(value, own);
    this.environment.define('ans', value);
    this.environment.define(`%${number}`, value);
    this.last = number;
    return number;
  }

  /**
   * Runs the statements again that had succeeded, except claims, which define nothing.
   *
   * @returns the number of statements that could not be restored
   */
  restore(entries: readonly Entry[], count: number): number {
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
    return lost;
  }

  /**
   * The present value of an expression, which gets no number as a result; the last result if there is no expression.
   *
   * @diagnostic `no-result`, `not-an-expression`, those of the expression
   */
  valueOf(expression: string, command: string): Value {
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

  /** The definitions and models of the dialogue, with a last result. */
  known(last?: Value): Said {
    return saidSoFar(this.session, last);
  }

  /** The expression after a command, or the whole dialogue if there is none. */
  said(expression: string, command: string): { readonly said: Said; readonly notation: Notation } {
    const { notation } = this.environment;
    if (expression.trim() === '') return { said: this.known(this.results.last()), notation };
    // A program after a command is read on its own, with the names of the dialogue.
    const source: Source = { name: command, text: expression };
    const { statements } = parseProgram(source);
    if (statements.length > 1 || (statements.length === 1 && statements[0]!.kind !== 'expression')) {
      const session = new Session({ spins: 'any' });
      const { said } = runWithoutErrors(session, source);
      return { said, notation: session.environment.notation };
    }
    const value = this.valueOf(expression, command);
    const assumptions = assumptionsBehind(this.environment, [value]);
    return { said: { models: [], last: { value }, definitions: new Map(), densities: [], assumptions }, notation };
  }

  /**
   * Answers a numerical question about the dialogue as a program. The names that it uses do not become parameters, and
   * the last result is not among the operators of its program.
   */
  async withProgram(answer: (program: RunnableProgram) => Promise<void>): Promise<void> {
    const { environment } = this;
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

  /** Claims after the definitions of the dialogue; the whole dialogue if there are none. */
  scriptFor(claims: string): string {
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

  /** A later `hamiltonian` or `gas` statement replaces the earlier one: was there one? */
  replaceModel(model: ModelDeclaration): boolean {
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

  /**
   * Forgets a definition, a parameter, or every statement of a role of the model.
   *
   * @diagnostic `unknown-name`, `bad-name`
   */
  forget(typed: string): { readonly entry: Entry; readonly text: string } {
    const name = canonicalName(typed);
    if (modelRoles.includes(name)) {
      if (!this.dropModels((m) => m.role === name))
        refuse('unknown-name', `there is no ${name} statement`, { hint: ':model lists the model' });
      const entry = { kind: 'forget' as const, text: `:forget ${name}`, name, uses: [] };
      return { entry, text: `every ${name} statement is forgotten` };
    }
    if (this.environment.forget(name)) {
      const entry = { kind: 'forget' as const, text: `:forget ${typed}`, name, uses: [] };
      return { entry, text: `${nameText(name)} is forgotten` };
    }
    const near = this.names().find((known) => editDistance(known, name) <= 2);
    return refuse('unknown-name', `"${typed}" is not defined`, {
      hint: near ? `did you mean ${nameText(near)}?` : ':names lists what is defined',
    });
  }
}

function definesAns(statements: readonly Statement[]): boolean {
  return statements.some((s) => s.kind === 'definition' && s.name === 'ans');
}

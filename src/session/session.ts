import type { Coefficient, ParameterDomain } from '../exact/index.js';
import {
  type DensityDefinition,
  type Node,
  type Statement,
  type ModelStatement,
  parseExpression,
  parseProgram,
  canonicalName,
  keywords,
  looseMinus,
  mayGoOn,
  reservedLetters,
} from '../language/index.js';
import {
  type Assumptions,
  type ModelDeclaration,
  type Report,
  type Value,
  Environment,
  checkOneFrequency,
  describe,
  evaluateNode,
  isOdd,
  noteFermionNames,
  refuseOdd,
  modelOf,
  newReport,
  refuseForSpinOne,
  refuseSelfReference,
  assumedParameters,
  topScope,
  type Notation,
} from '../meaning/index.js';
import { type ClaimResult, type SolveResult, Derivations, checkClaim, solveEquation } from '../proof/index.js';
import { type Diagnostic, DiagnosticError, type Source, type Span, locate, readWithin, refuse } from '../text/index.js';

/** The outcome of a statement. */
export type Outcome =
  | {
      readonly kind: 'value';
      readonly value: Value;
      readonly statement: Statement;
      readonly notes: Report['notes'];
      /** the parameters from which the value was computed, including those that cancel */
      readonly parameters: readonly string[];
      readonly assumptions: Assumptions;
      /** how the program writes operators */
      readonly notation: Notation;
    }
  | {
      readonly kind: 'definition';
      readonly name: string;
      readonly value: Value;
      readonly statement: Statement;
      readonly notes: Report['notes'];
      readonly assumptions: Assumptions;
      readonly notation: Notation;
    }
  | {
      readonly kind: 'parameter';
      readonly names: readonly string[];
      readonly domain: ParameterDomain;
      readonly statement: Statement;
    }
  | {
      readonly kind: 'cell';
      readonly labels: readonly string[];
      readonly statement: Statement;
    }
  | { readonly kind: 'spin'; readonly spin: 'half' | 'one'; readonly statement: Statement }
  | {
      readonly kind: 'model';
      readonly model: ModelDeclaration;
      readonly statement: Statement;
      readonly notes: Report['notes'];
      readonly assumptions: Assumptions;
    }
  | {
      readonly kind: 'claim';
      readonly claim: ClaimResult;
      readonly statement: Statement;
      /** the text of its certificate, if the session certifies; call it before the next statement runs */
      readonly certificate?: () => string;
    }
  | { readonly kind: 'solve'; readonly solved: SolveResult; readonly statement: Statement }
  | { readonly kind: 'error'; readonly diagnostic: Diagnostic };

/** Options of a session. */
export interface SessionOptions {
  /** record how operators were computed, so that claims can have certificates */
  readonly certify?: boolean;
  /** how claims about commutators are decided */
  readonly mode?: ClaimResult['mode'];
  /** the spins that the answers of the session can hold; by default spins 1/2 only */
  readonly spins?: 'half' | 'any';
  /** definitions to begin with; the session adds its own to it */
  readonly environment?: Environment;
}

/** Runs programs statement by statement; definitions persist from one program to the next. */
export class Session {
  readonly environment: Environment;
  /** the model statements so far, for the numerical commands */
  readonly models: ModelDeclaration[] = [];
  private readonly derivations: Derivations | undefined;

  constructor(private readonly options: SessionOptions = {}) {
    this.environment = options.environment ?? new Environment();
    this.derivations = options.certify ? new Derivations() : undefined;
  }

  /**
   * Overrides a parameter or a definition, as `--set name=scalar` does.
   *
   * @diagnostic `bad-setting`, `not-a-scalar`
   */
  set(setting: string): void {
    const source: Source = { name: `--set ${setting}`, text: setting };
    const at = setting.indexOf('=');
    if (at < 0)
      refuse('bad-setting', `"${setting}" is not name=scalar`, {
        span: { source, start: 0, end: setting.length },
        hint: 'as in --set Delta=1/2',
      });
    const name = canonicalName(setting.slice(0, at).trim());
    if (reservedLetters.has(name) || keywords.has(name))
      refuse('reserved-name', `"${name}" is reserved, so it cannot be set`, { span: { source, start: 0, end: at } });
    if (name === '' || setting.slice(at + 1).trim() === '')
      refuse('bad-setting', `"${setting}" is not name=scalar`, {
        span: { source, start: 0, end: setting.length },
        hint: 'as in --set Delta=1/2',
      });
    const report = newReport();
    const value = readWithin({ source, start: at + 1, end: setting.length }, (part) =>
      this.scalar(parseExpression(part), report),
    );
    this.environment.override(name, value, report.assumptions);
  }

  private scalar(node: Node, report: Report): Coefficient {
    const value = evaluateNode(node, topScope(this.environment, report));
    if (value.kind !== 'scalar') refuse('not-a-scalar', `${describe(value)} is no scalar`, { span: node.span });
    return value.scalar;
  }

  /**
   * The outcomes of a program, each as soon as its statement has run. Statements before the first syntax error are run,
   * and then all syntax errors are reported. A claim or an expression that fails does not affect the rest. A definition
   * that fails ends the program, since the following statements would mean something else without it.
   */
  *run(source: Source): Generator<Outcome, void, undefined> {
    const { statements, diagnostics } = parseProgram(source);
    const readTo = Math.min(...diagnostics.map((d) => d.span?.start ?? 0));
    for (const statement of statements) {
      if (statement.span.start >= readTo) break;
      const outcome = this.answer(statement);
      yield outcome;
      if (
        outcome.kind === 'error' &&
        statement.kind !== 'claim' &&
        statement.kind !== 'solve' &&
        statement.kind !== 'expression'
      )
        break;
    }
    for (const diagnostic of diagnostics) yield { kind: 'error', diagnostic };
  }

  /** The outcome of one statement. A statement that fails leaves the definitions as they were. */
  answer(statement: Statement): Outcome {
    this.environment.begin();
    try {
      return this.execute(statement);
    } catch (error) {
      this.environment.takeBack();
      return { kind: 'error', diagnostic: asDiagnostic(error, statement) };
    }
  }

  private execute(statement: Statement): Outcome {
    const report = newReport();
    const scope = topScope(this.environment, report);
    switch (statement.kind) {
      case 'expression': {
        const { source, start } = statement.span;
        if (mayGoOn(source, start)) {
          report.notes.push({
            message: `${looseMinus}: it is read as one of its own; indent it if it goes on`,
            span: { source, start, end: start + 1 },
          });
        }
        const value = evaluateNode(statement.expression, scope);
        if (isOdd(value)) refuseOdd(statement.expression.span, 'value');
        locate(statement.expression.span, () => checkOneFrequency(value));
        if (value.kind === 'scalar') noteFermionNames(report, this.environment, statement.expression.span);
        this.environment.remember(value, report.assumptions);
        return {
          kind: 'value',
          value,
          statement,
          notes: report.notes,
          parameters: [...assumedParameters(report.assumptions).keys()],
          assumptions: report.assumptions,
          notation: this.environment.notation,
        };
      }
      case 'definition': {
        refuseSelfReference(statement, scope);
        const value = evaluateNode(statement.value, scope);
        locate(statement.value.span, () => checkOneFrequency(value));
        this.noteGhost(statement.name, statement.nameSpan, report);
        this.noteShadow(statement.name, statement.nameSpan, report);
        this.derivations?.define(statement, this.environment);
        this.environment.define(statement.name, value, report.assumptions, statement.argument);
        return {
          kind: 'definition',
          name: statement.name,
          value: this.environment.lookup(statement.name)!,
          statement,
          notes: report.notes,
          assumptions: report.assumptions,
          notation: this.environment.notation,
        };
      }
      case 'density-definition':
        return this.defineDensity(statement, report);
      case 'parameter':
        for (const { name, span } of statement.names) this.environment.declare(name, statement.domain, span);
        return { kind: 'parameter', names: statement.names.map((n) => n.name), domain: statement.domain, statement };
      case 'cell':
        this.environment.declareCell(statement.labels, statement.span);
        return { kind: 'cell', labels: statement.labels, statement };
      case 'spin-declaration':
        if (statement.spin === 'one') this.refuseSpinOne(statement.span);
        this.environment.declareSpin(statement.spin, statement.span);
        return { kind: 'spin', spin: statement.spin, statement };
      case 'claim':
        return {
          kind: 'claim',
          claim: checkClaim(statement, this.environment, this.options.mode),
          statement,
          ...(this.derivations && {
            certificate: () => certified(statement, () => this.derivations!.certificate(statement, this.environment)),
          }),
        };
      case 'solve':
        return { kind: 'solve', solved: solveEquation(statement, this.environment), statement };
      case 'model':
        return this.model(statement);
    }
  }

  /** `h_<j,j+1> = …`: the right side as a function of j. */
  private defineDensity(statement: DensityDefinition, report: Report): Outcome {
    const { name, sites } = statement;
    const value = evaluateNode(statement.value, { ...topScope(this.environment, report), place: 'body' });
    locate(statement.value.span, () => checkOneFrequency(value));
    const parts =
      value.kind === 'vector' ? [value.x, value.y, value.z] : value.kind === 'operator' ? [value.operator] : [];
    if (parts.some((o) => o.terms.some((t) => t.place.kind === 'chain'))) {
      refuse('sum-in-density', `the density "${name}" holds a chain sum`, {
        span: statement.value.span,
        hint: `a density is what stands under the sum; or write ${name} = sum_j …`,
      });
    }
    this.noteGhost(name, statement.nameSpan, report);
    this.environment.defineDensity(name, { sites, value }, report.assumptions);
    const { notation } = this.environment;
    return {
      kind: 'definition',
      name,
      value,
      statement,
      notes: report.notes,
      assumptions: report.assumptions,
      notation,
    };
  }

  /** Remarks that values which were computed with the name as a parameter keep it as a parameter. */
  private noteGhost(name: string, span: Span, report: Report): void {
    if (!this.environment.wasParameter(name)) return;
    report.notes.push({ message: `${name} was a parameter in what came before, and stays one there`, span });
  }

  /** Remarks that a definition C3 hides the site 3 of a density C_j, since C3 and C_3 are the same name. */
  private noteShadow(name: string, span: Span, report: Report): void {
    const [, stem, site] = /^(.*?)([0-9]+)$/u.exec(name) ?? [];
    if (stem === undefined || this.environment.density(stem)?.sites.length !== 1) return;
    report.notes.push({
      message: `${name} hides the density ${stem} at site ${site}: ${stem}_<${site}> still means it`,
      span,
    });
  }

  /** @diagnostic `spin-half-only` for what has no answer for spins 1 */
  private refuseSpinOne(span: Span): void {
    const what =
      this.options.spins !== 'any'
        ? 'this answer'
        : this.options.certify
          ? 'a certificate'
          : this.options.mode !== undefined && this.options.mode !== 'exact'
            ? 'a proof by residues'
            : undefined;
    if (what !== undefined)
      refuse('spin-half-only', `${what} is known for spins 1/2 only, and the sites hold spins 1`, {
        span,
        hint: 'spins 1 are known to spinlaw eval, run, prove, charges, integrable and docs, and in the dialogue',
      });
  }

  private model(statement: ModelStatement): Outcome {
    if (statement.role !== 'hamiltonian')
      refuseForSpinOne(`the statement ${statement.role}`, statement.span, this.environment);
    const report = newReport();
    const model = modelOf(statement, topScope(this.environment, report));
    this.models.push(model);
    this.environment.remember(model, report.assumptions);
    return { kind: 'model', model, statement, notes: report.notes, assumptions: report.assumptions };
  }
}

/** A certificate, or a diagnostic where a chain of definitions is too deep to follow. */
function certified(statement: Statement, make: () => string): string {
  try {
    return make();
  } catch (error) {
    throw new DiagnosticError(asDiagnostic(error, statement));
  }
}

/** A diagnostic thrown while a statement ran; anything else is a bug and is thrown again. */
function asDiagnostic(error: unknown, statement: Statement): Diagnostic {
  if (error instanceof DiagnosticError) return { span: statement.span, ...error.diagnostic };
  if (error instanceof RangeError && /call stack/iu.test(error.message)) {
    return {
      kind: 'limit',
      code: 'nesting-too-deep',
      message: 'the expression is nested too deeply',
      span: statement.span,
      hint: 'name its parts',
    };
  }
  throw error;
}

import {
  type FunctionName,
  type Node,
  type Statement,
  holdsNode,
  parseProgram,
  readTokens,
} from '../language/index.js';
import { Environment, evaluateNode, newReport, topScope } from '../meaning/index.js';
import { type Outcome, Session } from '../session/index.js';
import { type CellDoor, type Diagnostic, DiagnosticError, type Source, withinSeconds } from '../text/index.js';
import { type Defined, type NameUse, namesIn } from './names.js';
import { longestEdited } from './range.js';

/** How a text is studied. */
export interface AssistOptions {
  /** a program that has run before the text, such as the earlier cells of a notebook; nothing is said about it */
  readonly before?: string;
  /** definitions before both, such as those of a running session, which stay as they are */
  readonly environment?: Environment;
  /** longest time for the values of all statements together, in seconds; by default 1 */
  readonly seconds?: number;
  /** the door in whose cells the text is, for hints; by default none */
  readonly cells?: CellDoor;
}

/** A statement with what is known about it. */
export interface StudiedStatement {
  readonly statement: Statement;
  /** the names of the user in it, in the order of the text */
  readonly names: readonly NameUse[];
  /**
   * absent where it has not been evaluated: it takes too long, or uses a name whose value is not known
   */
  readonly outcome?: Outcome;
}

/** A text that has been read and, as far as it goes quickly, evaluated. */
export interface Study {
  readonly source: Source;
  readonly statements: readonly StudiedStatement[];
  /** the statements of `before` */
  readonly earlier: readonly StudiedStatement[];
  /** problems of the text, syntax first */
  readonly problems: readonly Diagnostic[];
  /** the definitions after the text */
  readonly environment: Environment;
}

/**
 * Functions whose values may take long inside kernels that cannot be interrupted. A statement that calls one is read,
 * its names are looked up, and it is not evaluated.
 */
const slowFunctions: ReadonlySet<FunctionName> = new Set([
  'eigenvalues',
  'expect',
  'groundstate',
  'thermal',
  'eigenstate',
  'matrix',
  'integrable',
  'perturb',
]);

/** Longest time for the values of all statements together, in seconds, by default. */
const allSeconds = 1;

/** Longest time for one statement, or one property of a value, in seconds. */
export const secondsForOne = ({ seconds = allSeconds }: AssistOptions): number => seconds / 4;

let recent: { readonly text: string; readonly options: AssistOptions; readonly study: Study }[] = [];
/** Number of studies that are kept: an editor asks many questions about one text. */
const mostRecent = 4;

/**
 * Reads a text and evaluates its statements one by one, within a budget of time. It never throws because of the text, and
 * a failed statement does not hide the problems of the others: statements that use its name are left out.
 */
export function studyOf(text: string, options: AssistOptions = {}): Study {
  // An environment may have changed since.
  const known =
    options.environment === undefined &&
    recent.find(
      (one) =>
        one.text === text &&
        one.options.environment === undefined &&
        one.options.before === options.before &&
        (one.options.seconds ?? allSeconds) >= (options.seconds ?? allSeconds),
    );
  if (known) return known.study;
  const study = new Student(options).read(text);
  recent = [{ text, options, study }, ...recent].slice(0, mostRecent);
  return study;
}

class Student implements Defined {
  private readonly session: Session;
  /** names without a known value: their definitions failed, or were not evaluated */
  private readonly unknown = new Set<string>();
  /** the time from which nothing more is evaluated */
  private readonly end: number;
  private readonly each: number;
  private readonly densities = new Set<string>();
  private readonly values = new Set<string>();
  /** whether the spins of the chain are not known, because their declaration failed */
  private isLost = false;

  constructor(private readonly options: AssistOptions) {
    const { seconds = allSeconds, environment } = options;
    this.session = new Session({ spins: 'any', environment: environment?.copy() ?? new Environment() });
    this.each = secondsForOne(options);
    this.end = performance.now() + 1000 * seconds;
  }

  isDensity(name: string): boolean {
    return this.densities.has(name) || this.session.environment.density(name) !== undefined;
  }

  isValue(name: string): boolean {
    return this.values.has(name) || this.session.environment.lookup(name) !== undefined;
  }

  read(text: string): Study {
    const { before } = this.options;
    const earlier = before === undefined ? [] : this.readProgram({ name: 'before', text: before }).statements;
    const source = { name: 'text', text };
    if (text.length > longestEdited) {
      const problem: Diagnostic = {
        kind: 'limit',
        code: 'source-too-long',
        message: `a text of more than ${longestEdited} characters is not checked while it is edited`,
        span: { source, start: 0, end: 0 },
      };
      return { source, statements: [], earlier, problems: [problem], environment: this.session.environment };
    }
    const { statements, problems } = this.readProgram(source);
    return { source, statements, earlier, problems, environment: this.session.environment };
  }

  private readProgram(source: Source): { statements: StudiedStatement[]; problems: Diagnostic[] } {
    const program = parseProgram(source);
    const problems = [...program.diagnostics];
    const broken = program.diagnostics.length === 0 ? [] : brokenTokens(source, program.statements);
    const statements: StudiedStatement[] = [];
    let next = 0;
    for (const statement of program.statements) {
      for (; next < broken.length && broken[next]!.start < statement.span.start; next += 1)
        this.noteBroken(broken[next]!);
      const studied = this.study(statement);
      statements.push(studied);
      if (studied.outcome?.kind === 'error') problems.push(studied.outcome.diagnostic);
    }
    for (const token of broken.slice(next)) this.noteBroken(token);
    return { statements, problems };
  }

  /** A name that a statement which cannot be read would have introduced has no known value. */
  private noteBroken({ name, keyword }: BrokenToken): void {
    if (name !== undefined) this.leaveOut(name);
    if (keyword !== undefined && ['legs', 'species', 'spin'].includes(keyword)) this.isLost = true;
  }

  private leaveOut(name: string): void {
    this.session.environment.forget(name);
    this.unknown.add(name);
  }

  private study(statement: Statement): StudiedStatement {
    const names = namesIn(statement, this);
    const outcome = this.outcomeOf(statement, names);
    if (statement.kind === 'definition' || statement.kind === 'density-definition') {
      if (outcome && outcome.kind !== 'error') this.unknown.delete(statement.name);
      else this.leaveOut(statement.name);
      const [now, no] = statement.kind === 'definition' ? [this.values, this.densities] : [this.densities, this.values];
      now.add(statement.name);
      no.delete(statement.name);
    } else if (outcome?.kind === 'error') {
      if (statement.kind === 'parameter') for (const { name } of statement.names) this.unknown.add(name);
      if (statement.kind === 'cell' || statement.kind === 'spin-declaration') this.isLost = true;
    }
    return { statement, names, ...(outcome && { outcome }) };
  }

  private outcomeOf(statement: Statement, names: readonly NameUse[]): Outcome | undefined {
    if (this.isLost) return undefined;
    const isDeclaration = ['parameter', 'cell', 'spin-declaration'].includes(statement.kind);
    const left = (this.end - performance.now()) / 1000;
    const waits = names.some(({ name, role }) => role !== 'definition' && this.unknown.has(name));
    if (!isDeclaration && (left <= 0 || waits || callsSlowly(statement))) return this.namesOnly(statement);
    const outcome = withinSeconds(isDeclaration ? 1 : Math.min(left, this.each), () => this.answer(statement));
    return outcome ?? this.namesOnly(statement);
  }

  /** The outcome of a statement, where running out of time is not one. */
  private answer(statement: Statement): Outcome {
    const outcome = this.session.answer(statement);
    if (outcome.kind === 'error' && outcome.diagnostic.code === 'interrupted')
      throw new DiagnosticError(outcome.diagnostic);
    return outcome;
  }

  /** The first name of a statement that the language does not know, where the statement itself is not evaluated. */
  private namesOnly(statement: Statement): Outcome | undefined {
    const { environment } = this.session;
    for (const node of namedNodes(statement)) {
      const { name } = node;
      if (this.unknown.has(name)) continue;
      if (node.kind === 'name' && node.sited && this.unknown.has(node.sited.name)) continue;
      try {
        evaluateNode(node, { ...topScope(environment, newReport()), place: 'body', angle: true });
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        return { kind: 'error', diagnostic: { span: node.span, ...error.diagnostic } };
      }
    }
    return undefined;
  }
}

type NamedNode = Extract<Node, { kind: 'name' | 'sited' }>;

/** Nodes with a name, in the order of the text. */
function namedNodes(statement: Statement): NamedNode[] {
  const found: NamedNode[] = [];
  const waiting: unknown[] = [statement];
  while (waiting.length > 0) {
    const part = waiting.pop();
    if (Array.isArray(part)) for (const item of part) waiting.push(item);
    else if (typeof part === 'object' && part !== null) {
      const { kind } = part as { kind?: string };
      // Whether h^z is a name or a component is decided by the evaluation.
      if (kind === 'component') continue;
      if ((kind === 'name' || kind === 'sited') && 'span' in part) found.push(part as NamedNode);
      for (const [key, inner] of Object.entries(part)) if (key !== 'span' && key !== 'nameSpan') waiting.push(inner);
    }
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function callsSlowly(statement: Statement): boolean {
  const isSlow = (node: Node): boolean =>
    holdsNode(node, (inner) => inner.kind === 'call' && slowFunctions.has(inner.function));
  switch (statement.kind) {
    case 'expression':
      return isSlow(statement.expression);
    case 'definition':
    case 'density-definition':
      return isSlow(statement.value);
    case 'claim':
    case 'solve':
      return isSlow(statement.left) || (statement.right !== undefined && isSlow(statement.right));
    case 'model':
      return statement.operands.some(isSlow);
    default:
      return false;
  }
}

interface BrokenToken {
  readonly start: number;
  readonly name?: string;
  readonly keyword?: string;
}

/** The names that stand before "=", and the keywords, in those parts of a source that cannot be read. */
function brokenTokens(source: Source, statements: readonly Statement[]): BrokenToken[] {
  const tokens = readTokens(source);
  const broken: BrokenToken[] = [];
  let next = 0;
  tokens.forEach((token, k) => {
    while (next < statements.length && statements[next]!.span.end <= token.start) next += 1;
    if (next < statements.length && statements[next]!.span.start <= token.start) return;
    const { start, value, type } = token;
    if (type === 'keyword') broken.push({ start, keyword: token.text });
    if (value?.kind === 'name' || value?.kind === 'sited') {
      const declared = tokens.slice(Math.max(0, k - 8), k).some(({ text }) => text === 'param');
      if (tokens[k + 1]?.text === '=' || tokens[k + 1]?.text === ':=' || declared)
        broken.push({ start, name: value.name });
      if (value.kind === 'name' && value.sited && tokens[k + 1]?.text === '=')
        broken.push({ start, name: value.sited.name });
    }
  });
  return broken;
}

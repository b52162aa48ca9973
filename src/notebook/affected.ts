import { namesOf } from '../assist/index.js';
import { type Token, canonicalName, parseProgram, readTokens } from '../language/index.js';
import { DiagnosticError } from '../text/index.js';
import { type Entry, type Request, readCommand, requestOf } from '../workbench/front.js';
import { runnableParts } from './parts.js';

/** A run of a cell: its text and the statements that succeeded. */
export interface RunText {
  readonly text: string;
  readonly entries: readonly Pick<Entry, 'text' | 'number'>[];
}

/** Longest program whose names are looked for, in UTF-16 units; in a longer one everything runs again. */
const longestProgram = 400_000;

/** A statement in the program that all runs make together, with the names that it uses and introduces. */
interface StatementNames {
  readonly from: number;
  readonly text: string;
  readonly isModel: boolean;
  readonly isValue: boolean;
  readonly uses: readonly string[];
  readonly introduces: readonly string[];
}

/**
 * Which runs give other results when parameters change: those with a statement that uses them, or a name or a result
 * that depends on them, and those with a command whose answer does. Of each name the last definition before its use
 * counts.
 *
 * @param runs     in the order in which they were made
 * @param changed  names of parameters as they are typed; what they are set to overrides their definitions
 */
export function affectedRuns(runs: readonly RunText[], changed: readonly string[]): boolean[] {
  const { text, places } = programOf(runs);
  if (text.length > longestProgram) return runs.map(() => true);
  const state = new Dependence(new Set(changed.map(canonicalOrSelf)));
  const statements = statementsOf(text);
  return runs.map(({ entries }, k) => {
    let next = 0;
    let isAffected = false;
    for (const { from, to, command } of places[k]!) {
      if (command !== undefined) {
        isAffected = state.ofCommand(command) || isAffected;
        continue;
      }
      for (const statement of statements) {
        if (statement.from < from || statement.from >= to) continue;
        // A statement that failed is not among the entries.
        const at = entries.findIndex((entry, n) => n >= next && entry.text === statement.text);
        if (at >= 0) next = at + 1;
        isAffected = state.ofStatement(statement, entries[at]?.number) || isAffected;
      }
    }
    return isAffected;
  });
}

/** The names, results and other parts of a session that depend on changed parameters, statement by statement. */
class Dependence {
  private readonly names: Set<string>;
  private model = false;
  private last = false;
  /** whether anything of the session so far depends on them */
  private any = false;

  constructor(private readonly set: ReadonlySet<string>) {
    this.names = new Set(set);
  }

  /** @param number  of the result of the statement */
  ofStatement({ isModel, isValue, uses, introduces }: StatementNames, number: number | undefined): boolean {
    const depends = uses.some((name) => this.has(name));
    for (const name of introduces) this.mark(name, depends);
    // A parameter that is declared again may have another domain, which a setting has to respect.
    const isSet = introduces.some((name) => this.set.has(name));
    if (number !== undefined) this.mark(`%${number}`, depends);
    if (isValue) this.last = depends;
    if (isModel && depends) this.model = true;
    if (depends || isSet) this.any = true;
    return depends || isSet;
  }

  ofCommand(line: string): boolean {
    const request = requestOf(readCommand(line));
    if (!request) return false;
    return namesInCommand(request).some((name) => this.has(name)) || this.reads(request);
  }

  private has(name: string): boolean {
    return name === 'ans' ? this.last : this.names.has(name);
  }

  private mark(name: string, depends: boolean): void {
    if (depends) this.names.add(name);
    else if (!this.set.has(name)) this.names.delete(name);
  }

  /** Whether the answer to a command depends on them by what the session holds, apart from the names in the command. */
  private reads(request: Request): boolean {
    switch (request.kind) {
      case 'steady':
      case 'gas':
      case 'plot':
        return this.model;
      case 'charges':
      case 'write':
        return request.expression.trim() === '' && this.any;
      case 'prove':
      case 'perturb':
      case 'integrable':
        // Their operand may be left out, and then is found among the statements so far.
        return this.any && /^\s*(?:--|$)/u.test(request.text);
      case 'names':
        return this.any;
      default:
        return false;
    }
  }
}

/** The names in the text of a command. */
function namesInCommand(request: Request): string[] {
  switch (request.kind) {
    case 'steady':
    case 'gas':
    case 'plot':
    case 'prove':
    case 'perturb':
    case 'integrable':
      return namesInTokens(request.text);
    case 'charges':
    case 'write':
      return namesInTokens(request.expression);
    case 'help':
      return namesInTokens(request.topic);
    default:
      return [];
  }
}

function namesInTokens(text: string): string[] {
  return readTokens({ name: 'command', text }).flatMap(({ value }: Token) => {
    if (value?.kind === 'name') return [value.name, ...(value.sited ? [value.sited.name] : [])];
    return value?.kind === 'sited' ? [value.name] : [];
  });
}

/** A part of a run in the program: a range of its text, or a command. */
interface PartPlace {
  readonly from: number;
  readonly to: number;
  readonly command?: string;
}

/** All statements of the runs as one program, in which a name has the meaning of its last definition. */
function programOf(runs: readonly RunText[]): { text: string; places: PartPlace[][] } {
  let text = '';
  const places = runs.map((run) =>
    runnableParts(run.text).map((part): PartPlace => {
      const from = text.length;
      if (part.isCommand) return { from, to: from, command: part.text };
      text += `${part.text}\n`;
      return { from, to: text.length };
    }),
  );
  return { text, places };
}

function statementsOf(text: string): StatementNames[] {
  const { statements } = parseProgram({ name: 'cells', text });
  const names = namesOf(text);
  let next = 0;
  return statements.map(({ kind, span: { start, end } }) => {
    while (next < names.length && names[next]!.from < start) next += 1;
    const own = names.slice(next, nextAfter(names, next, end));
    const introduces = own.filter(({ role }) => role === 'definition' || role === 'declaration');
    return {
      from: start,
      text: text.slice(start, end),
      isModel: kind === 'model',
      isValue: kind === 'expression',
      uses: own.filter(({ role }) => role === 'use').map(({ name }) => name),
      introduces: introduces.map(({ name }) => name),
    };
  });
}

function nextAfter(names: readonly { readonly from: number }[], first: number, end: number): number {
  let k = first;
  while (k < names.length && names[k]!.from < end) k += 1;
  return k;
}

function canonicalOrSelf(typed: string): string {
  try {
    return canonicalName(typed);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return typed;
  }
}

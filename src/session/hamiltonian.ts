import { nameText, parseProgram, writeText } from '../language/index.js';
import {
  type ModelDeclaration,
  type Assumptions,
  type Value,
  chainSumOf,
  describe,
  expressIn,
  type Notation,
  plainNotation,
  include,
  noAssumptions,
  summedNote,
} from '../meaning/index.js';
import { type Operator, equalOperators, sumOperators, weightIn } from '../spin/index.js';
import { type DiagnosticCode, type Source, type Span, refuse } from '../text/index.js';
import type { Outcome } from './session.js';

/** The parts of a program that can name its Hamiltonian and its perturbation. */
export interface Said {
  /** statements of the model, in their order */
  readonly models: readonly ModelDeclaration[];
  /** the last expression */
  readonly last: { readonly value: Value; readonly span?: Span } | undefined;
  /** values by their names; only the last definition of a name is kept */
  readonly definitions: ReadonlyMap<string, Value>;
  /** names of the densities `h_<j,j+1> = …`, as they are summed */
  readonly densities: readonly string[];
  /** the assumptions behind values and model statements, as far as they are known */
  readonly assumptions: ReadonlyMap<Value | ModelDeclaration, Assumptions>;
}

/** Collects these parts from the outcomes of a program. */
export function saidBy(outcomes: readonly Outcome[]): Said {
  const models: ModelDeclaration[] = [];
  const definitions = new Map<string, Value>();
  const densities = new Map<string, string>();
  const assumptions = new Map<Value | ModelDeclaration, Assumptions>();
  let last: Said['last'];
  for (const outcome of outcomes) {
    if (outcome.kind === 'model') {
      models.push(outcome.model);
      assumptions.set(outcome.model, outcome.assumptions);
    }
    if (outcome.kind === 'value' || outcome.kind === 'definition') assumptions.set(outcome.value, outcome.assumptions);
    if (outcome.kind === 'value') last = { value: outcome.value, span: outcome.statement.span };
    if (outcome.kind !== 'definition') continue;
    const { name, value, statement } = outcome;
    definitions.delete(name);
    densities.delete(name);
    if (statement.kind === 'density-definition') {
      const { span } = statement;
      densities.set(
        name,
        `sum_j ${span.source.text.slice(statement.nameSpan.start, statement.value.span.start).replace(/\s*=\s*$/u, '')}`,
      );
    } else {
      definitions.set(name, value);
    }
  }
  return { models, last, definitions, densities: [...densities.values()], assumptions };
}

/** An operator of the whole chain that a program names, and how the program names it. */
export interface Named {
  readonly operator: Operator;
  /** remarks to show to the user */
  readonly notes: readonly string[];
  readonly assumptions: Assumptions;
}

/** How error messages refer to the operator, and the statement that would name it. */
interface Role {
  readonly what: string;
  readonly code: DiagnosticCode;
  /** the last line of a program that names A */
  readonly naming: (name: string) => string;
  readonly none: string;
}

const asHamiltonian: Role = {
  what: 'the Hamiltonian',
  code: 'ambiguous-hamiltonian',
  naming: (name) => `hamiltonian ${name}`,
  none: 'there is no Hamiltonian in the input',
};

const asPerturbation: Role = {
  what: 'the perturbation',
  code: 'ambiguous-perturbation',
  naming: (name) => name,
  none: 'there is no perturbation in this input',
};

/**
 * The Hamiltonian of a program: its `hamiltonian` statement, otherwise its last expression, otherwise the only
 * definition that is a chain sum. A density with a free j is summed, with a remark.
 *
 * @diagnostic `two-hamiltonians`, `ambiguous-hamiltonian`, `not-an-operator`, `no-expression`
 */
export function hamiltonianOf(said: Said): Named {
  return (
    statedHamiltonian(said) ??
    lastOperator(said, asHamiltonian) ??
    onlyChainSum(said, asHamiltonian) ??
    refuseNone(said, asHamiltonian, 'no-expression')
  );
}

/**
 * The Hamiltonian of a program whose last expression is its perturbation: the `hamiltonian` statement, otherwise the
 * only definition that is another chain sum; undefined where there is none.
 *
 * @diagnostic `two-hamiltonians`, `ambiguous-hamiltonian`
 */
export function hamiltonianBeside(said: Said, perturbation: Operator | undefined): Named | undefined {
  return statedHamiltonian(said) ?? onlyChainSum(said, asHamiltonian, perturbation && [perturbation]);
}

/**
 * The Hamiltonian of a program that names its drives and baths by statements. It is found as by `hamiltonianOf`, except
 * that the operators of those statements do not count; undefined where there is none.
 *
 * @diagnostic as `hamiltonianOf`
 */
export function hamiltonianOfDriven(said: Said): Named | undefined {
  return (
    statedHamiltonian(said) ??
    lastOperator(said, asHamiltonian) ??
    onlyChainSum(said, asHamiltonian, inRoles(said, ['drive', 'bath', 'jump']))
  );
}

/** The perturbation that a program names: V, and the jump operators, which are densities. */
export interface NamedPerturbation extends Named {
  readonly jumps: readonly Operator[];
}

/**
 * The perturbation of a program: its last expression, otherwise its drives and baths, otherwise the only definition
 * besides the Hamiltonian that is a chain sum. Jump operators are returned along with it, and a program may have jump
 * operators only.
 *
 * @param hamiltonian  if it is known; by default that of the program's `hamiltonian` statement
 * @diagnostic `ambiguous-perturbation`, `not-an-operator`, `no-perturbation`
 */
export function perturbationOf(said: Said, hamiltonian?: Operator): NamedPerturbation {
  const jumps = inRoles(said, ['jump']);
  const parts = inRoles(said, ['drive', 'bath']);
  const expression = lastOperator(said, asPerturbation);
  if (expression) {
    const left = [
      ...new Set(said.models.flatMap(({ role }) => (role === 'drive' || role === 'bath' ? [`the ${role}`] : []))),
    ];
    const note = `V is the last expression; ${left.join(' and ')} of the program ${left.length > 1 ? 'are' : 'is'} not part of it`;
    return {
      operator: expression.operator,
      notes: [...expression.notes, ...(left.length > 0 ? [note] : [])],
      assumptions: together(expression.assumptions, assumedIn(said, ['jump'])),
      jumps,
    };
  }
  if (parts.length > 0 || jumps.length > 0) {
    const assumptions = assumedIn(said, ['drive', 'bath', 'jump']);
    return { operator: sumOperators(parts), notes: [], assumptions, jumps };
  }
  const other = hamiltonian ?? statedHamiltonian(said)?.operator;
  // One of two sums is the Hamiltonian; once that is named, the other is V.
  const found = onlyChainSum(said, other ? asPerturbation : asHamiltonian, other && [other]);
  return { ...(found ?? refuseNone(said, asPerturbation, 'no-perturbation')), jumps };
}

/** Names of the model statements other than the Hamiltonian, for the remark that a command ignores them. */
export function rolesBeside({ models }: Said): string[] {
  return [...new Set(models.flatMap(({ role }) => (role === 'hamiltonian' ? [] : [role])))];
}

function inRoles({ models }: Said, roles: readonly string[]): Operator[] {
  return models.flatMap((m) => (m.role !== 'gas' && roles.includes(m.role) ? [m.operator] : []));
}

/** The joint assumptions of several values. */
export function together(...all: readonly Assumptions[]): Assumptions {
  const result = noAssumptions();
  for (const assumptions of all) include(result, assumptions);
  return result;
}

/** The assumptions of the statements with certain roles. */
const assumedIn = (said: Said, roles: readonly string[]): Assumptions =>
  together(...said.models.flatMap((m) => (roles.includes(m.role) ? [assumedBy(said, m)] : [])));

/** The assumptions of a value or a statement. */
const assumedBy = ({ assumptions }: Said, of: Value | ModelDeclaration): Assumptions =>
  assumptions.get(of) ?? noAssumptions();

function statedHamiltonian(said: Said): Named | undefined {
  const found = said.models.flatMap((m) => (m.role === 'hamiltonian' ? [m] : []));
  const [first, second] = found;
  if (!first) return undefined;
  if (second)
    refuse('two-hamiltonians', 'the program has more than one hamiltonian statement', {
      span: second.span,
      hint: 'add the parts: hamiltonian H0 + H1',
    });
  return { operator: first.operator, notes: [], assumptions: assumedBy(said, first) };
}

function lastOperator(said: Said, role: Role): Named | undefined {
  const { last, definitions } = said;
  if (!last) return undefined;
  const found = chainSumOf(last.value);
  if (!found) {
    const names = candidates(definitions);
    refuse('not-an-operator', `${role.what} is ${describe(last.value)}`, {
      ...(last.span && { span: last.span }),
      hint:
        names.length > 0
          ? `end the program with: ${role.naming(nameText(names[0]!))}`
          : `${role.what} is a chain sum: sum_j …`,
    });
  }
  return withNote(found, assumedBy(said, last.value));
}

/**
 * Names of the definitions that can be a Hamiltonian or a perturbation: sums along the chain, or densities if there are
 * no sums.
 */
function candidates(definitions: ReadonlyMap<string, Value>, beside: readonly Operator[] = []): string[] {
  const found = [...definitions].flatMap(([name, value]) => {
    const sum = chainSumOf(value);
    if (!sum || sum.operator.terms.length === 0 || sum.operator.terms.some((t) => t.place.kind !== 'chain')) return [];
    if (beside.some((other) => equalOperators(sum.operator, other))) return [];
    return [{ name, summed: sum.summed, ...sum.operator }];
  });
  const sums = found.filter((f) => !f.summed);
  const some = sums.length > 0 ? sums : found;
  // A moment such as the boost grows with j, so it is taken for a Hamiltonian or a perturbation only if there is no
  // other candidate.
  const plain = some.filter(({ terms }) => terms.every((t) => weightIn(t.place).power === 0));
  return (plain.length > 0 ? plain : some).map(({ name }) => name);
}

function onlyChainSum(said: Said, role: Role, beside: readonly Operator[] = []): Named | undefined {
  const { definitions } = said;
  const names = candidates(definitions, beside);
  const [name] = names;
  if (name === undefined) return undefined;
  if (names.length > 1) {
    const shown = names.map(nameText);
    refuse(
      role.code,
      `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)} are chain sums, and nothing says which of them is ${role.what}`,
      {
        hint: `end the program with: ${role.naming(shown.find((n) => /^H_?0?$/u.test(n)) ?? shown[0]!)}`,
      },
    );
  }
  const value = definitions.get(name)!;
  return withNote(chainSumOf(value)!, assumedBy(said, value));
}

function withNote({ operator, summed }: NonNullable<ReturnType<typeof chainSumOf>>, assumptions: Assumptions): Named {
  return { operator, notes: summed ? [summedNote] : [], assumptions };
}

function refuseNone({ densities }: Said, role: Role, code: DiagnosticCode): never {
  const example = densities.length === 1 ? densities[0]! : 'sum_j S_j·S_<j+1>';
  return refuse(code, role.none, {
    hint: `end the program with ${role.what.replace('the ', 'a ')}, as in: ${example}`,
  });
}

/**
 * Does a program use a name that another one defines, before defining that name itself? Then the other one must run
 * first.
 */
export function usesNamesOf(user: Source, definer: Source): boolean {
  const defined = new Set(
    parseProgram(definer).statements.flatMap((s) =>
      s.kind === 'definition' || s.kind === 'density-definition' ? [s.name] : [],
    ),
  );
  const own = new Set<string>();
  for (const statement of parseProgram(user).statements) {
    if ([...namesIn(statement)].some((name) => defined.has(name) && !own.has(name))) return true;
    if (statement.kind === 'definition' || statement.kind === 'density-definition') own.add(statement.name);
  }
  return false;
}

/** Every name in a tree. */
function* namesIn(node: unknown): Generator<string, void, undefined> {
  if (Array.isArray(node)) {
    for (const part of node) yield* namesIn(part);
    return;
  }
  if (typeof node !== 'object' || node === null || 'text' in node) return;
  const { kind, name } = node as { kind?: string; name?: unknown };
  if (typeof name === 'string' && kind !== 'definition' && kind !== 'density-definition') yield name;
  for (const [key, part] of Object.entries(node)) if (key !== 'span') yield* namesIn(part);
}

/** A Hamiltonian as a line of the language. */
export function hamiltonianText(operator: Operator, notation: Notation = plainNotation): string {
  return writeText(expressIn(operator, notation));
}

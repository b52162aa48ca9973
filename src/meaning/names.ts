import {
  appliedProblem,
  bracketAfter,
  closest,
  closestSubscript,
  functionNamed,
  functionNames,
  greekName,
  insteadOf,
  keywords,
  latinTwin,
  looksLikeCoupling,
  operatorWord,
} from '../language/index.js';
import type { NameNode, Node, Site } from '../language/index.js';
import { zeroCoefficient } from '../exact/index.js';
import { type Span, refuse } from '../text/index.js';
import type { Environment } from './environment.js';
import type { Scope } from './scope.js';

/*
 * Names that are neither defined nor declared: language rules 23, 24 and 25. Such a name is a parameter only if it
 * looks like a coupling and nothing contradicts this; any other name is refused with a hint at what was probably meant.
 */

/** A name without a meaning, with its place in the text. */
interface Unknown {
  readonly name: string;
  readonly span: Span;
  /** its site, if its subscript is one */
  readonly site?: Site;
}

/**
 * Refuses a name that has not been introduced, unless it may be a parameter.
 *
 * @diagnostic `no-such-result`, `unknown-function`, `missing-site`, `identity`, `no-species`, `no-fermions`,
 *   `unknown-name`
 */
export function refuseUnknown({ name, span, sited }: NameNode, environment: Environment): void {
  if (environment.isDeclared(name)) return;
  const unknown: Unknown = sited ? { name, span, site: sited.site } : { name, span };
  if (name.startsWith('%'))
    refuse('no-such-result', `there is no result ${name}`, { span, hint: '%1, %2 … are the results of the REPL' });
  // A name that print marks as an operator is not a coupling: \hat{n}_0.
  if (/^[bcdfn](?:[0-9_].*)?$/u.test(name) && dressOf(span) === 'hat') refuseParticle(span, `"${typed(span)}"`);
  const barred = /^(?<stem>.+)_bar$/u.exec(name)?.groups?.stem;
  if (barred !== undefined && environment.isComplex(barred)) {
    refuse('unknown-name', `"${name}" is not known, and ${barred} is complex: a bar may be its conjugate`, {
      span,
      hint: `write conj(${barred}), or declare another parameter: param ${name} real`,
    });
  }
  const twin = latinTwin.get(typed(span)[0]!);
  if (twin !== undefined) {
    refuse(
      'unknown-name',
      `${typed(span)[0]!} is a Greek letter, ${greekName.get(typed(span)[0]!)!}, and looks like the Latin ${twin}`,
      {
        span,
        hint: `type ${twin}${typed(span).slice(1)}, or ${advice(name)}`,
      },
    );
  }
  const bracket = bracketAfter(span.source.text, span.end);
  const base = sited && operatorWord(name) === undefined ? sited.name : name;
  refuseOperatorWord({ ...unknown, name: base }, bracket);
  if (bracket !== undefined) refuseApplied(unknown, bracket, environment);
  if (!looksLikeCoupling(name)) refuseWord(unknown, environment);
  const { stem, axis } = /^(?<stem>.+?)_?(?<axis>[xyz])$/u.exec(name)?.groups ?? {};
  if (stem !== undefined && environment.isVector(stem)) {
    refuse('unknown-name', `"${typed(span)}" is not known, and ${stem} is a vector`, {
      span,
      hint: `the component of ${stem} is ${stem}^${axis!}; for another name, ${advice(name)}`,
    });
  }
  const near = closestSubscript(name, namesOf(environment));
  if (near !== undefined && !environment.wasParameter(name)) {
    refuse('unknown-name', `"${typed(span)}" is not known`, {
      span,
      hint: `did you mean ${near}? Otherwise ${advice(name)}`,
    });
  }
}

/**
 * Refuses `B_<j,j+1>` and `B_j` if there is no such density.
 *
 * @diagnostic `missing-site`, `identity`, `no-species`, `no-fermions`, `coupling-with-site`
 */
export function refuseUnknownSited(name: string, sites: readonly Site[], span: Span): never {
  if (/^(?:sum|summe|somme)$/iu.test(name)) {
    refuse('coupling-with-site', `"${typed(span)}" is not the sum sign`, { span, hint: 'write sum_j' });
  }
  refuseOperatorWord({ name, span, ...(sites.length === 1 && { site: sites[0]! }) }, undefined);
  if (/^[bcdfn]$/u.test(name)) refuseParticle(span, `"${typed(span)}"`);
  return refuse('coupling-with-site', `"${name}" is no density, and couplings carry no site`, {
    span,
    hint: `define the density ${name}_${sites.length > 1 ? '<j,j+1>' : 'j'} = …, or write the coupling as ${name}`,
  });
}

function refuseParticle(span: Span, what: string): never {
  return refuse('no-fermions', `${what} looks like a fermion or a boson`, {
    span,
    hint: 'fermions are c_j, c†_j and n_j, with their sites; the displacement of a bath is (a_j + a†_j)',
  });
}

/** The LaTeX command of the font or accent of a name. */
function dressOf(span: Span): string | undefined {
  const { source, start } = span;
  const before = /\\(?<dress>[A-Za-z]+) ?\{? ?$/u.exec(source.text.slice(Math.max(0, start - 30), start));
  return (before ?? /^\\(?<dress>[A-Za-z]+)/u.exec(typed(span)))?.groups?.dress;
}

/** Advice for an unknown name: how to define it, or how to declare it as a parameter. */
function advice(name: string): string {
  return `declare it: param ${name} real`;
}

// --- rule 24 --------------------------------------------------------------------------------------------------------

/** Refuses operators without a site: `X`, `XX`, `X1`, `JX_1`, `Sp`, `I`, `tau`. */
function refuseOperatorWord({ name, span, site }: Unknown, bracket: string | undefined): void {
  const word = operatorWord(name);
  if (!word) return;
  const { coupling, operator, digits } = word;
  const shown = typed(span);
  const factor = coupling === '' ? '' : `${coupling} `;
  if (operator === '1') {
    refuse('identity', `${shown} is not known`, {
      span,
      hint: `the identity is 1: write ${factor}1, or leave it away`,
    });
  }
  if (operator === 'tau') {
    refuse('no-species', `${shown} has no meaning by itself: there is one species of spins, S or σ = 2 S`, {
      span,
      hint: advice(name),
    });
  }
  const number = digits !== '' ? digits : /^\s*[0-9]+\s*$/u.test(bracket ?? '') ? bracket!.trim() : undefined;
  const at = site ? under(site) : number === undefined ? undefined : `_${number}`;
  const proposal = (text: string): string => factor + letters(operator, text);
  const hint =
    at === undefined ? `write ${proposal('_j')} under a sum, or ${proposal('_3')} at site 3` : `write ${proposal(at)}`;
  refuse(
    'missing-site',
    coupling === '' ? `${shown} has no site` : `${shown} is one word, and no name of this kind is known`,
    { span, hint },
  );
}

/** `X_3`, or `X_j Y_<j+1>` for several letters, one for each site. */
function letters(operator: string, first: string): string {
  if (!/^[XYZ]+$/u.test(operator)) return operator + first;
  const [, relative = '', offset = '0'] = /^_<?(?<relative>j?)(?<offset>[+-]?[0-9]*)>?$/u.exec(first) ?? [];
  return [...operator]
    .map((letter, k) =>
      k === 0 ? letter + first : letter + under({ relative: relative !== '', offset: Number(offset) + k }),
    )
    .join(' ');
}

function under({ relative, offset }: Site): string {
  if (relative) return offset === 0 ? '_j' : `_<j${offset > 0 ? '+' : ''}${offset}>`;
  return offset < 0 ? `_<${offset}>` : `_${offset}`;
}

/**
 * Refuses the adjoint of a name that has not been introduced, since c† denotes an operator on paper.
 *
 * @diagnostic `no-fermions`, `unknown-name`
 */
export function refuseAdjoint(node: Node, scope: Scope): void {
  if (node.kind !== 'name' || isKnown(node, scope.environment)) return;
  const { name, span } = node;
  if (/^(?:[bcdfn]|psi)[0-9]*(?:_.*)?$/u.test(name)) refuseParticle(span, `"${typed(span)}" with a dagger`);
  refuseUnknown(node, scope.environment);
  refuse('unknown-name', `"${typed(span)}" is not defined`, {
    span,
    hint: `define it first, ${name} = …, or ${advice(name)}`,
  });
}

// --- rule 25 --------------------------------------------------------------------------------------------------------

function refuseApplied({ name, span }: Unknown, bracket: string, environment: Environment): void {
  const problem = appliedProblem(name, typed(span), bracket, namesOf(environment));
  if (problem) refuse(problem.code, problem.message, { span, hint: problem.hint });
}

// --- rule 23 --------------------------------------------------------------------------------------------------------

/** Two names without a space between them: `iJ`, `JDelta`, `omegat`. */
function split(name: string, environment: Environment): string | undefined {
  for (let k = 1; k < name.length; k += 1) {
    const [left, right] = [name.slice(0, k), name.slice(k)];
    const known = (part: string): boolean => environment.isKnown(part) || greekWords.has(part.replace(/_.*$/u, ''));
    if (left === 'i' && (known(right) || looksLikeCoupling(right))) return `${left} ${right}`;
    if (left === 'j' && /^[A-Z]/u.test(right) && (known(right) || looksLikeCoupling(right))) return `${left} ${right}`;
    if ((known(left) || looksLikeCoupling(left)) && (right === 't' || right === 'j')) return `${left} ${right}`;
    if (known(left) && known(right)) return `${left} ${right}`;
    if (looksLikeCoupling(left) && right.length > 1 && known(right)) return `${left} ${right}`;
  }
  return undefined;
}

const greekWords: ReadonlySet<string> = new Set(greekName.values());

/** The probable argument of a function word without round brackets: `trace X_0`, `comm[A, B]`. */
function argumentBehind({ source, end }: Span): string {
  const rest = source.text.slice(end, end + 80);
  const { list, word } =
    /^(?:\[(?<list>[^[\]]*)\]|\s*(?<word>[A-Za-zα-ωΑ-Ω\\][\w^<>{}+'α-ωΑ-Ω·×-]*))/u.exec(rest)?.groups ?? {};
  return list ?? word ?? '';
}

/** Refuses a word that does not look like a coupling. */
function refuseWord({ name, span }: Unknown, environment: Environment): never {
  const shown = typed(span);
  const say = (hint: string): never => refuse('unknown-name', `"${shown}" is not known`, { span, hint });
  if (functionNames.has(name)) {
    say(
      `${name} is a function only where "(" follows at once: ${name}(…); for a parameter of this name, ${advice(name)}`,
    );
  }
  const instead = insteadOf(name, argumentBehind(span));
  if (instead !== undefined) say(`${instead}; for a parameter of this name, ${advice(name)}`);
  const parts = split(name, environment);
  if (parts !== undefined) say(`did you mean ${parts}? Otherwise ${advice(name)}`);
  const near =
    closestSubscript(name, namesOf(environment)) ??
    closest(name, [
      ...namesOf(environment),
      ...greekWords,
      ...functionNames,
      ...[...keywords].filter((keyword) => keyword.length > 3),
    ]);
  if (near !== undefined)
    say(`did you mean ${functionNames.has(near) ? `${near}(…)` : near}? Otherwise ${advice(name)}`);
  return say(advice(name));
}

/** The names that the user has introduced, except results of the dialogue. */
function namesOf(environment: Environment): string[] {
  return environment.names().filter((name) => !name.startsWith('%'));
}

/**
 * Refuses a substitution for a name that cannot be a parameter: `with Detla = 1`.
 *
 * @diagnostic `unknown-name`
 */
export function refuseUnknownBinding(name: string, span: Span, environment: Environment): void {
  if (environment.isDeclared(name) || looksLikeCoupling(name)) return;
  refuseWord(
    { name, span: { ...span, end: span.start + (/^[^\s=]+/u.exec(typed(span))?.[0].length ?? 0) } },
    environment,
  );
}

// --- operators that are wanted --------------------------------------------------------------------------------------

function isKnown({ name, sited }: NameNode, environment: Environment): boolean {
  return (
    environment.isKnown(name) ||
    constants.has(name) ||
    (sited !== undefined && environment.density(sited.name) !== undefined)
  );
}

const constants: ReadonlySet<string> = new Set(['pi', 'true', 'false']);

/** Is the value of a node a scalar, as far as its form says? */
export function isScalar(node: Node, environment: Environment): boolean {
  const inner = (of: Node): boolean => isScalar(of, environment);
  switch (node.kind) {
    case 'number':
    case 'imaginary':
    case 'time':
      return true;
    case 'name':
      return isKnown(node, environment) ? environment.isScalar(node.name) : !node.sited?.site.relative;
    case 'component':
      // h^z of an h without a value is the coupling h_z.
      return node.bare === true && node.of.kind === 'name' && inner(node.of);
    case 'negate':
    case 'adjoint':
    case 'plus-adjoint':
      return inner(node.of);
    case 'sum':
      return node.terms.every(inner);
    case 'product':
      return node.factors.every(inner);
    case 'power':
      return inner(node.base);
    case 'with':
    case 'ring':
    case 'open':
      return inner(node.body);
    case 'call':
      return functionNamed(node.function).isScalar === true;
    default:
      return false;
  }
}

/** Is a node a plain number, such as 3, -1/2 or \frac{3}{2}? */
export function isNumber(node: Node): boolean {
  if (node.kind === 'negate') return isNumber(node.of);
  if (node.kind === 'product') return node.factors.every(isNumber);
  return node.kind === 'number';
}

/** The names in a node that have not been introduced and are not bound by a prefix, in the order of the text. */
function unknownNames(node: Node, scope: Pick<Scope, 'environment' | 'pending'>): NameNode[] {
  const { environment, pending } = scope;
  const within = (of: readonly Node[]): NameNode[] => of.flatMap((n) => unknownNames(n, scope));
  switch (node.kind) {
    case 'name':
      return pending.some((values) => values.has(node.name)) || isKnown(node, environment) ? [] : [node];
    case 'negate':
    case 'adjoint':
    case 'plus-adjoint':
    case 'component':
      return within([node.of]);
    case 'sum':
      return within(node.terms);
    case 'product':
      return within(node.factors);
    case 'power':
      return within([node.base, node.exponent]);
    case 'cross':
    case 'commutator':
    case 'anticommutator':
      return within([node.left, node.right]);
    case 'chain-sum':
      return within([node.body]);
    case 'call':
      return within(node.arguments);
    case 'ring':
    case 'open':
      return within([node.body]);
    case 'with':
      return unknownNames(node.body, {
        environment,
        pending: [...pending, new Map(node.bindings.map((b) => [b.name, zeroCoefficient]))],
      });
    default:
      return [];
  }
}

/**
 * Refuses `H = H + V` where H was not defined before, since the H on the right would be a parameter.
 *
 * @diagnostic `unknown-name`
 */
export function refuseSelfReference(
  { name, nameSpan, value }: { name: string; nameSpan: Span; value: Node },
  scope: Scope,
): void {
  if (scope.environment.isDeclared(name) || scope.environment.wasParameter(name)) return;
  const itself = unknownNames(value, scope).find((node) => node.name === name);
  // In print \mathcal{J} and J are different letters.
  if (itself && dressOf(nameSpan) === dressOf(itself.span)) refuseUndefined(itself, scope.environment);
}

/**
 * Refuses a name that has not been introduced where an operator is expected. It would be a parameter, and a commutator
 * with it would vanish for the wrong reason. Examples are `Q`, `-Q`, `2 Q`, and `C9` in `C3 + C9` unless it is a
 * coupling elsewhere.
 *
 * @diagnostic `unknown-name`
 */
export function refuseUnknownOperator(node: Node, scope: Scope): void {
  const { environment } = scope;
  if (isScalar(node, environment)) {
    const [first] = unknownNames(node, scope);
    if (first) refuseUndefined(first, environment);
    return;
  }
  refuseLoneSummand(node, scope);
}

/** Refuses a summand without operators whose parameter occurs nowhere else. */
function refuseLoneSummand(node: Node, scope: Scope, around: readonly Node[] = []): void {
  const { environment } = scope;
  switch (node.kind) {
    case 'negate':
    case 'plus-adjoint':
      return refuseLoneSummand(node.of, scope, around);
    case 'with':
    case 'ring':
    case 'open':
      return refuseLoneSummand(node.body, scope, around);
    case 'sum':
      for (const term of node.terms) {
        if (!isScalar(term, environment)) continue;
        const others = [...node.terms.filter((other) => other !== term), ...around];
        const elsewhere = new Set(others.flatMap((other) => unknownNames(other, scope)).map(({ name }) => name));
        const lone = unknownNames(term, scope).find(
          ({ name }) => !elsewhere.has(name) && !environment.wasParameter(name),
        );
        if (lone) refuseUndefined(lone, environment);
      }
      return;
    default:
  }
}

/**
 * Refuses a claim with a side that is a name which has not been introduced: `prove Q = H`, `refute C9 = 0`, `refute A =
 * B`.
 *
 * @diagnostic `unknown-name`
 */
export function refuseUnknownSides(left: Node, right: Node | undefined, scope: Scope): void {
  if (!right) return;
  const { environment } = scope;
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (!isScalar(side, environment)) {
      refuseLoneSummand(side, scope, [other]);
      continue;
    }
    const [first] = unknownNames(side, scope);
    if (!first) continue;
    const bare = isBare(side);
    // J = J and J = 1 are claims about a coupling; A = B and C9 = 0 are claims about undefined operators.
    const otherName = isBare(other) ? unknownNames(other, scope)[0]?.name : undefined;
    const isZero = other.kind === 'number' && Number(other.text) === 0;
    if (bare && (isZero || (otherName !== undefined && otherName !== first.name))) refuseUndefined(first, environment);
    if (isScalar(other, environment)) continue;
    const elsewhere = new Set(unknownNames(other, scope).map(({ name }) => name));
    const lone = unknownNames(side, scope).find(({ name }) => !elsewhere.has(name) && !environment.wasParameter(name));
    if (lone) refuseUndefined(lone, environment);
  }
}

/** Is the node a name, perhaps with a sign or a number in front? */
function isBare(node: Node): boolean {
  switch (node.kind) {
    case 'name':
      return true;
    case 'negate':
      return isBare(node.of);
    case 'product':
      return (
        node.factors.filter((f) => f.kind !== 'number' && f.kind !== 'imaginary').length === 1 &&
        node.factors.some(isBare)
      );
    default:
      return false;
  }
}

function refuseUndefined(node: NameNode, environment: Environment): never {
  refuseUnknown(node, environment);
  const { name, span } = node;
  const stem = name.replace(/[0-9]+$/u, '');
  const kin = namesOf(environment).filter(
    (known) => known !== name && known.replace(/[0-9]+$/u, '') === stem && environment.isOperator(known),
  );
  const known = kin.length > 0 ? `; ${kin.slice(0, 6).join(', ')} ${kin.length === 1 ? 'is' : 'are'} defined` : '';
  const fermion = /^(?<letter>[cn])(?<site>[0-9]+)$/u.exec(name)?.groups;
  return refuse('unknown-name', `"${typed(span)}" is not defined`, {
    span,
    hint: fermion
      ? `the fermion at site ${fermion['site']!} is ${fermion['letter']!}_<${fermion['site']!}>; for a number, ${advice(name)}`
      : `define it first, ${name} = …, or ${advice(name)}${known}`,
  });
}

/** The text of a span, as it was typed. */
function typed({ source, start, end }: Span): string {
  const text = source.text.slice(start, end);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

import {
  type Coefficient,
  type CoefficientTerm,
  type ScalarSymbol,
  addCoefficients,
  coefficientText,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  fromTerms,
  gaussian,
  multiplyCoefficients,
  parameterSymbol,
  symbolPower,
  symbolsOf,
  zeroCoefficient,
} from '../exact/index.js';
import { type SolveStatement, nameText } from '../language/index.js';
import {
  type Environment,
  type Notation,
  type Report,
  type Value,
  asOperator,
  assumedParameters,
  assumptionTexts,
  describe,
  newReport,
} from '../meaning/index.js';
import {
  type LevelEntry,
  type Operator,
  type Term,
  firstSite,
  isIdentity,
  lettersOf,
  weightIn,
  weightText,
  isUniform,
} from '../spin/index.js';
import { type SiteTerm, siteOperators, siteTerms } from '../triplet/index.js';
import { type Span, limit, refuse } from '../text/index.js';
import { type AffineEquation, type AffineSolution, conjugateEquation, solveAffine } from './affine-system.js';
import { differenceOf, sidesOf } from './sides.js';

/** The result of `solve A = B for a, b`. */
export interface SolveResult {
  readonly span: Span;
  /** ASCII names, in their order */
  readonly unknowns: readonly string[];
  readonly solution: AffineSolution;
  /** where real unknowns have no solution: whether complex ones have */
  readonly complexSolution?: Extract<AffineSolution, { kind: 'solved' }>;
  /** number of coefficients that had to vanish */
  readonly equations: number;
  readonly seconds: number;
  /** what the equation assumes about its parameters, such as `J > 0` and `Delta != 0` */
  readonly assumptions: readonly string[];
  /** the other parameters of the two sides */
  readonly parameters: ReadonlyMap<string, 'real' | 'complex' | 'phase'>;
  readonly notes: Report['notes'];
}

/** Largest number of unknowns of an equation. */
const mostUnknowns = 200;

/**
 * Solves an equation exactly for unknowns in which it is affine. The two sides are equal where every coefficient of
 * their difference vanishes, so these coefficients are the equations:
 *
 *   A − B = Σ_P (c_P0 + Σ_k c_Pk x_k) P = 0    ⇔    c_P0 + Σ_k c_Pk x_k = 0 for every string P
 *
 * A solution is inserted into all of them before it is returned.
 *
 * @diagnostic whatever evaluation reports; `bad-unknown`, `nonlinear-unknown`, `too-many-unknowns`, `not-an-equation`,
 *   `not-comparable`, `solution-too-long`
 */
export function solveEquation(statement: SolveStatement, environment: Environment): SolveResult {
  const start = performance.now();
  const { span, left, right } = statement;
  const names = statement.unknowns.map(({ name }) => name);
  return environment.withParameters(names, () => {
    const report = newReport();
    const { side, bound, noteIdleBindings } = sidesOf(statement, environment, report, 'this equation');
    const symbols = statement.unknowns.map(({ name, span: at }, k) => {
      refuseKnown(name, at, environment, bound);
      if (statement.unknowns.slice(0, k).some((other) => other.name === name))
        refuse('bad-unknown', `${nameText(name)} stands there twice`, { span: at });
      return parameterSymbol(name, environment.isComplex(name) ? 'complex' : 'real');
    });
    if (symbols.length > mostUnknowns) {
      limit('too-many-unknowns', `an equation is solved for up to ${mostUnknowns} unknowns`, {
        span: statement.unknowns[mostUnknowns]!.span,
      });
    }
    const difference = differenceOf(side(left), side(right), span, report, environment);
    noteIdleBindings();
    if (typeof difference === 'boolean') {
      refuse('not-an-equation', 'an answer such as true has no unknowns', {
        span: left.span,
        hint: 'solve takes operators, vectors and scalars: solve [H, Q] = 0 for a',
      });
    }
    const { settled } = report.assumptions;
    const parameters = new Map(assumedParameters(report.assumptions));
    for (const [k, { name }] of symbols.entries()) {
      const { span: at } = statement.unknowns[k]!;
      if (settled.has(name)) {
        refuse('nonlinear-unknown', `a function in the equation was answered for all values of ${nameText(name)}`, {
          span: at,
          hint: 'functions such as range and hermitian do not depend on an unknown linearly',
        });
      }
      if (!parameters.delete(name))
        refuse('bad-unknown', `${nameText(name)} does not occur in the equation`, {
          span: at,
          hint: 'an unknown is a coupling of the equation, as a is in solve a X_0 = 2 X_0 for a',
        });
    }
    if (difference.kind === 'levels') refusePositions(difference.levels.entries, symbols, statement);
    const equations = coefficientsOf(difference, environment.notation).flatMap(({ label, coefficient }) =>
      byMode(coefficient).map((c) => affineIn(symbols, label, c, statement)),
    );
    const isReal = symbols.every(({ kind }) => kind === 'real');
    if (!isReal && symbols.some(({ kind }) => kind === 'real')) {
      const real = symbols.find(({ kind }) => kind === 'real')!;
      refuse('nonlinear-unknown', 'an equation for real and complex unknowns together is not linear', {
        span: statement.unknowns[symbols.indexOf(real)]!.span,
        hint: `declare all of them complex: param ${real.name} complex`,
      });
    }
    const conjugated = isReal ? equations.filter((e) => !isSelfConjugate(e)).map(conjugateEquation) : [];
    const { positive } = report.assumptions;
    const solution = solveAffine([...equations, ...conjugated], symbols, positive);
    const unreal =
      solution.kind === 'none' && conjugated.length > 0 ? solveAffine(equations, symbols, positive) : undefined;
    return {
      span,
      unknowns: names,
      solution,
      ...(unreal?.kind === 'solved' && { complexSolution: unreal }),
      equations: equations.length,
      seconds: (performance.now() - start) / 1000,
      assumptions: assumptionTexts(report.assumptions),
      parameters,
      notes: report.notes,
    };
  });
}

function refuseKnown(name: string, span: Span, environment: Environment, bound: ReadonlySet<string>): void {
  const shown = nameText(name);
  if (bound.has(name)) {
    refuse('bad-unknown', `a prefix gives ${shown} a value, so it is no unknown`, {
      span,
      hint: `leave ${shown} = … out of the prefix`,
    });
  }
  if (environment.isPhase(name)) {
    refuse('nonlinear-unknown', `${shown} is an angle, and an equation is not linear in it`, {
      span,
      hint: 'solve for its cosine and sine: two real unknowns c and s in place of cos and sin',
    });
  }
  if (environment.lookup(name) !== undefined || environment.density(name) !== undefined) {
    const set = environment.isSet(name);
    refuse('bad-unknown', `${shown} ${set ? 'is set' : 'is defined'} already, so it is no unknown`, {
      span,
      hint: 'an unknown is a name without a value: choose another one',
    });
  }
}

/** The coefficients of a value, each with the string to which it belongs. */
function coefficientsOf(
  value: Value,
  { spinOne }: Notation,
): { readonly label: string; readonly coefficient: Coefficient }[] {
  const ofOperator = (o: Operator): { readonly label: string; readonly coefficient: Coefficient }[] =>
    spinOne
      ? siteTerms(o).map((t) => ({ label: siteStringOf(t), coefficient: t.coefficient }))
      : o.terms.map((t) => ({ label: stringOf(t), coefficient: t.coefficient }));
  switch (value.kind) {
    case 'scalar':
      return [{ label: '1', coefficient: value.scalar }];
    case 'vector':
      return (['x', 'y', 'z'] as const).flatMap((axis) =>
        ofOperator(value[axis]).map(({ label, coefficient }) => ({
          label: `component ${axis}, ${label}`,
          coefficient,
        })),
      );
    case 'levels':
      return value.levels.entries.map((e) => ({ label: levelText(e), coefficient: e.coefficient }));
    default: {
      const operator = asOperator(value);
      if (!operator) throw new Error(`${describe(value)} has no coefficients`);
      return ofOperator(operator);
    }
  }
}

/** `X_j Z_<j+1>`, `(-1)^j Z_j`, `X_0 Y_2`: a Pauli string as text of the language, without its sum sign. */
function stringOf({ word, place }: Term): string {
  const at = siteLabels(place.kind === 'chain', firstSite(place));
  const letters = [...lettersOf(word)].flatMap((letter, k) => (letter === 'I' ? [] : [`${letter}${at(k)}`]));
  const weight = weightIn(place);
  return [...(isUniform(weight) ? [] : [weightText(weight)]), ...(isIdentity(word) ? ['1'] : letters)].join(' ');
}

/** The site k places after the first one: `_j`, `_<j+1>`, `_3`. */
const siteLabels =
  (isChain: boolean, first: number) =>
  (k: number): string => {
    const site = first + k;
    if (!isChain) return site < 0 ? `_<${site}>` : `_${site}`;
    return site === 0 ? '_j' : `_<j${site > 0 ? '+' : ''}${site}>`;
  };

/** The same for a word of spins 1: `Sx_j {Sy,Sz}_<j+1>`. */
function siteStringOf({ letters, place, weight }: SiteTerm): string {
  const at = siteLabels(place === 'chain', place === 'chain' ? 0 : place.site);
  const names = letters.flatMap((letter, k) => (letter === 0 ? [] : [`(${siteOperators[letter]})${at(k)}`]));
  return [...(isUniform(weight) ? [] : [weightText(weight)]), ...(letters.length === 0 ? ['1'] : names)].join(' ');
}

function levelText({ row, column, position }: LevelEntry): string {
  const element = row === undefined ? '1' : `|${row}><${column}|`;
  return position ? `δ(x - ${coefficientText(position)}) ${element}` : element;
}

/** The Fourier coefficients: functions e^{inωt} of different n are independent. */
function byMode(c: Coefficient): Coefficient[] {
  if (c.terms.every(({ monomial }) => monomial.mode === undefined)) return [c];
  const groups = new Map<string, CoefficientTerm[]>();
  for (const term of c.terms) {
    const { mode } = term.monomial;
    const key = mode ? `${mode.base.id} ${mode.multiple.num}/${mode.multiple.den}` : '';
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  }
  return [...groups.values()].map(fromTerms);
}

/**
 * A coefficient as an equation in the unknowns.
 *
 * @diagnostic `nonlinear-unknown`
 */
function affineIn(
  unknowns: readonly ScalarSymbol[],
  label: string,
  c: Coefficient,
  { left, unknowns: typed }: SolveStatement,
): AffineEquation {
  const factors = new Map<number, Coefficient>();
  let constant = zeroCoefficient;
  const order = unknowns.map(({ name }) => name);
  const names = new Set(order);
  for (const { monomial, value } of c.terms) {
    const own = monomial.factors
      .filter(({ symbol }) => names.has(symbol.name) && symbol.kind !== 'prime')
      // in the order of the statement
      .sort((p, q) => order.indexOf(p.symbol.name) - order.indexOf(q.symbol.name));
    const inMode = monomial.mode?.base.factors.find(({ symbol }) => names.has(symbol.name));
    const [first] = own;
    const known = own.reduce(
      (rest, { symbol, doubled }) =>
        multiplyCoefficients(rest, fromGaussian(gaussianUnit, symbolPower(symbol, -doubled))),
      fromGaussian(value, monomial),
    );
    if (own.length === 0 && !inMode) {
      constant = addCoefficients(constant, known);
      continue;
    }
    const k = unknowns.findIndex(({ name, kind }) => name === first?.symbol.name && kind === first.symbol.kind);
    if (own.length === 1 && first!.doubled === 2 && k >= 0 && !inMode) {
      factors.set(k, addCoefficients(factors.get(k) ?? zeroCoefficient, known));
      continue;
    }
    refuseNonlinear(inMode ? [inMode.symbol] : own.map(({ symbol }) => symbol), {
      what: inMode
        ? `the frequency ${nameText(inMode.symbol.name)}`
        : coefficientText(
            own.reduce(
              (m, { symbol, doubled }) =>
                multiplyCoefficients(m, fromGaussian(gaussianUnit, symbolPower(symbol, doubled))),
              fromGaussian(gaussianUnit),
            ),
          ),
      span: typed.find(({ name }) => name === (inMode ?? first!).symbol.name)?.span ?? left.span,
    });
  }
  return { label, factors, constant };
}

const gaussianUnit = gaussian(1);

function refuseNonlinear(
  symbols: readonly ScalarSymbol[],
  { what, span }: { readonly what: string; readonly span: Span },
): never {
  const conjugate = symbols.find(({ kind }) => kind === 'conjugate');
  const other = symbols.length > 1 ? symbols.at(-1)! : undefined;
  const hint = conjugate
    ? `for real a and b, write a + i b in place of ${nameText(conjugate.name)}, and solve for a, b`
    : other
      ? `an equation is linear in its unknowns: give one of them a value, as in with ${nameText(other.name)} = 1: solve …`
      : 'an equation is linear in its unknowns: solve for another parameter, or for the power under a name of its own';
  return refuse('nonlinear-unknown', `the equation contains ${what}, so it is not linear in its unknowns`, {
    span,
    hint,
  });
}

function isSelfConjugate({ factors, constant }: AffineEquation): boolean {
  const same = (c: Coefficient): boolean => equalCoefficients(c, conjugateCoefficient(c));
  return same(constant) && [...factors.values()].every(same);
}

/** A scatterer δ(x − a) is no linear function of a. */
function refusePositions(
  entries: readonly LevelEntry[],
  unknowns: readonly ScalarSymbol[],
  { unknowns: typed }: SolveStatement,
): void {
  for (const { position } of entries) {
    for (const [k, symbol] of unknowns.entries()) {
      if (position && [...symbolsOf(position)].includes(symbol))
        refuseNonlinear([symbol], {
          what: `the position ${nameText(symbol.name)} of a scatterer`,
          span: typed[k]!.span,
        });
    }
  }
}

import {
  type ModularCommutator,
  type ModularEvidence,
  type ModularMode,
  type Refutation,
  hasModularCommutator,
  modularCommutator,
} from '../charges/index.js';
import { type Coefficient, isZeroCoefficient } from '../exact/index.js';
import type { Citation, Claim, Node } from '../language/index.js';
import {
  type Environment,
  type Notation,
  type Report,
  type Value,
  asOperator,
  assumptionTexts,
  describe,
  expressValue,
  newReport,
  noteFermionNames,
  assumedParameters,
} from '../meaning/index.js';
import { writeText } from '../language/index.js';
import { type Operator, isZeroOperator, anglesOf, weightIn } from '../spin/index.js';
import { type Span, locate, refuse } from '../text/index.js';
import { nonVanishingPoint } from './point.js';
import { differenceOf, isZeroScalar, sidesOf } from './sides.js';

/** The verdict on a claim, in one word. */
export type ClaimVerdict = 'proved' | 'refuted' | 'fails' | 'probable';

/** How a claim was decided: exactly, or in residues. */
export type ClaimMode = 'exact' | 'modular' | 'probabilistic';

/** The result of a claim `prove A = B` or `refute A = B`. */
export interface ClaimResult {
  readonly name: string | undefined;
  readonly cites: Citation | undefined;
  readonly verb: 'prove' | 'refute';
  readonly span: Span;
  /** `probable`: tested at one random point and not found to be false, which proves nothing */
  readonly verdict: ClaimVerdict;
  /** whether the statement succeeded: proved, or refuted as asked */
  readonly holds: boolean;
  /** whether A − B vanishes identically, or the boolean is true; for a probable claim this is not known */
  readonly isTrue: boolean;
  /**
   * `modular`: decided by residues at certified points and primes. `probabilistic`: not refuted at one random point
   * modulo one random prime, and therefore not proved.
   */
  readonly mode: ClaimMode;
  /** number of words that cancelled in the computation of the difference */
  readonly cancelled: number;
  readonly seconds: number;
  /** A − B where it does not vanish; for a vector, its first component that does not vanish */
  readonly residual: Operator | undefined;
  /** for a vector, all three components of A − B, where one of them does not vanish */
  readonly residualVector?: { readonly x: Operator; readonly y: Operator; readonly z: Operator };
  /** the residual as text */
  readonly residualText: string | undefined;
  /** parameter values at which the residual does not vanish */
  readonly point: ReadonlyMap<string, string> | undefined;
  /** the evidence of a modular proof */
  readonly evidence?: ModularEvidence;
  /** a word of the commutator that does not vanish, where residues show it; there is no `residual` then */
  readonly refutation?: Refutation;
  /** what the claim assumes about its parameters, such as `J > 0` and `Delta != 0` */
  readonly assumptions: readonly string[];
  /** the parameters of the two sides before anything cancels: the claim has been decided for all their values */
  readonly parameters: ReadonlyMap<string, 'real' | 'complex' | 'phase'>;
  readonly notes: Report['notes'];
  /** how its program writes operators */
  readonly notation: Notation;
}

/**
 * Decides a claim exactly: `A = B` holds when every coefficient of A − B vanishes identically in all parameters.
 *
 * In the other modes, commutators [A, B] = 0 of uniform chain sums are decided by residues, and all other claims
 * exactly.
 *
 * @diagnostic whatever evaluation reports; `not-comparable`, `not-a-claim`, `inexact-constant`
 */
export function checkClaim(claim: Claim, environment: Environment, mode: ClaimResult['mode'] = 'exact'): ClaimResult {
  const start = performance.now();
  const report = newReport();
  const { side, finite, noteIdleBindings } = sidesOf(claim, environment, report, 'this claim');
  const common = {
    name: claim.name,
    cites: claim.cites,
    verb: claim.verb,
    span: claim.span,
    notes: report.notes,
    notation: environment.notation,
  };
  const seconds = (): number => (performance.now() - start) / 1000;
  if (mode !== 'exact' && finite === undefined) {
    const found = commutatorInResidues(claim, side, mode);
    // A probable claim has not been refuted, so it does not count as a refutation.
    if (found && (found.vanishes !== undefined || claim.verb === 'prove')) {
      const { vanishes, touched, evidence, refutation } = found;
      const holds = vanishes === (claim.verb === 'prove');
      return {
        ...common,
        verdict: vanishes === undefined ? 'probable' : verdictOf(claim.verb, holds),
        holds,
        isTrue: vanishes === true,
        mode: found.vanishes === undefined ? 'probabilistic' : 'modular',
        cancelled: vanishes === false ? 0 : touched,
        seconds: seconds(),
        residual: undefined,
        residualText: undefined,
        point: undefined,
        assumptions: assumptionTexts(report.assumptions),
        parameters: assumedParameters(report.assumptions),
        ...(evidence && { evidence }),
        ...(refutation && { refutation }),
      };
    }
  }
  const left = side(claim.left);
  const difference = claim.right
    ? differenceOf(left, side(claim.right), claim.span, report, environment)
    : truth(left, claim);
  if (typeof difference !== 'boolean' && difference.kind === 'scalar')
    noteFermionNames(report, environment, claim.span);
  noteIdleBindings();
  const isTrue = difference === true || (typeof difference !== 'boolean' && vanishes(difference));
  const residual = typeof difference === 'boolean' || isTrue ? undefined : asOneOperator(difference);
  const holds = isTrue === (claim.verb === 'prove');
  return {
    ...common,
    verdict: verdictOf(claim.verb, holds),
    holds,
    isTrue,
    mode: 'exact',
    cancelled: report.cancelled,
    seconds: seconds(),
    residual,
    ...(residual && typeof difference === 'object' && difference.kind === 'vector' && { residualVector: difference }),
    // Written only on demand, because a residual may have a million terms.
    get residualText() {
      return typeof difference === 'boolean' || isTrue
        ? undefined
        : writeText(expressValue(difference, environment.notation));
    },
    point: typeof difference === 'boolean' || isTrue ? undefined : pointOf(difference),
    parameters: assumedParameters(report.assumptions),
    assumptions: assumptionTexts(report.assumptions),
  };
}

function verdictOf(verb: Claim['verb'], holds: boolean): ClaimVerdict {
  return holds ? (verb === 'prove' ? 'proved' : 'refuted') : 'fails';
}

/** Decides a claim [A, B] = 0 of uniform chain sums by residues; undefined for any other claim. */
function commutatorInResidues(
  { left, right }: Claim,
  side: (node: Node) => Value,
  mode: ModularMode,
): ModularCommutator | undefined {
  if (left.kind !== 'commutator' || right?.kind !== 'number' || !isZeroScalar(side(right))) return undefined;
  const [a, b] = [asOperator(side(left.left)), asOperator(side(left.right))];
  if (!a || !b || !hasModularCommutator(a, b)) return undefined;
  return locate(left.span, () => modularCommutator(a, b, { mode }));
}

function truth(value: Value, claim: Claim): boolean {
  if (value.kind === 'boolean') return value.boolean;
  return refuse('not-a-claim', `${describe(value)} is neither true nor false`, {
    span: claim.left.span,
    hint:
      value.kind === 'integrability'
        ? `without prove the verdict is shown, with the theorem or the construction behind it: ${writeText(claim.left)}`
        : 'a claim is A = B, or a yes-or-no function such as hermitian(A)',
  });
}

function vanishes(value: Value): boolean {
  switch (value.kind) {
    case 'scalar':
      return isZeroCoefficient(value.scalar);
    case 'levels':
      return value.levels.entries.length === 0;
    case 'vector':
      return [value.x, value.y, value.z].every(isZeroOperator);
    default:
      return isZeroOperator(asOperator(value)!);
  }
}

/**
 * The residual as one operator; level operators have none. For a vector it is the first component that does not vanish,
 * since words could cancel in a sum of components.
 */
function asOneOperator(value: Value): Operator | undefined {
  return value.kind === 'vector' ? [value.x, value.y, value.z].find((o) => !isZeroOperator(o)) : asOperator(value);
}

/** A coefficient of the difference that does not vanish. */
/**
 * A point at which the difference of two sides does not vanish. Phases that grow along the chain stay open: at special
 * ones the terms of a sum with different phases meet.
 */
function pointOf(difference: Value): Map<string, string> {
  const point = nonVanishingPoint(someCoefficient(difference));
  for (const { place } of asOneOperator(difference)?.terms ?? [])
    for (const { name } of anglesOf(weightIn(place).turn)) point.delete(name);
  return point;
}

function someCoefficient(value: Value): Coefficient {
  return value.kind === 'levels' ? value.levels.entries[0]!.coefficient : asOneOperator(value)!.terms[0]!.coefficient;
}

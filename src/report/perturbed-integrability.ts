import {
  type IntegrabilityAnswer,
  exceptionalCouplings,
  kindText,
  verdictAndTheorem,
  verdictFields,
  verdictText,
} from '../integrability/index.js';
import { fromSymbol, parameterSymbol, symbolsOf } from '../exact/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { type Operator, addOperators, isZeroOperator, scaleOperator } from '../spin/index.js';
import { DiagnosticError, withinSeconds } from '../text/index.js';
import { conditionOf } from './conditions.js';
import { couplingsText, exceptionalIn } from './integrability.js';
import { conditionIn, namesBeside } from './perturbation-names.js';

/** The integrability of H0 under a static V, as a document. */
export interface PerturbedIntegrabilityDocument {
  /** `H0 + eps*V`, or `H0 + V` where V is proportional to a coupling of its own */
  of: string;
  /** the strength of V, or the coupling to which V is proportional */
  strength: string;
  /** the verdict on H0 */
  hamiltonian: PerturbedVerdictDocument;
  /** the verdict on the perturbed chain for generic couplings */
  verdict: PerturbedVerdictDocument['verdict'];
  proved: boolean;
  theorem: string | null;
  construction: string | null;
  text: string;
  /** couplings with another verdict, where Theorem A decides for the others */
  exceptional: (PerturbedVerdictDocument & { where: string })[];
  /** whether the verdict is the same everywhere else */
  exceptionalComplete: boolean;
}

interface PerturbedVerdictDocument {
  verdict: ReturnType<typeof verdictFields>['verdict'];
  theorem: string | null;
  construction: string | null;
}

/** Its lines and its document. */
export interface PerturbedIntegrability {
  readonly lines: readonly string[];
  readonly document: PerturbedIntegrabilityDocument;
}

/** Time for both verdicts and the special couplings, in seconds. */
const longestTime = 3;

type Answer = Pick<IntegrabilityAnswer, 'verdict' | 'cells' | 'exceptions'>;

/**
 * The verdict on H0 + ε V for generic ε, with the special couplings, for a static V. Where V is proportional to a coupling
 * that H0 does not have, this coupling is the strength.
 *
 * @returns  undefined for drives, baths and jumps, which are not chains of their own
 */
export function perturbedIntegrability(p: Perturbation, seconds = longestTime): PerturbedIntegrability | undefined {
  const { hamiltonian, parts } = p;
  const isStatic = parts.harmonics.length === 0 && parts.jumps.length === 0 && isZeroOperator(parts.bath);
  if (!isStatic || isZeroOperator(parts.whole)) return undefined;
  const names = namesBeside(conditionIn(p));
  const own = ownStrength(parts.whole, hamiltonian);
  const scaled =
    own === undefined ? scaleOperator(parts.whole, fromSymbol(parameterSymbol(names.ascii, 'real'))) : parts.whole;
  const whole = addOperators(hamiltonian, scaled);
  const V = own === undefined ? `${names.strength} ${names.V}` : names.V;
  const end = performance.now() + 1000 * seconds;
  const left = (): number => Math.max(0, (end - performance.now()) / 1000);
  const before = answerWithin(hamiltonian, left(), seconds);
  const after = isZeroOperator(whole) ? before : answerWithin(whole, left(), seconds);
  const exceptions = after.verdict.kind === 'not-integrable' ? exceptionalCouplings(whole, left()) : undefined;
  const condition = conditionOf([whole]);
  const special = exceptionalIn({ ...(exceptions && { exceptions }) });
  const rest = exceptions
    ? exceptions.complete
      ? 'everywhere else the verdict is the same'
      : 'there may be further special couplings'
    : 'special couplings are not searched for';
  const lines = [
    `${names.H0} alone: ${kindText(before.verdict)}`,
    `with ${V}, for ${couplingsText(condition)}: ${verdictText(after)}`,
    ...special.map(({ where, verdict }) => `  at ${where}: ${kindText(verdict)}`),
    ...(condition.parameters.size === 0 ? [] : [`  ${rest}`]),
  ];
  return {
    lines,
    document: {
      of: own === undefined ? `H0 + ${names.ascii}*V` : 'H0 + V',
      strength: own ?? names.ascii,
      hamiltonian: fieldsOf(before),
      ...verdictFields(after.verdict),
      text: verdictText(after),
      exceptional: special.map(({ where, verdict }) => ({ where, ...fieldsOf({ verdict }) })),
      exceptionalComplete: exceptions?.complete ?? condition.parameters.size === 0,
    },
  };
}

const fieldsOf = ({ verdict: of }: Pick<Answer, 'verdict'>): PerturbedVerdictDocument => {
  const { verdict, theorem, construction } = verdictFields(of);
  return { verdict, theorem, construction };
};

/** The verdict on a chain, undecided where it takes too long or where a limit is reached. */
function answerWithin(hamiltonian: Operator, seconds: number, given: number): Answer {
  const undecided = (because: string): Answer => ({ verdict: { kind: 'undecided', because }, cells: undefined });
  try {
    return (
      withinSeconds(seconds, () => verdictAndTheorem(hamiltonian)) ??
      undecided(`not decided within ${given} seconds; spinlaw integrable takes the time that it needs`)
    );
  } catch (error) {
    if (!(error instanceof DiagnosticError) || error.code === 'interrupted') throw error;
    return undecided(error.diagnostic.message);
  }
}

/** A coupling to which V is proportional and which H0 does not have. */
function ownStrength(perturbation: Operator, hamiltonian: Operator): string | undefined {
  const taken = new Set(hamiltonian.terms.flatMap((t) => [...symbolsOf(t.coefficient)].map(({ name }) => name)));
  const monomials = perturbation.terms.flatMap((t) => t.coefficient.terms.map(({ monomial }) => monomial));
  const candidates = (monomials[0]?.factors ?? []).filter(
    ({ symbol, doubled }) => doubled === 2 && symbol.kind === 'real' && !taken.has(symbol.name),
  );
  return candidates.find(({ symbol }) =>
    monomials.every(({ factors }) => factors.some((f) => f.symbol === symbol && f.doubled === 2)),
  )?.symbol.name;
}

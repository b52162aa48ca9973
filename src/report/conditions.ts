import { type Coefficient, type ParameterDomain, symbolsOf } from '../exact/index.js';
import { nameText } from '../language/index.js';
import { type Assumptions, assumptionTexts, assumptionsIn } from '../meaning/index.js';
import type { ClaimResult } from '../proof/index.js';
import type { Operator } from '../spin/index.js';
import { together } from '../session/index.js';

/** The values of the parameters for which a statement is proved. */
export interface ProofCondition {
  /** by ASCII name, ascending */
  readonly parameters: ReadonlyMap<string, ParameterDomain>;
  /** assumptions about them: `J > 0`, `Delta != 0` */
  readonly assumptions: readonly string[];
}

/**
 * The condition of a statement about operators: all values of the parameters in them, including the frequency of a
 * drive, for which their roots are real and their divisors are not 0.
 *
 * @param carried  assumptions of the operators that their values no longer show
 */
export function conditionOf(operators: readonly Operator[], carried: readonly Assumptions[] = []): ProofCondition {
  const coefficients = operators.flatMap(({ terms }) => terms.map((t) => t.coefficient));
  return {
    parameters: domainsIn(coefficients),
    assumptions: assumptionTexts(together(...carried, assumptionsIn(coefficients))),
  };
}

function domainsIn(coefficients: readonly Coefficient[]): Map<string, ParameterDomain> {
  const found = new Map<string, ParameterDomain>();
  for (const c of coefficients) {
    for (const { name, kind } of symbolsOf(c)) {
      if (kind === 'prime' || kind === 'constant') continue;
      found.set(name, kind === 'real' || kind === 'phase' ? kind : kind === 'angle' ? 'phase' : 'complex');
    }
    for (const { monomial } of c.terms)
      for (const { symbol } of monomial.mode?.base.factors ?? []) found.set(symbol.name, 'real');
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Assumptions as readable text: `J > 0, Δ ≠ 0`. Empty where there are none. */
export function assumptionsText({ assumptions }: Pick<ProofCondition, 'assumptions'>): string {
  return assumptions.map((text) => text.replace(/[A-Za-z]\w*/gu, nameText).replace('!=', '≠')).join(', ');
}

/**
 * The parameters for which a claim has been decided: `all real J, Δ with J > 0`, `all real J and complex g`. Without a
 * successful proof only its assumptions are given, and the text is empty where there are none.
 */
export function conditionText(claim: Pick<ClaimResult, 'assumptions' | 'parameters' | 'holds' | 'verb'>): string {
  const given = assumptionsText(claim);
  if (!claim.holds || claim.verb === 'refute' || claim.parameters.size === 0) return given;
  return allValuesText(claim);
}

/** `all real J, Δ with J > 0`, `all real J and complex g`: the values for which a statement is proved. */
export function allValuesText(proved: ProofCondition): string {
  const given = assumptionsText(proved);
  const kinds = (['real', 'complex', 'phase'] as const).flatMap((kind) => {
    const names = [...proved.parameters].flatMap(([name, is]) => (is === kind ? [nameText(name)] : []));
    if (names.length === 0) return [];
    return [`${kind === 'phase' ? 'phases' : kind} ${names.join(', ')}`];
  });
  const all = kinds.length < 3 ? kinds.join(' and ') : `${kinds.slice(0, -1).join(', ')} and ${kinds.at(-1)!}`;
  return `all ${all}${given === '' ? '' : ` with ${given}`}`;
}

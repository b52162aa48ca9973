import {
  type Coefficient,
  isZeroCoefficient,
  modeCoefficient,
  negateCoefficient,
  oneCoefficient,
} from '../exact/index.js';
import {
  type Correction,
  type Parts,
  type FrequencyPart,
  componentOf,
  obstructionTo,
  partsOf,
  frequencyPartsOf,
} from '../perturbation/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  commutator,
  isZeroOperator,
  scaleOperator,
  zeroOperator,
} from '../spin/index.js';
import { limit } from '../text/index.js';
import { type Certified, type CertifiedClaim, type Derivation, certify, byWords } from './certificate.js';

/** A charge C of H0, and what V does to it. */
export interface ChangedCharge {
  readonly hamiltonian: Operator;
  readonly perturbation: Operator;
  readonly charge: Operator;
  readonly correction: Correction;
}

/** A certificate, and the factors of which none may vanish where it holds. */
export interface PerturbationCertificate extends Certified {
  readonly assumed: readonly Coefficient[];
}

/**
 * The certificate that V keeps a charge, of its correction, or that there is no correction; see
 * docs/reference/certificates.md. It is of the answer for generic couplings.
 *
 * @diagnostic `not-certifiable`, `certificate-rejected`
 */
export function certifyPerturbation(changed: ChangedCharge): PerturbationCertificate {
  const { hamiltonian, perturbation, charge, correction } = changed;
  const conserved: CertifiedClaim = vanishing({ kind: 'commutator', of: [byWords(hamiltonian), byWords(charge)] });
  switch (correction.kind) {
    case 'unneeded': {
      const kept = vanishing({ kind: 'commutator', of: [byWords(perturbation), byWords(charge)] });
      return { ...certify([conserved, kept]), assumed: [] };
    }
    case 'exists':
      return { ...certify([conserved, ...correctionClaims(changed, correction)]), assumed: [] };
    case 'none': {
      const { claims, assumed } = obstructionClaims(changed, correction.range);
      return { ...certify([conserved, ...claims]), assumed };
    }
    case 'undecided':
      return limit('not-certifiable', `there is no certificate: ${correction.because}`);
  }
}

const zero = byWords(zeroOperator);
const vanishing = (of: Derivation): CertifiedClaim => ({ kind: 'equal', of: [of, zero] });
const scaled = (times: Coefficient, operand: Derivation): Derivation => ({
  kind: 'combination',
  of: [{ times, operand }],
});

/** [H, X] + nω X */
function moved(hamiltonian: Derivation, x: Derivation, shift: Coefficient): Derivation {
  const bracket: Derivation = { kind: 'commutator', of: [hamiltonian, x] };
  if (isZeroCoefficient(shift)) return bracket;
  return {
    kind: 'combination',
    of: [
      { times: oneCoefficient, operand: bracket },
      { times: shift, operand: x },
    ],
  };
}

/** The parts of V that do not vanish. */
const presentParts = (parts: Parts): FrequencyPart[] =>
  frequencyPartsOf(parts).filter(({ component }) => !isZeroOperator(component));

/** For a drive, V = Σ_n e^{inωt} V_n: the components are those of V. */
function decomposition(perturbation: Operator, parts: Parts): CertifiedClaim[] {
  if (parts.harmonics.length === 0) return [];
  const of = presentParts(parts).flatMap(({ component, shift, both }) => {
    const operand = byWords(component);
    const forward = { times: modeCoefficient(shift), operand };
    const back = {
      times: modeCoefficient(negateCoefficient(shift)),
      operand: { kind: 'adjoint', of: operand } as const,
    };
    return both ? [forward, back] : [forward];
  });
  return [{ kind: 'equal', of: [byWords(perturbation), { kind: 'combination', of }] }];
}

/** [H0, X_n] + nω X_n = −d [V_n, C] for the numerator X = Σ_n e^{inωt} X_n of a correction X/d. */
function correctionClaims(
  { hamiltonian, perturbation, charge }: ChangedCharge,
  { operator, denominator }: Extract<Correction, { kind: 'exists' }>,
): CertifiedClaim[] {
  const parts = partsOf(perturbation);
  const equations = presentParts(parts).flatMap(({ component, shift, multiple, both }): CertifiedClaim[] => {
    const [v, x] = [byWords(component), byWords(componentOf(operator, multiple))];
    const equation = (xn: Derivation, vn: Derivation, n: Coefficient): CertifiedClaim => ({
      kind: 'equal',
      of: [
        moved(byWords(hamiltonian), xn, n),
        scaled(negateCoefficient(denominator), { kind: 'commutator', of: [vn, byWords(charge)] }),
      ],
    });
    const forward = equation(x, v, shift);
    if (!both) return [forward];
    return [forward, equation({ kind: 'adjoint', of: x }, { kind: 'adjoint', of: v }, negateCoefficient(shift))];
  });
  return [...decomposition(perturbation, parts), ...equations];
}

/**
 * [H0†, Y] + nω Y has no word of at most R sites, or vanishes, and Y overlaps with [V_n, C], while
 * ⟨Y, [H0, X] + nω X⟩ = ⟨[H0†, Y] + nω Y, X⟩ vanishes for every X of at most R sites.
 */
function obstructionClaims(
  { hamiltonian, perturbation, charge }: ChangedCharge,
  range: number,
): { readonly claims: CertifiedClaim[]; readonly assumed: readonly Coefficient[] } {
  const parts = partsOf(perturbation);
  const found = obstructionTo(hamiltonian, parts, charge, range);
  if (!found)
    limit(
      'not-certifiable',
      'there is no certificate: the operator that excludes a correction has too long coefficients',
      {
        hint: 'give the couplings numbers, as in --set J=1, or search in a shorter range, as in --range 4',
      },
    );
  const { component, shift, operator, assumed } = found;
  const y = byWords(operator);
  const image = moved({ kind: 'adjoint', of: byWords(hamiltonian) }, y, shift);
  const isWhole = isZeroOperator(
    addOperators(commutator(adjoint(hamiltonian), operator), scaleOperator(operator, shift)),
  );
  // Without a truncation the claim excludes corrections of every length, also of more sites than words may have.
  const excluded = vanishing(isWhole ? image : { kind: 'truncation', of: image, sites: range });
  const bracket: Derivation = { kind: 'commutator', of: [byWords(component), byWords(charge)] };
  const remains: CertifiedClaim = { kind: 'differ', of: [{ kind: 'overlap', of: [y, bracket] }, zero] };
  return { claims: [...decomposition(perturbation, parts), excluded, remains], assumed };
}

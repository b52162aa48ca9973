import {
  type Correction,
  type Perturbation,
  type PerturbedCharge,
  keepsSectors,
  motionName,
} from '../perturbation/index.js';
import { commutator, isZeroOperator, operatorRange, subtractOperators } from '../spin/index.js';

/**
 * The effect of V on a charge: `kept`; `energy` for the charge that becomes H0 + ε V under a static V; `nearly` for a
 * charge that is conserved with a correction; `broken` for one without a correction, which changes at a rate of order
 * ε²; `undecided` where it is not known whether there is a correction.
 */
export type ChargeVerdict = 'kept' | 'energy' | 'nearly' | 'broken' | 'undecided';

/** The verdict on all charges: that of the worst of them. */
export type PerturbationVerdict = Exclude<ChargeVerdict, 'energy'>;

/** The effect of a perturbation on one of the charges that `perturb` found, as `spinlaw perturb` reports it. */
export function verdictOn(charge: PerturbedCharge, p: Perturbation): ChargeVerdict {
  if (!charge.broken) return 'kept';
  if (isEnergy(charge, p)) return 'energy';
  return verdictOf(charge.correction, p);
}

/** The verdict that a correction implies. */
export function verdictOf(
  correction: Correction,
  { parts }: Pick<Perturbation, 'parts'>,
): Exclude<ChargeVerdict, 'energy'> {
  switch (correction.kind) {
    case 'unneeded':
      return 'kept';
    case 'exists':
      return 'nearly';
    case 'none':
      return 'broken';
    default:
      // Jumps and baths break a charge irreparably, since the change they cause is not a commutator with an operator of
      // the chain.
      return parts.jumps.length > 0 || !isZeroOperator(parts.bath) ? 'broken' : 'undecided';
  }
}

/**
 * Does C_2 become H0 + ε V, up to a constant and a field that V conserves? Then its change is the energy of V.
 */
function isEnergy({ index, operator }: PerturbedCharge, { hamiltonian, parts }: Perturbation): boolean {
  if (index !== 2 || parts.jumps.length > 0 || parts.harmonics.length > 0 || !isZeroOperator(parts.bath)) return false;
  const rest = subtractOperators(hamiltonian, operator);
  return operatorRange(rest) <= 1 && isZeroOperator(commutator(parts.whole, rest));
}

/** The verdict on the worst of the charges: `broken` before `undecided` before `nearly` before `kept`. */
export function overallVerdict(p: Perturbation): PerturbationVerdict {
  const all = p.charges.map((c) => verdictOn(c, p));
  for (const verdict of ['broken', 'undecided', 'nearly'] as const) if (all.includes(verdict)) return verdict;
  return 'kept';
}

/** The reason why the steady state is not unique, if the symmetries give one. */
export function severalStatesBecause({ hamiltonian, parts, symmetries }: Perturbation): string | undefined {
  if (isZeroOperator(parts.bath) && isZeroOperator(parts.static) && parts.jumps.length === 0) {
    return 'a drive alone keeps the momentum up to π, and every level heats up in its own sector';
  }
  const spins = symmetries.spins.filter((s) => s.kept).map(({ name }) => name);
  if (spins.length > 0) return `V conserves ${inWords(spins)}, one state per sector`;
  const rotation = symmetries.motions.find(
    ({ motion: g, antiunitary, aside }) =>
      aside === 0 && !antiunitary && !g.shift && !g.reflected && motionName(g) !== 'identity',
  );
  if (rotation) return `V keeps the ${rotation.name}, one state per sector`;
  return keepsSectors(hamiltonian, parts, symmetries.spins)
    ? 'V keeps a rotation of all spins, one state per sector'
    : undefined;
}

/** `a`, `a and b`, `a, b and c` */
export function inWords(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

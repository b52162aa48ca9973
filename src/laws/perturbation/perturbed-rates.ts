import { type CaseSpace, type Law, law } from '../../law/index.js';
import { type Perturbation as Perturbed, keepsSectors, motionName, move } from '../../perturbation/index.js';
import { equalOperators, isZeroOperator } from '../../spin/index.js';
import { couplingOf, rateSpace } from '../cases/perturbed-rings.js';
import { type RateRecord, balanceOfRates, rateRecords, uniquenessOfState } from './rate-records.js';
import type { PerturbedRing } from '../engines/ring-rates.js';

/**
 * The laws that the rates of a perturbation obey, over its couplings, temperatures and rings. A static perturbation
 * does not cause transitions between levels by itself, so its rates are those of its density coupled to phonons, V_j
 * (a_j + a†_j).
 */
export function lawsOfRates(found: Perturbed): Law<unknown>[] {
  const { parts, hamiltonian } = found;
  return rateRecords.map((record) =>
    rateLaw(record, rateSpace(parts, hamiltonian), {
      ...(record === uniquenessOfState && severalStates(found) && { expected: 'fails' }),
      ...(record === balanceOfRates && isZeroOperator(couplingOf(parts)) && { refusal: 'no-bath' }),
    }),
  );
}

/** A law of rates over the cases of a perturbed chain. */
export function rateLaw(
  record: RateRecord,
  cases: CaseSpace<PerturbedRing>,
  known: Partial<Pick<Law<PerturbedRing>, 'expected' | 'refusal'>> = {},
): Law<unknown> {
  return law<PerturbedRing>({
    source: 'chain (20), (21)',
    cases,
    line: (c) => c.line,
    ...record,
    ...known,
  }) as Law<unknown>;
}

/**
 * Do the symmetries imply that the steady state is not unique? If V and every V_j conserve a spin or a rotation of all
 * spins, each sector has a steady state of its own; a drive alone also conserves the momentum up to π.
 */
export function severalStates({ hamiltonian, parts, symmetries }: Perturbed): boolean {
  if (isZeroOperator(parts.bath) && isZeroOperator(parts.static) && parts.jumps.length === 0) return true;
  if (symmetries.spins.some((s) => s.kept) || keepsSectors(hamiltonian, parts, symmetries.spins)) return true;
  return symmetries.motions.some(
    ({ motion: g, antiunitary, aside }) =>
      aside === 0 &&
      !antiunitary &&
      !g.shift &&
      !g.reflected &&
      motionName(g) !== 'identity' &&
      parts.jumps.every((l) => equalOperators(move(g, l), l)),
  );
}

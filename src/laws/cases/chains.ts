import { chargesOneByOne } from '../../charges/index.js';
import { type Coefficient, isZeroCoefficient } from '../../exact/index.js';
import {
  type Operator,
  addOperators,
  equalOperators,
  scaleOperator,
  subtractOperators,
  zeroOperator,
} from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { type Domain, choices } from '../../law/index.js';
import { couplingDomain } from './couplings.js';
import { readOperatorAt, textOf } from '../language.js';
import { operatorDomain } from './operators.js';

/** Energy densities whose boost gives charges; `dm` has no reflection symmetry, and its matrix is not real. */
const densities = {
  xxx: 'J S_j·S_<j+1>',
  xxz: 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
  xyz: 'J Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Δ Sz_j Sz_<j+1>',
  xx: 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>)',
  tfi: 'J X_j X_<j+1> + Δ/2 (Z_j + Z_<j+1>)',
  dm: 'J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Jy (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>) + Δ Sz_j Sz_<j+1>',
} as const;

export type ModelName = keyof typeof densities;

/** All of them, the XXZ chain first. */
export const modelNames: readonly ModelName[] = ['xxz', 'xxx', 'xyz', 'xx', 'tfi', 'dm'];

/** Parameters of the laws of charges. J is not 0, so that there is something to boost. */
export const chainParameters = {
  J: couplingDomain('J', { zero: false }),
  Jy: couplingDomain('Jy', { zero: false }),
  Delta: couplingDomain('Delta', { zero: false }),
} as const;

/**
 * Terms that may be added to a Hamiltonian without breaking its charges: a field along z, and κ C_3, which breaks time
 * reversal.
 */
export const disturbances = { B: couplingDomain('B'), kappa: couplingDomain('kappa') } as const;

export const anyModel = choices(modelNames);

export interface ChainCouplings {
  readonly model: ModelName;
  readonly J: Coefficient;
  readonly Jy: Coefficient;
  readonly Delta: Coefficient;
}

/** Σ_j h_{j,j+1} at these couplings. */
export function hamiltonianAt({ model, ...values }: ChainCouplings): Operator {
  return readOperatorAt(`sum_j ${densities[model]}`, { J: values.J, Jy: values.Jy, Delta: values.Delta });
}

/** Does Σ_j S^z_j commute with the charges of the model? */
function keepsMagnetisation(model: ModelName): boolean {
  return model !== 'xyz' && model !== 'tfi';
}

/** H − B Σ S^z + κ C_3, with the field only if it commutes with everything. */
export function disturbed(
  h: Operator,
  couplings: ChainCouplings,
  { B, kappa }: { readonly B: Coefficient; readonly kappa: Coefficient },
): Operator {
  const field =
    keepsMagnetisation(couplings.model) && !isZeroCoefficient(B)
      ? scaleOperator(readOperatorAt('sum_j Sz_j'), B)
      : zeroOperator;
  const current = isZeroCoefficient(kappa) ? zeroOperator : scaleOperator(chargeOf(h, 3), kappa);
  return addOperators(subtractOperators(h, field), current);
}

/**
 * C_k by the boost recursion.
 *
 * @diagnostic `no-charge` where the recursion ends earlier, which says nothing about the law
 */
export function chargeOf(h: Operator, k: number): Operator {
  for (const charge of chargesOneByOne(h, { upto: k }).charges) {
    if (charge.index === k) return charge.operator();
  }
  return refuse('no-charge', `the recursion gives no C_${k}`);
}

/** Options for the Hamiltonians that are drawn. */
export interface HamiltonianDomainOptions {
  /** `integrable`: only chains with charges; `any`: other Hermitian sums too */
  readonly kind?: 'integrable' | 'any';
  /** longest string of the other sums, 2 by default */
  readonly range?: number;
}

/**
 * Hamiltonians: the chains whose charges the boost gives, at open couplings and at numbers, and any Hermitian chain
 * sum.
 */
export function hamiltonianDomain({ kind = 'any', range = 2 }: HamiltonianDomainOptions = {}): Domain<Operator> {
  const others = operatorDomain({ place: 'chain', hermitian: true, range, terms: 4 });
  const [J] = chainParameters.J.corners as [Coefficient];
  const [Jy] = chainParameters.Jy.corners as [Coefficient];
  const [Delta] = chainParameters.Delta.corners as [Coefficient];
  const open = modelNames.map((model) => hamiltonianAt({ model, J, Jy, Delta }));
  return {
    about:
      kind === 'any'
        ? `Hermitian chain sum, strings of at most ${range} sites`
        : `Hamiltonian of ${modelNames.join(', ')}`,
    corners: [...open, ...(kind === 'any' ? others.corners : [])],
    sample(random) {
      if (kind === 'any' && random.oneIn(2)) return others.sample(random);
      const [a, b, c] = [chainParameters.J, chainParameters.Jy, chainParameters.Delta].map((d) => d.sample(random)) as [
        Coefficient,
        Coefficient,
        Coefficient,
      ];
      return hamiltonianAt({ model: random.pick(modelNames), J: a, Jy: b, Delta: c });
    },
    *simpler(value) {
      if (kind === 'any') return yield* others.simpler(value);
      // A part of an integrable chain is not integrable, so the simplest smaller chain replaces it.
      for (const model of ['xx', 'xxx'] as const) {
        const one = chainParameters.J.corners[1]!;
        const smaller = hamiltonianAt({ model, J: one, Jy: one, Delta: one });
        if (equalOperators(smaller, value)) return;
        yield smaller;
      }
    },
    write: textOf,
    read: others.read,
  };
}

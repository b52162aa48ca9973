import { magnetisationOf } from '../ring/index.js';
import { refuse } from '../text/index.js';
import type { Relaxation } from './relaxation.js';
import { type ChargeElements, type ChargeSpan, emptySpan, exponentIn, extended, normOf, traceless } from './span.js';
import { solveEnsemble, type SteadyEnsemble } from './steady.js';
import { relativeEntropy } from './measures.js';

/** How a new charge follows from a state: from a step of Φ, or from the flow. */
export type DiscoveryKind = 'step' | 'flow';

/**
 * The charge that a state lacks most, C = ln Φρ − ln ρ; on populations ln(gain/loss) of each eigenstate. It commutes with
 * H_0 by construction, and an ensemble with it contains Φρ. The flow variant is the symmetric product of Lρ with ρ⁻¹,
 * d ln ρ/dt on populations.
 *
 * @diagnostic `not-positive` where nothing enters a state, `dark-state`
 */
export function discoveredCharge(
  relaxation: Relaxation,
  rho: Float64Array,
  name: string,
  kind: DiscoveryKind = 'step',
): ChargeElements {
  const { algebra } = relaxation;
  const before = algebra.logarithm(rho);
  if (kind === 'flow') {
    const inverse = algebra.exponential(before.map((x) => -x));
    const scale = Math.exp(inverse.logTrace);
    return {
      name,
      values: algebra.product(
        relaxation.flow(rho),
        inverse.values.map((x) => x * scale),
      ),
    };
  }
  const stepped = relaxation.step(rho);
  refuseUnreached(relaxation, stepped);
  const after = algebra.logarithm(stepped);
  return { name, values: after.map((x, m) => x - before[m]!) };
}

/** @diagnostic `not-positive` for a state that nothing enters, with its name */
function refuseUnreached({ chain }: Relaxation, stepped: Float64Array): void {
  const { unknowns, spectrum } = chain;
  const n = unknowns.populationAt.findIndex((at) => !(stepped[at]! > 0));
  if (n < 0) return;
  const { sector } = spectrum.sectors.find(
    (s) => n >= s.sector.offset && n < s.sector.offset + s.sector.orbits.length,
  )!;
  const spin = magnetisationOf(spectrum.basis, sector);
  refuse(
    'not-positive',
    `nothing enters the state with ${spin === undefined ? '' : `S^z = ${spin}, `}k = 2π ${sector.momentum}/${spectrum.basis.momenta}, E = ${spectrum.energies[n]!.toPrecision(6)}: its probability after a step is 0, and a discovered charge would be infinite there`,
    { hint: 'ask for the exact state, or add a perturbation that leads there' },
  );
}

/** An ensemble with charges discovered one after the other. */
export interface Discovery {
  readonly ensembles: readonly SteadyEnsemble[];
  /** S(ρ_new‖ρ_old) of each discovered charge, which needs no exact state */
  readonly moved: readonly number[];
  /**
   * why there are no more: all that were wanted, one that moves the state too little, one that is no new charge, or an
   * ensemble that is exact within rounding
   */
  readonly ended: 'count' | 'until' | 'dependent' | 'exact';
}

/** Options of a discovery. */
export interface DiscoveryOptions {
  /** largest number of charges */
  readonly count: number;
  /** the discovery ends when a charge moves the state by less */
  readonly until?: number;
  readonly kind?: DiscoveryKind;
  readonly onStep?: (done: number) => void;
}

/** Is nothing left of ln Φρ − ln ρ, or of the flow, but the rounding errors of the logarithm? The ensemble is exact then. */
export function isExactWithinRounding(
  relaxation: Relaxation,
  ensemble: SteadyEnsemble,
  { values }: ChargeElements,
): boolean {
  const largest = exponentOf(ensemble).reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  return normOf(relaxation, traceless(relaxation, values)) < 1e3 * Number.EPSILON * largest;
}

/** Adds discovered charges D1, D2 … to a steady ensemble. */
export function discover(relaxation: Relaxation, start: SteadyEnsemble, options: DiscoveryOptions): Discovery {
  const ensembles = [start];
  const moved: number[] = [];
  let ended: Discovery['ended'] = 'count';
  for (let k = 1; k <= options.count; k++) {
    const last = ensembles.at(-1)!;
    const charge = discoveredCharge(relaxation, last.state.values, `D${k}`, options.kind);
    if (isExactWithinRounding(relaxation, last, charge)) {
      ended = 'exact';
      break;
    }
    const span = extended(relaxation, last.span, [charge]);
    // A charge that depends on those before it moves nothing: the state is a fixed point of Φ within rounding.
    if (span.basis.length === last.span.basis.length) {
      ensembles[ensembles.length - 1] = { ...last, span };
      ended = 'dependent';
      break;
    }
    const next = solveEnsemble(relaxation, span, last);
    ensembles.push(next);
    moved.push(relativeEntropy(relaxation, next.state.values, last.state.exponential, exponentOf(last)));
    options.onStep?.(k);
    if (options.until !== undefined && moved.at(-1)! < options.until) {
      ended = 'until';
      break;
    }
  }
  return { ensembles, moved, ended };
}

/** −Σ λ_i C_i of a steady ensemble, without a constant. */
export function exponentOf({ span, state }: SteadyEnsemble): Float64Array {
  return exponentIn(span, state.lagrange);
}

/** The steady ensemble of a list of conserved operators. */
export function ensembleOf(relaxation: Relaxation, operators: readonly ChargeElements[]): SteadyEnsemble {
  const span: ChargeSpan = extended(relaxation, emptySpan, operators);
  return solveEnsemble(relaxation, span);
}

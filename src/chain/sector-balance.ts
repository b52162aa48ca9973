import { real, type RealMatrix, stationary } from '../numeric/index.js';
import { DiagnosticError } from '../text/index.js';
import { refuseNotUnique } from './refusals.js';
import type { SectorBlock } from './sector-block.js';
import { dotAt } from './superoperator-product.js';

/**
 * Fluxes between the sectors, F_ab from b to a, in a state.
 */
function sectorFluxes(blocks: readonly SectorBlock[], sectors: readonly SectorBlock[], x: Float64Array): RealMatrix {
  const m = sectors.length;
  const place = new Map(sectors.map((l, i) => [l.index, i]));
  const flux = real(m, m);
  // Flux into each sector out of each class of coherences.
  const coherent = new Map<number, Float64Array>();
  const add = (to: number, block: number, value: number): void => {
    const from = place.get(block);
    if (from !== undefined) flux.re[to * m + from]! += value;
    else {
      let into = coherent.get(block);
      if (!into) coherent.set(block, (into = new Float64Array(m)));
      into[to]! += value;
    }
  };
  for (const to of sectors) {
    const i = place.get(to.index)!;
    for (const [block, arrives] of to.arrives)
      add(i, block, dotAt(arrives, 0, x, blocks[block]!.start, arrives.length));
    for (const { block, row, column, value } of to.cross)
      if (to.trace[row - to.start] !== 0) add(i, block, value * x[column]!);
  }
  for (const into of coherent.values()) addCoherentFlux(flux, into);
  // A negative flux belongs to a state that is not positive yet, or is a rounding error of a vanishing flux.
  for (let i = 0; i < flux.re.length; i++) flux.re[i] = Math.max(0, flux.re[i]!);
  return flux;
}

/**
 * Every sector is populated at infinite temperature, so a flux that vanishes there always vanishes.
 * @diagnostic `steady-not-unique`
 */
export function checkConnected(blocks: readonly SectorBlock[], infinite: Float64Array): void {
  const sectors = blocks.filter((l) => l.populations);
  if (sectors.length > 1 && sectorWeights(sectorFluxes(blocks, sectors, infinite)) === undefined)
    refuseNotUnique('nothing joins some of the sectors of S^z');
}

/** Gives the sectors the weights for which the flux into each equals the flux out of it. */
export function balanceSectors(blocks: readonly SectorBlock[], x: Float64Array): void {
  const sectors = blocks.filter((l) => l.populations);
  const traceOf = ({ start, size, trace }: SectorBlock): number => {
    let sum = 0;
    for (let i = 0; i < size; i++) sum += trace[i]! * x[start + i]!;
    return sum;
  };
  const scaleBy = ({ start, size }: SectorBlock, f: number): void => {
    for (let i = start; i < start + size; i++) x[i]! *= f;
  };
  const factors = sectors.length > 1 ? sectorWeights(sectorFluxes(blocks, sectors, x)) : undefined;
  // A sector may seem not to be reached because its inflow was negative, in a state that is not positive yet. The next
  // sweep corrects this.
  if (factors?.every((f) => f > 0)) {
    // The weights of `stationary` add up to one; as factors they must be one where nothing changes.
    const before = sectors.reduce((sum, l) => sum + traceOf(l), 0);
    const after = sectors.reduce((sum, l, i) => sum + factors[i]! * traceOf(l), 0);
    sectors.forEach((l, i) => scaleBy(l, (factors[i]! * before) / after));
  }
  const total = sectors.reduce((sum, l) => sum + traceOf(l), 0);
  for (const block of blocks) scaleBy(block, 1 / total);
}

/**
 * Coherences between sectors transport trace from sectors that lose to sectors that gain. This is counted as flux
 * between them, which does not change the balance and keeps every flux positive.
 */
function addCoherentFlux(flux: RealMatrix, into: Float64Array): void {
  const m = flux.cols;
  let gained = 0;
  for (const s of into) if (s > 0) gained += s;
  if (gained === 0) return;
  for (let b = 0; b < m; b++) {
    if (into[b]! >= 0) continue;
    for (let a = 0; a < m; a++) if (into[a]! > 0) flux.re[a * m + b]! -= (into[b]! * into[a]!) / gained;
  }
}

/**
 * Factors z with Σ_c F_ac z_c = z_a Σ_c F_ca, by elimination without subtraction; undefined where the sectors decouple.
 */
export function sectorWeights(flux: RealMatrix): Float64Array | undefined {
  try {
    return stationary(flux).value;
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'stationary-not-unique') return undefined;
    throw error;
  }
}

import { sharedDoubles } from '../numeric/index.js';
import { checkBytes } from './memory.js';
import { blockCouplings, groupedByCharge, isSingle, rateBytes } from './block-couplings.js';
import type { Channel } from './channel.js';
import { lossBlock, type LossBlock } from './loss-blocks.js';
import { momentumGroups } from './momentum-pairs.js';
import { emptySums, type GainBlock, type GainLayout } from './rate-pieces.js';
import { type RateOptions, sharedPieces } from './rate-task.js';
import type { Unknowns } from './unknowns.js';

/**
 * One perturbation's part of the superoperator on the kernel of L_0, chain (11):
 *
 *   L ρ = Σ_{m→k} γ O ρ O† − ½{Γ, ρ} − i[H_LS, ρ],   Γ_nn' = Σ_k γ(k←n) O*_kn O_kn',   H_LS,nn' = Σ_k S(k,n) O*_kn
 *   O_kn'
 */
export interface RateSuperoperator {
  readonly unknowns: Unknowns;
  readonly gains: readonly GainBlock[];
  /** total rate out of each population whose level has no coherences; 0 elsewhere */
  readonly loss: Float64Array;
  readonly losses: readonly LossBlock[];
  /** total rate out of every state */
  readonly outflow: Float64Array;
  /** whether some rate is positive but below the range of doubles; it is then set to `leastRate` */
  readonly underflows: boolean;
}

function gainBlock(
  { row, end, column, columnEnd }: { row: number; end: number; column: number; columnEnd: number },
  single: boolean,
  shared: boolean,
): GainBlock {
  const numbers = (end - row) * (columnEnd - column);
  const bytes = (single ? 4 : 8) * numbers;
  const memory = shared ? sharedDoubles(Math.ceil(bytes / 8)).buffer : new ArrayBuffer(bytes);
  return {
    row,
    rows: end - row,
    column,
    columns: columnEnd - column,
    values: single ? new Float32Array(memory, 0, numbers) : new Float64Array(memory, 0, numbers),
  };
}

/** Blocks of zeros for all gains that the channels can make. */
function emptyGains(
  unknowns: Unknowns,
  channels: readonly Channel[],
  { shared }: { readonly shared: boolean },
): GainLayout {
  const single = isSingle(unknowns, channels);
  const places = new Map<number, number>();
  const gains: GainBlock[] = [];
  for (const list of groupedByCharge(unknowns, blockCouplings(unknowns, channels))) {
    // If every momentum of one class is coupled to every momentum of the other, one matrix contains all blocks.
    const isWhole = list.items.length === list.all;
    if (isWhole) gains.push(gainBlock(list, single, shared));
    for (const item of list.items) {
      if (!isWhole) gains.push(gainBlock(item, single, shared));
      places.set(item.key, gains.length - 1);
    }
  }
  return { gains, places };
}

/**
 * The rate superoperator of a perturbation's channels.
 *
 * @diagnostic `out-of-memory` before anything is allocated
 * @cost the products of `sweepChannels`, and one rate for each pair of states
 * @implements chain (11) for the matrix
 */
export function rateSuperoperatorOf(
  unknowns: Unknowns,
  channels: readonly Channel[],
  options: RateOptions = {},
): RateSuperoperator {
  const bytes = rateBytes(unknowns, channels);
  checkBytes(bytes, `the rates between ${unknowns.size} populations and coherences`);
  const { spectrum, levels, populationAt } = unknowns;
  const { basis } = spectrum;
  const layout = emptyGains(unknowns, channels, { shared: (options.sharing?.threads ?? 1) > 1 });
  const groups = momentumGroups(basis, channels);
  const hasPairs = new Uint8Array(levels.length);
  for (const { level } of unknowns.pairs) hasPairs[level] = 1;
  // Γ and H_LS of every level with coherences.
  const many = levels.map(({ states }, l) => (hasPairs[l] ? emptySums(states.length) : undefined));
  const outflow = new Float64Array(basis.dimension);
  let underflows = false;
  for (const piece of sharedPieces(unknowns, channels, layout, groups, options)) {
    addTo(outflow, piece.outflow);
    underflows ||= piece.underflows;
    for (const [level, sums] of piece.levels) {
      const own = many[level]!;
      addTo(own.gammaRe, sums.gammaRe);
      addTo(own.gammaIm, sums.gammaIm);
      addTo(own.shiftRe, sums.shiftRe);
      addTo(own.shiftIm, sums.shiftIm);
    }
  }
  const { gains } = layout;
  if (isSingle(unknowns, channels)) sumColumns(gains, populationAt, outflow);

  const loss = new Float64Array(basis.dimension);
  const losses: LossBlock[] = [];
  levels.forEach((level, l) => {
    const sums = many[l];
    if (!sums) for (const n of level.states) loss[n] = outflow[n]!;
    else losses.push(lossBlock(level.states, sums, unknowns));
  });
  return { unknowns, gains, loss, losses, outflow, underflows };
}

function addTo(sum: Float64Array, part: Float64Array): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += part[i]!;
}

/**
 * The rates out of every population as the sums of those that are stored. Rounding to single precision then changes no
 * trace, and a state of the stored rates is exact.
 */
function sumColumns(gains: readonly GainBlock[], populationAt: Int32Array, outflow: Float64Array): void {
  const sums = new Float64Array(populationAt.length);
  for (const { rows, column, columns, values } of gains)
    for (let i = 0, e = 0; i < rows; i++) for (let j = 0; j < columns; j++, e++) sums[column + j]! += values[e]!;
  populationAt.forEach((at, n) => (outflow[n] = sums[at]!));
}

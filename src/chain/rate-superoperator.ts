import type { ComplexMatrix } from '../numeric/index.js';
import type { Sector, StateIndex } from '../ring/index.js';
import { blockCouplings, groupedByCharge, isSingle, rateBytes } from './block-couplings.js';
import type { Channel } from './channel.js';
import { lossBlock, type LossBlock } from './loss-blocks.js';
import { type ElementBlocks, type ElementOptions, visitElements } from './matrix-elements.js';
import { checkBytes } from './memory.js';
import { addPopulationRates, type RateValues } from './population-rates.js';
import { type SquaredElements, squaresOf, visitSquaredElements } from './squared-elements.js';
import type { Unknowns } from './unknowns.js';

/** Reads ⟨k|O|n⟩ into `out`; false where symmetry makes it zero. */
type Element = (k: StateIndex, n: StateIndex, out: { re: number; im: number }) => boolean;

/** Gains: rows [row, row + rows) += values · columns [column, column + columns). */
export interface GainBlock {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: RateValues;
}

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

function gainBlock(row: number, end: number, column: number, columnEnd: number, single: boolean): GainBlock {
  const numbers = (end - row) * (columnEnd - column);
  return {
    row,
    rows: end - row,
    column,
    columns: columnEnd - column,
    values: single ? new Float32Array(numbers) : new Float64Array(numbers),
  };
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
  options: ElementOptions = {},
): RateSuperoperator {
  const bytes = rateBytes(unknowns, channels);
  checkBytes(bytes, `the rates between ${unknowns.size} populations and coherences`);
  const single = isSingle(unknowns, channels);
  const { spectrum, stretches, levels, levelOf, populationAt } = unknowns;
  const { energies } = spectrum;
  const blocks = new Map<number, GainBlock>();
  const gains: GainBlock[] = [];
  for (const list of groupedByCharge(unknowns, blockCouplings(unknowns, channels))) {
    // If every momentum of one class is coupled to every momentum of the other, one matrix contains all blocks.
    const shared =
      list.items.length === list.all ? gainBlock(list.row, list.end, list.column, list.columnEnd, single) : undefined;
    if (shared) gains.push(shared);
    for (const { row, end, column, columnEnd, key } of list.items) {
      const block = shared ?? gainBlock(row, end, column, columnEnd, single);
      if (!shared) gains.push(block);
      blocks.set(key, block);
    }
  }
  const stretchOf = new Map<string, number>();
  stretches.forEach((s, i) => {
    const [a, b] = unknowns.classes[s.klass]!.charges;
    stretchOf.set(`${a} ${b} ${s.momentum}`, i);
  });
  const outflow = new Float64Array(spectrum.basis.dimension);
  // Γ and H_LS of every level with coherences.
  const many = levels.map(({ states }) =>
    states.length > 1
      ? {
          gammaRe: new Float64Array(states.length ** 2),
          gammaIm: new Float64Array(states.length ** 2),
          shiftRe: new Float64Array(states.length ** 2),
          shiftIm: new Float64Array(states.length ** 2),
        }
      : undefined,
  );
  const hasPairs = new Uint8Array(levels.length);
  for (const { level } of unknowns.pairs) hasPairs[level] = 1;
  let underflows = false;
  const addRates = ({ values, columns, row, column }: GainBlock, block: SquaredElements): void => {
    const place = {
      values,
      columns,
      row: populationAt[block.to.offset]! - row,
      column: populationAt[block.from.offset]! - column,
    };
    if (addPopulationRates(place, spectrum, block, outflow)) underflows = true;
  };
  const stretchAt = ({ charge, momentum }: Sector): number => stretchOf.get(`${charge} ${charge} ${momentum}`)!;

  const visit = ({ channel, from, to, blocks: matrices }: ElementBlocks): void => {
    const { multiplicity, rate, shift } = channel;
    // O by [charge to][charge from].
    const table = new Map<number, Map<number, { from: Sector; to: Sector; matrix: ComplexMatrix }>>();
    for (const b of matrices) {
      let row = table.get(b.to.charge);
      if (!row) table.set(b.to.charge, (row = new Map()));
      row.set(b.from.charge, b);
    }
    for (const b of matrices) {
      const target = blocks.get(
        stretchOf.get(`${b.to.charge} ${b.to.charge} ${to}`)! * stretches.length +
          stretchOf.get(`${b.from.charge} ${b.from.charge} ${from}`)!,
      )!;
      addRates(target, { channel, from: b.from, to: b.to, squares: squaresOf(b.matrix) });
    }
    // Γ_nn' and H_LS,nn' of levels with coherences.
    const element: Element = (k, n, out) => {
      const b = table.get(chargeOf[k]!)?.get(chargeOf[n]!);
      if (!b) return false;
      const at = (k - b.to.offset) * b.matrix.cols + n - b.from.offset;
      out.re = b.matrix.re[at]!;
      out.im = b.matrix.im[at]!;
      return true;
    };
    const [o, p] = [
      { re: 0, im: 0 },
      { re: 0, im: 0 },
    ];
    const targets = new Set(matrices.map((b) => b.to));
    for (const l of levelsAt[from]!) {
      const { states, energy } = levels[l]!;
      const sums = many[l]!;
      const d = states.length;
      for (const t of targets) {
        for (let k = t.offset as StateIndex; k < t.offset + t.orbits.length; k++) {
          const given = energy - energies[k]!;
          const gamma = multiplicity * rate(given);
          const lamb = shift ? multiplicity * shift(given) : 0;
          for (let i = 0; i < d; i++) {
            if (!element(k, states[i]!, o)) continue;
            for (let j = 0; j < d; j++) {
              if (!element(k, states[j]!, p)) continue;
              const x = o.re * p.re + o.im * p.im;
              const y = o.re * p.im - o.im * p.re;
              const at = i * d + j;
              sums.gammaRe[at]! += gamma * x;
              sums.gammaIm[at]! += gamma * y;
              sums.shiftRe[at]! += lamb * x;
              sums.shiftIm[at]! += lamb * y;
            }
          }
        }
      }
    }
    coherenceGains(channel, from, to, element);
  };

  const { basis } = spectrum;
  const chargeOf = new Int32Array(basis.dimension);
  for (const { sector } of spectrum.sectors)
    chargeOf.fill(sector.charge, sector.offset, sector.offset + sector.orbits.length);
  const levelsAt: number[][] = Array.from({ length: basis.momenta }, () => []);
  levels.forEach(({ momentum }, l) => {
    if (hasPairs[l]) levelsAt[momentum]!.push(l);
  });
  const energyOf = (state: StateIndex): number => levels[levelOf[state]!]!.energy;
  const stretchesAt: number[][] = Array.from({ length: basis.momenta }, () => []);
  stretches.forEach((s, i) => stretchesAt[s.momentum]!.push(i));

  const coherenceGains = (channel: Channel, from: number, to: number, element: Element): void => {
    const { multiplicity, rate } = channel;
    const [a, b, c, d] = [
      { re: 0, im: 0 },
      { re: 0, im: 0 },
      { re: 0, im: 0 },
      { re: 0, im: 0 },
    ];
    for (const j of stretchesAt[to]!) {
      for (const i of stretchesAt[from]!) {
        const block = blocks.get(j * stretches.length + i);
        if (!block) continue;
        const { values, columns, row, column } = block;
        const [s, t] = [stretches[i]!, stretches[j]!];
        const [ca, cb] = unknowns.classes[s.klass]!.charges;
        const [ta, tb] = unknowns.classes[t.klass]!.charges;
        const source = ca === cb ? basis.sector({ charge: ca, momentum: from })! : undefined;
        const target = ta === tb ? basis.sector({ charge: ta, momentum: to })! : undefined;
        // Coherences feed populations: 2 Re(γ O_kn O*_km ρ_nm).
        if (target) {
          for (const { n, m, at } of s.pairs) {
            const e = energyOf(n);
            for (let k = target.offset as StateIndex; k < target.offset + target.orbits.length; k++) {
              if (!element(k, n, a) || !element(k, m, b)) continue;
              const g = 2 * multiplicity * rate(e - energies[k]!);
              const place = (populationAt[k]! - row) * columns + at - column;
              values[place]! += g * (a.re * b.re + a.im * b.im);
              values[place + 1]! -= g * (a.im * b.re - a.re * b.im);
            }
          }
        }
        for (const { n: k, m: l, at: line } of t.pairs) {
          const e = energyOf(k);
          const first = (line - row) * columns - column;
          const second = first + columns;
          // Populations feed coherences: γ O_kn O*_ln ρ_nn.
          if (source) {
            for (let n = source.offset as StateIndex; n < source.offset + source.orbits.length; n++) {
              if (!element(k, n, a) || !element(l, n, b)) continue;
              const g = multiplicity * rate(energies[n]! - e);
              const at = populationAt[n]!;
              values[first + at]! += g * (a.re * b.re + a.im * b.im);
              values[second + at]! += g * (a.im * b.re - a.re * b.im);
            }
          }
          // Coherences feed coherences: γ (O_kn ρ_nm O*_lm + O_km ρ*_nm O*_ln).
          for (const { n, m, at } of s.pairs) {
            const g = multiplicity * rate(energyOf(n) - e);
            let p = 0;
            let q = 0;
            let r = 0;
            let u = 0;
            if (element(k, n, a) && element(l, m, b)) {
              p = g * (a.re * b.re + a.im * b.im);
              q = g * (a.im * b.re - a.re * b.im);
            }
            if (element(k, m, c) && element(l, n, d)) {
              r = g * (c.re * d.re + c.im * d.im);
              u = g * (c.im * d.re - c.re * d.im);
            }
            values[first + at]! += p + r;
            values[first + at + 1]! += u - q;
            values[second + at]! += q + u;
            values[second + at + 1]! += p - r;
          }
        }
      }
    }
  };
  if (unknowns.pairs.length === 0 && !options.elements) {
    visitSquaredElements(
      spectrum,
      channels,
      (block) => addRates(blocks.get(stretchAt(block.to) * stretches.length + stretchAt(block.from))!, block),
      options.onProgress,
    );
    if (single) sumColumns(gains, populationAt, outflow);
  } else visitElements(spectrum, channels, visit, options);

  const loss = new Float64Array(basis.dimension);
  const losses: LossBlock[] = [];
  levels.forEach((level, l) => {
    const sums = many[l];
    if (!sums || !hasPairs[l]) for (const n of level.states) loss[n] = outflow[n]!;
    else losses.push(lossBlock(level.states, sums, unknowns));
  });
  return { unknowns, gains, loss, losses, outflow, underflows };
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

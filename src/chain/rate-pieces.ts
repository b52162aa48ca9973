import type { ComplexMatrix } from '../numeric/index.js';
import type { Sector, StateIndex } from '../ring/index.js';
import type { Channel } from './channel.js';
import { type ElementBlocks, type KeptElements, visitElements } from './matrix-elements.js';
import type { MomentumPairs } from './momentum-pairs.js';
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

/** The unknowns as far as rates between states need them; all but the spectrum is plain data. */
export type RateUnknowns = Omit<Unknowns, 'pairOf'>;

/** Γ_nn' and H_LS,nn' of one level, or a part of them. */
export interface LevelSums {
  readonly gammaRe: Float64Array;
  readonly gammaIm: Float64Array;
  readonly shiftRe: Float64Array;
  readonly shiftIm: Float64Array;
}

/** The share of some momenta in sums over all of them. The gains between these momenta are written into blocks. */
export interface RatePiece {
  /** rates out of the states */
  readonly outflow: Float64Array;
  /** sums of levels with coherences, by number of the level */
  readonly levels: readonly (readonly [number, LevelSums])[];
  /** whether some rate is positive but below the range of doubles */
  readonly underflows: boolean;
}

/** Where the gains are kept: blocks by the stretches that they connect, to · stretches + from. */
export interface GainLayout {
  readonly gains: readonly GainBlock[];
  /** number of a block among the gains, by key */
  readonly places: ReadonlyMap<number, number>;
}

/** Sums of a level that start from zero. */
export function emptySums(states: number): LevelSums {
  return {
    gammaRe: new Float64Array(states ** 2),
    gammaIm: new Float64Array(states ** 2),
    shiftRe: new Float64Array(states ** 2),
    shiftIm: new Float64Array(states ** 2),
  };
}

/** Computes rates piece by piece. Pieces between different momenta write different gains. */
export function ratePieces(
  unknowns: RateUnknowns,
  channels: readonly Channel[],
  { gains, places }: GainLayout,
): (pairs: MomentumPairs, elements: KeptElements | undefined, onProgress?: () => void) => RatePiece {
  const { spectrum, stretches, levels, levelOf, populationAt } = unknowns;
  const { energies } = spectrum;
  const blockAt = (to: number, from: number): GainBlock | undefined => gains[places.get(to * stretches.length + from)!];
  const stretchOf = new Map<string, number>();
  stretches.forEach((s, i) => {
    const [a, b] = unknowns.classes[s.klass]!.charges;
    stretchOf.set(`${a} ${b} ${s.momentum}`, i);
  });
  const hasPairs = new Uint8Array(levels.length);
  for (const { level } of unknowns.pairs) hasPairs[level] = 1;
  // Those of the present piece.
  let outflow = new Float64Array(0);
  let underflows = false;
  const sums = new Map<number, LevelSums>();
  const sumsOf = (level: number): LevelSums => {
    let found = sums.get(level);
    if (!found) sums.set(level, (found = emptySums(levels[level]!.states.length)));
    return found;
  };
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
      const target = blockAt(stretchAt(b.to), stretchAt(b.from))!;
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
      const level = sumsOf(l);
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
              level.gammaRe[at]! += gamma * x;
              level.gammaIm[at]! += gamma * y;
              level.shiftRe[at]! += lamb * x;
              level.shiftIm[at]! += lamb * y;
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
        const block = blockAt(j, i);
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
  return (pairs, elements, onProgress) => {
    outflow = new Float64Array(spectrum.basis.dimension);
    underflows = false;
    sums.clear();
    if (unknowns.pairs.length === 0 && !elements)
      visitSquaredElements(
        spectrum,
        channels,
        (block) => addRates(blockAt(stretchAt(block.to), stretchAt(block.from))!, block),
        { pairs, onProgress },
      );
    else visitElements(spectrum, channels, visit, { pairs, elements, onProgress });
    return { outflow, levels: [...sums], underflows };
  };
}

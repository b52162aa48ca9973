import type { Sector, StateIndex } from '../ring/index.js';
import type { Channel } from './channel.js';
import { type ElementBlocks, type KeptElements, visitElements } from './matrix-elements.js';
import type { MomentumPairs } from './momentum-pairs.js';
import {
  addSectorRates,
  leastRateOf,
  type RateValues,
  sameEnergies,
  Scratch,
  sectorRates,
} from './population-rates.js';
import { type SectorPair, type SquaredImages, squaresOf, visitSquaredElements } from './squared-elements.js';
import type { MomentumBlock, Unknowns } from './unknowns.js';

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

type ElementBlock = ElementBlocks['blocks'][number];

/** The place of ⟨k|O|n⟩ in its block. */
const placeIn = ({ from, to, matrix }: ElementBlock, k: StateIndex, n: StateIndex): number =>
  (k - to.offset) * matrix.cols + n - from.offset;

/** The blocks of one channel between two momenta, by their sectors. */
class CoherentCouplings {
  /** the sectors to which some block leads */
  readonly targets: readonly Sector[];
  /** the imaginary parts of the last columns */
  imaginary: Float64Array = new Float64Array(0);
  private real: Float64Array = new Float64Array(0);
  private readonly table = new Map<Sector, Map<Sector, ElementBlock>>();

  constructor(
    blocks: ElementBlocks['blocks'],
    readonly channel: Channel,
  ) {
    for (const block of blocks) {
      let row = this.table.get(block.to);
      if (!row) this.table.set(block.to, (row = new Map()));
      row.set(block.from, block);
    }
    this.targets = [...this.table.keys()];
  }

  readonly between = (to: Sector, from: Sector): ElementBlock | undefined => this.table.get(to)?.get(from);

  /**
   * The columns of some states in the rows of a sector, one after another: zero where symmetry makes them so.
   *
   * @returns the real parts, with `imaginary`, until the next call; undefined where all are zero
   */
  columns(to: Sector, states: readonly StateIndex[], sectorAt: readonly Sector[]): Float64Array | undefined {
    const rows = to.orbits.length;
    const length = rows * states.length;
    if (this.real.length < length) [this.real, this.imaginary] = [new Float64Array(length), new Float64Array(length)];
    let isSome = false;
    for (let i = 0; i < states.length; i++) {
      const n = states[i]!;
      const block = this.between(to, sectorAt[n]!);
      if (!block) {
        this.real.fill(0, i * rows, (i + 1) * rows);
        this.imaginary.fill(0, i * rows, (i + 1) * rows);
        continue;
      }
      isSome = true;
      const { re, im, cols } = block.matrix;
      for (let k = 0, e = n - block.from.offset; k < rows; k++, e += cols) {
        this.real[i * rows + k] = re[e]!;
        this.imaginary[i * rows + k] = im[e]!;
      }
    }
    return isSome ? this.real : undefined;
  }
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
  // The stretch with the populations of each sector.
  const stretchOf = new Int32Array(spectrum.basis.sectors.length);
  stretches.forEach(({ klass, momentum }, i) => {
    const [charge, other] = unknowns.classes[klass]!.charges;
    const sector = charge === other ? spectrum.basis.sector({ charge, momentum }) : undefined;
    if (sector) stretchOf[sector.index] = i;
  });
  const hasPairs = new Uint8Array(levels.length);
  for (const { level } of unknowns.pairs) hasPairs[level] = 1;
  const [squareSpace, rateSpace] = [new Scratch(), new Scratch()];
  // Those of the present piece.
  let outflow = new Float64Array(0);
  let underflows = false;
  const sums = new Map<number, LevelSums>();
  const sumsOf = (level: number): LevelSums => {
    let found = sums.get(level);
    if (!found) sums.set(level, (found = emptySums(levels[level]!.states.length)));
    return found;
  };
  const addRates = ({ channel, images, squares }: SquaredImages): void => {
    let last: SectorPair | undefined;
    let rates = squares;
    for (const image of images) {
      const { values, columns, row, column } = blockAt(stretchAt(image.to), stretchAt(image.from))!;
      if (!last || !sameEnergies(spectrum, last, image)) {
        const found = sectorRates(spectrum, channel, image, squares, leastRateOf(values), rateSpace);
        rates = found.rates;
        underflows ||= found.underflows;
        last = image;
      }
      const place = {
        values,
        columns,
        row: populationAt[image.to.offset]! - row,
        column: populationAt[image.from.offset]! - column,
      };
      addSectorRates(place, image, rates, outflow);
    }
  };
  const stretchAt = ({ index }: Sector): number => stretchOf[index]!;

  const visit = ({ channel, from, to, blocks }: ElementBlocks): void => {
    for (const b of blocks) {
      const squares = squaresOf(b.matrix, squareSpace.of(b.matrix.re.length));
      addRates({ channel, images: [b], squares });
    }
    if (unknowns.pairs.length === 0) return;
    const couplings = new CoherentCouplings(blocks, channel);
    for (const l of levelsAt[from]!) addLevelLosses(couplings, l, to);
    for (const j of stretchesAt[to]!) {
      if (stretches[j]!.pairs.length === 0) continue;
      for (const i of stretchesAt[from]!) {
        const block = blockAt(j, i);
        if (!block) continue;
        addPopulationsToCoherences(couplings, block, stretches[i]!, stretches[j]!);
        addCoherencesToCoherences(couplings, block, stretches[i]!, stretches[j]!);
      }
    }
  };

  const { basis } = spectrum;
  const sectorAt: Sector[] = [];
  for (const { sector } of spectrum.sectors)
    for (let n = 0; n < sector.orbits.length; n++) sectorAt[sector.offset + n] = sector;
  const levelsAt: number[][] = Array.from({ length: basis.momenta }, () => []);
  levels.forEach(({ momentum }, l) => {
    if (hasPairs[l]) levelsAt[momentum]!.push(l);
  });
  const pairsOfLevel = new Map<
    number,
    { readonly i: number; readonly j: number; readonly at: number; stretch: number }[]
  >();
  const stretchesAt: number[][] = Array.from({ length: basis.momenta }, () => []);
  stretches.forEach((s, stretch) => {
    stretchesAt[s.momentum]!.push(stretch);
    for (const { n, m, at, level } of s.pairs) {
      const { states } = levels[level]!;
      const list = pairsOfLevel.get(level) ?? [];
      list.push({ i: states.indexOf(n), j: states.indexOf(m), at, stretch });
      pairsOfLevel.set(level, list);
    }
  });
  const energyOf = (state: StateIndex): number => levels[levelOf[state]!]!.energy;

  /**
   * Γ_nn' and H_LS,nn' of a level with coherences, and what its coherences feed into the populations of the other
   * momentum, 2 Re(γ O_kn O*_km ρ_nm).
   */
  const addLevelLosses = (couplings: CoherentCouplings, l: number, momentum: number): void => {
    const { multiplicity, rate, shift } = couplings.channel;
    const { states, energy } = levels[l]!;
    const sums = sumsOf(l);
    const d = states.length;
    for (const target of couplings.targets) {
      const rows = target.orbits.length;
      const re = couplings.columns(target, states, sectorAt);
      if (!re) continue;
      const im = couplings.imaginary;
      const ways = pairsOfLevel.get(l)!.map((pair) => ({
        ...pair,
        block: target.momentum === momentum ? blockAt(stretchAt(target), pair.stretch) : undefined,
      }));
      for (let k = 0; k < rows; k++) {
        let size = 0;
        for (let i = 0; i < d; i++) size += Math.abs(re[i * rows + k]!) + Math.abs(im[i * rows + k]!);
        if (size === 0) continue;
        const given = energy - energies[target.offset + k]!;
        const gamma = multiplicity * rate(given);
        const lamb = shift ? multiplicity * shift(given) : 0;
        for (let i = 0; i < d; i++) {
          const a = re[i * rows + k]!;
          const b = im[i * rows + k]!;
          if (a === 0 && b === 0) continue;
          for (let j = 0; j < d; j++) {
            const p = re[j * rows + k]!;
            const q = im[j * rows + k]!;
            const x = a * p + b * q;
            const y = a * q - b * p;
            const at = i * d + j;
            sums.gammaRe[at]! += gamma * x;
            sums.gammaIm[at]! += gamma * y;
            sums.shiftRe[at]! += lamb * x;
            sums.shiftIm[at]! += lamb * y;
          }
        }
        for (const { i, j, at, block } of ways) {
          if (!block) continue;
          const a = re[i * rows + k]!;
          const b = im[i * rows + k]!;
          const p = re[j * rows + k]!;
          const q = im[j * rows + k]!;
          const place = (populationAt[target.offset + k]! - block.row) * block.columns + at - block.column;
          block.values[place]! += 2 * gamma * (a * p + b * q);
          block.values[place + 1]! -= 2 * gamma * (b * p - a * q);
        }
      }
    }
  };

  /** Populations feed coherences: γ O_kn O*_ln ρ_nn. */
  const addPopulationsToCoherences = (
    { channel: { multiplicity, rate }, between }: CoherentCouplings,
    { values, columns, row, column }: GainBlock,
    source: MomentumBlock,
    target: MomentumBlock,
  ): void => {
    const [charge, other] = unknowns.classes[source.klass]!.charges;
    if (charge !== other) return;
    const from = basis.sector({ charge, momentum: source.momentum })!;
    const cols = from.orbits.length;
    for (const { n: k, m: l, at: line } of target.pairs) {
      const [one, two] = [between(sectorAt[k]!, from), between(sectorAt[l]!, from)];
      if (!one || !two) continue;
      const e = energyOf(k);
      const p = (k - one.to.offset) * cols;
      const q = (l - two.to.offset) * cols;
      const first = (line - row) * columns - column;
      const [aRe, aIm, bRe, bIm] = [one.matrix.re, one.matrix.im, two.matrix.re, two.matrix.im];
      for (let n = 0; n < cols; n++) {
        const x = aRe[p + n]! * bRe[q + n]! + aIm[p + n]! * bIm[q + n]!;
        const y = aIm[p + n]! * bRe[q + n]! - aRe[p + n]! * bIm[q + n]!;
        if (x === 0 && y === 0) continue;
        const g = multiplicity * rate(energies[from.offset + n]! - e);
        const at = first + populationAt[from.offset + n]!;
        values[at]! += g * x;
        values[at + columns]! += g * y;
      }
    }
  };

  /** Coherences feed coherences: γ (O_kn ρ_nm O*_lm + O_km ρ*_nm O*_ln). */
  const addCoherencesToCoherences = (
    { channel: { multiplicity, rate }, between }: CoherentCouplings,
    { values, columns, row, column }: GainBlock,
    source: MomentumBlock,
    target: MomentumBlock,
  ): void => {
    for (const { n: k, m: l, at: line } of target.pairs) {
      const e = energyOf(k);
      const first = (line - row) * columns - column;
      const second = first + columns;
      const [toK, toL] = [sectorAt[k]!, sectorAt[l]!];
      for (const { n, m, at } of source.pairs) {
        const [fromN, fromM] = [sectorAt[n]!, sectorAt[m]!];
        const [a, b, c, d] = [between(toK, fromN), between(toL, fromM), between(toK, fromM), between(toL, fromN)];
        const g = multiplicity * rate(energyOf(n) - e);
        let p = 0;
        let q = 0;
        let r = 0;
        let u = 0;
        if (a && b) {
          const i = placeIn(a, k, n);
          const j = placeIn(b, l, m);
          p = g * (a.matrix.re[i]! * b.matrix.re[j]! + a.matrix.im[i]! * b.matrix.im[j]!);
          q = g * (a.matrix.im[i]! * b.matrix.re[j]! - a.matrix.re[i]! * b.matrix.im[j]!);
        }
        if (c && d) {
          const i = placeIn(c, k, m);
          const j = placeIn(d, l, n);
          r = g * (c.matrix.re[i]! * d.matrix.re[j]! + c.matrix.im[i]! * d.matrix.im[j]!);
          u = g * (c.matrix.im[i]! * d.matrix.re[j]! - c.matrix.re[i]! * d.matrix.im[j]!);
        }
        values[first + at]! += p + r;
        values[first + at + 1]! += u - q;
        values[second + at]! += q + u;
        values[second + at + 1]! += p - r;
      }
    }
  };
  return (pairs, elements, onProgress) => {
    outflow = new Float64Array(spectrum.basis.dimension);
    underflows = false;
    sums.clear();
    if (unknowns.pairs.length === 0 && !elements)
      visitSquaredElements(spectrum, channels, addRates, { pairs, onProgress });
    else visitElements(spectrum, channels, visit, { pairs, elements, onProgress });
    return { outflow, levels: [...sums], underflows };
  };
}

import { type ComplexMatrix, adjointMatrix } from '../numeric/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import type { RingBasis, Sector } from './basis.js';
import { between } from './blocks.js';
import type { Channel } from './channel.js';
import { type Level, type Spectrum, levelsOf } from './spectrum.js';

/** A real or imaginary part of a coherence, or a population, among the unknowns of the state. */
export interface CoherencePair {
  /** states n < m of one level: the unknowns are Re ρ_nm and Im ρ_nm */
  readonly n: number;
  readonly m: number;
  /** place of the real part; the imaginary part follows */
  readonly at: number;
  readonly level: number;
}

/**
 * Unknowns that belong together: populations of one charge with their coherences, or coherences between two charges.
 */
export interface ChargeBlock {
  readonly charges: readonly [number, number];
  readonly start: number;
  readonly end: number;
}

/** The unknowns of a state that H_0 leaves alone: ρ = Σ_levels, Hermitian in each. chain (11) */
export interface Unknowns {
  readonly spectrum: Spectrum;
  readonly levels: readonly Level[];
  readonly levelOf: Int32Array;
  readonly size: number;
  readonly classes: readonly ChargeBlock[];
  /** place of the population of each state */
  readonly populationAt: Int32Array;
  readonly pairs: readonly CoherencePair[];
  /** pairs by n · dimension + m */
  readonly pairOf: ReadonlyMap<number, CoherencePair>;
  /** pairs of a class within one momentum, and the stretch of unknowns */
  readonly stretches: readonly MomentumBlock[];
}

/** Unknowns of one class and one momentum: consecutive, populations first. */
export interface MomentumBlock {
  readonly klass: number;
  readonly momentum: number;
  readonly start: number;
  readonly end: number;
  readonly pairs: readonly CoherencePair[];
}

/** Which coherences inside a level of equal energy and momentum are unknowns beside its populations. */
export interface CoherenceOptions {
  /** none, those between states of the same S^z, or those between any two */
  readonly coherences: 'none' | 'within charges' | 'across charges';
  /** values of conserved charges on every state: coherences between states that one of them tells apart are left out */
  readonly labels?: readonly Float64Array[];
}

export function unknownsOf(spectrum: Spectrum, { coherences, labels = [] }: CoherenceOptions): Unknowns {
  const { basis } = spectrum;
  const levels = levelsOf(spectrum, { acrossCharges: coherences === 'across charges', labels });
  const levelOf = new Int32Array(basis.dimension);
  const chargeOf = new Int32Array(basis.dimension);
  for (const { sector } of spectrum.sectors)
    chargeOf.fill(sector.charge, sector.offset, sector.offset + sector.orbits.length);
  levels.forEach((level, l) => level.states.forEach((s) => (levelOf[s] = l)));
  // Coherences by class and momentum.
  const found = new Map<string, { n: number; m: number; level: number }[]>();
  if (coherences !== 'none') {
    levels.forEach(({ states, momentum }, level) => {
      for (let i = 0; i < states.length; i++) {
        for (let j = i + 1; j < states.length; j++) {
          const [n, m] = [states[i]!, states[j]!];
          const key = `${chargeOf[n]} ${chargeOf[m]} ${momentum}`;
          const list = found.get(key);
          if (list) list.push({ n, m, level });
          else found.set(key, [{ n, m, level }]);
        }
      }
    });
  }
  const populationAt = new Int32Array(basis.dimension);
  const pairs: CoherencePair[] = [];
  const pairOf = new Map<number, CoherencePair>();
  const classes: ChargeBlock[] = [];
  const stretches: MomentumBlock[] = [];
  let size = 0;
  const put = (list: readonly { n: number; m: number; level: number }[]): CoherencePair[] =>
    list.map((p) => {
      const pair = { ...p, at: size };
      size += 2;
      pairs.push(pair);
      pairOf.set(p.n * basis.dimension + p.m, pair);
      return pair;
    });
  const stretch = (a: number, b: number, momentum: number, sector: Sector | undefined): void => {
    const list = found.get(`${a} ${b} ${momentum}`) ?? [];
    const start = size;
    if (sector) for (let n = 0; n < sector.orbits.length; n++) populationAt[sector.offset + n] = size++;
    const own = put(list);
    if (size > start) stretches.push({ klass: classes.length, momentum, start, end: size, pairs: own });
  };
  for (const charge of basis.charges) {
    const start = size;
    for (let k = 0; k < basis.momenta; k++) stretch(charge, charge, k, basis.sector(charge, k));
    classes.push({ charges: [charge, charge], start, end: size });
  }
  for (const a of basis.charges) {
    for (const b of basis.charges) {
      if (b <= a) continue;
      const start = size;
      for (let k = 0; k < basis.momenta; k++) stretch(a, b, k, undefined);
      if (size > start) classes.push({ charges: [a, b], start, end: size });
    }
  }
  return { spectrum, levels, levelOf, size, classes, populationAt, pairs, pairOf, stretches };
}

/** Gains: rows [row, row + rows) += values · columns [column, column + columns). */
export interface GainBlock {
  readonly row: number;
  readonly rows: number;
  readonly column: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** The losses of one level with coherences: a real matrix on its unknowns. */
export interface LossBlock {
  readonly at: Int32Array;
  readonly values: Float64Array;
}

/**
 * One perturbation's part of the generator on the kernel of L_0, chain (11):
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
  /** whether some rate is positive but below the range of doubles: it has the value `leastRate` */
  readonly underflows: boolean;
}

/**
 * The value of positive rates that underflow: too small to move any weight, and large enough to say which levels are
 * joined.
 */
export const leastRate = 1e-290;

/** What is computed on the way for each channel and pair of momenta: O between all states of the two. */
export interface ElementBlocks {
  readonly channel: Channel;
  readonly from: number;
  readonly to: number;
  /** O from the sector of a charge to that of another, by [to][from] */
  readonly blocks: readonly { readonly from: Sector; readonly to: Sector; readonly matrix: ComplexMatrix }[];
}

/** Matrix elements of channels between eigenstates, kept: they depend on vectors alone, not on energies. */
export type KeptElements = Map<number, Omit<ElementBlocks, 'channel'>[]>;

export interface ElementOptions {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** by number of the channel: what is there is used, what is not is put there */
  readonly elements?: KeptElements | undefined;
}

/**
 * Calls `visit` with every block of every channel between eigenstates, momentum by momentum. A Hermitian coupling is
 * computed one way and its adjoint handed out for the other.
 */
export function visitElements(
  spectrum: Spectrum,
  channels: readonly Channel[],
  visit: (sweep: ElementBlocks) => void,
  { onProgress, elements }: ElementOptions = {},
): void {
  const n = spectrum.basis.momenta;
  const total = channels.length * n;
  let done = 0;
  channels.forEach((channel, index) => {
    const hand = (sweep: Omit<ElementBlocks, 'channel'>): void => {
      visit({ channel, ...sweep });
      if (channel.operator.transfer !== 'local' || !channel.hermitian || sweep.from === sweep.to) return;
      visit({
        channel,
        from: sweep.to,
        to: sweep.from,
        blocks: sweep.blocks.map((b) => ({ from: b.to, to: b.from, matrix: adjointMatrix(b.matrix) })),
      });
    };
    const known = elements?.get(index);
    const kept: Omit<ElementBlocks, 'channel'>[] = [];
    for (const sweep of known ?? elementBlocksOf(spectrum, channel)) {
      hand(sweep);
      if (elements && !known) kept.push(sweep);
      // The last target of a momentum.
      if (sweep.to === n - 1 || channel.operator.transfer !== 'local') onProgress?.((done += 1), total);
    }
    if (elements && !known) elements.set(index, kept);
  });
}

/** The blocks of one channel, for a Hermitian local one only those with from ≤ to. */
function* elementBlocksOf(spectrum: Spectrum, { operator, hermitian }: Channel): BlockIterator<Omit<ElementBlocks, 'channel'>> {
  const { basis } = spectrum;
  const n = basis.momenta;
  const byLabel = new Map(spectrum.sectors.map((s) => [s.sector.index, s]));
  const local = operator.transfer === 'local';
  const least = forbiddenElement * Math.sqrt(operator.operator.squaredNorm);
  for (let k = 0; k < n; k++) {
    for (let q = 0; q < n; q++) {
      if (!local && (k + (operator.transfer as number) - q) % n !== 0) continue;
      if (local && hermitian && q < k) continue;
      checkInterrupt();
      const blocks: { from: Sector; to: Sector; matrix: ComplexMatrix }[] = [];
      for (const charge of basis.charges) {
        const from = basis.sector(charge, k);
        if (!from) continue;
        for (const target of operator.targets(charge)) {
          const to = basis.sector(target, q);
          if (!to) continue;
          const block = operator.sparse(from, to);
          if (!block) continue;
          const matrix = between(byLabel.get(to.index)!.vectors, block, byLabel.get(from.index)!.vectors);
          clearForbidden(matrix, least);
          blocks.push({ from, to, matrix });
        }
      }
      yield { from: k, to: q, blocks };
    }
  }
}

/** What yields blocks: `Generator` is that of time evolution here. */
type BlockIterator<T> = globalThis.Generator<T, void, undefined>;

/** Bytes of the elements a set of channels has. */
export function elementBytes(basis: RingBasis, channels: readonly Channel[]): number {
  let numbers = 0;
  for (const { operator, hermitian } of channels) {
    for (const from of basis.sectors) {
      for (const to of basis.sectors) {
        const half = operator.transfer === 'local' && hermitian && to.momentum < from.momentum;
        if (!half && operator.couples(from, to)) numbers += from.orbits.length * to.orbits.length;
      }
    }
  }
  return 16 * numbers;
}

/**
 * Elements below this, relative to the norm of the operator, are rounding of what a symmetry forbids. Their squares are
 * small, but beside rates that a large field makes smaller still they would count.
 */
const forbiddenElement = 2e-14;

function clearForbidden({ re, im }: ComplexMatrix, least: number): void {
  for (let e = 0; e < re.length; e++) {
    if (Math.abs(re[e]!) < least && Math.abs(im[e]!) < least) re[e] = im[e] = 0;
  }
}

/** Bytes of the gains a set of channels would take. */
export function rateBytes(unknowns: Unknowns, channels: readonly Channel[]): number {
  let numbers = 0;
  for (const { row, end, column, columnEnd } of blockCouplings(unknowns, channels))
    numbers += (end - row) * (columnEnd - column);
  return 8 * numbers;
}

/** The pairs of stretches that the channels can couple. */
function blockCouplings(
  unknowns: Unknowns,
  channels: readonly Channel[],
): { row: number; end: number; column: number; columnEnd: number; key: number }[] {
  const { stretches, classes, spectrum } = unknowns;
  const n = spectrum.basis.momenta;
  const found: { row: number; end: number; column: number; columnEnd: number; key: number }[] = [];
  const reach = channels.map((c) => new Map(spectrum.basis.charges.map((q) => [q, new Set(c.operator.targets(q))])));
  stretches.forEach((s, i) => {
    const [a, b] = classes[s.klass]!.charges;
    stretches.forEach((t, j) => {
      const [c, d] = classes[t.klass]!.charges;
      const coupled = channels.some((channel, x) => {
        const transfer = channel.operator.transfer;
        if (transfer !== 'local' && (s.momentum + transfer - t.momentum) % n !== 0) return false;
        const to = (p: number, q: number): boolean => reach[x]!.get(p)?.has(q) ?? false;
        return (to(a, c) && to(b, d)) || (to(a, d) && to(b, c));
      });
      if (coupled)
        found.push({ row: t.start, end: t.end, column: s.start, columnEnd: s.end, key: j * stretches.length + i });
    });
  });
  return found;
}

type BlockCoupling = ReturnType<typeof blockCouplings>[number];

/**
 * Couplings by the classes they lead between, with the stretch of unknowns of both classes and how many couplings there
 * could be.
 */
function groupedByCharge(
  { classes, stretches }: Unknowns,
  list: readonly BlockCoupling[],
): { items: BlockCoupling[]; all: number; row: number; end: number; column: number; columnEnd: number }[] {
  const count = classes.map((_, c) => stretches.filter((s) => s.klass === c).length);
  const groups = new Map<number, ReturnType<typeof groupedByCharge>[number]>();
  for (const coupling of list) {
    const to = stretches[Math.floor(coupling.key / stretches.length)]!.klass;
    const from = stretches[coupling.key % stretches.length]!.klass;
    let group = groups.get(to * classes.length + from);
    if (!group) {
      const [a, b] = [classes[to]!, classes[from]!];
      group = {
        items: [],
        all: count[to]! * count[from]!,
        row: a.start,
        end: a.end,
        column: b.start,
        columnEnd: b.end,
      };
      groups.set(to * classes.length + from, group);
    }
    group.items.push(coupling);
  }
  return [...groups.values()];
}

function gainBlock(row: number, end: number, column: number, columnEnd: number): GainBlock {
  return {
    row,
    rows: end - row,
    column,
    columns: columnEnd - column,
    values: new Float64Array((end - row) * (columnEnd - column)),
  };
}

/** Most memory that rates and factors may take together, in bytes: a ring of 14 in a vanishing field. */
export const memoryLimit = 6e9;

/** Memory in words, for messages. */
export function memoryText(bytes: number): string {
  return bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${Math.ceil(bytes / 1e6)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;
}

/**
 * The generator of a perturbation's channels.
 *
 * @diagnostic `out-of-memory` before anything is allocated
 * @cost the products of `sweepChannels`, and one rate for each pair of states
 */
export function rateSuperoperatorOf(unknowns: Unknowns, channels: readonly Channel[], options: ElementOptions = {}): RateSuperoperator {
  const bytes = rateBytes(unknowns, channels);
  if (bytes > memoryLimit) {
    limit(
      'out-of-memory',
      `the rates between ${unknowns.size} populations and coherences take ${memoryText(bytes)}, more than the ${memoryText(memoryLimit)} allowed`,
      {
        hint: 'take a smaller ring, or a truncated ensemble: --ensemble gge:…',
      },
    );
  }
  const { spectrum, stretches, levels, levelOf, populationAt } = unknowns;
  const { energies } = spectrum;
  const blocks = new Map<number, GainBlock>();
  const gains: GainBlock[] = [];
  for (const list of groupedByCharge(unknowns, blockCouplings(unknowns, channels))) {
    // Where every momentum of one class is coupled to every one of the other, one matrix holds them all.
    const shared =
      list.items.length === list.all ? gainBlock(list.row, list.end, list.column, list.columnEnd) : undefined;
    if (shared) gains.push(shared);
    for (const { row, end, column, columnEnd, key } of list.items) {
      const block = shared ?? gainBlock(row, end, column, columnEnd);
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
      const { re, im, cols } = b.matrix;
      const target = blocks.get(
        stretchOf.get(`${b.to.charge} ${b.to.charge} ${to}`)! * stretches.length +
          stretchOf.get(`${b.from.charge} ${b.from.charge} ${from}`)!,
      )!;
      const p0 = populationAt[b.to.offset]! - target.row;
      const q0 = populationAt[b.from.offset]! - target.column;
      const { rows } = b.matrix;
      const table = channel.rates(
        energies.subarray(b.from.offset, b.from.offset + cols),
        energies.subarray(b.to.offset, b.to.offset + rows),
      );
      const out = outflow.subarray(b.from.offset, b.from.offset + cols);
      for (let i = 0, e = 0; i < rows; i++) {
        const at = (p0 + i) * target.columns + q0;
        for (let j = 0; j < cols; j++, e++) {
          const size = re[e]! * re[e]! + im[e]! * im[e]!;
          let g = multiplicity * table[e]! * size;
          if (
            g < leastRate &&
            size > 0 &&
            channel.positive(energies[b.from.offset + j]! - energies[b.to.offset + i]!)
          ) {
            g = leastRate;
            underflows = true;
          }
          target.values[at + j]! += g;
          out[j]! += g;
        }
      }
    }
    // Γ_nn' and H_LS,nn' of levels with coherences.
    const element = (k: number, n: number, out: { re: number; im: number }): boolean => {
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
        for (let k = t.offset; k < t.offset + t.orbits.length; k++) {
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
  const energyOf = (state: number): number => levels[levelOf[state]!]!.energy;
  const stretchesAt: number[][] = Array.from({ length: basis.momenta }, () => []);
  stretches.forEach((s, i) => stretchesAt[s.momentum]!.push(i));

  type Element = (k: number, n: number, out: { re: number; im: number }) => boolean;
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
        const source = ca === cb ? basis.sector(ca, from)! : undefined;
        const target = ta === tb ? basis.sector(ta, to)! : undefined;
        // Coherences feed populations: 2 Re(γ O_kn O*_km ρ_nm).
        if (target) {
          for (const { n, m, at } of s.pairs) {
            const e = energyOf(n);
            for (let k = target.offset; k < target.offset + target.orbits.length; k++) {
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
            for (let n = source.offset; n < source.offset + source.orbits.length; n++) {
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
  visitElements(spectrum, channels, visit, options);

  const loss = new Float64Array(basis.dimension);
  const losses: LossBlock[] = [];
  levels.forEach((level, l) => {
    const sums = many[l];
    if (!sums || !hasPairs[l]) for (const n of level.states) loss[n] = outflow[n]!;
    else losses.push(lossBlock(level.states, sums, unknowns));
  });
  return { unknowns, gains, loss, losses, outflow, underflows };
}

interface LevelSums {
  readonly gammaRe: Float64Array;
  readonly gammaIm: Float64Array;
  readonly shiftRe: Float64Array;
  readonly shiftIm: Float64Array;
}

/** ρ → Kρ + ρK† with K = −½Γ − iH_LS, on the real unknowns of a level. */
function lossBlock(states: readonly number[], sums: LevelSums, { populationAt, pairOf, spectrum }: Unknowns): LossBlock {
  const d = states.length;
  const kRe = new Float64Array(d * d);
  const kIm = new Float64Array(d * d);
  for (let i = 0; i < d * d; i++) {
    kRe[i] = -sums.gammaRe[i]! / 2 + sums.shiftIm[i]!;
    kIm[i] = -sums.gammaIm[i]! / 2 - sums.shiftRe[i]!;
  }
  // Unknown u of the level as (i, j, part).
  const places: { i: number; j: number; imaginary: boolean; at: number }[] = [];
  for (let i = 0; i < d; i++) places.push({ i, j: i, imaginary: false, at: populationAt[states[i]!]! });
  for (let i = 0; i < d; i++) {
    for (let j = i + 1; j < d; j++) {
      const { at } = pairOf.get(states[i]! * spectrum.basis.dimension + states[j]!)!;
      places.push({ i, j, imaginary: false, at }, { i, j, imaginary: true, at: at + 1 });
    }
  }
  const size = places.length;
  const values = new Float64Array(size * size);
  const re = new Float64Array(d * d);
  const im = new Float64Array(d * d);
  places.forEach((unit, column) => {
    re.fill(0);
    im.fill(0);
    // Columns i and j of K, with the unit of this unknown: σ = K ρ, and then σ + σ†.
    const put = (i: number, j: number, x: number, y: number): void => {
      for (let r = 0; r < d; r++) {
        const [p, q] = [kRe[r * d + i]!, kIm[r * d + i]!];
        re[r * d + j]! += p * x - q * y;
        im[r * d + j]! += p * y + q * x;
      }
    };
    if (unit.i === unit.j) put(unit.i, unit.j, 1, 0);
    else if (unit.imaginary) {
      put(unit.i, unit.j, 0, 1);
      put(unit.j, unit.i, 0, -1);
    } else {
      put(unit.i, unit.j, 1, 0);
      put(unit.j, unit.i, 1, 0);
    }
    places.forEach(({ i, j, imaginary }, row) => {
      values[row * size + column] = imaginary ? im[i * d + j]! - im[j * d + i]! : re[i * d + j]! + re[j * d + i]!;
    });
  });
  return { at: Int32Array.from(places, (p) => p.at), values };
}

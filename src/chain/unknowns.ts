import { type Level, type LevelIndex, levelsOf, type Sector, type Spectrum, type StateIndex } from '../ring/index.js';

/** A pair of states with a coherence among the unknowns of the state. */
export interface CoherencePair {
  /** states n < m of one level: the unknowns are Re ρ_nm and Im ρ_nm */
  readonly n: StateIndex;
  readonly m: StateIndex;
  /** place of the real part; the imaginary part follows */
  readonly at: number;
  readonly level: LevelIndex;
}

/**
 * Unknowns that belong together: populations of one charge with their coherences, or coherences between two charges.
 */
export interface ChargeBlock {
  readonly charges: readonly [number, number];
  readonly start: number;
  readonly end: number;
}

/** The unknowns of a state that commutes with H_0: a sum over levels of Hermitian matrices. chain (11) */
export interface Unknowns {
  readonly spectrum: Spectrum;
  readonly levels: readonly Level[];
  /** `LevelIndex` of every state */
  readonly levelOf: Int32Array;
  readonly size: number;
  readonly classes: readonly ChargeBlock[];
  /** place of the population of each state */
  readonly populationAt: Int32Array;
  readonly pairs: readonly CoherencePair[];
  /** the pair of two states n < m, where their coherence is an unknown */
  readonly pairOf: (n: StateIndex, m: StateIndex) => CoherencePair | undefined;
  /** pairs of each class within one momentum, with their stretch of unknowns */
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

/**
 * Options that decide which coherences inside a level of equal energy and momentum are unknowns in addition to its
 * populations.
 */
export interface CoherenceOptions {
  /** none, those between states of the same S^z, or those between any two */
  readonly coherences: 'none' | 'within charges' | 'across charges';
  /**
   * values of conserved charges on every state; coherences between states that one of them distinguishes are left out
   */
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
  // The coherences are grouped by class and momentum.
  const found = new Map<string, Omit<CoherencePair, 'at'>[]>();
  if (coherences !== 'none') {
    levels.forEach(({ states, momentum }, l) => {
      const level = l as LevelIndex;
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
  const pairAt = new Map<number, CoherencePair>();
  const classes: ChargeBlock[] = [];
  const stretches: MomentumBlock[] = [];
  let size = 0;
  const put = (list: readonly Omit<CoherencePair, 'at'>[]): CoherencePair[] =>
    list.map((p) => {
      const pair = { ...p, at: size };
      size += 2;
      pairs.push(pair);
      pairAt.set(p.n * basis.dimension + p.m, pair);
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
    for (let k = 0; k < basis.momenta; k++) stretch(charge, charge, k, basis.sector({ charge, momentum: k }));
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
  return {
    spectrum,
    levels,
    levelOf,
    size,
    classes,
    populationAt,
    pairs,
    pairOf: (n, m) => pairAt.get(n * basis.dimension + m),
    stretches,
  };
}

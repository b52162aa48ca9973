import { limit } from '../text/index.js';
import { countBits } from '../spin/index.js';
import { checkRingSize, type ProductState } from './ring-operator.js';
import type { RingSymmetry } from './symmetry.js';

/** The states with a given number of up spins (or its remainder) and a given momentum. */
export interface Sector {
  readonly index: number;
  /** number of up spins, so that S^z = charge − N/2, where S^z is conserved; otherwise its remainder */
  readonly charge: number;
  /** number m of the momentum k = 2π m step / N */
  readonly momentum: number;
  /** orbits in the order of the basis */
  readonly orbits: Int32Array;
  /** index of its first state among all states, which are ordered by charge and then by momentum */
  readonly offset: number;
}

/**
 * S^z of the states of a sector: its number of up spins − N/2. Undefined where S^z is not conserved, since a sector then
 * has only the remainder of that number.
 */
export function magnetisationOf(
  { sites, symmetry }: Pick<RingBasis, 'sites' | 'symmetry'>,
  { charge }: Pick<Sector, 'charge'>,
): number | undefined {
  return symmetry.modulus === 0 ? charge - sites / 2 : undefined;
}

/**
 * The states of a ring of N sites as momentum states. An orbit is the set of translations of a product state by
 * multiples of `step`; its first state is the one with the smallest number. With T the translation j → j + step,
 *
 *   |a, k⟩ = R_a^{−1/2} Σ_{r<R_a} e^{−ikr} T^r |a⟩,   T |a, k⟩ = e^{ik} |a, k⟩,   k R_a a multiple of 2π
 */
export class RingBasis {
  /** number of translations after which the ring is back where it was, which is the number of momenta */
  readonly momenta: number;
  /** for each product state: its orbit, and how often the orbit's first state is translated to reach it */
  readonly orbitOf: Int32Array;
  readonly shiftOf: Uint8Array;
  readonly first: Int32Array;
  readonly period: Uint8Array;
  readonly sectors: readonly Sector[];
  readonly charges: readonly number[];
  /**
   * index of an orbit in the sector of its charge and of momentum m: `places[m][orbit]`, −1 where it has no such state
   */
  readonly places: readonly Int32Array[];
  private readonly byLabel = new Map<number, Sector>();

  /** @diagnostic `ring-size`, `odd-ring` for a step that does not divide N */
  constructor(
    readonly sites: number,
    readonly symmetry: RingSymmetry,
  ) {
    // A chain of one site has a basis too, though it is not a ring.
    if (sites !== 1) checkRingSize(sites);
    const { step, modulus } = symmetry;
    const momenta = sites / step;
    if (!Number.isInteger(momenta))
      limit('odd-ring', `a ring of ${sites} sites is not invariant under translation by ${step}`);
    this.momenta = momenta;
    const dimension = 2 ** sites;
    const all = dimension - 1;
    this.orbitOf = new Int32Array(dimension).fill(-1);
    this.shiftOf = new Uint8Array(dimension);
    const first: number[] = [];
    const period: number[] = [];
    for (let s = 0; s < dimension; s++) {
      if (this.orbitOf[s]! >= 0) continue;
      const orbit = first.length;
      let t = s;
      let r = 0;
      do {
        this.orbitOf[t] = orbit;
        this.shiftOf[t] = r;
        t = step === sites ? t : ((t << step) | (t >>> (sites - step))) & all;
        r += 1;
      } while (t !== s);
      first.push(s);
      period.push(r);
    }
    this.first = Int32Array.from(first);
    this.period = Uint8Array.from(period);
    const label = (s: number): number => {
      const up = sites - countBits(s);
      return modulus === 0 ? up : up % modulus;
    };
    const byCharge = new Map<number, number[]>();
    first.forEach((s, orbit) => {
      const c = label(s);
      const list = byCharge.get(c);
      if (list) list.push(orbit);
      else byCharge.set(c, [orbit]);
    });
    this.charges = [...byCharge.keys()].sort((a, b) => a - b);
    this.places = Array.from({ length: momenta }, () => new Int32Array(first.length).fill(-1));
    const sectors: Sector[] = [];
    let offset = 0;
    for (const charge of this.charges) {
      for (let m = 0; m < momenta; m++) {
        const orbits = byCharge.get(charge)!.filter((o) => (m * period[o]!) % momenta === 0);
        if (orbits.length === 0) continue;
        orbits.forEach((o, place) => (this.places[m]![o] = place));
        const sector: Sector = { index: sectors.length, charge, momentum: m, orbits: Int32Array.from(orbits), offset };
        sectors.push(sector);
        this.byLabel.set(charge * momenta + m, sector);
        offset += orbits.length;
      }
    }
    this.sectors = sectors;
  }

  get dimension(): number {
    return 2 ** this.sites;
  }

  /** The sector of these labels, the momentum taken modulo the number of momenta. */
  sector({ charge, momentum }: Pick<Sector, 'charge' | 'momentum'>): Sector | undefined {
    const m = ((momentum % this.momenta) + this.momenta) % this.momenta;
    return this.byLabel.get(charge * this.momenta + m);
  }

  /** The label of a product state's charge. */
  chargeOf(state: ProductState): number {
    const up = this.sites - countBits(state);
    const { modulus } = this.symmetry;
    return modulus === 0 ? up : up % modulus;
  }
}

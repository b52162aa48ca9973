import { eigenSeconds, type RingBasis } from '../ring/index.js';
import { minSingleRates } from './block-couplings.js';
import type { Channel } from './channel.js';

/** The memory and the time of a computation. */
export interface Effort {
  /** memory of the vectors and rates, in bytes */
  readonly bytes: number;
  /** processor time in seconds, within a factor of about two */
  readonly seconds: number;
}

/**
 * Multiplications per second: those of a product of matrices in doubles, which a factorisation does not exceed, and of a
 * product of rates with a vector, on a processor of 2020.
 */
export const speeds = { product: 2e9, rates: 3e8 };

/** Number of products with the rates that a state takes, with those for the check and for the flows of energy. */
const products = 80;

/**
 * The effort for the rates between populations and their steady state, from the sizes of the sectors alone. Symmetries
 * that save a part of it are not counted, since they depend on the operators: conjugation and flips divide the time for
 * the spectrum and for the matrix elements by up to four.
 *
 * @param channelSets  the channels of each perturbation
 * @param single  whether populations alone are asked for: then rates may be kept in single precision, and products with
 *   them suffice; otherwise factors of each S^z are made
 * @param threads  number of threads, each with a work space of its own
 */
export function effortOf(
  basis: RingBasis,
  channelSets: readonly (readonly Channel[])[],
  single: boolean,
  threads = 1,
): Effort {
  let bytes = 0;
  let elements = 0;
  let numbers = 0;
  for (const { orbits } of basis.sectors) bytes += 24 * orbits.length ** 2;
  for (const channels of channelSets) {
    let own = 0;
    for (const from of basis.sectors) {
      for (const to of basis.sectors) {
        const size = from.orbits.length * to.orbits.length;
        const acting = channels.filter((c) => c.operator.couples(from, to));
        if (acting.length > 0) own += size;
        for (const { hermitian } of acting) elements += (size * from.orbits.length) / (hermitian ? 2 : 1);
      }
    }
    numbers += own;
    bytes += (single && own >= minSingleRates ? 4 : 8) * own;
  }
  const spectrum = basis.sectors.reduce((sum, s) => sum + eigenSeconds(s.orbits.length), 0);
  if (!single) bytes += factorBytes(basis, threads);
  bytes += (threads - 1) * threadBytes(basis);
  return {
    bytes,
    seconds: spectrum + elements / speeds.product + (products * numbers) / speeds.rates,
  };
}

/** Estimated seconds for the rates of some channels between the sectors of a basis. */
export function channelSeconds(basis: RingBasis, channels: readonly Channel[]): number {
  let seconds = 0;
  for (const from of basis.sectors) {
    for (const to of basis.sectors) {
      const size = from.orbits.length * to.orbits.length;
      for (const { operator } of channels)
        if (operator.couples(from, to)) seconds += (size * from.orbits.length) / speeds.product + size / speeds.rates;
    }
  }
  return seconds;
}

/** The work space of another thread: the eigenproblem of the largest sector, which matrix elements do not exceed. */
function threadBytes({ sectors }: RingBasis): number {
  return 48 * Math.max(...sectors.map((s) => s.orbits.length)) ** 2;
}

/** The factors of all classes of populations, and the work space of one for each thread. */
function factorBytes({ charges, sectors }: RingBasis, threads: number): number {
  const sizes = charges.map((c) =>
    sectors.filter((s) => s.charge === c).reduce((sum, { orbits }) => sum + orbits.length, 0),
  );
  return 8 * (sizes.reduce((sum, n) => sum + n * n, 0) + 3 * Math.min(threads, sizes.length) * Math.max(...sizes) ** 2);
}

import type { ComplexMatrix } from '../numeric/index.js';
import type { ChannelIndex, Channels } from './channels.js';

/**
 * The results at one energy: the amplitudes T^{σ'σ}_{c'c} for unit plane waves e^{iσK_c x}, with one column for each
 * requested incoming channel and direction.
 */
export interface Amplitudes {
  /**
   * rows (σ', c'), columns (σ, c) in the order of the requested channels, σ = + first; one direction in three
   * dimensions
   */
  readonly t: ComplexMatrix;
  /** arg of the Jost determinant det(1 − W G⁰), up to multiples of 2π */
  readonly phase: number;
  /** relative residual of the linear system */
  readonly residual: number;
}

/** Solves the Lippmann-Schwinger equation in a set of channels, for one energy after another. */
export interface EnergySolver {
  readonly channels: Channels;
  /** directions of a plane wave: 2 in one dimension, 1 in three (the s-wave) */
  readonly directions: 1 | 2;
  /**
   * @param kinetic   E − ε_c for every channel; a channel at its threshold counts as open
   * @param incoming  the requested incoming channels
   */
  solve(kinetic: Float64Array, incoming: readonly ChannelIndex[]): Amplitudes;
  /** false where no resonance can be narrow: a single scatterer that repels all combinations of levels */
  readonly binds: boolean;
  /**
   * arg det(1 − W G⁰) without an unknown multiple of 2π: minus the sum of the eigenphases of S. Between thresholds it
   * is continuous in the energy, and it falls by π at each resonance. Therefore any number of resonances can be
   * counted, however narrow they are.
   */
  jostPhase(kinetic: Float64Array): number;
}

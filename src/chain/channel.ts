import {
  adjointNumeric,
  covariant,
  degeneracyTolerance,
  isHermitianOn,
  RingBasis,
  RingOperator,
  SectorOperator,
} from '../ring/index.js';
import { refuse } from '../text/index.js';
import { bathShift } from './bath-shift.js';
import { bathFunction, bathTable, checkPhonons } from './bath.js';
import { interpolated } from './interpolation.js';
import type { Bath, Jump, ChainPerturbation } from './model.js';
import { perturbationFamily } from './perturbation-family.js';

/**
 * One kind of transition: states m → k at rate multiplicity · rate(E_m − E_k) |⟨k|O|m⟩|², with the level shift of the
 * same process, multiplicity · shift(E_m − E_k) O†|k⟩⟨k|O.
 */
export interface Channel {
  readonly perturbation: ChainPerturbation;
  readonly operator: SectorOperator;
  readonly multiplicity: number;
  /** whether O = O†, so that blocks serve both directions */
  readonly hermitian: boolean;
  /** the golden-rule rate as a function of the change of energy */
  readonly rate: (given: number) => number;
  /** rate(from[j] − to[i]) of all pairs, at i · from.length + j of `out`, which is returned */
  readonly rates: (from: Float64Array, to: Float64Array, out?: Float64Array) => Float64Array;
  /** whether the exact rate is positive; rounded to a double it may be zero nevertheless */
  readonly positive: (given: number) => boolean;
  /** undefined where there is none (Lindblad operators) */
  readonly shift: ((given: number) => number) | undefined;
}

/**
 * γ = 2π d(E_k − E_m − nω), S = y/(y² + η²) with y = E_m − E_k + nω, for the absorption of n quanta. chain (20)
 *
 * @implements chain (20) for the rates of one pair of states
 */
function lorentzianRates(frequency: number, width: number): Pick<Channel, 'rate' | 'rates' | 'positive' | 'shift'> {
  const rate = (w: number): number => {
    const y = w + frequency;
    return (2 * width) / (y * y + width * width);
  };
  return {
    rate,
    rates: tabulatedRates(rate),
    positive: () => true,
    shift: (w) => {
      const y = w + frequency;
      return y / (y * y + width * width);
    },
  };
}

/** Options for channels: the largest difference of two energies, up to which level shifts are tabulated. */
export interface ChannelOptions {
  readonly reach: number;
}

/**
 * The transitions of a perturbation on a ring.
 *
 * @diagnostic `bath-setting`, `drive-setting`
 */
export function transitionChannels(
  basis: RingBasis,
  perturbation: ChainPerturbation,
  { reach }: ChannelOptions,
): Channel[] {
  const { sites } = basis;
  if (perturbation.kind === 'drive') {
    const { frequency, width, harmonics } = perturbation;
    if (!(width > 0) || !Number.isFinite(width))
      refuse('drive-setting', `the width of the drive must be a positive number, not ${width}`);
    if (!(frequency > 0) || !Number.isFinite(frequency))
      refuse('drive-setting', `the frequency of the drive must be a positive number, not ${frequency}`);
    return harmonics.flatMap(({ multiple, operator }) =>
      ([1, -1] as const).map((sign): Channel => {
        const o = covariant(basis, sign === 1 ? operator : adjointNumeric(operator));
        return {
          perturbation,
          operator: o,
          multiplicity: 1,
          hermitian: false,
          ...lorentzianRates(sign * multiple * frequency, width),
        };
      }),
    );
  }
  const { member, single } = perturbationFamily(perturbation, sites);
  const spectral = spectralRates(perturbation, reach);
  if (single) {
    const o = member(0);
    return [
      { perturbation, operator: covariant(basis, o), multiplicity: 1, hermitian: isHermitianOn(o, sites), ...spectral },
    ];
  }
  const { step } = basis.symmetry;
  const channels: Channel[] = [];
  for (let j = 0; j < step; j++) {
    const o = member(j);
    const ring = RingOperator.of(o, sites);
    if (ring.size === 0) continue;
    const operator = new SectorOperator(basis, ring, step === sites ? 0 : 'local');
    channels.push({
      perturbation,
      operator,
      multiplicity: sites / step,
      hermitian: isHermitianOn(o, sites),
      ...spectral,
    });
  }
  return channels;
}

/** A rate for all pairs of energies, one by one. */
function tabulatedRates(rate: (given: number) => number): Channel['rates'] {
  return (from, to, out = new Float64Array(from.length * to.length)) => {
    for (let i = 0, at = 0; i < to.length; i++)
      for (let j = 0; j < from.length; j++, at++) out[at] = rate(from[j]! - to[i]!);
    return out;
  };
}

function spectralRates(
  perturbation: Bath | Jump,
  reach: number,
): Pick<Channel, 'rate' | 'rates' | 'positive' | 'shift'> {
  if (perturbation.kind === 'jump')
    return { rate: () => 1, rates: tabulatedRates(() => 1), positive: () => true, shift: undefined };
  const { phonons } = perturbation;
  checkPhonons(phonons);
  const g = bathFunction(phonons);
  const { width, temperature } = phonons;
  const scale = 2 * Math.PI;
  // The panels have half the width of the phonon line, or half the temperature if that is moderately smaller; towards
  // zero they shrink anyway.
  const shift = interpolated(bathShift(phonons), reach, Math.min(width, Math.max(temperature, width / 8)) / 2);
  if (temperature > 0)
    return {
      rate: (w) => scale * g(w),
      rates: (from, to, out) => bathTable(phonons, { from, to, out }, scale),
      positive: () => true,
      shift,
    };
  // At T = 0 there is no transition between levels of the same energy, and rounding must not make one of them the lower
  // one.
  const same = degeneracyTolerance * reach;
  const rate = (w: number): number => (w > same ? scale * g(w) : 0);
  return { rate, rates: tabulatedRates(rate), positive: (w) => w > same, shift };
}

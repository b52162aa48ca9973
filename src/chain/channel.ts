import { type Phonons, bathFunction, bathShift, bathTable, checkPhonons } from './bath.js';
import { type RingBasis, type Symmetry, commonSymmetry, extensive } from './basis.js';
import { SectorOperator } from './blocks.js';
import { interpolated } from './interpolation.js';
import { type NumericOperator, RingOperator, addNumeric, adjointNumeric, inUnitsOf, sizeOf } from './operator.js';
import { degeneracyTolerance } from './spectrum.js';
import { refuse } from '../text/index.js';

/** One independent bath for each j, coupled by V_j (a_j + a†_j). chain (9) */
export interface Bath {
  readonly kind: 'bath';
  /** every term carries a displacement: V_j is what carries that of site j; ε_ph is part of it */
  readonly coupling: NumericOperator;
  readonly phonons: Phonons;
}

/** A periodic perturbation Σ_n e^{−inωt} H_n^{(+)} + h.c., n ≥ 1. chain (8), (20) */
export interface Drive {
  readonly kind: 'drive';
  /** ω > 0 */
  readonly frequency: number;
  /** half-width η_d > 0 of the Lorentzian that stands for δ in a finite system. chain (20) */
  readonly width: number;
  /** H_n^{(+)}, which absorbs n ω; ε_d is part of it */
  readonly harmonics: readonly { readonly multiple: number; readonly operator: NumericOperator }[];
}

/** Lindblad operators: Σ_j D[L_j], or a single one. chain (2) */
export interface Jump {
  readonly kind: 'jump';
  /** L_0; with `everywhere` its translates stand on all sites */
  readonly operator: NumericOperator;
  readonly everywhere: boolean;
}

export type Perturbation = Bath | Drive | Jump;

/** A chain whose conservation laws are weakly broken: H_0 on a ring, and what pumps and damps it. */
export interface DrivenChain {
  readonly sites: number;
  readonly hamiltonian: NumericOperator;
  readonly perturbations: readonly Perturbation[];
}

/**
 * One kind of transition: states m → k at rate multiplicity · rate(E_m − E_k) |⟨k|O|m⟩|², with the level shift of the
 * same process, multiplicity · shift(E_m − E_k) O†|k⟩⟨k|O.
 */
export interface Channel {
  readonly perturbation: Perturbation;
  readonly operator: SectorOperator;
  readonly multiplicity: number;
  /** O = O†, so that blocks serve both ways */
  readonly hermitian: boolean;
  readonly rate: (given: number) => number;
  /** rate(from[j] − to[i]) of all pairs, at i · from.length + j */
  readonly rates: (from: Float64Array, to: Float64Array) => Float64Array;
  /** whether the rate is above zero before it is rounded: a double may hold a zero where this says otherwise */
  readonly positive: (given: number) => boolean;
  /** undefined where there is none (Lindblad operators) */
  readonly shift: ((given: number) => number) | undefined;
}

/**
 * Drives of one frequency and width are one drive: their amplitudes add before they are squared.
 *
 * @diagnostic `drive-setting` where two drives of one frequency have different widths, or harmonics of two drives meet
 */
export function coherentDrives(perturbations: readonly Perturbation[]): Perturbation[] {
  const drives = new Map<number, Drive>();
  const others: Perturbation[] = [];
  for (const p of perturbations) {
    const known = p.kind === 'drive' ? drives.get(p.frequency) : undefined;
    if (p.kind !== 'drive') others.push(p);
    else if (!known) drives.set(p.frequency, p);
    else {
      if (known.width !== p.width) {
        refuse(
          'drive-setting',
          `two drives of the frequency ${p.frequency} have different widths, ${known.width} and ${p.width}: they act together, so one width is wanted`,
        );
      }
      const multiples = [...new Set([...known.harmonics, ...p.harmonics].map((h) => h.multiple))];
      const harmonics = multiples.map((multiple) => ({
        multiple,
        operator: [known, p].flatMap((d) =>
          d.harmonics.filter((h) => h.multiple === multiple).flatMap((h) => h.operator),
        ),
      }));
      drives.set(p.frequency, { ...known, harmonics });
    }
  }
  const energies = [...drives.values()]
    .flatMap(({ frequency, harmonics }) => harmonics.map(({ multiple }) => frequency * multiple))
    .sort((a, b) => a - b);
  energies.forEach((e, k) => {
    if (k > 0 && e - energies[k - 1]! <= 1e-12 * e)
      refuse('drive-setting', `harmonics of two drives meet at the frequency ${e}`, {
        hint: 'write them as harmonics of one drive',
      });
  });
  return [...drives.values(), ...others];
}

const translated = (operator: NumericOperator, by: number): NumericOperator =>
  operator.map((t) => ({ ...t, place: 'local', site: t.site + by }));

/** V_j of a bath: the words whose displacement stands at j. */
export function bathMember(coupling: NumericOperator, j: number, sites: number): NumericOperator {
  const modulo = (s: number): number => ((s % sites) + sites) % sites;
  return coupling
    .filter((t) => t.place === 'chain' || modulo(t.marker) === j)
    .map((t) =>
      t.place === 'chain'
        ? {
            ...t,
            place: 'local',
            site: t.site + j,
            staggered: false,
            ...(t.staggered && j % 2 === 1 && { re: -t.re, im: -t.im }),
          }
        : t,
    );
}

/** The members of a family on the ring, and how they behave under translation. */
export function perturbationFamily(
  perturbation: Bath | Jump,
  sites: number,
): { readonly member: (j: number) => NumericOperator; readonly single: boolean } {
  if (perturbation.kind === 'bath')
    return { member: (j) => bathMember(perturbation.coupling, j, sites), single: false };
  const { operator, everywhere } = perturbation;
  if (!everywhere || operator.some((t) => t.place === 'chain')) return { member: () => operator, single: true };
  return { member: (j) => translated(operator, j), single: false };
}

/** T V_j T† = ± V_{j + step} for all j with one sign. */
function familySign(member: (j: number) => NumericOperator, sites: number, step: number): -1 | 0 | 1 {
  let sign: -1 | 0 | 1 | undefined;
  for (let j = 0; j < sites; j++) {
    const here = RingOperator.of(member(j), sites, step);
    const there = RingOperator.of(member((j + step) % sites), sites);
    if (here.size === 0 && there.size === 0) continue;
    const s = here.signAgainst(there);
    if (s === 0 || (sign !== undefined && s !== sign)) return 0;
    sign = s;
  }
  return sign ?? 1;
}

/**
 * The sectors into which the problem falls: those of the Hamiltonian, as far as no perturbation ties them together.
 *
 * @diagnostic `ring-size`, `ring-too-small`, `odd-ring`, `not-hermitian`
 */
export function symmetryOf(chain: DrivenChain): Symmetry {
  const { sites, hamiltonian, perturbations } = chain;
  const others = perturbations.flatMap((p) => {
    if (p.kind === 'drive') return p.harmonics.map((h) => extensive(h.operator, sites));
    const { member, single } = perturbationFamily(p, sites);
    if (single) return [extensive(member(0), sites)];
    return [{ operator: member(0), sign: (step: number) => familySign(member, sites, step) }];
  });
  return commonSymmetry(sites, extensive(hamiltonian, sites), others);
}

/** γ = 2π d(E_k − E_m − nω), S = y/(y² + η²) with y = E_m − E_k + nω, for what absorbs n quanta. chain (20) */
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

/** How far energies of a spectrum lie apart at most: the range of level shifts that are tabulated. */
export interface ChannelOptions {
  readonly reach: number;
}

/**
 * The transitions of a perturbation on a ring.
 *
 * @diagnostic `bath-setting`, `drive-setting`
 */
export function channelsOf(basis: RingBasis, perturbation: Perturbation, { reach }: ChannelOptions): Channel[] {
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
  return (from, to) => {
    const out = new Float64Array(from.length * to.length);
    for (let i = 0, at = 0; i < to.length; i++)
      for (let j = 0; j < from.length; j++, at++) out[at] = rate(from[j]! - to[i]!);
    return out;
  };
}

function spectralRates(perturbation: Bath | Jump, reach: number): Pick<Channel, 'rate' | 'rates' | 'positive' | 'shift'> {
  if (perturbation.kind === 'jump')
    return { rate: () => 1, rates: tabulatedRates(() => 1), positive: () => true, shift: undefined };
  const { phonons } = perturbation;
  checkPhonons(phonons);
  const g = bathFunction(phonons);
  const { width, temperature } = phonons;
  const scale = 2 * Math.PI;
  // Panels of half a width of the phonons, or of their temperature where that is smaller but not by much: towards zero
  // they shrink anyway.
  const shift = interpolated(bathShift(phonons), reach, Math.min(width, Math.max(temperature, width / 8)) / 2);
  if (temperature > 0)
    return {
      rate: (w) => scale * g(w),
      rates: (from, to) => bathTable(phonons, from, to, scale),
      positive: () => true,
      shift,
    };
  // At T = 0 a level gives nothing to another of the same energy, and rounding must not make one of them the lower.
  const same = degeneracyTolerance * reach;
  const rate = (w: number): number => (w > same ? scale * g(w) : 0);
  return { rate, rates: tabulatedRates(rate), positive: (w) => w > same, shift };
}

/** A sum over the chain, carried into ± itself by the step of the basis. */
export function covariant(basis: RingBasis, operator: NumericOperator): SectorOperator {
  const { sites, symmetry, momenta } = basis;
  const ring = RingOperator.of(operator, sites);
  if (symmetry.step === sites) return new SectorOperator(basis, ring, 0);
  const sign = RingOperator.of(operator, sites, symmetry.step).signAgainst(ring);
  return new SectorOperator(basis, ring, sign === 1 ? 0 : sign === -1 ? momenta / 2 : 'local');
}

/** O = O†? */
export function isHermitianOn(operator: NumericOperator, sites: number): boolean {
  // In units of its largest coefficient: squares of others leave the range of doubles.
  const unit = inUnitsOf(operator, sizeOf(operator) || 1);
  return (
    RingOperator.of(addNumeric(unit, adjointNumeric(unit), -1), sites).squaredNorm <=
    1e-26 * RingOperator.of(unit, sites).squaredNorm
  );
}

import {
  type Channel,
  type DrivenChain,
  type RateSuperoperator,
  type ChainPerturbation,
  type Unknowns,
  transitionChannels,
  expectation,
  rateSuperoperatorOf,
  observableOf,
  solveSteadyState,
  symmetryOf,
  unknownsOf,
} from '../../chain/index.js';
import {
  type NumericOperator,
  RingBasis,
  RingOperator,
  type Spectrum,
  covariant,
  resolve,
  spectrumOf,
} from '../../ring/index.js';
import type { Mutant } from '../../law/index.js';
import { type ChainValues, chainOf } from '../cases/chain-models.js';

/** The functions with which the laws compute states, and which mutants replace. */
export interface ChainEngine {
  /** the operator that is diagonalised for a chain */
  hamiltonian(chain: DrivenChain): NumericOperator;
  /** the transitions that a perturbation causes */
  channels(basis: RingBasis, perturbation: ChainPerturbation, reach: number): Channel[];
  /** whether coherences between degenerate states are kept */
  readonly coherences: boolean;
}

type Shift = NonNullable<Channel['shift']>;
const shifts = new Map<string, Shift>();

/**
 * Channels of src/chain/. Level shifts, which take longest because they are principal values, are tabulated once for
 * each kind of phonons.
 */
function channels(basis: RingBasis, perturbation: ChainPerturbation, reach: number): Channel[] {
  const made = transitionChannels(basis, perturbation, { reach });
  if (perturbation.kind !== 'bath') return made;
  const key = JSON.stringify([perturbation.phonons, Math.ceil(reach / 100)]);
  return made.map((channel) => {
    const shift =
      shifts.get(key) ?? transitionChannels(basis, perturbation, { reach: 100 * Math.ceil(reach / 100) })[0]!.shift!;
    shifts.set(key, shift);
    return { ...channel, shift };
  });
}

/** The engine of the package, which the laws of driven chains check. */
export const chainEngine: ChainEngine = { hamiltonian: (chain) => chain.hamiltonian, channels, coherences: true };

/** Values of a driven chain, its H^{(+)}, and the engine that computes its state. */
export interface ChainCase {
  readonly values: ChainValues;
  /** H^{(+)} at the values */
  readonly drive: (values: ChainValues) => NumericOperator;
  readonly engine: ChainEngine;
}

/** The chain of a case, at its values or at others. */
export function chainIn({ values, drive }: ChainCase, other = values): DrivenChain {
  return chainOf(other, drive(other));
}

/** A chain, and the engine that computes its state. */
export interface ChainTask {
  readonly chain: DrivenChain;
  readonly engine: ChainEngine;
}

/** A prepared ring: spectrum, channels of every perturbation, unknowns. */
export interface PreparedRing {
  readonly spectrum: Spectrum;
  readonly channels: readonly (readonly Channel[])[];
}

export function preparedRing(
  { chain, engine: { hamiltonian, channels: of } }: ChainTask,
  resolvers: readonly NumericOperator[] = [],
): PreparedRing {
  const { sites, perturbations } = chain;
  const basis = new RingBasis(sites, symmetryOf(chain));
  const spectrum = resolve(
    spectrumOf(basis, RingOperator.of(hamiltonian(chain), sites)),
    resolvers.map((r) => covariant(basis, r)),
  );
  return { spectrum, channels: perturbations.map((p) => of(basis, p, 2 * spectrum.scale)) };
}

/** The exact state, and per-site expectation values in it. */
export interface State {
  readonly unknowns: Unknowns;
  readonly generators: readonly RateSuperoperator[];
  readonly values: Float64Array;
  mean(operator: NumericOperator): number;
}

export function stateOf(
  subject: ChainTask,
  strengths: readonly number[] = subject.chain.perturbations.map(() => 1),
): State {
  const { spectrum, channels: all } = preparedRing(subject);
  const unknowns = unknownsOf(spectrum, { coherences: subject.engine.coherences ? 'across charges' : 'none' });
  const generators = all.map((c) => rateSuperoperatorOf(unknowns, c));
  const { values } = solveSteadyState(
    generators.map((generator, i) => ({ superoperator: generator, strength: strengths[i]! })),
  );
  const { basis } = spectrum;
  return {
    unknowns,
    generators,
    values,
    mean: (operator) => expectation(observableOf(unknowns, covariant(basis, operator)), values) / basis.sites,
  };
}

/** Mutants with other transitions: those of a bath, of a drive, or of both. */
export function otherChannels<C extends { readonly engine: ChainEngine }>(
  name: string,
  change: (channel: Channel, sites: number) => Channel,
  kinds: readonly ChainPerturbation['kind'][] = ['bath'],
): Mutant<C> {
  return {
    name,
    operation: true,
    breaks: (c) => ({
      ...c,
      engine: {
        ...c.engine,
        channels: (basis, perturbation, reach) => {
          const made = c.engine.channels(basis, perturbation, reach);
          return kinds.includes(perturbation.kind) ? made.map((channel) => inStep(change(channel, basis.sites))) : made;
        },
      },
    }),
  };
}

/** Makes the rates of all pairs agree with the rate of one pair. */
function inStep(channel: Channel): Channel {
  return {
    ...channel,
    rates: (from, to) =>
      Float64Array.from({ length: from.length * to.length }, (_, at) =>
        channel.rate(from[at % from.length]! - to[Math.floor(at / from.length)]!),
      ),
  };
}

/** Rates from m to k taken for those from k to m. */
export const transposedRates = <C extends { readonly engine: ChainEngine }>(): Mutant<C> =>
  otherChannels('rates are transposed', (c) => ({ ...c, rate: (w) => c.rate(-w) }));

/** The sum over the bonds is forgotten, which gives the rates of one bath instead of N. */
export const missingN = <C extends { readonly engine: ChainEngine }>(): Mutant<C> =>
  otherChannels('the N of the phonons is missing', (c, sites) => ({ ...c, multiplicity: c.multiplicity / sites }));

/** Emission and absorption are both counted where no energy is exchanged. */
export const zeroTwice = <C extends { readonly engine: ChainEngine }>(): Mutant<C> =>
  otherChannels('g(0) is counted twice', (c) => ({ ...c, rate: (w) => (Math.abs(w) < 1e-9 ? 2 : 1) * c.rate(w) }));

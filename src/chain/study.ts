import { real, solveSmall } from '../numeric/index.js';
import { limit, refuse } from '../text/index.js';
import type { Phonons } from './bath.js';
import { type ActingPart, type EnergyBalance, balanceOf, oneTemperature } from './balance.js';
import { RingBasis, type Symmetry } from './basis.js';
import type { SectorOperator } from './blocks.js';
import { conservedByAll, conservesSpinX, withReason } from './conservation.js';
import {
  type Channel,
  type DrivenChain,
  type Perturbation,
  channelsOf,
  covariant,
  isHermitianOn,
  symmetryOf,
} from './channel.js';
import {
  checkIndependent,
  type Charge,
  type EnsembleState,
  type StateForces,
  TruncatedEnsemble,
  sumForces,
  forcesIn,
  forcesOn,
  steadyEnsemble,
} from './ensemble.js';
import { closedClasses, levelGraph } from './closed-classes.js';
import {
  type CoherenceOptions,
  type KeptElements,
  type RateSuperoperator,
  type CoherencePair,
  type ElementOptions,
  type Unknowns,
  elementBytes,
  rateBytes,
  rateSuperoperatorOf,
  memoryLimit,
  memoryText,
  unknownsOf,
} from './generator.js';
import { observableOf, resolvedExpectation } from './observable.js';
import { type NumericOperator, RingOperator, fitsRing, inUnitsOf, sizeOf } from './operator.js';
import { type Spectrum, conservedPart, diagonalOf, resolveBy, shiftedSpectrum, spectrumOf } from './spectrum.js';
import {
  KeptFactors,
  type SteadyState,
  type WeightedSuperoperator,
  refuseNotUnique,
  steadyBytes,
  steadyState,
  thermalState,
} from './steady.js';

/** A quantity of a truncated ensemble: an operator that H_0 conserves, or the conserved part of any. */
export interface Member {
  readonly name: string;
  readonly operator: NumericOperator;
  /** take X^c, the diagonal of X in the basis. chain (18) */
  readonly conservedPart: boolean;
}

export interface StudyOptions {
  /** what is being done, and how much of it is */
  readonly onProgress?: (what: string, fraction: number) => void;
}

/** The exact state at ε → 0, and what can be asked of it. */
export interface ExactState extends SteadyState, EnergyBalance {
  readonly spectrum: Spectrum;
  /** without coherences between states that S^z or a charge tells apart: an approximation, to be labelled */
  readonly populationsOnly: boolean;
  /** degenerate levels with coherences that are kept, and with coherences that are left out: 0 in the exact state */
  readonly degenerateLevels: { readonly kept: number; readonly leftOut: number };
  /** in equilibrium at temperature 0: closed classes of levels, each of which keeps what falls into it. 1 elsewhere */
  readonly traps: number;
  /** ⟨X⟩ of the whole ring */
  observe(operator: NumericOperator): number;
}

/** Which exact state is wanted. */
export interface ExactOptions {
  /**
   * Populations alone wherever S^z, the momentum and the charges among `resolvers` fix the states of a level: cheaper,
   * and an approximation. Coherences inside what these leave degenerate are kept, since no basis is distinguished there.
   */
  readonly populationsOnly?: boolean;
  /** operators that resolve degenerate levels, in this order: C_3 first */
  readonly resolvers?: readonly NumericOperator[];
}

/** A truncated ensemble of a driven chain. */
export interface Ensemble {
  readonly spectrum: Spectrum;
  readonly charges: readonly Charge[];
  readonly ensemble: TruncatedEnsemble;
  /** the steady one */
  solve(): { readonly state: EnsembleState; readonly residual: number; readonly iterations: number };
  /** ⟨X⟩ of the whole ring at a state of the ensemble */
  observe(operator: NumericOperator, state: EnsembleState): number;
}

interface PreparedChain {
  readonly basis: RingBasis;
  readonly spectrum: Spectrum;
  readonly key: string;
  /** key of the eigenvectors alone, whatever the field */
  readonly vectors: string;
  /** no two energies lie further apart */
  readonly reach: number;
}

/** A perturbation with its largest coefficient taken out: its rates are strength times those of what is left. */
interface ScaledPerturbation {
  readonly perturbation: Perturbation;
  /** the coefficient */
  readonly size: number;
  /** its square */
  readonly strength: number;
  /** of operators and settings */
  readonly key: string;
  /** of the operators alone */
  readonly operators: string;
}

/** Spectra and their resolutions that are kept. */
const maxKeptSpectra = 4;
/** Steps of their resolution: those that change nothing cost nothing. */
const maxKeptResolutions = 40;
/** Generators that are kept, as long as they take less memory than one may. */
const maxKeptSuperoperators = 6;
/**
 * Rates between populations are kept for other charges, and elements for other fields, up to this size in bytes;
 * beyond, they are summed as they come.
 */
const maxKeptBytes = 4e8;
const maxKeptElements = 4;
const maxKeptChannels = 12;
/** States at other strengths that a further one starts from. */
const maxKeptStates = 6;
const maxKeptCharges = 24;

/**
 * Steady states of chains, with everything that can be used again kept by its content: a spectrum without its field (a
 * field moves levels and leaves vectors), the rates of each perturbation without its strength. So a scan over
 * (ε_d/ε_ph)² computes one spectrum and one set of rates, and a scan over B one spectrum.
 */
export class ChainStudy {
  private readonly bases = new Map<string, RingBasis>();
  private readonly spectra = new Map<string, Spectrum>();
  private readonly resolved = new Map<string, Spectrum>();
  private readonly unknowns = new Map<string, Unknowns>();
  private readonly channelSets = new Map<string, Channel[]>();
  private readonly generators = new Map<string, RateSuperoperator>();
  private readonly elements = new Map<string, KeptElements>();
  private readonly charges = new Map<string, Charge>();
  private readonly growths = new Map<string, StateForces>();
  /** the last states of one problem, whatever the strengths */
  private readonly factors = new KeptFactors();
  private near: { readonly trail: string; readonly states: SteadyState[] } = { trail: '', states: [] };
  /** problems known to have one steady state, whatever the strengths */
  private readonly unique = new Set<string>();

  constructor(private readonly options: StudyOptions = {}) {}

  private progress(what: string): (done: number, total: number) => void {
    return (done, total) => this.options.onProgress?.(what, total === 0 ? 1 : done / total);
  }

  /** The sectors a chain falls into. */
  basis(chain: DrivenChain): RingBasis {
    const symmetry = symmetryOf(chain);
    return this.basisOf(chain.sites, symmetry);
  }

  private basisOf(sites: number, symmetry: Symmetry): RingBasis {
    return remember(
      this.bases,
      `${sites} ${symmetry.step} ${symmetry.modulus}`,
      maxKeptSpectra,
      () => new RingBasis(sites, symmetry),
    );
  }

  /**
   * The spectrum of H_0 in the sectors that the whole problem leaves, its levels resolved by the operators in turn.
   *
   * @diagnostic `not-hermitian`, and those of `symmetryOf` and `spectrumOf`
   */
  spectrum(chain: DrivenChain, resolvers: readonly NumericOperator[] = []): Spectrum {
    return this.prepare(chain, resolvers).spectrum;
  }

  private prepare(chain: DrivenChain, resolvers: readonly NumericOperator[]): PreparedChain {
    const { sites } = chain;
    const basis = this.basis(chain);
    if (!isHermitianOn(chain.hamiltonian, sites))
      refuse('not-hermitian', 'the Hamiltonian is not Hermitian at these parameters');
    if (!Number.isFinite(spectrumReach(chain))) {
      limit('overflow', `the energies on a ring of ${sites} sites exceed the range of double precision`, {
        hint: 'only ratios of energies matter: divide them all by one of them',
      });
    }
    const { field, rest } =
      basis.symmetry.modulus === 0 ? splitField(chain.hamiltonian) : { field: 0, rest: chain.hamiltonian };
    const { step, modulus } = basis.symmetry;
    const bareKey = `${sites} ${step} ${modulus} ${keyOf(rest)}`;
    const bare = remember(this.spectra, bareKey, maxKeptSpectra, () =>
      spectrumOf(basis, RingOperator.of(rest, sites), this.progress('spectrum')),
    );
    // Only what tells levels apart makes another basis.
    let key = bareKey;
    let resolved = bare;
    for (const r of resolvers) {
      // A charge that is wider than the ring, as C_3 on two sites, tells nothing apart there.
      if (!fitsRing(r, sites)) continue;
      const next = `${key} | ${keyOf(r)}`;
      const before = resolved;
      resolved = remember(this.resolved, next, maxKeptResolutions, () => resolveBy(before, covariant(basis, r)));
      if (resolved !== before) key = next;
    }
    const reach = spectrumReach(chain);
    if (field === 0) return { basis, spectrum: resolved, key, vectors: key, reach };
    const spectrum = shiftedSpectrum(
      resolved,
      basis.sectors.map((s) => field * (s.charge - sites / 2)),
    );
    return { basis, spectrum, key: `${key} @ ${field.toPrecision(14)}`, vectors: key, reach };
  }

  /** Refuses rates between populations alone that do not fit, before the spectrum is computed. */
  private checkMemory(chain: DrivenChain): void {
    const basis = this.basis(chain);
    const reach = spectrumReach(chain);
    let numbers = 0;
    for (const p of chain.perturbations) {
      const n = scaledPerturbation(p);
      if (!n) continue;
      const channels = this.channels({ basis, reach }, n);
      for (const from of basis.sectors) {
        for (const to of basis.sectors)
          if (channels.some((c) => c.operator.couples(from, to))) numbers += from.orbits.length * to.orbits.length;
      }
    }
    if (8 * numbers > memoryLimit) refuseMemory(8 * numbers, `the rates between ${basis.dimension} populations`);
  }

  /** Bytes of the rates and factors that `exact` will hold. Cheap: nothing is computed but the spectrum. */
  bytes(chain: DrivenChain, options: ExactOptions = {}): number {
    this.checkMemory(chain);
    const prepared = this.prepare(chain, options.resolvers ?? []);
    const { unknowns } = this.unknownsFor(prepared, chain, options);
    return chain.perturbations.reduce((sum, p) => {
      const n = scaledPerturbation(p);
      return n ? sum + rateBytes(unknowns, this.channels(prepared, n)) : sum;
    }, steadyBytes(unknowns));
  }

  /** @returns the unknowns, and a label that tells their generators from those of other unknowns */
  private unknownsFor(
    prepared: PreparedChain,
    chain: DrivenChain,
    { populationsOnly = false, resolvers = [] }: ExactOptions,
  ): { readonly unknowns: Unknowns; readonly label: string } {
    const across = this.tiesCharges(prepared, chain);
    if (!populationsOnly) {
      const label = across ? 'coherent' : 'coherent within';
      return { label, unknowns: this.unknownsOf(prepared, label, () => ({ coherences: coherencesAcross(across) })) };
    }
    const label = `populations by ${across} ${resolvers.map(keyOf).join(' | ')}`;
    return {
      label,
      unknowns: this.unknownsOf(prepared, label, () => {
        const fitting = resolvers.filter((r) => fitsRing(r, chain.sites));
        const labels = fitting.flatMap((r) => labelsBy(prepared.spectrum, covariant(prepared.basis, r)));
        const isFixed = labels.length > 0 && distinguishesSpin(prepared.basis, chain);
        return { coherences: coherencesAcross(across && !isFixed), labels };
      }),
    };
  }

  private unknownsOf(prepared: PreparedChain, label: string, options: () => CoherenceOptions): Unknowns {
    return remember(this.unknowns, `${prepared.key} ${label}`, maxKeptSpectra, () => unknownsOf(prepared.spectrum, options()));
  }

  private channels({ basis, reach }: Pick<PreparedChain, 'basis' | 'reach'>, { perturbation, key }: ScaledPerturbation): Channel[] {
    const { sites, symmetry } = basis;
    return remember(this.channelSets, `${sites} ${symmetry.step} ${symmetry.modulus} ${reach} ${key}`, maxKeptChannels, () =>
      channelsOf(basis, perturbation, { reach }),
    );
  }

  /**
   * One generator for each perturbation that acts, with its strength in units of the largest: only ratios matter.
   */
  private parts(
    prepared: PreparedChain,
    chain: DrivenChain,
    unknowns: Unknowns,
    label: string,
  ): { superoperator: RateSuperoperator; strength: number; key: string }[] {
    const normals = chain.perturbations.map((p) => scaledPerturbation(p)).filter((n) => n !== undefined);
    const largest = normals.reduce((m, n) => Math.max(m, n.size), 0);
    const bytes = normals.reduce((sum, n) => sum + rateBytes(unknowns, this.channels(prepared, n)), 0);
    const all = bytes + steadyBytes(unknowns);
    if (all > memoryLimit)
      refuseMemory(all, `the rates between ${unknowns.size} populations and coherences, with their factors,`);
    return normals.map((n) => {
      const key = `${prepared.key} ${label} ${n.key}`;
      let generator = this.generators.get(key);
      if (!generator) {
        this.makeRoom(bytes);
        generator = rateSuperoperatorOf(unknowns, this.channels(prepared, n), this.sweep(prepared, n));
        this.generators.set(key, generator);
      }
      const strength = (n.size / largest) ** 2;
      return { superoperator: generator, strength: strength < minStrength ? 0 : strength, key };
    });
  }

  /** How a perturbation's elements are come by: those of small rings are kept, they serve every field. */
  private sweep(prepared: PreparedChain, normal: ScaledPerturbation): ElementOptions {
    const onProgress = this.progress(`rates of the ${normal.perturbation.kind}`);
    const { operators } = normal;
    if (elementBytes(prepared.basis, this.channels(prepared, normal)) > maxKeptBytes) return { onProgress };
    return {
      onProgress,
      elements: remember(this.elements, `${prepared.vectors} ${operators}`, maxKeptElements, () => new Map()),
    };
  }

  /** Drops the oldest generators until another fits. */
  private makeRoom(bytes: number): void {
    const size = (g: RateSuperoperator): number => g.gains.reduce((s, b) => s + 8 * b.values.length, 0);
    let used = bytes;
    for (const g of this.generators.values()) used += size(g);
    for (const [key, g] of this.generators) {
      if (this.generators.size < maxKeptSuperoperators && used <= memoryLimit) break;
      used -= size(g);
      this.generators.delete(key);
    }
  }

  /**
   * The exact state for ε → 0. chain (11)
   *
   * @diagnostic those of `steadyState`, `generatorOf` and `spectrum`
   */
  exact(chain: DrivenChain, options: ExactOptions = {}): ExactState {
    // A quantity that is kept by every operator is known beforehand; rounding may hide it from the rates.
    const law = chain.perturbations.some((p) => scaledPerturbation(p) !== undefined) ? conservedByAll(chain) : undefined;
    if (law !== undefined) refuseNotUnique(law);
    return withReason(chain, () => this.solved(chain, options));
  }

  private solved(chain: DrivenChain, options: ExactOptions): ExactState {
    const { populationsOnly = false, resolvers = [] } = options;
    this.checkMemory(chain);
    const prepared = this.prepare(chain, resolvers);
    const { unknowns, label } = this.unknownsFor(prepared, chain, options);
    const parts = this.parts(prepared, chain, unknowns, label);
    if (parts.length === 0) nothingActs();
    const trail = `${prepared.key} ${label}`;
    const kinds = `${trail} ${parts.map((p) => p.key).join(' ')}`;
    if (this.near.trail !== trail) {
      this.near = { trail, states: [] };
      this.factors.clear();
    }
    const { states } = this.near;
    const temperature = equilibrium(chain, prepared.spectrum, parts);
    let state: SteadyState;
    let traps = 1;
    if (temperature !== undefined) {
      // Which levels a bath joins does not depend on its temperature, so that a warm one tells whether the state is
      // unique.
      if (!this.unique.has(kinds)) this.solved(warmed(chain, prepared.spectrum), options);
      state = thermalState(parts, temperature);
      if (temperature === 0) traps = trapsOf(parts);
    } else {
      state = steadyState(parts, {
        near: states,
        kept: this.factors,
        unique: !this.unique.has(kinds),
        onProgress: (change) =>
          this.options.onProgress?.('steady state', Math.min(1, Math.max(0, -Math.log10(change || 1e-13) / 13))),
      });
      states.push(state);
      if (states.length > maxKeptStates) states.shift();
    }
    this.unique.add(kinds);
    return {
      ...state,
      spectrum: prepared.spectrum,
      populationsOnly,
      degenerateLevels: populationsOnly
        ? degenerateLevels(unknowns, coherencesAcross(this.tiesCharges(prepared, chain)))
        : { kept: 0, leftOut: 0 },
      traps,
      ...balanceOf(state, chain, actingParts(chain, parts)),
      observe: (operator) => {
        const size = sizeOf(operator);
        if (size === 0) return 0;
        const weights = observableOf(unknowns, covariant(prepared.basis, inUnitsOf(operator, size)));
        return size * resolvedExpectation(unknowns, weights, state.values);
      },
    };
  }

  /**
   * Does a perturbation change S^z by different amounts in one and the same operator? Only then do coherences between
   * sectors of different S^z feed on populations.
   */
  private tiesCharges(prepared: PreparedChain, chain: DrivenChain): boolean {
    return chain.perturbations.some((p) => {
      const n = scaledPerturbation(p);
      return (
        n !== undefined && this.channels(prepared, n).some((c) => c.operator.operator.magnetisationChanges().size > 1)
      );
    });
  }

  /**
   * A truncated ensemble. chain (1)
   *
   * @param resolvers  what resolves degenerate levels before the members do: C_3
   * @diagnostic `not-conserved`, `charges-do-not-commute`, `charge-not-broken`, `no-rates`
   */
  ensemble(chain: DrivenChain, members: readonly Member[], resolvers: readonly NumericOperator[] = []): Ensemble {
    if (members.length === 0) refuse('no-charges', 'an ensemble needs at least one conserved quantity');
    const { sites } = chain;
    for (const { name, operator } of members)
      if (!isHermitianOn(operator, sites)) refuse('not-hermitian', `${name} is not Hermitian`);
    const ordered = [
      ...resolvers,
      ...members.filter((m) => !m.conservedPart).map((m) => m.operator),
      ...members.filter((m) => m.conservedPart).map((m) => m.operator),
    ];
    const prepared = this.prepare(chain, ordered);
    const { basis, spectrum } = prepared;
    const charges = members.map((m) =>
      remember(this.charges, `${prepared.key} ${m.name} ${m.conservedPart} ${keyOf(m.operator)}`, maxKeptCharges, () =>
        chargeOf(spectrum, covariant(basis, m.operator), m),
      ),
    );
    const parts = chain.perturbations.flatMap((p) => {
      const n = scaledPerturbation(p);
      if (!n) return [];
      return [
        {
          growth: this.growth(prepared, n, charges, members),
          strength: n.strength,
          turnedOn: p.kind !== 'bath',
          kind: p.kind,
        },
      ];
    });
    if (parts.length === 0) nothingActs();
    const total = new TruncatedEnsemble(charges, sumForces(parts));
    return {
      spectrum,
      charges,
      ensemble: total,
      solve: () => {
        if (chain.perturbations.some((p) => p.kind === 'bath' && p.phonons.temperature === 0)) {
          refuse('bath-setting', 'at temperature 0 the Lagrange parameters of an ensemble are infinite', {
            hint: 'take a small temperature, as in with temperature = 1/20, or the exact state',
          });
        }
        checkBroken(total, charges);
        const baths = chain.perturbations.filter((p) => p.kind === 'bath');
        const start =
          baths.length > 0 ? thermalLagrange(spectrum, charges, baths[0]!.phonons) : new Float64Array(charges.length);
        return steadyEnsemble(charges, parts, start);
      },
      observe: (operator, state) => {
        const values = diagonalOf(spectrum, covariant(basis, operator));
        return values.reduce((sum, v, m) => sum + v * state.populations[m]!, 0);
      },
    };
  }

  private growth(prepared: PreparedChain, normal: ScaledPerturbation, charges: readonly Charge[], members: readonly Member[]): StateForces {
    const key = `${prepared.key} ${normal.key} ${members.map((m) => `${m.conservedPart} ${keyOf(m.operator)}`).join(' | ')}`;
    return remember(this.growths, key, 12, () => {
      const channels = this.channels(prepared, normal);
      const unknowns = this.unknownsOf(prepared, 'populations', () => ({ coherences: 'none' }));
      const bytes = rateBytes(unknowns, channels);
      if (bytes > maxKeptBytes) return forcesOn(prepared.spectrum, channels, charges, this.sweep(prepared, normal));
      const generatorKey = `${prepared.key} populations ${normal.key}`;
      let generator = [
        generatorKey,
        ...['coherent', 'coherent within'].map((l) => `${prepared.key} ${l} ${normal.key}`),
      ]
        .map((k) => this.generators.get(k))
        .find((g) => g !== undefined);
      if (!generator) {
        this.makeRoom(bytes);
        generator = rateSuperoperatorOf(unknowns, channels, this.sweep(prepared, normal));
        this.generators.set(generatorKey, generator);
      }
      return forcesIn(generator, charges);
    });
  }
}

/**
 * From this ratio of the width of the spectrum to the temperature on the rates between the coldest levels drown beside
 * the others.
 */
const coldSpectrumRatio = 30;

/**
 * The temperature of a chain that is in equilibrium, where its rates are too different for doubles: all that acts on it
 * are baths of one temperature. Then detailed balance, g(−w) = e^{−w/T} g(w), makes e^{−H_0/T}/Z the null vector of
 * chain (11), and no equations have to be solved for it. At T = 0 it is the limit of small temperatures: the ground
 * state.
 */
function equilibrium(
  { perturbations }: DrivenChain,
  { energies }: Spectrum,
  parts: readonly WeightedSuperoperator[],
): number | undefined {
  const acting = perturbations.filter((p) => scaledPerturbation(p) !== undefined);
  const temperature = oneTemperature(acting);
  if (temperature === undefined) return undefined;
  const width =
    energies.reduce((m, e) => Math.max(m, e), -Infinity) - energies.reduce((m, e) => Math.min(m, e), Infinity);
  return width > coldSpectrumRatio * temperature || parts.some((p) => p.superoperator.underflows) ? temperature : undefined;
}

const coherencesAcross = (across: boolean): CoherenceOptions['coherences'] => (across ? 'across charges' : 'within charges');

/** Levels that a perturbation may leave in a superposition: those with coherences among the unknowns, and the others. */
function degenerateLevels(
  unknowns: Unknowns,
  all: CoherenceOptions['coherences'],
): { readonly kept: number; readonly leftOut: number } {
  const exact = unknownsOf(unknowns.spectrum, { coherences: all });
  const leftOut = exact.pairs.filter((p) => !unknowns.pairOf.has(p.n * unknowns.spectrum.basis.dimension + p.m));
  const count = (list: readonly CoherencePair[]): number => new Set(list.map((p) => p.level)).size;
  return { kept: count(unknowns.pairs), leftOut: count(leftOut) };
}

/** The eigenvalues of an operator on every state, where it is conserved and takes more than one value. */
function labelsBy(spectrum: Spectrum, operator: SectorOperator): Float64Array[] {
  if (operator.transfer !== 0) return [];
  const { diagonal, leaves, mixes } = conservedPart(spectrum, operator);
  const isCharge = leaves <= conservedTolerance && mixes <= conservedTolerance;
  return isCharge && diagonal.some((v) => v !== diagonal[0]) ? [diagonal] : [];
}

/** Whether S^z is conserved, and is the only component of the spin that is: then its values tell states apart. */
function distinguishesSpin({ symmetry, sites }: RingBasis, { hamiltonian }: DrivenChain): boolean {
  return symmetry.modulus === 0 && !conservesSpinX(RingOperator.of(hamiltonian, sites));
}

/** The parts by perturbation of the chain, with their own strengths. */
function actingParts({ perturbations }: DrivenChain, parts: readonly WeightedSuperoperator[]): (ActingPart | undefined)[] {
  let next = 0;
  return perturbations.map((perturbation) => {
    const normal = scaledPerturbation(perturbation);
    return normal && { perturbation, superoperator: parts[next++]!.superoperator, strength: normal.strength };
  });
}

/** Closed classes of levels: at temperature 0 nothing leaves a level from which the bath cannot take energy. */
function trapsOf(parts: readonly WeightedSuperoperator[]): number {
  const generators = parts.map((p) => p.superoperator);
  return closedClasses(levelGraph(generators[0]!.unknowns), generators).count;
}

/** The same couplings to phonons for which all transitions are about equally fast. */
function warmed(chain: DrivenChain, { scale }: Spectrum): DrivenChain {
  const unit = 2 * scale || 1;
  return {
    ...chain,
    perturbations: chain.perturbations.map((p) =>
      p.kind === 'bath' ? { ...p, phonons: { temperature: unit, frequency: unit, width: unit } } : p,
    ),
  };
}

/**
 * Strengths below this part of the largest are zero: beside it their rates would be subnormal, and lose their digits.
 * A state that is unique without them changes by no more than this.
 */
const minStrength = 1e-290;

function refuseMemory(bytes: number, what: string): never {
  return limit('out-of-memory', `${what} take ${memoryText(bytes)}, more than the ${memoryText(memoryLimit)} allowed`, {
    hint: 'take a smaller ring, or a truncated ensemble: --ensemble gge:…',
  });
}

/** A bound on the width of the spectrum: words have norm one. */
function spectrumReach({ hamiltonian, sites }: DrivenChain): number {
  return (
    2 * hamiltonian.reduce((sum, t) => sum + (t.place === 'chain' ? sites : 1) * Math.hypot(t.re, t.im), 0) + 1e-300
  );
}

function nothingActs(): never {
  return refuse('no-rates', 'nothing perturbs the chain: every state that commutes with the Hamiltonian is steady', {
    hint: 'add a bath, a drive or a jump, with a strength that is not zero',
  });
}

/** The value of a map, made when it is not there; the oldest entries make room. */
function remember<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  while (map.size >= most) map.delete(map.keys().next().value!);
  map.set(key, made);
  return made;
}

/** Numbers to fourteen digits: what differs by rounding is the same content. */
function keyOf(operator: NumericOperator): string {
  return operator
    .filter((t) => t.re !== 0 || t.im !== 0)
    .map((t) =>
      [
        t.word.x,
        t.word.z,
        t.word.xHigh,
        t.word.zHigh,
        t.place,
        t.site,
        t.displaced,
        t.marker,
        t.staggered,
        t.re.toPrecision(14),
        t.im.toPrecision(14),
      ].join(','),
    )
    .join(';');
}

/** The uniform field along z, as the coefficient of Σ S^z, and the rest. */
export function splitField(hamiltonian: NumericOperator): { field: number; rest: NumericOperator } {
  const isField = (t: NumericOperator[number]): boolean =>
    t.place === 'chain' && !t.staggered && t.word.x === 0 && t.word.z === 1 && t.word.xHigh === 0 && t.word.zHigh === 0;
  // S^z = Z/2
  return {
    field: hamiltonian.filter(isField).reduce((sum, t) => sum + 2 * t.re, 0),
    rest: hamiltonian.filter((t) => !isField(t)),
  };
}

function scaledPerturbation(perturbation: Perturbation): ScaledPerturbation | undefined {
  const operators =
    perturbation.kind === 'drive'
      ? perturbation.harmonics.map((h) => h.operator)
      : [perturbation.kind === 'bath' ? perturbation.coupling : perturbation.operator];
  const size = Math.max(0, ...operators.map(sizeOf));
  if (size === 0) return undefined;
  const unit = (o: NumericOperator): NumericOperator => inUnitsOf(o, size);
  const scaled: Perturbation =
    perturbation.kind === 'drive'
      ? { ...perturbation, harmonics: perturbation.harmonics.map((h) => ({ ...h, operator: unit(h.operator) })) }
      : perturbation.kind === 'bath'
        ? { ...perturbation, coupling: unit(perturbation.coupling) }
        : { ...perturbation, operator: unit(perturbation.operator) };
  const settings =
    scaled.kind === 'drive'
      ? [scaled.frequency, scaled.width, ...scaled.harmonics.flatMap((h) => [h.multiple, keyOf(h.operator)])]
      : scaled.kind === 'bath'
        ? [scaled.phonons.temperature, scaled.phonons.frequency, scaled.phonons.width, keyOf(scaled.coupling)]
        : [scaled.everywhere, keyOf(scaled.operator)];
  return {
    perturbation: scaled,
    size,
    strength: size * size,
    key: `${scaled.kind} ${settings.join(' ')}`,
    operators: `${scaled.kind} ${operators.map((o) => keyOf(unit(o))).join(' / ')} ${scaled.kind === 'jump' && scaled.everywhere}`,
  };
}

/** A quantity that is "conserved" to rounding: eigenvectors of levels that lie close mix it by no more. */
const conservedTolerance = 1e-7;

function chargeOf(spectrum: Spectrum, operator: SectorOperator, { name, conservedPart: projected }: Member): Charge {
  const { diagonal, leaves, mixes } = conservedPart(spectrum, operator);
  if (!projected && leaves > conservedTolerance) {
    refuse('not-conserved', `${name} is not conserved by the Hamiltonian`, {
      hint: `conserved(${name}) is its conserved part`,
    });
  }
  if (mixes > conservedTolerance) {
    refuse('charges-do-not-commute', `${name} cannot be diagonalised together with the quantities before it`, {
      hint: 'a truncated ensemble takes charges that commute',
    });
  }
  return { name, values: diagonal };
}

/** @diagnostic `charge-not-broken` */
function checkBroken({ stateForces: growth }: TruncatedEnsemble, charges: readonly Charge[]): void {
  charges.forEach(({ name, values }, i) => {
    const size = values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
    if (size === 0)
      refuse('susceptibility-singular', `${name} vanishes on this ring, so its Lagrange parameter is not determined`, {
        hint: `leave ${name} out of the ensemble`,
      });
    if (growth[i]!.every((g) => g === 0)) {
      refuse(
        'charge-not-broken',
        `${name} is conserved by every perturbation, so its Lagrange parameter stays what it was at the start`,
        {
          hint: `leave ${name} out of the ensemble, or add a perturbation that breaks it`,
        },
      );
    }
  });
}

/**
 * λ of the thermal state as far as the charges can express H_0: Σ λ_i C_i = H_0/T by least squares. (λ_1, λ_2) = (−B/T,
 * 1/T)
 */
export function thermalLagrange({ energies }: Spectrum, charges: readonly Charge[], { temperature }: Phonons): Float64Array {
  const n = charges.length;
  const gram = real(n, n);
  const right = new Float64Array(n);
  // An overall constant is the identity's: deviations from the mean count.
  const centred = (v: Float64Array): Float64Array => {
    const mean = v.reduce((s, x) => s + x, 0) / v.length;
    return v.map((x) => x - mean);
  };
  const values = charges.map((c) => centred(c.values));
  const h = centred(energies);
  for (let i = 0; i < n; i++) {
    for (let m = 0; m < h.length; m++) right[i]! += values[i]![m]! * h[m]!;
    for (let j = 0; j < n; j++)
      for (let m = 0; m < h.length; m++) gram.re[i * n + j]! += values[i]![m]! * values[j]![m]!;
  }
  checkIndependent(gram, charges);
  return solveSmall(gram, right).value.map((a) => a / temperature);
}

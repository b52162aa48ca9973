import {
  covariant,
  diagonalOf,
  fitsRing,
  inUnitsOf,
  isHermitianOn,
  largestCoefficient,
  type NumericOperator,
  type RingBasis,
  type Spectrum,
} from '../ring/index.js';
import { checkThreads, startThreads } from '../numeric/index.js';
import { refuse } from '../text/index.js';
import { actingParts } from './acting-parts.js';
import { balanceOf } from './balance.js';
import { rateBytes } from './block-couplings.js';
import { ensembleCharge, checkBroken, thermalLagrange } from './charges.js';
import { conservedByAll, withReason } from './conservation.js';
import { TruncatedEnsemble } from './ensemble.js';
import { enclosedState } from './enclosed-state.js';
import { type Effort, effortOf } from './effort.js';
import { equilibrium, trapsOf, warmed } from './equilibrium.js';
import { dependentCharges } from './independence.js';
import { type EnsembleCharge, forcesIn, forcesOn, type StateForces, sumForces } from './forces.js';
import { KeptFactors } from './kept-factors.js';
import { KeptRates, maxKeptBytes } from './kept-rates.js';
import { KeptSpectra } from './kept-spectra.js';
import { checkBytes, threadsThatFit } from './memory.js';
import { type DrivenChain, spectrumReach } from './model.js';
import { observableOf, resolvedExpectation, resolvedSum } from './observable.js';
import { coherencesAcross, degenerateLevels, distinguishesSpin, labelsBy } from './populations.js';
import { refuseNotUnique } from './refusals.js';
import { remember } from './remember.js';
import { contentKey, minStrength, scaledPerturbation, type ScaledPerturbation } from './scaled-perturbation.js';
import type { ChainState } from './state.js';
import { steadyEnsemble } from './steady-ensemble.js';
import { steadyBytes, solveSteadyState } from './steady-state.js';
import type {
  ChainRelaxation,
  Ensemble,
  EnsembleOptions,
  ExactOptions,
  ExactState,
  Member,
  PreparedChain,
  RelaxationPart,
  StageProgress,
  StudyOptions,
} from './study-types.js';
import { chainThread } from './chain-thread-file.js';
import { thermalState } from './thermal-state.js';
import { type CoherenceOptions, type Unknowns, unknownsOf } from './unknowns.js';

/** Number of sets of unknowns that are kept. */
const maxKeptUnknowns = 4;

/** Number of states at other strengths from which a new one starts. */
const maxKeptStates = 6;

/** Number of charges of ensembles that are kept. */
const maxKeptCharges = 24;

/**
 * Computes steady states of chains, and keeps everything that can be reused, keyed by its content: a spectrum without
 * its field (which shifts levels but does not change vectors), and the rates of each perturbation without its strength.
 * So a scan over (ε_d/ε_ph)² computes one spectrum and one set of rates, and a scan over B computes one spectrum.
 */
export class ChainStudy {
  private readonly unknowns = new Map<string, Unknowns>();
  private readonly charges = new Map<string, EnsembleCharge>();
  private readonly growths = new Map<string, StateForces>();
  /** the last states of one problem, at any strengths */
  private readonly factors = new KeptFactors();
  private near: { readonly trail: string; readonly states: ChainState[] } = { trail: '', states: [] };
  /** problems known to have a single steady state at any strengths */
  private readonly unique = new Set<string>();
  /** fewer threads than wanted where their work spaces do not fit into memory */
  private readonly sharing: { threads: number; readonly file: URL };
  private readonly spectra: KeptSpectra;
  private readonly rates: KeptRates;

  constructor(private readonly options: StudyOptions = {}) {
    const progress: StageProgress = (what) => (done, total) =>
      this.options.onProgress?.(what, total === 0 ? 1 : done / total);
    this.sharing = { threads: checkThreads(options.threads ?? 1), file: chainThread };
    this.spectra = new KeptSpectra(progress, this.sharing, options.cache);
    this.rates = new KeptRates(progress, this.sharing, options.cache);
  }

  /** The sectors a chain falls into. */
  basis(chain: DrivenChain): RingBasis {
    return this.spectra.basis(chain);
  }

  /**
   * The spectrum of H_0 in the sectors of the whole problem, with its levels resolved by the operators in turn.
   *
   * @diagnostic `not-hermitian`, and those of `symmetryOf` and `spectrumOf`
   */
  spectrum(chain: DrivenChain, resolvers: readonly NumericOperator[] = []): Spectrum {
    return this.spectra.prepare(chain, resolvers).spectrum;
  }

  /**
   * The effort of an exact state, from the sectors alone, before anything is computed.
   *
   * @diagnostic `out-of-memory` where its rates do not fit into memory
   */
  estimate(chain: DrivenChain, { populationsOnly = false }: ExactOptions = {}): Effort {
    const basis = this.basis(chain);
    const reach = spectrumReach(chain);
    const channelSets = chain.perturbations.flatMap((p) => {
      const n = scaledPerturbation(p);
      return n ? [this.rates.channels({ basis, reach }, n)] : [];
    });
    const effortWith = (threads: number): Effort => effortOf(basis, channelSets, populationsOnly, threads);
    this.sharing.threads = threadsThatFit(this.sharing.threads, (threads) => effortWith(threads).bytes);
    const effort = effortWith(this.sharing.threads);
    startThreads(chainThread, this.sharing.threads, effort.seconds);
    checkBytes(
      effort.bytes,
      `the rates between ${basis.dimension} populations${populationsOnly ? '' : ', with their factors,'}`,
      populationsOnly ? undefined : 'take --populations, a smaller ring, or a truncated ensemble: --ensemble gge:…',
    );
    return effort;
  }

  /**
   * Number of bytes of the rates and factors that `exact` will hold. This is cheap, since only the spectrum is
   * computed.
   */
  bytes(chain: DrivenChain, options: ExactOptions = {}): number {
    this.estimate(chain, options);
    const prepared = this.spectra.prepare(chain, options.resolvers ?? []);
    const { unknowns } = this.unknownsFor(prepared, chain, options);
    return chain.perturbations.reduce(
      (sum, p) => {
        const n = scaledPerturbation(p);
        return n ? sum + rateBytes(unknowns, this.rates.channels(prepared, n)) : sum;
      },
      steadyBytes(unknowns, this.sharing.threads),
    );
  }

  /** @returns the unknowns, and a label that distinguishes their superoperators from those of other unknowns */
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
    const label = `populations by ${across} ${resolvers.map(contentKey).join(' | ')}`;
    return {
      label,
      unknowns: this.unknownsOf(prepared, label, () => {
        const fitting = resolvers.filter((r) => fitsRing(r, chain.sites));
        const fixedSpin = distinguishesSpin(prepared.basis, chain);
        const operators = fitting.map((r) => covariant(prepared.basis, r));
        const labels = labelsBy(prepared.spectrum, operators, { fixedSpin });
        return { coherences: coherencesAcross(across && !(fixedSpin && labels.length > 0)), labels };
      }),
    };
  }

  private unknownsOf(prepared: PreparedChain, label: string, options: () => CoherenceOptions): Unknowns {
    return remember(this.unknowns, `${prepared.key} ${label}`, maxKeptUnknowns, () =>
      unknownsOf(prepared.spectrum, options()),
    );
  }

  /**
   * One rate superoperator for each perturbation that acts, with its strength in units of the largest: only ratios matter.
   */
  private parts(prepared: PreparedChain, chain: DrivenChain, unknowns: Unknowns, label: string): RelaxationPart[] {
    const normals = chain.perturbations.map((p) => scaledPerturbation(p)).filter((n) => n !== undefined);
    const largest = largestSize(chain);
    const bytes = normals.reduce((sum, n) => sum + rateBytes(unknowns, this.rates.channels(prepared, n)), 0);
    const all = (threads: number): number => bytes + steadyBytes(unknowns, threads);
    this.sharing.threads = threadsThatFit(this.sharing.threads, all);
    checkBytes(
      all(this.sharing.threads),
      `the rates between ${unknowns.size} populations and coherences, with their factors,`,
    );
    return normals.map((n) => {
      const superoperator = this.rates.superoperator(prepared, n, unknowns, { labels: [label], bytes });
      const strength = (n.size / largest) ** 2;
      return {
        superoperator,
        strength: strength < minStrength ? 0 : strength,
        perturbation: n.perturbation,
        key: this.rates.keyOf(prepared, label, n),
      };
    });
  }

  /**
   * The exact state for ε → 0. chain (11)
   *
   * @diagnostic those of `steadyState`, `rateSuperoperatorOf` and `spectrum`
   */
  exact(chain: DrivenChain, options: ExactOptions = {}): ExactState {
    return withReason(chain, () => this.solved(chain, options));
  }

  /**
   * The rates with which a chain relaxes, for states that commute with H_0.
   *
   * @diagnostic those of `rateSuperoperatorOf` and `spectrum`, `no-rates`
   */
  relaxation(chain: DrivenChain, options: ExactOptions = {}): ChainRelaxation {
    const { prepared, unknowns, parts } = this.prepared(chain, options);
    return {
      sites: chain.sites,
      spectrum: prepared.spectrum,
      unknowns,
      parts,
      unit: largestSize(chain) ** 2,
      populationsOnly: options.populationsOnly ?? false,
    };
  }

  private prepared(
    chain: DrivenChain,
    options: ExactOptions,
  ): {
    readonly prepared: PreparedChain;
    readonly unknowns: Unknowns;
    readonly label: string;
    readonly parts: RelaxationPart[];
  } {
    this.estimate(chain, options);
    const prepared = this.spectra.prepare(chain, options.resolvers ?? []);
    const { unknowns, label } = this.unknownsFor(prepared, chain, options);
    const parts = this.parts(prepared, chain, unknowns, label);
    if (parts.length === 0) nothingActs();
    return { prepared, unknowns, label, parts };
  }

  private solved(chain: DrivenChain, options: ExactOptions): ExactState {
    const { populationsOnly = false } = options;
    const { prepared, unknowns, label, parts } = this.prepared(chain, options);
    const trail = `${prepared.key} ${label}`;
    const kinds = `${trail} ${parts.map((p) => p.key).join(' ')}`;
    if (!this.unique.has(kinds)) {
      // A quantity that every operator conserves is found beforehand, since rounding may hide it in the rates.
      const law = conservedByAll(chain);
      if (law !== undefined) refuseNotUnique(law);
    }
    if (this.near.trail !== trail) {
      this.near = { trail, states: [] };
      this.factors.clear();
    }
    const { states } = this.near;
    const temperature = equilibrium(chain, prepared.spectrum, parts);
    let state: ChainState;
    let traps = 1;
    if (temperature !== undefined) {
      // The levels that a bath connects do not depend on its temperature, so a warm bath shows whether the state is
      // unique.
      if (!this.unique.has(kinds)) this.solved(warmed(chain, prepared.spectrum), options);
      state = thermalState(parts, temperature);
      if (temperature === 0) traps = trapsOf(parts);
    } else {
      state = solveSteadyState(parts, {
        near: states,
        kept: this.factors,
        unique: !this.unique.has(kinds),
        sharing: this.sharing,
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
      ...balanceOf(state, actingParts(chain, parts)),
      observe: (operator) => {
        const size = largestCoefficient(operator);
        if (size === 0) return 0;
        const weights = observableOf(unknowns, covariant(prepared.basis, inUnitsOf(operator, size)));
        return size * resolvedExpectation(unknowns, weights, state.values);
      },
      enclose: (operators) =>
        enclosedState(
          parts,
          state,
          operators.map((operator) => {
            const size = largestCoefficient(operator);
            if (size === 0) return new Float64Array(unknowns.size);
            const weights = observableOf(unknowns, covariant(prepared.basis, inUnitsOf(operator, size)));
            return weights.map((w) => w * size);
          }),
        ),
    };
  }

  /**
   * Does an operator of a perturbation change S^z by different amounts? Only then do populations feed coherences
   * between sectors of different S^z.
   */
  private tiesCharges(prepared: PreparedChain, chain: DrivenChain): boolean {
    return chain.perturbations.some((p) => {
      const n = scaledPerturbation(p);
      return (
        n !== undefined &&
        this.rates.channels(prepared, n).some((c) => c.operator.operator.magnetisationChanges().size > 1)
      );
    });
  }

  /**
   * A truncated ensemble. chain (1)
   *
   * @diagnostic `not-conserved`, `charges-do-not-commute`, `charge-not-broken`, `no-rates`
   */
  ensemble(
    chain: DrivenChain,
    members: readonly Member[],
    { resolvers = [], independent = false }: EnsembleOptions = {},
  ): Ensemble {
    if (members.length === 0) refuse('no-charges', 'an ensemble needs at least one conserved quantity');
    const { sites } = chain;
    for (const { name, operator } of members)
      if (!isHermitianOn(operator, sites)) refuse('not-hermitian', `${name} is not Hermitian`);
    const ordered = [
      ...resolvers,
      ...members.filter((m) => !m.conservedPart).map((m) => m.operator),
      ...members.filter((m) => m.conservedPart).map((m) => m.operator),
    ];
    const prepared = this.spectra.prepare(chain, ordered);
    const { basis, spectrum } = prepared;
    const charges = members.map((m) =>
      remember(
        this.charges,
        `${prepared.key} ${m.name} ${m.conservedPart} ${contentKey(m.operator)}`,
        maxKeptCharges,
        () => ensembleCharge(spectrum, covariant(basis, m.operator), m),
      ),
    );
    if (independent) {
      const dependent = dependentCharges(charges);
      if (dependent.length > 0 && dependent.length < members.length)
        return {
          ...this.ensemble(
            chain,
            members.filter((_, k) => !dependent.includes(k)),
            { resolvers, independent: false },
          ),
          dependent: dependent.map((k) => members[k]!.name),
        };
    }
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
      dependent: [],
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
        const size = largestCoefficient(operator);
        if (size === 0) return 0;
        const values = diagonalOf(spectrum, covariant(basis, inUnitsOf(operator, size)));
        return size * resolvedSum(values, state.values);
      },
    };
  }

  private growth(
    prepared: PreparedChain,
    normal: ScaledPerturbation,
    charges: readonly EnsembleCharge[],
    members: readonly Member[],
  ): StateForces {
    const key = `${prepared.key} ${normal.key} ${members.map((m) => `${m.conservedPart} ${contentKey(m.operator)}`).join(' | ')}`;
    return remember(this.growths, key, 12, () => {
      const channels = this.rates.channels(prepared, normal);
      const unknowns = this.unknownsOf(prepared, 'populations', () => ({ coherences: 'none' }));
      const bytes = rateBytes(unknowns, channels);
      if (bytes > maxKeptBytes)
        return forcesOn(prepared.spectrum, channels, charges, this.rates.elementOptions(prepared, normal));
      const labels = ['populations', 'coherent', 'coherent within'] as const;
      return forcesIn(this.rates.superoperator(prepared, normal, unknowns, { labels, bytes }), charges);
    });
  }
}

/** The size of the largest perturbation, in whose unit the strengths of all are given. */
function largestSize({ perturbations }: DrivenChain): number {
  return perturbations.reduce((most, p) => Math.max(most, scaledPerturbation(p)?.size ?? 0), 0);
}

function nothingActs(): never {
  return refuse('no-rates', 'nothing perturbs the chain: every state that commutes with the Hamiltonian is steady', {
    hint: 'add a bath, a drive or a jump, with a strength that is not zero',
  });
}

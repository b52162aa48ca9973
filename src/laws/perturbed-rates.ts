import {
  type DrivenChain,
  type ChainPerturbation,
  type Unknowns,
  type WeightedSuperoperator,
  applySuperoperators,
  transitionChannels,
  coherentDrives,
  rateSuperoperatorOf,
  symmetryOf,
  unknownsOf,
} from '../chain/index.js';
import { RingBasis, RingOperator, adjointNumeric, numericOperator, spectrumOf } from '../ring/index.js';
import { parametersOf } from '../charges/index.js';
import { writeText } from '../language/index.js';
import { expressOperator } from '../meaning/index.js';
import {
  type Coefficient,
  type ScalarSymbol,
  evaluateCoefficient,
  fromGaussian,
  gaussian,
  symbolsOf,
} from '../exact/index.js';
import {
  type CaseSpace,
  type Domain,
  type Finding,
  type Law,
  type Mutant,
  caseSpace,
  choices,
  law,
  reals,
} from '../law/index.js';
import { within } from './findings.js';
import { real, stationary } from '../numeric/index.js';
import {
  type Parts,
  type Perturbation as Perturbed,
  jumpDensity,
  keepsSectors,
  motionName,
  move,
  partsOf,
} from '../perturbation/index.js';
import {
  type Operator,
  equalOperators,
  isZeroOperator,
  lettersOf,
  operatorRange,
  substituteOperator,
  sumOperators,
} from '../spin/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import { scalarOf, textOf } from './language.js';

/** Golden-rule rates between the eigenstates of a ring. */
export interface RingRates {
  readonly energies: Float64Array;
  /** into state k out of state m at [k · states + m]; minus the outflow on the diagonal */
  readonly rates: Float64Array;
}

/** A perturbed chain at numbers on a ring, and how its rates come about: what the laws of a perturbation look at. */
export interface PerturbedRing {
  /** by what factor the perturbations are multiplied */
  readonly chain: (factor: number) => DrivenChain;
  readonly temperature: number;
  readonly factor: number;
  /** the rates of a chain; a mutant replaces them */
  readonly rates: (chain: DrivenChain) => RingRates;
  /** L on the states that H0 leaves alone, coherences included, by rows */
  readonly generator: (chain: DrivenChain) => { readonly size: number; readonly matrix: Float64Array };
  /** statements of the language that say it */
  readonly line: string;
}

/** W of a chain: populations alone, in an eigenbasis of energy, S^z and momentum. chain (20), (21) */
export function ringRates(chain: DrivenChain): RingRates {
  const { unknowns, parts } = generatorsOf(chain, false);
  const { basis, energies } = unknowns.spectrum;
  const n = basis.dimension;
  const rates = new Float64Array(n * n);
  const unit = new Float64Array(unknowns.size);
  const { populationAt } = unknowns;
  for (let m = 0; m < n; m++) {
    unit.fill(0);
    unit[populationAt[m]!] = 1;
    const column = applySuperoperators(parts, unit);
    for (let k = 0; k < n; k++) rates[k * n + m] = column[populationAt[k]!]!;
  }
  return { energies, rates };
}

function generatorsOf(chain: DrivenChain, coherences: boolean): { unknowns: Unknowns; parts: WeightedSuperoperator[] } {
  const basis = new RingBasis(chain.sites, symmetryOf(chain));
  const spectrum = spectrumOf(basis, RingOperator.of(chain.hamiltonian, chain.sites));
  const unknowns = unknownsOf(spectrum, { coherences: coherences ? 'across charges' : 'none' });
  const channels = coherentDrives(chain.perturbations).flatMap((p) =>
    transitionChannels(basis, p, { reach: 2.1 * spectrum.scale }),
  );
  return { unknowns, parts: [{ superoperator: rateSuperoperatorOf(unknowns, channels), strength: 1 }] };
}

const positive = ['1', '1/2', '2', '3/5', '6/5', '13/10'] as const;
const signed = [...positive, '-1', '-4/5', '-7/10', '-3/2'] as const;

/** Values of complex couplings, which no conjugation leaves as they are. */
const complexValues = ['1 + 1/2 i', '1/2 - i', '3/5 + 2 i', '-1 + 1/3 i', '6/5 - 4/5 i', '1/2 + 7/10 i'] as const;

/** Values of e^{iφ}: rational numbers of modulus 1. */
const unimodular = ['3/5 + 4/5 i', '12/13 - 5/13 i', '-8/17 + 15/17 i', '7/25 - 24/25 i', 'i', '-4/5 - 3/5 i'] as const;

/** The list begun at another place: couplings that are all equal are a special point, where more is degenerate. */
function turned(list: readonly string[], k: number): string[] {
  const from = k % positive.length;
  return [...list.slice(from), ...list.slice(0, from)];
}

type Values = Record<string, string | number>;

/**
 * The laws that the rates of a perturbation obey, over its couplings, temperatures and rings. A static perturbation
 * makes no transitions between levels by itself; its rates are those of its density coupled to phonons, V_j (a_j +
 * a†_j).
 */
export function lawsOfRates(found: Perturbed): Law<unknown>[] {
  const { parts, hamiltonian } = found;
  return rateRecords.map((record) =>
    rateLaw(record, rateSpace(parts, hamiltonian), {
      ...(record === uniqueness && severalStates(found) && { expected: 'fails' }),
      ...(record === detailedBalance && isZeroOperator(couplingOf(parts)) && { refusal: 'no-bath' }),
    }),
  );
}

/** Cases of a law of rates. */
export const casesWanted = 24;

/** A law of rates over the cases of a perturbed chain. */
export function rateLaw(
  record: RateRecord,
  cases: CaseSpace<PerturbedRing>,
  known: Partial<Pick<Law<PerturbedRing>, 'expected' | 'refusal'>> = {},
): Law<unknown> {
  return law<PerturbedRing>({
    source: 'chain (20), (21)',
    cases,
    line: (c) => c.line,
    ...record,
    ...known,
  }) as Law<unknown>;
}

/** Couplings, temperatures and rings of a perturbed chain. */
export function rateSpace(parts: Parts, hamiltonian: Operator): CaseSpace<PerturbedRing> {
  const perturbation = parts.whole;
  const names = [
    ...new Set([...parametersOf(hamiltonian), ...parametersOf(perturbation), ...parts.jumps.flatMap(parametersOf)]),
  ].sort();
  const valuesOf = valuesIn([hamiltonian, perturbation, ...parts.jumps]);
  const parameters = Object.fromEntries(names.map((name, k) => [name, choices(turned(valuesOf(name), k))]));
  const staggered = [hamiltonian, perturbation].some((o) => o.terms.some((t) => t.staggered));
  const least = Math.max(3, operatorRange(hamiltonian), operatorRange(perturbation), ...parts.jumps.map(operatorRange));
  const fitting = [3, 4, 5, 6].filter((n) => n >= least && (!staggered || n % 2 === 0));
  const couplings = [couplingOf(parts), ...parts.jumps].filter((a) => !isZeroOperator(a));
  const plain = fitting.filter((n) => !wrapsOntoItself(couplings, n));
  const sites = plain.length > 0 ? plain : fitting;
  return caseSpace<Values, PerturbedRing>({
    parameters: {
      ...parameters,
      'ring-sites': choices(sites.map(String)),
      'bath-temperature': reals({ from: 0.5, to: 3, corners: [1, 0.5], unit: 'energy' }),
      'bath-width': reals({ from: 0.4, to: 1, corners: [0.6], unit: 'the energy of a spin, at least 1' }),
      'drive-width': reals({ from: 0.1, to: 0.5, corners: [0.2], unit: 'energy' }),
      factor: reals({ from: 0.2, to: 4, corners: [2, 0.5] }),
    } as unknown as { readonly [K: string]: Domain<string | number> },
    wanted: casesWanted,
    build: (point) => {
      if (sites.length === 0)
        refuse(
          'no-ring',
          `strings of ${least} sites need a ring of as many, and rates are looked at on rings of up to 6`,
        );
      return perturbedRing(parts, hamiltonian, names, point);
    },
  });
}

/** What makes the transitions: the coupling to the bath, else the density of a static V coupled to phonons. */
function couplingOf(parts: Parts): Operator {
  return isZeroOperator(parts.bath) ? displaced(parts.static) : parts.bath;
}

/**
 * Is there a translation of the ring that takes every V_j to its own sites? It may make a symmetry of all of them that
 * no longer chain has: V_j = S^x_{j−1} − S^x_{j+1} on four sites.
 */
function wrapsOntoItself(couplings: readonly Operator[], sites: number): boolean {
  if (couplings.length === 0) return false;
  const modulo = (n: number): number => ((n % sites) + sites) % sites;
  const supports = couplings.map(
    ({ terms }) =>
      new Set(
        terms.flatMap((t) =>
          [...lettersOf(t.word)].flatMap((letter, k) => (letter === 'I' ? [] : [modulo(t.site + k)])),
        ),
      ),
  );
  return Array.from({ length: sites - 1 }, (_, k) => k + 1).some((by) =>
    supports.every((s) => [...s].every((x) => s.has(modulo(x + by)))),
  );
}

/** The values that a parameter of some operators may take, by its name. */
function valuesIn(operators: readonly Operator[]): (name: string) => readonly string[] {
  const kinds = new Map<string, ScalarSymbol['kind']>();
  for (const { terms } of operators)
    for (const { coefficient } of terms) for (const { name, kind } of symbolsOf(coefficient)) kinds.set(name, kind);
  const roots = rootsIn(operators);
  return (name) => {
    switch (kinds.get(name)) {
      case 'complex':
      case 'conjugate':
        return complexValues;
      case 'phase':
        return unimodular;
      default:
        return roots.has(name) ? positive : signed;
    }
  };
}

/** Parameters that stand under a root or set a frequency: positive ones only. */
function rootsIn(operators: readonly Operator[]): Set<string> {
  const found = new Set<string>();
  const look = (symbol: ScalarSymbol, doubled: number): void => {
    if (doubled % 2 !== 0) found.add(symbol.name);
  };
  for (const { terms } of operators) {
    for (const { coefficient } of terms) {
      for (const { monomial } of coefficient.terms) {
        for (const { symbol, doubled } of monomial.factors) look(symbol, doubled);
        for (const { symbol } of monomial.mode?.base.factors ?? []) found.add(symbol.name);
      }
    }
  }
  return found;
}

function perturbedRing(general: Parts, hamiltonian: Operator, names: readonly string[], point: Values): PerturbedRing {
  const values = new Map<string, Coefficient>(names.map((name) => [name, scalarOf(String(point[name]))]));
  const at = (o: Operator): Operator => substituteOperator(o, values);
  // Couplings at which terms cancel make another chain of it, with symmetries of its own.
  if ([hamiltonian, general.whole, ...general.jumps].some((o) => at(o).terms.length < o.terms.length)) {
    refuse('terms-cancel', 'terms of H0 or V cancel at these couplings');
  }
  const h = at(hamiltonian);
  const parts = partsOf(
    at(general.whole),
    general.jumps.map((l) => jumpDensity(at(l))),
  );
  const coupling = couplingOf(parts);
  const [temperature, driveWidth] = [Number(point['bath-temperature']), Number(point['drive-width'])];
  // Phonons that reach what one spin can take: far from their frequency rates fall below every rounding.
  const width = Number((Number(point['bath-width']) * Math.max(1, energyOfSpin(h) / 1.5)).toFixed(2));
  const sites = Number(point['ring-sites']);
  const drive: Operator = {
    terms: parts.whole.terms.filter(
      (t) => t.marker === undefined && t.coefficient.terms.some((c) => c.monomial.mode !== undefined),
    ),
    cancelled: 0,
  };
  const chain = (factor: number): DrivenChain => {
    const scaled = (o: Operator): ReturnType<typeof numericOperator> =>
      numericOperator(o).map((t) => ({ ...t, re: factor * t.re, im: factor * t.im }));
    const perturbations: ChainPerturbation[] = [];
    if (!isZeroOperator(coupling))
      perturbations.push({ kind: 'bath', coupling: scaled(coupling), phonons: { temperature, frequency: 1, width } });
    if (parts.harmonics.length > 0) {
      const base = evaluateCoefficient(fromGaussian(gaussian(1), parts.frequency!), () => 1).re;
      perturbations.push({
        kind: 'drive',
        frequency: base,
        width: driveWidth,
        harmonics: parts.harmonics.map(({ multiple, component }) => ({
          multiple: Number(multiple.num) / Number(multiple.den),
          operator: adjointNumeric(scaled(component)),
        })),
      });
    }
    for (const jump of parts.jumps)
      perturbations.push({ kind: 'jump', operator: scaled(jumpDensity(jump)), everywhere: true });
    return { sites, hamiltonian: numericOperator(h), perturbations };
  };
  const statements = [
    `hamiltonian ${textOf(h)}`,
    ...(isZeroOperator(drive) ? [] : [`drive ${textOf(drive)} with width = ${driveWidth}`]),
    ...parts.jumps.map((l) => `jump ${writeDensity(jumpDensity(l))}`),
    ...(isZeroOperator(coupling)
      ? []
      : [`bath ${textOf(coupling)} with temperature = ${temperature}, frequency = 1, width = ${width}`]),
  ];
  return {
    chain,
    temperature,
    factor: Number(point.factor),
    rates: ringRates,
    generator: generatorMatrix,
    line: `${statements.join('; ')} # on a ring of ${sites} sites`,
  };
}

/** No spin changes the energy by more: twice the sum of the coefficients of the strings, in modulus. */
function energyOfSpin(hamiltonian: Operator): number {
  return 2 * numericOperator(hamiltonian).reduce((sum, { re, im }) => sum + Math.hypot(re, im), 0);
}

const writeDensity = (density: Operator): string => writeText(expressOperator(density, { free: true }));

/** The density of a static sum, coupled to one bath a site. */
function displaced(still: Operator): Operator {
  return sumOperators([{ terms: still.terms.map((t) => Object.assign({ ...t }, { marker: 0 })), cancelled: 0 }]);
}

/**
 * Is the steady state not unique for reasons that the symmetries tell? Where V and every V_j keep a spin or a rotation
 * of all spins, each of their sectors has a steady state of its own; a drive alone keeps the momentum up to π as well.
 */
export function severalStates({ hamiltonian, parts, symmetries }: Perturbed): boolean {
  if (isZeroOperator(parts.bath) && isZeroOperator(parts.static) && parts.jumps.length === 0) return true;
  if (symmetries.spins.some((s) => s.kept) || keepsSectors(hamiltonian, parts, symmetries.spins)) return true;
  return symmetries.motions.some(
    ({ motion: g, antiunitary, aside }) =>
      aside === 0 &&
      !antiunitary &&
      !g.shift &&
      !g.reflected &&
      motionName(g) !== 'identity' &&
      parts.jumps.every((l) => equalOperators(move(g, l), l)),
  );
}

export type RateRecord = Pick<
  Parameters<typeof law<PerturbedRing>>[0],
  'id' | 'title' | 'statement' | 'strength' | 'mutants' | 'examine'
>;

const otherRates = (name: string, change: (r: RingRates, c: PerturbedRing) => RingRates): Mutant<PerturbedRing> => ({
  name,
  operation: true,
  breaks: (c) => ({ ...c, rates: (chain) => change(c.rates(chain), c) }),
});

const relative = 1e-10;
const rounding = { relative, because: 'eigenvectors in double precision, squared' } as const;

const small = (deviation: number, what: string): Finding => within(deviation, relative, what);

/** The largest outflow: what rates are measured against. */
function scaleOf({ energies, rates }: RingRates): number {
  const n = energies.length;
  let largest = 0;
  for (let m = 0; m < n; m++) largest = Math.max(largest, -rates[m * n + m]!);
  return largest;
}

const negative = otherRates('a rate is negative', ({ energies, rates }) => {
  const n = energies.length;
  const largest = rates.reduce((best, r, at) => (Math.floor(at / n) !== at % n && r > rates[best]! ? at : best), 1);
  return { energies, rates: rates.map((r, at) => (at === largest ? -r : r)) };
});
const transposed = otherRates('rates are transposed', ({ energies, rates }) => {
  const n = energies.length;
  return { energies, rates: rates.map((_, at) => rates[(at % n) * n + Math.floor(at / n)]!) };
});
const leaking = otherRates('the outflow is counted twice', ({ energies, rates }) => {
  const n = energies.length;
  return { energies, rates: rates.map((r, at) => (Math.floor(at / n) === at % n ? 2 * r : r)) };
});

/** Rates of transitions k ← m changed one by one; the outflows follow, so that probability is kept. */
function eachRate({ energies, rates }: RingRates, change: (rate: number, k: number, m: number) => number): RingRates {
  const n = energies.length;
  const made = rates.map((r, at) => (Math.floor(at / n) === at % n ? 0 : change(r, Math.floor(at / n), at % n)));
  for (let m = 0; m < n; m++) {
    let out = 0;
    for (let k = 0; k < n; k++) out += made[k * n + m]!;
    made[m * n + m] = -out;
  }
  return { energies, rates: made };
}
const oddSpectrum = otherRates('the spectral function is odd: what is emitted counts as negative', (r) =>
  eachRate(r, (rate, k, m) => (r.energies[k]! < r.energies[m]! ? -rate : rate)),
);
const noSpontaneousEmission = otherRates('spontaneous emission is forgotten: n phonons instead of n + 1', (r) =>
  eachRate(r, (rate, k, m) => (r.energies[k]! < r.energies[m]! ? r.rates[m * r.energies.length + k]! : rate)),
);

/** W_km ≥ 0 for k ≠ m. */
const positivity: RateRecord = {
  id: 'perturb.positivity',
  title: 'no rate of the perturbation is negative',
  statement: '# W_km ≥ 0 for k ≠ m',
  strength: rounding,
  mutants: [negative, oddSpectrum],
  examine(c) {
    const r = c.rates(c.chain(1));
    const n = r.energies.length;
    let worst = 0;
    r.rates.forEach((w, at) => {
      if (Math.floor(at / n) !== at % n) worst = Math.max(worst, Number.isNaN(w) ? Number.NaN : -w);
    });
    return small(worst === 0 ? 0 : worst / scaleOf(r), 'a negative rate');
  },
};

/** Σ_k W_km = 0: probability is kept. */
const columnSums: RateRecord = {
  id: 'perturb.column-sums',
  title: 'the rates keep the probability',
  statement: '# Σ_k W_km = 0',
  strength: rounding,
  mutants: [leaking, transposed],
  examine(c) {
    const r = c.rates(c.chain(1));
    const n = r.energies.length;
    const scale = scaleOf(r);
    let worst = 0;
    for (let m = 0; m < n; m++) {
      let sum = 0;
      for (let k = 0; k < n; k++) sum += r.rates[k * n + m]!;
      worst = Math.max(worst, Math.abs(sum));
    }
    return small(scale === 0 ? 0 : worst / scale, 'a column sum');
  },
};

/** W_km e^{−E_m/T} = W_mk e^{−E_k/T} for a bath at temperature T. */
const detailedBalance: RateRecord = {
  id: 'perturb.detailed-balance',
  title: 'the rates of the bath obey detailed balance at its temperature',
  statement: '# W_km exp(−E_m/T) = W_mk exp(−E_k/T) for the bath alone',
  strength: rounding,
  mutants: [transposed, noSpontaneousEmission],
  examine(c) {
    const whole = c.chain(1);
    const baths = whole.perturbations.filter((p) => p.kind === 'bath');
    if (baths.length === 0)
      refuse('no-bath', 'the perturbation has no bath', { hint: 'couple it to one: … (a_j + a†_j)' });
    const { energies, rates } = c.rates({ ...whole, perturbations: baths });
    const n = energies.length;
    const lowest = energies.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const flow = (k: number, m: number): number =>
      rates[k * n + m]! * Math.exp(-(energies[m]! - lowest) / c.temperature);
    let largest = 0;
    let worst = 0;
    for (let k = 0; k < n; k++) {
      for (let m = 0; m < k; m++) {
        largest = Math.max(largest, flow(k, m), flow(m, k));
        worst = Math.max(worst, Math.abs(flow(k, m) - flow(m, k)));
      }
    }
    return small(largest === 0 ? 0 : worst / largest, 'a net flow in equilibrium');
  },
};

/** Pivots below this, relative to the largest, are rounding. */
const nothing = 1e-12;

/** One null vector of the generator on all pairs of equal energy: one steady state. chain (11) */
const uniqueness: RateRecord = {
  id: 'perturb.uniqueness',
  title: 'the steady state is unique',
  statement: '# L ρ = 0 has one solution of trace 1, coherences between levels of equal energy included',
  strength: { relative: nothing, because: 'the rank of a matrix of numbers that are accurate to 1e-15' },
  mutants: [
    {
      name: 'a state is cut off',
      operation: true,
      breaks: (c) => ({
        ...c,
        generator: (chain) => {
          const { size, matrix } = c.generator(chain);
          // What would flow into the first state stays where it is.
          const cut = matrix.map((x, at) => (at % size === 0 || at < size ? 0 : x));
          for (let m = 1; m < size; m++) cut[m * size + m]! += matrix[m]!;
          return { size, matrix: cut };
        },
      }),
    },
    {
      name: 'the bath is left out: the momentum up to π is kept',
      operation: true,
      breaks: (c) => ({
        ...c,
        chain: (s) => ({ ...c.chain(s), perturbations: c.chain(s).perturbations.filter((p) => p.kind !== 'bath') }),
      }),
    },
  ],
  examine(c) {
    const { size, matrix } = c.generator(c.chain(1));
    const found = size - rankOf(matrix, size);
    return found <= 1 ? { holds: true } : { holds: false, residual: { text: `${found} independent steady states` } };
  },
};

/** W(s V) = s² W(V), so only the ratio of two strengths matters, and the steady state keeps. */
const ratioOnly: RateRecord = {
  id: 'perturb.strength',
  title: 'only the ratio ε_d/ε_ph matters: all strengths times one factor leave the steady state as it is',
  statement: '# W(s V) = s² W(V), p(s V) = p(V)',
  strength: rounding,
  mutants: [
    {
      name: 'the bath does not know the factor',
      operation: true,
      breaks: (c) => ({
        ...c,
        chain: (s) => ({
          ...c.chain(s),
          perturbations: c.chain(s).perturbations.map((p, k) => (p.kind === 'bath' ? c.chain(1).perturbations[k]! : p)),
        }),
      }),
    },
    {
      name: 'a rate is of first order',
      operation: true,
      breaks: (c) => ({
        ...c,
        rates: (chain) => ({
          ...c.rates(chain),
          rates: c.rates(chain).rates.map((r) => Math.sign(r) * Math.sqrt(Math.abs(r))),
        }),
      }),
    },
  ],
  examine(c) {
    const [one, other] = [c.rates(c.chain(1)), c.rates(c.chain(c.factor))];
    const scale = scaleOf(one);
    let worst = 0;
    one.rates.forEach((w, at) => (worst = Math.max(worst, Math.abs(other.rates[at]! / c.factor ** 2 - w))));
    const rates = scale === 0 ? 0 : worst / scale;
    if (!(rates <= relative)) return small(rates, 'a rate that is not of second order, by a part');
    const [p, q] = [stateOf(one), stateOf(other)];
    // Where there are several steady states, that of the rates alone says nothing.
    return p && q
      ? small(
          p.reduce((d, x, k) => Math.max(d, Math.abs(x - q[k]!)), 0),
          'a change of the steady state',
        )
      : { holds: true, deviation: rates };
  },
};

/** What is claimed of the rates of every perturbation. */
export const rateRecords = [positivity, columnSums, detailedBalance, uniqueness, ratioOnly] as const;

/** Rates below this, relative to the largest, are rounding: amplitudes of 1e-16, squared, with room. */
const forbidden = 1e-24;

function stateOf({ energies, rates }: RingRates): Float64Array | undefined {
  const n = energies.length;
  const matrix = real(n, n);
  const least = forbidden * rates.reduce((a, b) => Math.max(a, b), 0);
  rates.forEach((w, at) => (matrix.re[at] = Math.floor(at / n) !== at % n && w > least ? w : 0));
  try {
    return stationary(matrix).value;
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'stationary-not-unique') return undefined;
    throw error;
  }
}

/** Most unknowns of a state for which its uniqueness is looked at. */
const mostUnknowns = 400;

/** L on the Hermitian operators that H_0 leaves alone, by rows. chain (11) */
function generatorMatrix(chain: DrivenChain): { size: number; matrix: Float64Array } {
  const { unknowns, parts } = generatorsOf(chain, true);
  const { size } = unknowns;
  if (size > mostUnknowns)
    refuse('too-many-states', `a state of ${size} unknowns: more levels are degenerate than are looked at`);
  const matrix = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let m = 0; m < size; m++) {
    unit.fill(0);
    unit[m] = 1;
    applySuperoperators(parts, unit).forEach((x, k) => (matrix[k * size + m] = x));
  }
  return { size, matrix };
}

/** The rank by elimination with complete pivoting. */
function rankOf(matrix: Float64Array, n: number): number {
  const a = matrix.slice();
  const rows = Array.from({ length: n }, (_, k) => k);
  const columns = [...rows];
  const least = nothing * a.reduce((x, y) => Math.max(x, Math.abs(y)), 0);
  for (let step = 0; step < n; step++) {
    let [best, at, by] = [0, step, step];
    for (let i = step; i < n; i++) {
      for (let j = step; j < n; j++) {
        const size = Math.abs(a[rows[i]! * n + columns[j]!]!);
        if (size > best) [best, at, by] = [size, i, j];
      }
    }
    if (!(best > least)) return step;
    [rows[step], rows[at]] = [rows[at]!, rows[step]!];
    [columns[step], columns[by]] = [columns[by]!, columns[step]!];
    const [row, column] = [rows[step]! * n, columns[step]!];
    for (let i = step + 1; i < n; i++) {
      const other = rows[i]! * n;
      const factor = a[other + column]! / a[row + column]!;
      if (factor !== 0) for (let j = step; j < n; j++) a[other + columns[j]!]! -= factor * a[row + columns[j]!]!;
    }
  }
  return n;
}

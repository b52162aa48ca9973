import {
  type FloquetModes,
  type GasModel,
  type ModeOptions,
  isDriven,
  propagatorDefect,
  propagatorFits,
  withCommonPhase,
} from '../floquet/index.js';
import {
  type Cycle,
  type Rates,
  type Secularity,
  type GasState,
  type TransitionTable,
  circulation,
  departure,
  detailedBalance,
  evolve,
  firstLaw,
  isInelastic,
  lawTolerances,
  rates,
  relaxationModes,
  secondLaw,
  secularity,
  steadyPopulations,
  sumRule,
  thermalization,
  transitionTable,
} from '../gas/index.js';
import {
  type Entrance,
  type EnergyChecks,
  type FloquetSystem,
  type OnProgress,
  type Scattering,
  convergedSidebands,
  energyChecks,
  entrances,
  floquetSystem,
  sMatrix,
  scattering,
  unitarityDefect,
} from '../scattering/index.js';
import { DiagnosticError, limit, refuse } from '../text/index.js';
import { type HotDocument, type LimitsDocument, hotDocument, limitsDocument } from './gas-limits.js';

/** What is asked about a gas. */
export interface GasQuestion {
  /** inverse temperatures */
  readonly betas: readonly number[];
  /** total energies at which scattering is wanted */
  readonly energies?: readonly number[];
  readonly sidebands?: number;
  readonly nodes?: number;
  /** Fourier components −components … components of the modes */
  readonly components?: number;
  readonly times?: readonly number[];
  readonly initial?: readonly number[];
  readonly limits?: boolean;
  /** seconds of computing that are allowed */
  readonly seconds?: number;
  readonly onProgress?: OnProgress;
}

/** The answer as data: what `gas --json` prints. */
export interface GasDocument {
  levels: number;
  frequency: number;
  dimension: 1 | 3;
  quasienergies: number[];
  modes: ModeDocument[];
  accuracy: Record<string, unknown> & { sidebands: number; energies?: number; quadratureError?: number };
  notes: string[];
  results: ResultDocument[];
  limits?: LimitsDocument;
  scattering?: ScatteringDocument[];
}

export interface GasAnswer {
  readonly document: GasDocument;
  /** laws whose residual is beyond its tolerance, with the place */
  readonly broken: readonly string[];
}

/**
 * Rates below this share of the largest that changes anything are not listed: elastic scattering may be stronger by
 * far.
 */
const listed = 1e-12;
/** |T|² below this share of the largest of its column is not listed. */
const listedT = 1e-24;

/**
 * Modes, steady states, laws and scattering of a gas.
 *
 * @diagnostic `not-finite` for a result that double precision does not hold, those of the engine
 */
export function gasAnswer(model: GasModel, question: GasQuestion): GasAnswer {
  const { betas, energies = [], nodes, times, initial, seconds, onProgress } = question;
  const options: ModeOptions = question.components === undefined ? {} : { harmonics: question.components };
  const system = floquetSystem(model, options);
  const still = system.couplings.every((c) => c.reach === 0);
  // With none of them the rates are those of a system without exchange of quanta, which obeys every law.
  if (question.sidebands === 0 && !still)
    refuse('sidebands-out-of-range', 'a driven system needs sidebands', {
      hint: 'leave out --sidebands: they are chosen until the rates have converged',
    });
  const sidebands = still ? undefined : question.sidebands;
  const given = {
    ...(sidebands !== undefined && { sidebands }),
    ...(nodes !== undefined && { nodes }),
    ...(seconds !== undefined && { seconds }),
    ...(onProgress && { onProgress }),
  };
  const table = betas.length === 0 ? undefined : transitionTable(system, { betas, ...given });
  const chosen =
    table ?? (sidebands === undefined ? convergedSidebands(system, onProgress ? { onProgress } : {}) : undefined);
  const used = chosen?.sidebands ?? sidebands!;
  // Where channels were chosen one by one there are too many between them.
  const places = chosen?.sparse === true ? chosen.places : undefined;
  const { modes } = system;
  const checked = energyChecks(system, used, checkedEnergies(system), places);
  const results = table
    ? betas.map((beta) => resultOf(rates(table, beta), checked, times, initial, question.limits === true))
    : [];
  const scattered = energies.map((energy) => scatteringDocument(scattering(system, energy, used, places), system));
  const whole = withCommonPhase(modes);
  const notes = [...notesOn(system, table), ...secularNotes(results, model.density)];
  if (still && question.sidebands !== undefined && question.sidebands > 0)
    notes.push('no quanta are exchanged, so --sidebands has no effect');
  if (!whole)
    notes.push(
      'the modes are listed without the phase of the drive that all levels share, which has too many harmonics; nothing else depends on it',
    );
  const document: GasDocument = {
    levels: model.levels,
    frequency: model.frequency,
    dimension: model.dimension,
    quasienergies: [...modes.quasienergies],
    modes: modeDocuments(whole ?? modes),
    accuracy: {
      harmonics: modes.harmonics,
      edgeWeight: modes.edgeWeight,
      ...(Number.isFinite(modes.gap) && { gap: modes.gap }),
      ...(propagatorFits(model) && { propagatorDefect: propagatorDefect(model, modes) }),
      sidebands: used,
      ...(table && {
        ...(Number.isFinite(table.sidebandChange) && { sidebandChange: table.sidebandChange }),
        energies: table.evaluations,
        quadratureError: table.quadratureError,
        linearResidual: table.residual,
        columnUnitarity: table.unitarity,
        resonances: table.resonances,
      }),
    },
    notes,
    results: results.map((r) => r.document),
    ...(question.limits === true && { limits: limitsDocument(system, used, places) }),
    ...(energies.length > 0 && { scattering: scattered }),
  };
  checkFinite(document, '');
  const broken = results.flatMap((r) => r.broken.map((law) => `${law} at beta = ${r.document.beta}`));
  for (const scatter of scattered)
    if (scatter.unitarity > lawTolerances.unitarity.tolerance) broken.push(`unitarity at E = ${scatter.energy}`);
  return { document, broken };
}

/**
 * Refuses a document with a number that is none: JSON has no word for it, and people are not told it either.
 *
 * @diagnostic `not-finite`, with the place
 */
export function checkFinite(value: unknown, place: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    limit('not-finite', `${place} is beyond double precision`, {
      hint: 'energies, couplings or temperatures differ by too many powers of ten',
    });
  }
  if (Array.isArray(value)) for (const [k, x] of value.entries()) checkFinite(x, `${place}[${k}]`);
  else if (typeof value === 'object' && value !== null)
    for (const [name, x] of Object.entries(value)) checkFinite(x, place === '' ? name : `${place}.${name}`);
}

/** Energies at which the laws of scattering are looked at: between thresholds, at no round fraction of ω. */
function checkedEnergies({ modes, model, scale }: FloquetSystem): number[] {
  const { quasienergies } = modes;
  const unit = isDriven(model) ? model.frequency : scale.largest;
  const low = Math.min(...quasienergies);
  const high = Math.max(...quasienergies);
  return [low + 0.31 * unit, high + 0.577 * unit, high + 3.77 * unit];
}

/** One temperature. */
export interface ResultDocument {
  beta: number;
  temperature: number;
  populations: number[];
  boltzmann: number[];
  rates: { from: number; to: number; quanta: number; rate: number }[];
  laws: Record<string, number>;
  power: number;
  heat: number;
  /** −Σ p ln p of the populations */
  entropy: number;
  entropyProduction: number;
  /**
   * the pair of levels for which coherences matter most: populations alone describe the state where gap is far above
   * rate
   */
  secular?: Secularity;
  relaxation: { decay: number; oscillation: number }[];
  cycles: Cycle[];
  delta?: number[];
  highTemperature?: HotDocument;
  evolution?: { time: number; populations: number[]; power: number; heat: number; entropyProduction?: number }[];
}

interface ResultOf {
  readonly document: ResultDocument;
  readonly broken: string[];
}

function resultOf(
  r: Rates,
  checked: EnergyChecks,
  times: readonly number[] | undefined,
  initial: readonly number[] | undefined,
  limits: boolean,
): ResultOf {
  const state = steadyPopulations(r);
  const laws = {
    unitarity: checked.unitarity,
    thermalization: thermalization(r),
    detailedBalance: detailedBalance(r),
    opticalTheorem: checked.opticalTheorem,
    sums: checked.sums,
    brillouin: checked.brillouin,
    sumRule: sumRule(r),
    firstLaw: firstLaw(r, state),
    secondLaw: secondLaw(r, state),
  };
  const broken = Object.entries(lawTolerances).flatMap(([law, { tolerance }]) =>
    laws[law as keyof typeof lawTolerances] <= tolerance ? [] : [law],
  );
  const secular = secularity(r);
  return {
    broken,
    document: {
      beta: r.beta,
      temperature: 1 / r.beta,
      populations: [...state.populations],
      boltzmann: [...state.boltzmann],
      rates: listRates(r),
      laws,
      power: state.power,
      heat: state.heat,
      entropy: entropyOf(state.populations),
      entropyProduction: state.entropyProduction,
      ...(secular && { secular }),
      relaxation: relaxationModes(r).map(({ decay, oscillation }) => ({ decay, oscillation })),
      cycles: [...circulation(r).cycles],
      ...deltaOf(r, state),
      ...(limits && hotDocument(r)),
      ...(times && { evolution: evolutionOf(r, times, initial) }),
    },
  };
}

/** −Σ p ln p */
function entropyOf(populations: Float64Array): number {
  return populations.reduce((s, p) => (p > 0 ? s - p * Math.log(p) : s), 0);
}

/** Δ of (8), where its exponentials stay within the range. */
function deltaOf(r: Rates, { populations }: GasState): { delta?: number[] } {
  try {
    return { delta: [...departure(r, populations).delta] };
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'overflow') return {};
    throw error;
  }
}

/** From the given populations, or from all in level 0. */
function evolutionOf(
  r: Rates,
  times: readonly number[],
  initial: readonly number[] | undefined,
): NonNullable<ResultDocument['evolution']> {
  const start = initial ?? Array.from({ length: r.levels }, (_, j) => (j === 0 ? 1 : 0));
  const { populations, power, heat, entropyProduction } = evolve(r, start, times);
  return times.map((time, k) => ({
    time,
    populations: [...populations[k]!],
    power: power[k]!,
    heat: heat[k]!,
    // It is infinite where a population begins at zero.
    ...(Number.isFinite(entropyProduction[k]!) && { entropyProduction: entropyProduction[k]! }),
  }));
}

function listRates(r: Rates): ResultDocument['rates'] {
  const { levels, sidebands, rate } = r;
  const largest = rate.reduce((a, b, f) => (isInelastic(r, f) ? Math.max(a, b) : a), 0);
  const out: ResultDocument['rates'] = [];
  for (let from = 0; from < levels; from++) {
    for (let to = 0; to < levels; to++) {
      for (let quanta = -sidebands; quanta <= sidebands; quanta++) {
        const value = rate[((quanta + sidebands) * levels + to) * levels + from]!;
        if (value > listed * largest) out.push({ from, to, quanta, rate: value });
      }
    }
  }
  return out;
}

/** One mode. */
export interface ModeDocument {
  meanEnergy: number;
  quasienergy: number;
  fourier: Record<string, [number, number][]>;
}

function modeDocuments({ levels, harmonics, fourier, meanEnergies, quasienergies }: FloquetModes): ModeDocument[] {
  return Array.from(meanEnergies, (meanEnergy, j) => {
    const components: Record<string, [number, number][]> = {};
    for (let k = -harmonics; k <= harmonics; k++) {
      const column = Array.from({ length: levels }, (_, i): [number, number] => {
        const p = ((k + harmonics) * levels + i) * levels + j;
        return [fourier.re[p]!, fourier.im[p]!];
      });
      if (column.some(([re, im]) => Math.hypot(re, im) > 1e-17)) components[k] = column;
    }
    return { meanEnergy, quasienergy: quasienergies[j]!, fourier: components };
  });
}

/** One energy. */
export interface ScatteringDocument {
  energy: number;
  /** transmission and reflection from every open channel and side */
  incoming: (Omit<Entrance, 'exits'> & { level: number; quanta: number; exits: Entrance['exits'] })[];
  channels: { level: number; quanta: number; energy: number; open: boolean }[];
  T: {
    to: number;
    from: number;
    out: number;
    in: number;
    abs2: number;
    re: number;
    im: number;
    probability?: number;
  }[];
  unitarity: number;
}

/**
 * T from the channels (j, −1), (j, 0) and (j, 1) into all; the others follow by the Brillouin shift.   gas (S91)
 *
 * In three dimensions the scattering amplitude F = −(A + iK)⁻¹ = −(m/2π) T is listed.
 */
function scatteringDocument(s: Scattering, { model }: FloquetSystem): ScatteringDocument {
  const { channels, directions, t, open, momentum } = s;
  const { count } = channels;
  const amplitude = directions === 2 ? 1 : -model.mass / (2 * Math.PI);
  // Channels that were chosen one by one were chosen as seen from (j, 0).
  const nearest = count === channels.levels * (2 * channels.sidebands + 1) ? 1 : 0;
  const T: ScatteringDocument['T'] = [];
  for (let from = 0; from < count; from++) {
    if (Math.abs(channels.quanta[from]!) > nearest) continue;
    for (let i = 0; i < directions; i++) {
      const column = i * count + from;
      let largest = 0;
      for (let row = 0; row < t.rows; row++)
        largest = Math.max(largest, t.re[row * t.cols + column]! ** 2 + t.im[row * t.cols + column]! ** 2);
      for (let to = 0; to < count; to++) {
        for (let o = 0; o < directions; o++) {
          const p = (o * count + to) * t.cols + column;
          const [re, im] = [amplitude * t.re[p]!, amplitude * t.im[p]!];
          const abs2 = re * re + im * im;
          if (abs2 < listedT * amplitude ** 2 * largest) continue;
          const flux = momentum[to]! * momentum[from]!;
          const both = open[to] === 1 && open[from] === 1;
          // |S − 1|²
          const probability = directions === 2 ? (model.mass ** 2 / flux) * abs2 : 4 * flux * abs2;
          T.push({ to, from, out: o === 0 ? 1 : -1, in: i === 0 ? 1 : -1, abs2, re, im, ...(both && { probability }) });
        }
      }
    }
  }
  return {
    energy: s.energy,
    incoming: entrances(s, model.mass).map((e) => ({
      ...e,
      level: channels.level[e.channel]!,
      quanta: channels.quanta[e.channel]!,
    })),
    channels: Array.from({ length: count }, (_, c) => ({
      level: channels.level[c]!,
      quanta: channels.quanta[c]!,
      energy: channels.energy[c]!,
      open: open[c] === 1,
    })),
    T,
    unitarity: unitarityDefect(sMatrix(s, model.mass).s),
  };
}

function notesOn({ model, modes, scale, couplings }: FloquetSystem, table: TransitionTable | undefined): string[] {
  const notes: string[] = [];
  const quanta = couplings.some((c) => c.reach > 0);
  if (modes.gap < 1e-9 * Math.max(scale.largest, ...modes.quasienergies.map(Math.abs))) {
    const which = modes.chosen
      ? '; of the modes that agree, those are listed between which the mean coupling is diagonal: populations refer to them'
      : '';
    notes.push(
      `two quasi-energies agree ${quanta ? 'modulo the frequency ' : ''}to ${sizeText(modes.gap)}: coherences between them do not decay, and populations alone do not describe the steady state${which}`,
    );
  }
  if (modes.common.size > 0 && !quanta)
    notes.push('the drive is the same for all levels: a phase, on which nothing but the modes depends');
  if (modes.turn > 1e-8)
    notes.push(
      `rounding turns two modes with close quasi-energies into each other by ${sizeText(modes.turn)}: their rates and populations are known to that`,
    );
  notes.push(...resonanceNotes(table?.resonances ?? []));
  if (!propagatorFits(model)) {
    notes.push(
      'the modes are not compared with the propagator over a period of the drive, which would take too many steps: levels or drive are far larger than the frequency',
    );
  }
  if (table && table.quadratureError > 1e-8)
    notes.push(`the energy integrals are uncertain by ${sizeText(table.quadratureError)}`);
  return notes;
}

/** A size that may be below rounding. */
function sizeText(x: number): string {
  return x === 0 ? 'the last bit' : x.toExponential(0);
}

/** Where a gap of quasi-energies is below the rates at this density. */
function secularNotes(results: readonly ResultOf[], density: number): string[] {
  const notes: string[] = [];
  for (const {
    document: { beta, secular },
  } of results) {
    if (!secular || secular.gap >= secular.rate) continue;
    const {
      levels: [i, j],
      gap,
      rate,
    } = secular;
    const dilute = gap > 0 ? `, below a density of ${((density * gap) / rate).toPrecision(2)}` : '';
    notes.push(
      `β = ${beta}: the quasi-energies of modes ${i} and ${j} are ${gap === 0 ? 'equal' : `${gap.toPrecision(3)} apart`}, less than the rate ${rate.toPrecision(3)} at which a gas of density ${density} changes them: coherences between the two are left out, and the populations are those of a dilute gas${dilute}`,
    );
  }
  return notes;
}

/** One note for all resonances, and one line for those that differ in rounding only. */
export function resonanceNotes(resonances: TransitionTable['resonances']): string[] {
  const places = new Map<string, number>();
  let [widest, count] = [0, 0];
  for (const { energy, width, states } of resonances) {
    const place = energy.toPrecision(8);
    places.set(place, (places.get(place) ?? 0) + states);
    widest = Math.max(widest, width);
    count += states;
  }
  if (count === 0) return [];
  const named = [...places]
    .slice(0, mostNamed)
    .map(([energy, states]) => (states === 1 ? energy : `${energy} (${states})`));
  const where = `E = ${named.join(', ')}${places.size > mostNamed ? ` and ${places.size - mostNamed} more energies` : ''}`;
  const narrower = widest > 0 ? `narrower than ${widest.toExponential(0)}` : 'narrower than rounding';
  return [
    count === 1
      ? `a resonance at ${where} is ${narrower}: its share in the rates is below rounding, or it is a bound state`
      : `${count} resonances at ${where} are ${narrower}: their share in the rates is below rounding, or they are bound states`,
  ];
}

/** Energies a note lists; --json has all. */
const mostNamed = 8;

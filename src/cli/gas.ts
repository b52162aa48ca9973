import {
  type Cycle,
  type EnergyChecks,
  type FloquetModes,
  type FloquetSystem,
  type GasModel,
  type Rates,
  type Scattering,
  type SteadyState,
  type TransitionTable,
  circulation,
  convergedSidebands,
  departure,
  detailedBalance,
  energyChecks,
  evolve,
  firstLaw,
  floquetSystem,
  isDriven,
  lawTolerances,
  propagatorDefect,
  propagatorFits,
  rates,
  readGasModel,
  relaxationModes,
  sMatrix,
  scalarFields,
  scattering,
  secondLaw,
  steadyState,
  sumRule,
  thermalization,
  transitionTable,
  unitarityDefect,
} from '../gas/index.js';
import { type Session, type ModelDeclaration, gasModelOf } from '../session/index.js';
import { type Diagnostic, DiagnosticError, errorDocument, locate, refuse } from '../text/index.js';
import { realNumber } from '../meaning/index.js';
import { gasDigits } from './gas-digits.js';
import { type HotDocument, hotDocument, limitsDocument, writeHot, writeLimits } from './gas-limits.js';
import { newSession, onlyInput, writeClaim, writeIdleSettings, writeNotes } from './eval.js';
import type { CommonOptions } from './options.js';
import { type ExitCode, type Output, exitCodeOf, worse } from './output.js';
import { progressBar } from './progress.js';
import { numberList, wholeNumber } from './values.js';

export interface GasOptions extends CommonOptions {
  readonly beta?: string;
  readonly energies?: string;
  readonly sidebands?: string;
  readonly nodes?: string;
  readonly times?: string;
  readonly initial?: string;
  readonly digits?: string;
  readonly limits?: boolean;
}

/** Rates below this share of the largest that changes anything are not listed: elastic scattering may be stronger by far. */
const listed = 1e-12;
/** |T|² below this share of the largest of its column is not listed. */
const listedT = 1e-24;

export function gasCommand(operands: readonly string[], options: GasOptions, output: Output): ExitCode {
  const source = onlyInput(operands, 'the model');
  const energies = options.energies === undefined ? [] : numberList('--energies', options.energies);
  const betas = options.beta === undefined ? (energies.length > 0 ? [] : [1]) : numberList('--beta', options.beta);
  const sidebands = options.sidebands === undefined ? undefined : wholeNumber('--sidebands', options.sidebands, { example: 12 });
  const nodes = options.nodes === undefined ? undefined : wholeNumber('--nodes', options.nodes, { example: 24 });
  const times = options.times === undefined ? undefined : numberList('--times', options.times, '0,1,10');
  const initial = options.initial === undefined ? undefined : numberList('--initial', options.initial, '1,0,0');
  if (initial && !times) refuse('option-alone', '--initial goes with --times', { hint: 'as in --initial 1,0,0 --times 0,1,10' });
  const given = isJson(source.name, source.text) ? { model: fromJson(source, options, output), code: 0 as const } : fromScript(source, options, output);
  if (Array.isArray(given)) {
    if (output.json) output.document({ error: errorDocument(given[0]!), errors: given.map(errorDocument) });
    else for (const diagnostic of given) output.diagnostic(diagnostic);
    return given.map(exitCodeOf).reduce(worse, 0);
  }
  const { model } = given;
  // With none of them the rates are those of a system without exchange of quanta, which obeys every law.
  if (sidebands === 0 && isDriven(model)) refuse('sidebands-out-of-range', 'a driven system needs sidebands', { hint: 'leave out --sidebands: they are chosen until the rates have converged' });
  if (options.digits !== undefined) {
    const digits = wholeNumber('--digits', options.digits, { example: 30 });
    return worse(given.code, gasDigits(model, { digits, betas, energies, ...(sidebands !== undefined && { sidebands }), ...(nodes !== undefined && { nodes }) }, output));
  }
  const bar = progressBar();
  const onProgress = (what: string, fraction: number): void => {
    const text = bar(what, fraction);
    if (text !== undefined) output.progress(text);
  };
  const system = floquetSystem(model);
  const table = betas.length === 0 ? undefined : transitionTable(system, { betas, ...(sidebands !== undefined && { sidebands }), ...(nodes !== undefined && { nodes }), onProgress });
  const used = table?.sidebands ?? sidebands ?? convergedSidebands(system, { onProgress }).sidebands;
  const { modes } = system;
  const checked = energyChecks(system, used, checkedEnergies(system));
  const results = table ? betas.map((beta) => resultOf(rates(table, beta), checked, times, initial, options.limits === true)) : [];
  const scattered = energies.map((energy) => scatteringDocument(scattering(system, energy, used), system));
  const limits = options.limits === true ? limitsDocument(system, used) : undefined;
  const notes = notesOn(modes, model, table);
  for (const note of notes) output.note(note);
  const document = {
    levels: model.levels,
    frequency: model.frequency,
    dimension: model.dimension,
    quasienergies: [...modes.quasienergies],
    modes: modeDocuments(modes),
    accuracy: {
      harmonics: modes.harmonics,
      edgeWeight: modes.edgeWeight,
      ...(Number.isFinite(modes.gap) && { gap: modes.gap }),
      propagatorDefect: propagatorFits(model) ? propagatorDefect(model, modes) : null,
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
    ...(limits && { limits }),
    ...(energies.length > 0 && { scattering: scattered }),
  };
  if (output.json) output.document(document);
  else {
    write(model, system, table, results, scattered, output);
    if (limits) writeLimits(limits, output);
  }
  const broken = results.flatMap((r) => r.broken.map((law) => `${law} at beta = ${r.document.beta}`));
  for (const scatter of scattered) if (scatter.unitarity > lawTolerances.unitarity.tolerance) broken.push(`unitarity at E = ${scatter.energy}`);
  if (broken.length > 0) output.remark(`violated: ${broken.join(', ')}`);
  return worse(given.code, broken.length > 0 ? 1 : 0);
}

function isJson(name: string, text: string): boolean {
  return name.endsWith('.json') || /^\s*\{\s*"/u.test(text);
}

function fromJson(source: { name: string; text: string }, options: GasOptions, output: Output): GasModel {
  const session = newSession(options);
  const overrides: Partial<Record<(typeof scalarFields)[number], number>> = {};
  for (const name of scalarFields) {
    const value = session.environment.lookup(name);
    if (value?.kind === 'scalar') overrides[name] = realNumber(value.scalar, `--set ${name}`);
  }
  writeIdleSettings(session, output);
  return readGasModel(source, overrides);
}

function fromScript(source: Parameters<Session['run']>[0], options: GasOptions, output: Output): { model: GasModel; code: ExitCode } | Diagnostic[] {
  const session = newSession(options);
  const errors: Diagnostic[] = [];
  let code: ExitCode = 0;
  let gas: { model: Extract<ModelDeclaration, { role: 'gas' }>; statement: Parameters<typeof locate>[0] } | undefined;
  for (const outcome of session.run(source)) {
    writeNotes(outcome, output);
    if (outcome.kind === 'error') errors.push(outcome.diagnostic);
    if (outcome.kind === 'claim') code = worse(code, writeClaim(outcome.claim, output));
    if (outcome.kind !== 'model' || outcome.model.role !== 'gas') continue;
    if (gas) errors.push({ kind: 'input', code: 'two-models', message: 'a second gas statement', span: outcome.statement.span, hint: 'one model is computed at a time' });
    gas = { model: outcome.model, statement: outcome.statement.span };
  }
  if (errors.length > 0) return errors;
  if (!gas) refuse('no-model', 'there is no gas statement in the script', { hint: 'as in gas H, V with mass = 1, density = 1' });
  const { model, statement } = gas;
  const numeric = locate(statement, () => gasModelOf(model));
  writeIdleSettings(session, output);
  return { model: numeric, code };
}

/** Energies at which the laws of scattering are looked at: between thresholds, at no round fraction of ω. */
function checkedEnergies({ modes }: FloquetSystem): number[] {
  const { quasienergies, frequency } = modes;
  const low = Math.min(...quasienergies);
  const high = Math.max(...quasienergies);
  return [low + 0.31 * frequency, high + 0.577 * frequency, high + 3.77 * frequency];
}

interface ResultDocument {
  beta: number;
  populations: number[];
  boltzmann: number[];
  rates: { from: number; to: number; quanta: number; rate: number }[];
  laws: Record<string, number>;
  power: number;
  heat: number;
  entropyProduction: number;
  relaxation: { decay: number; oscillation: number }[];
  cycles: Cycle[];
  delta?: number[];
  highTemperature?: HotDocument;
  evolution?: { time: number; populations: number[]; power: number; heat: number; entropyProduction: number | null }[];
}

interface ResultOf {
  readonly document: ResultDocument;
  readonly state: SteadyState;
  readonly broken: string[];
}

function resultOf(r: Rates, checked: EnergyChecks, times: readonly number[] | undefined, initial: readonly number[] | undefined, limits: boolean): ResultOf {
  const state = steadyState(r);
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
  const broken = Object.entries(lawTolerances).flatMap(([law, { tolerance }]) => (laws[law as keyof typeof lawTolerances] <= tolerance ? [] : [law]));
  return {
    state,
    broken,
    document: {
      beta: r.beta,
      populations: [...state.populations],
      boltzmann: [...state.boltzmann],
      rates: listRates(r),
      laws,
      power: state.power,
      heat: state.heat,
      entropyProduction: state.entropyProduction,
      relaxation: relaxationModes(r).map(({ decay, oscillation }) => ({ decay, oscillation })),
      cycles: [...circulation(r).cycles],
      ...deltaOf(r, state),
      ...(limits && hotDocument(r)),
      ...(times && { evolution: evolutionOf(r, times, initial) }),
    },
  };
}

/** Δ of (8), where its exponentials stay within the range. */
function deltaOf(r: Rates, { populations }: SteadyState): { delta?: number[] } {
  try {
    return { delta: [...departure(r, populations).delta] };
  } catch (error) {
    if (error instanceof DiagnosticError && error.diagnostic.code === 'overflow') return {};
    throw error;
  }
}

/** From the given populations, or from all in level 0. */
function evolutionOf(r: Rates, times: readonly number[], initial: readonly number[] | undefined): NonNullable<ResultDocument['evolution']> {
  const start = initial ?? Array.from({ length: r.levels }, (_, j) => (j === 0 ? 1 : 0));
  const { populations, power, heat, entropyProduction } = evolve(r, start, times);
  return times.map((time, k) => ({
    time,
    populations: [...populations[k]!],
    power: power[k]!,
    heat: heat[k]!,
    // It is infinite where a population begins at zero, which JSON has no word for.
    entropyProduction: Number.isFinite(entropyProduction[k]!) ? entropyProduction[k]! : null,
  }));
}

function listRates({ levels, sidebands, rate }: Rates): ResultDocument['rates'] {
  const isElastic = (f: number): boolean => Math.floor(f / levels) === sidebands * levels + (f % levels);
  const largest = rate.reduce((a, b, f) => (isElastic(f) ? a : Math.max(a, b)), 0);
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

function modeDocuments({ levels, harmonics, fourier, meanEnergies, quasienergies }: FloquetModes): unknown[] {
  return Array.from(meanEnergies, (meanEnergy, j) => {
    const components: Record<string, [number, number][]> = {};
    for (let k = -harmonics; k <= harmonics; k++) {
      const column = Array.from({ length: levels }, (_, i): [number, number] => {
        const p = ((k + harmonics) * levels + i) * levels + j;
        return [fourier.re[p]!, fourier.im[p]!];
      });
      if (column.some(([re, im]) => Math.hypot(re, im) > 1e-17)) components[k] = column;
    }
    return { meanEnergy, quasienergy: quasienergies[j], fourier: components };
  });
}

interface ScatteringDocument {
  energy: number;
  channels: { level: number; quanta: number; energy: number; open: boolean }[];
  T: { to: number; from: number; out: number; in: number; abs2: number; re: number; im: number; probability?: number }[];
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
  const T: ScatteringDocument['T'] = [];
  for (let from = 0; from < count; from++) {
    if (Math.abs(channels.quanta[from]!) > 1) continue;
    for (let i = 0; i < directions; i++) {
      const column = i * count + from;
      let largest = 0;
      for (let row = 0; row < t.rows; row++) largest = Math.max(largest, t.re[row * t.cols + column]! ** 2 + t.im[row * t.cols + column]! ** 2);
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
    channels: Array.from({ length: count }, (_, c) => ({ level: channels.level[c]!, quanta: channels.quanta[c]!, energy: channels.energy[c]!, open: open[c] === 1 })),
    T,
    unitarity: unitarityDefect(sMatrix(s, model.mass).s),
  };
}

function notesOn(modes: FloquetModes, model: GasModel, table: TransitionTable | undefined): string[] {
  const notes: string[] = [];
  const scale = Math.max(...modes.quasienergies.map(Math.abs), model.frequency);
  if (modes.gap < 1e-9 * scale) {
    const which = modes.chosen ? '; of the modes that agree, those are listed between which the mean coupling is diagonal: populations refer to them' : '';
    notes.push(`two quasi-energies agree ${isDriven(model) ? 'modulo the frequency ' : ''}to ${modes.gap.toExponential(0)}: coherences between them do not decay, and populations alone do not describe the steady state${which}`);
  }
  if (modes.turn > 1e-8) notes.push(`rounding turns two modes with close quasi-energies into each other by ${modes.turn.toExponential(0)}: their rates and populations are known to that`);
  notes.push(...resonanceNotes(table?.resonances ?? []));
  if (!propagatorFits(model)) notes.push('the modes are not compared with the propagator over a period, which would take too many steps: levels lie far beyond the frequency');
  if (table && table.quadratureError > 1e-8) notes.push(`the energy integrals are uncertain by ${table.quadratureError.toExponential(0)}`);
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
  const named = [...places].slice(0, mostNamed).map(([energy, states]) => (states === 1 ? energy : `${energy} (${states})`));
  const where = `E = ${named.join(', ')}${places.size > mostNamed ? ` and ${places.size - mostNamed} more energies` : ''}`;
  const narrower = `narrower than ${widest.toExponential(0)}`;
  return [
    count === 1
      ? `a resonance at ${where} is ${narrower}: its share in the rates is below rounding, or it is a bound state`
      : `${count} resonances at ${where} are ${narrower}: their share in the rates is below rounding, or they are bound states`,
  ];
}

/** Energies a note lists; --json has all. */
const mostNamed = 8;

const digits = (x: number): string => x.toFixed(10).padStart(15);
const small = (x: number): string => x.toExponential(6).padStart(15);

function write(model: GasModel, { modes }: FloquetSystem, table: TransitionTable | undefined, results: readonly ResultOf[], scattered: readonly ScatteringDocument[], output: Output): void {
  output.line(`${model.levels} levels${isDriven(model) ? ` driven at ω = ${model.frequency}` : ', no drive'}; gas in ${model.dimension === 1 ? `one dimension, ${model.scatterers.length} point scatterer${model.scatterers.length > 1 ? 's' : ''}` : 'three dimensions, s-wave'}`);
  output.line('');
  output.line('mode   quasi-energy    mean energy');
  for (const [j, e] of modes.quasienergies.entries()) output.line(`${String(j).padStart(4)}${digits(e)}${digits(modes.meanEnergies[j]!)}`);
  if (table) output.line(`${table.sidebands} sidebands, ${table.evaluations} energies, quadrature error ${table.quadratureError.toExponential(0)}`);
  for (const { document, broken } of results) {
    output.line('');
    output.line(`β = ${document.beta}`);
    output.line('mode     population      Boltzmann');
    for (const [j, p] of document.populations.entries()) output.line(`${String(j).padStart(4)}${digits(p)}${digits(document.boltzmann[j]!)}`);
    output.line(`power of the drive ${small(document.power)}   heat into the gas ${small(document.heat)}`);
    if (document.relaxation.length > 0) output.line(`populations decay at ${document.relaxation.map(({ decay, oscillation }) => `${decay.toPrecision(4)}${oscillation === 0 ? '' : ` ${oscillation > 0 ? '+' : '−'} ${Math.abs(oscillation).toPrecision(3)} i`}`).join(', ')}`);
    for (const { time, populations } of document.evolution ?? []) output.line(`t = ${String(time).padEnd(8)}${populations.map(digits).join('')}`);
    writeHot(document, output);
    output.line('strongest rates (q > 0 hands quanta to the field)');
    const strongest = document.rates.filter((r) => r.from !== r.to || r.quanta !== 0).sort((a, b) => b.rate - a.rate);
    for (const { from, to, quanta, rate } of strongest.slice(0, 8)) output.line(`  ${from} → ${to}  q = ${String(quanta).padStart(2)}  ${small(rate)}`);
    output.line('laws, relative residuals');
    for (const [law, value] of Object.entries(document.laws)) {
      const tolerance = (lawTolerances as Record<string, { tolerance: number } | undefined>)[law];
      const verdict = tolerance === undefined ? 'need not hold' : broken.includes(law) ? `VIOLATED (tolerance ${tolerance.tolerance})` : 'holds';
      output.line(`  ${law.padEnd(16)} ${value.toExponential(1).padStart(8)}  ${verdict}`);
    }
  }
  for (const { energy, channels, T, unitarity } of scattered) {
    output.line('');
    output.line(`E = ${energy}: ${channels.filter((c) => c.open).length} of ${channels.length} channels open, |S†S − 1| = ${unitarity.toExponential(1)}`);
    output.line('from (level, quanta) to (level, quanta), directions in → out: |T|²');
    const strongest = T.filter((x) => channels[x.from]!.quanta === 0).sort((a, b) => b.abs2 - a.abs2).slice(0, 12);
    const sign = (d: number): string => (d === 1 ? '+' : '−');
    for (const x of strongest) {
      const [a, b] = [channels[x.from]!, channels[x.to]!];
      output.line(`  (${a.level}, ${a.quanta}) → (${b.level}, ${b.quanta})  ${sign(x.in)} → ${sign(x.out)}  ${small(x.abs2)}${b.open ? '' : '  closed'}`);
    }
  }
}

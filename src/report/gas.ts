import {
  type GasModel,
  type ModeOptions,
  isDriven,
  propagatorDefect,
  propagatorFits,
  withCommonPhase,
} from '../floquet/index.js';
import { lawTolerances, rates, transitionTable } from '../gas/index.js';
import {
  type FloquetSystem,
  convergedSidebands,
  enclosedLaws,
  enclosedScattering,
  energyChecks,
  floquetSystem,
  scattering,
} from '../scattering/index.js';
import { limit, refuse } from '../text/index.js';
import { type LimitsDocument, limitsDocument } from './gas-limits.js';
import { type ModeDocument, modeDocuments } from './gas-modes.js';
import type { GasQuestion } from './gas-question.js';
import { secularNotes, systemNotes } from './gas-remarks.js';
import { type ResultDocument, gasResult } from './gas-result.js';
import { type ScatteringDocument, scatteringDocument } from './gas-scattering.js';

/** The answer as data, the document of `gas --json`. */
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
 * Modes, steady states, laws and scattering of a gas.
 *
 * @diagnostic `not-finite` for a result outside the range of double precision, those of the engine
 */
export function gasAnswer(model: GasModel, question: GasQuestion): GasAnswer {
  const { betas, energies = [], nodes, seconds, threads = 1, onProgress } = question;
  const options: ModeOptions = question.components === undefined ? {} : { harmonics: question.components };
  const system = floquetSystem(model, options);
  const still = system.couplings.every((c) => c.reach === 0);
  // Without any sidebands the rates are those of a system without exchange of quanta, which obeys every law.
  if (question.sidebands === 0 && !still)
    refuse('sidebands-out-of-range', 'a driven system needs sidebands', {
      hint: 'leave out --sidebands: they are chosen until the rates have converged',
    });
  const sidebands = still ? undefined : question.sidebands;
  const given = {
    ...(sidebands !== undefined && { sidebands }),
    ...(nodes !== undefined && { nodes }),
    ...(seconds !== undefined && { seconds }),
    threads,
    ...(onProgress && { onProgress }),
  };
  const table = betas.length === 0 ? undefined : transitionTable(system, { betas, ...given });
  const chosen =
    table ??
    (sidebands === undefined
      ? convergedSidebands(system, { threads: { count: threads }, ...(onProgress && { onProgress }) })
      : undefined);
  const used = chosen?.sidebands ?? sidebands!;
  // Where channels were chosen one by one, there are too many others between them.
  const places = chosen?.sparse === true ? chosen.places : undefined;
  const { modes } = system;
  const checked = energyChecks(system, used, checkedEnergies(system), places);
  const results = table ? betas.map((beta) => gasResult(rates(table, beta), checked, question)) : [];
  const scattered = energies.map(
    (energy): ScatteringDocument => ({
      ...scatteringDocument(scattering(system, energy, used, places), system),
      ...(question.rigorous === true && { enclosures: enclosedLaws(enclosedScattering(system, energy, used, places)) }),
    }),
  );
  const whole = withCommonPhase(modes);
  const notes = [...systemNotes(system, table), ...secularNotes(results, model.density)];
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
 * Refuses a document with a number that is not finite, for which JSON has no notation and which is not shown to the
 * user either.
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

/** Energies at which the laws of scattering are checked: between thresholds, not at simple fractions of ω. */
function checkedEnergies({ modes, model, scale }: FloquetSystem): number[] {
  const { quasienergies } = modes;
  const unit = isDriven(model) ? model.frequency : scale.largest;
  const low = Math.min(...quasienergies);
  const high = Math.max(...quasienergies);
  return [low + 0.31 * unit, high + 0.577 * unit, high + 3.77 * unit];
}

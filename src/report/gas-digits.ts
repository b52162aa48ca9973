import type { Decimal } from 'decimal.js';
import { type GasModel, isDriven } from '../floquet/index.js';
import { decimalRates } from '../gas/index.js';
import {
  type DecimalSystem,
  convergedSidebands,
  decimalScattering,
  decimalSystem,
  floquetSystem,
} from '../scattering/index.js';
import type { Listener } from './report.js';

export interface DigitsOptions {
  readonly digits: number;
  readonly betas: readonly number[];
  readonly energies?: readonly number[];
  readonly sidebands?: number;
  readonly nodes?: number;
}

/** The answer of `gas --digits`. Numbers are given as text, because readers of JSON would round them. */
export interface DigitsDocument {
  digits: number;
  levels: number;
  frequency: number;
  dimension: 1 | 3;
  quasienergies: string[];
  modes: { harmonics: number; residual: string; overlap: string };
  scattering: {
    energy: number;
    sidebands: number;
    open: number;
    unitarity: { columns: string; rows: string };
    residual: number;
    seconds: number;
  }[];
  results: {
    beta: number;
    sidebands: number;
    energies: number;
    estimatedError: string;
    laws: { thermalization: string };
    rates: { from: number; to: number; quanta: number; rate: string }[];
    seconds: number;
  }[];
}

/**
 * Unitarity at the energies, rates and thermalization conditions at the temperatures, in decimal arithmetic.
 *
 * @returns  the document; `broken` lists laws that do not hold to this many digits, with their place
 */
export function digitsDocument(
  model: GasModel,
  { digits, betas, energies = [], sidebands, nodes }: DigitsOptions,
  listener: Listener,
): { readonly document: DigitsDocument; readonly broken: readonly string[] } {
  listener.progress('Floquet modes');
  const system = decimalSystem(model, digits);
  const { field, modes } = system;
  const broken: string[] = [];
  const tolerance = new field.Real(10).pow(-digits);
  const short = (x: Decimal): string => x.toExponential(2);
  const document: DigitsDocument = {
    digits,
    levels: model.levels,
    frequency: model.frequency,
    dimension: model.dimension,
    quasienergies: modes.modes.map((m) => written(system, m.quasienergy)),
    modes: { harmonics: modes.harmonics, residual: short(modes.residual), overlap: short(modes.overlap) },
    scattering: [],
    results: [],
  };
  const channels =
    sidebands ?? (energies.length > 0 && isDriven(model) ? convergedSidebands(floquetSystem(model)).sidebands : 0);
  for (const energy of energies) {
    const start = performance.now();
    listener.progress(`E = ${energy}, ${(2 * channels + 1) * model.levels} channels`);
    const { unitarity, open, residual } = decimalScattering(system, field.real(String(energy)), channels);
    const [columns, rows] = unitarity;
    if (field.Real.max(columns, rows).gt(tolerance)) broken.push(`unitarity at E = ${energy}`);
    document.scattering.push({
      energy,
      sidebands: channels,
      open: open.length,
      unitarity: { columns: short(columns), rows: short(rows) },
      residual,
      seconds: (performance.now() - start) / 1000,
    });
  }
  for (const beta of betas) {
    const start = performance.now();
    const found = decimalRates(system, field.real(String(beta)), {
      ...(sidebands !== undefined && { sidebands }),
      ...(nodes !== undefined && { nodes }),
      onPlan: (seconds) => {
        if (seconds >= announcedSeconds) listener.note(planText(beta, seconds, digits));
      },
      onEnergy: (done, wanted) => listener.progress(`β = ${beta}, energy ${done}`, done / wanted),
    });
    if (found.thermalization.gt(tolerance)) broken.push(`thermalization at beta = ${beta}`);
    const largest = found.rates.reduce((m, r) => field.Real.max(m, r.rate), field.real(0));
    document.results.push({
      beta,
      sidebands: found.sidebands,
      energies: found.energies,
      estimatedError: short(found.error),
      laws: { thermalization: short(found.thermalization) },
      rates: found.rates
        .filter((r) => r.rate.gt(largest.times(tolerance)))
        .map((r) => ({ ...r, rate: written(system, r.rate) })),
      seconds: (performance.now() - start) / 1000,
    });
  }
  return { document, broken };
}

/** A computation that takes longer than this, in seconds, is announced with its time. */
const announcedSeconds = 10;

function planText(beta: number, seconds: number, digits: number): string {
  const time = seconds < 100 ? `${Math.ceil(seconds / 10) * 10} s` : `${Math.ceil(seconds / 60)} min`;
  const quicker = '; without --digits, double precision computes such rates to twelve digits in seconds';
  return `β = ${beta}: about ${time} or more in decimal arithmetic${digits <= 12 ? quicker : ''}`;
}

function written({ field }: DecimalSystem, x: Decimal): string {
  // A number that is zero to the digits of the field appears as a rounding error.
  return x.abs().lt(new field.Real(10).pow(-field.digits - 4)) && x.abs().lt(1)
    ? field.round(x).toExponential(2)
    : field.round(x).toString();
}

/** The answer as lines of text. */
export function digitsLines(document: DigitsDocument): string[] {
  const { digits, modes } = document;
  const lines = [
    `${digits} digits; modes, numbered from 0 in the order of their mean energy, with ${modes.harmonics} harmonics, ` +
      `residual ${modes.residual}, overlap ${modes.overlap}`,
    ...document.quasienergies.map((e, j) => `  mode ${j}  quasienergy ${e}`),
  ];
  for (const { energy, sidebands, open, unitarity, seconds } of document.scattering) {
    lines.push(
      `E = ${energy}: ${open} open channels of ${sidebands} sidebands; ` +
        `|S†S − 1| = ${unitarity.columns}, |SS† − 1| = ${unitarity.rows} (${seconds.toFixed(1)} s)`,
    );
  }
  for (const { beta, sidebands, energies, estimatedError, laws, rates, seconds } of document.results) {
    lines.push(
      `β = ${beta}: ${sidebands} sidebands, ${energies} energies; thermalization conditions to ` +
        `${laws.thermalization}, quadrature to ${estimatedError} (${seconds.toFixed(1)} s)`,
    );
    const strongest = [...rates].sort((a, b) => Number(b.rate) - Number(a.rate)).slice(0, 12);
    for (const { from, to, quanta, rate } of strongest)
      lines.push(`  ${from} → ${to}  q = ${String(quanta).padStart(2)}  ${rate}`);
  }
  return lines;
}

import { readFileSync } from 'node:fs';
import * as Plot from '@observablehq/plot';
import { ChainStudy, type DrivenChain, type Ensemble, type Member } from '../../chain/index.js';
import { type NumericOperator, numericOperator } from '../../ring/index.js';
import { type ChainStatement, drivenChain } from '../../models/index.js';
import { Session } from '../../session/index.js';
import { packageFile } from '../../text/file.js';
import { DiagnosticError } from '../../text/index.js';
import {
  type Column,
  type CurveStyle,
  type Drawing,
  type LegendEntry,
  type TableCell,
  colours,
  curveEntry,
  drawCurves,
} from '../../drawing/index.js';
import type { FigureParameter, FigureSharing, ReportProgress } from '../figure.js';

/** The driven chain as a script that `spinlaw steady` reads too.   chain (7), (8), (9), (17), (18) */
export const script = readFileSync(packageFile('examples/driven-chain.spin'), 'utf8');

/** Parameters of every figure of the chain, those of fig. 3 by default. */
export const figureParameters = {
  Delta: { value: 0.8, unit: 'J', about: 'anisotropy Δ', from: -5, to: 5 },
  B: { value: -1, unit: 'J', about: 'magnetic field B', from: -6, to: 6 },
  omega: { value: 1.6, unit: 'J', about: 'frequency of the drive ω', from: 0.05, to: 20 },
  gamma_m: { value: 1, unit: '1', about: 'coupling of the phonons that changes S^z', from: 0.01, to: 10 },
  omega_ph: { value: 1, unit: 'J', about: 'frequency of the phonons ω_ph', from: 0.05, to: 20 },
  T_ph: { value: 1, unit: 'J', about: 'temperature of the phonons', from: 0.05, to: 50 },
  eta_d: { value: 0.1, unit: 'J', about: 'half-width of the Lorentzian for the drive', from: 0.001, to: 5 },
  eta_ph: { value: 0.4, unit: 'J', about: 'width of the phonon line', from: 0.05, to: 5 },
  J: { value: 1, unit: '1', about: 'exchange J, the unit of energy', from: 0.1, to: 10 },
  ring: { value: 12, unit: 'sites', about: 'sites of the ring, an even number', from: 6, to: 14, whole: true },
} as const satisfies Record<string, FigureParameter>;

type Values = Readonly<Record<string, number>>;

/**
 * A chain of the script at these values and this ε_d, with ε_ph = 1, and operators of the script by name.
 *
 * @param further  definitions that follow the script
 */
export function chainAt(
  values: Values,
  ratio: number,
  further = '',
): { readonly chain: DrivenChain; readonly operator: (name: string) => NumericOperator } {
  const session = new Session();
  for (const name of ['J', 'Delta', 'B', 'omega', 'gamma_m', 'omega_ph', 'T_ph', 'eta_d', 'eta_ph'])
    session.set(`${name}=${values[name]!}`);
  session.set(`eps_d=${ratio}`);
  for (const outcome of session.run({ name: 'the driven chain', text: `${script}\n${further}` }))
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
  const statements = session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas');
  const operator = (name: string): NumericOperator => {
    const value = session.environment.lookup(name);
    if (value?.kind !== 'operator') throw new Error(`${name} is no operator of the script`);
    return numericOperator(value.operator);
  };
  return { chain: drivenChain(statements, values.ring!), operator };
}

/** The ensembles of the paper: N_C = 4 and 6.   chain, Methods */
export const ensembles = { 4: ['C1', 'C2', 'C3', 'JSc'], 6: ['C1', 'C2', 'C3', 'C4', 'C5', 'JSc'] } as const;

/** A charge of an ensemble: JSc is the conserved part of JS, other names are those of the script.   chain (18) */
export const memberNamed = (name: string, operator: (name: string) => NumericOperator): Member =>
  name === 'JSc'
    ? { name, operator: operator('JS'), conservedPart: true }
    : { name, operator: operator(name), conservedPart: false };

/** The points of one part of a figure, whose progress is reported as a share of the whole. */
export class Points {
  readonly study: ChainStudy;
  worst = 0;
  private at = 0;
  /** points at which no steady ensemble was found */
  readonly lost: string[] = [];

  constructor(
    private readonly count: number,
    private readonly progress: ReportProgress,
    { threads }: FigureSharing = {},
  ) {
    this.study = new ChainStudy({
      ...(threads !== undefined && { threads }),
      onProgress: (what, fraction) => progress(what, Math.min(1, (this.at + 0.99 * fraction) / this.count)),
    });
  }

  next(): void {
    this.at += 1;
    this.progress('points', Math.min(1, this.at / this.count));
  }

  /** Values per site in the exact state.   chain (11) */
  exact(values: Values, ratio: number, names: readonly string[]): number[] {
    const { chain, operator } = chainAt(values, ratio);
    const state = this.study.exact(chain);
    this.worst = Math.max(this.worst, state.residual);
    return names.map((name) => state.observe(operator(name)) / chain.sites);
  }

  ensemble(values: Values, ratio: number, charges: readonly string[]): Ensemble {
    const { chain, operator } = chainAt(values, ratio);
    const members = charges.map((name) => memberNamed(name, operator));
    return this.study.ensemble(chain, members, { resolvers: [operator('C3')] });
  }

  /** Values per site in a truncated ensemble; none where it has no steady state.   chain (10) */
  truncated(values: Values, ratio: number, charges: readonly string[], names: readonly string[]): (number | null)[] {
    const { operator } = chainAt(values, ratio);
    const ensemble = this.ensemble(values, ratio, charges);
    try {
      const { state, residual } = ensemble.solve();
      this.worst = Math.max(this.worst, residual);
      return names.map((name) => ensemble.observe(operator(name), state) / values.ring!);
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostic.code !== 'no-convergence') throw error;
      this.lost.push(`N_C = ${charges.length} at ε_d/ε_ph = ${ratio}, B = ${values.B!}`);
      return names.map(() => null);
    }
  }

  remarks(): string[] {
    return [
      `largest residual ${this.worst.toExponential(1)}`,
      ...this.lost.map((where) => `no steady ensemble was found for ${where}`),
    ];
  }
}

/** Points between the evenly spaced ones. */
export const furtherPoints = {
  value: 8,
  unit: '1',
  about: 'further points where the curves turn most',
  from: 0,
  to: 500,
  whole: true,
} as const satisfies FigureParameter;

/** Parameters for ratios ε_d/ε_ph that are evenly spaced on a logarithmic axis. */
export const ratioParameters = {
  lowest: { value: 0.1, unit: '1', about: 'smallest ε_d/ε_ph', from: 0.001, to: 100 },
  highest: { value: 20, unit: '1', about: 'largest ε_d/ε_ph', from: 0.001, to: 1000 },
  points: { value: 21, unit: '1', about: 'evenly spaced points', from: 2, to: 500, whole: true },
  further: furtherPoints,
} as const satisfies Record<string, FigureParameter>;

export function ratiosOf({ lowest, highest, points }: Values): number[] {
  return Array.from({ length: points! }, (_, k) =>
    Number((lowest! * (highest! / lowest!) ** (k / (points! - 1))).toPrecision(12)),
  );
}

/** A column of values per site. */
export const column = (name: string, unit: string, about: string): Column => ({ name, unit, about });

/** Styles of the curves of the exact state and of the two ensembles. */
export const styles = {
  exact: { colour: colours[1], dash: undefined, marker: 'circle', label: 'exact' },
  nc4: { colour: colours[2], dash: '2 3', marker: 'square', label: 'N_C = 4' },
  nc6: { colour: colours[0], dash: '7 3', marker: 'triangle', label: 'N_C = 6' },
} as const;

/** The entries of a legend for labelled styles. */
export const entriesOf = (all: readonly (CurveStyle & { readonly label: string })[]): LegendEntry[] =>
  all.map(({ label, ...style }) => curveEntry({ label, style }));

/** One panel with curves against one axis; points without a value are left out. */
export function curvePanel(
  rows: readonly Record<string, TableCell>[],
  x: { readonly column: string; readonly options: Plot.ScaleOptions },
  curves: readonly (CurveStyle & { readonly column: string })[],
  label: string,
  size: { readonly width: number; readonly height: number },
): Drawing {
  return drawCurves(
    {
      ...size,
      marginTop: 32,
      marginLeft: 66,
      marginBottom: 44,
      x: x.options,
      y: { label, labelArrow: 'none', grid: true, nice: true },
      marks: [Plot.ruleY([0], { stroke: '#999' })],
    },
    curves.map(({ column: y, ...style }) => ({
      style,
      points: rows
        .filter((r) => r[y] !== null && r[y] !== undefined)
        .map((r) => ({ x: Number(r[x.column]), y: Number(r[y]) })),
    })),
  );
}

/** A logarithmic axis of ε_d/ε_ph, ticks at 1, 2, 5 inside it. */
export function ratioAxis(rows: readonly Record<string, TableCell>[]): {
  readonly column: string;
  readonly options: Plot.ScaleOptions;
} {
  const ratios = rows.map((r) => Number(r.ratio));
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  const ticks = Array.from({ length: 7 }, (_, k) => 10 ** (k - 3))
    .flatMap((x) => [x, 2 * x, 5 * x])
    .filter((x) => x >= low * 0.999 && x <= high * 1.001);
  return {
    column: 'ratio',
    options: {
      type: 'log',
      label: 'ε_d/ε_ph',
      labelAnchor: 'center',
      labelArrow: 'none',
      ticks,
      tickFormat: (x: number) => String(Number(x.toPrecision(1))),
    },
  };
}

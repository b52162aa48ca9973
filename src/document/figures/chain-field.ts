import type { Parameter, ReportProgress } from '../figure.js';
import type { Cell } from '../table.js';
import { Points, chainParameters, ensembles } from './chain-model.js';

const { B: _, ...couplings } = chainParameters;

/** Parameters of the figures over the magnetic field. */
export const fieldParameters = {
  ...couplings,
  ratio: { value: Number(Math.sqrt(2.5).toPrecision(12)), unit: '1', about: 'ε_d/ε_ph', from: 0.01, to: 100 },
  lowest: { value: -4, unit: 'J', about: 'smallest field', from: -6, to: 6 },
  highest: { value: 4, unit: 'J', about: 'largest field', from: -6, to: 6 },
  points: { value: 17, unit: '1', about: 'points shown', from: 2, to: 500, whole: true },
} as const satisfies Record<string, Parameter>;

export const observed = ['H0', 'JH', 'C3', 'JS', 'C1', 'C4'];

type FieldValues = Readonly<Record<keyof typeof fieldParameters, number>>;

export interface FieldScan {
  /** B, then the observables of the exact state, then those of the ensemble with N_C = 6 */
  readonly rows: readonly Cell[][];
  readonly remarks: readonly string[];
}

let last: { readonly key: string; readonly scan: FieldScan } | undefined;

/** Exact state and ensemble over the field. Figures 5 and 6 show one computation: the last is kept. */
export function fieldScan(values: FieldValues, progress: ReportProgress): FieldScan {
  const key = JSON.stringify(values);
  if (last?.key === key) return last.scan;
  const { lowest, highest, points, ratio } = values;
  const work = new Points(points, progress);
  const rows = Array.from({ length: points }, (__, k): Cell[] => {
    const B = Number((lowest + ((highest - lowest) * k) / (points - 1)).toPrecision(12));
    const at = { ...values, B };
    const row = [B, ...work.exact(at, ratio, observed), ...work.truncated(at, ratio, ensembles[6], observed)];
    work.next();
    return row;
  });
  const scan = { rows, remarks: work.remarks() };
  last = { key, scan };
  return scan;
}

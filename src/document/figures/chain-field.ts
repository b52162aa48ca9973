import type { FigureData, FigureParameter, FigureSharing, ReportProgress } from '../figure.js';
import { type TableCell, table } from '../../drawing/index.js';
import { refinedRows } from './adaptive.js';
import { Points, column, ensembles, figureParameters, furtherPoints } from './chain-model.js';

const { B: _, ...couplings } = figureParameters;

/** Parameters of the figures against the magnetic field. */
export const fieldParameters = {
  ...couplings,
  ratio: { value: Number(Math.sqrt(2.5).toPrecision(12)), unit: '1', about: 'ε_d/ε_ph', from: 0.01, to: 100 },
  lowest: { value: -4, unit: 'J', about: 'smallest field', from: -6, to: 6 },
  highest: { value: 4, unit: 'J', about: 'largest field', from: -6, to: 6 },
  points: { value: 17, unit: '1', about: 'evenly spaced points', from: 2, to: 500, whole: true },
  further: furtherPoints,
} as const satisfies Record<string, FigureParameter>;

/** Units and names of the observables. */
const observed = {
  H0: ['J', 'energy'],
  JH: ['J²', 'heat current'],
  C3: ['J²', 'C_3'],
  JS: ['J', 'spin current'],
  C1: ['1', 'magnetisation'],
  C4: ['J³', 'C_4'],
} as const;
const names = Object.keys(observed) as (keyof typeof observed)[];

/** The axis of the field. */
export const fieldAxis = {
  column: 'B',
  options: { label: 'magnetic field B [J]', labelAnchor: 'center', labelArrow: 'none' },
} as const;

type FieldValues = Readonly<Record<keyof typeof fieldParameters, number>>;

interface FieldScan {
  /** B, then the observables in the exact state, then those in the ensemble with N_C = 6 */
  readonly rows: readonly TableCell[][];
  readonly remarks: readonly string[];
}

let last: { readonly key: string; readonly scan: FieldScan } | undefined;

/** Exact state and ensemble against the field. Figures 5 and 6 show the same computation, so the last one is kept. */
function fieldScan(values: FieldValues, progress: ReportProgress, sharing: FigureSharing | undefined): FieldScan {
  const key = JSON.stringify(values);
  if (last?.key === key) return last.scan;
  const { lowest, highest, points, further, ratio } = values;
  const work = new Points(points + further, progress, sharing);
  const fields = Array.from({ length: points }, (__, k) =>
    Number((lowest + ((highest - lowest) * k) / (points - 1)).toPrecision(12)),
  );
  const rowAt = (B: number): TableCell[] => {
    const at = { ...values, B };
    const row = [B, ...work.exact(at, ratio, names), ...work.truncated(at, ratio, ensembles[6], names)];
    work.next();
    return row;
  };
  const columns = names.flatMap((_name, k) => [1 + k, 1 + k + names.length]);
  const rows = refinedRows(fields, rowAt, { columns, further, axis: 'linear' });
  const scan = { rows, remarks: work.remarks() };
  last = { key, scan };
  return scan;
}

/** Some of the observables against the field, exact and with six charges, as a table with this name. */
export function fieldTable(
  name: string,
  shown: readonly (keyof typeof observed)[],
  values: FieldValues,
  progress: ReportProgress,
  sharing: FigureSharing | undefined,
): FigureData {
  const { rows, remarks } = fieldScan(values, progress, sharing);
  const of = (ending: string, state: string) =>
    shown.map((x) => column(`${x}${ending}`, observed[x][0], `${observed[x][1]} per site, ${state}`));
  const places = shown.map((x) => 1 + names.indexOf(x));
  const pick = [0, ...places, ...places.map((k) => k + names.length)];
  return {
    tables: [
      table(
        name,
        [column('B', 'J', 'magnetic field'), ...of('', 'exact'), ...of('_6', 'N_C = 6')],
        rows.map((r) => pick.map((k) => r[k]!)),
      ),
    ],
    remarks,
  };
}

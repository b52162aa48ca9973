import * as Plot from '@observablehq/plot';
import { type Rates, thermalization } from '../../gas/index.js';
import {
  type TableCell,
  colours,
  curveEntry,
  curveStyle,
  draw,
  legend,
  records,
  sheet,
  table,
} from '../../drawing/index.js';
import { figure } from '../figure.js';
import { accuracy, betaAxis, betasOf, logAxis, temperatureRange, ratesAt, toy, toyParameters } from './gas-toy.js';

const title = 'The thermalization conditions (5) as a test of numerical rates';
const modes = [0, 1, 2] as const;

/** Both sides of (5) for a mode, each divided by e^{−βε_j}. */
function sides(r: Rates, j: number): readonly [number, number] {
  let [left, right] = [0, 0];
  for (let q = -r.sidebands; q <= r.sidebands; q++) {
    for (let i = 0; i < r.levels; i++) {
      if (i === j && q === 0) continue;
      left += r.rate.at({ initial: j, final: i, quanta: q });
      const gain = r.quasienergies[j]! + q * r.frequency - r.quasienergies[i]!;
      right += r.scaled.at({ initial: i, final: j, quanta: q }) * Math.exp(r.beta * (gain - Math.max(0, gain)));
    }
  }
  return [left, right];
}

/**
 * The two sides of the conditions, and their difference in truncated calculations, which is smaller than the error of
 * the rates. gas (5)
 */
export const gas4 = figure({
  name: 'gas-4',
  title,
  source: 'gas, figure 4; (5)',
  caption:
    'Left: both sides of (5) over e^{−βε_j} for each mode, Σ Γ^q_j→j’ (lines) and Σ Γ^q_j’→j e^{β(ε_j − ε_j’ + qω)} (rings). Right: with few sidebands the residual of (5) at the temperature `beta` (dots), and the largest error of a rate above 10⁻⁶ of the largest (rings). The conditions are a one-sided test: a small residual does not make the rates right.',
  parameters: {
    ...toyParameters,
    beta: { value: 1, unit: '1/E', about: 'inverse temperature of the right half', from: 1e-3, to: 1e3 },
    sidebands: {
      value: 12,
      unit: '1',
      about: 'largest number of sidebands in the right half',
      from: 1,
      to: 60,
      whole: true,
    },
    ...temperatureRange(0.05, 20, 31),
  },
  quick: { points: 2, sidebands: 2, hottest: 0.5, coldest: 2 },
  seconds: 7,
  compute: (values, progress, sharing) => {
    const model = toy(values);
    const { table: computed, all } = ratesAt(
      model,
      [...betasOf(values), values.beta],
      (what, done) => progress(what, done / 2),
      sharing,
    );
    const best = all.pop()!;
    const rows = all.map((r): TableCell[] => [r.beta, ...modes.flatMap((j) => sides(r, j)), thermalization(r)]);
    const largest = best.rate.largest;
    const truncated: TableCell[][] = [];
    for (let n = 1; n <= values.sidebands; n++) {
      progress(`${n} sidebands`, 0.5 + n / (2 * values.sidebands + 1));
      const r = ratesAt(model, [values.beta], () => {}, { ...sharing, sidebands: n }).all[0]!;
      let worst = 0;
      for (let q = -best.sidebands; q <= best.sidebands; q++) {
        for (let from = 0; from < r.levels; from++) {
          for (let to = 0; to < r.levels; to++) {
            const right = best.rate.at({ initial: from, final: to, quanta: q });
            const found = r.rate.at({ initial: from, final: to, quanta: q });
            if (right > 1e-6 * largest) worst = Math.max(worst, Math.abs(found / right - 1));
          }
        }
      }
      truncated.push([values.beta, n, thermalization(r), worst]);
    }
    const beta = { name: 'beta', unit: '1/E', about: 'inverse temperature' };
    return {
      tables: [
        table(
          'sides',
          [
            beta,
            ...modes.flatMap((j) => [
              { name: `out${j}`, unit: 'E', about: `Σ Γ^q_${j}→j’` },
              { name: `in${j}`, unit: 'E', about: `Σ Γ^q_j’→${j} e^{β(ε_${j} − ε_j’ + qω)}` },
            ]),
            { name: 'residual', unit: '1', about: 'largest difference over the outflow' },
          ],
          rows,
        ),
        table(
          'sidebands',
          [
            beta,
            { name: 'sidebands', unit: '1', about: '|n| ≤ sidebands' },
            { name: 'residual', unit: '1', about: 'residual of (5)' },
            { name: 'error', unit: '1', about: 'largest relative error of a rate' },
          ],
          truncated,
        ),
      ],
      remarks: [
        accuracy(computed),
        `largest residual of (5) ${Math.max(...rows.map((r) => Number(r.at(-1)))).toExponential(1)}`,
      ],
    };
  },
  plot: ({ tables }, { beta }) => {
    const [rows, truncated] = tables.map(records) as [Record<string, TableCell>[], Record<string, TableCell>[]];
    const height = 360;
    const floor = 1e-17;
    const lifted = truncated.map((r) => ({
      ...r,
      residual: Math.max(floor, Number(r.residual)),
      error: Math.max(floor, Number(r.error)),
    }));
    return sheet(title, [
      [
        legend(
          [
            ...modes.map((j) =>
              curveEntry({ label: `out of mode ${j}`, style: { ...curveStyle(j), marker: undefined } }),
            ),
            { label: 'into it, with its Boltzmann factors', colour: '#222', as: 'ring' as const },
            { label: 'residual of (5)', colour: colours[3], as: 'dot' as const },
            { label: 'error of the rates', colour: colours[4], as: 'ring' as const },
          ],
          880,
        ),
      ],
      [
        draw({
          width: 480,
          height,
          marginLeft: 60,
          marginBottom: 44,
          x: betaAxis(rows.map((r) => Number(r.beta))),
          y: { label: 'sides of (5) [E]', labelArrow: 'none', grid: true, zero: true },
          marks: modes.flatMap((j) => [
            Plot.line(rows, {
              x: 'beta',
              y: `out${j}`,
              curve: 'monotone-x',
              stroke: colours[j]!,
              strokeWidth: 1.8,
              ...(curveStyle(j).dash !== undefined && { strokeDasharray: curveStyle(j).dash! }),
            }),
            Plot.dot(rows, { x: 'beta', y: `in${j}`, stroke: colours[j]!, fill: 'white', r: 3 }),
          ]),
        }),
        draw({
          width: 400,
          height,
          marginLeft: 60,
          marginBottom: 44,
          x: {
            label: `sidebands kept, β = ${Number(beta.toPrecision(4))}`,
            labelAnchor: 'center',
            labelArrow: 'none',
            tickFormat: 'd',
            ticks: Math.min(12, truncated.length),
          },
          y: logAxis(
            'residual of (5), error of the rates',
            lifted.flatMap((r) => [r.residual, r.error]),
          ),
          marks: [
            Plot.line(lifted, { x: 'sidebands', y: 'error', stroke: colours[4] }),
            Plot.dot(lifted, { x: 'sidebands', y: 'error', stroke: colours[4], fill: 'white', r: 3.5 }),
            Plot.line(lifted, { x: 'sidebands', y: 'residual', stroke: colours[3] }),
            Plot.dot(lifted, { x: 'sidebands', y: 'residual', fill: colours[3], r: 3.5 }),
          ],
        }),
      ],
    ]);
  },
});

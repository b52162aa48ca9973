import * as Plot from '@observablehq/plot';
import {
  type TableCell,
  curveEntry,
  curveStyle,
  drawCurves,
  legend,
  records,
  sheet,
  table,
} from '../../drawing/index.js';
import { figure } from '../figure.js';
import { accuracy, betaAxis, betasOf, logAxis, temperatureRange, ratesAt, toy, toyParameters } from './gas-toy.js';

const title = 'Hot rates against those of the reverse processes, (S33)';
const processes = [
  [0, 1, 0],
  [0, 1, 1],
  [1, 2, 0],
  [1, 2, -1],
  [2, 0, 1],
  [2, 0, -1],
] as const;
const label = ([from, to, q]: readonly [number, number, number]): string =>
  `${from} → ${to}, q = ${String(q).replace('-', '−')}`;

/** Ratios of rates to those of the reverse processes, against temperature.   gas (S33) */
export const gasS1 = figure({
  name: 'gas-s1',
  title,
  source: 'gas, figure S1; (S33)',
  caption:
    'Γ^q_j→j’ over Γ^−q_j’→j against the temperature. The ratios go to 1 where Born’s approximation rules. With a point scatterer in one dimension they go as 1/ln(1/β), since rates carry a logarithm: no power law (S23).',
  parameters: { ...toyParameters, ...temperatureRange(1e-6, 1, 49) },
  quick: { points: 3, hottest: 1e-3 },
  seconds: 4,
  compute: (values, progress, sharing) => {
    const { table: computed, all } = ratesAt(toy(values), betasOf(values), progress, sharing);
    const rows: TableCell[][] = [];
    for (const r of all) {
      for (const process of processes) {
        const [from, to, q] = process;
        if (Math.abs(q) > r.sidebands) continue;
        const [rate, reverse] = [
          r.rate.at({ initial: from, final: to, quanta: q }),
          r.rate.at({ initial: to, final: from, quanta: -q }),
        ];
        if (reverse > 0) rows.push([r.beta, label(process), from, to, q, rate, reverse, rate / reverse]);
      }
    }
    return {
      tables: [
        table(
          'ratios',
          [
            { name: 'beta', unit: '1/E', about: 'inverse temperature' },
            { name: 'process', unit: '1', about: 'j → j’, q' },
            { name: 'from', unit: '1', about: 'j' },
            { name: 'to', unit: '1', about: 'j’' },
            { name: 'quanta', unit: '1', about: 'q' },
            { name: 'rate', unit: 'E', about: 'Γ^q_j→j’' },
            { name: 'reverse', unit: 'E', about: 'Γ^−q_j’→j' },
            { name: 'ratio', unit: '1', about: 'the first over the second' },
          ],
          rows,
        ),
      ],
      remarks: [accuracy(computed)],
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const names = [...new Set(rows.map((r) => String(r.process)))];
    const style = new Map(names.map((n, k) => [n, curveStyle(k)]));
    const size = { width: 720, height: 400 };
    return sheet(title, [
      [
        legend(
          names.map((label) => curveEntry({ label, style: style.get(label)! })),
          size.width,
        ),
      ],
      [
        drawCurves(
          {
            ...size,
            marginTop: 30,
            marginLeft: 56,
            marginRight: 84,
            marginBottom: 44,
            x: betaAxis(rows.map((r) => Number(r.beta))),
            y: logAxis(
              'Γ(j → j’, q) / Γ(j’ → j, −q)',
              rows.map((r) => Number(r.ratio)),
            ),
            marks: [Plot.ruleY([1], { stroke: '#888', strokeDasharray: '2 3' })],
          },
          names.map((label) => ({
            label,
            style: style.get(label)!,
            points: rows.filter((r) => r.process === label).map((r) => ({ x: Number(r.beta), y: Number(r.ratio) })),
          })),
        ),
      ],
    ]);
  },
});

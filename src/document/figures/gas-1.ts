import * as Plot from '@observablehq/plot';
import { totalRates } from '../../gas/index.js';
import {
  type TableCell,
  curveEntry,
  curveStyle,
  draw,
  drawCurves,
  legend,
  records,
  sheet,
  table,
} from '../../drawing/index.js';
import { figure } from '../figure.js';
import { accuracy, betaAxis, betasOf, logAxis, temperatureRange, ratesAt, toy, toyParameters } from './gas-toy.js';

const pairs = [
  [0, 1],
  [1, 0],
  [0, 2],
  [2, 0],
  [1, 2],
  [2, 1],
] as const;
const label = ([from, to]: readonly [number, number]): string => `${from} → ${to}`;
const title = 'Transition rates of the driven three-level toy';

/** Total rates Γ_{j→j'} = Σ_q Γ^q_{j→j'} against the temperature.   gas (1), (2), (S3) */
export const gas1 = figure({
  name: 'gas-1',
  title,
  source: 'gas, figure 1; (2)',
  caption:
    'Rates Γ_{j→j’} summed over the change q of the Floquet index (left) and split by q at the inverse temperature `beta` (right; q > 0 hands quanta to the field). Hot rates go as √β ln(1/β), cold ones as 1/β: what a point scatterer in one dimension does.',
  parameters: {
    ...toyParameters,
    beta: { value: 1, unit: '1/E', about: 'inverse temperature of the right half', from: 1e-3, to: 1e3 },
    ...temperatureRange(1e-3, 100, 61),
  },
  quick: { points: 3, hottest: 0.2, coldest: 5 },
  seconds: 6,
  compute: (values, progress, sharing) => {
    const betas = betasOf(values);
    const { table: computed, all } = ratesAt(toy(values), [...betas, values.beta], progress, sharing);
    const at = all.pop()!;
    const rows: TableCell[][] = [];
    for (const r of all) {
      const total = totalRates(r);
      for (const [from, to] of pairs) {
        const processes = Array.from({ length: 2 * r.sidebands + 1 }, (_, k) =>
          r.rate.at({ initial: from, final: to, quanta: k - r.sidebands }),
        );
        rows.push([r.beta, label([from, to]), total.re[to * r.levels + from]!, Math.max(...processes)]);
      }
    }
    const split: TableCell[][] = pairs.flatMap((pair) =>
      Array.from({ length: 2 * at.sidebands + 1 }, (_, k): TableCell[] => [
        at.beta,
        label(pair),
        k - at.sidebands,
        at.rate.at({ initial: pair[0], final: pair[1], quanta: k - at.sidebands }),
      ]),
    );
    const process = { name: 'process', unit: '1', about: 'modes j → j’, from 0 in the order of mean energy' };
    const beta = { name: 'beta', unit: '1/E', about: 'inverse temperature' };
    return {
      tables: [
        table(
          'totals',
          [
            beta,
            process,
            { name: 'rate', unit: 'E', about: 'Σ_q Γ^q_j→j’' },
            { name: 'largest', unit: 'E', about: 'the largest Γ^q_j→j’' },
          ],
          rows,
        ),
        table(
          'quanta',
          [
            beta,
            process,
            { name: 'quanta', unit: '1', about: 'q, gain of the Floquet index' },
            { name: 'rate', unit: 'E', about: 'Γ^q_j→j’' },
          ],
          split,
        ),
      ],
      remarks: [accuracy(computed)],
    };
  },
  plot: ({ tables }, { beta }) => {
    const [totals, split] = tables.map(records) as [Record<string, TableCell>[], Record<string, TableCell>[]];
    const names = pairs.map(label);
    const style = new Map(names.map((n, k) => [n, curveStyle(k)]));
    const height = 360;
    const largest = Math.max(...split.map((r) => Number(r.rate)));
    const seen = split.filter((r) => Number(r.rate) > 1e-8 * largest);
    return sheet(title, [
      [
        legend(
          names.map((label) => curveEntry({ label, style: style.get(label)! })),
          860,
        ),
      ],
      [
        drawCurves(
          {
            width: 520,
            height,
            marginTop: 30,
            marginLeft: 56,
            marginRight: 52,
            marginBottom: 44,
            x: betaAxis(totals.map((r) => Number(r.beta))),
            y: logAxis(
              'rate Γ(j → j’) [E]',
              totals.map((r) => Number(r.rate)),
            ),
          },
          names.map((label) => ({
            label,
            style: style.get(label)!,
            points: totals
              .filter((r) => r.process === label && Number(r.rate) > 0)
              .map((r) => ({ x: Number(r.beta), y: Number(r.rate) })),
          })),
        ),
        draw({
          width: 380,
          height,
          marginLeft: 56,
          marginBottom: 44,
          x: {
            label: `quanta q handed to the field, β = ${Number(beta.toPrecision(4))}`,
            labelAnchor: 'center',
            labelArrow: 'none',
            tickFormat: 'd',
          },
          y: logAxis(
            'rate Γ(j → j’, q) [E]',
            seen.map((r) => Number(r.rate)),
          ),
          marks: names.flatMap((n) => {
            const own = seen.filter((r) => r.process === n);
            return [
              Plot.line(own, { x: 'quanta', y: 'rate', stroke: style.get(n)!.colour, strokeOpacity: 0.6 }),
              Plot.dot(own, {
                x: 'quanta',
                y: 'rate',
                symbol: style.get(n)!.marker!,
                fill: style.get(n)!.colour,
                r: 3.4,
              }),
            ];
          }),
        }),
      ],
    ]);
  },
});

import * as Plot from '@observablehq/plot';
import { besselJOne } from '../../numeric/index.js';
import { type TableCell, curveEntry, curveStyle, draw, legend, records, sheet, table } from '../../drawing/index.js';
import { powerOfTen } from './gas-toy.js';
import { figure } from '../figure.js';

/** Weights of the drive on the three levels of the toy, gas (13). */
const weights = [1, 0.25, -0.8] as const;
const pairs = [
  [0, 1],
  [1, 2],
  [2, 0],
] as const;

/**
 * The distribution of a coupling over sidebands by the drive: |J_q((d_j' − d_j) λ/ω)|² for the three pairs of the
 * toy.   gas (S62)
 */
export const gasFloquetElements = figure({
  name: 'gas-floquet-elements',
  title: 'Floquet elements of the coupling, three-level toy',
  source: 'gas (S62)',
  caption:
    'Share of |W_j’j|² that goes to the change q of the Floquet index: |J_q((d_j’ − d_j) λ/ω)|². Beyond |d_j’ − d_j| λ/ω the elements fall super-exponentially: that is where sidebands may end.',
  parameters: {
    lambda: { value: 1.3, unit: 'E', about: 'amplitude of the drive λ', from: 0, to: 100 },
    omega: { value: 1.1, unit: 'E', about: 'frequency of the drive ω', from: 0.01, to: 100 },
    sidebands: { value: 12, unit: '1', about: 'largest |q| shown', from: 1, to: 200, whole: true },
  },
  quick: { sidebands: 6 },
  seconds: 1,
  compute: ({ lambda, omega, sidebands }) => {
    const rows: TableCell[][] = [];
    for (const [from, to] of pairs) {
      const argument = ((weights[to] - weights[from]) * lambda) / omega;
      for (let q = -sidebands; q <= sidebands; q++)
        rows.push([`${from} → ${to}`, argument, q, besselJOne(q, argument).value ** 2]);
    }
    const sums = pairs.map(([from, to]) =>
      rows.filter((r) => r[0] === `${from} → ${to}`).reduce((s, r) => s + Number(r[3]), 0),
    );
    return {
      tables: [
        table(
          'elements',
          [
            { name: 'pair', unit: '1', about: 'levels j → j’, from 0' },
            { name: 'argument', unit: '1', about: '(d_j’ − d_j) λ/ω' },
            { name: 'quanta', unit: '1', about: 'q = n’ − n' },
            { name: 'share', unit: '1', about: '|W^q_j’j|²/|W_j’j|²' },
          ],
          rows,
        ),
      ],
      remarks: [
        `what lies beyond the sidebands shown: ${sums.map((s) => Math.abs(1 - s).toExponential(1)).join(', ')} of the whole for the three pairs`,
      ],
    };
  },
  plot: ({ tables: [data] }) => {
    const floor = 1e-18;
    const rows = records(data!).filter((r) => Number(r.share) > floor);
    const names = pairs.map(([from, to]) => `${from} → ${to}`);
    const style = new Map(names.map((name, k) => [name, curveStyle(k)]));
    const size = { width: 640, height: 380 };
    return sheet('Floquet elements of the coupling, three-level toy', [
      [
        legend(
          names.map((name) => curveEntry({ label: `j → j’ = ${name}`, style: style.get(name)! })),
          size.width,
        ),
      ],
      [
        draw({
          ...size,
          marginLeft: 60,
          marginBottom: 44,
          x: { label: 'change of the Floquet index q', labelAnchor: 'center', labelArrow: 'none', tickFormat: 'd' },
          y: {
            type: 'log',
            domain: [floor, 2],
            label: '|W^q|²/|W|²',
            labelArrow: 'none',
            grid: true,
            ticks: 9,
            tickFormat: powerOfTen,
          },
          marks: names.flatMap((name) => {
            const own = rows.filter((r) => r.pair === name);
            return [
              Plot.line(own, { x: 'quanta', y: 'share', stroke: style.get(name)!.colour }),
              Plot.dot(own, {
                x: 'quanta',
                y: 'share',
                symbol: style.get(name)!.marker!,
                fill: style.get(name)!.colour,
                r: 3.4,
              }),
            ];
          }),
        }),
      ],
    ]);
  },
});

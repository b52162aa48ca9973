import * as Plot from '@observablehq/plot';
import { type GasModel, gasModel } from '../../floquet/index.js';
import { steadyPopulations } from '../../gas/index.js';
import { complex } from '../../numeric/index.js';
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
import { accuracy, betasOf, temperatureRange, ratesAt } from './gas-toy.js';

const title = 'Not Boltzmann to first order: a drive that does not commute with the levels';
const drives = ['commuting', 'crossed'] as const;

/** ½ gap σ_z driven along z, or along x. */
function pair(drive: (typeof drives)[number], gap: number, lambda: number, omega: number): GasModel {
  const h = lambda / 2;
  return gasModel({
    levels: 2,
    frequency: omega,
    hamiltonian: new Map([
      [0, complex(2, 2, [-gap / 2, 0, 0, gap / 2])],
      [1, drive === 'crossed' ? complex(2, 2, [0, h, h, 0]) : complex(2, 2, [h, 0, 0, -h])],
    ]),
    scatterers: [{ position: 0, coupling: new Map([[0, complex(2, 2, [1.1, 0.5, 0.5, 0.8], [0, 0.3, -0.3, 0])]]) }],
  });
}

/**
 * The witness against "Boltzmann to first order for any driving": the slope of hot populations against 1/ln(1/β).
 * gas (11), (S41)
 */
export const gasBoltzmann = figure({
  name: 'gas-boltzmann',
  title,
  source: 'gas (11), (S41), (S44)',
  caption:
    '(p_0 − 1/2)/β over its Boltzmann value −(ε_0 − ε̄)/2 for two levels, against 1/ln(1/β): extrapolated to 0 on the left it is 1 for a drive that commutes with the levels, and something else for one that does not. Populations still become uniform; the statement that they follow the Boltzmann law to first order for any drive does not hold.',
  parameters: {
    lambda: { value: 0.8, unit: 'E', about: 'amplitude of the drive', from: 0, to: 20 },
    omega: { value: 1.3, unit: 'E', about: 'frequency of the drive', from: 0.05, to: 50 },
    gap: { value: 1, unit: 'E', about: 'distance of the levels', from: 0.01, to: 20 },
    ...temperatureRange(1e-6, 1e-2, 25),
  },
  quick: { points: 2, hottest: 1e-5 },
  seconds: 3,
  compute: (values, progress, sharing) => {
    const betas = betasOf(values);
    const rows: TableCell[][] = [];
    const remarks: string[] = [];
    for (const [k, drive] of drives.entries()) {
      const { table: computed, all } = ratesAt(
        pair(drive, values.gap, values.lambda, values.omega),
        betas,
        (what, done) => progress(`${drive}: ${what}`, (k + done) / drives.length),
        sharing,
      );
      remarks.push(`${drive}: ${accuracy(computed)}`);
      for (const r of all) {
        const slope = (steadyPopulations(r).populations[0]! - 0.5) / r.beta;
        const thermal = -(r.quasienergies[0]! - r.quasienergies[1]!) / 4;
        rows.push([drive, r.beta, 1 / Math.log(1 / r.beta), slope, thermal, slope / thermal]);
      }
    }
    return {
      tables: [
        table(
          'slopes',
          [
            { name: 'drive', unit: '1', about: 'along the levels (commuting) or across (crossed)' },
            { name: 'beta', unit: '1/E', about: 'inverse temperature' },
            { name: 'inverseLogarithm', unit: '1', about: '1/ln(1/β), β in 1/E' },
            { name: 'slope', unit: 'E', about: '(p_0 − 1/2)/β' },
            { name: 'boltzmann', unit: 'E', about: '−(ε_0 − ε̄)/2' },
            { name: 'ratio', unit: '1', about: 'the first over the second' },
          ],
          rows,
        ),
      ],
      remarks,
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const size = { width: 640, height: 380 };
    const ratios = rows.map((r) => Number(r.ratio));
    const ends = drives.map((drive) => rows.find((r) => r.drive === drive)!);
    return sheet(title, [
      [
        legend(
          drives.map((d, k) =>
            curveEntry({ label: `drive along ${d === 'commuting' ? 'σ_z' : 'σ_x'}`, style: curveStyle(k) }),
          ),
          size.width,
        ),
      ],
      [
        draw({
          ...size,
          marginLeft: 56,
          marginBottom: 44,
          x: {
            label: '1/ln(1/β)',
            labelAnchor: 'center',
            labelArrow: 'none',
            domain: [0, Math.max(...rows.map((r) => Number(r.inverseLogarithm)))],
          },
          y: {
            label: '(p_0 − 1/2)/β over the Boltzmann slope',
            labelArrow: 'none',
            grid: true,
            domain: [Math.min(-0.1, ...ratios) - 0.05, Math.max(1, ...ratios) + 0.15],
          },
          marks: [
            Plot.ruleY([1], { stroke: '#888', strokeDasharray: '2 3' }),
            ...drives.map((d, k) =>
              Plot.line(
                rows.filter((r) => r.drive === d),
                {
                  x: 'inverseLogarithm',
                  y: 'ratio',
                  stroke: colours[k]!,
                  strokeWidth: 1.8,
                  ...(curveStyle(k).dash !== undefined && { strokeDasharray: curveStyle(k).dash! }),
                },
              ),
            ),
            Plot.dot(ends, {
              x: 'inverseLogarithm',
              y: 'ratio',
              fill: (r: Record<string, TableCell>) => colours[drives.indexOf(r.drive as 'crossed')]!,
              r: 3.5,
            }),
          ],
        }),
      ],
    ]);
  },
});

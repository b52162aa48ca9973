import * as Plot from '@observablehq/plot';
import { boltzmann, steadyPopulations, thermalization } from '../../gas/index.js';
import {
  type CurveStyle,
  type TableCell,
  colours,
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

const title = 'Steady state of the driven toy against the Boltzmann law';
const modes = [0, 1, 2] as const;

/** The steady state is solid, with a marker for each mode; the Boltzmann law is dashed, without markers. */
const styleOf = (j: (typeof modes)[number]): CurveStyle => ({ ...curveStyle(j), dash: undefined });

/**
 * Populations of the steady state and of the Boltzmann law, and the power that sustains the difference.   gas (3), (9),
 * (S38)
 */
export const gas2 = figure({
  name: 'gas-2',
  title,
  source: 'gas, figure 2; (3)',
  caption:
    'Populations of the Floquet modes in the steady state (lines) and by the Boltzmann law with quasienergies (dashes). Hot populations are uniform and, for this diagonal drive, Boltzmann to first order in β; cold ones stay away from the ground state. Right: the power of the drive, which is the heat into the gas.',
  parameters: { ...toyParameters, ...temperatureRange(0.01, 100, 81) },
  quick: { points: 3, hottest: 0.2, coldest: 5 },
  seconds: 6,
  compute: (values, progress, sharing) => {
    const { table: computed, all } = ratesAt(toy(values), betasOf(values), progress, sharing);
    let worst = 0;
    const rows = all.map((r): TableCell[] => {
      const { populations, power, heat, residual } = steadyPopulations(r);
      const residuals = Math.max(thermalization(r), residual);
      worst = Math.max(worst, residuals);
      return [r.beta, ...populations, ...boltzmann(r), power, heat, residuals];
    });
    return {
      tables: [
        table(
          'populations',
          [
            { name: 'beta', unit: '1/E', about: 'inverse temperature' },
            ...modes.map((j) => ({ name: `p${j}`, unit: '1', about: `population of mode ${j} in the steady state` })),
            ...modes.map((j) => ({ name: `boltzmann${j}`, unit: '1', about: `e^{−βε_${j}}/Z` })),
            { name: 'power', unit: 'E²', about: 'power of the drive, ħ = 1' },
            { name: 'heat', unit: 'E²', about: 'heat into the gas in unit time' },
            { name: 'residual', unit: '1', about: 'largest relative residual of (5) and (3)' },
          ],
          rows,
        ),
      ],
      remarks: [accuracy(computed), `largest residual of (5) and of the steady state ${worst.toExponential(1)}`],
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const height = 360;
    const betas = rows.map((r) => Number(r.beta));
    const worked = rows.filter((r) => Number(r.power) > 0);
    return sheet(title, [
      [
        legend(
          modes.flatMap((j) => [
            curveEntry({ label: `mode ${j}, steady`, style: styleOf(j) }),
            curveEntry({ label: `mode ${j}, Boltzmann`, style: { colour: colours[j]!, dash: '5 3' } }),
          ]),
          900,
        ),
      ],
      [
        drawCurves(
          {
            width: 520,
            height,
            marginTop: 30,
            marginLeft: 50,
            marginRight: 60,
            marginBottom: 44,
            x: betaAxis(betas),
            y: { domain: [0, 1], label: 'population p_j', labelArrow: 'none', grid: true },
            marks: modes.map((j) =>
              Plot.line(rows, {
                x: 'beta',
                y: `boltzmann${j}`,
                stroke: colours[j]!,
                strokeDasharray: '5 3',
                strokeWidth: 1.4,
              }),
            ),
          },
          modes.map((j) => ({
            label: `mode ${j}`,
            style: styleOf(j),
            points: rows.map((r) => ({ x: Number(r.beta), y: Number(r[`p${j}`]) })),
          })),
        ),
        draw({
          width: 400,
          height,
          marginLeft: 60,
          marginBottom: 44,
          x: betaAxis(betas),
          y:
            worked.length > 0
              ? logAxis(
                  'power of the drive [E²]',
                  worked.map((r) => Number(r.power)),
                )
              : { label: 'power of the drive [E²]', labelArrow: 'none', grid: true },
          marks: [
            Plot.line(worked.length > 0 ? worked : rows, { x: 'beta', y: 'power', stroke: colours[3], strokeWidth: 2 }),
          ],
        }),
      ],
    ]);
  },
});

import * as Plot from '@observablehq/plot';
import { highTemperature, steadyPopulations } from '../../gas/index.js';
import { type TableCell, curveEntry, curveStyle, draw, legend, records, sheet, table } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { betaAxis, betasOf, logAxis, temperatureRange, ratesAt, toy, toyParameters } from './gas-toy.js';

const title = 'Where high temperature begins: criterion (12) for drives of growing strength';
const factors = [0.25, 0.5, 1, 2] as const;

/**
 * The criterion for a thermal steady state against the temperature, for several amplitudes, next to the deviation that
 * it estimates.   gas (11), (12), (S46)
 */
export const gas3 = figure({
  name: 'gas-3',
  title,
  source: 'gas, figure 3; (12)',
  caption:
    'Lines: C(β) = max|δ_j|/(β max|p⁽¹⁾_j|), the first correction to a thermal state over the thermal slope. Dots: how far the steady state is from the Boltzmann law, in the same unit. Where C ≪ 1 the steady state is thermal; the stronger the drive, the hotter that must be. In one dimension C falls as 1/ln(1/β). Lines end at C = 100.',
  parameters: { ...toyParameters, ...temperatureRange(1e-3, 10, 31) },
  quick: { points: 2, hottest: 0.2, coldest: 1 },
  seconds: 8,
  compute: (values, progress, sharing) => {
    const betas = betasOf(values);
    const rows: TableCell[][] = [];
    const sidebands: number[] = [];
    for (const [k, factor] of factors.entries()) {
      const { table: computed, all } = ratesAt(
        toy({ ...values, lambda: factor * values.lambda }),
        betas,
        (what, done) => progress(`λ = ${factor * values.lambda}, ${what}`, (k + done) / factors.length),
        sharing,
      );
      sidebands.push(computed.sidebands);
      for (const r of all) {
        const { populations, boltzmann } = steadyPopulations(r);
        const { criterion, boltzmannSlope } = highTemperature(r);
        const slope = Math.max(...boltzmannSlope.map(Math.abs));
        const deviation = Math.max(...populations.map((p, j) => Math.abs(p - boltzmann[j]!)));
        rows.push([factor * values.lambda, r.beta, criterion, deviation / (r.beta * slope)]);
      }
    }
    return {
      tables: [
        table(
          'criterion',
          [
            { name: 'lambda', unit: 'E', about: 'amplitude of the drive' },
            { name: 'beta', unit: '1/E', about: 'inverse temperature' },
            { name: 'criterion', unit: '1', about: 'C(β) of (12), from the rates at that temperature' },
            { name: 'deviation', unit: '1', about: 'max |p_j − e^{−βε_j}/Z| over β max|p⁽¹⁾_j|' },
          ],
          rows,
        ),
      ],
      remarks: [`${sidebands.join(', ')} sidebands for the amplitudes shown`],
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const lambdas = [...new Set(rows.map((r) => Number(r.lambda)))];
    const style = new Map(lambdas.map((x, k) => [x, curveStyle(k)]));
    const size = { width: 680, height: 400 };
    const shown = (name: 'criterion' | 'deviation', lambda: number) =>
      rows.filter((r) => r.lambda === lambda && Number(r[name]) > 1e-6 && Number(r[name]) < 100);
    return sheet(title, [
      [
        legend(
          [
            ...lambdas.map((x) => curveEntry({ label: `λ = ${Number(x.toPrecision(4))}`, style: style.get(x)! })),
            { label: 'deviation from Boltzmann', colour: '#222', as: 'dot' as const },
          ],
          size.width,
        ),
      ],
      [
        draw({
          ...size,
          marginLeft: 60,
          marginBottom: 44,
          x: betaAxis(rows.map((r) => Number(r.beta))),
          y: logAxis(
            'C(β), deviation from the Boltzmann law',
            lambdas.flatMap((x) => [
              ...shown('criterion', x).map((r) => Number(r.criterion)),
              ...shown('deviation', x).map((r) => Number(r.deviation)),
            ]),
          ),
          marks: lambdas.flatMap((x) => [
            Plot.line(shown('criterion', x), {
              x: 'beta',
              y: 'criterion',
              curve: 'monotone-x',
              stroke: style.get(x)!.colour,
              strokeWidth: 1.8,
              ...(style.get(x)!.dash !== undefined && { strokeDasharray: style.get(x)!.dash! }),
            }),
            Plot.dot(shown('deviation', x), {
              x: 'beta',
              y: 'deviation',
              symbol: style.get(x)!.marker!,
              fill: style.get(x)!.colour,
              r: 3,
            }),
          ]),
        }),
      ],
    ]);
  },
});

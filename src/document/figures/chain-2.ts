import * as Plot from '@observablehq/plot';
import { type TableCell, colours, draw, legend, records, sheet, table } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { Points, figureParameters, column } from './chain-model.js';

const title = 'Force on (β, λ_3) in the ensemble exp(−βH_0 − λ_3 C_3)';

/**
 * Effective force on the Lagrange parameters of H0 and C_3, without and with a drive, and where it vanishes.
 * chain (10), (20), (21)
 */
export const chain2 = figure({
  name: 'chain-2',
  title,
  source: 'chain, figure 2; (10)',
  caption:
    'Arrows show dλ/dt = F(β, λ₃), their length after a cube root so that weak forces are seen. Left: without a drive the fixed point (dot) is the thermal state β = 1/T_ph, λ₃ = 0. Right: with ε_d = ε_ph the chain heats up and λ₃ becomes finite.',
  parameters: {
    ...figureParameters,
    Delta: { ...figureParameters.Delta, value: 1 },
    omega: { ...figureParameters.omega, value: 1 },
    ratio: { value: 1, unit: '1', about: 'ε_d/ε_ph of the right panel', from: 0.01, to: 100 },
    beta_from: { value: 0, unit: '1/J', about: 'smallest β', from: -2, to: 10 },
    beta_to: { value: 1.6, unit: '1/J', about: 'largest β', from: -2, to: 10 },
    lambda_to: { value: 0.8, unit: '1/J²', about: 'largest |λ₃|', from: 0.01, to: 10 },
    points: { value: 15, unit: '1', about: 'arrows on each side', from: 2, to: 100, whole: true },
  },
  quick: { ring: 6, points: 3 },
  seconds: 5,
  compute: (values, progress, sharing) => {
    const { points, beta_from: from, beta_to: to, lambda_to: most } = values;
    const work = new Points(2, progress, sharing);
    const rows: TableCell[][] = [];
    const fixed: TableCell[][] = [];
    for (const [name, ratio] of [
      ['a', 0],
      ['b', values.ratio],
    ] as const) {
      const found = work.ensemble(values, ratio, ['H0', 'C3']);
      for (let i = 0; i < points; i++) {
        for (let j = 0; j < points; j++) {
          const [beta, lambda] = [from + ((to - from) * i) / (points - 1), -most + (2 * most * j) / (points - 1)];
          const [f, g] = found.ensemble.forces(found.ensemble.at([beta, lambda]));
          rows.push([name, ratio, beta, lambda, f!, g!]);
        }
      }
      const { state, residual } = found.solve();
      work.worst = Math.max(work.worst, residual);
      const slowest = found.ensemble.stability(state)[0]!;
      fixed.push([name, ratio, state.lagrange[0]!, state.lagrange[1]!, slowest.re, residual]);
      work.next();
    }
    const panels = [column('panel', '1', 'a without the drive, b with it'), column('ratio', '1', 'ε_d/ε_ph')];
    const places = [
      column('beta', '1/J', 'Lagrange parameter of H0'),
      column('lambda3', '1/J²', 'Lagrange parameter of C_3'),
    ];
    return {
      tables: [
        table(
          'forces',
          [
            ...panels,
            ...places,
            column('force_beta', 'ε_ph²/J²', 'dβ/dt'),
            column('force_lambda3', 'ε_ph²/J³', 'dλ₃/dt'),
          ],
          rows,
        ),
        table(
          'fixed-points',
          [
            ...panels,
            ...places,
            column('rate', 'ε_ph²/J', 'the slowest rate of return, negative where stable'),
            column('residual', '1', 'largest |f| over its terms'),
          ],
          fixed,
        ),
      ],
      remarks: work.remarks(),
    };
  },
  plot: ({ tables: [forces, fixed] }, values) => {
    const arrows = records(forces!);
    const dots = records(fixed!);
    // The two axes have different scales, so the arrows are scaled to point along the force on the page.
    const [width, height] = [460, 420];
    const [px, py] = [(width - 80) / (values.beta_to - values.beta_from), (height - 80) / (2 * values.lambda_to)];
    const strongest = Math.max(
      ...arrows.map((r) => Math.hypot(Number(r.force_beta) * px, Number(r.force_lambda3) * py)),
    );
    const cell = Math.min((width - 80) / values.points, (height - 80) / values.points);
    const one = (name: string) =>
      draw({
        width,
        height,
        marginTop: 36,
        marginLeft: 50,
        marginBottom: 44,
        x: {
          domain: [values.beta_from, values.beta_to],
          label: 'β [1/J]',
          labelAnchor: 'center',
          labelArrow: 'none',
          nice: true,
        },
        y: {
          domain: [-values.lambda_to, values.lambda_to],
          label: `${name === 'a' ? 'ε_d = 0' : `ε_d/ε_ph = ${values.ratio}`}:  λ_3 [1/J²]`,
          labelArrow: 'none',
          grid: true,
        },
        length: { type: 'identity' },
        marks: [
          Plot.vector(
            arrows.filter((r) => r.panel === name),
            {
              x: 'beta',
              y: 'lambda3',
              length: (r: Record<string, TableCell>) =>
                1.1 * cell * Math.cbrt(Math.hypot(Number(r.force_beta) * px, Number(r.force_lambda3) * py) / strongest),
              rotate: (r: Record<string, TableCell>) =>
                (Math.atan2(Number(r.force_beta) * px, Number(r.force_lambda3) * py) * 180) / Math.PI,
              stroke: colours[0],
            },
          ),
          Plot.dot(
            dots.filter((r) => r.panel === name),
            { x: 'beta', y: 'lambda3', fill: '#c00', r: 5 },
          ),
        ],
      });
    return sheet(title, [
      [
        legend(
          [
            { label: 'force', colour: colours[0], as: 'line' },
            { label: 'stable fixed point', colour: '#c00', as: 'dot' },
          ],
          2 * width,
        ),
      ],
      [one('a'), one('b')],
    ]);
  },
});

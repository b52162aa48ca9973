import { legend, records, sheet, table, type TableCell } from '../../drawing/index.js';
import { figure } from '../figure.js';
import {
  Points,
  figureParameters,
  column,
  ensembles,
  curvePanel,
  ratioAxis,
  ratioParameters,
  ratiosOf,
  styles,
} from './chain-model.js';

const title = 'Spin current of the driven chain without a magnetic field';

/** Spin current at B = 0, where the heat current vanishes by symmetry.   chain (11), (18) */
export const chain4 = figure({
  name: 'chain-4',
  title,
  source: 'chain, figure 4; (18)',
  caption:
    'Spin current per site for B = 0, where a rotation of space and spin forbids a heat current: exact, and in ensembles of 4 and 6 charges. At B = 0 the exact state holds coherences between S^z and −S^z.',
  parameters: { ...figureParameters, B: { ...figureParameters.B, value: 0 }, ...ratioParameters },
  quick: { ring: 6, points: 3, lowest: 0.5, highest: 3 },
  compute: (values, progress) => {
    const ratios = ratiosOf(values);
    const work = new Points(ratios.length, progress);
    const rows = ratios.map((ratio): TableCell[] => {
      const row = [
        ratio,
        ...work.exact(values, ratio, ['JS', 'JH', 'H0']),
        ...work.truncated(values, ratio, ensembles[4], ['JS']),
        ...work.truncated(values, ratio, ensembles[6], ['JS']),
      ];
      work.next();
      return row;
    });
    return {
      tables: [
        table(
          'spin-current',
          [
            column('ratio', '1', 'ε_d/ε_ph'),
            column('JS', 'J', 'spin current per site, exact'),
            column('JH', 'J²', 'heat current per site, exact'),
            column('H0', 'J', 'energy per site, exact'),
            column('JS_4', 'J', 'spin current per site, N_C = 4'),
            column('JS_6', 'J', 'spin current per site, N_C = 6'),
          ],
          rows,
        ),
      ],
      remarks: [
        ...work.remarks(),
        `largest |J_H|/N ${Math.max(...rows.map((r) => Math.abs(Number(r[2])))).toExponential(1)}`,
      ],
    };
  },
  plot: ({ tables: [data] }) => {
    const size = { width: 560, height: 360 };
    const curves = [
      { column: 'JS_4', ...styles.nc4 },
      { column: 'JS_6', ...styles.nc6 },
      { column: 'JS', ...styles.exact },
    ];
    return sheet(title, [
      [
        legend(
          Object.values(styles).map(({ label, colour, as }) => ({ label, colour, as })),
          size.width,
        ),
      ],
      [curvePanel(records(data!), ratioAxis(records(data!)), curves, '⟨J_S⟩/N [J]', size)],
    ]);
  },
});

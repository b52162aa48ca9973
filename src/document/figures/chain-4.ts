import { type TableCell, legend, records, sheet, table } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { refinedRows } from './adaptive.js';
import {
  Points,
  figureParameters,
  column,
  ensembles,
  curvePanel,
  ratioAxis,
  ratioParameters,
  ratiosOf,
  entriesOf,
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
  quick: { ring: 6, points: 3, further: 0, lowest: 0.5, highest: 3 },
  seconds: 105,
  compute: (values, progress, sharing) => {
    const ratios = ratiosOf(values);
    const work = new Points(ratios.length + values.further, progress, sharing);
    const rowAt = (ratio: number): TableCell[] => {
      const row = [
        ratio,
        ...work.exact(values, ratio, ['JS', 'JH', 'H0']),
        ...work.truncated(values, ratio, ensembles[4], ['JS']),
        ...work.truncated(values, ratio, ensembles[6], ['JS']),
      ];
      work.next();
      return row;
    };
    const rows = refinedRows(ratios, rowAt, { columns: [1, 4, 5], further: values.further, axis: 'logarithmic' });
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
      [legend(entriesOf(Object.values(styles)), size.width)],
      [curvePanel(records(data!), ratioAxis(records(data!)), curves, '⟨J_S⟩/N [J]', size)],
    ]);
  },
});

import { type TableCell, colours, legend, records, sheet, table } from '../../drawing/index.js';
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

const title = 'Energy and heat current of the driven chain';
const names = ['H0', 'JH', 'C3', 'JS', 'C1'];

/** Sizes of the rings in the inset: this ring and the two smaller ones, as far as C_5 fits on them. */
const sizesOf = (ring: number): number[] => [ring - 4, ring - 2, ring].filter((n) => n >= 6);

/**
 * Energy and heat current against the strength of the drive, exact and in two ensembles; C_3 on smaller rings.
 * chain (10), (11)
 */
export const chain3 = figure({
  name: 'chain-3',
  title,
  source: 'chain, figure 3; (10), (11)',
  caption:
    'Per site, for ε_d, ε_ph → 0: the exact state with all conserved operators, and generalized Gibbs ensembles of 4 and 6 charges. The heat current vanishes in both limits and is largest where both perturbations are about as strong. Right: C_3 in the ensemble of 6 charges on rings of three sizes.',
  parameters: { ...figureParameters, ...ratioParameters },
  quick: { ring: 6, points: 3, further: 0, lowest: 0.5, highest: 3 },
  seconds: 350,
  compute: (values, progress, sharing) => {
    const ratios = ratiosOf(values);
    const sizes = sizesOf(values.ring);
    const work = new Points(ratios.length * (1 + sizes.length) + values.further, progress, sharing);
    const rowAt = (ratio: number): TableCell[] => {
      const row = [
        ratio,
        ...work.exact(values, ratio, names),
        ...work.truncated(values, ratio, ensembles[4], ['H0', 'JH', 'C3']),
        ...work.truncated(values, ratio, ensembles[6], ['H0', 'JH', 'C3']),
      ];
      work.next();
      return row;
    };
    // The energies and heat currents that are drawn: exact, and in both ensembles.
    const columns = [1, 2, 6, 7, 9, 10];
    const rows = refinedRows(ratios, rowAt, { columns, further: values.further, axis: 'logarithmic' });
    const inset: TableCell[][] = [];
    for (const ring of sizes) {
      for (const ratio of ratios) {
        inset.push([ring, ratio, ...work.truncated({ ...values, ring }, ratio, ensembles[6], ['C3'])]);
        work.next();
      }
    }
    const of = (what: string, which: string) => `${what} per site, ${which}`;
    const peak = rows.reduce((best, r) => (Math.abs(Number(r[2])) > Math.abs(Number(best[2])) ? r : best));
    return {
      tables: [
        table(
          'states',
          [
            column('ratio', '1', 'ε_d/ε_ph'),
            column('H0', 'J', of('energy', 'exact')),
            column('JH', 'J²', of('heat current', 'exact')),
            column('C3', 'J²', of('C_3', 'exact')),
            column('JS', 'J', of('spin current', 'exact')),
            column('C1', '1', of('magnetisation', 'exact')),
            ...([4, 6] as const).flatMap((n) => [
              column(`H0_${n}`, 'J', of('energy', `N_C = ${n}`)),
              column(`JH_${n}`, 'J²', of('heat current', `N_C = ${n}`)),
              column(`C3_${n}`, 'J²', of('C_3', `N_C = ${n}`)),
            ]),
          ],
          rows,
        ),
        table(
          'sizes',
          [
            column('sites', '1', 'sites of the ring'),
            column('ratio', '1', 'ε_d/ε_ph'),
            column('C3', 'J²', of('C_3', 'N_C = 6')),
          ],
          inset,
        ),
      ],
      remarks: [
        ...work.remarks(),
        `of these points the heat current of the exact state is largest at ε_d/ε_ph = ${Number(peak[0]).toPrecision(3)}`,
      ],
    };
  },
  plot: ({ tables: [states, sizes] }) => {
    const rows = records(states!);
    const other = records(sizes!);
    const curves = (what: string) => [
      { column: `${what}_4`, ...styles.nc4 },
      { column: `${what}_6`, ...styles.nc6 },
      { column: what, ...styles.exact },
    ];
    const x = ratioAxis(rows);
    const rings = [...new Set(other.map((r) => Number(r.sites)))];
    const shades = [
      { colour: colours[5], dash: '1 4', marker: 'diamond' },
      { colour: colours[4], dash: '10 3 2 3', marker: 'star' },
      { colour: colours[0], dash: '7 3', marker: 'triangle' },
    ] as const;
    const bySize = [...new Set(other.map((r) => Number(r.ratio)))].map((ratio) =>
      Object.fromEntries([
        ['ratio', ratio],
        ...other.filter((r) => r.ratio === ratio).map((r) => [`N${String(r.sites)}`, r.C3!]),
      ]),
    ) as Record<string, TableCell>[];
    const size = { width: 420, height: 340 };
    return sheet(title, [
      [
        legend(
          [
            ...entriesOf(Object.values(styles)),
            ...entriesOf(rings.map((n, k) => ({ label: `N = ${n}`, ...shades.at(k - rings.length)! }))),
          ],
          3 * size.width,
        ),
      ],
      [
        curvePanel(rows, x, curves('H0'), 'a: ⟨H_0⟩/N [J]', size),
        curvePanel(rows, x, curves('JH'), 'b: ⟨J_H⟩/N [J²]', size),
        curvePanel(
          bySize,
          x,
          rings.map((n, k) => ({ column: `N${n}`, ...shades.at(k - rings.length)! })),
          'inset of b: ⟨C_3⟩/N [J²], N_C = 6',
          size,
        ),
      ],
    ]);
  },
});

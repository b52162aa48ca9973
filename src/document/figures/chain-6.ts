import { legend, sheet } from '../drawing.js';
import { figure } from '../figure.js';
import { records, table } from '../table.js';
import { fieldParameters, fieldScan } from './chain-field.js';
import { column, panel, styles } from './chain-model.js';

const title = 'Energy and C₄ of the driven chain in a magnetic field';
const axis = { label: 'magnetic field B [J]', labelAnchor: 'center', labelArrow: 'none' } as const;

/** Energy and the four-spin charge against the field, exact and in the ensemble of six charges.   chain (10), (11) */
export const chain6 = figure({
  name: 'chain-6',
  title,
  source: 'chain, figure 6',
  caption: 'Per site at (ε_d/ε_ph)² = 2.5, both even in B: (a) the energy, (b) the conserved quantity C_4 of four neighbouring spins. Lines: exact. Dashes: six charges.',
  parameters: fieldParameters,
  quick: { ring: 6, points: 3, lowest: -1, highest: 1 },
  compute: (values, progress) => {
    const { rows, remarks } = fieldScan(values, progress);
    const pick = [0, 1, 6, 5, 7, 12, 11];
    return {
      tables: [
        table(
          'charges',
          [
            column('B', 'J', 'magnetic field'),
            column('H0', 'J', 'energy per site, exact'),
            column('C4', 'J³', 'C_4 per site, exact'),
            column('C1', '1', 'magnetisation per site, exact'),
            column('H0_6', 'J', 'energy per site, N_C = 6'),
            column('C4_6', 'J³', 'C_4 per site, N_C = 6'),
            column('C1_6', '1', 'magnetisation per site, N_C = 6'),
          ],
          rows.map((r) => pick.map((k) => r[k]!)),
        ),
      ],
      remarks,
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const size = { width: 460, height: 360 };
    const x = { column: 'B', options: axis };
    const curves = (what: string) => [
      { column: `${what}_6`, ...styles.nc6 },
      { column: what, ...styles.exact },
    ];
    return sheet(title, [
      [legend([styles.exact, styles.nc6].map(({ label, colour, as }) => ({ label, colour, as })), 2 * size.width)],
      [panel(rows, x, curves('H0'), 'a: ⟨H0⟩/N [J]', size), panel(rows, x, curves('C4'), 'b: ⟨C₄⟩/N [J³]', size)],
    ]);
  },
});

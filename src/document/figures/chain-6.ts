import { legend, records, sheet } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { fieldAxis, fieldParameters, fieldTable } from './chain-field.js';
import { curvePanel, entriesOf, styles } from './chain-model.js';

const title = 'Energy and C_4 of the driven chain in a magnetic field';

/** Energy and the four-spin charge against the field, exact and in the ensemble of six charges.   chain (10), (11) */
export const chain6 = figure({
  name: 'chain-6',
  title,
  source: 'chain, figure 6',
  caption:
    'Per site at (ε_d/ε_ph)² = 2.5, both even in B: (a) the energy, (b) the conserved quantity C_4 of four neighbouring spins. Lines: exact. Dashes: six charges.',
  parameters: fieldParameters,
  quick: { ring: 6, points: 3, further: 0, lowest: -1, highest: 1 },
  seconds: 210,
  compute: (values, progress, sharing) => fieldTable('charges', ['H0', 'C4', 'C1'], values, progress, sharing),
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const size = { width: 460, height: 360 };
    const curves = (what: string) => [
      { column: `${what}_6`, ...styles.nc6 },
      { column: what, ...styles.exact },
    ];
    return sheet(title, [
      [legend(entriesOf([styles.exact, styles.nc6]), 2 * size.width)],
      [
        curvePanel(rows, fieldAxis, curves('H0'), 'a: ⟨H_0⟩/N [J]', size),
        curvePanel(rows, fieldAxis, curves('C4'), 'b: ⟨C_4⟩/N [J³]', size),
      ],
    ]);
  },
});

import { colours, legend, records, sheet } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { fieldAxis, fieldParameters, fieldTable } from './chain-field.js';
import { curvePanel, styles } from './chain-model.js';

const title = 'Currents of the driven chain in a magnetic field';

/**
 * Heat current, spin current and C_3 against the field, exact and in the ensemble of six charges.   chain (10), (11),
 * (17)
 */
export const chain5 = figure({
  name: 'chain-5',
  title,
  source: 'chain, figure 5; (17)',
  caption:
    'Per site at (ε_d/ε_ph)² = 2.5: (a) the heat current, which is odd in B; (b) the spin current, which is even, and C_3, which is odd. Lines: exact. Dashes: six charges.',
  parameters: fieldParameters,
  quick: { ring: 6, points: 3, lowest: -1, highest: 1 },
  compute: (values, progress) => fieldTable('currents', ['JH', 'C3', 'JS'], values, progress),
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const size = { width: 460, height: 360 };
    const [js, c3] = [colours[2], colours[3]];
    return sheet(title, [
      [
        legend(
          [
            { label: 'J_H exact', colour: styles.exact.colour, as: 'line' },
            { label: 'J_H, N_C = 6', colour: styles.exact.colour, as: 'dashes' },
            { label: 'J_S', colour: js, as: 'line' },
            { label: 'J_S, N_C = 6', colour: js, as: 'dashes' },
            { label: 'C₃', colour: c3, as: 'line' },
            { label: 'C₃, N_C = 6', colour: c3, as: 'dashes' },
          ],
          2 * size.width,
        ),
      ],
      [
        curvePanel(
          rows,
          fieldAxis,
          [
            { column: 'JH', colour: styles.exact.colour },
            { column: 'JH_6', colour: styles.exact.colour, dash: '6 4' },
          ],
          'a: ⟨J_H⟩/N [J²]',
          size,
        ),
        curvePanel(
          rows,
          fieldAxis,
          [
            { column: 'JS', colour: js },
            { column: 'JS_6', colour: js, dash: '6 4' },
            { column: 'C3', colour: c3 },
            { column: 'C3_6', colour: c3, dash: '6 4' },
          ],
          'b: ⟨J_S⟩/N [J], ⟨C₃⟩/N [J²]',
          size,
        ),
      ],
    ]);
  },
});

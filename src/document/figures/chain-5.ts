import type * as Plot from '@observablehq/plot';
import { colours, legend, records, sheet } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { fieldAxis, fieldParameters, fieldTable } from './chain-field.js';
import { curvePanel, entriesOf } from './chain-model.js';

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
  quick: { ring: 6, points: 3, further: 0, lowest: -1, highest: 1 },
  seconds: 210,
  compute: (values, progress, sharing) => fieldTable('currents', ['JH', 'C3', 'JS'], values, progress, sharing),
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const size = { width: 460, height: 360 };
    // An ensemble has the colour and the marker of its exact state, and dashes.
    const pair = (
      what: string,
      label: string,
      style: { readonly colour: string; readonly marker: Plot.SymbolType },
    ) => [
      { column: what, label: `${label}, exact`, dash: undefined, ...style },
      { column: `${what}_6`, label: `${label}, N_C = 6`, dash: '7 3', ...style },
    ];
    const heat = pair('JH', 'J_H', { colour: colours[1], marker: 'circle' });
    const spin = pair('JS', 'J_S', { colour: colours[2], marker: 'square' });
    const third = pair('C3', 'C_3', { colour: colours[3], marker: 'triangle' });
    return sheet(title, [
      [legend(entriesOf([...heat, ...spin, ...third]), 2 * size.width)],
      [
        curvePanel(rows, fieldAxis, heat, 'a: ⟨J_H⟩/N [J²]', size),
        curvePanel(rows, fieldAxis, [...spin, ...third], 'b: ⟨J_S⟩/N [J], ⟨C_3⟩/N [J²]', size),
      ],
    ]);
  },
});

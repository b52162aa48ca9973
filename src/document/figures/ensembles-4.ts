import { type Column, type TableCell, colours, legend, records, sheet, table } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { fieldAxis, fieldParameters } from './chain-field.js';
import {
  Points,
  column,
  curvePanel,
  figureParameters,
  ratioAxis,
  ratioParameters,
  ratiosOf,
  entriesOf,
  styles,
} from './chain-model.js';
import { DrivenEnsembles, foundOrLost, paperSix } from './ensemble-model.js';

const title = 'The driven chain with six charges and with discovered ones';

const names = ['H0', 'JH', 'C3'] as const;
const about = { H0: ['J', 'energy'], JH: ['J²', 'heat current'], C3: ['J²', 'C_3'] } as const;

const curveStyles = {
  exact: styles.exact,
  six: styles.nc6,
  more: { colour: colours[2], dash: '2 3', marker: 'square', label: 'N_C = 6 and the discovered charges' },
} as const;

const { further: _, ...evenRatios } = ratioParameters;

/**
 * Energy, heat current and C_3 against the strength of the drive and against the field, as in figures 3 and 5 of the
 * paper: exact, in the ensemble of six charges, and with further charges that are discovered from the flow.
 * chain (10), (11), (17)
 */
export const ensembles4 = figure({
  name: 'ensembles-4',
  title,
  source: 'chain, figures 3 and 5; (10), (11)',
  caption:
    'Per site, for ε_d, ε_ph → 0, with coherences in degenerate levels: (a, b) energy and heat current against ε_d/ε_ph, (c, d) heat current and C_3 against the magnetic field at (ε_d/ε_ph)² = 2.5. The exact state, the generalized Gibbs ensemble of six charges, and the same with charges C = ln Φρ − ln ρ that are discovered one after the other, three by default.',
  parameters: {
    ...figureParameters,
    discovered: { value: 3, unit: '1', about: 'charges discovered after the six', from: 1, to: 12, whole: true },
    ...evenRatios,
    ratio: { ...fieldParameters.ratio, about: 'ε_d/ε_ph of the panels against the field' },
    lowest_B: { ...fieldParameters.lowest, value: -3 },
    highest_B: { ...fieldParameters.highest, value: 3 },
    points_B: { ...fieldParameters.points, value: 13, about: 'fields shown' },
  },
  quick: { ring: 6, points: 2, lowest: 1, highest: 3, points_B: 2, lowest_B: -1, highest_B: 0.5, discovered: 2 },
  seconds: 400,
  compute: (values, progress, sharing) => {
    const { ratio, lowest_B: low, highest_B: high, points_B: count } = values;
    const ratios = ratiosOf(values);
    const fields = Array.from({ length: count }, (_, k) =>
      Number((low + ((high - low) * k) / (count - 1)).toPrecision(12)),
    );
    const work = new Points(ratios.length + fields.length, progress, sharing);
    return {
      tables: [
        table(
          'ratios',
          [column('ratio', '1', 'ε_d/ε_ph'), ...columns(values.discovered)],
          ratios.map((r) => [r, ...cellsAt(work, values, r)]),
        ),
        table(
          'fields',
          [column('B', 'J', 'magnetic field'), ...columns(values.discovered)],
          fields.map((B) => [B, ...cellsAt(work, { ...values, B }, ratio)]),
        ),
      ],
      remarks: work.remarks(),
    };
  },
  plot: ({ tables: [ratios, fields] }) => {
    const [byRatio, byField] = [records(ratios!), records(fields!)];
    const size = { width: 460, height: 340 };
    const curves = (name: string) => [
      { column: `${name}_6`, ...curveStyles.six },
      { column: name, ...curveStyles.exact },
      { column: `${name}_more`, ...curveStyles.more },
    ];
    const x = ratioAxis(byRatio);
    return sheet(title, [
      [legend(entriesOf(Object.values(curveStyles)), 2 * size.width)],
      [
        curvePanel(byRatio, x, curves('H0'), 'a: ⟨H_0⟩/N [J]', size),
        curvePanel(byRatio, x, curves('JH'), 'b: ⟨J_H⟩/N [J²]', size),
      ],
      [
        curvePanel(byField, fieldAxis, curves('JH'), 'c: ⟨J_H⟩/N [J²]', size),
        curvePanel(byField, fieldAxis, curves('C3'), 'd: ⟨C_3⟩/N [J²]', size),
      ],
    ]);
  },
});

/** The columns of both tables behind their first. */
function columns(discovered: number): Column[] {
  const states = { '': 'exact', _6: 'N_C = 6', _more: `N_C = 6 and ${discovered} discovered charges` };
  return Object.entries(states).flatMap(([ending, state]) =>
    names.map((name) => column(`${name}${ending}`, about[name][0], `${about[name][1]} per site, ${state}`)),
  );
}

/** The observables of one chain in the exact state, in six charges, and with discovered ones; none where they are lost. */
function cellsAt(work: Points, values: Readonly<Record<string, number>>, ratio: number): TableCell[] {
  const chain = new DrivenEnsembles(work.study, values, ratio);
  const where = `at ε_d/ε_ph = ${ratio}, B = ${values.B!}`;
  const six = foundOrLost(work, `N_C = 6 ${where}`, () => chain.steady(paperSix));
  const more =
    six &&
    foundOrLost(work, `charges discovered after N_C = 6 ${where}`, () =>
      chain.discovered(six, values.discovered!).at(-1),
    );
  work.worst = Math.max(work.worst, chain.exact.residual, six?.residual ?? 0, more?.residual ?? 0);
  work.next();
  return [chain.exact.values, six?.state.values, more?.state.values].flatMap((rho) =>
    names.map((name) => (rho ? chain.perSite(rho, name) : null)),
  );
}

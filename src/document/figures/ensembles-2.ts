import * as Plot from '@observablehq/plot';
import type { SteadyEnsemble } from '../../ensembles/index.js';
import {
  type Drawing,
  type TableCell,
  colours,
  curveEntry,
  drawCurves,
  legend,
  records,
  sheet,
  table,
} from '../../drawing/index.js';
import { figure } from '../figure.js';
import { column } from './chain-model.js';
import { foundOrLost, memoryParameters, onRingsWithMemories, paperSix } from './ensemble-model.js';

const title = 'The heat current of ensembles on rings of several sizes';

/** The ensembles, in the order in which they are drawn. */
const shown = {
  'N_C = 6': { colour: colours[0], dash: '7 3', marker: 'triangle' },
  'local:4': { colour: colours[2], dash: '2 3', marker: 'square' },
  'N_C = 6 and local:4': { colour: colours[3], dash: '10 3 2 3', marker: 'diamond' },
  'N_C = 6 and one discovered charge': { colour: colours[1], dash: undefined, marker: 'circle' },
} as const;

const localLists = [
  { label: 'local:4', charges: [{ range: 4 }] },
  { label: 'N_C = 6 and local:4', charges: [...paperSix.charges, { range: 4 }] },
] as const;

/**
 * Relative error of the heat current in three ensembles against the size of the ring, for a drive with a long memory and
 * one with a short memory.   chain (10), (11), (17)
 */
export const ensembles2 = figure({
  name: 'ensembles-2',
  title,
  source: 'chain, beyond figure 3; (10), (17)',
  caption:
    'Relative error of the heat current against the number of sites, populations only, at (ε_d/ε_ph)² = 2.5. (a) The drive of the paper, with the long memory 1/η_d = 10/J: the error of six charges falls with N, it is due to the finite ring. (b) A drive with the short memory 1/η_d = 1/J: the error of six charges does not fall. The conserved parts of all operators on up to four sites (local:4), and one discovered charge, remove it.',
  parameters: memoryParameters,
  quick: { ring: 6 },
  seconds: 240,
  compute: (values, progress, sharing) => {
    const rows: TableCell[][] = [];
    const work = onRingsWithMemories(values, [progress, sharing], ({ panel, eta, ring, chain }, points) => {
      points.worst = Math.max(points.worst, chain.exact.residual);
      const exact = chain.perSite(chain.exact.values, 'JH');
      const add = (label: keyof typeof shown, solved: SteadyEnsemble): void => {
        points.worst = Math.max(points.worst, solved.residual);
        const current = chain.perSite(solved.state.values, 'JH');
        const error = exact === 0 ? null : 100 * (current / exact - 1);
        rows.push([panel, eta, ring, label, solved.span.basis.length, exact, current, error, chain.entropy(solved)]);
      };
      const where = `on ${ring} sites with η_d = ${eta}`;
      const find = (label: string, solve: () => SteadyEnsemble) => foundOrLost(points, `${label} ${where}`, solve);
      const six = find('N_C = 6', () => chain.steady(paperSix));
      if (six) add('N_C = 6', six);
      for (const { label, charges } of localLists) {
        const local = find(label, () => chain.steady({ label, charges }));
        if (local) add(label, local);
      }
      const more = six && find('N_C = 6 and one discovered charge', () => chain.discovered(six, 1).at(-1)!);
      if (more) add('N_C = 6 and one discovered charge', more);
    });
    return {
      tables: [
        table(
          'heat-current',
          [
            column('panel', '1', 'a long memory of the drive, b short memory'),
            column('eta_d', 'J', 'half-width of the Lorentzian for the drive'),
            column('sites', '1', 'sites of the ring'),
            column('ensemble', '1', 'list of charges'),
            column('charges', '1', 'number of independent charges'),
            column('JH_exact', 'J²', 'heat current per site, exact'),
            column('JH', 'J²', 'heat current per site in the ensemble'),
            column('error', '%', 'relative error of the heat current'),
            column('S', '1', 'S(exact‖ensemble) of the whole ring'),
          ],
          rows,
        ),
      ],
      remarks: work.remarks(),
    };
  },
  plot: ({ tables: [data] }, values) => {
    const rows = records(data!);
    const size = { width: 460, height: 360 };
    const one = (panel: 'a' | 'b', eta: number) =>
      errorPanel(
        rows.filter((r) => r.panel === panel && r.error !== null),
        `${panel}: η_d = ${eta} J, error of ⟨J_H⟩ [%]`,
        size,
      );
    return sheet(title, [
      [
        legend(
          Object.entries(shown).map(([label, style]) => curveEntry({ label, style })),
          2 * size.width,
        ),
      ],
      [one('a', values.eta_d), one('b', values.eta_short)],
    ]);
  },
});

function errorPanel(
  rows: readonly Record<string, TableCell>[],
  label: string,
  size: { readonly width: number; readonly height: number },
): Drawing {
  const rings = [...new Set(rows.map((r) => Number(r.sites)))];
  return drawCurves(
    {
      ...size,
      marginTop: 32,
      marginLeft: 60,
      marginBottom: 44,
      x: {
        domain: [Math.min(...rings) - 0.5, Math.max(...rings) + 0.5],
        label: 'sites N',
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: rings,
        tickFormat: 'd',
      },
      y: { label, labelArrow: 'none', grid: true, nice: true, ticks: 6 },
      marks: [Plot.ruleY([0], { stroke: '#999' })],
    },
    Object.entries(shown).map(([ensemble, style]) => ({
      style,
      points: rows.filter((r) => r.ensemble === ensemble).map((r) => ({ x: Number(r.sites), y: Number(r.error) })),
    })),
  );
}

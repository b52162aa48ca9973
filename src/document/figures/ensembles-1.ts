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
import { Points, column, ensembles } from './chain-model.js';
import {
  type ChargeList,
  DrivenEnsembles,
  ensembleParameters,
  foundOrLost,
  paperSix,
  ringsUpTo,
} from './ensemble-model.js';
import { decades, powerOfTen } from './gas-toy.js';

const title = 'Convergence of ensembles with the number of charges';

const charge = (n: number): string => `C${n}`;
const upTo = (n: number): string[] => Array.from({ length: n }, (_, k) => charge(k + 1));

/** The families of lists, in the order in which they are drawn. */
const families = {
  'C_1 … C_n': { colour: colours[6], dash: '2 3', marker: 'cross' },
  'C_1 … C_n, J_S^c': { colour: colours[0], dash: '7 3', marker: 'triangle' },
  'all local operators': { colour: colours[2], dash: undefined, marker: 'square' },
  'discovered after N_C = 4': { colour: colours[4], dash: '10 3 2 3', marker: 'diamond' },
  'discovered after N_C = 6': { colour: colours[1], dash: undefined, marker: 'circle' },
} as const;
type Family = keyof typeof families;

/** The lists of charges as long as fit on the ring, and families of local operators on up to half of it. */
function fixedLists(sites: number): readonly (readonly [Family, ChargeList])[] {
  const lengths = [2, 3, 4, 5, 6, 7].filter((n) => n <= sites);
  const ranges = [2, 3, 4].filter((r) => r <= sites / 2);
  return [
    ...lengths.map((n) => ['C_1 … C_n', { label: `C1..C${n}`, charges: upTo(n) }] as const),
    ...lengths
      .filter((n) => n % 2 === 1)
      .map((n) => ['C_1 … C_n, J_S^c', { label: `C1..C${n},JSc`, charges: [...upTo(n), 'JSc'] }] as const),
    ...ranges.map((r) => ['all local operators', { label: `local:${r}`, charges: [{ range: r }] }] as const),
  ];
}

const discoveries: readonly (readonly [Family, ChargeList])[] = [
  ['discovered after N_C = 4', { label: 'NC4', charges: ensembles[4] }],
  ['discovered after N_C = 6', paperSix],
];

/**
 * Relative entropy of steady ensembles to the exact state, against the number of charges: strictly local ones, all
 * conserved parts of local operators, and charges discovered from the flow.   chain (1), (10), (11)
 */
export const ensembles1 = figure({
  name: 'ensembles-1',
  title,
  source: 'chain, beyond figure 3; (1), (10)',
  caption:
    'Relative entropy S(exact‖ensemble) of the whole ring, in natural units, against the number of independent charges, populations only, at (ε_d/ε_ph)² = 2.5. C_1 … C_n and J_S^c are strictly local charges, as in the paper. Of all local operators, the conserved parts of those on up to 2, 3 and 4 sites. Discovered charges follow from the state, C = ln Φρ − ln ρ, one after the other.',
  parameters: {
    ...ensembleParameters,
    discovered: { value: 6, unit: '1', about: 'charges discovered after each list', from: 1, to: 12, whole: true },
  },
  quick: { ring: 6, discovered: 2 },
  seconds: 240,
  compute: (values, progress, sharing) => {
    const sizes = ringsUpTo(values.ring);
    const work = new Points(sizes.length, progress, sharing);
    const rows: TableCell[][] = [];
    for (const ring of sizes) {
      const chain = new DrivenEnsembles(work.study, { ...values, ring }, values.ratio, { populationsOnly: true });
      work.worst = Math.max(work.worst, chain.exact.residual);
      const add = (family: Family, label: string, solved: ReturnType<typeof chain.steady>): void => {
        work.worst = Math.max(work.worst, solved.residual);
        rows.push([ring, family, label, solved.span.basis.length, chain.entropy(solved)]);
      };
      for (const [family, list] of fixedLists(ring)) {
        const solved = foundOrLost(work, `${list.label} on ${ring} sites`, () => chain.steady(list));
        if (solved) add(family, list.label, solved);
      }
      for (const [family, list] of discoveries) {
        const found = foundOrLost(work, `charges discovered after ${list.label} on ${ring} sites`, () =>
          chain.discovered(chain.steady(list), values.discovered),
        );
        found?.forEach((solved, k) => add(family, k === 0 ? list.label : `${list.label}+${k}`, solved));
      }
      work.next();
    }
    return {
      tables: [
        table(
          'convergence',
          [
            column('sites', '1', 'sites of the ring'),
            column('family', '1', 'family of lists'),
            column('ensemble', '1', 'list of charges, with +k for k discovered charges'),
            column('charges', '1', 'number of independent charges'),
            column('S', '1', 'S(exact‖ensemble) of the whole ring'),
          ],
          rows,
        ),
      ],
      remarks: work.remarks(),
    };
  },
  plot: ({ tables: [data] }) => {
    const rows = records(data!);
    const rings = [...new Set(rows.map((r) => Number(r.sites)))];
    const perRow = rings.length === 4 ? 2 : 3;
    const panels = rings.map((n) => convergencePanel(n, rows));
    const lines = Array.from({ length: Math.ceil(panels.length / perRow) }, (_, k) =>
      panels.slice(k * perRow, (k + 1) * perRow),
    );
    return sheet(title, [
      [
        legend(
          Object.entries(families).map(([label, style]) => curveEntry({ label, style })),
          Math.max(420, lines[0]!.length * 380),
        ),
      ],
      ...lines,
    ]);
  },
});

/** The curves of one ring on two logarithmic axes that all rings share. */
function convergencePanel(ring: number, all: readonly Record<string, TableCell>[]): Drawing {
  const positive = all.filter((r) => Number(r.S) > 0);
  const powers = positive.map((r) => Math.log10(Number(r.S)));
  const range = [10 ** Math.floor(Math.min(...powers)), 10 ** Math.ceil(Math.max(...powers))] as const;
  const most = Math.max(...all.map((r) => Number(r.charges)));
  const shown = positive.filter((r) => r.sites === ring);
  return drawCurves(
    {
      width: 380,
      height: 360,
      marginTop: 32,
      marginLeft: 60,
      marginBottom: 44,
      x: {
        type: 'log',
        domain: [1.8, 1.1 * most],
        label: 'number of charges',
        labelAnchor: 'center',
        labelArrow: 'none',
        ticks: [2, 3, 4, 6, 8, 12, 20, 34].filter((n) => n <= most),
        tickFormat: String,
      },
      y: {
        type: 'log',
        domain: range,
        label: `N = ${ring}: S(exact‖ensemble)`,
        labelArrow: 'none',
        grid: true,
        ticks: decades(...range),
        tickFormat: powerOfTen,
      },
    },
    Object.entries(families).map(([family, style]) => ({
      style,
      points: shown
        .filter((r) => r.family === family)
        .map((r) => ({ x: Number(r.charges), y: Number(r.S) }))
        .sort((a, b) => a.x - b.x),
    })),
  );
}

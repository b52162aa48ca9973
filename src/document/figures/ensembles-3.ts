import * as Plot from '@observablehq/plot';
import { anatomyOf, discoveredCharge, emptySpan, type SteadyEnsemble } from '../../ensembles/index.js';
import { type Drawing, type TableCell, colours, draw, legend, records, sheet, table } from '../../drawing/index.js';
import { figure } from '../figure.js';
import { column } from './chain-model.js';
import {
  type DrivenEnsembles,
  foundOrLost,
  memoryParameters,
  onRingsWithMemories,
  paperSix,
} from './ensemble-model.js';

const title = 'Anatomy of the first charge discovered after six';

/** The segments of bars, in the order of the legend. */
const parts = {
  'charges of the list': { colour: colours[4], text: '#222' },
  'products of two charges': { colour: colours[3], text: '#222' },
  'up to 2 sites': { colour: '#08306b', text: 'white' },
  '3 sites': { colour: '#2171b5', text: 'white' },
  '4 sites': { colour: '#6baed6', text: '#222' },
  '5 sites': { colour: '#c6dbef', text: '#222' },
  even: { colour: colours[2], text: 'white' },
  'rest, or odd': { colour: '#e4e4e4', text: '#222' },
} as const;
type Part = keyof typeof parts;

const rangeParts: readonly Part[] = ['up to 2 sites', '3 sites', '4 sites', '5 sites'];

/** Groups of bars from top to bottom. */
const groups = ['in the charges', 'in products', 'by range', 'under spin flip', 'under reflection'] as const;

/**
 * Composition of ln Φρ − ln ρ in the ensemble of six charges: its shares in these charges, in their products, in conserved
 * parts of short operators, and its parities.   chain (10)
 */
export const ensembles3 = figure({
  name: 'ensembles-3',
  title,
  source: 'chain, beyond figure 3; (10)',
  caption:
    'The charge ln Φρ − ln ρ that the ensemble N_C = 6 lacks most, populations only, at (ε_d/ε_ph)² = 2.5: shares of its variance in %, on rings of several sizes, (a) for the drive of the paper and (b) for one with a short memory. First row: the share in the six charges. They are projected out for the next two rows: the share in products of two of them, and in conserved parts of operators on up to r sites, for r at most half the ring; these overlap, since parts of short operators contain products. Last rows: even and odd shares under spin flip and reflection.',
  parameters: {
    ...memoryParameters,
    range: { value: 5, unit: 'sites', about: 'longest local operators', from: 2, to: 5, whole: true },
  },
  quick: { ring: 6, range: 3 },
  seconds: 120,
  compute: (values, progress, sharing) => {
    const rows: TableCell[][] = [];
    const work = onRingsWithMemories(values, [progress, sharing], ({ panel, eta, ring, chain }, points) => {
      const six = foundOrLost(points, `N_C = 6 on ${ring} sites with η_d = ${eta}`, () => chain.steady(paperSix));
      if (!six) return;
      points.worst = Math.max(points.worst, six.residual);
      rows.push([panel, eta, ring, ...sharesIn(chain, six, Math.min(values.range, ring >> 1))]);
    });
    const share = (name: string, about: string) => column(name, '1', `share of the variance, ${about}`);
    return {
      tables: [
        table(
          'anatomy',
          [
            column('panel', '1', 'a long memory of the drive, b short memory'),
            column('eta_d', 'J', 'half-width of the Lorentzian for the drive'),
            column('sites', '1', 'sites of the ring'),
            column('deviation', '1', 'standard deviation with the six charges projected out'),
            share('charges', 'in the six charges'),
            share('products', 'in products of two charges, of what is left beside the charges'),
            ...[2, 3, 4, 5].map((r) => share(`range_${r}`, `in conserved parts of up to ${r} sites, of what is left`)),
            column('spin_flip', '1', 'share of Tr C² that is even under spin flip'),
            column('reflection', '1', 'share of Tr C² that is even under reflection'),
          ],
          rows,
        ),
      ],
      remarks: work.remarks(),
    };
  },
  plot: ({ tables: [data] }, values) => {
    const rows = records(data!);
    const one = (panel: 'a' | 'b', eta: number) =>
      sharePanel(
        rows.filter((r) => r.panel === panel),
        `${panel}: η_d = ${eta} J`,
      );
    const left = one('a', values.eta_d);
    return sheet(title, [
      [
        legend(
          Object.entries(parts).map(([label, { colour }]) => ({ label, colour, as: 'dot' as const })),
          2 * left.width,
        ),
      ],
      [left, one('b', values.eta_short)],
    ]);
  },
});

/** The cells of a row behind its place: deviation, shares in charges and products, shares by range, even shares. */
function sharesIn({ relaxation }: DrivenEnsembles, six: SteadyEnsemble, most: number): TableCell[] {
  const charge = discoveredCharge(relaxation, six.state.values, 'D1');
  const ranges = [2, 3, 4, 5].filter((r) => r <= most);
  const { deviation, products, range, even } = anatomyOf(relaxation, six, charge, ranges);
  // Without charges that are projected out, the deviation is that of the whole operator.
  const whole = anatomyOf(relaxation, { ...six, span: emptySpan }, charge, []).deviation;
  return [
    deviation,
    1 - (deviation / whole) ** 2,
    products,
    ...[2, 3, 4, 5].map((r) => range[r] ?? null),
    even.spinFlip ?? null,
    even.reflection ?? null,
  ];
}

interface Segment {
  readonly group: (typeof groups)[number];
  readonly ring: string;
  readonly part: Part;
  readonly from: number;
  readonly to: number;
}

/** The segments of the bars of one ring, in percent; bars without a value are left out. */
function segmentsOf(row: Record<string, TableCell>): Segment[] {
  const ring = `N = ${String(row.sites)}`;
  const bar = (group: Segment['group'], ends: readonly (readonly [Part, TableCell | undefined])[]): Segment[] => {
    const known = ends.filter(([, to]) => typeof to === 'number') as (readonly [Part, number])[];
    if (known.length === 0) return [];
    return [...known, ['rest, or odd', 1] as const].map(([part, to], k) => ({
      group,
      ring,
      part,
      from: 100 * (k === 0 ? 0 : known[k - 1]![1]),
      to: 100 * to,
    }));
  };
  return [
    ...bar('in the charges', [['charges of the list', row.charges]]),
    ...bar('in products', [['products of two charges', row.products]]),
    ...bar(
      'by range',
      rangeParts.map((part, k) => [part, row[`range_${k + 2}`]]),
    ),
    ...bar('under spin flip', [['even', row.spin_flip]]),
    ...bar('under reflection', [['even', row.reflection]]),
  ];
}

/** The smallest segment, in percent, with room for its number. */
const roomForNumber = 6;

function sharePanel(rows: readonly Record<string, TableCell>[], label: string): Drawing {
  const segments = rows.flatMap(segmentsOf);
  return draw({
    width: 580,
    height: 90 + groups.length * (26 + 18 * rows.length),
    marginTop: 32,
    marginLeft: 60,
    marginRight: 120,
    marginBottom: 44,
    x: {
      domain: [0, 100],
      label: 'share [%]',
      labelAnchor: 'center',
      labelArrow: 'none',
    },
    y: { label, labelAnchor: 'top', labelArrow: 'none', domain: rows.map((r) => `N = ${String(r.sites)}`) },
    fy: { label: null, domain: [...groups], padding: 0.2 },
    marks: [
      Plot.barX(segments, {
        fy: 'group',
        y: 'ring',
        x1: 'from',
        x2: 'to',
        fill: (s: Segment) => parts[s.part].colour,
        insetTop: 1,
        insetBottom: 1,
      }),
      Plot.text(
        segments.filter((s) => s.part !== 'rest, or odd' && s.to - s.from >= roomForNumber),
        {
          fy: 'group',
          y: 'ring',
          x: (s: Segment) => (s.from + s.to) / 2,
          text: (s: Segment) => (s.to - s.from).toFixed(0),
          fill: (s: Segment) => parts[s.part].text,
        },
      ),
    ],
  });
}

import { shortList } from './observable.js';
import type {
  AnatomyDocument,
  ComparedEnsemble,
  ComparisonOnRing,
  ErrorSourceDocument,
  RankedDocument,
  RefusedEnsemble,
  SizeVerdict,
} from './comparison.js';
import { solvedRows } from './comparison.js';
import { perturbationLabels } from './perturbation-numbers.js';

const shortNumber = (x: number): string => (x === 0 ? '0' : x.toPrecision(6));
/** With its sign, where a digit is left to have one. */
const percent = (x: number): string => {
  const size = (100 * Math.abs(x)).toFixed(2);
  return `${Number(size) === 0 ? '' : x < 0 ? '−' : '+'}${size} %`;
};

/** The table of a comparison. */
export function comparisonLines(comparison: ComparisonOnRing, populations: boolean): string[] {
  const { sites, ensembles, exact } = comparison;
  const names = Object.keys(exact?.observables ?? solvedRows(comparison)[0]?.observables ?? {});
  const measures = exact ? ['S', 'S matched', 'distance'] : [];
  const rows = ensembles.flatMap((e) => ('error' in e ? [] : [rowOf(e, names, exact !== undefined)]));
  const all = [
    ['ensemble', 'charges', ...measures, ...names],
    ...(exact ? [['exact', '', '', '', '', ...names.map((n) => shortNumber(exact.observables[n]!))]] : []),
    ...rows,
  ];
  const first = Math.max(...all.map((r) => r[0]!.length), ...ensembles.map((e) => e.ensemble.length));
  const [head, ...lines] = aligned(all, first);
  const exactLines = exact ? lines.splice(0, 1) : [];
  return [
    `ensembles on a ring of ${sites}${populations ? ', populations only' : ''}: observables per site, S = S(exact‖ensemble) of the whole ring`,
    head!,
    ...exactLines,
    // A list that is refused keeps its place among the others.
    ...ensembles.map((e) => ('error' in e ? refusedLine(e, first) : lines.shift()!)),
    ...ensembles.flatMap((e) => ('error' in e ? [] : remarkLines(e, names))),
  ];
}

function rowOf(e: ComparedEnsemble, names: readonly string[], hasExact: boolean): string[] {
  const measures = [
    e.relativeEntropy?.toExponential(4) ?? '',
    e.relativeEntropyMatched?.toExponential(4) ?? '',
    e.traceDistance?.toExponential(2) ?? '',
  ];
  return [
    e.ensemble,
    String(e.charges),
    ...(hasExact ? measures : []),
    ...names.map((n) => {
      const error = e.errors?.[n];
      return `${shortNumber(e.observables[n]!)}${error === undefined ? '' : ` (${percent(error)})`}`;
    }),
  ];
}

const refusedLine = ({ ensemble, error }: RefusedEnsemble, width: number): string =>
  `  ${ensemble.padEnd(width)}  ${error.code}: ${error.message}${error.hint === null ? '' : ` (${error.hint})`}`;

/** Rows with columns of one width each: the first column on the left, numbers on the right. */
function aligned(rows: readonly (readonly string[])[], first = 0): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(c === 0 ? first : 0, ...rows.map((r) => r[c]!.length)));
  return rows.map(
    (r) => `  ${r.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')}`,
  );
}

/** The lines below the table about one ensemble. */
function remarkLines(e: ComparedEnsemble, names: readonly string[]): string[] {
  return [
    ...(e.moved.length > 0
      ? [`${e.ensemble}: moved by the discovered charges ${e.moved.map((m) => m.toExponential(3)).join(', ')}`]
      : []),
    ...(e.dependent.length > 0 ? [`${e.ensemble}: left out as dependent: ${shortList(e.dependent)}`] : []),
    ...(e.anatomy?.length === 0
      ? [`${e.ensemble}: the ensemble is exact within rounding, so there is no charge to take apart`]
      : []),
    ...(e.anatomy ?? []).flatMap((a) => anatomyLines(e.ensemble, a)),
    ...Object.entries(e.errorSources ?? {}).flatMap(([name, source]) => sourceLines(e.ensemble, name, source)),
    ...rankingLines(e.ranking, names),
  ];
}

/** Contributions to a relative error: those of perturbations, and of the states with each S^z. */
function sourceLines(ensemble: string, name: string, { perturbations, Sz }: ErrorSourceDocument): string[] {
  const labels = perturbationLabels(perturbations);
  const whose = perturbations.map(({ error }, k) => `${labels[k]} ${percent(error)}`);
  return [
    `${ensemble}, error of ${name}: ${whose.join(', ')}`,
    ...(Sz ? [`  by S^z: ${Sz.map(({ value, error }) => `${signed(value)} ${percent(error)}`).join(', ')}`] : []),
  ];
}

const signed = (x: number): string => (x < 0 ? `−${-x}` : String(x));

function anatomyLines(ensemble: string, { charge, std, range, products, parity }: AnatomyDocument): string[] {
  const share = (x: number): string => `${(100 * x).toFixed(1)} %`;
  const even = [
    parity.spinFlip !== undefined && `${share(parity.spinFlip)} even under spin flip`,
    parity.reflection !== undefined && `${share(parity.reflection)} even under reflection`,
  ].filter((part) => part !== false);
  return [
    `${ensemble}, ${charge}: standard deviation ${std.toPrecision(4)} beside the present charges`,
    `  products of two charges hold ${share(products)}; conserved parts of short operators, which overlap with them:`,
    `  ${Object.entries(range)
      .map(([r, x]) => `${r} sites ${share(x)}`)
      .join(', ')}`,
    ...(even.length > 0 ? [`  ${even.join(', ')}`] : []),
  ];
}

function rankingLines(ranking: readonly RankedDocument[] | undefined, names: readonly string[]): string[] {
  if (!ranking) return [];
  const moving = ranking.filter((r) => r.moved !== null);
  const width = Math.max(...ranking.map(({ charge }) => charge.length));
  return [
    ...aligned(
      [
        ['candidate', 'moved', ...names.map((n) => `change of ${n}`)],
        ...moving.map(({ charge, moved, shifts }) => [
          charge,
          moved!.toExponential(3),
          ...names.map((n) => shifts?.[n]?.toExponential(3) ?? ''),
        ]),
      ],
      width,
    ),
    ...ranking.flatMap(({ charge, error }) => (error ? [refusedLine({ ensemble: charge, error }, width)] : [])),
  ];
}

/** The sentences on two rings. */
export function sizeLines(verdicts: readonly SizeVerdict[], [a, b]: readonly [number, number]): string[] {
  const [small, large] = a < b ? [a, b] : [b, a];
  return verdicts.map(({ ensemble, observable, errors, verdict }) => {
    const says =
      verdict === 'finite size'
        ? 'finite size: it falls at least as fast as 1/N'
        : verdict === 'physical'
          ? 'physical: it does not fall with N'
          : 'the two rings do not decide';
    return `${ensemble}, ${observable}: ${percent(errors[0])} at N = ${small}, ${percent(errors[1])} at N = ${large}; ${says}`;
  });
}

import type { AnswerPart, AnswerTable } from './answer-parts.js';
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

/** A comparison as a table, and remarks on its ensembles. */
export function comparisonParts(comparison: ComparisonOnRing, populations: boolean): AnswerPart[] {
  const { sites, ensembles, exact } = comparison;
  const names = Object.keys(exact?.observables ?? solvedRows(comparison)[0]?.observables ?? {});
  const measures = exact ? ['S', 'S matched', 'distance'] : [];
  const columns = ['ensemble', 'charges', ...measures, ...names];
  // A list that is refused keeps its place among the others.
  const rows = [
    ...(exact ? [['exact', '', '', '', '', ...names.map((n) => shortNumber(exact.observables[n]!))]] : []),
    ...ensembles.map((e) => ('error' in e ? e : rowOf(e, names, exact !== undefined))),
  ];
  return [
    `ensembles on a ring of ${sites}${populations ? ', populations only' : ''}: observables per site, S = S(exact‖ensemble) of the whole ring`,
    alignedTable(columns, rows),
    ...ensembles.flatMap((e) => ('error' in e ? [] : remarkParts(e, names))),
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

const refusedText = ({ error }: Pick<RefusedEnsemble, 'error'>): string =>
  `${error.code}: ${error.message}${error.hint === null ? '' : ` (${error.hint})`}`;

/**
 * Rows with columns of one width each: the first column on the left, numbers on the right. A row that is refused has its
 * reason beside its name.
 */
function alignedTable(columns: readonly string[], rows: readonly (readonly string[] | RefusedEnsemble)[]): AnswerTable {
  const cells = rows.map((row) => ('error' in row ? [row.ensemble, refusedText(row)] : row));
  const widths = columns.map((column, c) =>
    Math.max(column.length, ...rows.map((row, r) => ('error' in row && c > 0 ? 0 : cells[r]![c]!.length))),
  );
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!))).join('  ')}`;
  return {
    columns,
    rows: cells.map((row) => [...row, ...columns.slice(row.length).map(() => '')]),
    lines: [
      line(columns),
      ...cells.map((row, r) => ('error' in rows[r]! ? `  ${row[0]!.padEnd(widths[0]!)}  ${row[1]}` : line(row))),
    ],
  };
}

/** The parts below the table about one ensemble. */
function remarkParts(e: ComparedEnsemble, names: readonly string[]): AnswerPart[] {
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
    ...(e.ranking ? [rankingTable(e.ranking, names)] : []),
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

/** Candidates by how far they move the state; those that are refused come last. */
function rankingTable(ranking: readonly RankedDocument[], names: readonly string[]): AnswerTable {
  return alignedTable(
    ['candidate', 'moved', ...names.map((n) => `change of ${n}`)],
    [
      ...ranking
        .filter((r) => r.moved !== null)
        .map(({ charge, moved, shifts }) => [
          charge,
          moved!.toExponential(3),
          ...names.map((n) => shifts?.[n]?.toExponential(3) ?? ''),
        ]),
      ...ranking.flatMap(({ charge, error }) => (error ? [{ ensemble: charge, error }] : [])),
    ],
  );
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

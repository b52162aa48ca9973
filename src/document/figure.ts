import { evaluateCoefficient } from '../exact/index.js';
import { nameText } from '../language/index.js';
import { editDistance } from '../meaning/index.js';
import { Session } from '../session/index.js';
import { readBinding } from '../report/index.js';
import { DiagnosticError, checkInterrupt, globOf, refuse } from '../text/index.js';
import { type Table, csvText } from '../drawing/index.js';

/** A number on which a figure depends; `--set name=value` changes it. */
export interface FigureParameter {
  readonly value: number;
  /** `1` for a pure number */
  readonly unit: string;
  readonly about: string;
  /** both ends belong to the range */
  readonly from: number;
  readonly to: number;
  readonly whole?: true;
}

/** Receives the progress of a computation: the current step, and the fraction done, from 0 to 1. */
export type ReportProgress = (what: string, fraction: number) => void;

/** How the computation of a figure is shared. */
export interface FigureSharing {
  /** number of threads, on which no digit depends; 1 by default */
  readonly threads?: number | undefined;
}

export interface FigureData {
  /** the first table is the one that the picture shows */
  readonly tables: readonly Table[];
  /** what a reader should know besides the numbers: residuals, omitted points */
  readonly remarks: readonly string[];
}

/** A picture and the numbers behind it. It is recomputed from its parameters, and drawn only from its data. */
export interface Figure {
  /** file name without ending: `gas-2` */
  readonly name: string;
  readonly title: string;
  /** the figure of a paper that it shows: `gas, figure 2` */
  readonly source: string;
  /** what is drawn, in a sentence or two, under the picture and in the document */
  readonly caption: string;
  readonly parameters: Readonly<Record<string, FigureParameter>>;
  /** values that make it cheap, for a first look and for tests */
  readonly quick: Readonly<Record<string, number>>;
  /** time that it takes with its own values on one core of 2024, in seconds, to be stated before the work */
  readonly seconds: number;
  compute(
    values: Readonly<Record<string, number>>,
    progress: ReportProgress,
    sharing?: FigureSharing,
  ): FigureData | Promise<FigureData>;
  /** an SVG document */
  plot(data: FigureData, values: Readonly<Record<string, number>>): string;
}

/** A figure whose functions know the names of its parameters. */
export function figure<const P extends string>(record: {
  readonly name: string;
  readonly title: string;
  readonly source: string;
  readonly caption: string;
  readonly parameters: Readonly<Record<P, FigureParameter>>;
  readonly quick: Readonly<Partial<Record<NoInfer<P>, number>>>;
  readonly seconds: number;
  readonly compute: (
    values: Readonly<Record<NoInfer<P>, number>>,
    progress: ReportProgress,
    sharing?: FigureSharing,
  ) => FigureData | Promise<FigureData>;
  readonly plot: (data: FigureData, values: Readonly<Record<NoInfer<P>, number>>) => string;
}): Figure {
  return record as unknown as Figure;
}

/** A figure as files, named without their folder. */
export interface FigureFiles {
  readonly svg: { readonly name: string; readonly text: string };
  readonly csv: readonly { readonly name: string; readonly text: string }[];
  readonly json: { readonly name: string; readonly text: string };
  readonly data: FigureData;
}

/**
 * Computes a figure and writes its picture and tables as text: `NAME.svg`, `NAME.csv` (further tables
 * `NAME.TABLE.csv`), `NAME.json`.
 */
export async function renderFigure(
  of: Figure,
  values: Readonly<Record<string, number>>,
  progress: ReportProgress = () => {},
  sharing: FigureSharing = {},
): Promise<FigureFiles> {
  const report: ReportProgress = (what, fraction) => {
    checkInterrupt();
    progress(what, fraction);
  };
  const data = await of.compute(values, report, sharing);
  const document = {
    name: of.name,
    title: of.title,
    source: of.source,
    caption: of.caption,
    parameters: Object.fromEntries(
      Object.entries(of.parameters).map(([name, { unit, about }]) => [name, { value: values[name], unit, about }]),
    ),
    remarks: data.remarks,
    tables: data.tables,
  };
  return {
    svg: { name: `${of.name}.svg`, text: of.plot(data, values) },
    csv: data.tables.map((t, k) => ({
      name: k === 0 ? `${of.name}.csv` : `${of.name}.${t.name}.csv`,
      text: csvText(t),
    })),
    json: { name: `${of.name}.json`, text: `${JSON.stringify(document, undefined, 1)}\n` },
    data,
  };
}

/**
 * The figures that names or patterns (`gas-*`) select, in the order of the list; all of them by default.
 *
 * @diagnostic `unknown-figure`
 */
export function chooseFigures(figures: readonly Figure[], patterns: readonly string[]): Figure[] {
  if (patterns.length === 0) return [...figures];
  const chosen = new Set<Figure>();
  for (const pattern of patterns) {
    const accepts = globOf(pattern);
    const found = figures.filter(({ name }) => accepts(name));
    if (found.length === 0) {
      const near = figures.find(({ name }) => editDistance(name, pattern) <= 2);
      refuse('unknown-figure', `there is no figure "${pattern}"`, {
        hint: near ? `did you mean ${near.name}?` : `the figures are ${figures.map(({ name }) => name).join(', ')}`,
      });
    }
    for (const f of found) chosen.add(f);
  }
  return figures.filter((f) => chosen.has(f));
}

/**
 * The values of the parameters of figures, with `name=scalar` settings applied.
 *
 * @param settings  scalars of the language, or numbers such as 1e-3; they take precedence over `quick`
 * @diagnostic `bad-setting`, `unknown-parameter` where no chosen figure has one, `bad-value` outside the range
 */
export function figureValues(
  chosen: readonly Figure[],
  settings: readonly string[],
  { quick = false } = {},
): Map<Figure, Record<string, number>> {
  const values = new Map(
    chosen.map((f) => [
      f,
      Object.fromEntries(
        Object.entries(f.parameters).map(([name, { value }]) => [name, (quick ? f.quick[name] : undefined) ?? value]),
      ),
    ]),
  );
  for (const setting of settings) {
    const [name, text] = readBinding(setting);
    const having = chosen.filter((f) => Object.hasOwn(f.parameters, name));
    if (having.length === 0) {
      const known = [...new Set(chosen.flatMap((f) => Object.keys(f.parameters)))];
      const near = known.find((k) => editDistance(k, name) <= 1 && name.length > 1);
      refuse(
        'unknown-parameter',
        `${chosen.length === 1 ? `the figure ${chosen[0]!.name} has` : 'these figures have'} no parameter ${nameText(name)}`,
        {
          hint: near ? `did you mean ${near}?` : `there are ${known.join(', ')}`,
        },
      );
    }
    const value = readNumber(name, text);
    for (const f of having) {
      const { from, to, whole } = f.parameters[name]!;
      if (!(value >= from && value <= to) || (whole && !Number.isInteger(value))) {
        refuse(
          'bad-value',
          `${name} = ${text} is no ${whole ? 'whole ' : ''}number from ${from} to ${to}, as the figure ${f.name} needs it`,
        );
      }
      values.get(f)![name] = value;
    }
  }
  return values;
}

/** A real number, typed as such or as a scalar of the language: `0.05`, `1e-3`, `1/sqrt(2)`. */
function readNumber(name: string, text: string): number {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text)) return Number(text);
  const outcomes = [...new Session().run({ name: `--set ${name}`, text })];
  const wrong = outcomes.find((o) => o.kind === 'error');
  if (wrong?.kind === 'error') throw new DiagnosticError(wrong.diagnostic);
  const [only] = outcomes;
  if (outcomes.length !== 1 || only?.kind !== 'value' || only.value.kind !== 'scalar')
    return refuse('bad-value', `${name} takes a number, not "${text}"`);
  const { re, im } = evaluateCoefficient(only.value.scalar, (free) =>
    refuse('bad-value', `${name} takes a number, and ${nameText(free)} has none`),
  );
  if (im !== 0 || !Number.isFinite(re)) refuse('bad-value', `${name} takes a real number, not "${text}"`);
  return re;
}

/** Curves over one parameter, as plain data. */
export interface PlotData {
  readonly title: string;
  /** the name of the parameter */
  readonly abscissa: string;
  readonly curves: readonly PlotCurve[];
}

export interface PlotCurve {
  readonly label: string;
  /** the quantity; curves of one panel share an axis */
  readonly panel: string;
  /** in the order of the parameter; null where there is no value */
  readonly points: readonly (readonly [x: number, y: number | null])[];
}

/** Rows of a panel without its axis. */
const height = 12;
/** Letters of the curves of a panel, which mark their points. */
const letters = 'abcdefghijklmnopqrstuvwxyz';

/**
 * The panels of a plot one under the other: braille dots along each curve and, where a panel has several, a letter at each
 * computed point, so that no colour is needed to tell them apart.
 *
 * @param width  columns of the page, at least 40
 */
export function plotText(plot: PlotData, width: number): string {
  const panels = [...new Set(plot.curves.map((c) => c.panel))];
  return panels
    .map((panel) =>
      panelText(
        panel,
        plot.abscissa,
        plot.curves.filter((c) => c.panel === panel),
        Math.max(40, width),
      ),
    )
    .join('\n\n');
}

type Point = readonly [x: number, y: number];

function panelText(panel: string, abscissa: string, curves: readonly PlotCurve[], width: number): string {
  const known = (curve: PlotCurve): Point[] =>
    curve.points.flatMap(([x, y]) => (y === null || !Number.isFinite(y) ? [] : [[x, y] as const]));
  const all = curves.flatMap(known);
  if (all.length === 0) return `${panel}: no value`;
  const [left, right] = extent(curves.flatMap((c) => c.points.map(([x]) => x)));
  const [low, high] = extent(all.map(([, y]) => y));
  const rows = ticks(low, high, 4).map((value) => ({
    value,
    row: Math.round((1 - (value - low) / (high - low)) * (height - 1)),
  }));
  const labels = rows.map(({ value }) => numeral(value));
  const gutter = Math.max(...labels.map((l) => l.length)) + 1;
  const columns = width - gutter - 2;
  const canvas = new Canvas(columns, height);
  const place = ([x, y]: Point): Point => [
    ((x - left) / (right - left)) * (2 * columns - 1),
    (1 - (y - low) / (high - low)) * (4 * height - 1),
  ];
  for (const [k, curve] of curves.entries()) {
    let before: Point | undefined;
    for (const [x, y] of curve.points) {
      const at = y === null || !Number.isFinite(y) ? undefined : place([x, y]);
      if (at) canvas.line(before ?? at, at);
      before = at;
    }
    if (curves.length > 1) for (const point of known(curve)) canvas.mark(place(point), letters[k % letters.length]!);
  }
  const legend =
    curves.length > 1 ? [curves.map((c, k) => `${letters[k % letters.length]} ${c.label}`).join('   ')] : [];
  const body = canvas.rows().map((line, row) => {
    const tick = rows.findIndex((t) => t.row === row);
    return `${(tick < 0 ? '' : labels[tick]!).padStart(gutter)} ${tick < 0 ? '│' : '┤'}${line}`.trimEnd();
  });
  return [panel, ...legend, ...body, ...axis(left, right, { gutter, columns, abscissa })].join('\n');
}

/** The smallest and the largest number, apart even where all numbers are equal. */
function extent(numbers: readonly number[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (const x of numbers) [low, high] = [Math.min(low, x), Math.max(high, x)];
  if (low < high) return [low, high];
  const room = low === 0 ? 1 : Math.abs(low) / 2;
  return [low - room, low + room];
}

/** Multiples of 1, 2 or 5 times a power of ten between two numbers, about `count` of them. */
export function ticks(low: number, high: number, count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((m) => m * power >= rough * 0.999) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => (first + k) * step);
}

const numeral = (x: number): string => String(Number(x.toPrecision(6)));

/** The line below a panel with its ticks, their numbers, and the name of the parameter. */
function axis(
  left: number,
  right: number,
  { gutter, columns, abscissa }: { readonly gutter: number; readonly columns: number; readonly abscissa: string },
): string[] {
  const line = Array.from({ length: columns }, () => '─');
  const numbers = Array.from({ length: columns + gutter + 2 }, () => ' ');
  let free = 0;
  for (const value of ticks(left, right, 5)) {
    const at = Math.round(((value - left) / (right - left)) * (columns - 1));
    line[at] = '┬';
    const text = numeral(value);
    const start = Math.min(numbers.length - text.length, Math.max(0, gutter + 2 + at - Math.floor(text.length / 2)));
    if (start < free) continue;
    for (const [k, letter] of [...text].entries()) numbers[start + k] = letter;
    free = start + text.length + 1;
  }
  const margin = ' '.repeat(gutter + 1);
  return [
    `${margin}└${line.join('')}`,
    numbers.join('').trimEnd(),
    `${margin} ${abscissa.padStart(Math.ceil((columns + abscissa.length) / 2))}`,
  ];
}

/** Bits of the dots of a braille character, by their row and column. */
const dots = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
] as const;

/** Cells of 2 × 4 braille dots, over which letters may be written. */
class Canvas {
  private readonly cells: number[][];
  private readonly marks = new Map<string, string>();

  constructor(columns: number, lines: number) {
    this.cells = Array.from({ length: lines }, () => Array.from({ length: columns }, () => 0));
  }

  /** Sets the dots between two points, which are counted in dots from the upper left. */
  line([x1, y1]: Point, [x2, y2]: Point): void {
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(x2 - x1), Math.abs(y2 - y1))));
    for (let k = 0; k <= steps; k++) {
      const x = Math.round(x1 + ((x2 - x1) * k) / steps);
      const y = Math.round(y1 + ((y2 - y1) * k) / steps);
      this.cells[y >> 2]![x >> 1]! |= dots[y & 3]![x & 1]!;
    }
  }

  /** Curves that meet share a cell, in which a star stands for their letters. */
  mark([x, y]: Point, letter: string): void {
    const cell = `${Math.round(y) >> 2} ${Math.round(x) >> 1}`;
    const before = this.marks.get(cell);
    this.marks.set(cell, before === undefined || before === letter ? letter : '*');
  }

  rows(): string[] {
    return this.cells.map((line, row) =>
      line
        .map(
          (bits, column) =>
            this.marks.get(`${row} ${column}`) ?? (bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits)),
        )
        .join(''),
    );
  }
}

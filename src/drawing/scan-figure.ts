import * as Plot from '@observablehq/plot';
import { colours, draw, legend, sheet } from './drawing.js';
import { type Table, records } from './table.js';

/** One curve of a scan. */
export interface ScanCurve {
  /** a column of the table */
  readonly column: string;
  readonly label: string;
  /** curves of the same panel share an axis */
  readonly panel: string;
}

/**
 * Curves over a scanned parameter, a panel for each quantity; rows without a value are gaps.
 *
 * @param table  the first column is the parameter
 * @returns      one SVG document
 */
export function scanFigure(title: string, data: Table, curves: readonly ScanCurve[]): string {
  const [parameter] = data.columns;
  const rows = records(data);
  const panels = [...new Set(curves.map((c) => c.panel))];
  const colourOf = (curve: ScanCurve): string =>
    colours[curves.filter((c) => c.panel === curve.panel).indexOf(curve) % colours.length]!;
  const width = 460;
  const column = (panel: string) => {
    const own = curves.filter((c) => c.panel === panel);
    const marks = own.flatMap((curve) => [
      Plot.line(rows, { x: parameter!.name, y: curve.column, stroke: colourOf(curve), strokeWidth: 2 }),
      Plot.dot(
        rows.filter((r) => r[curve.column] !== null),
        { x: parameter!.name, y: curve.column, fill: colourOf(curve), r: 2.5 },
      ),
    ]);
    return {
      key: legend(
        own.map((curve) => ({ label: curve.label, colour: colourOf(curve), as: 'line' as const })),
        width,
      ),
      drawing: draw({
        width,
        height: 340,
        marginLeft: 64,
        marginBottom: 44,
        x: { label: parameter!.name, labelAnchor: 'center', labelArrow: 'none' },
        y: { label: panel, labelArrow: 'none', grid: true },
        marks,
      }),
    };
  };
  const drawn = panels.map(column);
  return sheet(title, [drawn.map((p) => p.key), drawn.map((p) => p.drawing)]);
}

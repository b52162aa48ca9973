import { curveEntry, curveStyle, drawCurves } from './curves.js';
import { legend, sheet } from './drawing.js';
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
 * @param data  the first column is the parameter
 * @param axis  the label of the parameter
 * @returns      one SVG document
 */
export function scanFigure(
  title: string,
  data: Table,
  curves: readonly ScanCurve[],
  axis = data.columns[0]!.name,
): string {
  const [parameter] = data.columns;
  const rows = records(data);
  const panels = [...new Set(curves.map((c) => c.panel))];
  const across = panels.length > 2 ? 2 : panels.length;
  const width = 500;
  const drawn = panels.map((panel) => {
    const own = curves
      .filter((c) => c.panel === panel)
      .map((curve, k) => ({
        label: curve.label,
        style: curveStyle(k),
        points: rows.map((r) => {
          const y = r[curve.column];
          return { x: Number(r[parameter!.name]), y: typeof y === 'number' ? y : null };
        }),
      }));
    return {
      key: own.length > 1 ? [legend(own.map(curveEntry), width)] : [],
      drawing: drawCurves(
        {
          width,
          height: 340,
          marginTop: 30,
          marginLeft: 70,
          marginRight: own.length > 1 ? 90 : 24,
          marginBottom: 44,
          x: { label: axis, labelAnchor: 'center', labelArrow: 'none' },
          y: { label: panel, labelArrow: 'none', grid: true, nice: true },
        },
        own,
      ),
    };
  });
  const lines = Array.from({ length: Math.ceil(drawn.length / across) }, (_, k) =>
    drawn.slice(k * across, (k + 1) * across),
  );
  return sheet(
    title,
    lines.flatMap((line) => {
      const keys = line.flatMap((p) => p.key);
      return [...(keys.length > 0 ? [keys] : []), line.map((p) => p.drawing)];
    }),
  );
}

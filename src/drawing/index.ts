/** Tables of numbers, and their curves as SVG. */
export { type TableCell, type Column, type Table, csvText, records, table } from './table.js';
export {
  type Drawing,
  type LegendEntry,
  type PlottedDrawing,
  colours,
  draw,
  legend,
  sheet,
} from './drawing.js';
export { type Curve, type CurveStyle, curveEntry, curveStyle, drawCurves } from './curves.js';
export { symbolText, symbolWidth } from './symbols.js';
export { type ScanCurve, scanFigure } from './scan-figure.js';

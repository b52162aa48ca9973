/** Tables of numbers, and their curves as SVG. */
export { type TableCell, type Column, type Table, csvText, records, table } from './table.js';
export { type Drawing, type LegendEntry, colours, draw, legend, sheet } from './drawing.js';
export { type ScanCurve, scanFigure } from './scan-figure.js';

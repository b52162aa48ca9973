export { type Place, type Source, type Span, cover, placeOf } from './source.js';
export type { DiagnosticCode, diagnosticCodes } from './codes.js';
export {
  type CellDoor,
  type Details,
  type Diagnostic,
  DiagnosticError,
  diagnosticInCells,
  type ErrorDocument,
  errorDocument,
  fault,
  limit,
  locate,
  readWithin,
  refuse,
} from './diagnostic.js';
export { globOf } from './glob.js';
export { checkInterrupt, setInterruptSource, withInterrupt, withinSeconds } from './interrupt.js';
export { type Palette, coloured, paletteOf, plain, renderDiagnostic } from './render.js';
export { readable, readableAsync } from './readable.js';
export { visible, visibleJson, visibleOnOneLine } from './visible.js';
export { type Json, jsonSpan, readJson } from './json.js';
export { type ExitCode, exitCodeOf, worse } from './exit-code.js';
export { progressBar } from './progress.js';
export { codeSpan, fenced } from './markdown.js';
export { shellWord } from './shell.js';
export { breakLines, cutLines, margin, wrapWords } from './lines.js';

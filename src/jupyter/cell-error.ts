import { type Diagnostic, coloured, renderDiagnostic } from '../text/index.js';
import { type Item, codeOf, duration, outputOf, remarksOf } from '../workbench/index.js';
import type { CellError } from './interpreter.js';

/** Front ends show the colours of an error, and replace what a browser would take for markup. */
const style = { palette: coloured, terminal: false };

export function cellError(diagnostic: Diagnostic): CellError {
  return {
    name: diagnostic.code,
    message: diagnostic.message,
    traceback: renderDiagnostic(diagnostic, coloured).split('\n'),
  };
}

/**
 * @param seconds  that the cell ran
 */
export function interruption(seconds: number): CellError {
  const message = `interrupted after ${duration(seconds)}; what was defined before is kept`;
  return { name: 'interrupted', message, traceback: [message] };
}

/**
 * The error by which an item ends its cell, or undefined. A claim that fails ends it like an error, so that a notebook
 * that is run from end to end stops there.
 */
export function errorOf(item: Item): CellError | undefined {
  if (item.kind === 'error') return cellError(item.diagnostic);
  if (codeOf(item) === 0) return undefined;
  const text = outputOf(item, style) ?? remarksOf(item, style).join('\n');
  const traceback = text.split('\n');
  switch (item.kind) {
    case 'claim':
      return { name: `not ${item.verb === 'prove' ? 'proved' : 'refuted'}`, message: item.entry.text, traceback };
    case 'solve':
      return { name: 'no solution', message: item.entry.text, traceback };
    case 'law':
      return { name: item.code === 3 ? 'undecided' : 'law fails', message: traceback[0]!, traceback };
    case 'ended':
      return {
        name: item.code === 3 ? 'limit' : 'failure',
        message: 'the answer is not complete, or a law fails; see above',
        traceback: [],
      };
    default:
      return { name: 'internal', message: 'this is a bug in spinlaw, please report it', traceback };
  }
}

import { formulaWidth } from '../workbench/index.js';

/** Width of a line of a formula, in letters: as much as a cell of a notebook has. */
const lineWidth = 90;

/** Depth of brackets within which a formula may be broken. */
const deepestBreak = 2;

/**
 * A formula for `text/latex`, between dollars. MathJax does not break lines, so a long sum is broken before a plus or a
 * minus. Its brackets then have one size, since those that fit their content cannot be broken.
 *
 * @param latex  in mathematical mode, without the dollars
 */
export function typesetFormula(latex: string): string {
  const lines = linesOf(latex);
  if (lines.length === 1) return `$\\displaystyle ${latex}$`;
  const sized = lines.map((line) =>
    line.replaceAll(/\\left(?![a-z])/gu, '\\bigl').replaceAll(/\\right(?![a-z])/gu, '\\bigr'),
  );
  // The empty group before a sign lets it have the space of a sign between two summands.
  return `$\\displaystyle \\begin{aligned} & ${sized.join(' \\\\ & \\quad {} ')} \\end{aligned}$`;
}

/** The formula cut into lines; one line where it has parts that cannot be cut, such as matrices. */
function linesOf(latex: string): string[] {
  if (formulaWidth(latex) <= lineWidth || latex.includes('\\begin')) return [latex];
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(latex)) {
    if (line !== '' && formulaWidth(line) + formulaWidth(piece) > lineWidth) {
      lines.push(line);
      line = piece;
    } else line = line === '' ? piece : `${line} ${piece}`;
  }
  return [...lines, line];
}

/** The summands of a formula, each with the sign before it, as far as they are not deep inside brackets. */
function piecesOf(latex: string): string[] {
  const pieces: string[] = [];
  let braces = 0;
  let brackets = 0;
  let start = 0;
  for (let k = 0; k < latex.length; k += 1) {
    const c = latex[k]!;
    if (c === '\\') {
      // A command, or a brace that is a sign and not a group.
      const [command] = /^\\(?:[A-Za-z]+|.)/u.exec(latex.slice(k))!;
      if (command === '\\left') brackets += 1;
      if (command === '\\right') brackets -= 1;
      k += command.length - 1;
    } else if (c === '{') braces += 1;
    else if (c === '}') braces -= 1;
    else if ((c === '+' || c === '-') && latex[k - 1] === ' ' && latex[k + 1] === ' ') {
      if (braces > 0 || brackets > deepestBreak) continue;
      pieces.push(latex.slice(start, k - 1));
      start = k;
    }
  }
  return [...pieces, latex.slice(start)];
}

/** About as many letters as a formula of LaTeX is wide. A sign between two summands has space on both sides. */
export function formulaWidth(latex: string): number {
  return latex
    .replaceAll(/ [+-] /gu, 'xxx')
    .replaceAll(/\\(?:left|right|mathbf|mathrm|frac|displaystyle)(?![A-Za-z])/gu, '')
    .replaceAll(/\\[A-Za-z]+|\\./gu, 'x')
    .replaceAll(/[{}^_\s]/gu, '').length;
}

import { formulaWidth } from '../workbench/front.js';

/** Width of a bracket, in letters, from which on a line may end inside it: a narrow page has about twice as much. */
const longestWhole = 16;

/** A pair of brackets that fit their content: the places of `\left` and `\right` in the formula. */
interface Pair {
  readonly left: number;
  readonly right: number;
}

/**
 * A formula that KaTeX breaks over lines behind a plus, a minus or a relation, also inside of long brackets. Brackets
 * that fit their content are one box, so long ones get a fixed size instead, that of the highest part in them.
 *
 * @param tex  in mathematical mode, without the dollars
 */
export function breakableFormula(tex: string): string {
  const sizes = new Map<number, string>();
  for (const { left, right } of pairsOf(tex)) {
    const inner = tex.slice(left, right);
    if (formulaWidth(inner) <= longestWhole || inner.includes('\\begin')) continue;
    const size = /\\(?:frac|sum|prod)(?![a-z])/u.test(inner) ? '\\bigg' : '\\big';
    sizes.set(left, `${size}l`);
    sizes.set(right, `${size}r`);
  }
  return tex.replaceAll(/\\(?:left|right)(?![a-z])/gu, (command, at: number) => sizes.get(at) ?? command);
}

/** The pairs of brackets outside of all braces, since a fraction, a root or an exponent is one box. */
function pairsOf(tex: string): Pair[] {
  const pairs: Pair[] = [];
  const open: { readonly at: number; readonly isOutside: boolean }[] = [];
  let braces = 0;
  for (const { 0: token, index } of tex.matchAll(/\\[A-Za-z]+|\\.|[{}]/gu)) {
    if (token === '{') braces += 1;
    else if (token === '}') braces -= 1;
    else if (token === '\\left') open.push({ at: index, isOutside: braces === 0 });
    else if (token === '\\right') {
      const pair = open.pop();
      if (pair?.isOutside) pairs.push({ left: pair.at, right: index });
    }
  }
  return pairs;
}

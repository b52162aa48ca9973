import { closest } from './closeness.js';
import { hasNoCounterpart, insteadOf } from './elsewhere.js';
import { functionNames } from './functions.js';
import { isOneLetter, looksLikeCoupling } from './shape.js';

/** The text between the brackets that open directly after a word ending at `end`; undefined where there are none. */
export function bracketAfter(text: string, end: number): string | undefined {
  const open = /^(?:\\(?:left|[bB]igg?[lrm]?)\s?)?\(/u.exec(text.slice(end, end + 12))?.[0];
  if (open === undefined) return undefined;
  const start = end + open.length;
  let depth = 1;
  for (let k = start; k < text.length; k += 1) {
    if (text[k] === '(') depth += 1;
    if (text[k] === ')') depth -= 1;
    if (depth === 0) {
      const inside = text
        .slice(start, k)
        .replace(/\\right\s*$/u, '')
        .trim();
      // the sign (-1)^j is a factor
      return /^[-−]\s*1?$/u.test(inside) && /^\s*(?:\^|[ʲ⁰-⁹])/u.test(text.slice(k + 1, k + 4)) ? undefined : inside;
    }
  }
  return text.slice(start).trim();
}

/** Longest argument that is repeated in a proposal. */
const longestArgument = 80;

export interface AppliedProblem {
  readonly code: 'unknown-function' | 'unknown-name';
  readonly message: string;
  readonly hint: string;
}

/**
 * The reason why a name that has not been introduced must not stand directly before a bracket (language rule 25).
 * Undefined for a single letter, which is a factor there, unless the bracket contains the argument of a function.
 *
 * @param name  canonical
 * @param shown  as it is typed
 * @param bracket  the text in the brackets
 * @param known  the names that have been defined and declared
 */
export function appliedProblem(
  name: string,
  shown: string,
  bracket: string,
  known: readonly string[],
): AppliedProblem | undefined {
  const say = (hint: string): AppliedProblem => ({
    code: 'unknown-function',
    message: `there is no function ${shown}`,
    hint,
  });
  if (name === 'O') {
    return {
      code: 'unknown-function',
      message: 'O(…) is an order of magnitude, and the language has exact equations only',
      hint: `leave it out; a coupling O times ${bracket.slice(0, longestArgument)} is O*(…)`,
    };
  }
  if (isOneLetter(name)) {
    const argument = /^(?:[+-]?\s*[0-9]+(?:\.[0-9]+)?|j(?:\s*[+-]\s*[0-9]+)?|[+-]?x|[+-]?t)$/u.exec(bracket)?.[0];
    if (argument === undefined) return undefined;
    const hint = argument.endsWith('t')
      ? `time stands in sin, cos and exp: ${shown} cos(ω t)`
      : argument.endsWith('x')
        ? `for a product with a point scatterer write ${shown} δ(x)`
        : `for the product write ${shown}*(${argument})`;
    return { code: 'unknown-function', message: `${shown} is no function, so it cannot be taken at ${argument}`, hint };
  }
  const argument = bracket.length > longestArgument ? '…' : bracket.replaceAll(/\s+/gu, ' ');
  const declaration = `declare it: param ${name} real`;
  const instead = insteadOf(name, argument);
  if (instead !== undefined) return say(instead);
  if (hasNoCounterpart(name)) return say('the language has nothing of this kind');
  const near = closest(name, [...functionNames, ...known]);
  if (near !== undefined && functionNames.has(near)) return say(`did you mean ${near}(${argument})?`);
  if (near !== undefined)
    return {
      code: 'unknown-name',
      message: `"${shown}" is not known`,
      hint: `did you mean ${near}? Otherwise ${declaration}`,
    };
  if (looksLikeCoupling(name))
    return say(`for a product with the coupling ${shown} write ${shown}*(…), or ${declaration}`);
  return say(`?name explains a function, as in ?charge; if ${shown} is a coupling, ${declaration}`);
}

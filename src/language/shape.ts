import { greekName } from './names.js';

const letter = `(?:[A-Za-z]|${[...greekName.values()].sort((a, b) => b.length - a.length).join('|')})`;
const coupling = new RegExp(`^${letter}(?:[0-9]+|[xyz]{1,2})?(?:_.+)?$`, 'u');
const oneLetter = new RegExp(`^${letter}[0-9]*(?:_.+)?$`, 'u');

/**
 * Does a canonical name look like a coupling (language rule 23)? One letter, Latin or Greek, then digits or up to two
 * components, then a subscript: `J`, `t0`, `Jxy`, `Delta`, `eps_d`, `J_perp`. Any other name is a parameter only if it
 * is declared.
 */
export function looksLikeCoupling(name: string): boolean {
  return coupling.test(name);
}

/** One letter, perhaps with digits and a subscript: before "(" it is a factor (language rule 25). */
export function isOneLetter(name: string): boolean {
  return oneLetter.test(name);
}

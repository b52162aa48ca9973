import type { Characters } from '../characters.js';
import { readAccents, readLabels, readPrimes } from './couplings.js';
import { readUnitVectors, removeFonts } from './fonts.js';
import { readFractions, readIdentity } from './fractions.js';
import { readFunctions } from './functions.js';
import { readHeads } from './heads.js';
import { removeLayout, tightenScripts } from './layout.js';
import { separateLetters } from './letters.js';
import { readLevels, readPhysicsMacros } from './levels.js';
import { Page } from './page.js';
import { orderScripts, readSmallSpins } from './scripts.js';

/*
 * Formulas as papers typeset them (language rule 28), translated to the spellings that the lexer knows: environments,
 * fonts, accents, primes and the various orders of component and site. Every change preserves the map back to the typed
 * text.
 */

/** A text without any of these characters is already in the spellings of the lexer. */
const printed = new RegExp(
  [
    String.raw`[\\&𝟙⊥∥]|\( ?- ?\)|\{ ?[Sσ] ?\}|(?<![S'])'`,
    // scripts of a spin in an unusual order or form
    String.raw`[Sσa](?: ?\})? ?(?:_ ?\{[^{}]{0,16}[xyz,αβγμν]|_ ?[xyzαβγμν]|\^ ?(?:\{ ?)?[(123a-wαβγμν])|[XYZ]\^ ?\{ ?\(`,
    String.raw`(?:σ|sigma)(?: ?\})? ?_ ?(?:\{[^{}]{0,16}\}|[a-z0-9]) ?\^ ?(?:\{ ?)?[13]|(?<![A-Za-z])s ?[_^]`,
    // labels of a coupling
    String.raw`\^ ?\{ ?[A-Za-z]|_ ?\{? ?[+\-]|(?<![Sσa'} ])\^ ?\{? ?[xyz] ?\}? ?_`,
    // the left side H(t) = …
    String.raw`\( ?t ?\) ?=`,
  ].join('|'),
  'u',
);

/** Reads a text as typeset. Cost: linear, a fixed number of passes. */
export function readTypeset(read: Characters): Characters {
  if (!printed.test(read.text)) return read;
  const starts: number[] = [];
  const ends: number[] = [];
  for (let k = 0; k < read.text.length; k += 1) {
    starts.push(read.start(k));
    ends.push(read.end(k));
  }
  const page = new Page(read.text, starts, ends);
  if (/[\\&]/u.test(page.text)) {
    readLevels(page);
    readPhysicsMacros(page);
    readFunctions(page);
    removeLayout(page);
    tightenScripts(page);
    readUnitVectors(page);
    removeFonts(page);
    readSmallSpins(page);
    separateLetters(page);
    readFractions(page);
    readIdentity(page);
  }
  readSmallSpins(page);
  page.replace(/\( ?- ?\)(?= ?\^)/dgu, () => ['(-1)']);
  readHeads(page);
  readPrimes(page);
  readAccents(page);
  readLabels(page);
  orderScripts(page);
  return page.characters();
}

import { DiagnosticError, limit, refuse } from '../text/index.js';
import { readCharacters } from './characters.js';

/** Greek letters of the language: symbol and ASCII name (the LaTeX name without backslash, except ε = `eps`). */
const greek: readonly (readonly [symbol: string, name: string])[] = [
  ['α', 'alpha'],
  ['β', 'beta'],
  ['γ', 'gamma'],
  ['δ', 'delta'],
  ['ε', 'eps'],
  ['ζ', 'zeta'],
  ['η', 'eta'],
  ['θ', 'theta'],
  ['ι', 'iota'],
  ['κ', 'kappa'],
  ['λ', 'lambda'],
  ['μ', 'mu'],
  ['ν', 'nu'],
  ['ξ', 'xi'],
  ['ο', 'omicron'],
  ['π', 'pi'],
  ['ρ', 'rho'],
  ['σ', 'sigma'],
  ['τ', 'tau'],
  ['υ', 'upsilon'],
  ['φ', 'phi'],
  ['χ', 'chi'],
  ['ψ', 'psi'],
  ['ω', 'omega'],
  ['Α', 'Alpha'],
  ['Β', 'Beta'],
  ['Γ', 'Gamma'],
  ['Δ', 'Delta'],
  ['Ε', 'Epsilon'],
  ['Ζ', 'Zeta'],
  ['Η', 'Eta'],
  ['Θ', 'Theta'],
  ['Ι', 'Iota'],
  ['Κ', 'Kappa'],
  ['Λ', 'Lambda'],
  ['Μ', 'Mu'],
  ['Ν', 'Nu'],
  ['Ξ', 'Xi'],
  ['Ο', 'Omicron'],
  ['Π', 'Pi'],
  ['Ρ', 'Rho'],
  ['Σ', 'Sigma'],
  ['Τ', 'Tau'],
  ['Υ', 'Upsilon'],
  ['Φ', 'Phi'],
  ['Χ', 'Chi'],
  ['Ψ', 'Psi'],
  ['Ω', 'Omega'],
];

/** Greek letters that look like Latin ones, with the Latin letter: Α, Χ, ο … */
export const latinTwin: ReadonlyMap<string, string> = new Map(
  [...'ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο'].map((letter, k) => [letter, 'ABEZHIKMNOPTYXo'[k]!]),
);

/** `Δ` → `Delta` */
export const greekName: ReadonlyMap<string, string> = new Map(greek);
/** `Delta` → `Δ`; not for `Sigma`, whose symbol is the sum sign, nor for letters that look Latin */
export const greekSymbol: ReadonlyMap<string, string> = new Map(
  greek.filter(([symbol, name]) => name !== 'Sigma' && !latinTwin.has(symbol)).map(([symbol, name]) => [name, symbol]),
);

/** Other LaTeX names of the same letters. */
const variants: ReadonlyMap<string, string> = new Map([
  ['epsilon', 'eps'],
  ['varepsilon', 'eps'],
  ['varphi', 'phi'],
  ['vartheta', 'theta'],
  ['varrho', 'rho'],
  ['varsigma', 'sigma'],
]);

/** The LaTeX commands that are Greek letters, without backslash. */
export const greekCommands: readonly string[] = [
  ...greek.map(([, name]) => name).filter((name) => name !== 'eps'),
  ...variants.keys(),
];

/** The arrow that makes a letter a vector: `D\u20d7`, as `\\vec{D}` is read. */
export const arrowAbove = '\u20d7';

/**
 * Pattern sources: one Greek letter, as a symbol and as a LaTeX command. Σ is the sum sign and never part of a name,
 * and ς is the same letter as σ.
 */
export const greekLetter = '[Α-ΡΤ-Ωα-ρσ-ω]';
export const greekCommand = `\\\\(?:${greekCommands.join('|')})(?![A-Za-z])`;

/** A pattern source for texts without a backslash, in which no command is a Greek letter. */
export function withoutGreekCommands(source: string): string {
  return source.replaceAll(greekCommand, '(?!)');
}

/** Longest name, in characters as typed. */
export const longestName = 100;

/** Words that begin a model statement. */
export const roles = ['hamiltonian', 'drive', 'bath', 'jump', 'gas'] as const;
/** Reserved words (language rule 3): none of them can be a name. */
export const keywords: ReadonlySet<string> = new Set([
  'param',
  'legs',
  'species',
  'spin',
  'prove',
  'refute',
  'solve',
  'for',
  'with',
  'on',
  ...roles,
]);
/** Reserved letters with their meanings. */
export const reservedLetters: ReadonlyMap<string, string> = new Map([
  ['i', 'the imaginary unit'],
  ['j', 'the site number'],
  ['x', 'the position in δ(x)'],
  ['t', 'the time'],
  ['e', 'the base of e^(…)'],
  ['pi', 'the number π'],
  ['π', 'the number π'],
  ['S', 'the spin operator'],
  ['sigma', 'the Pauli operator'],
  ['σ', 'the Pauli operator'],
  ['X', 'a Pauli operator, X_j'],
  ['Y', 'a Pauli operator, Y_j'],
  ['Z', 'a Pauli operator, Z_j'],
  ['I', 'the identity, which is written 1'],
]);

const nameParts = new RegExp(
  `^(?<letters>[A-Za-z]+|${greekLetter}|${greekCommand})(?<digits>[0-9]*)(?:_(?<subscript>.+))?$`,
  'u',
);
const letterRun = new RegExp(`${greekCommand}|${greekLetter}|[A-Za-z]+|[0-9]+|.`, 'gu');
const roman = /\\(?:mathrm|text|textrm|rm|mathit|mathsf)(?![A-Za-z])\s*/gu;

/** The parts of a typed name: its canonical stem, and its subscript without braces. */
export interface NameParts {
  readonly stem: string;
  readonly subscript?: string;
}

/** Reads a name typed with normalised characters (see characters.ts); undefined if it is not a name. */
export function namePartsOf(text: string): NameParts | undefined {
  const groups = nameParts.exec(text)?.groups;
  if (!groups) return undefined;
  const stem = letters(groups.letters!)! + groups.digits!;
  return groups.subscript === undefined ? { stem } : { stem, subscript: groups.subscript };
}

/** `C` with subscript `3` is `C3`, `J` with `H` is `J_H`. Undefined if the subscript is not letters and digits. */
export function joinName(stem: string, subscript: string): string | undefined {
  const inner = letters(subscript.replace(roman, '').replace(/[{}\s]/gu, ''));
  if (inner === undefined) return undefined;
  return /^[0-9]+$/u.test(inner) && !/[0-9]$/u.test(stem) ? stem + inner : `${stem}_${inner}`;
}

/** Letters and digits in canonical ASCII: `Δ`, `\Delta` → `Delta`, `epsilon` → `eps`. */
function letters(text: string): string | undefined {
  let out = '';
  for (const [part] of text.matchAll(letterRun)) {
    const plain = part.startsWith('\\') ? part.slice(1) : part;
    const named = greekName.get(plain) ?? variants.get(plain) ?? plain;
    if (!/^[A-Za-z0-9]+$/u.test(named)) return undefined;
    out += named;
  }
  return out === '' ? undefined : out;
}

/**
 * The canonical ASCII spelling of a name: `Δ`, `\Delta` → `Delta`, `ε_d` → `eps_d`, `C_3`, `C_{3}` → `C3`.
 *
 * @diagnostic `bad-name` where the text is not one name, `name-too-long`
 */
export function canonicalName(text: string): string {
  if (text.length > longestName)
    limit('name-too-long', `a name has at most ${longestName} letters, this one has ${text.length}`);
  const parts = namePartsOf(readCharacters(text).text.trim());
  const name = parts && (parts.subscript === undefined ? parts.stem : joinName(parts.stem, parts.subscript));
  if (name === undefined) {
    refuse('bad-name', `"${text}" is not a name`, {
      hint: 'a name is letters then digits, or one Greek letter then digits, then _ and a subscript if wanted',
    });
  }
  return name;
}

/** The canonical spelling of a name; undefined for a text that is not a name. */
export function nameOrNone(text: string): string | undefined {
  try {
    return canonicalName(text);
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

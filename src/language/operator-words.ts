import { looksLikeCoupling } from './shape.js';

/**
 * A word that denotes an operator on paper, but has no site here (language rule 24). It is not taken for a parameter
 * unless it is declared.
 */
export interface OperatorWord {
  /** the coupling before it: `J` in `JX_1`; empty if there is none */
  readonly coupling: string;
  /** the letters of Pauli operators, `X` or `XYY`; or a spin with its component, `Sz`, `S+`; `1` the identity; `tau` */
  readonly operator: string;
  /** digits at its end: `X1` means site 1 */
  readonly digits: string;
}

/** Spellings of operators in letters and digits only, with their forms in the language. */
const spellings: readonly (readonly [RegExp, (word: string) => string])[] = [
  [/^I+$/u, () => '1'],
  [/^[XYZI]+$/u, (word) => word.replaceAll('I', '')],
  // Zx may be a slip for Z or for a coupling.
  [/^[XYZ][xyz]$/u, (word) => word[0]!],
  [/^S[xyz]?$/u, (word) => word],
  [/^s[xyz]$/u, (word) => `S${word[1]!}`],
  [/^[sS](?:p|plus|P)$/u, () => 'S+'],
  [/^[sS](?:m|minus|M)$/u, () => 'S-'],
  [/^(?:sigma|sig)[xyz]$/u, (word) => word.at(-1)!.toUpperCase()],
  [/^(?:sigma|sig)(?:p|plus)$/u, () => 'sigma+'],
  [/^(?:sigma|sig)(?:m|minus)$/u, () => 'sigma-'],
  [/^(?:sigma|pauli)$/u, () => 'sigma'],
  [/^tau(?:[xyzpm]|plus|minus)?(?:[0-9]*_(?:[xyz]|plus|minus))?$/u, () => 'tau'],
];

/** Operators that may follow a coupling without a space; other spellings occur at the ends of ordinary words. */
const afterCoupling =
  /^(?<coupling>[A-Za-z]+?[0-9]*|[A-Za-z]+_[A-Za-z]+)(?<operator>[XYZ]+|S[xyz]|S|Sp|Sm|sigma[xyz]?)$/u;

/** Reads a canonical name as an operator without its site; undefined for every other name. */
export function operatorWord(name: string): OperatorWord | undefined {
  const { word, digits } = /^(?<word>.*?)(?<digits>[0-9]*)$/u.exec(name)!.groups as { word: string; digits: string };
  const alone = spelled(word);
  if (alone !== undefined) return { coupling: '', operator: alone, digits };
  const { coupling, operator } = afterCoupling.exec(word)?.groups ?? {};
  if (coupling === undefined || !(coupling === 'i' || looksLikeCoupling(coupling))) return undefined;
  return { coupling, operator: spelled(operator!)!, digits };
}

function spelled(word: string): string | undefined {
  return spellings.find(([pattern]) => pattern.test(word))?.[1](word);
}

import type { Law } from '../law/index.js';
import { parseProgram, writeTex } from '../language/index.js';

/*
 * The parts that the pages of the laws have in common: docs/reference/laws.md, which scripts/laws.mjs makes, and the
 * web pages of the room document.
 */

/** The titles of the rooms of the catalogue, in the order in which the pages show them. */
const roomTitles: ReadonlyMap<string, string> = new Map([
  ['exact', 'Coefficients'],
  ['spin', 'Operators'],
  ['charges', 'Conserved charges'],
  ['chain', 'The driven chain'],
  ['ensembles', 'Ensembles of conserved quantities'],
  ['perturb', 'Rates of a perturbation'],
  ['gas', 'The driven gas'],
]);

/** A room of the catalogue with something for each of its laws. */
export interface LawRoom<T> {
  /** the first part of the ids */
  readonly room: string;
  readonly title: string;
  readonly entries: readonly T[];
}

/** Laws, or data that belong to laws, grouped by room; a room without a title comes last, under its own name. */
export function lawsByRoom<T>(entries: readonly T[], lawOf: (entry: T) => Law<unknown>): readonly LawRoom<T>[] {
  const roomOf = (entry: T): string => lawOf(entry).id.split('.')[0]!;
  const rooms = new Set([...roomTitles.keys(), ...entries.map(roomOf)]);
  return [...rooms].flatMap((room) => {
    const inside = entries.filter((entry) => roomOf(entry) === room);
    return inside.length > 0 ? [{ room, title: roomTitles.get(room) ?? room, entries: inside }] : [];
  });
}

/** The claims of the statement of a law as TeX, from their trees. */
export function claimsAsTex({ statement }: Law<unknown>): readonly string[] {
  return parseProgram({ name: '<law>', text: statement }).statements.flatMap((s) =>
    s.kind === 'claim' ? [s.right ? `${writeTex(s.left)} = ${writeTex(s.right)}` : writeTex(s.left)] : [],
  );
}

/** The strength of a law as text: `identity`, or the tolerance with its reason. */
export function strengthText({ strength }: Law<unknown>): string {
  return strength === 'identity' ? strength : `relative ${strength.relative}, because ${strength.because}`;
}

import type { Cells } from './cells.js';
import type { ExclusionOperator } from './operator.js';
import type { SiteLetters } from './letters.js';
import { type Declared, declarations, letterFor } from './names.js';
import { chainSumText } from './write.js';

/** The content of a certificate of excluded charges, once its hypotheses have been checked. */
export interface Exclusion extends Declared {
  readonly hamiltonian: ExclusionOperator;
  /** the operators of its sites */
  readonly letters: SiteLetters;
  readonly cells: Cells;
  /** dimension of T_2 */
  readonly solutions: number;
  /** only lengths below this number are excluded */
  readonly below: number | undefined;
  /** all charges of this period in sites that fit into two cells */
  readonly charges?: { readonly period: number; readonly operators: readonly ExclusionOperator[] };
}

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The statement as a program of the spin language, with what Theorem A says in comments. */
export function exclusionStatement(exclusion: Exclusion): string {
  const { domains, hamiltonian, letters, cells, solutions, below, charges } = exclusion;
  const letter = letterFor(domains.keys());
  const H = `${letter}1`;
  const text = (a: ExclusionOperator): string => chainSumText(a, letters.text);
  const lines = [
    ...(letters.declaration === '' ? [] : [letters.declaration]),
    ...declarations(exclusion),
    `${H} = ${text(hamiltonian)}`,
  ];
  const comment = (line: string): void => void lines.push(`# ${line}`);
  const size = cells.sites === 1 ? 'sites' : 'cells';
  if (cells.sites > 1 || cells.period > 1)
    comment(
      `A cell has ${counted(cells.sites, 'site')}, one begins at site ${cells.first}, and ${H} repeats after ${counted(cells.period, 'cell')}.`,
    );
  if (domains.size > 0)
    comment(
      `For generic ${[...domains.keys()].join(', ')}: wherever a certain polynomial${solutions === 1 ? '' : ' for each length k'}, which is not zero, does not vanish.`,
    );
  comment(`With h_j the part of ${H} on both cells j and j + 1:`);
  comment('no operator on one cell without trace commutes with h_j, on its left or on its right cell;');
  comment(
    solutions === 1
      ? 'the solutions t of [t_j, h_{j+1}] + [t_{j+1}, h_j] = 0 are the multiples of h, and Y_3(h) is not in M_3.'
      : `the equation [t_j, h_{j+1}] + [t_{j+1}, h_j] = 0 has ${solutions} independent solutions t, of which no combination meets the conditions of Theorem A for these lengths.`,
  );
  const lengths = below === undefined ? 'k ≥ 3' : `3 ≤ k < ${below}`;
  comment(
    `So, by Theorem A of docs/background/integrability.md: no sum of period ${counted(cells.period, cells.sites === 1 ? 'site' : 'cell')} of local operators of at most k ${size} that reaches k ${size} commutes with ${H}, for any ${lengths}.`,
  );
  if (!charges) return lines.join('\n');
  const names = charges.operators.map((_, k) => `${letter}${k + 2}`);
  charges.operators.forEach((operator, k) => {
    lines.push(`${names[k]!} = ${text(operator)}`, `prove [${H}, ${names[k]!}] = 0`);
  });
  const reach = below === undefined ? 'of any range' : `of at most ${below - 1} ${size}`;
  comment(
    names.length === 0
      ? `There is no local charge of period ${counted(charges.period, 'site')}, ${reach}.`
      : `Every local charge of period ${counted(charges.period, 'site')}, ${reach}, is a ${names.length === 1 ? `multiple of ${names[0]!}` : `combination of ${names.join(', ')}, which are independent`}.`,
  );
  return lines.join('\n');
}

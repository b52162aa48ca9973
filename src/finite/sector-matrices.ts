import type { Sector, SectorOperator } from '../ring/index.js';
import type { FiniteChain, Operator } from '../spin/index.js';
import { checkInterrupt, limit } from '../text/index.js';
import { type QuantumNumbers, finiteBlocks, sectorNumbers } from './sectors.js';
import { type ParameterValues, normBound, numbersOn } from './words.js';

/** The block of an operator in one sector, by its elements that are not zero. */
export interface SectorMatrix {
  readonly numbers: QuantumNumbers;
  /** number of states of the sector */
  readonly size: number;
  /**
   * the product state of each basis state, as letters u (up) and d (down) from site 0 on. Without momenta the basis state
   * is this state; with momentum k it is |a, k⟩ = R^{−1/2} Σ_{r<R} e^{−ikr} T^r|a⟩, where T moves the spins by `step`
   * sites to the right and R is the smallest number of translations that give |a⟩ again
   */
  readonly states: readonly string[];
  /** element i is ⟨rows[i]|A|columns[i]⟩ = re[i] + i im[i]; each place occurs once, column by column */
  readonly rows: Int32Array;
  readonly columns: Int32Array;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Largest number of elements of all sectors, which takes 400 MB. */
const maxElements = 2 ** 24;

/**
 * The matrix of an operator on a ring or an open chain in blocks: by S^z, or the number of up spins modulo what changes
 * it, and on a ring by momentum, as far as the operator conserves them.
 *
 * @param at  values of the parameters
 * @diagnostic `matrix-too-large`, those of `numbersOn`
 * @cost 2^N times the number of words of the operator
 */
export function sectorMatrices(operator: Operator, chain: FiniteChain, at: ParameterValues): SectorMatrix[] {
  const numeric = numbersOn(operator, chain, at);
  const { basis, operator: blocks } = finiteBlocks(numeric, chain);
  const bound = 2 ** chain.sites * blocks.operator.flips.length;
  if (bound > maxElements * basis.momenta) {
    limit('matrix-too-large', `a matrix of ${chain.sites} sites would have up to ${bound} elements`, {
      hint: 'take fewer sites',
    });
  }
  // Momentum phases leave rounding errors where elements cancel.
  const rounding = 4 * Number.EPSILON * normBound(numeric);
  return basis.sectors.map((sector) => {
    checkInterrupt();
    return {
      numbers: sectorNumbers(basis, sector),
      size: sector.orbits.length,
      states: [...sector.orbits].map((orbit) => letters(basis.first[orbit]!, chain.sites)),
      ...elementsOf(blocks, sector, rounding),
    };
  });
}

/** The spins of a product state from site 0 on. */
function letters(state: number, sites: number): string {
  return Array.from({ length: sites }, (_, j) => (((state >>> j) & 1) === 1 ? 'd' : 'u')).join('');
}

/** The elements of a block column by column, those at one place added. */
function elementsOf(
  operator: SectorOperator,
  sector: Sector,
  rounding: number,
): Pick<SectorMatrix, 'rows' | 'columns' | 're' | 'im'> {
  const block = operator.sparse(sector, sector);
  const size = block?.row.length ?? 0;
  const place = (i: number): number => block!.column[i]! * sector.orbits.length + block!.row[i]!;
  const order = Int32Array.from({ length: size }, (_, i) => i).sort((a, b) => place(a) - place(b));
  const out: { row: number; column: number; re: number; im: number }[] = [];
  let last = -1;
  for (const i of order) {
    if (place(i) !== last) out.push({ row: block!.row[i]!, column: block!.column[i]!, re: 0, im: 0 });
    last = place(i);
    const element = out.at(-1)!;
    element.re += block!.re[i]!;
    element.im += block!.im[i]!;
  }
  const part = (x: number): number => (Math.abs(x) <= rounding ? 0 : x);
  const kept = out.filter(({ re, im }) => part(re) !== 0 || part(im) !== 0);
  return {
    rows: Int32Array.from(kept, ({ row }) => row),
    columns: Int32Array.from(kept, ({ column }) => column),
    re: Float64Array.from(kept, ({ re }) => part(re)),
    im: Float64Array.from(kept, ({ im }) => part(im)),
  };
}

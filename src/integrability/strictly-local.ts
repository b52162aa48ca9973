import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  ModularPoint,
  eliminate,
  fromGaussian,
  gaussian,
  kernelModulo,
  oneCoefficient,
  reducedRing,
  zeroCoefficient,
  negateCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  commutator,
  isZeroOperator,
  localWord,
  scaleOperator,
  sumOperators,
  termLabel,
  wordFrom,
} from '../spin/index.js';
import type { ChainAlgebra } from './chain-algebra.js';

/** Longest operators that are looked for, in sites. */
const longest = 4;

/**
 * The operators on the fewest sites that commute with a chain, up to four sites, each proved for all couplings. They split
 * the chain into sectors.
 *
 * @returns  operators that begin at the sites of one period; none if there are none on up to four sites
 */
export function strictlyLocalCharges(hamiltonian: Operator, period: number): Operator[] {
  const point = ModularPoint.of(hamiltonian.terms.map((t) => t.coefficient));
  if (!point) return [];
  const generator = scaleOperator(hamiltonian, fromGaussian(gaussian(0, -1)));
  for (let sites = 1; sites <= longest; sites++) {
    const found: Operator[] = [];
    for (let first = 0; first < period; first++) {
      const strings = allStrings(sites).map((letters) => {
        const { word, start } = wordFrom(letters);
        return localWord(word, first + start, oneCoefficient);
      });
      found.push(...localKernel(pauliAlgebraOf, generator, strings, point));
    }
    const exact = found.filter((x) => isZeroOperator(commutator(hamiltonian, x)));
    if (exact.length > 0) return exact;
  }
  return [];
}

/** An algebra as the search needs it: commutators, and the coefficients by labels of independent words. */
type LocalAlgebra = Pick<ChainAlgebra, 'commutator' | 'entries'>;

const pauliAlgebraOf: LocalAlgebra = {
  commutator,
  entries: ({ terms }) => terms.map((t) => [termLabel(t), t.coefficient] as const),
};

/**
 * The combinations of some local operators that may commute with a sum over the chain: those that do at a point modulo a
 * prime, solved for over the couplings.
 */
export function localKernel(
  { commutator: bracket, entries }: LocalAlgebra,
  generator: Operator,
  strings: readonly Operator[],
  point: ModularPoint,
): Operator[] {
  const images = strings.map((s) => [...entries(bracket(generator, s))]);
  const rows = new Map<string, Map<number, number>>();
  images.forEach((image, column) => {
    for (const [label, coefficient] of image) {
      const value = point.value(coefficient);
      if (value === 0) continue;
      const row = rows.get(label);
      if (row) row.set(column, value);
      else rows.set(label, new Map([[column, value]]));
    }
  });
  const kernel = kernelModulo([...rows.values()], strings.length, point.prime);
  return kernel.flatMap((vector) => {
    const columns = [...vector.keys()];
    const pivot = columns.find((c) => kernel.every((other) => other === vector || !other.has(c)));
    if (pivot === undefined) return [];
    const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
    for (const column of columns) {
      for (const [label, coefficient] of images[column]!) {
        let row = equations.get(label);
        if (!row) equations.set(label, (row = { entries: new Map(), right: zeroCoefficient }));
        if (column === pivot) row.right = negateCoefficient(coefficient);
        else row.entries.set(column, coefficient);
      }
    }
    const solution = solved([...equations.values()]);
    if (!solution) return [];
    const parts = [...solution.numerators].map(([column, c]) => scaleOperator(strings[column]!, c));
    return [sumOperators([scaleOperator(strings[pivot]!, solution.denominator), ...parts])];
  });
}

function solved(equations: readonly Equation<Coefficient>[]) {
  try {
    const outcome = eliminate(equations, reducedRing);
    return outcome.kind === 'solved' ? outcome : undefined;
  } catch (error) {
    if (error instanceof FractionTooLong) return undefined;
    throw error;
  }
}

/** Every string on so many sites that begins and ends with a letter. */
function allStrings(sites: number): string[] {
  let list = [''];
  for (let k = 0; k < sites; k++) list = list.flatMap((s) => ['I', 'X', 'Y', 'Z'].map((l) => s + l));
  return list.filter((s) => !/^I*$/u.test(s));
}

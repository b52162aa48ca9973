import { type Operator, operatorRange, sumOperators } from '../../spin/index.js';
import { type Domain, type Random, lazily } from '../../law/index.js';
import { readOperatorAt, textOf } from '../language.js';

/** Chains of each kind: with and without charges, and such that the conditions of Theorem A hold or fail one by one. */
const known = [
  'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + Z_j',
  'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1>',
  'sum_j X_j X_<j+1> + Y_j Y_<j+1> + 2 Z_j Z_<j+1> + Z_j',
  'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + X_j + Z_j',
  'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + Z_j',
  'sum_j X_j Y_<j+1> - Y_j X_<j+1> + X_j',
  'sum_j Z_j Z_<j+1> + X_j',
  'sum_j Z_j Z_<j+1> + X_j + Z_j',
  'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1> + (-1)^j Z_j',
  'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + (-1)^j Z_j',
  'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>',
  'sum_j (1 + (-1)^j/3) S_j·S_<j+1> + S_j·S_<j+2>',
  'sum_j (1 + (-1)^j) S_j·S_<j+1> + S_j·S_<j+2>',
  'sum_j X_j Z_<j+1> + Z_j X_<j+1> + 1/2 X_j X_<j+2>',
  'sum_j X_j X_<j+1> + Y_j Y_<j+1> + X_j Z_<j+1> X_<j+2>',
] as const;

const letters = ['X', 'Y', 'Z'] as const;

/** A few terms with coefficients from −2 to 2. */
function terms(random: Random, count: number, term: () => string): string[] {
  return Array.from({ length: count }, () => `(${random.whole(-2, 2)}) ${term()}`);
}

function drawn(random: Random): Operator {
  const letter = (): string => random.pick(letters);
  const bond = (): string => `${letter()}_j ${letter()}_<j+1>`;
  const field = (): string => `${letter()}_j`;
  const further = {
    'nearest neighbours': () => [],
    staggered: () => terms(random, 2, () => `(-1)^j ${random.oneIn(2) ? field() : bond()}`),
    'three sites': () => terms(random, 3, () => `${letter()}_j ${letter()}_<j+2>`),
    'cells of two': () => [
      ...terms(random, 2, () => `(-1)^j ${bond()}`),
      ...terms(random, 3, () => `${letter()}_j ${letter()}_<j+2>`),
    ],
  };
  const kind = random.pick([
    'nearest neighbours',
    'nearest neighbours',
    'staggered',
    'three sites',
    'cells of two',
  ] as const);
  const all = [...terms(random, 4, bond), ...terms(random, 2, field), ...further[kind]()];
  return readOperatorAt(`sum_j ${all.join(' + ')}`);
}

/** Hermitian chains of period 1 and 2 that fit into cells of one or two sites. */
export const cutChainDomain: Domain<Operator> = {
  about: 'Hermitian chain sum of period 1 or 2, strings of at most 3 sites',
  get corners() {
    return corners();
  },
  sample: drawn,
  *simpler({ terms: list }) {
    for (let k = 0; k < list.length; k++) {
      const smaller = sumOperators([{ terms: list.filter((_, n) => n !== k) }]);
      if (operatorRange(smaller) > 1) yield smaller;
    }
  },
  write: textOf,
  read: (text) => readOperatorAt(text),
};

const corners = lazily(() => known.map((text) => readOperatorAt(text)));

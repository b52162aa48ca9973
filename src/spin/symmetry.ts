import {
  type Coefficient,
  conjugateCoefficient,
  fromTerms,
  gaussian,
  oneCoefficient,
  scaleCoefficient,
  conjugateGaussian,
  conjugateMonomial,
  modeMonomial,
  multiplyMonomials,
  withoutMode,
} from '../exact/index.js';
import { commutator, sumOverChain } from './algebra.js';
import { type Operator, type Term, equalOperators, isZeroOperator } from './operator.js';
import { pauli } from './pauli.js';
import { type FiniteChain, onFiniteChain, reflectOnFiniteChain } from './finite-chain.js';
import { conjugateWeights, reflect, translate } from './transform.js';
import { countY, letterAt, rangeOf, weightOf } from './word.js';

/** A symmetry that a chain operator may have: its name, and its action on an operator A. */
export interface Symmetry {
  readonly name: string;
  /** another name of the same operation, which is understood as well */
  readonly synonym?: string;
  readonly apply: (a: Operator) => Operator;
}

function signed(
  a: Operator,
  sign: (term: Term) => number,
  change: (c: Coefficient) => Coefficient = (c) => c,
): Operator {
  return {
    terms: a.terms.map((term) => {
      const coefficient = change(term.coefficient);
      return Object.assign(
        { ...term },
        { coefficient: sign(term) === 1 ? coefficient : scaleCoefficient(coefficient, gaussian(-1)) },
      );
    }),
  };
}

function countZ(term: Term): number {
  let n = 0;
  for (let k = 0, r = rangeOf(term.word); k < r; k++) if (letterAt(term.word, k) === 'Z') n += 1;
  return n;
}

/** Rotation of every spin by π about x: S^y, S^z change sign. */
export function spinFlip(a: Operator): Operator {
  return signed(a, (term) => ((countY(term.word) + countZ(term)) % 2 === 0 ? 1 : -1));
}

/**
 * Time reversal, antiunitary: S → −S, i → −i and t → −t. A Fourier mode is conjugated by i → −i and again by t → −t, so
 * it is invariant.
 */
export function timeReverse(a: Operator): Operator {
  const reversed = signed(a, (term) => (weightOf(term.word) % 2 === 0 ? 1 : -1), conjugateKeepingModes);
  return conjugateWeights(reversed);
}

function conjugateKeepingModes(c: Coefficient): Coefficient {
  if (c.terms.every((t) => t.monomial.mode === undefined)) return conjugateCoefficient(c);
  return fromTerms(
    c.terms.map(({ monomial, value }) => {
      const { mode } = monomial;
      const conjugated = conjugateMonomial(withoutMode(monomial));
      const kept = mode ? multiplyMonomials(conjugated, modeMonomial(mode.base, mode.multiple)).monomial : conjugated;
      return { monomial: kept, value: conjugateGaussian(value) };
    }),
  );
}

/** Reflection about the middle of the bond between sites 0 and 1: site j goes to 1 − j. */
export function reflectBond(a: Operator): Operator {
  return translate(reflect(a), 1);
}

/** The symmetries that are tested, with the names that `perturb` gives to the same operations. */
export const symmetries: readonly Symmetry[] = [
  { name: 'translation by one site', apply: (a) => translate(a, 1) },
  { name: 'translation by two sites', apply: (a) => translate(a, 2) },
  { name: 'reflection about a site', apply: reflect },
  { name: 'reflection about a bond', apply: reflectBond },
  { name: 'π rotation about x', synonym: 'spin flip', apply: spinFlip },
  { name: 'time reversal', apply: timeReverse },
  { name: 'bond-centred π rotation about x', apply: (a) => spinFlip(reflectBond(a)) },
];

/** The symmetries that an open chain may have. */
function symmetriesOfOpen(chain: FiniteChain): Symmetry[] {
  const reflected = (a: Operator): Operator => reflectOnFiniteChain(a, chain);
  return [
    { name: 'reflection about the middle', apply: reflected },
    ...symmetries.filter(({ name }) => name === 'π rotation about x' || name === 'time reversal'),
    { name: 'π rotation about x with reflection about the middle', apply: (a) => spinFlip(reflected(a)) },
  ];
}

/** The symmetry of a name or of its synonym. */
export function symmetryNamed(name: string): Symmetry | undefined {
  return symmetries.find((s) => s.name === name || s.synonym === name);
}

/**
 * The names of the symmetries A has. `Sz` is the conservation of Σ_j S^z_j, and `SU(2)` that of all three components.
 *
 * @param chain  the finite chain on which A is realised; an open one has no translations, and is reflected about its
 *   middle
 */
export function symmetriesOf(a: Operator, chain?: FiniteChain): string[] {
  const tested = chain?.kind === 'open' ? symmetriesOfOpen(chain) : symmetries;
  const moved = (b: Operator): Operator => (chain?.kind === 'ring' ? onFiniteChain(b, chain) : b);
  const kept = tested.filter(({ apply }) => equalOperators(moved(apply(a)), a)).map(({ name }) => name);
  return [...conservedComponents(a), ...kept];
}

/** The components of the total spin that commute with A, after `SU(2)` where all of them do. */
function conservedComponents(a: Operator): string[] {
  const found = (['z', 'x', 'y'] as const).filter((axis) =>
    isZeroOperator(commutator(a, sumOverChain(pauli(axis, 0, oneCoefficient)))),
  );
  return [...(found.length === 3 ? ['SU(2)'] : []), ...found.map((axis) => `S${axis}`)];
}

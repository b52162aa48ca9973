import {
  type Coefficient,
  asGaussian,
  equalCoefficients,
  fromGaussian,
  fromSymbol,
  gaussian,
  multiplyCoefficients,
  oneCoefficient,
  parameterSymbol,
} from '../../exact/index.js';
import {
  type Operator,
  type Term,
  addOperators,
  adjoint,
  chainWeight,
  commutator,
  isZeroOperator,
  lettersOf,
  localPlace,
  localWord,
  operatorRange,
  pauli,
  rangeOf,
  scaleOperator,
  subtractOperators,
  sumOperators,
  sumOverChain,
  symmetries,
  symmetryNamed,
  weighted,
  weightIn,
  withWeight,
  wordFrom,
} from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { type Domain, type Random, lazily } from '../../law/index.js';
import { readOperatorAt, textOf } from '../language.js';
import { nearest } from './nearest.js';

/** Options for the operators that are drawn. */
export interface OperatorOptions {
  /** longest string, 3 by default */
  readonly range?: number;
  /** largest number of strings before symmetries are imposed, 3 by default */
  readonly terms?: number;
  /**
   * place of its strings: Σ_j, Σ_j with or without (−1)^j, Σ_j with weights j and (−1)^j, or single sites; `any` mixes
   * them
   */
  readonly place?: 'chain' | 'staggered' | 'weighted' | 'local' | 'any';
  /** whether only Hermitian operators are drawn, which have real coefficients; by default coefficients are complex */
  readonly hermitian?: boolean;
  /** a name or names of symmetries as listed by `symmetries(A)`, including `Sz`; the operator is projected onto them */
  readonly symmetry?: string | readonly string[];
  /** whether coefficients also contain the parameter J */
  readonly parameters?: boolean;
}

const J = fromSymbol(parameterSymbol('J'));

/** Operators for laws: complex by default, with short strings and small numbers. They shrink to a single letter. */
export function operatorDomain(options: OperatorOptions = {}): Domain<Operator> {
  const { range = 3, terms = 3, place = 'any', hermitian = false, symmetry = [], parameters = true } = options;
  const project = projection(typeof symmetry === 'string' ? [symmetry] : symmetry, { hermitian });
  const allowed = (a: Operator): boolean => !isZeroOperator(a);
  const sample = (random: Random): Operator => {
    // If a projection vanishes, another operator is drawn. The single Z at the end has every symmetry that words can
    // have.
    for (let tries = 0; tries < 20; tries++) {
      const drawn = sumOperators(
        Array.from({ length: random.whole(1, terms) }, () => part(random, { range, place, hermitian, parameters })),
      );
      const projected = project(drawn);
      if (allowed(projected)) return projected;
    }
    return readOperatorAt(place === 'local' ? 'Z_0 Z_1' : 'sum_j Z_j Z_<j+1>');
  };
  const known = lazily(() =>
    corners({ place, range, hermitian })
      .map((text) => project(readOperatorAt(text)))
      .filter(allowed),
  );
  return {
    about: `${hermitian ? 'Hermitian' : 'complex'} operator${placeInWords[place]}, strings of at most ${range} sites`,
    get corners() {
      return known();
    },
    sample,
    *simpler(value) {
      for (const smaller of simplerOperators(value)) {
        const projected = project(smaller);
        if (allowed(projected) && size(projected) < size(value)) yield projected;
      }
    },
    write: textOf,
    read: (text) => project(readOperatorAt(text)),
  };
}

const placeInWords = {
  any: '',
  local: ' on single sites',
  chain: ', a chain sum',
  staggered: ', a chain sum, staggered or not',
  weighted: ', a chain sum with weights j and (-1)^j',
} as const;

/**
 * A few strong cases: each without time-reversal symmetry, without reflection symmetry or with an odd number of Y, as
 * far as the options allow.
 */
function corners({
  place,
  range,
  hermitian,
}: Required<Pick<OperatorOptions, 'place' | 'range' | 'hermitian'>>): string[] {
  const chain = [
    'sum_j Z_j',
    ...(range >= 2 ? ['sum_j X_j Y_<j+1>', 'sum_j X_j X_<j+1> + Y_j Z_<j+1>'] : []),
    ...(hermitian ? [] : ['sum_j i Y_j']),
  ];
  const local = [
    'Z_0',
    'Y_1',
    ...(range >= 2 ? ['X_0 Y_1 + Z_1', 'Z_{-1} Y_0'] : []),
    ...(hermitian ? [] : ['i X_0 + Y_0']),
  ];
  const weighted = ['sum_j j Z_j', 'sum_j (-1)^j X_j', ...(range >= 2 ? ['sum_j j X_j Y_<j+1>'] : [])];
  if (place === 'chain') return chain;
  if (place === 'local') return local;
  if (place === 'staggered') return [...chain, 'sum_j (-1)^j Z_j', ...(range >= 2 ? ['sum_j (-1)^j X_j Y_<j+1>'] : [])];
  return place === 'weighted' ? weighted : [...chain, ...local.slice(0, 3), ...weighted];
}

function part(
  random: Random,
  {
    range,
    place,
    hermitian,
    parameters,
  }: Required<Pick<OperatorOptions, 'range' | 'place' | 'hermitian' | 'parameters'>>,
): Operator {
  const letters = Array.from({ length: random.whole(1, range) }, () => random.pick(['X', 'Y', 'Z', 'I']));
  letters[0] = random.pick(['X', 'Y', 'Z']);
  const { word } = wordFrom(letters.join(''));
  const re = random.whole(-4, 4);
  const number = fromGaussian(
    gaussian(re === 0 ? 1 : re, hermitian ? 0 : random.whole(-4, 4), random.pick([1, 1, 2, 3])),
  );
  const coefficient = parameters && random.oneIn(4) ? multiplyCoefficients(number, J) : number;
  const kind = place === 'any' ? random.pick(['chain', 'chain', 'local', 'weighted'] as const) : place;
  if (kind === 'local') return localWord(word, random.whole(-2, 2), coefficient);
  const sum = sumOverChain(localWord(word, 0, coefficient));
  if (kind === 'chain') return sum;
  const power = kind === 'staggered' ? 0 : random.whole(0, 2);
  return weighted(sum, chainWeight(power, random.oneIn(2) ? -1 : 1));
}

/**
 * The part that conserves Σ S^z. With D = [Σ S^z, ·], a string of r sites has parts that change S^z by q, |q| ≤ r, on
 * which D = q. The product of 1 − D²/q² over q = 1 … r leaves those with q = 0.
 */
function conservingSz(a: Operator): Operator {
  const total = sumOverChain(pauli('z', 0, fromGaussian(gaussian(1, 0, 2))));
  let kept = a;
  for (let q = 1; q <= operatorRange(a); q++) {
    const twice = commutator(total, commutator(total, kept));
    kept = subtractOperators(kept, scaleOperator(twice, fromGaussian(gaussian(1, 0, q * q))));
  }
  return kept;
}

function refuseSymmetry(name: string): never {
  const known = ['Sz', ...symmetries.flatMap((s) => (s.synonym === undefined ? [s.name] : [s.name, s.synonym]))];
  const near = nearest(name, known);
  return refuse('unknown-symmetry', `there is no symmetry "${name}"`, {
    hint: near === undefined ? `there are ${known.join(', ')}` : `did you mean ${near}?`,
  });
}

/** The part of an operator that has these symmetries, each of which is its own inverse or a translation. */
function projection(
  names: readonly string[],
  { hermitian }: { readonly hermitian: boolean },
): (a: Operator) => Operator {
  const half = fromGaussian(gaussian(1, 0, 2));
  const maps = names.map((name) => {
    if (name === 'Sz') return conservingSz;
    const { apply } = symmetryNamed(name) ?? refuseSymmetry(name);
    return (a: Operator) => scaleOperator(addOperators(a, apply(a)), half);
  });
  return (a) => {
    const start = hermitian ? scaleOperator(addOperators(a, adjoint(a)), half) : a;
    return maps.reduce((b, project) => project(b), start);
  };
}

/** One step simpler: fewer strings, shorter ones, without weights, at site 0, with coefficient 1. */
export function* simplerOperators(a: Operator): Generator<Operator> {
  const { terms } = a;
  const without = (k: number): Term[] => terms.filter((_, m) => m !== k);
  if (terms.length > 2) yield { terms: terms.slice(0, Math.ceil(terms.length / 2)) };
  if (terms.length > 1) for (let k = 0; k < terms.length; k++) yield { terms: without(k) };
  for (const [k, term] of terms.entries()) {
    const put = (changed: Term): Operator => sumOperators([{ terms: [...without(k), changed] }]);
    const n = rangeOf(term.word);
    if (n > 1) {
      const letters = lettersOf(term.word);
      for (const cut of [letters.slice(0, -1), letters.slice(1)]) {
        if (/[^I]/u.test(cut)) yield put({ ...term, word: wordFrom(cut).word });
      }
    }
    const { place } = term;
    const { power, sign } = weightIn(place);
    if (power > 0) yield put({ ...term, place: withWeight(place, chainWeight(power - 1, sign)) });
    if (sign === -1) yield put({ ...term, place: withWeight(place, chainWeight(power, 1)) });
    if (place.kind === 'local' && place.site !== 0) yield put({ ...term, place: localPlace(0, place.displacement) });
    for (const c of simplerNumbers(term.coefficient)) yield put({ ...term, coefficient: c });
  }
}

function simplerNumbers(c: Coefficient): Coefficient[] {
  if (equalCoefficients(c, oneCoefficient)) return [];
  const value = asGaussian(c);
  const imaginary = value && value.re === 0 ? [] : [fromGaussian(gaussian(0, 1))];
  return [oneCoefficient, ...imaginary];
}

/** A count that decreases with every simplification, so that the simplification ends. */
function size(a: Operator): number {
  return a.terms.reduce((sum, { word, place, coefficient }) => {
    const { power, sign } = weightIn(place);
    const number = asGaussian(coefficient);
    const isOne = equalCoefficients(coefficient, oneCoefficient);
    const isI = number !== undefined && number.re === 0 && number.im === 1 && number.den === 1;
    return (
      sum +
      100 * rangeOf(word) +
      20 * power +
      (sign === -1 ? 20 : 0) +
      (place.kind === 'local' && place.site !== 0 ? 10 : 0) +
      (isOne ? 0 : isI ? 2 : 5)
    );
  }, 0);
}

/**
 * Strings of Pauli letters, the first and last of them not I: `XIZ`. Shorter strings are simpler, and Z is the simplest
 * letter.
 */
export function wordDomain({ range = 4 }: { readonly range?: number } = {}): Domain<string> {
  const allowed = (letters: string): boolean => /^[XYZ](?:[IXYZ]*[XYZ])?$/u.test(letters) && letters.length <= range;
  return {
    about: `string of at most ${range} Pauli letters`,
    corners: ['Z', 'Y', 'XY', 'ZIX', 'YZYX'].filter(allowed),
    sample(random) {
      const n = random.whole(1, range);
      return Array.from({ length: n }, (_, k) => random.pick([...(k === 0 || k === n - 1 ? 'XYZ' : 'IXYZ')])).join('');
    },
    *simpler(value) {
      for (const shorter of [value.slice(1), value.slice(0, -1)]) if (allowed(shorter)) yield shorter;
      for (let k = 0; k < value.length; k++) if (value[k] !== 'Z') yield `${value.slice(0, k)}Z${value.slice(k + 1)}`;
    },
    write: (value) => value,
    read: (text) =>
      allowed(text)
        ? text
        : refuse('bad-value', `"${text}" is no string of at most ${range} letters X, Y, Z with I between`),
  };
}

/** Multiplies one string of an operator by a factor. */
export function rescaleTerm(a: Operator, k: number, by: Coefficient): Operator {
  return sumOperators([
    {
      terms: a.terms.map((t, m) =>
        Object.assign({ ...t }, m === k ? { coefficient: multiplyCoefficients(t.coefficient, by) } : {}),
      ),
    },
  ]);
}

/** Removes one string of an operator. */
export function dropTerm(a: Operator, k: number): Operator {
  return { terms: a.terms.filter((_, m) => m !== k) };
}

/** The matrix transpose: Y changes its sign. This mistake is invisible where every matrix is real. */
export function transpose(a: Operator): Operator {
  const odd = (t: Term): boolean => [...lettersOf(t.word)].filter((l) => l === 'Y').length % 2 === 1;
  return {
    terms: a.terms.map((t) =>
      Object.assign({ ...t }, odd(t) ? { coefficient: multiplyCoefficients(t.coefficient, minusOne) } : {}),
    ),
  };
}

export const minusOne = fromGaussian(gaussian(-1));
export const two = fromGaussian(gaussian(2));

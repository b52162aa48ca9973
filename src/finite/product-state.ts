import { numericOperator } from '../ring/index.js';
import { type FiniteChain, type Operator, isDisplaced, letterAt, onFiniteChain, rangeOf } from '../spin/index.js';
import { refuse } from '../text/index.js';
import type { Expectation } from './expectation.js';
import type { ParameterValues } from './words.js';

/** The Bloch vector of a spin 1/2, with |n| ≤ 1: its state is (1 + n·σ)/2. */
export type BlochVector = readonly [x: number, y: number, z: number];

/** A product state of a finite chain: letters u and d for spins along z, or a Bloch vector for each, from site 0 on. */
export interface ProductOfSpins {
  readonly kind: 'product';
  readonly spins: string | readonly BlochVector[];
}

/** The rounding errors of a Bloch vector of length 1. */
const tolerance = 1e-12;

const letterVectors: ReadonlyMap<string, BlochVector> = new Map([
  ['u', [0, 0, 1]],
  ['↑', [0, 0, 1]],
  ['d', [0, 0, -1]],
  ['↓', [0, 0, -1]],
]);

/**
 * The expectation value of an operator in a product state of a finite chain: ⟨∏ σ^a_j⟩ = ∏ n^a_j.
 *
 * @param at  values of the parameters
 * @diagnostic `bloch-vector`, `not-finite`, `displacement`, `time-dependent`, those of `onRing`, `onOpenChain` and `at`
 */
export function expectationInProductOf(
  a: Operator,
  { spins }: ProductOfSpins,
  chain: FiniteChain,
  at: ParameterValues,
): Expectation {
  const vectors = vectorsOf(spins, chain.sites);
  const { terms } = onFiniteChain(a, chain);
  if (terms.some(({ place }) => isDisplaced(place)))
    refuse('displacement', 'the bath displacement (a + a†) is not an operator of spins');
  let [re, im, size] = [0, 0, 0];
  for (const term of numericOperator({ terms }, at)) {
    let value = 1;
    const length = rangeOf(term.word);
    for (let k = 0; k < length; k++) {
      const letter = letterAt(term.word, k);
      if (letter !== 'I') value *= vectors[(term.site + k) % chain.sites]!['XYZ'.indexOf(letter)]!;
    }
    re += term.re * value;
    im += term.im * value;
    size += Math.hypot(term.re, term.im) * length;
  }
  return { re, im, error: Number.EPSILON * (size + terms.length * Math.hypot(re, im)) };
}

function vectorsOf(spins: ProductOfSpins['spins'], sites: number): readonly BlochVector[] {
  const vectors = typeof spins === 'string' ? [...spins].map(ofLetter) : spins;
  if (vectors.length !== sites) {
    refuse('bloch-vector', `${vectors.length} spins are no state of a chain of ${sites} sites`, {
      hint: 'give a Bloch vector, or a letter u or d, for each site',
    });
  }
  vectors.forEach(([x, y, z], j) => {
    if (![x, y, z].every(Number.isFinite)) refuse('not-finite', `the Bloch vector at site ${j} has no three numbers`);
    if (Math.hypot(x, y, z) > 1 + tolerance)
      refuse('bloch-vector', `the Bloch vector is longer than 1 at site ${j}, so it belongs to no state`);
  });
  return vectors;
}

function ofLetter(letter: string): BlochVector {
  return (
    letterVectors.get(letter) ??
    refuse('bloch-vector', `${JSON.stringify(letter)} is no spin: they are u and d, or ↑ and ↓`)
  );
}

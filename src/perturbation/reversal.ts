import { type Current, currentsOf } from '../charges/index.js';
import { fromGaussian, gaussian } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  equalOperators,
  isZeroOperator,
  negateOperator,
  scaleOperator,
  subtractOperators,
  zeroOperator,
} from '../spin/index.js';
import { type Motion, intricacy, motions, motionsOfSites, move, motionName, reversesTime } from './motion.js';
import { type Parts, oscillating, renumbered, signBetween, staggeredDisplacements } from './parts.js';
import { periodUnder } from './periods.js';
import { siteMaps } from './site-maps.js';
import { type Symmetries, sameJumps } from './symmetry.js';

/** A broken symmetry that maps the chain to one with some of its couplings reversed: A → −A, B → −B. */
export interface Reversal {
  readonly name: string;
  /** the part that changes sign in H0, and in V */
  readonly ofHamiltonian: Operator;
  readonly ofPerturbation: Operator;
  /** currents that change sign with it, and currents that do not */
  readonly flipped: readonly string[];
  readonly unchanged: readonly string[];
}

const half = fromGaussian(gaussian(1, 0, 2));

/**
 * Largest intricacy of a motion considered here: reflections, translations and rotations by π, and combinations of two
 * of them.
 */
const mostIntricate = 6;

/**
 * The relations between a perturbed chain and the chain with some couplings reversed: for a unitary g the steady state
 * of g(H0 + V) is that of H0 + V moved by g, so a current that is odd under g changes its sign with those couplings.
 *
 * @param currents  the currents that symmetry allows
 */
export function reversalsUnder(
  hamiltonian: Operator,
  parts: Parts,
  spins: Symmetries['spins'],
  currents: readonly Current[],
): Reversal[] {
  const found: Reversal[] = [];
  const period = periodUnder(hamiltonian, parts);
  const candidates =
    period <= 2 ? motions : motionsOfSites(siteMaps(period, [hamiltonian, parts.whole, ...parts.jumps]));
  const plain = candidates.filter((g) => !reversesTime(g) && intricacy(g) <= mostIntricate && equalTurns(g));
  for (const g of plain) {
    const ofHamiltonian = oddPart(g, hamiltonian);
    if (!isReversal(ofHamiltonian, g) || !sameJumps(g, parts.jumps)) continue;
    const odd = {
      static: oddPart(g, parts.static),
      harmonics: parts.harmonics.map((h) => oddPart(g, h.component)),
      bath: oddCoupling(g, parts.bath),
    };
    if (!isReversal(odd.static, g) || !odd.harmonics.every((o) => isReversal(o, g))) continue;
    if (!equalOperators(renumbered(move(g, odd.bath), odd.bath), negateOperator(odd.bath))) continue;
    const ofPerturbation = [
      odd.static,
      odd.bath,
      ...odd.harmonics.map((o, k) => oscillating(o, parts.harmonics[k]!, parts.frequency!)),
    ].reduce(addOperators, zeroOperator);
    if (isZeroOperator(ofHamiltonian) && isZeroOperator(ofPerturbation)) continue;
    // A reversal of the whole operator says nothing about its structure.
    if (equalOperators(ofPerturbation, parts.whole)) continue;
    // The current of the chain with the couplings reversed, which may itself contain them: J_H = C_3 − B J_S.
    const elsewhere = new Map(currentsOf(move(g, hamiltonian), spins).map((c) => [c.name, c.operator]));
    const parity = currents.map(({ name, operator }) => ({
      name,
      sign: signBetween(move(g, operator), elsewhere.get(name) ?? zeroOperator),
    }));
    const flipped = parity.filter(({ sign }) => sign === -1).map(({ name }) => name);
    if (flipped.length === 0) continue;
    found.push({
      name: motionName(g),
      ofHamiltonian,
      ofPerturbation,
      flipped,
      unchanged: parity.filter(({ sign }) => sign === 1).map(({ name }) => name),
    });
  }
  return smallest(found);
}

function equalTurns({ even, odd }: Motion): boolean {
  return even.sign.every((s, k) => s === odd.sign[k]);
}

function oddPart(g: Motion, a: Operator): Operator {
  return scaleOperator(subtractOperators(a, move(g, a)), half);
}

/** The part of a coupling to baths that changes sign, apart from signs that have no effect on the baths. */
function oddCoupling(g: Motion, bath: Operator): Operator {
  const image = renumbered(move(g, bath), bath);
  const same = signBetween(image, bath) ?? signBetween(image, staggeredDisplacements(bath));
  return same === undefined ? scaleOperator(subtractOperators(bath, image), half) : zeroOperator;
}

/** Is the odd part really odd? A motion of order higher than two mixes more than two parts. */
function isReversal(odd: Operator, g: Motion): boolean {
  return equalOperators(move(g, odd), negateOperator(odd));
}

/** One relation for each choice of couplings, with the smallest choices and without repetition. */
function smallest(found: readonly Reversal[]): Reversal[] {
  const size = (r: Reversal): number => r.ofHamiltonian.terms.length + r.ofPerturbation.terms.length;
  const kept: Reversal[] = [];
  for (const r of [...found].sort((a, b) => size(a) - size(b))) {
    const same = kept.some(
      (k) => equalOperators(k.ofHamiltonian, r.ofHamiltonian) && equalOperators(k.ofPerturbation, r.ofPerturbation),
    );
    if (!same && kept.length < most) kept.push(r);
  }
  return kept;
}

const most = 4;

import {
  type Coefficient,
  type Monomial,
  type Rational,
  baseFrequencies,
  refuseConstants,
  fourierComponents,
  fromGaussian,
  gaussian,
  modeCoefficient,
  rational,
  rationalText,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  chainPlace,
  composedWeight,
  equalOperators,
  firstSite,
  isDisplaced,
  isHermitian,
  mapCoefficients,
  negateOperator,
  rangeOf,
  scaleOperator,
  timesWeight,
  staggeredWeight,
  summandPlace,
  sumOperators,
  weighted,
  weightIn,
  withDisplacements,
  isTurning,
} from '../spin/index.js';
import { refuse } from '../text/index.js';

/** The operator that multiplies e^{i n ω t} in a drive, n > 0; its adjoint multiplies e^{−i n ω t}. */
export interface Harmonic {
  readonly multiple: Rational;
  readonly component: Operator;
}

/** A perturbation split by the type of its parts: V = static + Σ_n (e^{inωt} V_n + h.c.) + Σ_j B_j (a_j + a†_j). */
export interface Parts {
  readonly whole: Operator;
  readonly static: Operator;
  readonly harmonics: readonly Harmonic[];
  /** ω of e^{inωt}, if there is a drive */
  readonly frequency: Monomial | undefined;
  readonly bath: Operator;
  /** Lindblad operators L_j, one on every site: sums with a displacement at j, like those of a bath.   chain (2) */
  readonly jumps: readonly Operator[];
}

/**
 * The parts of a perturbation.
 *
 * @param jumps  densities of Lindblad operators: local operators at j = 0
 * @diagnostic `zero-perturbation`, `not-a-chain-sum`, `grows-along-the-chain`, `not-hermitian`, `inexact-constant`,
 *             `driven-bath`, `two-frequencies`, `jump-density`
 */
export function partsOf(perturbation: Operator, jumps: readonly Operator[] = []): Parts {
  check(perturbation, jumps.length > 0);
  const everywhere = jumps.map(jumpAt);
  const { terms } = perturbation;
  const bath: Operator = { terms: terms.filter((t) => isDisplaced(t.place)) };
  const bare: Operator = { terms: terms.filter((t) => !isDisplaced(t.place)) };
  if (bath.terms.some((t) => baseFrequencies(t.coefficient).size > 0)) {
    refuse('driven-bath', 'the coupling to the bath depends on time', {
      hint: 'drive the chain, and let the bath be coupled to it at rest',
    });
  }
  const multiples = new Map<string, Rational>();
  let frequency: Monomial | undefined;
  for (const { coefficient } of bare.terms) {
    for (const base of baseFrequencies(coefficient)) {
      frequency ??= base;
      if (base !== frequency) {
        refuse('two-frequencies', 'two base frequencies meet in one expression', {
          hint: 'an expression may hold the harmonics of one drive frequency only: ω, 2 ω, …',
        });
      }
    }
    for (const { multiple } of fourierComponents(coefficient)) multiples.set(rationalText(multiple), multiple);
  }
  return {
    whole: perturbation,
    static: componentOf(bare, rational(0)),
    harmonics: [...multiples.values()]
      .filter(({ num }) => num > 0)
      .map((multiple) => ({ multiple, component: componentOf(bare, multiple) })),
    frequency,
    bath,
    jumps: everywhere,
  };
}

/** The operator that multiplies e^{inωt}. */
export function componentOf(a: Operator, n: Rational): Operator {
  return mapCoefficients(
    a,
    (c) =>
      fourierComponents(c).find(({ multiple }) => multiple.num === n.num && multiple.den === n.den)?.coefficient ??
      zeroCoefficient,
  );
}

/** L at j = 0 of a sum of jump operators: the density of which it is the sum over the chain. */
export function jumpDensity(jump: Operator): Operator {
  return sumOperators([
    {
      terms: jump.terms.map(({ word, place, coefficient }) => ({
        word,
        place: summandPlace(weightIn(place), firstSite(place)),
        coefficient,
      })),
    },
  ]);
}

/** L_j on every site, distinguished by its displacement. */
function jumpAt(density: Operator): Operator {
  for (const { place, coefficient } of density.terms) {
    if (place.kind !== 'local' || isDisplaced(place) || baseFrequencies(coefficient).size > 0) {
      refuse('jump-density', 'a jump operator is wanted as a density with a free j: there is one on every site', {
        hint: 'as in jump sqrt(g) S-_j',
      });
    }
  }
  refuseInexact(density, 'the jump operator');
  return withDisplacements(density);
}

function check(perturbation: Operator, mayBeZero: boolean): void {
  if (!mayBeZero && perturbation.terms.every((t) => rangeOf(t.word) === 0))
    refuse('zero-perturbation', 'the perturbation has no spin operators');
  for (const term of perturbation.terms) {
    if (term.place.kind !== 'chain') {
      refuse('not-a-chain-sum', 'the perturbation holds a local operator', {
        hint: 'it acts along the whole chain: sum_j …',
      });
    }
    if (isTurning(term.place.weight)) {
      refuse('grows-along-the-chain', 'a phase of the perturbation grows with the position j', {
        hint: 'take a sum with a period: 1 or (-1)^j in front of its terms',
      });
    }
    if (term.place.weight.power > 0) {
      refuse(
        'grows-along-the-chain',
        'the perturbation grows with the position j, so it is small nowhere on a long chain',
        {
          hint: 'take a sum without a bare j; (-1)^j is welcome',
        },
      );
    }
  }
  refuseInexact(perturbation, 'the perturbation');
  if (!isHermitian(perturbation)) {
    refuse('not-hermitian', 'the perturbation is not Hermitian', { hint: 'add + h.c.' });
  }
}

/** @diagnostic `inexact-constant` */
export function refuseInexact(a: Operator, what: string): void {
  for (const { coefficient } of a.terms) refuseConstants(coefficient, what);
}

/** n·ω as a coefficient. */
export function frequencyOf({ multiple }: Harmonic, frequency: Monomial): Coefficient {
  return fromGaussian(gaussian(multiple.num, 0, multiple.den), frequency);
}

/** e^{inωt} A + h.c., the part of the drive for a component A. */
export function oscillating(a: Operator, harmonic: Harmonic, frequency: Monomial): Operator {
  const forward = scaleOperator(a, modeCoefficient(frequencyOf(harmonic, frequency)));
  return addOperators(forward, adjoint(forward));
}

/** The operator with the sign of every displacement a_j + a†_j changed on every second site. */
export function staggeredDisplacements(a: Operator): Operator {
  return weighted(a, staggeredWeight);
}

/**
 * An image of a coupling to baths, with the displacements numbered as in the coupling itself. The number of the bath of
 * a bond has no meaning, and a reflection moves it to the other end.
 */
export function renumbered(image: Operator, bath: Operator): Operator {
  const first = (a: Operator): number =>
    a.terms.reduce((n, { place }) => Math.min(n, firstSite(place)), Number.POSITIVE_INFINITY);
  const by = first(bath) - first(image);
  if (image.terms.length === 0 || by === 0) return image;
  return sumOperators([
    {
      // With k = j − by as the number of a bath, w(j) B_{j+s} a_k is w(k + by) B_{k+by+s} a_k.
      terms: image.terms.flatMap(({ word, place, coefficient }) =>
        composedWeight(weightIn(place), 1, by).map((part) => ({
          word,
          place: chainPlace(part.weight, firstSite(place) + by),
          coefficient: timesWeight(coefficient, part),
        })),
      ),
    },
  ]);
}

/** The s = ±1 with a = s b. */
export function signBetween(a: Operator, b: Operator): 1 | -1 | undefined {
  if (equalOperators(a, b)) return 1;
  return equalOperators(a, negateOperator(b)) ? -1 : undefined;
}

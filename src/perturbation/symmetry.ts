import { type Coefficient, conjugateCoefficient, equalCoefficients, multiplyCoefficients } from '../exact/index.js';
import { type Operator, equalOperators, scaleOperator } from '../spin/index.js';
import { operatorPeriod } from '../charges/index.js';
import { type ConservedSpin, conservedSpins } from './conserved-spins.js';
import { equivalentBaths } from './correlations.js';
import {
  Group,
  type Motion,
  cellMotions,
  keyOf,
  motion,
  motions,
  motionsOfSites,
  move,
  motionName,
  onSites,
  quarterTurns,
  reversesTime,
} from './motion.js';
import { type Parts, renumbered, signBetween, staggeredDisplacements } from './parts.js';
import { periodUnder } from './periods.js';
import { keepingShapes } from './shapes.js';
import { siteMaps, stillSites } from './site-maps.js';

/**
 * A motion that leaves the Hamiltonian invariant, and the further changes that leave the perturbation invariant too.
 */
export interface KeptMotion {
  readonly motion: Motion;
  readonly name: string;
  readonly antiunitary: boolean;
  /**
   * `all`: an exact symmetry of H0 + ε V, if necessary with a shift of the drive in time and changed signs of the
   * displacements. `leading`: a symmetry only of the rates of order ε², which do not depend on the sign of a static
   * part or the phases of the harmonics.
   */
  readonly order: 'all' | 'leading';
  /** number of further changes besides the motion; 0 if the motion alone leaves V invariant */
  readonly aside: number;
  /** conserved spins of H0 and V that it changes; it applies only to states without these spins */
  readonly reverses: readonly string[];
}

/** The symmetries of a Hamiltonian that a perturbation keeps, and those that it breaks. */
export interface Symmetries {
  /** all motions that leave H0 invariant */
  readonly ofHamiltonian: readonly Motion[];
  /** those among them that leave V invariant, the simplest first */
  readonly motions: readonly KeptMotion[];
  /** conserved spins: Sz, Sx, Sy, staggered ones, and those of parts of a cell */
  readonly spins: readonly ConservedSpin[];
  /** readable names: the simple symmetries, and products of them if no factor is a symmetry */
  readonly kept: readonly string[];
  readonly broken: readonly string[];
  /** common period of H0 and V, in sites */
  readonly period: number;
}

/** Applies every symmetry operation to H0, and those that leave it invariant to V. */
export function symmetriesUnder(hamiltonian: Operator, parts: Parts): Symmetries {
  const period = periodUnder(hamiltonian, parts);
  const tried = motionsTried(hamiltonian, parts, period);
  const ofHamiltonian = tried.filter((g) => equalOperators(move(g, hamiltonian), hamiltonian));
  const spins = conservedSpins(hamiltonian, parts);
  const conserved = spins.filter((s) => s.kept);
  const kept = ofHamiltonian
    .flatMap((g): KeptMotion[] => {
      const found = actionOn(g, parts);
      return found
        ? [
            {
              motion: g,
              ...found,
              reverses: conserved
                .filter(({ operator }) => !equalOperators(move(g, operator), operator))
                .map(({ name }) => name),
            },
          ]
        : [];
    })
    .sort((a, b) => a.aside - b.aside);
  return { ofHamiltonian, motions: kept, spins, period, ...listed(ofHamiltonian, kept, { spins, period }) };
}

/** The motions that may leave H0 invariant. */
function motionsTried(hamiltonian: Operator, parts: Parts, period: number): readonly Motion[] {
  if (period <= 2) return operatorPeriod(hamiltonian) === 2 ? cellMotions : motions;
  const maps = siteMaps(period, [hamiltonian, parts.whole, ...parts.jumps]);
  return motionsOfSites(keepingShapes(maps, [hamiltonian], period));
}

/** The further changes with which a motion leaves V invariant; undefined if there are none. */
function actionOn(g: Motion, parts: Parts): Omit<KeptMotion, 'motion' | 'reverses'> | undefined {
  const antiunitary = reversesTime(g);
  let name = motionName(g);
  let order: KeptMotion['order'] = 'all';
  let aside = 0;
  const sign = signBetween(move(g, parts.static), parts.static);
  if (sign === undefined) return undefined;
  const phases: Phase[] = [];
  for (const { component } of parts.harmonics) {
    const phase = phaseBetween(move(g, component), component);
    if (!phase) return undefined;
    phases.push(phase);
  }
  const bath = displacementSign(move(g, parts.bath), parts.bath);
  if (bath === undefined || !sameJumps(g, parts.jumps)) return undefined;
  const time = timeOf(phases, parts);
  for (const extra of [time && ` and ${time}`, bath && ` with ${bath}`]) {
    if (extra === undefined || extra === '') continue;
    name += extra;
    aside += 1;
  }
  if (time === undefined || sign === -1) {
    order = 'leading';
    aside += 10;
    name += `, ${[...(time === undefined ? ['harmonic by harmonic'] : []), ...(sign === -1 ? ['the static part reversed'] : [])].join(', ')}`;
  }
  return { name, antiunitary, order, aside };
}

/** A factor of modulus one between two operators: a sign, or `other`. */
type Phase = 1 | -1 | 'other';

/** The c of modulus one with a = c b. */
function phaseBetween(a: Operator, b: Operator): Phase | undefined {
  const sign = signBetween(a, b);
  if (sign !== undefined) return sign;
  const [first, other] = [a.terms[0], b.terms[0]];
  if (!first || !other || a.terms.length !== b.terms.length) return undefined;
  const square = (c: Coefficient): Coefficient => multiplyCoefficients(c, conjugateCoefficient(c));
  if (!equalCoefficients(square(first.coefficient), square(other.coefficient))) return undefined;
  // a = c b where a_P b_0 = b_P a_0 for every word P.
  return equalOperators(scaleOperator(a, other.coefficient), scaleOperator(b, first.coefficient)) ? 'other' : undefined;
}

/**
 * The change of the displacements that leaves the coupling invariant. The baths are independent and equal, so the
 * change has no effect on them.
 */
function displacementSign(image: Operator, bath: Operator): string | undefined {
  if (bath.terms.length === 0) return '';
  const a = renumbered(image, bath);
  const sign = signBetween(a, bath);
  if (sign !== undefined) return sign === 1 ? '' : 'a_j to -a_j';
  const staggered = signBetween(a, staggeredDisplacements(bath));
  if (staggered !== undefined) return `a_j to ${staggered === 1 ? '' : '-'}(-1)^j a_j`;
  return equivalentBaths([image], [bath]) ? 'the baths mixed among each other' : undefined;
}

/**
 * Does a motion leave the effect of the jumps invariant? Their phases, their order and unitary mixtures of them do not
 * matter.
 */
export function sameJumps(g: Motion, jumps: readonly Operator[]): boolean {
  return (
    jumps.length === 0 ||
    equivalentBaths(
      jumps.map((l) => move(g, l)),
      jumps,
    )
  );
}

/**
 * The time by which a drive must be shifted to compensate these phases of its harmonics; undefined if there is no such
 * time.
 */
function timeOf(phases: readonly Phase[], { harmonics }: Parts): string | undefined {
  if (phases.every((c) => c === 1)) return '';
  if (phases.length === 1) return phases[0] === -1 ? 'half a period' : 'a shift in time';
  // The period is that of the greatest common divisor of the multiples.
  const numbers = harmonics.map(({ multiple }) => multiple);
  const den = numbers.reduce((d, { den: e }) => (BigInt(d) * BigInt(e)) / divisor(BigInt(d), BigInt(e)), 1n);
  const whole = numbers.map(({ num, den: e }) => (BigInt(num) * den) / BigInt(e));
  const common = whole.reduce(divisor, 0n);
  return phases.every((c, k) => c === ((whole[k]! / common) % 2n === 0n ? 1 : -1)) ? 'half a period' : undefined;
}

function divisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : divisor(b, a % b);
}

/** The usual symmetries, in the order in which they are listed. */
const plain: readonly Motion[] = [
  motion({ shift: true }),
  motion({ reflected: true }),
  motion({ reflected: true, shift: true }),
  motion({ exchanged: true }),
  motion({ exchanged: true, reflected: true, shift: true }),
  motion({ about: 'x' }),
  motion({ about: 'y' }),
  motion({ about: 'z' }),
];
const plainAntiunitary: readonly Motion[] = [motion({ reversed: true }), motion({ about: 'y', reversed: true })];

/** The rotations by π/2 that conserved spins generate. */
function rotationsOf(spins: readonly { readonly name: string }[], period: number): Motion[] {
  return spins.flatMap(({ name }) => {
    const turn = quarterTurns.get(name);
    if (!turn || period <= 2) return turn ?? [];
    // Motions of the sites rotate all spins alike.
    return name.startsWith('staggered') ? [] : [onSites(turn, stillSites(period))];
  });
}

/**
 * Every symmetry of the list above, then those that are not products of them, the simplest first.
 *
 * @param spins   conserved spins, after which the rotations about them are named
 * @param beside  those symmetries that are named
 * @param period  of H0 and V together
 */
function generatorsOf(
  group: readonly Motion[],
  {
    spins,
    beside = spins,
    period,
  }: {
    readonly spins: readonly { readonly name: string }[];
    readonly beside?: readonly { readonly name: string }[];
    readonly period: number;
  },
): Motion[] {
  const still = period <= 2 ? motion() : onSites(motion(), stillSites(period));
  const implied = new Group(still);
  for (const g of rotationsOf(beside, period)) implied.add(g);
  const inGroup = new Set(group.map(keyOf));
  const made = new Group(still);
  for (const g of rotationsOf(spins, period)) made.add(g);
  const found: Motion[] = [];
  // Unitary ones come first, so that they are not named as products of two antiunitary ones.
  const usual = (list: readonly Motion[]): Motion[] =>
    period <= 2
      ? [...list]
      : list.flatMap((g) => (g.shift || g.reflected || g.exchanged ? [] : [onSites(g, stillSites(period))]));
  for (const [named, others] of [
    [usual(plain), group.filter((g) => !reversesTime(g))],
    [usual(plainAntiunitary), group.filter(reversesTime)],
  ] as const) {
    const wanted = named.filter((g) => inGroup.has(keyOf(g)) && !implied.has(g));
    found.push(...wanted);
    for (const g of wanted) made.add(g);
    for (const g of others) {
      if (made.has(g)) continue;
      made.add(g);
      found.push(g);
    }
  }
  return found;
}

function listed(
  ofHamiltonian: readonly Motion[],
  all: readonly KeptMotion[],
  { spins, period }: Pick<Symmetries, 'spins' | 'period'>,
): Pick<Symmetries, 'kept' | 'broken'> {
  const exact = all.filter(({ order }) => order === 'all');
  const named = new Map(exact.map(({ motion: g, name }) => [keyOf(g), name]));
  const conserved = spins.filter((s) => s.kept);
  const rotations = (list: readonly { readonly name: string }[]): string[] =>
    ['Sx', 'Sy', 'Sz'].every((name) => list.some((s) => s.name === name)) ? ['SU(2)'] : [];
  const kept = generatorsOf(
    exact.map(({ motion: g }) => g),
    { spins: conserved, period },
  ).map((g) => named.get(keyOf(g))!);
  const broken = generatorsOf(ofHamiltonian, { spins, beside: conserved, period })
    .map(motionName)
    .filter((name) => !exact.some((k) => k.name === name));
  return {
    kept: [
      ...rotations(conserved),
      ...conserved.map(({ name }) => name),
      period <= 2 ? 'translation by two sites' : `translation by ${period} sites`,
      ...kept,
    ],
    broken: [
      ...rotations(spins).filter(() => rotations(conserved).length === 0),
      ...spins.filter((s) => !s.kept).map(({ name }) => name),
      ...broken,
    ],
  };
}

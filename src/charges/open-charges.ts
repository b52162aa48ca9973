import {
  type Coefficient,
  type Equation,
  FractionTooLong,
  eliminate,
  isZeroCoefficient,
  negateCoefficient,
  oneCoefficient,
  reducedRing,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  type Term,
  commonPeriod,
  commutator,
  countY,
  firstSite,
  isDisplaced,
  isIdentity,
  isTurning,
  isZeroOperator,
  lettersOf,
  localWord,
  maxRange,
  onOpenChain,
  operatorRange,
  pauli,
  rangeOf,
  scaleOperator,
  sumOperators,
  sumOverChain,
  termLabel,
  translate,
  weightIn,
  weightOf,
  wordFrom,
} from '../spin/index.js';
import { checkInterrupt, limit, refuse } from '../text/index.js';
import type { Charge } from './charge.js';
import { chargesOneByOne } from './charges.js';
import { operatorPeriod } from './unit-cell.js';

/** Options of the search for charges on open chains. */
export interface OpenChargesOptions {
  /** the last n of C_n */
  readonly upto: number;
  /**
   * largest number of sites at each end on which boundary terms are looked for; by default one less than the range of the
   * charge, and 5 at most
   */
  readonly boundary?: number;
  /** number of words × monomials that a commutator may reach before a limit is reported */
  readonly maxWords?: number;
  /** spins in a cell, of which the length N of a chain counts; 1 by default */
  readonly spins?: number;
}

/**
 * The fate of a charge C_n on open chains. Where it survives,
 *
 *   Q_N = factor · C_n + Σ_l lower_l C_l + left + right
 *
 * commutes with the open H_N for every N ≥ `from` that consists of whole unit cells. N counts cells of `spins`. C_n and C_l keep the strings that fit into the chain; `left` is on the
 * first `sites` sites, and `right` on the last ones, with sites −1, −2 … counted from the end.
 */
export interface OpenCharge {
  readonly charge: Charge;
  readonly outcome:
    | {
        readonly kind: 'survives';
        readonly sites: number;
        readonly left: Operator;
        readonly right: Operator;
        /** a polynomial in the couplings by which C_n is multiplied, so that the boundary terms have no denominators */
        readonly factor: Coefficient;
        readonly lower: readonly { readonly index: number; readonly coefficient: Coefficient }[];
        /** the shortest chain from which on [H_N, Q_N] = 0 is proved for every N that is a multiple of `multipleOf` */
        readonly from: number;
        readonly multipleOf: number;
      }
    | {
        readonly kind: 'broken';
        /** there are no boundary terms on up to so many sites at generic values of the couplings */
        readonly sites: number;
        /** [H_N, C_n] near the left end, and near the right end with its sites −1, −2 … */
        readonly left: Operator;
        readonly right: Operator;
      }
    | { readonly kind: 'undecided'; readonly because: string };
}

/** Sites at each end on which boundary terms are looked for by default. */
const longestBoundary = 5;

/** A Hamiltonian of open chains: a sum over the chain, and boundary terms at its ends. */
interface OpenHamiltonian {
  readonly bulk: Operator;
  /** on sites 0, 1 … */
  readonly left: Operator;
  /** on sites … −2, −1 */
  readonly right: Operator;
  /** sites of the unit cell, of which the chains consist */
  readonly step: number;
}

/**
 * Decides which charges of a chain survive on open chains of every length, if operators at the two ends may be added.
 *
 * The commutator [H_N, Q_N] of sums that commute on the infinite chain consists of strings near the two ends, which do
 * not depend on N once the ends are further apart than the strings reach: at the left end they are those of a
 * half-infinite chain, and so at the right. Boundary terms at one end change the commutator at this end only. So one
 * chain that is long enough decides for all longer ones, and the boundary terms are the solution of linear equations over
 * the field of rational functions of the couplings. The commutator is then computed once more, for every shorter length.
 *
 * Chains with a unit cell have whole cells, so that the right end is the same for all of them.
 *
 * @param hamiltonian  a sum that repeats along the chain, with boundary terms: local operators on sites 0, 1 … at the left end,
 *   and on sites −1, −2 … at the right end, counted from the end
 * @returns            one entry for each charge of `conservedCharges`, in order
 * @diagnostic `not-translation-invariant`, `boundary-term`, `charge-too-long`, those of `conservedCharges`
 */
export function openCharges(
  hamiltonian: Operator,
  options: OpenChargesOptions,
): Generator<OpenCharge, void, undefined> {
  // What is refused is refused before the first charge is asked for.
  return outcomesOf(endsOf(hamiltonian, options.spins ?? 1), options);
}

function* outcomesOf(h: OpenHamiltonian, options: OpenChargesOptions): Generator<OpenCharge, void, undefined> {
  const { spins = 1 } = options;
  const { charges } = chargesOneByOne(h.bulk, {
    upto: options.upto,
    ...(options.maxWords !== undefined && { maxWords: options.maxWords }),
  });
  const total = sumOverChain(pauli('z', 0, oneCoefficient));
  const lower: { readonly index: number; readonly operator: Operator }[] = [];
  if (isZeroOperator(commutator(h.bulk, total))) lower.push({ index: 1, operator: total });
  for (const charge of charges) {
    if (!charge.commutes || charge.nothing) {
      const because = charge.commutes ? 'it is not a further charge' : 'it does not commute on the infinite chain';
      yield { charge, outcome: { kind: 'undecided', because } };
      continue;
    }
    const operator = charge.operator();
    const boundary = options.boundary ?? Math.min(charge.range - 1, longestBoundary);
    const outcome = outcomeOf(h, operator, lower, boundary);
    yield {
      charge,
      outcome:
        outcome.kind === 'survives' ? { ...outcome, from: outcome.from / spins, multipleOf: h.step / spins } : outcome,
    };
    // Several charges of the same n have no name by which a sum could refer to them.
    if (charge.branch === undefined) lower.push({ index: charge.index, operator });
  }
}

/** @diagnostic `not-translation-invariant`, `boundary-term`, `displacement`, `time-dependent` */
function endsOf(hamiltonian: Operator, spins: number): OpenHamiltonian {
  const [bulk, left, right]: [Term[], Term[], Term[]] = [[], [], []];
  for (const term of hamiltonian.terms) {
    const { place, word, coefficient } = term;
    if (place.kind === 'chain') {
      if (weightIn(place).power > 0 || isTurning(weightIn(place))) {
        refuse(
          'not-translation-invariant',
          'the two ends are those of a chain that repeats between them, and a weight of this sum does not repeat',
          {
            hint: 'leave j and phases such as exp(i φ j) out; (-1)^j and sites 2j repeat',
          },
        );
      }
      bulk.push(term);
    } else if (isDisplaced(place)) {
      refuse('displacement', 'a boundary term carries the bath displacement (a + a†)', {
        hint: 'write the spin part only',
      });
    } else if (coefficient.terms.some(({ monomial }) => monomial.mode !== undefined)) {
      refuse('time-dependent', 'a boundary term depends on time', { hint: 'write its static part only' });
    } else if (isIdentity(word)) {
      continue;
    } else if (place.site >= 0) left.push(term);
    else if (place.site + rangeOf(word) <= 0) right.push(term);
    else {
      refuse('boundary-term', `a string stands on the sites ${place.site} … ${place.site + rangeOf(word) - 1}`, {
        hint: 'boundary terms are on sites 0, 1 … at the left end, or on sites -1, -2 … at the right end',
      });
    }
  }
  const step = commonPeriod(operatorPeriod({ terms: bulk }), spins);
  return { bulk: { terms: bulk }, left: { terms: left }, right: { terms: right }, step };
}

/** The operator of an open chain of N sites: the strings of a sum that fit, and operators at the two ends. */
function onOpen(bulk: Operator, left: Operator, right: Operator, sites: number): Operator {
  return sumOperators([onOpenChain(bulk, sites), left, translate(right, sites)]);
}

/** Sites from an end that a boundary term reaches. */
const reachOf = ({ terms }: Operator): number =>
  terms.reduce((most, { place, word }) => {
    const site = firstSite(place);
    return Math.max(most, site >= 0 ? site + rangeOf(word) : -site);
  }, 0);

function outcomeOf(
  h: OpenHamiltonian,
  charge: Operator,
  lower: readonly { readonly index: number; readonly operator: Operator }[],
  boundary: number,
): OpenCharge['outcome'] {
  const ends = Math.max(reachOf(h.left), reachOf(h.right));
  const search = (sites: number, allowed: typeof lower) => {
    const least = Math.max(operatorRange(h.bulk), ends) + Math.max(operatorRange(charge), sites) + 1;
    const half = h.step * Math.ceil(least / h.step);
    if (2 * half > maxRange)
      limit('charge-too-long', `the ends of a chain for a charge of ${operatorRange(charge)} sites are too long`);
    return solveEnds({ h, charge, allowed, sites, half });
  };
  // The fewest sites first, without the lower charges, which are seldom needed.
  let broken: Extract<OpenCharge['outcome'], { kind: 'broken' }> | undefined;
  for (const allowed of lower.length === 0 ? [[]] : [[], lower]) {
    for (let sites = 0; sites <= boundary; sites++) {
      // With lower charges only the largest number of sites is new.
      if (allowed.length > 0 && sites < boundary) continue;
      checkInterrupt();
      const found = search(sites, allowed);
      if (found.kind !== 'broken') return found;
      broken = found;
    }
  }
  return broken!;
}

/** One equation system: boundary terms on so many sites of an open chain of twice `half` sites. */
function solveEnds({
  h,
  charge,
  allowed,
  sites,
  half,
}: {
  readonly h: OpenHamiltonian;
  readonly charge: Operator;
  readonly allowed: readonly { readonly index: number; readonly operator: Operator }[];
  readonly sites: number;
  readonly half: number;
}): OpenCharge['outcome'] {
  const length = 2 * half;
  const open = onOpen(h.bulk, h.left, h.right, length);
  const residual = commutator(open, onOpenChain(charge, length));
  const words = boundaryWords(sites, [h.bulk, h.left, h.right], residual);
  const unknowns: {
    readonly image: Operator;
    readonly side: 'left' | 'right' | number;
    readonly operator: Operator;
  }[] = [];
  for (const word of words) {
    unknowns.push({ image: commutator(open, word), side: 'left', operator: word });
    const right = translate(word, -sites);
    unknowns.push({ image: commutator(open, translate(right, length)), side: 'right', operator: right });
  }
  for (const { index, operator } of allowed)
    unknowns.push({ image: commutator(open, onOpenChain(operator, length)), side: index, operator });
  const equations = new Map<string, { entries: Map<number, Coefficient>; right: Coefficient }>();
  const at = (term: Term) => {
    const label = termLabel(term);
    let found = equations.get(label);
    if (!found) equations.set(label, (found = { entries: new Map(), right: zeroCoefficient }));
    return found;
  };
  for (const term of residual.terms) at(term).right = negateCoefficient(term.coefficient);
  unknowns.forEach(({ image }, k) => image.terms.forEach((term) => at(term).entries.set(k, term.coefficient)));
  const solution = solved([...equations.values()]);
  if (!solution)
    return {
      kind: 'undecided',
      because: 'the boundary terms are too long as functions of the couplings; give the couplings numbers',
    };
  if (solution.kind === 'contradiction') {
    const nearLeft = residual.terms.filter((t) => firstSite(t.place) + rangeOf(t.word) <= half);
    const nearRight = residual.terms.filter((t) => firstSite(t.place) >= half);
    return { kind: 'broken', sites, left: { terms: nearLeft }, right: translate({ terms: nearRight }, -length) };
  }
  const part = (side: 'left' | 'right'): Operator =>
    sumOperators(
      [...solution.numerators].flatMap(([k, c]) =>
        unknowns[k]!.side === side ? [scaleOperator(unknowns[k]!.operator, c)] : [],
      ),
    );
  const lower = [...solution.numerators].flatMap(([k, coefficient]) => {
    const { side } = unknowns[k]!;
    return typeof side === 'number' && !isZeroCoefficient(coefficient) ? [{ index: side, coefficient }] : [];
  });
  const bulk = sumOperators([
    scaleOperator(charge, solution.denominator),
    ...lower.map(({ index, coefficient }) =>
      scaleOperator(allowed.find((l) => l.index === index)!.operator, coefficient),
    ),
  ]);
  const [left, right] = [part('left'), part('right')];
  const from = provedFrom(h, { bulk, left, right, step: h.step }, length);
  const reached = Math.max(reachOf(left), reachOf(right));
  return { kind: 'survives', sites: reached, left, right, factor: solution.denominator, lower, from, multipleOf: 1 };
}

/**
 * The shortest chain from which on H_N and Q_N commute, by their commutators for every N from the range of the longest
 * string up to a length at which the two ends are apart; from there on the strings at the ends stay as they are.
 */
function provedFrom(h: OpenHamiltonian, q: OpenHamiltonian, apart: number): number {
  const least = Math.max(
    1,
    ...[h, q].flatMap(({ bulk, left, right }) => [operatorRange(bulk), reachOf(left), reachOf(right)]),
  );
  let from = apart;
  for (let sites = apart; sites >= least; sites -= h.step) {
    const [a, b] = [h, q].map(({ bulk, left, right }) => onOpen(bulk, left, right, sites)) as [Operator, Operator];
    if (!isZeroOperator(commutator(a, b))) break;
    from = sites;
  }
  return from;
}

function solved(equations: readonly Equation<Coefficient>[]) {
  try {
    return eliminate(equations, reducedRing);
  } catch (error) {
    if (error instanceof FractionTooLong) return undefined;
    throw error;
  }
}

/** The signs of a string under π rotations about z and x, and under transposition. */
function signsOf({ word }: Term): readonly [number, number, number] {
  const letters = lettersOf(word);
  const count = (letter: string): number => [...letters].filter((l) => l === letter).length;
  return [(weightOf(word) - count('Z')) % 2, (weightOf(word) - count('X')) % 2, countY(word) % 2];
}

/**
 * The strings of up to `sites` sites on the sites 0 … that boundary terms may contain. A sign under which H is even and
 * the residual has one value fixes that of the boundary terms, because the part with the other value solves the
 * equations without a right side. Transposition changes the sign of a commutator.
 */
function boundaryWords(sites: number, hamiltonian: readonly Operator[], residual: Operator): Operator[] {
  const wanted = [0, 1, 2].map((k) => {
    const even = hamiltonian.every(({ terms }) => terms.every((t) => signsOf(t)[k] === 0));
    const values = new Set(residual.terms.map((t) => signsOf(t)[k]!));
    if (!even || values.size !== 1) return undefined;
    const [value] = values;
    return k === 2 ? 1 - value! : value!;
  });
  const found: Operator[] = [];
  for (let n = 1; n < 4 ** sites; n++) {
    let letters = '';
    for (let k = 0; k < sites; k++) letters += 'IXYZ'[(n >>> (2 * k)) & 3]!;
    const { word, start } = wordFrom(letters);
    const operator = localWord(word, start, oneCoefficient);
    const signs = signsOf(operator.terms[0]!);
    if (wanted.every((value, k) => value === undefined || value === signs[k])) found.push(operator);
  }
  return found;
}

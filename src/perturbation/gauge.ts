import {
  type Coefficient,
  addCoefficients,
  conjugateCoefficient,
  equalCoefficients,
  fromGaussian,
  gaussian,
  imaginaryUnit,
  invertCoefficient,
  isZeroCoefficient,
  multiplyCoefficients,
  negateCoefficient,
  oneCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  adjoint,
  commutator,
  equalOperators,
  isIdentity,
  isZeroOperator,
  lettersOf,
  overlap,
  termLabel,
} from '../spin/index.js';
import { checkInterrupt } from '../text/index.js';
import { correlationsOf } from './correlations.js';
import type { Selection } from './currents.js';
import { eliminate } from './elimination.js';
import { FractionTooLong, coefficientRing } from './fractions.js';
import { type Motion, motion, move, motionName, reversesTime } from './motion.js';
import type { Parts } from './parts.js';
import type { KeptMotion, Symmetries } from './symmetry.js';

/**
 * Symmetries that turn the spins about the axis of a conserved spin by any angle, which may differ from site to site:
 *
 *   U g,   U = exp(i Σ_j (γ + α j + β (−1)^j) S^a_j),   g a translation, reflection, flip of the axis, or time
 *   reversal.
 *
 * U multiplies a string of ladder operators by a phase: e^{iγ} to its charge, e^{iα} to its first moment, and so on. So
 * every string of H0 and V is one equation between products of unknown phases, and such equations have a solution
 * exactly if what follows from them by multiplication is 1 = 1: nothing has to be searched.
 *
 * A Dzyaloshinskii–Moriya coupling, for one, is reflected into itself when the spins are turned along the chain by
 * twice its angle.
 */
export interface Turned {
  readonly axis: Axis;
  readonly name: string;
  readonly motion: Motion;
  readonly order: 'all' | 'leading';
  /** does the angle grow along the chain? A ring closes only with a flux then, which the symmetry reverses */
  readonly grows: boolean;
  readonly reverses: readonly string[];
  /** is H0 + ε V left alone by it, and X turned into s X? */
  readonly holds: (x?: Operator, sign?: 1 | -1) => boolean;
}

type Axis = 'x' | 'y' | 'z';
const axes: readonly Axis[] = ['x', 'y', 'z'];

/** Which angles are open: fewer of them first, so that the plainest name is found. */
const angles: readonly { readonly unknowns: readonly string[]; readonly text: (axis: Axis) => string }[] = [
  { unknowns: ['γ'], text: (a) => `a rotation about ${a}` },
  { unknowns: ['γ', 'β'], text: (a) => `rotations about ${a}, other ones on every second site` },
  { unknowns: ['γ', 'α'], text: (a) => `rotations about ${a} by an angle that grows along the chain` },
  {
    unknowns: ['γ', 'α', 'β'],
    text: (a) => `rotations about ${a} by an angle that grows along the chain, other ones on every second site`,
  },
];

/**
 * The turned motions of H0 and V about the conserved spins of H0, the plainest first: exact ones, then those of the
 * leading order.
 */
export function turnedMotions(hamiltonian: Operator, parts: Parts, spins: Symmetries['spins']): Turned[] {
  const found: Turned[] = [];
  // A rotation leaves conserved spins about its own axis alone, as far as the motion does; those about other axes it
  // may turn around.
  const conserved = spins.filter((s) => s.kept);
  for (const order of ['all', 'leading'] as const) {
    for (const axis of axes) {
      const spin = spins.find((s) => s.name === `S${axis}`);
      if (!spin) continue;
      // Levels of different spin are apart where H0 holds the field. Without one those of opposite spin may be
      // coherent.
      if (order === 'leading' && isZeroCoefficient(overlap(spin.operator, hamiltonian))) continue;
      for (const g of motionsAlong(axis)) {
        const given = equationsOf(g, axis, { hamiltonian, parts, order });
        if (!given) continue;
        for (const { unknowns, text } of angles) {
          const holds = (x?: Operator, sign: 1 | -1 = 1): boolean =>
            soluble(
              x ? [...given, ...(wordEquations(move(g, x), x, axis, {}, sign) ?? [impossible])] : given,
              unknowns,
            );
          if (!holds()) continue;
          const plain = motionName(g);
          const turning =
            order === 'leading' ? `${text(axis)}, phases of single charges aside, for a generic field` : text(axis);
          found.push({
            axis,
            name: plain === 'identity' ? turning : `${plain} and ${turning}`,
            motion: g,
            order,
            grows: unknowns.includes('α'),
            reverses: conserved
              .filter((s) => !s.name.endsWith(spin.name) || !equalOperators(move(g, s.operator), s.operator))
              .map(({ name: kept }) => kept),
            holds,
          });
        }
      }
    }
  }
  return found;
}

/** Translations, reflections and flips of the axis, with and without time reversal. */
function motionsAlong(axis: Axis): Motion[] {
  const across: Axis = axis === 'x' ? 'y' : 'x';
  const both = [false, true];
  return both.flatMap((reversed) =>
    [undefined, across].flatMap((about) =>
      both.flatMap((reflected) => both.map((shift) => motion({ shift, reflected, reversed, ...(about && { about }) }))),
    ),
  );
}

function flips(g: Motion, axis: Axis): boolean {
  return g.even.sign[axes.indexOf(axis)] === -1;
}

/**
 * Names of exact ones that are no products of what is kept anyway, with rotations: what the list of motions does not
 * have.
 */
export function unlisted(turned: readonly Turned[], kept: readonly KeptMotion[]): string[] {
  const names: string[] = [];
  for (const axis of axes) {
    const k = axes.indexOf(axis);
    // Up to rotations a motion is shifted or not, reflected or not, … : sums modulo two.
    const placeOf = (g: Motion): number =>
      [g.shift, g.reflected, reversesTime(g), flips(g, axis)].reduce((bits, bit, n) => bits | (bit ? 1 << n : 0), 0);
    const made = new Set([0]);
    const add = (place: number): void => [...made].forEach((other) => made.add(other ^ place));
    for (const m of kept) if (m.order === 'all' && m.motion.even.to[k] === k) add(placeOf(m.motion));
    for (const t of turned) {
      if (t.axis !== axis || t.order !== 'all' || made.has(placeOf(t.motion))) continue;
      add(placeOf(t.motion));
      names.push(t.name);
    }
  }
  return names;
}

/** What turned motions say about the mean of X, where no other symmetry forbids it. */
export function selectionOfTurned(x: Operator, turned: readonly Turned[]): Selection | undefined {
  const unitary = turned.filter((t) => !reversesTime(t.motion));
  for (const grows of [false, true]) {
    for (const free of [true, false]) {
      const one = unitary.find((t) => t.grows === grows && (t.reverses.length === 0) === free && t.holds(x, -1));
      if (!one) continue;
      const said = { order: one.order, ...(one.reverses.length > 0 && { without: one.reverses }) };
      return grows
        ? { allowed: true, onInfiniteChain: one.name, ...said }
        : { allowed: false, forbiddenBy: one.name, ...said };
    }
  }
  return undefined;
}

/**
 * Do H0 and every V_j commute with a rotation of all spins, so that each of its sectors has a steady state of its own?
 * Conserved spins along any axis, rotations about a conserved spin by the part of a turn that all charges are multiples
 * of, and flips of its axis with any rotation about it are looked at.
 */
export function keepsSectors(hamiltonian: Operator, parts: Parts, spins: Symmetries['spins']): boolean {
  const uniform = spins.filter(({ name }) => axes.some((axis) => name === `S${axis}`));
  const pieces = [
    parts.static,
    ...parts.harmonics.map((h) => h.component),
    ...[parts.bath, ...parts.jumps].flatMap(bySite),
  ].filter((a) => !isZeroOperator(a));
  if (
    keepsSpin(
      uniform.map((s) => s.operator),
      [parts.static, parts.bath, ...parts.harmonics.map((h) => h.component), ...parts.jumps],
    )
  )
    return true;
  return axes.some((axis) => {
    if (!uniform.some((s) => s.name === `S${axis}`)) return false;
    const strings = pieces.map((a) => stringsOf(a, axis));
    if (strings.some((s) => s === undefined)) return false;
    const charges = strings.flatMap((s) => [...s!.coefficients.keys()].map((key) => Math.abs(s!.moments.get(key)![0])));
    if (charges.reduce(greatestDivisor, 0) !== 1) return true;
    const flip = motionsAlong(axis).find((g) => !g.shift && !g.reflected && !reversesTime(g) && flips(g, axis))!;
    const equations = [hamiltonian, ...pieces].map((a) => wordEquations(move(flip, a), a, axis, {}));
    return (
      equations.every((e) => e !== undefined) &&
      soluble(
        equations.flatMap((e) => e!),
        ['γ'],
      )
    );
  });
}

/** The parts of a sum with a marker whose first letter is as far from it. */
function bySite(a: Operator): Operator[] {
  return [...new Set(a.terms.map((t) => t.site))].map((site) => ({
    terms: a.terms.filter((t) => t.site === site),
    cancelled: 0,
  }));
}

/** Is there a combination of these spins that commutes with all of these operators? */
function keepsSpin(spins: readonly Operator[], operators: readonly Operator[]): boolean {
  const rows = new Map<string, Map<number, Coefficient>>();
  for (const [n, a] of operators.flatMap((o) => [o, adjoint(o)]).entries()) {
    for (const [column, spin] of spins.entries()) {
      for (const term of commutator(spin, a).terms) {
        const label = `${n} ${termLabel(term)}`;
        rows.set(label, (rows.get(label) ?? new Map<number, Coefficient>()).set(column, term.coefficient));
      }
    }
  }
  try {
    return (
      eliminate(
        [...rows.values()].map((entries) => ({ entries, right: zeroCoefficient })),
        coefficientRing,
      ).pivots.length < spins.length
    );
  } catch (error) {
    if (error instanceof FractionTooLong) return false;
    throw error;
  }
}

/** ∏ z^exponent = numerator / denominator, for phases z. */
interface PhaseEquation {
  readonly exponents: ReadonlyMap<string, number>;
  readonly numerator: Coefficient;
  readonly denominator: Coefficient;
}

const impossible: PhaseEquation = { exponents: new Map(), numerator: oneCoefficient, denominator: zeroCoefficient };

interface Question {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly order: 'all' | 'leading';
}

/** The equations that U g must obey for H0 and V to stay; undefined where a string has no counterpart. */
function equationsOf(g: Motion, axis: Axis, { hamiltonian, parts, order }: Question): PhaseEquation[] | undefined {
  const leading = order === 'leading';
  const lists = [
    wordEquations(move(g, hamiltonian), hamiltonian, axis, {}),
    // The sign of a static part is no matter to the leading order, nor is a phase between parts that change the spin.
    wordEquations(
      move(g, parts.static),
      parts.static,
      axis,
      leading ? { own: (q) => [[`static ${Math.abs(q)}`, q < 0 ? -1 : 1]] } : {},
    ),
    ...parts.harmonics.map(({ multiple, component }, n) =>
      wordEquations(move(g, component), component, axis, {
        own: (q) => (leading ? [[`harmonic ${n} ${q}`, 1]] : [[`time 1/${multiple.den}`, Number(multiple.num)]]),
      }),
    ),
    pairEquations([move(g, parts.bath)], [parts.bath], axis, leading),
    pairEquations(
      parts.jumps.map((l) => move(g, l)),
      parts.jumps,
      axis,
      leading,
    ),
  ];
  if (lists.some((l) => l === undefined)) return undefined;
  const sign: PhaseEquation = {
    exponents: new Map([['static 0', 2]]),
    numerator: oneCoefficient,
    denominator: oneCoefficient,
  };
  // Multiples of ω with another denominator are compared in the finest unit.
  return [...commonTime(lists.flatMap((l) => l!)), sign];
}

/** Time shifts in units of one period of the greatest common divisor of the multiples. */
function commonTime(equations: readonly PhaseEquation[]): PhaseEquation[] {
  const denominators = [
    ...new Set(
      equations.flatMap((e) =>
        [...e.exponents.keys()].filter((k) => k.startsWith('time 1/')).map((k) => Number(k.slice(7))),
      ),
    ),
  ];
  const common = denominators.reduce((a, b) => (a * b) / greatestDivisor(a, b), 1);
  return equations.map((e) => ({
    ...e,
    exponents: new Map(
      [...e.exponents].map(([k, n]): [string, number] =>
        k.startsWith('time 1/') ? ['time', (n * common) / Number(k.slice(7))] : [k, n],
      ),
    ),
  }));
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}

/** Letters that a string may have: each X or Y becomes two ladder operators. */
const longest = 12;
const mostStrings = 4000;

interface Ladder {
  /** +, −, I, Z along the axis */
  readonly text: string;
  readonly factor: Coefficient;
}

/** A string in ladder operators: σ^b = σ⁺ + σ⁻, σ^c = −i (σ⁺ − σ⁻) for b, c after the axis. */
function laddersOf(letters: string, axis: Axis): readonly Ladder[] | undefined {
  const along = axis.toUpperCase();
  const next = axes[(axes.indexOf(axis) + 1) % 3]!.toUpperCase();
  const across = [...letters].filter((l) => l !== 'I' && l !== along).length;
  if (across > longest) return undefined;
  let list: Ladder[] = [{ text: '', factor: oneCoefficient }];
  for (const letter of letters) {
    if (letter === 'I' || letter === along) {
      list = list.map((l) => ({ ...l, text: l.text + (letter === 'I' ? 'I' : 'Z') }));
    } else if (letter === next) {
      list = list.flatMap((l) => [
        { ...l, text: `${l.text}+` },
        { ...l, text: `${l.text}-` },
      ]);
    } else {
      list = list.flatMap((l) => [
        { text: `${l.text}+`, factor: multiplyCoefficients(l.factor, negateCoefficient(imaginaryUnit)) },
        { text: `${l.text}-`, factor: multiplyCoefficients(l.factor, imaginaryUnit) },
      ]);
    }
  }
  return list;
}

/** Charge, first moment and staggered moment of a ladder string whose first letter is at a site. */
function momentsOf(text: string, site: number): [number, number, number] {
  const moments: [number, number, number] = [0, 0, 0];
  for (let k = 0; k < text.length; k++) {
    const s = text[k] === '+' ? 1 : text[k] === '-' ? -1 : 0;
    moments[0] += s;
    moments[1] += s * (site + k);
    moments[2] += (site + k) % 2 === 0 ? s : -s;
  }
  return moments;
}

interface Strings {
  readonly coefficients: Map<string, Coefficient>;
  readonly moments: Map<string, [number, number, number]>;
}

function put(
  { coefficients, moments }: Strings,
  key: string,
  coefficient: Coefficient,
  moment: [number, number, number],
): void {
  const sum = addCoefficients(coefficients.get(key) ?? zeroCoefficient, coefficient);
  moments.set(key, moment);
  if (isZeroCoefficient(sum)) coefficients.delete(key);
  else coefficients.set(key, sum);
}

/** The ladder strings of a chain sum, by the parity of their first site. */
function stringsOf(a: Operator, axis: Axis): Strings | undefined {
  const found: Strings = { coefficients: new Map(), moments: new Map() };
  for (const term of a.terms) {
    checkInterrupt();
    const ladders = laddersOf(lettersOf(term.word), axis);
    if (!ladders) return undefined;
    for (const { text, factor } of ladders) {
      const c = multiplyCoefficients(term.coefficient, factor);
      for (const site of [0, 1])
        put(found, `${text} ${site}`, term.staggered && site === 1 ? negateCoefficient(c) : c, momentsOf(text, site));
    }
    if (found.coefficients.size > mostStrings) return undefined;
  }
  return found;
}

/**
 * The ladder strings of Σ_j L_j ⊗ L_j†, by the parity of the first site; those that change the spin are no matter to
 * the leading order.
 */
function pairsOf(couplings: readonly Operator[], axis: Axis, neutral: boolean): Strings | undefined {
  const found: Strings = { coefficients: new Map(), moments: new Map() };
  const correlations = correlationsOf(couplings);
  if (!correlations) return undefined;
  for (const { first, second, distance, staggered, coefficient } of correlations.values()) {
    checkInterrupt();
    const [left, right] = [laddersOf(lettersOf(first.word), axis), laddersOf(lettersOf(second.word), axis)];
    if (!left || !right) return undefined;
    for (const l of left) {
      for (const r of right) {
        const c = multiplyCoefficients(coefficient, multiplyCoefficients(l.factor, r.factor));
        for (const site of [0, 1]) {
          const [one, other] = [
            momentsOf(l.text, site),
            momentsOf(r.text, isIdentity(first.word) ? site : site + distance),
          ];
          if (neutral && one[0] + other[0] !== 0) continue;
          put(found, `${l.text} ${r.text} ${distance} ${site}`, staggered && site === 1 ? negateCoefficient(c) : c, [
            one[0] + other[0],
            one[1] + other[1],
            one[2] + other[2],
          ]);
        }
      }
    }
    if (found.coefficients.size > mostStrings) return undefined;
  }
  return found;
}

interface OwnPhases {
  /** further unknowns of a string of charge q */
  readonly own?: (charge: number) => readonly (readonly [string, number])[];
}

/** sign · U image U† = wanted, string by string. */
function wordEquations(
  image: Operator,
  wanted: Operator,
  axis: Axis,
  own: OwnPhases,
  sign: 1 | -1 = 1,
): PhaseEquation[] | undefined {
  if (isZeroOperator(wanted)) return isZeroOperator(image) ? [] : undefined;
  return equate(stringsOf(image, axis), stringsOf(wanted, axis), own, sign);
}

function pairEquations(
  image: readonly Operator[],
  wanted: readonly Operator[],
  axis: Axis,
  neutral: boolean,
): PhaseEquation[] | undefined {
  return equate(pairsOf(image, axis, neutral), pairsOf(wanted, axis, neutral), {}, 1);
}

function equate(
  image: Strings | undefined,
  wanted: Strings | undefined,
  { own }: OwnPhases,
  sign: 1 | -1,
): PhaseEquation[] | undefined {
  if (!image || !wanted || image.coefficients.size !== wanted.coefficients.size) return undefined;
  const equations: PhaseEquation[] = [];
  for (const [key, coefficient] of wanted.coefficients) {
    const from = image.coefficients.get(key);
    if (!from) return undefined;
    const [charge, first, alternating] = wanted.moments.get(key)!;
    const exponents = new Map<string, number>([
      ['γ', charge],
      ['α', first],
      ['β', alternating],
      ...(own?.(charge) ?? []),
    ]);
    equations.push({
      exponents,
      numerator: sign === 1 ? coefficient : negateCoefficient(coefficient),
      denominator: from,
    });
    // The same string two sites further on.
    if (charge !== 0)
      equations.push({
        exponents: new Map([['α', 2 * charge]]),
        numerator: oneCoefficient,
        denominator: oneCoefficient,
      });
  }
  return equations;
}

/** Terms of a product of coefficients before it is too long to be compared. */
const longestProduct = 400;

/**
 * Are there phases that obey all the equations? Phases can be divided, so whatever is asked of the subgroup of
 * exponents extends to all of them: it is enough that equations whose exponents cancel say 1 = 1, and that no number
 * has another modulus than 1.
 */
function soluble(equations: readonly PhaseEquation[], angleNames: readonly string[]): boolean {
  const pivots = new Map<string, PhaseEquation>();
  const fixed = new Set(['γ', 'α', 'β'].filter((name) => !angleNames.includes(name)));
  for (const equation of equations) {
    checkInterrupt();
    if (!isPhase(equation)) return false;
    let rest: PhaseEquation | undefined = {
      ...reduced(equation.numerator, equation.denominator),
      exponents: new Map([...equation.exponents].filter(([name, n]) => n !== 0 && !fixed.has(name))),
    };
    while (rest) {
      const [pivot] = [...rest.exponents.keys()].sort();
      if (pivot === undefined) {
        if (!equalCoefficients(rest.numerator, rest.denominator)) return false;
        break;
      }
      const known = pivots.get(pivot);
      if (!known) {
        pivots.set(pivot, rest);
        break;
      }
      // Euclid's algorithm in the exponent of the pivot.
      const [a, b] = [rest.exponents.get(pivot)!, known.exponents.get(pivot)!];
      if (Math.abs(a) < Math.abs(b)) {
        pivots.set(pivot, rest);
        rest = combined(known, rest, -Math.trunc(b / a));
      } else {
        rest = combined(rest, known, -Math.trunc(a / b));
      }
      if (!rest) return false;
    }
  }
  return true;
}

function isPhase({ numerator, denominator }: PhaseEquation): boolean {
  const square = (c: Coefficient): Coefficient => multiplyCoefficients(c, conjugateCoefficient(c));
  return equalCoefficients(square(numerator), square(denominator));
}

/** a · b^n; undefined where that is too long. */
function combined(a: PhaseEquation, b: PhaseEquation, n: number): PhaseEquation | undefined {
  const exponents = new Map(a.exponents);
  for (const [name, e] of b.exponents) {
    const sum = (exponents.get(name) ?? 0) + n * e;
    if (sum === 0) exponents.delete(name);
    else exponents.set(name, sum);
  }
  let { numerator, denominator } = a;
  const [up, down] = n > 0 ? [b.numerator, b.denominator] : [b.denominator, b.numerator];
  for (let k = 0; k < Math.abs(n); k++) {
    if (
      numerator.terms.length * up.terms.length > longestProduct ||
      denominator.terms.length * down.terms.length > longestProduct
    )
      return undefined;
    ({ numerator, denominator } = reduced(
      multiplyCoefficients(numerator, up),
      multiplyCoefficients(denominator, down),
    ));
  }
  return { exponents, numerator, denominator };
}

function reduced(
  numerator: Coefficient,
  denominator: Coefficient,
): { numerator: Coefficient; denominator: Coefficient } {
  if (equalCoefficients(numerator, denominator)) return { numerator: oneCoefficient, denominator: oneCoefficient };
  if (equalCoefficients(numerator, negateCoefficient(denominator)))
    return { numerator: minusOne, denominator: oneCoefficient };
  if (denominator.terms.length === 1)
    return { numerator: multiplyCoefficients(numerator, invertCoefficient(denominator)), denominator: oneCoefficient };
  return { numerator, denominator };
}

const minusOne = fromGaussian(gaussian(-1));

import {
  type Coefficient,
  FractionTooLong,
  coefficientRing,
  eliminate,
  gcd,
  isZeroCoefficient,
  zeroCoefficient,
} from '../exact/index.js';
import {
  type Operator,
  adjoint,
  commutator,
  equalOperators,
  firstSite,
  isZeroOperator,
  overlap,
} from '../spin/index.js';
import { byIndependentStrings, operatorPeriod } from '../charges/index.js';
import type { Selection } from './selection.js';
import { type SpinAxis, spinAxes, stringsOf } from './ladder-strings.js';
import { Group, type Motion, motion, motionName, move, onSites, reversesTime } from './motion.js';
import type { Parts } from './parts.js';
import { periodUnder } from './periods.js';
import { keepingShapes } from './shapes.js';
import { type SiteMap, siteMaps, stillSites } from './site-maps.js';
import { impossible, soluble } from './phase-equations.js';
import type { KeptMotion, Symmetries } from './symmetry.js';
import { anglesOfClasses, classesUnder, equationsOf, wordEquations } from './turned-equations.js';

/**
 * Symmetries that rotate the spins about the axis of a conserved spin by any angle, which may differ from site to site:
 *
 *   U g,   U = exp(i Σ_j (γ + α j + β (−1)^j) S^a_j),   g a translation, reflection, flip of the axis, or time
 *   reversal.
 *
 * If H0 and V have a common period p above 2, there is an angle β_r for each class of sites modulo p, or modulo 2p for odd p,
 * in place of β (−1)^j, and g may be any map of `siteMaps`.
 *
 * U multiplies a string of ladder operators by a phase: e^{iγ} to the power of its charge, e^{iα} to the power of its
 * first moment, and so on. So every string of H0 and V gives one equation between products of unknown phases. Such
 * equations have a solution exactly if every equation without phases that follows from them by multiplication is 1 = 1,
 * so no search is needed.
 *
 * For example, a Dzyaloshinskii–Moriya coupling is invariant under reflection if the spins are also rotated along the
 * chain by twice its angle.
 */
export interface Turned {
  readonly axis: SpinAxis;
  readonly name: string;
  readonly motion: Motion;
  readonly order: 'all' | 'leading';
  /** whether the angle grows along the chain; a ring then closes only with a flux, which the symmetry reverses */
  readonly grows: boolean;
  readonly reverses: readonly string[];
  /** whether it leaves H0 + ε V invariant, and maps X to s X */
  readonly holds: (x?: Operator, sign?: 1 | -1) => boolean;
}

interface Angles {
  readonly unknowns: readonly string[];
  readonly text: (axis: SpinAxis) => string;
}

/** The sets of free angles, with fewer angles first, so that the simplest name is found. */
function anglesFor(period: number): Angles[] {
  const classes = anglesOfClasses(period);
  const others =
    period <= 2 ? 'other ones on every second site' : `other ones on the ${period} classes of sites modulo ${period}`;
  return [
    { unknowns: ['γ'], text: (a) => `a rotation about ${a}` },
    { unknowns: ['γ', ...classes], text: (a) => `rotations about ${a}, ${others}` },
    { unknowns: ['γ', 'α'], text: (a) => `rotations about ${a} by an angle that grows along the chain` },
    {
      unknowns: ['γ', 'α', ...classes],
      text: (a) => `rotations about ${a} by an angle that grows along the chain, ${others}`,
    },
  ];
}

/**
 * The symmetries with rotations about the conserved spins of H0, the simplest first: exact ones, then those of the
 * leading order.
 */
export function turnedMotions(hamiltonian: Operator, parts: Parts, spins: Symmetries['spins']): Turned[] {
  const found: Turned[] = [];
  // A rotation leaves conserved spins along its own axis invariant, as far as the motion does; it may reverse those
  // along other axes.
  const conserved = spins.filter((s) => s.kept);
  const classes = classesUnder(hamiltonian, parts);
  const angles = anglesFor(classes);
  const space = spaceUnder(hamiltonian, parts);
  for (const order of ['all', 'leading'] as const) {
    for (const axis of spinAxes) {
      const spin = spins.find((s) => s.name === `S${axis}`);
      if (!spin) continue;
      // Levels of different spin are separate if H0 contains the field. Without a field those of opposite spin may be
      // coherent.
      if (order === 'leading' && isZeroCoefficient(overlap(spin.operator, hamiltonian))) continue;
      for (const g of motionsAlong(axis, space)) {
        const given = equationsOf(g, axis, { hamiltonian, parts, order });
        if (!given) continue;
        for (const { unknowns, text } of angles) {
          const holds = (x?: Operator, sign: 1 | -1 = 1): boolean =>
            soluble(
              x
                ? [...given, ...(wordEquations(move(g, x), x, axis, { period: classes }, sign) ?? [impossible])]
                : given,
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
              .filter((s) => s.axis !== axis || !equalOperators(move(g, s.operator), s.operator))
              .map(({ name: kept }) => kept),
            holds,
          });
        }
      }
    }
  }
  return found;
}

/** The maps of the sites that are tried: the list for sums of period one or two, or those of `siteMaps`. */
type Space = { readonly kind: 'pair'; readonly period: number } | { readonly kind: 'maps'; readonly maps: SiteMap[] };

function spaceUnder(hamiltonian: Operator, parts: Parts): Space {
  const period = periodUnder(hamiltonian, parts);
  if (period <= 2) return { kind: 'pair', period: operatorPeriod(hamiltonian) };
  const together = [hamiltonian, parts.static, ...parts.harmonics.map((h) => h.component)];
  const maps = siteMaps(period, [hamiltonian, parts.whole, ...parts.jumps]);
  return { kind: 'maps', maps: [...keepingShapes(maps, together, period)].sort((a, b) => a.intricacy - b.intricacy) };
}

/**
 * Translations, reflections and flips of the axis, with and without time reversal; for cells of two sites also their
 * exchange.
 */
function motionsAlong(axis: SpinAxis, space: Space): Motion[] {
  const across: SpinAxis = axis === 'x' ? 'y' : 'x';
  const both = [false, true];
  if (space.kind === 'maps')
    return both.flatMap((reversed) =>
      [undefined, across].flatMap((about) =>
        space.maps.map((sites) => onSites(motion({ reversed, ...(about && { about }) }), sites)),
      ),
    );
  const inCells = space.period === 2;
  return both.flatMap((reversed) =>
    [undefined, across].flatMap((about) =>
      both.flatMap((reflected) =>
        both.flatMap((shift) =>
          (inCells && shift === reflected ? both : [false]).map((exchanged) =>
            motion({ shift, reflected, exchanged, reversed, ...(about && { about }) }),
          ),
        ),
      ),
    ),
  );
}

function flips(g: Motion, axis: SpinAxis): boolean {
  return g.even.sign[spinAxes.indexOf(axis)] === -1;
}

/**
 * Names of the exact ones that are not products of the kept motions and rotations, and are thus missing from the list
 * of motions.
 */
export function unlisted(turned: readonly Turned[], kept: readonly KeptMotion[]): string[] {
  const names: string[] = [];
  for (const axis of spinAxes) {
    const k = spinAxes.indexOf(axis);
    if (turned.some((t) => t.motion.sites)) {
      names.push(
        ...unlistedOfSites(
          turned.filter((t) => t.axis === axis),
          kept,
          axis,
        ),
      );
      continue;
    }
    // Up to rotations a motion is shifted or not, reflected or not, … : sums modulo two.
    const placeOf = (g: Motion): number =>
      [g.shift, g.reflected, g.exchanged, reversesTime(g), flips(g, axis)].reduce(
        (bits, bit, n) => bits | (bit ? 1 << n : 0),
        0,
      );
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

/** The same for motions of the sites, which need not commute with one another. */
function unlistedOfSites(turned: readonly Turned[], kept: readonly KeptMotion[], axis: SpinAxis): string[] {
  const k = spinAxes.indexOf(axis);
  const across: SpinAxis = axis === 'x' ? 'y' : 'x';
  // Up to rotations: where the sites go, whether time is reversed, and whether the axis is reversed by a rotation.
  const bare = (g: Motion): Motion => {
    const reversed = reversesTime(g);
    const flipped = flips(g, axis) !== reversed;
    return onSites(motion({ reversed, ...(flipped && { about: across }) }), g.sites!);
  };
  const made = new Group(onSites(motion(), stillSites(turned[0]?.motion.sites?.period ?? 1)));
  for (const m of kept) if (m.order === 'all' && m.motion.even.to[k] === k) made.add(bare(m.motion));
  const names: string[] = [];
  for (const t of turned) {
    if (t.order !== 'all' || made.has(bare(t.motion))) continue;
    made.add(bare(t.motion));
    names.push(t.name);
  }
  return names;
}

/** The consequences of symmetries with rotations for the mean of X, if no other symmetry forbids it. */
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
 * The test covers conserved spins along any axis, rotations about a conserved spin by the fraction of a turn given by
 * the greatest common divisor of all charges, and flips of its axis with any rotation about it.
 */
export function keepsSectors(hamiltonian: Operator, parts: Parts, spins: Symmetries['spins']): boolean {
  const period = classesUnder(hamiltonian, parts);
  const uniform = spins.filter(({ name }) => spinAxes.some((axis) => name === `S${axis}`));
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
  return spinAxes.some((axis) => {
    if (!uniform.some((s) => s.name === `S${axis}`)) return false;
    const strings = pieces.map((a) => stringsOf(a, axis, period));
    if (strings.some((s) => s === undefined)) return false;
    const charges = strings.flatMap((s) =>
      [...s!.coefficients.keys()].map((key) => Math.abs(s!.moments.get(key)!.charge)),
    );
    if (charges.reduce((a, b) => gcd(a, b), 0) !== 1) return true;
    const flip = motionsAlong(axis, { kind: 'pair', period: 1 }).find(
      (g) => !g.shift && !g.reflected && !reversesTime(g) && flips(g, axis),
    )!;
    const equations = [hamiltonian, ...pieces].map((a) => wordEquations(move(flip, a), a, axis, { period }));
    return (
      equations.every((e) => e !== undefined) &&
      soluble(
        equations.flatMap((e) => e!),
        ['γ'],
      )
    );
  });
}

/** The parts of a sum with displacements, grouped by the distance of the first letter from them. */
function bySite(a: Operator): Operator[] {
  return [...new Set(a.terms.map((t) => firstSite(t.place)))].map((site) => ({
    terms: a.terms.filter((t) => firstSite(t.place) === site),
  }));
}

/** Is there a combination of these spins that commutes with all of these operators? */
function keepsSpin(spins: readonly Operator[], operators: readonly Operator[]): boolean {
  const rows = new Map<string, Map<number, Coefficient>>();
  for (const [n, a] of operators.flatMap((o) => [o, adjoint(o)]).entries()) {
    for (const [column, spin] of spins.entries()) {
      for (const [string, coefficient] of byIndependentStrings(commutator(spin, a), operatorPeriod(a))) {
        const label = `${n} ${string}`;
        rows.set(label, (rows.get(label) ?? new Map<number, Coefficient>()).set(column, coefficient));
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

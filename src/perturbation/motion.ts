import { conjugateCoefficient, gaussian, scaleCoefficient } from '../exact/index.js';
import {
  type Letter,
  type Operator,
  firstSite,
  lettersOf,
  moveCells,
  multiplyWeights,
  reflect,
  staggeredWeight,
  sumOperators,
  translate,
  weightIn,
  withWeight,
  wordFrom,
} from '../spin/index.js';
import { type SiteMap, composeSites, keyOfSites, moveSites } from './site-maps.js';

/** A rotation of σ that permutes the axes up to signs; its determinant is −1 if it reverses time. */
export interface Turn {
  /** the axes to which x, y, z are mapped */
  readonly to: readonly [number, number, number];
  readonly sign: readonly [number, number, number];
}

/**
 * A symmetry operation that a chain may have: the spins of even sites are rotated by `even` and those of odd sites by
 * `odd` (equal, or differing by a rotation by π). Then the chain is reflected about site 0 or not, and moved by one
 * site or not. Both rotations have determinant 1 if the operation is unitary, and −1 if it is antiunitary: S → −S, i →
 * −i.
 *
 * Sums over the chain have period one or two, so a translation by two sites counts as the identity here.
 *
 * If the Hamiltonian has a cell of two sites, such as a rung of a ladder, the two sites 2j and 2j + 1 of every cell may be
 * exchanged last. Together with the reflection about the bond between them this reflects the order of the cells. An
 * exchange after another reflection, or after a translation by one site, moves the two sublattices apart, and is left out.
 *
 * For sums of a period above 2 the sites are moved by a `SiteMap`.
 */
export interface Motion {
  readonly shift: boolean;
  readonly reflected: boolean;
  /** the sites 2j and 2j + 1 are exchanged; only if `shift` and `reflected` are equal */
  readonly exchanged: boolean;
  readonly even: Turn;
  readonly odd: Turn;
  /**
   * for sums of periods above 2, where the sites go in place of the shift, the reflection and the exchange; all spins are
   * then rotated alike
   */
  readonly sites?: SiteMap;
}

const axes = ['x', 'y', 'z'] as const;
const letters = ['X', 'Y', 'Z'] as const;

function determinant({ to, sign }: Turn): number {
  const cyclic = (to[1] - to[0] + 3) % 3 === 1;
  return (cyclic ? 1 : -1) * sign[0] * sign[1] * sign[2];
}

/** Is it antiunitary? */
export function reversesTime(g: Motion): boolean {
  return determinant(g.even) < 0;
}

function after(second: Turn, first: Turn): Turn {
  const image = (a: 0 | 1 | 2): number => second.to[first.to[a] as 0 | 1 | 2]!;
  const sign = (a: 0 | 1 | 2): number => first.sign[a] * second.sign[first.to[a] as 0 | 1 | 2]!;
  return { to: [image(0), image(1), image(2)], sign: [sign(0), sign(1), sign(2)] };
}

const permutations = [
  [0, 1, 2],
  [1, 2, 0],
  [2, 0, 1],
  [0, 2, 1],
  [2, 1, 0],
  [1, 0, 2],
] as const;
const signs = [1, -1] as const;

/** The 24 rotations of a cube, and the same with S → −S. */
const turns: readonly Turn[] = permutations.flatMap((to) =>
  signs.flatMap((x) => signs.flatMap((y) => signs.map((z): Turn => ({ to, sign: [x, y, z] })))),
);
const still: Turn = { to: [0, 1, 2], sign: [1, 1, 1] };
/** Rotations by π about x, y and z. */
const halfTurns: readonly Turn[] = [
  { to: [0, 1, 2], sign: [1, -1, -1] },
  { to: [0, 1, 2], sign: [-1, 1, -1] },
  { to: [0, 1, 2], sign: [-1, -1, 1] },
];
const reversal: Turn = { to: [0, 1, 2], sign: [-1, -1, -1] };

/**
 * The rotation by π/2 that a conserved spin generates, by the name of the spin; a staggered spin rotates the
 * sublattices in opposite directions.
 */
export const quarterTurns: ReadonlyMap<string, Motion> = new Map(
  [
    { to: [0, 2, 1], sign: [1, 1, -1] } as const,
    { to: [2, 1, 0], sign: [-1, 1, 1] } as const,
    { to: [1, 0, 2], sign: [1, -1, 1] } as const,
  ].flatMap((turn, k): [string, Motion][] => [
    [`S${axes[k]}`, { shift: false, reflected: false, exchanged: false, even: turn, odd: turn }],
    [
      `staggered S${axes[k]}`,
      { shift: false, reflected: false, exchanged: false, even: turn, odd: after(halfTurns[k]!, turn) },
    ],
  ]),
);

/**
 * Every motion that is tried: 48 rotations times four relations of the sublattices times four spatial operations, 768
 * in all. Those that come first in names come first.
 */
export const motions: readonly Motion[] = simplestFirst(
  turns.flatMap((even) =>
    [still, ...halfTurns].flatMap((twist) =>
      [false, true].flatMap((reflected) =>
        [false, true].map((shift): Motion => ({ shift, reflected, exchanged: false, even, odd: after(twist, even) })),
      ),
    ),
  ),
);

/** The same, and those with an exchange of the two sites of a cell, for a Hamiltonian of period two. */
export const cellMotions: readonly Motion[] = simplestFirst([
  ...motions,
  ...motions.filter((g) => g.shift === g.reflected).map((g): Motion => ({ ...g, exchanged: true })),
]);

/**
 * Every motion that is tried for a common period of H0 and V above 2: each map of `siteMaps` with each of the 48 rotations
 * of all spins alike. Those that come first in names come first.
 *
 * @param among  the maps of the sites
 */
export function motionsOfSites(among: readonly SiteMap[]): Motion[] {
  return simplestFirst(
    turns.flatMap((turn) =>
      among.map(
        (sites): Motion => ({ shift: false, reflected: false, exchanged: false, even: turn, odd: turn, sites }),
      ),
    ),
  );
}

/** The same operation as one of those for sums of a period above 2. */
export const onSites = (g: Motion, sites: SiteMap): Motion => ({ ...g, sites });

/** The operation that does `first`, then `second`; undefined if it is none of `cellMotions`. */
export function compose(second: Motion, first: Motion): Motion | undefined {
  if (first.sites && second.sites) {
    const turn = after(second.even, first.even);
    const sites = composeSites(second.sites, first.sites);
    return sites && onSites({ ...first, even: turn, odd: turn }, sites);
  }
  // An odd number of shifts and exchanges takes an even site to an odd one before the second rotation acts on it.
  const [onEven, onOdd] = first.shift !== first.exchanged ? [second.odd, second.even] : [second.even, second.odd];
  const [shift, reflected] = [first.shift !== second.shift, first.reflected !== second.reflected];
  const exchanged = first.exchanged !== second.exchanged;
  // With an exchange in one of the two, the other must commute with it.
  if ((first.exchanged || second.exchanged) && [first, second].some((g) => g.shift !== g.reflected)) return undefined;
  return {
    shift,
    reflected,
    exchanged,
    even: after(onEven, first.even),
    odd: after(onOdd, first.odd),
  };
}

export function keyOf({ shift, reflected, exchanged, even, odd, sites }: Motion): string {
  return `${sites ? keyOfSites(sites) : ''}${shift ? 1 : 0}${reflected ? 1 : 0}${exchanged ? 1 : 0} ${even.to.join('')} ${even.sign.join()} ${odd.sign.join()}`;
}

/** Largest number of products that are listed. Beyond it a symmetry may be named that is a product of others. */
const mostMembers = 5000;

/** A group of motions, to which generators are added. */
export class Group {
  private readonly members: Map<string, Motion>;
  private readonly generators: Motion[] = [];

  constructor(identity: Motion) {
    this.members = new Map([[keyOf(identity), identity]]);
  }

  has(g: Motion): boolean {
    return this.members.has(keyOf(g));
  }

  add(g: Motion): void {
    if (this.has(g)) return;
    this.generators.push(g);
    const open = [...this.members.values()];
    for (let m = open.pop(); m; m = open.pop()) {
      for (const generator of this.generators) {
        const product = compose(generator, m);
        if (!product || this.members.size >= mostMembers || this.has(product)) continue;
        this.members.set(keyOf(product), product);
        open.push(product);
      }
    }
  }
}

/** An operation of the named parts, `about` an axis of the spins for a rotation by π. */
export function motion(
  parts: {
    shift?: boolean;
    reflected?: boolean;
    exchanged?: boolean;
    about?: 'x' | 'y' | 'z';
    reversed?: boolean;
  } = {},
): Motion {
  const turn = parts.about === undefined ? still : halfTurns[axes.indexOf(parts.about)]!;
  const even = parts.reversed ? after(reversal, turn) : turn;
  return {
    shift: parts.shift ?? false,
    reflected: parts.reflected ?? false,
    exchanged: parts.exchanged ?? false,
    even,
    odd: even,
  };
}

/**
 * The image of a chain sum under a motion. Words are mapped to words, so nothing is rounded and nothing is assumed.
 *
 * @param a  a chain sum without powers of j and without Fourier modes
 */
export function move(g: Motion, a: Operator): Operator {
  const conjugated = reversesTime(g);
  const terms = a.terms.map((term) => {
    const { place } = term;
    const text = lettersOf(term.word);
    let image = '';
    // The signs for even and for odd j of the sum.
    let [atEven, atOdd] = [1, 1];
    for (let k = 0; k < text.length; k++) {
      if (text[k] === 'I') {
        image += 'I';
        continue;
      }
      const axis = letters.indexOf(text[k] as Exclude<Letter, 'I'>) as 0 | 1 | 2;
      image += letters[g.even.to[axis] as 0 | 1 | 2];
      const swapped = (firstSite(place) + k) % 2 !== 0;
      atEven *= (swapped ? g.odd : g.even).sign[axis];
      atOdd *= (swapped ? g.even : g.odd).sign[axis];
    }
    const coefficient = conjugated ? conjugateCoefficient(term.coefficient) : term.coefficient;
    return {
      word: wordFrom(image).word,
      place: atEven === atOdd ? place : withWeight(place, multiplyWeights(weightIn(place), staggeredWeight)!.weight),
      coefficient: atEven === 1 ? coefficient : scaleCoefficient(coefficient, gaussian(-1)),
    };
  });
  const turned = sumOperators([{ terms }]);
  if (g.sites) return moveSites(turned, g.sites);
  const mirrored = g.reflected ? reflect(turned) : turned;
  const shifted = g.shift ? translate(mirrored, 1) : mirrored;
  return g.exchanged ? moveCells(shifted, { to: [1, 0], reflected: false }) : shifted;
}

/** The name of a rotation: its angle and its axis, which follows from R − Rᵀ, or from R + 1 for a rotation by π. */
function nameOfTurn(turn: Turn): string {
  const { to, sign } = turn;
  const entry = (row: number, column: number): number => (to[column] === row ? sign[column]! : 0);
  const trace = entry(0, 0) + entry(1, 1) + entry(2, 2);
  if (trace === 3) return '';
  let axis = [entry(2, 1) - entry(1, 2), entry(0, 2) - entry(2, 0), entry(1, 0) - entry(0, 1)];
  if (trace === -1) {
    // R + 1 = 2 n nᵀ: any column that is not zero.
    const column = [0, 1, 2].find((c) => entry(c, c) !== -1) ?? 0;
    axis = [0, 1, 2].map((row) => entry(row, column) + (row === column ? 1 : 0));
  }
  const direction = axis
    .flatMap((v, k) => (v === 0 ? [] : [`${v > 0 ? '+' : '−'}${axes[k]}`]))
    .join('')
    .replace(/^\+/u, '');
  const angle = trace === -1 ? 'π' : trace === 1 ? 'π/2' : '2π/3';
  return `${angle} rotation about ${direction}`;
}

const isHalfTurn = (name: string): boolean => name.startsWith('π rotation');

/** The name of a motion: `bond-centred π rotation about y`, `translation by one site with time reversal` … */
export function motionName(g: Motion): string {
  const antiunitary = reversesTime(g);
  const turn = nameOfTurn(antiunitary ? after(reversal, g.even) : g.even);
  const place = g.reflected && !g.exchanged ? (g.shift ? 'bond' : 'site') : '';
  const parts: string[] = [];
  let spins = turn;
  if (g.sites) {
    if (g.sites.name !== '') parts.push(g.sites.name);
  } else if (place !== '' && !antiunitary && isHalfTurn(turn)) {
    parts.push(`${place}-centred ${turn}`);
    spins = '';
  } else if (place !== '') {
    parts.push(`reflection about a ${place}`);
  } else if (g.exchanged) {
    parts.push(g.reflected ? 'reflection of the cells' : 'exchange of the sites 2j and 2j+1');
  } else if (g.shift) {
    parts.push('translation by one site');
  }
  if (antiunitary && spins === 'π rotation about y') {
    parts.push('complex conjugation');
  } else {
    if (antiunitary) parts.push('time reversal');
    if (spins !== '') parts.push(spins);
  }
  const twist = halfTurns.findIndex((h) => keyOfTurn(after(h, g.even)) === keyOfTurn(g.odd));
  if (twist >= 0) parts.push(`π rotation of every second site about ${axes[twist]}`);
  return parts.length === 0 ? 'identity' : parts.join(' with ');
}

function keyOfTurn({ to, sign }: Turn): string {
  return `${to.join('')} ${sign.join()}`;
}

/**
 * A measure of the length of a motion's name; a symmetry is named after the least intricate motion that is suitable.
 */
export function intricacy(g: Motion): number {
  const antiunitary = reversesTime(g);
  const turn = antiunitary ? after(reversal, g.even) : g.even;
  const moved = turn.to[0] === 0 && turn.to[1] === 1 ? 0 : turn.to.some((to, k) => to === k) ? 6 : 9;
  const about = turn.sign.filter((s) => s < 0).length === 0 ? 0 : 3;
  const conjugation = antiunitary ? (keyOfTurn(turn) === keyOfTurn(halfTurns[1]!) ? 2 : 2 + about) : about;
  return (
    moved +
    conjugation +
    (g.reflected ? 2 : 0) +
    (g.shift ? 1 : 0) +
    (g.exchanged ? 2 : 0) +
    (g.sites?.intricacy ?? 0) +
    (keyOfTurn(g.even) === keyOfTurn(g.odd) ? 0 : 12)
  );
}

/** Motions in the order of their intricacy, which is computed once for each: the lists are made at every start. */
function simplestFirst(list: readonly Motion[]): Motion[] {
  return list
    .map((g) => ({ g, rank: intricacy(g) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ g }) => g);
}

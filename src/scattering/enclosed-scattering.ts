import {
  type Ball,
  type BallMatrix,
  type ComplexBall,
  type ComplexMatrix,
  type Enclosure,
  absoluteInterval,
  addBalls,
  adjointBalls,
  ballMatrix,
  complex,
  complexBall,
  cosBall,
  divideBalls,
  enclosedSolution,
  exactMatrix,
  exactly,
  expBall,
  identity,
  largestOf,
  multiplyBallMatrices,
  multiplyBalls,
  multiplyComplexBalls,
  notEnclosed,
  sinBall,
  sqrtBall,
  subtractBallMatrices,
  subtractBalls,
  unitRoundoff,
  upward,
} from '../numeric/index.js';
import { limit } from '../text/index.js';
import { type Channels, channelsOf } from './channels.js';
import { couplingMatrix } from './coupling-matrix.js';
import type { FloquetSystem } from './system.js';

/**
 * The S-matrix at one energy, enclosed: for the quasienergies, couplings, positions and the energy as they are in double
 * precision, taken exactly, every element lies in its ball.
 */
export interface EnclosedScattering {
  readonly energy: number;
  readonly channels: Channels;
  /** channel of a row or column of `s`; in one dimension first all open channels with σ = +, then with σ = −   gas (S4) */
  readonly channelOf: Int32Array;
  readonly s: BallMatrix;
}

/** The laws of scattering at one energy, as intervals. */
export interface EnclosedLaws {
  /** the largest element of |S†S − 1| and |SS† − 1|   gas (S5), gas (S11) */
  readonly unitarity: Enclosure;
  /** the largest |Σ |S − 1|²_{c'c} − Σ |S − 1|²_{cc'}| over all channels, the condition (5) at one energy   gas (S15) */
  readonly sums: Enclosure;
  /** the largest |P_{c'c} − P_{cc'}|/(P_{c'c} + P_{cc'}) among inelastic P of at least 1e-3 of the largest */
  readonly detailedBalance: Enclosure;
}

/** Largest number of equations of an enclosure, which takes about half a minute. */
const largestEnclosed = 800;

/**
 * Encloses the S-matrix of gas (S4) between the open channels of a truncated set.
 *
 *   t_a − Σ_b W_a G⁰_ab t_b = W_a e^{iσKx_a},   S = 1 − im K^{−1/2} (Σ_a e^{−iσ'K'x_a} t_a) K^{−1/2}   gas (S90), gas (S92)
 *
 * in one dimension, and S = 1 − 2i K^{1/2} (A + iK)⁻¹ K^{1/2} in three.   gas (S96)
 *
 * @diagnostic `not-enclosed` at a threshold or a bound state, `too-many-channels`, `sidebands-out-of-range`
 * @cost five products of matrices of channels × scatterers
 */
export function enclosedScattering(
  system: FloquetSystem,
  energy: number,
  sidebands: number,
  places?: ArrayLike<number>,
): EnclosedScattering {
  const channels = channelsOf(system.modes, sidebands, places);
  const size = channels.count * system.couplings.length;
  if (size > largestEnclosed)
    limit('too-many-channels', `${size} equations are more than an enclosure has: ${largestEnclosed}`, {
      hint: 'fewer sidebands, as in --sidebands 8',
    });
  const { quasienergies, frequency } = system.modes;
  const waves = Array.from(channels.level, (j, c) => {
    const quanta = multiplyBalls(exactly(channels.quanta[c]!), exactly(frequency));
    return waveOf(energy, addBalls(exactly(quasienergies[j]!), quanta), system.model.mass);
  });
  const open = waves.flatMap(({ isOpen }, c) => (isOpen ? [c] : []));
  if (open.length === 0) return { energy, channels, channelOf: new Int32Array(), s: exactMatrix(complex(0, 0)) };
  return system.model.dimension === 1
    ? onTheLine(system, energy, channels, waves, open)
    : atTheCentre(system, energy, channels, waves, open);
}

/** |K_c| of a channel, where E − ε_c is told from zero.   gas (S9) */
interface Wave {
  readonly isOpen: boolean;
  readonly k: Ball;
}

/** @param own  ε_j + nω */
function waveOf(energy: number, own: Ball, mass: number): Wave {
  const kinetic = subtractBalls(exactly(energy), own);
  if (Math.abs(kinetic.mid) <= kinetic.rad) notEnclosed(`the energy ${energy} is a threshold`);
  const isOpen = kinetic.mid > 0;
  const positive = { mid: Math.abs(kinetic.mid), rad: kinetic.rad };
  return { isOpen, k: sqrtBall(multiplyBalls(exactly(2 * mass), positive)) };
}

const realBall = (a: Ball): ComplexBall => ({ re: a.mid, im: 0, rad: a.rad });
const times = multiplyComplexBalls;

/** e^{iK d} of an open channel, e^{−|K| d} of a closed one. */
function along({ isOpen, k }: Wave, d: Ball): ComplexBall {
  if (d.mid === 0 && d.rad === 0) return { re: 1, im: 0, rad: 0 };
  const kd = multiplyBalls(k, d);
  if (isOpen) return complexBall(cosBall(kd), sinBall(kd));
  return realBall(expBall({ mid: -kd.mid, rad: kd.rad }));
}

/** −im/K of an open channel, −m/|K| of a closed one: the Green function at its own place.   gas (S88) */
function green({ isOpen, k }: Wave, mass: number): ComplexBall {
  const { mid, rad } = divideBalls(exactly(mass), k);
  return isOpen ? { re: 0, im: -mid, rad } : { re: -mid, im: 0, rad };
}

function elementOf({ re, im, cols }: ComplexMatrix, row: number, col: number): ComplexBall {
  return { re: re[row * cols + col]!, im: im[row * cols + col]!, rad: 0 };
}

function onTheLine(
  { model, couplings }: FloquetSystem,
  energy: number,
  channels: Channels,
  waves: readonly Wave[],
  open: readonly number[],
): EnclosedScattering {
  const { mass } = model;
  const n = channels.count;
  const sites = couplings.length;
  const w = couplings.map((c) => couplingMatrix(c, channels));
  const place = couplings.map((c) => exactly(c.position));
  const apart = place.map((a) => place.map((b) => absolute(subtractBalls(a, b))));
  // G⁰_ab of every channel
  const g = waves.map((wave) => {
    const own = green(wave, mass);
    return apart.map((row) => row.map((d) => times(own, along(wave, d))));
  });
  const matrix = ballMatrix(n * sites, n * sites, (row, col) => {
    const [a, c] = [Math.floor(row / n), row % n];
    const [b, d] = [Math.floor(col / n), col % n];
    const { re, im, rad } = times(elementOf(w[a]!, c, d), g[d]![a]![b]!);
    const one = row === col ? 1 : 0;
    return { re: one - re, im: -im, rad: upward(rad + unitRoundoff * Math.abs(one - re)) };
  });
  // e^{iσK_c x_a} of the open channels, by side, channel and scatterer
  const planes = [0, 1].map((side) =>
    waves.map((wave) =>
      wave.isOpen ? place.map(({ mid, rad }) => along(wave, { mid: side === 0 ? mid : -mid, rad })) : [],
    ),
  );
  const plane = (side: number, c: number, a: number): ComplexBall => planes[side]![c]![a]!;
  const columns = [0, 1].flatMap((side) => open.map((c) => ({ side, c })));
  const right = ballMatrix(n * sites, columns.length, (row, col) => {
    const [a, c] = [Math.floor(row / n), row % n];
    const { side, c: from } = columns[col]!;
    return times(elementOf(w[a]!, c, from), plane(side, from, a));
  });
  const outgoing = ballMatrix(columns.length, n * sites, (row, col) => {
    const { side, c } = columns[row]!;
    const [a, d] = [Math.floor(col / n), col % n];
    return c === d ? plane(1 - side, c, a) : { re: 0, im: 0, rad: 0 };
  });
  const t = multiplyBallMatrices(outgoing, enclosedSolution(matrix, right));
  const root = open.map((c) => divideBalls(exactly(1), sqrtBall(waves[c]!.k)));
  const s = ballMatrix(columns.length, columns.length, (row, col) => {
    const flux = multiplyBalls(exactly(mass), multiplyBalls(root[row % open.length]!, root[col % open.length]!));
    return oneMinus(row === col, times({ re: 0, im: flux.mid, rad: flux.rad }, ballAt(t, row, col)));
  });
  return { energy, channels, channelOf: Int32Array.from(columns, ({ c }) => c), s };
}

function atTheCentre(
  { couplings }: FloquetSystem,
  energy: number,
  channels: Channels,
  waves: readonly Wave[],
  open: readonly number[],
): EnclosedScattering {
  const n = channels.count;
  const inverseLength = couplingMatrix(couplings[0]!, channels);
  const matrix = ballMatrix(n, n, (row, col) => {
    const { re, im } = elementOf(inverseLength, row, col);
    if (row !== col) return { re, im, rad: 0 };
    const { isOpen, k } = waves[row]!;
    if (isOpen) return complexBall(exactly(re), addBalls(exactly(im), k));
    return complexBall(subtractBalls(exactly(re), k), exactly(im));
  });
  const right = ballMatrix(n, open.length, (row, col) => ({ re: row === open[col] ? 1 : 0, im: 0, rad: 0 }));
  const x = enclosedSolution(matrix, right);
  const root = open.map((c) => sqrtBall(waves[c]!.k));
  const s = ballMatrix(open.length, open.length, (row, col) => {
    const flux = multiplyBalls(exactly(2), multiplyBalls(root[row]!, root[col]!));
    return oneMinus(row === col, times({ re: 0, im: flux.mid, rad: flux.rad }, ballAt(x, open[row]!, col)));
  });
  return { energy, channels, channelOf: Int32Array.from(open), s };
}

function absolute({ mid, rad }: Ball): Ball {
  return { mid: Math.abs(mid), rad };
}

function ballAt({ mid: { re, im, cols }, rad }: BallMatrix, row: number, col: number): ComplexBall {
  const p = row * cols + col;
  return { re: re[p]!, im: im[p]!, rad: rad[p]! };
}

function oneMinus(isDiagonal: boolean, { re, im, rad }: ComplexBall): ComplexBall {
  const real = (isDiagonal ? 1 : 0) - re;
  return { re: real, im: -im, rad: upward(rad + unitRoundoff * Math.abs(real)) };
}

/** |element|² as a ball. */
function squareOf({ re, im, rad }: ComplexBall): Ball {
  const [x, y] = [
    { mid: re, rad },
    { mid: im, rad },
  ];
  return addBalls(multiplyBalls(x, x), multiplyBalls(y, y));
}

/**
 * The laws of scattering at one energy as intervals: unitarity, the sums that become gas (5) with the weights e^{−βE}, and
 * detailed balance, which need not hold.
 */
export function enclosedLaws({ s, channelOf }: EnclosedScattering): EnclosedLaws {
  const n = s.mid.rows;
  if (n === 0) return { unitarity: [0, 0], sums: [0, 0], detailedBalance: [0, 0] };
  const adjoint = adjointBalls(s);
  const one = exactMatrix(identity(n));
  const defects = [multiplyBallMatrices(adjoint, s), multiplyBallMatrices(s, adjoint)].map((product) =>
    largestElementIn(subtractBallMatrices(product, one)),
  );
  const scattered = subtractBallMatrices(s, one);
  // P_{c'c} with the directions added
  const own = [...new Set(channelOf)];
  const position = new Map(own.map((c, k) => [c, k]));
  const probability = own.map(() => own.map((): Ball => exactly(0)));
  for (let row = 0; row < n; row++) {
    for (let col = 0; col < n; col++) {
      const line = probability[position.get(channelOf[row]!)!]!;
      const k = position.get(channelOf[col]!)!;
      line[k] = addBalls(line[k]!, squareOf(ballAt(scattered, row, col)));
    }
  }
  const sums = own.map((_, c) =>
    own.reduce<Ball>(
      (sum, __, d) => addBalls(sum, subtractBalls(probability[d]![c]!, probability[c]![d]!)),
      exactly(0),
    ),
  );
  const inelastic = own.flatMap((_, c) =>
    own.flatMap((__, d): ReversePair[] => (c < d ? [[probability[d]![c]!, probability[c]![d]!]] : [])),
  );
  return {
    unitarity: largestOf(defects),
    sums: largestOf(sums.map(absoluteInterval)),
    detailedBalance: largestOf(comparedRatios(inelastic)),
  };
}

/** P_{c'c} and P_{cc'} */
type ReversePair = readonly [Ball, Ball];

/** Pairs whose larger P is below this share of the largest of all are not compared. */
const compared = 1e-3;

/**
 * |P_{c'c} − P_{cc'}|/(P_{c'c} + P_{cc'}) of the pairs that are compared. Where the balls do not tell whether a pair is, it
 * raises the upper end only.
 */
function comparedRatios(pairs: readonly ReversePair[]): Enclosure[] {
  const sizes = pairs.map((pair) => largestOf(pair.map(absoluteInterval)));
  const [least, most] = largestOf(sizes);
  return pairs.flatMap(([a, b], k): Enclosure[] => {
    const [low, high] = sizes[k]!;
    if (high < compared * (1 - 4 * unitRoundoff) * least || high === 0) return [];
    const ratio = absoluteInterval(divideBalls(subtractBalls(a, b), addBalls(a, b)));
    return [low > compared * (1 + 4 * unitRoundoff) * most ? ratio : [0, ratio[1]]];
  });
}

function largestElementIn(matrix: BallMatrix): Enclosure {
  const { rows, cols } = matrix.mid;
  const all: Enclosure[] = [];
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const { re, im, rad } = ballAt(matrix, row, col);
      const size = Math.hypot(re, im);
      // Math.hypot is accurate to a few units in the last place.
      const slack = 8 * unitRoundoff * size + rad;
      all.push([Math.max(0, size - 2 * slack), upward(size + slack)]);
    }
  }
  return largestOf(all);
}

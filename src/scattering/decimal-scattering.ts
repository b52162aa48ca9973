import type { Decimal } from 'decimal.js';
import { type DecimalElements, type DecimalModel, type DecimalModes, decimalElements } from '../floquet/index.js';
import type { DecimalComplex, DecimalField } from '../numeric/index.js';
import { checkInterrupt, refuse } from '../text/index.js';
import type { ChannelIndex } from './channels.js';

/** A model, its modes and couplings, in decimal digits. */
export interface DecimalSystem {
  readonly field: DecimalField;
  readonly model: DecimalModel;
  readonly modes: DecimalModes;
  /** one for each scatterer */
  readonly elements: readonly DecimalElements[];
}

export function decimalCouplings(field: DecimalField, model: DecimalModel, modes: DecimalModes): DecimalSystem {
  return {
    field,
    model,
    modes,
    elements: model.scatterers.map(({ coupling }) => decimalElements(field, modes, coupling)),
  };
}

/** A channel (j, n), ε_c = ε_j + nω.   gas (S61) */
export interface DecimalChannel {
  readonly level: number;
  readonly index: number;
  readonly energy: Decimal;
}

export function decimalChannels(
  { field, model, modes: { modes } }: DecimalSystem,
  sidebands: number,
): DecimalChannel[] {
  const channels: DecimalChannel[] = [];
  for (let index = 0 - sidebands; index <= sidebands; index++) {
    for (const [level, { quasienergy }] of modes.entries()) {
      channels.push({ level, index, energy: field.Real.add(quasienergy, model.frequency.times(index)) });
    }
  }
  return channels;
}

/**
 * Momenta of channels at an energy, with the distances to thresholds given where subtracting energies would lose
 * digits.
 */
export interface DecimalMomenta {
  /** E − ε_c */
  readonly kinetic: readonly Decimal[];
  /** |K_c| */
  readonly size: readonly Decimal[];
  readonly open: readonly boolean[];
}

/** K_c = √(2m(E − ε_c)): real and positive where open, +i√ where closed.   gas (S9) */
export function decimalMomenta({ field, model }: DecimalSystem, kinetic: readonly Decimal[]): DecimalMomenta {
  return {
    kinetic,
    size: kinetic.map((e) => field.Real.mul(e.abs(), model.mass).times(2).sqrt()),
    open: kinetic.map((e) => !e.isNegative() && !e.isZero()),
  };
}

/** The amplitudes of one incoming channel and direction. */
export type DecimalAmplitudes = (
  incoming: ChannelIndex,
  direction: 1 | -1,
) => {
  /**
   * T^{σ'σ}_{c'c} without the factor K_c, for σ' = + and −; of closed channels Σ_a (Wψ)(x_a). In three dimensions
   * F_{c'c}, the same for both
   */
  readonly forward: readonly DecimalComplex[];
  readonly backward: readonly DecimalComplex[];
  /** residual of the linear solve, divided by its scale */
  readonly residual: number;
};

/**
 * The scattering equations at one energy, with a single elimination for all columns: Ψ = |p⟩φ_c₀ + G₀VΨ with G₀ = (E −
 * H_P − H_F + i0)⁻¹ in the basis
 * |p⟩|φ_jn⟩⟩, Ψ = Σ_c ψ_c(x) φ_c, read at the scatterers.   gas (S79), (S80), (S81), (S82), (S84), (S89)
 *
 * In one dimension, multiplied by K_c to avoid a division by zero at a threshold:
 *
 *   K_c ψ_c(x_a) + i m Σ_{b,c'} e^{iK_c|x_a−x_b|} W^b_{cc'} ψ_c'(x_b) = K_c δ_{cc_0} e^{iσK_c x_a},   T = Σ_a e^{−iσ'K
 *   x_a} (Wψ)(x_a)
 *
 * since ⟨p', φ_c'|V|Ψ⟩ needs ψ only at the scatterers. In three dimensions: (A + iK) F = −1.   gas (S83), (S85), (S90),
 * (S92), (S93), (S95)
 *
 * @cost a banded elimination of dimension channels × scatterers
 * @implements gas (S90) in decimal arithmetic
 * @implements gas (S92) in decimal arithmetic
 */
export function decimalAmplitudes(
  system: DecimalSystem,
  channels: readonly DecimalChannel[],
  momenta: DecimalMomenta,
): DecimalAmplitudes {
  const { field, model, elements } = system;
  const { levels, mass, dimension, scatterers } = model;
  const count = channels.length;
  const points = scatterers.length;
  const reach = Math.max(...elements.map((e) => e.reach));
  const coupling = (a: number, to: DecimalChannel, from: DecimalChannel): DecimalComplex | undefined => {
    const q = to.index - from.index;
    const of = elements[a]!;
    if (Math.abs(q) > of.reach) return undefined;
    const z = of.blocks[q + of.reach]![to.level]![from.level]!;
    return z.re.isZero() && z.im.isZero() ? undefined : z;
  };
  const momentum = (c: number): DecimalComplex =>
    momenta.open[c] ? { re: momenta.size[c]!, im: field.real(0) } : { re: field.real(0), im: momenta.size[c]! };
  // e^{iK x} for x ≥ 0, which decays in closed channels.
  const wave = (c: number, x: Decimal): DecimalComplex => {
    if (x.isZero()) return field.one;
    const k = momentum(c);
    return field.exp({ re: k.im.times(x).neg(), im: k.re.times(x) });
  };
  const times = (z: DecimalComplex, factor: DecimalComplex | undefined): DecimalComplex =>
    factor ? field.multiply(z, factor) : field.zero;
  const size = count * points;
  const matrix: DecimalComplex[][] = [];
  for (let c = 0; c < count; c++) {
    checkInterrupt();
    const waves = scatterers.map((a) => scatterers.map((b) => wave(c, a.position.minus(b.position).abs())));
    for (let a = 0; a < points; a++) {
      const row = Array.from({ length: size }, () => field.zero);
      for (let d = Math.max(0, c - levels * (reach + 1)); d < Math.min(count, c + levels * (reach + 1) + 1); d++) {
        for (let b = 0; b < points; b++) {
          const w = coupling(b, channels[c]!, channels[d]!);
          if (!w) continue;
          if (dimension === 3) row[d] = w;
          else {
            const z = times(waves[a]![b]!, w);
            row[d * points + b] = { re: z.im.times(mass).neg(), im: z.re.times(mass) };
          }
        }
      }
      const k = momentum(c);
      const own = row[c * points + a]!;
      row[c * points + a] = dimension === 3 ? { re: own.re.minus(k.im), im: own.im.plus(k.re) } : field.add(own, k);
      matrix.push(row);
    }
  }
  const band = Math.min(size - 1, (levels * reach + levels - 1) * points + points - 1);
  const solve = field.factorBanded(band, band, matrix);
  return (incoming, direction) => {
    const right = Array.from({ length: size }, () => field.zero);
    if (dimension === 3) right[incoming] = { re: field.real(-1), im: field.real(0) };
    else {
      for (const [a, { position }] of scatterers.entries())
        right[incoming * points + a] = phase(field, momentum(incoming), position, direction);
    }
    const { value, residual, scale } = solve(right);
    const relative = scale === 0 ? 0 : residual / scale;
    if (dimension === 3) return { forward: value, backward: value, residual: relative };
    const pushed = channels.map((to) =>
      scatterers.map((_, a) =>
        channels.reduce((s, from, d) => {
          const w = coupling(a, to, from);
          return w ? field.add(s, field.multiply(w, value[d * points + a]!)) : s;
        }, field.zero),
      ),
    );
    const out = (sign: 1 | -1): DecimalComplex[] =>
      pushed.map((at, c) =>
        at.reduce(
          (s, z, a) =>
            field.add(
              s,
              momenta.open[c]
                ? field.multiply(z, phase(field, momentum(c), scatterers[a]!.position, sign === 1 ? -1 : 1))
                : z,
            ),
          field.zero,
        ),
      );
    const forward = out(1);
    return { forward, backward: scatterers.every((s) => s.position.isZero()) ? forward : out(-1), residual: relative };
  };
}

/** e^{iσKx} of an open channel. */
function phase(field: DecimalField, k: DecimalComplex, x: Decimal, sign: 1 | -1): DecimalComplex {
  return x.isZero() ? field.one : field.exp({ re: field.real(0), im: k.re.times(x).times(sign) });
}

/** The S-matrix of the open channels of a truncated set. */
export interface DecimalScattering {
  readonly channels: readonly DecimalChannel[];
  /** the open channels of rows and columns, each with the directions + and − in one dimension */
  readonly open: readonly ChannelIndex[];
  readonly matrix: readonly (readonly DecimalComplex[])[];
  /** max |S†S − 1| and max |S S† − 1|; gas (S5), gas (S11) */
  readonly unitarity: readonly [Decimal, Decimal];
  /** the largest residual of a linear solve, divided by its scale */
  readonly residual: number;
}

/**
 * The S-matrix on the open channels, in decimal arithmetic:
 *
 *   S = 1 − i m K^{−1/2} T K^{−1/2}   in both directions,   S = 1 − 2i √K (A + iK)^{−1} √K   in three dimensions.
 *
 * It is unitary to all digits for every number of sidebands, since any Hermitian W gives a unitary S.
 * gas (4), gas (S4), gas (S5)
 *
 * @param energy     total energy E, in the unit of the model; not at a threshold
 * @param sidebands  the channels (j, n) have |n| ≤ sidebands
 * @diagnostic `energy-at-threshold`, `no-open-channel`
 * @implements gas (4) in decimal arithmetic
 */
export function decimalScattering(system: DecimalSystem, energy: Decimal, sidebands: number): DecimalScattering {
  const { field, model } = system;
  const channels = decimalChannels(system, sidebands);
  const kinetic = channels.map((c) => field.Real.sub(energy, c.energy));
  const near = kinetic.findIndex((e) => e.isZero());
  if (near >= 0)
    refuse(
      'energy-at-threshold',
      `the energy ${energy.toString()} is the threshold of the channel (${channels[near]!.level}, ${channels[near]!.index})`,
      { hint: 'take an energy beside it' },
    );
  const momenta = decimalMomenta(system, kinetic);
  const open = channels.map((_, c) => c as ChannelIndex).filter((c) => momenta.open[c]);
  if (open.length === 0)
    refuse('no-open-channel', `no channel is open at the energy ${energy.toString()}`, {
      hint: 'take a higher energy',
    });
  const solved = decimalAmplitudes(system, channels, momenta);
  const directions = model.dimension === 1 ? ([1, -1] as const) : ([1] as const);
  const states = open.flatMap((c) => directions.map((sign) => ({ c, sign })));
  const columns: DecimalComplex[][] = [];
  let residual = 0;
  // For a scatterer at the origin both directions give the same.
  const even = model.scatterers.every((s) => s.position.isZero());
  let found: ReturnType<DecimalAmplitudes> | undefined;
  for (const from of states) {
    checkInterrupt();
    if (!found || !even || from.sign === 1) found = solved(from.c, from.sign);
    const here = found;
    residual = Math.max(residual, here.residual);
    columns.push(
      states.map((to) => {
        const z = (to.sign === 1 ? here.forward : here.backward)[to.c]!;
        const one = to.c === from.c && to.sign === from.sign ? 1 : 0;
        const root = field.Real.sqrt(momenta.size[from.c]!);
        // The solution is T/K_c, and −i m T/√(K'K) is −i m √K_c/√K' times it. In three dimensions the matrix is 2i
        // √(K'K) F.
        const factor =
          model.dimension === 1
            ? field.Real.div(root, momenta.size[to.c]!.sqrt()).times(model.mass).neg()
            : root.times(momenta.size[to.c]!.sqrt()).times(2);
        return { re: z.im.times(factor).neg().plus(one), im: z.re.times(factor) };
      }),
    );
  }
  const matrix = states.map((_, i) => columns.map((column) => column[i]!));
  return { channels, open, matrix, unitarity: [departure(field, columns), departure(field, matrix)], residual };
}

/** max |⟨a|b⟩ − δ_ab| */
function departure(field: DecimalField, vectors: readonly (readonly DecimalComplex[])[]): Decimal {
  let worst = field.real(0);
  for (const [i, a] of vectors.entries()) {
    for (const [j, b] of vectors.slice(0, i + 1).entries()) {
      let s = field.complex(i === j ? -1 : 0);
      for (const [k, z] of a.entries()) s = field.add(s, field.multiply(field.conjugate(z), b[k]!));
      worst = field.Real.max(worst, field.abs(s));
    }
  }
  return worst;
}

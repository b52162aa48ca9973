import { type Scattering, sMatrix } from './scattering.js';

/** Probabilities into one open channel. */
export interface Exit {
  readonly channel: number;
  readonly transmission: number;
  readonly reflection: number;
  /** of both */
  readonly sum: number;
}

/**
 * Probabilities of all outcomes for a particle that comes in one open channel from one side; |S|² is the ratio of
 * outgoing to incoming flux.
 *
 *   T = Σ_c' |S^{σσ}_{c'c}|²,  R = Σ_c' |S^{−σσ}_{c'c}|²,  T + R = 1   gas (S4), gas (S5)
 *
 * In three dimensions there is only the s-wave and no side, so the whole probability is in `reflection`.
 */
export interface Entrance {
  readonly channel: number;
  /** the side from which the particle comes, the left for the wave e^{iKx}; `all` in three dimensions */
  readonly side: 'left' | 'right' | 'all';
  readonly transmission: number;
  readonly reflection: number;
  readonly sum: number;
  /** probabilities for each outgoing channel, in the order of the channels */
  readonly exits: readonly Exit[];
}

/** Transmission and reflection from every open channel and side. */
export function entrances(scattering: Scattering, mass: number): Entrance[] {
  const { s, rows } = sMatrix(scattering, mass);
  const {
    channels: { count },
    directions,
  } = scattering;
  const n = s.rows;
  return Array.from(rows, (row, column): Entrance => {
    const direction = Math.floor(row / count);
    const through = new Map<number, { transmission: number; reflection: number }>();
    for (let r = 0; r < n; r++) {
      const channel = rows[r]! % count;
      const size = s.re[r * n + column]! ** 2 + s.im[r * n + column]! ** 2;
      const exit = through.get(channel) ?? { transmission: 0, reflection: 0 };
      if (directions === 2 && Math.floor(rows[r]! / count) === direction) exit.transmission += size;
      else exit.reflection += size;
      through.set(channel, exit);
    }
    const exits = [...through].map(([channel, exit]) => ({
      channel,
      ...exit,
      sum: exit.transmission + exit.reflection,
    }));
    const [transmission, reflection] = [
      exits.reduce((t, x) => t + x.transmission, 0),
      exits.reduce((t, x) => t + x.reflection, 0),
    ];
    return {
      channel: row % count,
      side: directions === 1 ? 'all' : direction === 0 ? 'left' : 'right',
      transmission,
      reflection,
      sum: transmission + reflection,
      exits,
    };
  });
}

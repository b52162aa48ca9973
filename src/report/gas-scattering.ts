import {
  type EnclosedLaws,
  type Entrance,
  type FloquetSystem,
  type Scattering,
  entrances,
  sMatrix,
  unitarityDefect,
} from '../scattering/index.js';

/** |T|² below this share of the largest of its column is not listed. */
const listedT = 1e-24;

/** One energy. */
export interface ScatteringDocument {
  energy: number;
  /** transmission and reflection from every open channel and side */
  incoming: (Omit<Entrance, 'exits'> & { level: number; quanta: number; exits: Entrance['exits'] })[];
  channels: { level: number; quanta: number; energy: number; open: boolean }[];
  T: {
    to: number;
    from: number;
    out: number;
    in: number;
    abs2: number;
    re: number;
    im: number;
    probability?: number;
  }[];
  unitarity: number;
  /** intervals that hold for the couplings and quasienergies as they are in double precision */
  enclosures?: EnclosedLaws;
}

/**
 * T from the channels (j, −1), (j, 0) and (j, 1) into all channels; the other elements follow by the Brillouin
 * shift.   gas (S91)
 *
 * In three dimensions the scattering amplitude F = −(A + iK)⁻¹ = −(m/2π) T is listed.
 */
export function scatteringDocument(s: Scattering, { model }: FloquetSystem): ScatteringDocument {
  const { channels, directions, t, open, momentum } = s;
  const { count } = channels;
  const amplitude = directions === 2 ? 1 : -model.mass / (2 * Math.PI);
  // Channels that were chosen one by one are those reached from (j, 0).
  const nearest = count === channels.levels * (2 * channels.sidebands + 1) ? 1 : 0;
  const T: ScatteringDocument['T'] = [];
  for (let from = 0; from < count; from++) {
    if (Math.abs(channels.quanta[from]!) > nearest) continue;
    for (let i = 0; i < directions; i++) {
      const column = i * count + from;
      let largest = 0;
      for (let row = 0; row < t.rows; row++)
        largest = Math.max(largest, t.re[row * t.cols + column]! ** 2 + t.im[row * t.cols + column]! ** 2);
      for (let to = 0; to < count; to++) {
        for (let o = 0; o < directions; o++) {
          const p = (o * count + to) * t.cols + column;
          const [re, im] = [amplitude * t.re[p]!, amplitude * t.im[p]!];
          const abs2 = re * re + im * im;
          if (abs2 < listedT * amplitude ** 2 * largest) continue;
          const flux = momentum[to]! * momentum[from]!;
          const both = open[to] === 1 && open[from] === 1;
          // |S − 1|²
          const probability = directions === 2 ? (model.mass ** 2 / flux) * abs2 : 4 * flux * abs2;
          T.push({ to, from, out: o === 0 ? 1 : -1, in: i === 0 ? 1 : -1, abs2, re, im, ...(both && { probability }) });
        }
      }
    }
  }
  return {
    energy: s.energy,
    incoming: entrances(s, model.mass).map((e) => ({
      ...e,
      level: channels.level[e.channel]!,
      quanta: channels.quanta[e.channel]!,
    })),
    channels: Array.from({ length: count }, (_, c) => ({
      level: channels.level[c]!,
      quanta: channels.quanta[c]!,
      energy: channels.energy[c]!,
      open: open[c] === 1,
    })),
    T,
    unitarity: unitarityDefect(sMatrix(s, model.mass).s),
  };
}

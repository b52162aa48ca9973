import { complex } from '../numeric/index.js';
import { limit } from '../text/index.js';
import type { EnergySolver } from './amplitudes.js';
import { type Channels, channelIndex, channelsOf } from './channels.js';
import { solveLine } from './line.js';
import { sectorsOf } from './sectors.js';
import type { FloquetSystem } from './system.js';
import { solveZeroRange } from './zero-range.js';

/** Largest number of equations, which takes about a second for each energy. */
const largestSystem = 3000;

/**
 * @param places  those of the channels to use, ascending; by default all with |n| ≤ sidebands
 * @diagnostic `too-many-channels`, `sidebands-out-of-range`
 */
export function energySolver(system: FloquetSystem, sidebands: number, places?: ArrayLike<number>): EnergySolver {
  const channels = channelsOf(system.modes, sidebands, places);
  const sectors = sectorsOf(system, channels);
  const size = Math.max(...sectors.map((s) => s.length)) * system.couplings.length;
  if (size > largestSystem) {
    limit(
      'too-many-channels',
      `${sidebands} sidebands make ${size} equations an energy; the limit is ${largestSystem}`,
      {
        hint: 'a weaker or faster drive needs fewer; --sidebands sets them by hand, and the laws then tell what is lost',
      },
    );
  }
  const solverOf = system.model.dimension === 1 ? solveLine : solveZeroRange;
  if (sectors.length === 1) return solverOf(system, channels);
  return bySectors(
    channels,
    sectors.map((sector) => ({
      sector,
      solver: solverOf(
        system,
        channelsOf(
          system.modes,
          sidebands,
          sector.map((c) => channels.place[c]!),
        ),
      ),
    })),
  );
}

/** A solver for channels in uncoupled sectors, which solves each sector separately. */
function bySectors(
  channels: Channels,
  parts: readonly { readonly sector: Int32Array; readonly solver: EnergySolver }[],
): EnergySolver {
  const { count } = channels;
  const home = new Int32Array(count);
  const inside = new Int32Array(count);
  for (const [k, { sector }] of parts.entries()) for (const [i, c] of sector.entries()) [home[c], inside[c]] = [k, i];
  const { directions } = parts[0]!.solver;
  const own = (kinetic: Float64Array, sector: Int32Array): Float64Array =>
    Float64Array.from(sector, (c) => kinetic[c]!);
  return {
    channels,
    directions,
    get binds() {
      return parts.some(({ solver }) => solver.binds);
    },
    jostPhase: (kinetic) => parts.reduce((sum, { sector, solver }) => sum + solver.jostPhase(own(kinetic, sector)), 0),
    solve(kinetic, incoming) {
      const columns = incoming.length;
      const t = complex(directions * count, directions * columns);
      let [phase, residual] = [0, 0];
      for (const [k, { sector, solver }] of parts.entries()) {
        const wanted: number[] = [];
        for (let s = 0; s < columns; s++) if (home[incoming[s]!] === k) wanted.push(s);
        const energies = own(kinetic, sector);
        if (wanted.length === 0) {
          if (solver.binds) phase += solver.jostPhase(energies);
          continue;
        }
        const part = solver.solve(
          energies,
          wanted.map((s) => channelIndex(solver.channels, inside[incoming[s]!]!)),
        );
        phase += part.phase;
        residual = Math.max(residual, part.residual);
        for (let out = 0; out < directions; out++) {
          for (const [i, c] of sector.entries()) {
            for (let into = 0; into < directions; into++) {
              for (const [w, s] of wanted.entries()) {
                const from = (out * sector.length + i) * part.t.cols + into * wanted.length + w;
                const to = (out * count + c) * t.cols + into * columns + s;
                t.re[to] = part.t.re[from]!;
                t.im[to] = part.t.im[from]!;
              }
            }
          }
        }
      }
      return { t, phase, residual };
    },
  };
}

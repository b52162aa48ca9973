import { limit } from '../text/index.js';
import { channelsOf } from './channels.js';
import { sectorsOf } from './sectors.js';
import type { FloquetSystem } from './system.js';

/** Receives the progress of a growing table. */
export type OnProgress = (what: string, fraction: number) => void;

/** Computing time allowed by default, in seconds. */
export const usualSeconds = 300;

/**
 * Estimated seconds for one energy: a complex system of this many equations on one core of the machine on which the
 * tables were measured.
 */
export function secondsOf(equations: number): number {
  return 1.2e-10 * equations ** 3 + 3e-8 * equations ** 2 + 2e-5;
}

/**
 * Estimated seconds for one energy, in the given channels or in all that a gas particle can reach, sector by sector.
 */
export function secondsAt(system: FloquetSystem, sidebands: number, places?: ArrayLike<number>): number {
  const channels = channelsOf(system.modes, sidebands, places);
  let seconds = 0;
  for (const sector of sectorsOf(system, channels))
    if (sector.some((c) => channels.quanta[c] === 0)) seconds += secondsOf(sector.length * system.couplings.length);
  return seconds;
}

/** Estimated number of energies of a table: about one panel for every threshold above the lowest level. */
export function plannedEnergies(channels: number, nodes: number | undefined): number {
  return (channels * (nodes ?? 20)) / 2;
}

/**
 * Refuses work before it begins. The estimate refers to a fixed machine, so that the answer is the same on every
 * machine.
 *
 * @param energies  number of planned scattering problems
 * @param seconds   estimated seconds for each of them
 * @param reserve   factor by which the proposed option exceeds the estimate, since more may be needed while sidebands
 *   or panels are not known
 * @diagnostic `too-much-work`, with the option that allows it
 */
export function checkWork(
  energies: number,
  seconds: number,
  allowed: number,
  { what, reserve }: { readonly what: string; readonly reserve: number },
): void {
  const needed = energies * seconds;
  if (needed <= allowed) return;
  limit(
    'too-much-work',
    `${what} would take about ${rounded(needed)} s: ${Math.round(energies)} energies of ${seconds.toPrecision(2)} s each; the limit is ${allowed} s`,
    {
      hint: `--seconds ${rounded(reserve * needed)} allows it; a weaker or faster drive needs fewer channels, as do fewer --sidebands or --nodes, and the laws then tell what is lost`,
    },
  );
}

/** Rounds up to two digits. */
function rounded(seconds: number): number {
  const unit = 10 ** (Math.floor(Math.log10(seconds)) - 1);
  return Number((Math.ceil(seconds / unit) * unit).toPrecision(2));
}

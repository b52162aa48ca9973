import { checkInterrupt } from '../text/index.js';
import {
  type ConvergedChannels,
  type SearchOptions,
  probingEnergies,
  reachedChannels,
  significantReach,
  roundingChange,
  convergedChange,
} from './probing.js';
import { type Probabilities, largestChange } from './probabilities.js';
import { SharedProbes } from './probing-task.js';
import { sparseChannels } from './sparse-channels.js';
import type { FloquetSystem } from './system.js';
import { secondsAt } from './work.js';

/** Probability, relative to the largest, below which an outermost sideband may be left out. */
const largestEdgeShare = 1e-13;

/** Number of channels above which they are chosen one by one, because not all in an interval of n take part. */
const denseChannels = 120;

/**
 * Channels with which all transition probabilities have converged, at probing energies below, between and above the
 * thresholds. The thermalization conditions (5) would not be a sufficient test, since they hold long before the rates
 * are right.
 *
 * Where an interval of sidebands has many channels, those that hardly take part are left out: two drives with harmonics
 * 13 and 10 reach the combinations 13a + 10b with small a and b, and hardly anything between them.
 *
 * @diagnostic `too-many-channels`, those of `allow`
 */
export function convergedSidebands(system: FloquetSystem, options: SearchOptions = {}): ConvergedChannels {
  const still = system.couplings.every((c) => c.reach === 0);
  if (still) return { sidebands: 0, places: reachedChannels(system, 0), sparse: false, change: 0 };
  const probes = new SharedProbes(system, options);
  try {
    return denseSearch(system, probes, options) ?? sparseChannels(system, probes, options);
  } finally {
    probes.end();
  }
}

/**
 * Takes all channels with |n| ≤ sidebands, and increases the number of sidebands until nothing changes.
 *
 * @returns  the number, and the largest relative change due to the last sidebands; undefined where there are too many
 *   channels
 */
function denseSearch(
  system: FloquetSystem,
  shared: SharedProbes,
  options: SearchOptions,
): ConvergedChannels | undefined {
  const { onProgress, allow } = options;
  const { levels } = system.modes;
  const probes = probingEnergies(system);
  let sidebands = Math.max(2, Math.ceil(0.6 * significantReach(system)));
  let least = Infinity;
  let waiting = 0;
  const reached = (n: number): Int32Array | undefined => {
    if (levels * n > denseChannels) return undefined;
    const places = reachedChannels(system, n);
    if (places.length > denseChannels) return undefined;
    allow?.(places.length, n, secondsAt(system, n, places));
    return places;
  };
  let places = reached(sidebands);
  if (!places) return undefined;
  const probed = (n: number): Probabilities[] => shared.at(probes, secondsAt(system, n), n);
  let before = probed(sidebands);
  for (;;) {
    checkInterrupt();
    const more = sidebands + (sidebands < 30 ? 1 : Math.round(sidebands / 8));
    const wider = reached(more);
    if (!wider) return undefined;
    onProgress?.(`${more} sidebands`, 0);
    const after = probed(more);
    let change = 0;
    let edge = 0;
    const shift = (more - sidebands) * levels ** 2;
    const rim = levels ** 2;
    for (const [k, now] of after.entries()) {
      change = Math.max(
        change,
        largestChange(now, before[k]!, (f) => f - shift),
      );
      const top = now.largest;
      for (const [f, p] of now.values.entries()) {
        if (top > 0 && (f < shift + rim || f >= now.values.length - shift - rim)) edge = Math.max(edge, p / top);
      }
    }
    waiting = change < least / 2 ? 0 : waiting + 1;
    least = Math.min(least, change);
    // The old number is kept, since the new one has shown that it is sufficient.
    if ((change < convergedChange || (waiting > 4 && change < roundingChange)) && edge < largestEdgeShare)
      return { sidebands, places, sparse: false, change };
    sidebands = more;
    places = wider;
    before = after;
  }
}

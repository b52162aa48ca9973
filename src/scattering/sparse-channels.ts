import { limit } from '../text/index.js';
import { type LevelWithQuanta, channelAt, channelsOf } from './channels.js';
import { type Probabilities, largestChange } from './probabilities.js';
import {
  type ConvergedChannels,
  type SearchOptions,
  probingEnergies,
  roundingChange,
  convergedChange,
} from './probing.js';
import { SharedProbes } from './probing-task.js';
import { sectorsOf } from './sectors.js';
import type { FloquetSystem } from './system.js';
import { secondsOf } from './work.js';

/**
 * Square of a coupling, relative to the largest, above which the channels it reaches are included from the beginning.
 */
const leastFirstShare = 1e-4;
/**
 * Expected weight above which channels are added: its first value, its divisor from step to step, and its last value.
 */
const firstWeight = 1e-14;
const weightStep = 100;
const leastWeight = 1e-26;
/** Weight above which a channel certainly takes part in the table. */
const certainWeight = 1e-8;
/**
 * Weight below which channels are left out, and the divisor by which it is lowered until leaving them out changes
 * nothing.
 */
const negligibleWeight = 1e-13;
const weightDivisor = 10;
/** Largest change of a transition probability from leaving out weak channels, measured as for `convergedChange`. */
const largestPruningChange = 1e-8;
/** Largest number of rounds of additions at one expected weight. */
const mostRounds = 40;

/** A transition that the couplings make: from any (j, n) to (j', n + quanta). */
interface Link {
  readonly from: number;
  readonly to: number;
  readonly quanta: number;
  /** |W|² of the strongest scatterer, relative to the largest */
  readonly share: number;
}

declare const kind: unique symbol;

/**
 * n N + j: a channel (j, n) by a number that does not depend on how many there are. Its place is larger by N sidebands,
 * and its `ChannelIndex` counts only the channels that take part.
 */
type ChannelNumber = number & { readonly [kind]: 'channel number' };

type Numbers = ReadonlySet<ChannelNumber>;

/**
 * The channels that take part, chosen one by one instead of taking all with |n| ≤ sidebands.
 *
 * Starting from the channels (j, 0), channels are added whose expected weight is large enough: the weight of a known
 * channel, which the scattering problem gives at probing energies, times the share of the coupling from it. The
 * required weight is lowered until more channels change no transition probability. In the end the channels that turn
 * out not to take part are left out, as long as this changes no probability either.
 */
export function sparseChannels(system: FloquetSystem, probes: SharedProbes, options: SearchOptions): ConvergedChannels {
  const search = new ChannelSearch(system, probes, options);
  search.grow(firstWeight);
  let [least, waiting] = [Infinity, 0];
  for (let weight = firstWeight / weightStep; ; weight /= weightStep) {
    if (weight < leastWeight) {
      limit('too-many-channels', 'the transition probabilities have not converged with the channels that couple', {
        hint: '--sidebands sets them by hand, and the laws then tell what is lost',
      });
    }
    const before = search.state;
    search.grow(weight);
    const change = changeBetween(search.state, before);
    waiting = change < least / 2 ? 0 : waiting + 1;
    least = Math.min(least, change);
    if (change < convergedChange || (waiting > 2 && change < roundingChange)) return search.pruned(before, change);
  }
}

/** Probabilities in a set of channels at every probing energy. */
interface SearchState {
  readonly numbers: Numbers;
  readonly at: readonly Probabilities[];
  /** the largest weight of each channel at any of the energies, by number */
  readonly weights: ReadonlyMap<ChannelNumber, number>;
}

class ChannelSearch {
  state: SearchState;
  private readonly levels: number;
  private readonly links: readonly (readonly Link[])[];
  constructor(
    private readonly system: FloquetSystem,
    private readonly probes: SharedProbes,
    private readonly options: SearchOptions,
  ) {
    this.levels = system.modes.levels;
    this.links = linksOf(system);
    const first = new Set<ChannelNumber>();
    for (const [from, links] of this.links.entries()) {
      first.add(this.number({ level: from, quanta: 0 }));
      for (const { to, quanta, share } of links)
        if (share > leastFirstShare) first.add(this.number({ level: to, quanta }));
    }
    this.options.allow?.(first.size, this.sidebandsOf(first), secondsOf(first.size * system.couplings.length));
    this.state = this.solve(first);
  }

  /** Adds channels until all those with an expected weight above the given one are included. */
  grow(weight: number): void {
    for (let round = 0; round < mostRounds; round++) {
      const { numbers, weights } = this.state;
      const more = new Set(numbers);
      for (const c of numbers) {
        const own = Math.min(1, weights.get(c)!);
        const { level, quanta: n } = this.channel(c);
        for (const { to, quanta, share } of this.links[level]!) {
          if (own * share < weight) break;
          more.add(this.number({ level: to, quanta: n + quanta }));
        }
      }
      if (more.size === numbers.size) return;
      // The work of a table is estimated from the number of channels alone. Those of little weight may be left out
      // again; the others stay.
      let heavy = 0;
      for (const w of weights.values()) if (w > certainWeight) heavy += 1;
      this.options.allow?.(heavy, this.sidebandsOf(numbers), secondsOf(heavy * this.system.couplings.length));
      this.options.onProgress?.(`${more.size} channels`, 0);
      this.state = this.solve(more);
    }
  }

  /** The channels of a state that are needed to keep its probabilities. */
  pruned(state: SearchState, change: number): ConvergedChannels {
    let found = state;
    for (let weight = negligibleWeight; weight > leastWeight; weight /= weightDivisor) {
      const kept = new Set<ChannelNumber>();
      for (const c of state.numbers) if (this.channel(c).quanta === 0 || state.weights.get(c)! > weight) kept.add(c);
      const fewer = this.solve(kept);
      if (changeBetween(state, fewer) > largestPruningChange) continue;
      found = fewer;
      break;
    }
    const sidebands = this.sidebandsOf(found.numbers);
    const places = this.reached(this.placesOf(found.numbers, sidebands), sidebands);
    return { sidebands, places, sparse: true, change };
  }

  private solve(numbers: Numbers): SearchState {
    const { modes } = this.system;
    const sidebands = this.sidebandsOf(numbers);
    const places = this.placesOf(numbers, sidebands);
    const channels = channelsOf(modes, sidebands, places);
    // An energy at which all of them are open.
    const energies = [...probingEnergies(this.system), Math.max(...channels.energy) + 0.31 * modes.frequency];
    const seconds = secondsOf(channels.count * this.system.couplings.length);
    const at = this.probes.at(energies, seconds, sidebands, places);
    const weights = new Map<ChannelNumber, number>();
    for (let c = 0; c < channels.count; c++)
      weights.set(
        this.number({ level: channels.level[c]!, quanta: channels.quanta[c]! }),
        at.reduce((w, p) => Math.max(w, p.weights[c]!), 0),
      );
    return { numbers, at, weights };
  }

  private number({ level, quanta }: LevelWithQuanta): ChannelNumber {
    return (quanta * this.levels + level) as ChannelNumber;
  }

  private channel(number: ChannelNumber): LevelWithQuanta {
    const quanta = Math.floor(number / this.levels);
    return { level: number - quanta * this.levels, quanta };
  }

  private sidebandsOf(numbers: Numbers): number {
    let most = 0;
    for (const c of numbers) most = Math.max(most, Math.abs(this.channel(c).quanta));
    return most;
  }

  private placesOf(numbers: Numbers, sidebands: number): Int32Array {
    return Int32Array.from(numbers, (c) => c + sidebands * this.levels).sort();
  }

  private reached(places: Int32Array, sidebands: number): Int32Array {
    const channels = channelsOf(this.system.modes, sidebands, places);
    const kept = new Uint8Array(channels.count);
    for (const sector of sectorsOf(this.system, channels))
      if (sector.some((c) => channels.quanta[c] === 0)) for (const c of sector) kept[c] = 1;
    return places.filter((_, c) => kept[c] === 1);
  }
}

/** The transitions that couplings make from each level, the strongest first. */
function linksOf({ couplings, modes: { levels } }: FloquetSystem): Link[][] {
  const shares = new Map<string, Link>();
  let largest = 0;
  for (const { elements, reach } of couplings) {
    for (const [p, x] of elements.re.entries()) {
      const size = x ** 2 + elements.im[p]! ** 2;
      if (size === 0) continue;
      largest = Math.max(largest, size);
      const from = p % levels;
      const to = Math.floor(p / levels) % levels;
      const quanta = Math.floor(p / levels ** 2) - reach;
      const key = `${from} ${to} ${quanta}`;
      if (size > (shares.get(key)?.share ?? 0)) shares.set(key, { from, to, quanta, share: size });
    }
  }
  const out: Link[][] = Array.from({ length: levels }, () => []);
  for (const link of shares.values()) out[link.from]!.push({ ...link, share: link.share / largest });
  for (const links of out) links.sort((a, b) => b.share - a.share);
  return out;
}

/** Largest change of a probability from one state to another, at any of the energies that both have. */
function changeBetween(now: SearchState, old: SearchState): number {
  let change = 0;
  for (const [k, here] of now.at.entries()) {
    // The last energy is left out, since it depends on the channels.
    const there = old.at[k]!;
    if (k === now.at.length - 1) break;
    const { channels } = here;
    const { levels } = channels;
    change = Math.max(
      change,
      largestChange(here, there, (f) => {
        const c = Math.floor(f / levels);
        const was = channelAt(there.channels, { level: channels.level[c]!, quanta: channels.quanta[c]! });
        return was === undefined ? -1 : was * levels + (f % levels);
      }),
    );
  }
  return change;
}

/** A place on an energy axis where the phase of the Jost determinant is known, up to multiples of 2π or exactly. */
export interface PhaseSample {
  /** ascending */
  readonly x: number;
  /** the phase up to multiples of 2π; NaN where only `exact` is available */
  readonly folded: number;
  /** the exact phase, computed at the first call */
  readonly exact: () => number;
}

/** A gap between samples in which the phase changes by more than its trend. */
export interface PhaseStep {
  /** between samples gap and gap + 1 */
  readonly gap: number;
  /** change beyond the trend: −π for each narrow resonance */
  readonly excess: number;
}

/** Largest step that is taken from folded phases; for larger steps the nearest branch could be wrong. */
const trusted = 2;
/** Excess over the trend above which a gap counts as a step, about half of the jump at a resonance. */
const half = 1;

/**
 * The phase at every sample without multiples of 2π. Folded phases are continued from sample to sample; where a step is
 * large, or the continued phase does not agree at the end, the exact phase is computed, so that no resonance is lost,
 * and no pair of them.
 */
export function continuedPhase(samples: readonly PhaseSample[]): Float64Array {
  const phase = new Float64Array(samples.length);
  const last = samples.length - 1;
  phase[0] = samples[0]!.exact();
  if (last === 0) return phase;
  phase[last] = samples[last]!.exact();
  const pending: (readonly [number, number])[] = [[0, last]];
  for (let range = pending.pop(); range; range = pending.pop()) {
    const [from, to] = range;
    let sound = true;
    for (let i = from + 1; i < to; i++) {
      const step = samples[i]!.folded - phase[i - 1]!;
      const least = step - 2 * Math.PI * Math.round(step / (2 * Math.PI));
      sound &&= Math.abs(least) < trusted;
      phase[i] = phase[i - 1]! + least;
    }
    sound &&= Math.abs(phase[to]! - phase[to - 1]!) < trusted;
    if (sound || to - from < 2) continue;
    const middle = (from + to) >> 1;
    phase[middle] = samples[middle]!.exact();
    pending.push([from, middle], [middle, to]);
  }
  return phase;
}

/** The gaps in which the phase departs most from the trend of the neighbouring gaps. */
export function phaseSteps(samples: readonly PhaseSample[]): PhaseStep[] {
  const phase = continuedPhase(samples);
  const gaps = samples.length - 1;
  // Samples that coincide up to rounding have no trend between them.
  const slope = (g: number): number =>
    samples[g + 1]!.x > samples[g]!.x ? (phase[g + 1]! - phase[g]!) / (samples[g + 1]!.x - samples[g]!.x) : 0;
  const excess = Float64Array.from({ length: Math.max(0, gaps) }, (_, g) => {
    const beside = [g - 1, g + 1].filter((k) => k >= 0 && k < gaps).map(slope);
    const trend = beside.length === 0 ? 0 : beside.reduce((a, b) => a + b, 0) / beside.length;
    return phase[g + 1]! - phase[g]! - trend * (samples[g + 1]!.x - samples[g]!.x);
  });
  const out: PhaseStep[] = [];
  for (const [gap, e] of excess.entries()) {
    // The gaps next to a step take their trend from it.
    const size = Math.abs(e);
    if (size > half && size >= Math.abs(excess[gap - 1] ?? 0) && size > Math.abs(excess[gap + 1] ?? 0))
      out.push({ gap, excess: e });
  }
  return out;
}

/** A place on an energy axis where the phase of the Jost determinant is known, up to multiples of 2π or exactly. */
export interface PhaseSample {
  /** ascending */
  readonly x: number;
  /** up to multiples of 2π; NaN where it is only known exactly */
  readonly folded: number;
  /** the phase itself: solves for it when it is called first */
  readonly exact: () => number;
}

/** A gap between samples in which the phase changes by more than its trend. */
export interface PhaseStep {
  /** between samples gap and gap + 1 */
  readonly gap: number;
  /** what is beyond the trend: −π for each narrow resonance */
  readonly excess: number;
}

/** Steps that are larger than this are not taken from a folded phase: nearest branches could be wrong. */
const trusted = 2;
/** Excess over the trend that is taken for half a resonance. */
const half = 1;

/**
 * The phase at every sample without multiples of 2π. Folded phases are continued from sample to sample; where a step is
 * large, or the end is not met, the phase itself is asked for, so that no resonance is lost, nor any pair of them.
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

/** The gaps in which the phase leaves the trend of its neighbours, where it does so most. */
export function phaseSteps(samples: readonly PhaseSample[]): PhaseStep[] {
  const phase = continuedPhase(samples);
  const gaps = samples.length - 1;
  // Samples that rounding has put at one place have no trend between them.
  const slope = (g: number): number =>
    samples[g + 1]!.x > samples[g]!.x ? (phase[g + 1]! - phase[g]!) / (samples[g + 1]!.x - samples[g]!.x) : 0;
  const excess = Float64Array.from({ length: Math.max(0, gaps) }, (_, g) => {
    const beside = [g - 1, g + 1].filter((k) => k >= 0 && k < gaps).map(slope);
    const trend = beside.length === 0 ? 0 : beside.reduce((a, b) => a + b, 0) / beside.length;
    return phase[g + 1]! - phase[g]! - trend * (samples[g + 1]!.x - samples[g]!.x);
  });
  const out: PhaseStep[] = [];
  for (const [gap, e] of excess.entries()) {
    // The gaps beside a step have their trend from it.
    const size = Math.abs(e);
    if (size > half && size >= Math.abs(excess[gap - 1] ?? 0) && size > Math.abs(excess[gap + 1] ?? 0))
      out.push({ gap, excess: e });
  }
  return out;
}

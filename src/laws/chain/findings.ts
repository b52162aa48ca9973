import type { Finding } from '../../law/index.js';

/** A deviation against its tolerance. */
export function within(deviation: number, relative: number, what: string): Finding {
  if (deviation <= relative) return { holds: true, deviation };
  return {
    holds: false,
    residual: {
      text: `${what}: ${Number.isNaN(deviation) ? 'no number' : deviation.toExponential(2)}, where ${relative.toExponential(0)} is allowed`,
    },
  };
}

/** The first finding that fails, or the largest deviation of all. */
export function all(...findings: readonly Finding[]): Finding {
  let deviation = 0;
  for (const found of findings) {
    if (!found.holds) return found;
    deviation = Math.max(deviation, found.deviation ?? 0);
  }
  return { holds: true, deviation };
}

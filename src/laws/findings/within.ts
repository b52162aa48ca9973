import type { Finding } from '../../law/index.js';

/** The finding that compares a deviation with its tolerance. */
export function within(deviation: number, relative: number, what: string): Finding {
  if (deviation <= relative) return { holds: true, deviation };
  return {
    holds: false,
    residual: {
      text: `${what}: ${Number.isNaN(deviation) ? 'no number' : deviation.toExponential(2)}, where ${relative.toExponential(0)} is allowed`,
    },
  };
}

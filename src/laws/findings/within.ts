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

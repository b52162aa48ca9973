import type { Finding } from '../../law/index.js';

/** The first finding that fails, or the largest deviation of all. */
export function all(...findings: readonly Finding[]): Finding {
  let deviation = 0;
  for (const found of findings) {
    if (!found.holds) return found;
    deviation = Math.max(deviation, found.deviation ?? 0);
  }
  return { holds: true, deviation };
}

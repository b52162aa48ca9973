import type { SteadyQuestion } from './steady-question.js';

/** The beginning of every answer about a steady state. */
export interface SteadyHead {
  readonly sites: number;
  readonly ensemble: string;
  readonly populationsOnly?: true;
  readonly approximation?: string;
}

export function steadyHead({ sites, ensemble, populations }: SteadyQuestion): SteadyHead {
  if (ensemble !== 'exact') return { sites, ensemble: `gge:${ensemble.map((p) => p.text).join(',')}` };
  if (!populations) return { sites, ensemble: 'exact' };
  return {
    sites,
    ensemble: 'exact, populations only',
    populationsOnly: true,
    approximation: 'coherences between degenerate states are left out',
  };
}

import type { SteadyQuestion } from './steady-question.js';

/** The beginning of every answer about a steady state. */
export interface SteadyHead {
  readonly sites: number;
  readonly ensemble: string;
  readonly populationsOnly?: true;
  readonly approximation?: string;
}

export function steadyHead({ sites, ensemble, populations }: SteadyQuestion): SteadyHead {
  const labelled = populations && {
    populationsOnly: true as const,
    approximation: 'coherences between degenerate states are left out',
  };
  if (ensemble !== 'exact') return { sites, ensemble: ensemble.text, ...labelled };
  if (!populations) return { sites, ensemble: 'exact' };
  return { sites, ensemble: 'exact, populations only', ...labelled };
}

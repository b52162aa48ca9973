import type { LawReport } from '../law/index.js';
import type { Perturbation } from '../perturbation/index.js';
import { lawLines } from './laws.js';
import { severalStatesBecause } from './verdicts.js';

/**
 * The verdicts on the laws of the rates of a perturbation: one line, and below it the laws whose verdict is not the
 * expected one, with their counterexamples.
 */
export function ratesLines(reports: readonly LawReport[], p: Perturbation, seed: number): string[] {
  const nameOf = ({ law }: LawReport): string => law.id.replace(/^perturb\./u, '').replaceAll('-', ' ');
  const decided = reports.filter(({ verdict }) => verdict.kind !== 'undecided');
  const holding = decided.filter(({ green, verdict }) => green && verdict.kind === 'holds');
  const cases = [...new Set(holding.map((r) => r.cases))].sort((x, y) => x - y);
  const each = cases.length === 0 ? '' : `, ${cases.join(' to ')} case${cases.at(-1) === 1 ? '' : 's'} each`;
  const parts = [
    `${holding.length} law${holding.length === 1 ? ' holds' : 's hold'}${each}`,
    ...decided
      .filter(({ green, verdict }) => green && verdict.kind === 'fails')
      .map(() => `not unique: ${severalStatesBecause(p) ?? 'a symmetry is kept, one state per sector'}`),
    ...reports.flatMap((r) => (r.verdict.kind === 'undecided' ? [`${nameOf(r)}: ${r.verdict.because.message}`] : [])),
    ...decided
      .filter(({ green }) => !green)
      .map((r) => `${nameOf(r)} ${r.verdict.kind === 'holds' ? 'HOLDS' : 'FAILS'}`),
  ];
  const unexpected = decided.filter(({ green }) => !green);
  return [`rates (seed ${seed}): ${parts.join('; ')}`, ...unexpected.flatMap(lawLines)];
}

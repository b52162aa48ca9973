import { type DrivenChain } from '../chain/index.js';
import { Liouvillian, traceDistance } from '../lindblad/index.js';
import type { ComplexMatrix } from '../numeric/index.js';
import { limit } from '../text/index.js';
import { type Observable, numberText, progressBar, values } from '../report/index.js';
import type { ExitCode, Output } from './output.js';

/** Floquet components that are cut off may be so large, beside the first. */
const truncated = 1e-8;
/** What rounding may leave of an eigenvalue below zero. */
const negative = -1e-10;

/**
 * The steady state of the whole Liouvillian at finite strengths beside its limit: how far ε → 0 is away.   chain (11),
 * (19)
 */
export function writeFinite(
  chain: DrivenChain,
  observables: readonly Observable[],
  strengths: readonly number[],
  output: Output,
): ExitCode {
  const bar = progressBar();
  const first = new Liouvillian(chain, { strength: strengths[0]! });
  // Eigenstates do not depend on the strength: one set of matrices, and of ρ(0), serves all.
  const matrices = new Map(observables.map(({ operator }) => [operator, first.matrix(operator)]));
  const mean = (rho: ComplexMatrix): Record<string, number> =>
    values(observables, (operator) => Liouvillian.expectation(matrices.get(operator)!, rho).re);
  const ending = first.limit();
  const end = ending.components[0]!;
  const rows = strengths.map((strength, k) => {
    const engine = k === 0 ? first : new Liouvillian(chain, { strength });
    const state = engine.steadyState((done, total) => {
      const text = bar(`strength ${strength}`, done / total);
      if (text !== undefined) output.progress(text);
    });
    const rho = state.components[0]!;
    const distance = traceDistance(rho, end);
    const seen = mean(rho);
    const { smallest, residual, truncation } = state;
    if (![distance, smallest, residual, ...Object.values(seen)].every(Number.isFinite))
      limit('not-resolved', `double precision does not resolve the steady state at strength ${strength}`);
    // Distances are between states: what has negative probabilities may be further away than any state is.
    return {
      strength,
      distance: distance <= 1 + 1e-9 ? Math.min(1, distance) : null,
      smallest,
      observables: seen,
      residual,
      truncation,
    };
  });
  const ends = mean(end);
  const worst = Math.max(...rows.map((r) => r.truncation));
  if (worst > truncated)
    output.note(
      `Floquet components beyond ±${first.components} are cut off; the last is ${worst.toExponential(0)} of the first`,
    );
  const unphysical = rows.filter((r) => r.smallest < negative);
  for (const { strength, smallest } of unphysical) {
    output.note(
      `at strength ${strength} ρ has the eigenvalue ${smallest.toPrecision(3)}: to second order phonons are not of Lindblad form, and this strength is beyond what they describe`,
    );
  }
  if (output.json) {
    output.document({
      sites: chain.sites,
      ensemble: 'finite',
      components: first.components,
      limit: { observables: ends, smallest: ending.smallest },
      finite: rows,
    });
    return 0;
  }
  output.line(
    `the whole Liouvillian on a ring of ${chain.sites}, everything of second order times s: averages over a period, per site`,
  );
  const cells = (list: readonly string[]): string => list.map((c) => c.padStart(19)).join('');
  output.line(cells(['s', 'distance', 'min eigenvalue', ...observables.map((o) => o.name)]));
  for (const { strength, distance, smallest, observables: seen } of rows) {
    output.line(
      cells([
        String(strength),
        distance === null ? 'none' : distance.toExponential(3),
        smallest.toExponential(3),
        ...Object.values(seen).map(numberText),
      ]),
    );
  }
  output.line(cells(['0', '', ending.smallest.toExponential(3), ...Object.values(ends).map(numberText)]));
  output.line('distance: ½ Tr |ρ(s) − ρ(0)|, which falls as s');
  return 0;
}

import { type ModularCharge, type ModularOptions, modularCharges, nothingText } from '../charges/index.js';
import {
  allValuesText,
  conditionOf,
  evidenceDocument,
  evidenceText,
  refutationDocument,
  refutationText,
} from '../report/index.js';
import { type Given, noteSplit } from './hamiltonian.js';
import type { ClaimResult } from '../proof/index.js';
import { type ExitCode, type Output, worse } from './output.js';

/** `charges --modular` and `--probabilistic`: the same table without norms, which take exact coefficients. */
export function chargesModulo(
  given: Given,
  options: ModularOptions & { readonly upto: number },
  output: Output,
): ExitCode {
  const condition = conditionOf([given.hamiltonian], given.assumptions);
  const start = performance.now();
  const { split, charges, evidence } = modularCharges(given.hamiltonian, {
    ...options,
    onProgress: (done, all) => output.progress(`${done} of ${all} evaluations`),
  });
  const seconds = (performance.now() - start) / 1000;
  noteSplit(split, output);
  const failing = charges.find((c) => c.refutation);
  if (output.json) {
    output.document({
      hamiltonian: given.text,
      parameters: [...condition.parameters.keys()],
      assumptions: condition.assumptions,
      mode: options.mode,
      charges: charges.map(({ index, words, range, commutes, refutation }) => ({
        index,
        range,
        terms: words,
        verdict: verdictOf(commutes),
        ...(commutes !== undefined && { commutes }),
        ...(words === 0 && { nothing: true }),
        ...(refutation && { refutation: refutationDocument(refutation) }),
      })),
      ...(evidence && { evidence: evidenceDocument(evidence) }),
      seconds,
    });
  } else {
    output.line('charge   range   terms  commutes');
    for (const charge of charges) output.line(row(charge));
    const nothing = charges.find((c) => c.words === 0);
    if (nothing) output.line(nothingText(nothing.index, { of: [] }));
    if (condition.assumptions.length > 0) output.line(`for ${allValuesText(condition)}`);
    if (evidence) output.line(evidenceText(evidence));
    if (failing) output.line(refutationText(`[H, C_${failing.index}]`, failing.refutation!));
  }
  if (options.mode === 'probabilistic' && !failing) {
    output.note(
      'probabilistic: nothing is refuted at one random point modulo one random prime, and nothing is proved; --modular proves',
    );
    return worse(given.failed, 3);
  }
  return failing ? 1 : given.failed;
}

/** As of a claim: what has not been refuted at one point is probable, and not proved. */
function verdictOf(commutes: boolean | undefined): ClaimResult['verdict'] {
  return commutes === undefined ? 'probable' : commutes ? 'proved' : 'fails';
}

function row({ index, range, words, commutes }: ModularCharge): string {
  const verdict = words === 0 ? 'nothing' : commutes === undefined ? 'not refuted' : commutes ? 'proved' : 'NO';
  return `${`C_${index}`.padEnd(6)}${String(range).padStart(7)}${String(words).padStart(8)}  ${verdict}`;
}

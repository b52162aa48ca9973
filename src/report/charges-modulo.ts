import { worse } from '../text/index.js';
import { type ModularCharge, type ModularOptions, modularCharges, nothingText } from '../charges/index.js';
import type { ClaimResult } from '../proof/index.js';
import { evidenceDocument, refutationDocument } from './claim.js';
import { allValuesText, conditionOf } from './conditions.js';
import { evidenceText, refutationText } from './evidence.js';
import { type GivenHamiltonian, splitNotes } from './hamiltonian.js';
import type { Listener, CommandReport } from './report.js';

/**
 * The table of charges by residues at points and primes, for `charges --modular` and `charges --probabilistic`. It has
 * no norms, which would need exact coefficients.
 */
export function modularChargesReport(
  given: GivenHamiltonian,
  options: ModularOptions & { readonly upto: number },
  listener: Listener,
): CommandReport {
  const start = performance.now();
  const condition = conditionOf([given.hamiltonian], given.assumptions);
  const { split, charges, evidence } = modularCharges(given.hamiltonian, {
    ...options,
    onProgress: (done, all) => listener.progress(`${done} of ${all} evaluations`, done / all),
  });
  const seconds = (performance.now() - start) / 1000;
  for (const note of splitNotes(split, given.notation)) listener.note(note);
  const failing = charges.find((c) => c.refutation);
  const nothing = charges.find((c) => c.words === 0);
  const lines = [
    'charge   range   terms  commutes',
    ...charges.map(rowOf),
    ...(nothing ? [nothingText(nothing.index, { of: [] })] : []),
    ...(condition.assumptions.length > 0 ? [`for ${allValuesText(condition)}`] : []),
    ...(evidence ? [evidenceText(evidence)] : []),
    ...(failing ? [refutationText(`[H, C_${failing.index}]`, failing.refutation!)] : []),
  ];
  for (const line of lines) listener.line(line);
  const document = {
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
  };
  if (failing) return { document, code: 1 };
  if (options.mode !== 'probabilistic') return { document, code: given.code };
  listener.note(
    'probabilistic: nothing is refuted at one random point modulo one random prime, ' +
      'and nothing is proved; --modular proves',
  );
  return { document, code: worse(given.code, 3) };
}

/** The verdict in the words for claims: a commutator that is not refuted at one point is probable, and not proved. */
function verdictOf(commutes: boolean | undefined): ClaimResult['verdict'] {
  return commutes === undefined ? 'probable' : commutes ? 'proved' : 'fails';
}

function rowOf({ index, range, words, commutes }: ModularCharge): string {
  const verdict = words === 0 ? 'nothing' : commutes === undefined ? 'not refuted' : commutes ? 'computed' : 'NO';
  return `${`C_${index}`.padEnd(6)}${String(range).padStart(7)}${String(words).padStart(8)}  ${verdict}`;
}

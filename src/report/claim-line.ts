import { evidenceText, refutationText } from './evidence.js';
import { placeOf, visibleOnOneLine } from '../text/index.js';
import { nameText } from '../language/index.js';
import { type ClaimDocument, citationText } from './claim.js';
import { conditionText } from './conditions.js';
import type { ClaimResult } from '../proof/index.js';

/** The words for verdicts at the beginning of a line. */
const words: Readonly<Record<ClaimDocument['verdict'], string>> = {
  proved: 'proved  ',
  refuted: 'refuted ',
  fails: 'FAILS   ',
  probable: 'probable',
  computed: 'computed',
};

/** Longest residual that is shown in full, in characters. */
const maxResidual = 400;

/**
 * One line for a claim; its assumptions, and its residual with a point, are on the next lines.
 *
 * @param reported  the verdict that is printed, by default that of the claim; what residues show is printed as computed, since
 *   certificates are of exact proofs
 */
export function claimLine(claim: ClaimResult, reported: ClaimDocument['verdict'] = claim.verdict): string {
  const condition = conditionText(claim);
  const line = lineOf(claim, words[reported === 'proved' && claim.evidence ? 'computed' : reported]);
  return condition === '' ? line : `${line}\n         for ${condition}`;
}

function lineOf(claim: ClaimResult, verdict: string): string {
  const { line } = placeOf(claim.span);
  const name = claim.name ?? claim.verb;
  const cites = claim.cites ? `  ${visibleOnOneLine(citationText(claim.cites))}` : '';
  const terms = `${claim.cancelled} ${claim.cancelled === 1 ? 'term' : 'terms'} cancelled`;
  const head = `${verdict} ${name.padEnd(44)}${cites.padEnd(14)} ${terms}, ${(1000 * claim.seconds).toFixed(1)} ms  ${visibleOnOneLine(claim.span.source.name)}:${line}`;
  if (claim.evidence) return `${head}\n         ${evidenceText(claim.evidence)}`;
  if (claim.verdict === 'probable')
    return `${head}\n         not refuted at one random point modulo one random prime, which proves nothing; --modular proves`;
  if (claim.refutation) return `${head}\n         ${refutationText('the commutator', claim.refutation)}`;
  if (!claim.holds && claim.isTrue) return `${head}\n         the two sides are equal, so there is nothing to refute`;
  const showsResidual = !claim.holds || claim.verb === 'refute';
  if (!showsResidual || claim.residualText === undefined) {
    return !claim.holds && claim.residualText === undefined ? `${head}\n         the claim is false` : head;
  }
  return `${head}\n         residual ${residualText(claim)}${pointText(claim)}`;
}

function residualText(claim: ClaimResult): string {
  const text = claim.residualText!;
  if (text.length <= maxResidual) return text;
  return `${[...text].slice(0, maxResidual).join('')}… (${claim.residual?.terms.length ?? 0} Pauli strings; --json lists them)`;
}

function pointText(claim: ClaimResult): string {
  if (!claim.point || claim.point.size === 0) return '';
  return `\n         does not vanish at ${[...claim.point].map(([name, value]) => `${nameText(name)} = ${value}`).join(', ')}`;
}

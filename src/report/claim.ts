import type { ModularEvidence, Refutation } from '../charges/index.js';
import type { ClaimMode, ClaimResult, ClaimVerdict } from '../proof/index.js';
import { placeOf } from '../text/index.js';
import { type TermDocument, termDocuments } from './terms.js';
import { componentDocuments } from './value.js';

/** A claim in the documents of `prove --json` and `run --json`. */
export interface ClaimDocument {
  name: string;
  file: string;
  line: number;
  kind: 'prove' | 'refute';
  holds: boolean;
  /** `computed` for a claim that holds, where certificates are asked for and it has none */
  verdict: ClaimVerdict | 'computed';
  mode: ClaimMode;
  cancelled: number;
  seconds: number;
  /** assumptions about the parameters: `J > 0`, `Delta != 0` */
  assumptions: string[];
  /** the parameters of the two sides, before anything cancels */
  parameters: string[];
  cites?: string;
  residual?: TermDocument[];
  /**
   * components of the residual of a claim about vectors, for which `residual` is the first component that does not
   * vanish
   */
  components?: Record<'x' | 'y' | 'z', TermDocument[]>;
  point?: Record<string, string>;
  /** evidence of a modular proof */
  evidence?: EvidenceDocument;
  /** a refutation by residues, where they show that the two sides differ */
  refutation?: RefutationDocument;
  /** the file to which its certificate was written */
  certificate?: string;
}

export function claimDocument(claim: ClaimResult): ClaimDocument {
  return {
    name: claim.name ?? '',
    file: claim.span.source.name,
    line: placeOf(claim.span).line,
    kind: claim.verb,
    holds: claim.holds,
    verdict: claim.verdict,
    mode: claim.mode,
    cancelled: claim.cancelled,
    seconds: claim.seconds,
    assumptions: [...claim.assumptions],
    parameters: [...claim.parameters.keys()],
    ...(claim.cites && { cites: citationText(claim.cites) }),
    ...(claim.residual && { residual: termDocuments(claim.residual, claim.notation) }),
    ...(claim.residualVector && { components: componentDocuments(claim.residualVector, claim.notation) }),
    ...(claim.point && { point: Object.fromEntries(claim.point) }),
    ...(claim.evidence && { evidence: evidenceDocument(claim.evidence) }),
    ...(claim.refutation && { refutation: refutationDocument(claim.refutation) }),
  };
}

/** The evidence of a modular proof; `docs/background/charges.md` explains why it suffices. */
export interface EvidenceDocument {
  degrees: Record<string, number>;
  height: string;
  points: number;
  primes: readonly number[];
}

export function evidenceDocument({ degrees, height, points, primes }: ModularEvidence): EvidenceDocument {
  return { degrees: Object.fromEntries(degrees), height: String(height), points, primes };
}

/** A word whose coefficient is not 0 modulo a prime. */
export interface RefutationDocument {
  string: string;
  prime: number;
  point: Record<string, number>;
}

export function refutationDocument({ word, prime, point }: Refutation): RefutationDocument {
  return { string: word, prime, point: Object.fromEntries(point) };
}

/** `chain (16)` */
export function citationText(cites: NonNullable<ClaimResult['cites']>): string {
  return cites.kind === 'equation' ? `${cites.paper} (${cites.number})` : cites.text;
}

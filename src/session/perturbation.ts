import { coefficientText } from '../exact/index.js';
import { nameText, writeText } from '../language/index.js';
import { expressCoefficient, expressOperator } from '../meaning/index.js';
import type { Correction, PerturbedCharge, Perturbation, Reversal, Selection } from '../perturbation/index.js';
import { type Operator, equalOperators, isZeroOperator } from '../spin/index.js';
import { type TermDocument, termDocuments } from './terms.js';

/** What a perturbation does, as `perturb --json` gives it; the checks of its rates come beside. */
export interface PerturbationDocument {
  perturbation: string;
  /** Lindblad operators, on every site */
  jumps?: string[];
  hamiltonian: string;
  symmetries: { kept: string[]; broken: string[] };
  charges: ChargeDocument[];
  /** the charge at which the boost recursion ends */
  endsAt?: number;
  firstOrderVanishes: boolean;
  firstOrderBecause: string;
  currents: (SelectionDocument & { name: string; text: string })[];
  /** false where V alone leaves the chain in equilibrium or heats it without end */
  pumps: boolean;
  pumpsBecause: string;
  reversals: { symmetry: string; hamiltonian: string; perturbation: string; flipped: string[]; unchanged: string[] }[];
}

interface SelectionDocument {
  allowed: boolean;
  forbiddenBy: string | null;
  /** `leading` where the symmetry is one of the rates of order ε² only */
  order?: 'all' | 'leading';
  /** conserved spins that the symmetry reverses: it forbids where they are zero */
  without?: string[];
  /** a symmetry of the infinite chain that forbids it there, and that a ring breaks where it closes */
  onInfiniteChain?: string;
  /** an antiunitary symmetry under which it is odd: populations alone do not carry it */
  oddUnder?: string;
}

interface ChargeDocument extends SelectionDocument {
  index: number;
  broken: boolean;
  residual: TermDocument[];
  /** what jumps make of it: Σ_j L_j† C L_j − ½{L_j†L_j, C} */
  decay?: TermDocument[];
  corrected: TermDocument[] | null;
  correction: CorrectionDocument;
}

type CorrectionDocument =
  | { verdict: 'unneeded' }
  | { verdict: 'exists'; range: number; text: string; numerator?: TermDocument[]; denominator?: string }
  | { verdict: 'none'; range: number; generic: string[] }
  | { verdict: 'undecided'; range: number; because: string };

const textOf = (a: Operator): string => (isZeroOperator(a) ? '0' : writeText(expressOperator(a, { free: false })));

export function perturbationDocument(p: Perturbation): PerturbationDocument {
  return {
    perturbation: textOf(p.parts.whole),
    ...(p.parts.jumps.length > 0 && { jumps: p.parts.jumps.map((l) => writeText(expressOperator(jumpDensity(l), { free: true }))) }),
    hamiltonian: textOf(p.hamiltonian),
    symmetries: { kept: [...p.symmetries.kept], broken: [...p.symmetries.broken] },
    charges: p.charges.map(chargeDocument),
    ...(p.endsAt !== undefined && { endsAt: p.endsAt }),
    firstOrderVanishes: p.firstOrder.vanishes,
    firstOrderBecause: p.firstOrder.because,
    currents: p.currents.map((c) => ({ name: c.name, ...selectionDocument(c), text: textOf(c.operator) })),
    pumps: p.pumping.possible,
    pumpsBecause: p.pumping.because,
    reversals: p.reversals.map((r) => ({
      symmetry: r.name,
      hamiltonian: textOf(r.ofHamiltonian),
      perturbation: textOf(r.ofPerturbation),
      flipped: [...r.flipped],
      unchanged: [...r.unchanged],
    })),
  };
}

function selectionDocument({ allowed, forbiddenBy, order, without, onInfiniteChain, oddUnder }: Selection): SelectionDocument {
  return { allowed, forbiddenBy: forbiddenBy ?? null, ...(order && { order }), ...(without && { without: [...without] }), ...(onInfiniteChain !== undefined && { onInfiniteChain }), ...(oddUnder !== undefined && { oddUnder }) };
}

function chargeDocument({ index, broken, residual, decay, correction, selection }: PerturbedCharge): ChargeDocument {
  const plain = correction.kind === 'exists' && isOne(correction);
  return {
    index,
    broken,
    residual: termDocuments(residual),
    ...(!isZeroOperator(decay) && { decay: termDocuments(decay) }),
    corrected: plain ? termDocuments(correction.operator) : null,
    correction: correctionDocument(correction),
    ...selectionDocument(selection),
  };
}

function correctionDocument(c: Correction): CorrectionDocument {
  switch (c.kind) {
    case 'unneeded':
      return { verdict: 'unneeded' };
    case 'exists':
      return {
        verdict: 'exists',
        range: c.range,
        text: correctionText(c),
        ...(!isOne(c) && { numerator: termDocuments(c.operator), denominator: coefficientText(c.denominator) }),
      };
    case 'none':
      return { verdict: 'none', range: c.range, generic: [...c.generic] };
    case 'undecided':
      return { verdict: 'undecided', range: c.range, because: c.because };
  }
}

type Existing = Extract<Correction, { kind: 'exists' }>;

function isOne({ denominator }: Existing): boolean {
  return coefficientText(denominator) === '1';
}

function correctionText(c: Existing): string {
  const text = textOf(c.operator);
  return isOne(c) ? text : `(${text}) / (${writeText(expressCoefficient(c.denominator))})`;
}

/** L at j of a sum of jump operators. */
function jumpDensity(jump: Operator): Operator {
  return { terms: jump.terms.map((t) => Object.assign({ ...t }, { place: 'local' as const, marker: undefined })), cancelled: 0 };
}

const longest = 240;

/** A text that is not too long to read; what is left out is said. */
function short(text: string, operator: Operator): string {
  if (text.length <= longest) return text;
  return `${[...text].slice(0, longest).join('')}… (${operator.terms.length} Pauli strings; --json lists them)`;
}

/** What a perturbation does, for people: one line for each thing. */
export function perturbationLines(p: Perturbation): string[] {
  const lines = [
    ...(isZeroOperator(p.parts.whole) ? [] : [`V  = ${short(textOf(p.parts.whole), p.parts.whole)}`]),
    ...p.parts.jumps.map((l) => `L_j = ${writeText(expressOperator(jumpDensity(l), { free: true }))}`),
    `H0 = ${short(textOf(p.hamiltonian), p.hamiltonian)}`,
    '',
    'symmetries of H0, each applied to V',
    `  kept      ${p.symmetries.kept.join('; ')}`,
    `  broken    ${p.symmetries.broken.join('; ') || 'none'}`,
    '',
    'charges of H0',
    ...p.charges.flatMap(chargeLines),
  ];
  if (p.endsAt !== undefined) lines.push(`  The boost recursion ends at C_${p.endsAt}, which H0 does not conserve.`);
  lines.push('', `first order ${p.firstOrder.vanishes ? 'vanishes' : 'does not vanish'}: ${p.firstOrder.because}${p.firstOrder.vanishes ? '; the charges change at order ε², chain (6)' : ''}`);
  lines.push('', 'currents in the steady state', ...p.currents.map((c) => `  ${c.name.padEnd(8)}  ${selectionText(c)}`));
  if (p.currents.length === 0) lines.push('  none is defined: H0 is a sum of terms that commute');
  if (!p.pumping.possible) lines.push(`  (${p.pumping.because})`);
  if (p.reversals.length > 0) lines.push('', 'couplings reversed', ...p.reversals.map((r) => `  ${reversalText(r)}`));
  lines.push('', 'All of this is proved, for all values of the couplings unless it says generic.');
  return lines;
}

function chargeLines({ index, broken, residual, decay, correction }: PerturbedCharge): string[] {
  const name = `  C_${index}`.padEnd(8);
  if (!broken) return [`${name}kept      [V, C_${index}] = 0`];
  const dissipated = !isZeroOperator(decay);
  const lines = isZeroOperator(residual) && dissipated ? [] : [`${name}broken    [V, C_${index}] = ${short(textOf(residual), residual)}`];
  if (dissipated) lines.push(`${lines.length === 0 ? `${name}broken  ` : '        '}  Σ_j L_j† C_${index} L_j - ½{L_j†L_j, C_${index}} = ${short(textOf(decay), decay)}`);
  switch (correction.kind) {
    case 'exists':
      lines.push(`          nearly kept: [H0 + ε V, C_${index} + ε C_${index}'] = O(ε²) with`, `          C_${index}' = ${short(correctionText(correction), correction.operator)}`);
      break;
    case 'none':
      lines.push(`          no correction of up to ${correction.range} sites makes it one of order ε²${correction.generic.length > 0 ? ` (for generic ${correction.generic.map(nameText).join(', ')})` : ''}`);
      break;
    case 'undecided':
      // Jumps act at first order: there is nothing to be corrected.
      if (dissipated) break;
      lines.push(`          no correction of up to ${correction.range} sites is known: ${correction.because}`);
      break;
    default:
  }
  return lines;
}

function selectionText({ allowed, forbiddenBy, order, without, onInfiniteChain, oddUnder }: Selection): string {
  const where = without ? `, where ${without.map((name) => `${name} = 0`).join(', ')} (conserved by V, reversed by the symmetry)` : '';
  const leading = order === 'leading' ? ' (in the leading order ε²)' : '';
  if (!allowed) return `forbidden by ${forbiddenBy}${where}${leading}`;
  if (onInfiniteChain !== undefined) return `allowed on a ring, forbidden on the infinite chain by ${onInfiniteChain}${where}${leading}`;
  return oddUnder === undefined ? 'allowed' : `allowed, but odd under ${oddUnder}, which is antiunitary: populations alone carry none`;
}

function reversalText({ name, ofHamiltonian, ofPerturbation, flipped, unchanged }: Reversal): string {
  const parts = [ofHamiltonian, ofPerturbation].filter((a) => !isZeroOperator(a));
  const what = parts.length === 2 && equalOperators(parts[0]!, parts[1]!) ? parts.slice(0, 1) : parts;
  const list = (names: readonly string[]): string => `${names.join(' and ')} current${names.length > 1 ? 's' : ''}`;
  const stays = unchanged.length > 0 ? `, not the ${list(unchanged)}` : '';
  return `${name} reverses ${what.map((a) => short(textOf(a), a)).join(' and ')}: that changes the sign of the ${list(flipped)}${stays}`;
}

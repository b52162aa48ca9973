import { nothingText, searchText, unitCellText } from '../charges/index.js';
import { nameText, writeText } from '../language/index.js';
import { type Assumptions, expressCoefficient } from '../meaning/index.js';
import type { Exception, PerturbedCharge, Perturbation, Reversal, Selection } from '../perturbation/index.js';
import { type Operator, equalOperators, isZeroOperator, operatorRange } from '../spin/index.js';
import { type ProofCondition, allValuesText } from './conditions.js';
import { exceptionsOf, placeOfException } from './couplings.js';
import { type Existing, isOne, jumpText, sumText } from './perturbation.js';
import { type PerturbationCertificates, certificateLines, isWhollyCertified } from './perturbation-certificates.js';
import type { PerturbedIntegrability } from './perturbed-integrability.js';
import { type ReportNames, conditionIn, namesBeside } from './perturbation-names.js';
import { type ChargeVerdict, inWords, overallVerdict, verdictOf, verdictOn } from './verdicts.js';

/** Longest operator that is written out, in characters: about ten lines. */
const longestShown = 1000;

/** An operator as text of the language; a long one is described instead of being cut. */
function shown(operator: Operator): string {
  const text = sumText(operator);
  if (text.length <= longestShown) return text;
  return `${operator.terms.length} Pauli strings of up to ${operatorRange(operator)} sites; --json lists them`;
}

interface Judged extends PerturbedCharge {
  readonly verdict: ChargeVerdict;
}

/**
 * The effect of a perturbation as text: the verdict in two lines, then a table of the charges, the symmetries, the
 * currents and the details. A line that is too long for the page can be broken at any space.
 *
 * @param carried        assumptions of H0 and V that their values no longer show
 * @param integrability  the integrability of H0 + ε V, if it was asked
 * @param certificates   those of the charges, if they were asked for
 */
export function perturbationLines(
  p: Perturbation,
  carried: readonly Assumptions[] = [],
  integrability?: PerturbedIntegrability,
  certificates?: PerturbationCertificates,
): string[] {
  const condition = conditionIn(p, carried);
  const names = namesBeside(condition);
  const charges = p.charges.map((c): Judged => ({ ...c, verdict: verdictOn(c, p) }));
  return [
    headline(p, charges, names),
    summary(charges, names),
    ...energyLine(p, charges, names),
    '',
    ...chargeTable(p, charges, names),
    '',
    `symmetries of ${names.H0}, each applied to ${names.V}`,
    `  kept      ${p.symmetries.kept.join('; ')}`,
    `  broken    ${p.symmetries.broken.join('; ') || 'none'}`,
    ...(p.symmetries.period > 2 ? [triedText(p.symmetries.period)] : []),
    '',
    ...(integrability ? ['integrability', ...integrability.lines.map((line) => `  ${line}`), ''] : []),
    'currents in the steady state',
    ...currentLines(p, names),
    '',
    'details',
    ...detailLines(p, charges, names).map((line) => `  ${line}`),
    `  ${exactLine(p, condition, names, certificates)}`,
    ...(certificates
      ? ['', 'certificates', ...certificateLines(p, certificates, names).map((line) => `  ${line}`)]
      : []),
  ];
}

const having = (charges: readonly Judged[], ...verdicts: readonly ChargeVerdict[]): Judged[] =>
  charges.filter((c) => verdicts.includes(c.verdict));
const namesOf = (charges: readonly Judged[], { charge }: ReportNames): string =>
  inWords(charges.map(({ index }) => charge(index)));

/** The verdict in one sentence. */
function headline(p: Perturbation, charges: readonly Judged[], names: ReportNames): string {
  const { V, strength } = names;
  const last = charges.reduce((k, { index }) => Math.max(k, index), 0);
  const broken = having(charges, 'broken');
  const nearly = having(charges, 'nearly');
  switch (overallVerdict(p)) {
    case 'broken':
      return `${V} breaks ${namesOf(broken, names)}${brokenBecause(p, broken)}${couplings(p, broken)}.`;
    case 'undecided':
      return `Whether ${V} breaks ${namesOf(having(charges, 'undecided'), names)} is not decided.`;
    case 'nearly': {
      const range = Math.max(...nearly.map(({ correction }) => (correction as Existing).range));
      return `${V} nearly conserves ${namesOf(nearly, names)}: corrections of up to ${sites(range)} leave commutators O(${strength}²)${couplings(p, nearly)}.`;
    }
    default:
      return having(charges, 'energy').length > 0
        ? `${V} breaks no charge up to ${names.charge(last)}.`
        : `${V} keeps every charge up to ${names.charge(last)}${couplings(p, charges)}.`;
  }
}

/** The range up to which a correction was searched for; for jumps and baths there is none of any range. */
function brokenBecause({ parts }: Perturbation, broken: readonly Judged[]): string {
  if (parts.jumps.length > 0 || !isZeroOperator(parts.bath)) return '';
  const ranges = [...new Set(broken.map(({ correction }) => (correction.kind === 'none' ? correction.range : 0)))];
  return ranges.length === 1
    ? `: no correction of up to ${sites(ranges[0]!)}`
    : `: no corrections of up to ${inWords(ranges.map(String))} sites`;
}

/** The couplings for which a verdict holds. */
function couplings(p: Perturbation, charges: readonly Judged[]): string {
  const generic = new Set(charges.flatMap(({ correction }) => (correction.kind === 'none' ? correction.generic : [])));
  const other = charges.flatMap(({ correction, verdict }) =>
    exceptionsOf(correction).flatMap((e) => placesOf(e, verdict, p)),
  );
  const except = other.length > 0 ? ` except ${inWords([...new Set(other)])}` : '';
  if (generic.size > 0) return `, for generic ${[...generic].sort().map(nameText).join(', ')}${except}`;
  return conditionIn(p).parameters.size > 0 ? `, for all couplings${except}` : '';
}

/** The couplings where a verdict is different: those of an exception, or of an exception of an exception. */
function placesOf(e: Exception, verdict: ChargeVerdict, p: Perturbation): string[] {
  const place = placeOfException(e);
  if (!e.there || verdictOf(e.there, p) !== verdict) return [place];
  return exceptionsOf(e.there)
    .flatMap((inner) => placesOf(inner, verdict, p))
    .map((inner) => `(${place}, ${inner.replace(/^\((?<place>.*)\)$/u, '$<place>')})`);
}

/** Every charge in one line. */
function summary(charges: readonly Judged[], names: ReportNames): string {
  const { V, H0, strength, charge } = names;
  const nearly = having(charges, 'nearly').map(
    ({ index, correction }) => `${charge(index)} (${sites((correction as Existing).range)})`,
  );
  const parts = [
    ['Kept', namesOf(having(charges, 'kept'), names)],
    ['Nearly conserved', inWords(nearly)],
    ['Broken', namesOf(having(charges, 'broken'), names)],
    ['Not decided', namesOf(having(charges, 'undecided'), names)],
  ] as const;
  const energy = having(charges, 'energy').map(
    ({ index }) => `${charge(index)} becomes ${H0} + ${strength} ${V}, the energy.`,
  );
  const said = parts.flatMap(([word, list]) => (list === '' ? [] : [`${word}: ${list}.`]));
  return [...said.slice(0, parts[0][1] === '' ? 0 : 1), ...energy, ...said.slice(parts[0][1] === '' ? 0 : 1)].join(' ');
}

/** H0 with its field is not one of the C_k, and H0 + ε V is conserved whether or not these are. */
function energyLine(
  { parts, hamiltonian }: Perturbation,
  charges: readonly Judged[],
  { V, H0, strength, charge }: ReportNames,
): string[] {
  if (parts.harmonics.length > 0 || parts.jumps.length > 0 || !isZeroOperator(parts.bath)) return [];
  const changed = charges.find((c) => c.index === 2 && c.verdict !== 'kept' && c.verdict !== 'energy');
  if (!changed || equalOperators(changed.operator, hamiltonian)) return [];
  return [`${H0} + ${strength} ${V} is the energy, and conserved; ${charge(2)} is ${H0} without its field.`];
}

const sites = (n: number): string => `${n} site${n === 1 ? '' : 's'}`;

function chargeTable(p: Perturbation, charges: readonly Judged[], names: ReportNames): string[] {
  const rows = charges.map((c) =>
    `  ${names.charge(c.index).padEnd(8)}${c.verdict.padEnd(11)}${correctionWords(c, p, names)}`.trimEnd(),
  );
  const lines = [`${'charge'.padEnd(10)}${'verdict'.padEnd(11)}correction`, ...rows];
  if (p.endsAt !== undefined)
    lines.push(`  The boost recursion ends at ${names.charge(p.endsAt)}, which ${names.H0} does not conserve.`);
  if (p.cell)
    for (const text of [unitCellText(p.cell), ...p.cell.searched.map((found) => searchText(found, p.cell!))])
      lines.push(`  ${text[0]!.toUpperCase()}${text.slice(1)}.`);
  if (p.nothing) lines.push(`  ${nothingText(p.nothing.index, p.nothing)}.`);
  return lines;
}

function correctionWords(c: Judged, p: Perturbation, names: ReportNames): string {
  const { correction, verdict, index } = c;
  const exceptions = exceptionsOf(correction)
    .map((e) => `; ${exceptionWords(e, verdict, p)}`)
    .join('');
  if (verdict === 'kept') return '';
  if (verdict === 'energy') return `becomes ${names.H0} + ${names.strength} ${names.V}, the energy`;
  switch (correction.kind) {
    case 'exists':
      return `${names.correction(index)} of up to ${sites(correction.range)}${exceptions}`;
    case 'none':
      return `none of up to ${sites(correction.range)}${correction.generic.length > 0 ? ` for generic ${correction.generic.map(nameText).join(', ')}` : ''}${exceptions}`;
    case 'undecided':
      if (p.parts.jumps.length > 0) return 'none: the jumps change it';
      return verdict === 'broken'
        ? `none: ${correction.because}`
        : `none of up to ${sites(correction.range)} is known: ${correction.because}`;
    default:
      return '';
  }
}

/** The verdict at special couplings: `at Δ = -J: broken`. */
function exceptionWords(e: Exception, verdict: ChargeVerdict, p: Perturbation): string {
  const place = `${e.at ? 'at' : 'where'} ${placeOfException(e)}`;
  if (!e.there) return `${place}: not decided`;
  const there = verdictOf(e.there, p);
  const nested = exceptionsOf(e.there).map((inner) => exceptionWords(inner, there, p));
  const generic =
    e.there.kind === 'none' && e.there.generic.length > 0
      ? ` for generic ${e.there.generic.map(nameText).join(', ')}`
      : '';
  return `${place}: ${there}${there === 'nearly' && verdict === 'nearly' ? ', with another correction' : ''}${generic}${nested.length > 0 ? ` (${nested.join('; ')})` : ''}`;
}

function currentLines(p: Perturbation, names: ReportNames): string[] {
  const lines = p.currents.map((c) => `  ${c.name.padEnd(8)}  ${selectionText(c, names)}`);
  if (lines.length === 0) lines.push('  none is defined: H0 is a sum of terms that commute');
  if (!p.pumping.possible)
    lines.push(
      `  (${p.pumping.because}${p.currents.some((c) => c.carriedBy) ? '; what a kept charge carries is decided by the initial state' : ''})`,
    );
  return lines;
}

/** The symmetries that are tried for a period above 2, where there are others that are not. */
const triedText = (period: number): string =>
  `  tried     maps of the ${period} sites of a cell, with rotations of all spins alike or about a conserved spin, and time reversal`;

function selectionText(
  { allowed, forbiddenBy, order, without, onInfiniteChain, oddUnder, carriedBy, unlessIn }: Selection,
  { V, strength }: ReportNames,
): string {
  const where = without
    ? `, where ${without.map((name) => `${name} = 0`).join(', ')} (conserved by ${V}, reversed by the symmetry)`
    : '';
  const leading = order === 'leading' ? ` (in the leading order ${strength}²)` : '';
  if (!allowed) return `forbidden by ${forbiddenBy}${where}${leading}`;
  if (carriedBy) return `allowed: ${V} keeps ${carriedBy[0]}, which carries it`;
  if (unlessIn)
    return `allowed where there is some ${inWords(unlessIn.slice(0, 2))}, which ${V} keeps and the symmetries change`;
  if (onInfiniteChain !== undefined)
    return `allowed on a ring, forbidden on the infinite chain by ${onInfiniteChain}${where}${leading}`;
  return oddUnder === undefined
    ? 'allowed'
    : `allowed, but odd under ${oddUnder}, which is antiunitary: populations alone carry none`;
}

function detailLines(p: Perturbation, charges: readonly Judged[], names: ReportNames): string[] {
  const { V, H0 } = names;
  const changed = charges.filter((c) => c.verdict !== 'kept');
  return [
    ...(isZeroOperator(p.parts.whole) ? [] : [`${V} = ${shown(p.parts.whole)}`]),
    ...p.parts.jumps.map((l) => `L_j = ${jumpText(l)}`),
    `${H0} = ${shown(p.hamiltonian)}`,
    ...correctionLines(p, charges, names),
    ...changed.flatMap(({ index, residual }) =>
      isZeroOperator(residual) ? [] : [`[${V}, ${names.charge(index)}] = ${shown(residual)}`],
    ),
    ...changed.flatMap(({ index, decay }) => {
      const C = names.charge(index);
      return isZeroOperator(decay) ? [] : [`Σ_j L_j† ${C} L_j - ½{L_j†L_j, ${C}} = ${shown(decay)}`];
    }),
    firstOrderLine(p, charges, names),
    ...p.reversals.map((r) => reversalText(r)),
  ];
}

function correctionLines({ parts }: Perturbation, charges: readonly Judged[], names: ReportNames): string[] {
  const { V, H0, strength } = names;
  const nearly = having(charges, 'nearly');
  if (nearly.length === 0) return [];
  const driven = parts.harmonics.length > 0 ? ` - i ${strength} ∂_t ${names.correction(nearly[0]!.index)}` : '';
  const [C, dC] = [names.charge(nearly[0]!.index), names.correction(nearly[0]!.index)];
  return [
    `[${H0} + ${strength} ${V}, ${C} + ${strength} ${dC}]${driven} = O(${strength}²)${nearly.length > 1 ? ', and so on,' : ''} with`,
    ...nearly.map(({ index, correction }) => {
      const c = correction as Existing;
      const text = shown(c.operator);
      return `${names.correction(index)} = ${isOne(c) ? text : `(${text}) / (${writeText(expressCoefficient(c.denominator))})`}`;
    }),
  ];
}

/** Tr(C_i L̂_1 ρ0), and the order in which the charges change: chain (3), (6) */
function firstOrderLine(
  { firstOrder, parts }: Perturbation,
  charges: readonly Judged[],
  { strength }: ReportNames,
): string {
  if (charges.every((c) => c.verdict === 'kept') && parts.jumps.length === 0)
    return 'first order: nothing changes, every charge is kept';
  if (!firstOrder.vanishes) return `first order does not vanish: ${firstOrder.because}`;
  const changes =
    having(charges, 'broken').length > 0 ? `; broken charges change at a rate of order ${strength}², chain (6)` : '';
  return `first order vanishes: ${firstOrder.because}${changes}`;
}

/** The parameters for which it was computed, and the charges whose answers are proved by certificates. */
function exactLine(
  p: Perturbation,
  condition: ProofCondition,
  { charge }: ReportNames,
  certificates?: PerturbationCertificates,
): string {
  const exceptional = p.charges.some(
    ({ correction }) =>
      exceptionsOf(correction).length > 0 || (correction.kind === 'none' && correction.generic.length > 0),
  );
  const values =
    condition.parameters.size === 0
      ? ''
      : ` for ${allValuesText(condition)}${exceptional ? ', with the exceptions in the table' : ''}`;
  const proved = p.charges.filter(({ correction }) => certificates?.answers.get(correction)?.kind === 'written');
  if (proved.length === 0)
    return `All of this is computed exactly${values}.${certificates ? '' : ' perturb --certify proves what it says about the charges.'}`;
  const names = inWords(proved.map(({ index }) => charge(index)));
  const gaps = proved.every(({ correction }) => isWhollyCertified(correction, certificates!.answers))
    ? ''
    : ' except at the couplings for which the list below has none';
  return `The answers for ${names} are proved by certificates${gaps}; all else is computed exactly${values}.`;
}

function reversalText({ name, ofHamiltonian, ofPerturbation, flipped, unchanged }: Reversal): string {
  const parts = [ofHamiltonian, ofPerturbation].filter((a) => !isZeroOperator(a));
  const what = parts.length === 2 && equalOperators(parts[0]!, parts[1]!) ? parts.slice(0, 1) : parts;
  const list = (names: readonly string[]): string => `${names.join(' and ')} current${names.length > 1 ? 's' : ''}`;
  const stays = unchanged.length > 0 ? `, not the ${list(unchanged)}` : '';
  return `${name} changes the sign of ${what.map(shown).join(' and ')}, and with it that of the ${list(flipped)}${stays}`;
}

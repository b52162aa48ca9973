import {
  type Current,
  type Nothing,
  type UnitCell,
  chargesOneByOne,
  currentsOf,
  operatorPeriod,
} from '../charges/index.js';
import { fromGaussian, gaussian, isZeroCoefficient } from '../exact/index.js';
import {
  type Operator,
  addOperators,
  adjoint,
  commutator,
  isHermitian,
  isIdentity,
  isZeroOperator,
  localWord,
  multiplyOperators,
  operatorRange,
  overlap,
  scaleOperator,
  sumOperators,
  sumOverChain,
  wordFrom,
} from '../spin/index.js';
import { DiagnosticError, refuse } from '../text/index.js';
import { correctionAt, symbolicPatience } from './correction.js';
import { type Selection, selectionOf } from './selection.js';
import { type Turned, selectionOfTurned, turnedMotions, unlisted } from './gauge.js';
import { type Conserved, carriersOf, changedBy, keptBy } from './kept.js';
import { StringImages } from './operator-equation.js';
import { type Parts, jumpDensity, partsOf, refuseInexact } from './parts.js';
import { periodUnder } from './periods.js';
import type { Correction } from './question.js';
import { type Reversal, reversalsUnder } from './reversal.js';
import { type Symmetries, symmetriesUnder } from './symmetry.js';

/** A conserved charge of H0 under the perturbation. */
export interface PerturbedCharge {
  /** the i of C_i: 1 is Σ S^z, 2 is H0 without the field, 3 and higher follow by the boost */
  readonly index: number;
  readonly operator: Operator;
  /** [V, C_i] */
  readonly residual: Operator;
  /** Σ_j L_j† C_i L_j − ½{L_j†L_j, C_i}, zero without jumps; its mean is d⟨C_i⟩/dt at first order */
  readonly decay: Operator;
  /**
   * whether V changes C_i at all: [V, C_i] ≠ 0, or a decay by the jumps. It is true for a charge that a correction saves
   * and for the energy, too; `verdictOn` tells these apart.
   */
  readonly broken: boolean;
  readonly correction: Correction;
  /** whether symmetry allows it to have a mean in the steady state */
  readonly selection: Selection;
}

/** Whether a charge changes at first order, dC_i/dt = ε Tr(C_i L̂_1 ρ0).   chain (3) */
export interface FirstOrder {
  readonly vanishes: boolean;
  readonly because: string;
}

/** Whether V can hold the chain away from equilibrium by itself. */
export interface Pumping {
  readonly possible: boolean;
  readonly because: string;
}

/** The effect of a perturbation on a chain, proved for all values of the parameters. */
export interface Perturbation {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  readonly symmetries: Symmetries;
  readonly charges: readonly PerturbedCharge[];
  /** the charge at which the boost recursion ends, if it ends before the last one requested */
  readonly endsAt: number | undefined;
  /** the first charge that the boost does not give, if it is not beyond the last one requested */
  readonly nothing: (Nothing & { readonly index: number }) | undefined;
  /** present if H0 has a unit cell: how its charges were found */
  readonly cell?: UnitCell;
  readonly firstOrder: FirstOrder;
  readonly currents: readonly (Current & Selection)[];
  /** whether any current can flow in a steady state that V alone creates */
  readonly pumping: Pumping;
  readonly reversals: readonly Reversal[];
}

/** Options for the extent of the analysis of a perturbation. */
export interface PerturbOptions {
  /** last charge, 4 by default */
  readonly upto?: number;
  /** longest string of the corrections that are searched for; see `correctionOf` for the default */
  readonly range?: number;
  /** Lindblad operators in addition to V, as densities at j = 0 */
  readonly jumps?: readonly Operator[];
  /** called when the work proceeds to a charge */
  readonly onCharge?: (index: number) => void;
}

/**
 * The effect of a perturbation V on a chain H0: the symmetries it keeps and breaks, the charges it breaks and whether
 * they can be corrected to first order, whether the charges change at first order, and which currents it may drive.
 *
 * Everything here is exact: symmetries are applied to the operators, commutators vanish for all values of the
 * couplings, and corrections are inserted into the equation that they solve.
 *
 * If H0 and V have a common period above 2, the symmetries that are tried are those of `siteMaps` with rotations of all spins
 * alike and time reversal, and the same with rotations about conserved spins that differ from site to site. A current that
 * none of them forbids is reported as allowed.
 *
 * @param perturbation  a periodic chain sum; drives carry e^{inωt}, couplings to a bath (a_j + a†_j)
 * @param hamiltonian   static, uniform or with a unit cell
 * @diagnostic as `conservedCharges` for H0, as `partsOf` for V; `period-too-long` where
 *             the periods of H0 and V have a common multiple above 240
 */
export function perturb(
  perturbation: Operator,
  hamiltonian: Operator,
  { upto = 4, range, jumps = [], onCharge }: PerturbOptions = {},
): Perturbation {
  const parts = partsOf(perturbation, jumps);
  if (!isHermitian(hamiltonian)) refuse('not-hermitian', 'the Hamiltonian is not Hermitian', { hint: 'add + h.c.' });
  refuseInexact(hamiltonian, 'the Hamiltonian');
  const period = periodUnder(hamiltonian, parts);
  const { charges, endsAt, nothing, cell } = chargesOf(hamiltonian, upto, onCharge);
  const known = conservedOperators(hamiltonian, charges, operatorRange(perturbation));
  const listed = symmetriesUnder(hamiltonian, parts);
  const turned = turnedMotions(hamiltonian, parts, listed.spins);
  const symmetries = { ...listed, kept: [...listed.kept, ...unlisted(turned, listed.motions)] };
  const kept = keptBy(parts, [...known, ...spinsOf(symmetries)]);
  // If V keeps all charges, there are no rates, and symmetries of the rates imply nothing.
  const still = charges.every(({ operator }) => keptBy(parts, [{ name: '', operator }]).length > 0);
  const ruling = still ? { ...symmetries, motions: symmetries.motions.filter((g) => g.order === 'all') } : symmetries;
  const rulingTurns = still ? turned.filter((g) => g.order === 'all') : turned;
  const selection = (x: Operator): Selection =>
    selectionBeside(x, { hamiltonian, parts, kept, symmetries: ruling, turned: rulingTurns });
  const currents = currentsUnder(hamiltonian, symmetries, selection);
  const images = new StringImages(hamiltonian, period);
  const decays = charges.map(({ operator }) => sumOperators(jumps.map((l) => decayOf(operator, l))));
  return {
    hamiltonian,
    parts,
    symmetries,
    charges: charges.map(({ index, operator }, k): PerturbedCharge => {
      onCharge?.(index);
      const residual = commutator(perturbation, operator);
      return {
        index,
        operator,
        residual,
        decay: decays[k]!,
        broken:
          !isZeroOperator(residual) ||
          !isZeroOperator(decays[k]!) ||
          !parts.jumps.every((l) => isZeroOperator(commutator(l, operator))),
        correction: correctionAt(
          {
            hamiltonian,
            parts,
            charge: operator,
            conserved: [...known, ...spinsOf(symmetries)].map((q) => q.operator),
            images,
            patience: symbolicPatience,
            answered: [],
          },
          range,
          0,
        ),
        selection: selection(operator),
      };
    }),
    endsAt,
    nothing,
    ...(cell && { cell }),
    firstOrder: jumps.length > 0 ? firstOrderOfJumps(charges, decays) : firstOrderOf(parts, charges),
    currents,
    pumping: pumpingOf(parts),
    reversals: reversalsUnder(
      hamiltonian,
      parts,
      symmetries.spins,
      currents.filter((c) => c.allowed),
    ),
  };
}

/** Conserved spins by their names. */
function spinsOf({ spins }: Symmetries): Conserved[] {
  return spins.map(({ name, operator }) => ({ name, operator }));
}

/**
 * The currents with what symmetry says about them. A reflection about a site changes the cells of a chain of long period,
 * and an exchange of legs the centres of the strings, so a current that is allowed with the positions of the cells is also
 * examined with those of the centres. The two differ by [H0, …], whose mean is zero in every stationary state of H0; that
 * which a symmetry forbids is given.
 */
function currentsUnder(
  hamiltonian: Operator,
  { spins, period }: Symmetries,
  selection: (x: Operator) => Selection,
): (Current & Selection)[] {
  const centred = period <= 2 ? [] : currentsOf(hamiltonian, spins, { positions: 'sites' });
  return currentsOf(hamiltonian, spins).map((current) => {
    const found = { ...current, ...selection(current.operator) };
    const other = found.allowed && !found.carriedBy && centred.find(({ name }) => name === current.name);
    if (!other) return found;
    const there = { ...other, ...selection(other.operator) };
    const forbids = !there.allowed || (there.onInfiniteChain !== undefined && found.onInfiniteChain === undefined);
    return forbids ? there : found;
  });
}

interface Ground {
  readonly hamiltonian: Operator;
  readonly parts: Parts;
  /** the operators that H0 and V conserve */
  readonly kept: readonly Conserved[];
  readonly symmetries: Symmetries;
  readonly turned: readonly Turned[];
}

/**
 * The consequences of symmetry for the mean of X in the presence of charges that V keeps. An operator that overlaps
 * with one of them has a mean that the initial state determines. A symmetry that changes a kept charge applies only to
 * states without that charge; the spins among these charges are listed separately in `without`.
 */
function selectionBeside(x: Operator, { hamiltonian, parts, kept, symmetries, turned }: Ground): Selection {
  const carriedBy = carriersOf(x, hamiltonian, parts, kept);
  if (carriedBy.length > 0) return { allowed: true, carriedBy };
  const charges = kept.filter(({ name }) => name.startsWith('C_'));
  const found = selectionWithTurns(x, symmetries, turned);
  if (found.allowed || charges.length === 0) return found;
  const safe = symmetries.motions.filter(({ motion: g }) => changedBy(g, charges).length === 0);
  const still = selectionOf(x, safe);
  if (!still.allowed) return still;
  return { ...still, unlessIn: [...new Set(symmetries.motions.flatMap(({ motion: g }) => changedBy(g, charges)))] };
}

/**
 * The selection rule for X: from the symmetries of the list first, and from those with rotations where the list allows
 * X or forbids it at zero spin only.
 */
function selectionWithTurns(x: Operator, { motions }: Symmetries, turned: readonly Turned[]): Selection {
  const found = selectionOf(x, motions);
  if (!found.allowed && !found.without) return found;
  const other = selectionOfTurned(x, turned);
  if (!other) return found;
  if (found.allowed) return { ...found, ...other };
  return other.allowed || other.without ? found : other;
}

interface IndexedCharge {
  readonly index: number;
  readonly operator: Operator;
}

/** Σ_j S^z_j */
const totalSpin = (): Operator => sumOverChain(localWord(wordFrom('Z').word, 0, fromGaussian(gaussian(1, 0, 2))));

function chargesOf(
  hamiltonian: Operator,
  upto: number,
  onCharge?: (index: number) => void,
): {
  charges: IndexedCharge[];
  endsAt: number | undefined;
  nothing: Perturbation['nothing'];
  cell: UnitCell | undefined;
} {
  let nothing: Perturbation['nothing'];
  const charges: IndexedCharge[] = [];
  let endsAt: number | undefined;
  const magnetisation = totalSpin();
  if (isZeroOperator(commutator(hamiltonian, magnetisation))) charges.push({ index: 1, operator: magnetisation });
  const { cell, charges: sequence } = chargesOneByOne(hamiltonian, { upto });
  for (const charge of sequence) {
    onCharge?.(charge.index);
    // One of several new charges of so many cells has no name of its own.
    if (charge.branch !== undefined) continue;
    if (charge.nothing) {
      nothing = { index: charge.index, of: charge.nothing.of };
      break;
    }
    if (charge.commutes) charges.push({ index: charge.index, operator: charge.operator() });
    else endsAt = charge.index;
  }
  return { charges, endsAt, nothing, cell };
}

/** Last charge that is computed for the kernel, since corrections of more sites are not searched for. */
const furthest = 10;

/** Further charges, which are computed to know the kernel of [H0, ·] for the ranges of corrections. */
export function conservedOperators(
  hamiltonian: Operator,
  charges: readonly IndexedCharge[],
  beyond: number,
): Conserved[] {
  const last = Math.min(furthest, Math.max(2, ...charges.map(({ operator }) => operatorRange(operator))) + beyond);
  const found: Conserved[] = [{ name: 'H0', operator: hamiltonian }];
  // The boost of cells, and searches, take too long for charges that nobody has asked for.
  if (operatorPeriod(hamiltonian) > 1)
    return [...found, ...charges.map(({ index, operator }) => ({ name: `C_${index}`, operator }))];
  try {
    for (const charge of chargesOneByOne(hamiltonian, { upto: last }).charges) {
      if (charge.nothing) break;
      if (charge.commutes) found.push({ name: `C_${charge.index}`, operator: charge.operator() });
    }
  } catch (error) {
    // Without them the question remains undecided if no correction is found.
    if (
      !(error instanceof DiagnosticError) ||
      error.diagnostic.kind !== 'limit' ||
      error.diagnostic.code === 'interrupted'
    )
      throw error;
  }
  return found;
}

/**
 * Tr(C_i L̂_1 ρ0) for ρ0 = exp(−Σ λ_k C_k).   chain (1), (3)
 *
 * For L̂_1 ρ = −i[V, ρ] it is −i Tr(V [ρ0, C_i]), which is zero where the charges commute with one another. The
 * harmonics of a drive have no average over a period, and displacements have no mean in the state of the bath.
 */
function firstOrderOf({ static: still }: Parts, charges: readonly IndexedCharge[]): FirstOrder {
  if (isZeroOperator(still)) return { vanishes: true, because: 'neither a drive nor a bath has a mean of its own' };
  for (const [k, a] of charges.entries()) {
    for (const b of charges.slice(k + 1)) {
      if (isZeroOperator(commutator(a.operator, b.operator))) continue;
      return {
        vanishes: false,
        because: `C_${a.index} and C_${b.index} do not commute, so a state made of both precesses`,
      };
    }
  }
  const [only, ...others] = charges.map(({ index }) => `C_${index}`);
  const list =
    others.length === 0
      ? `${only} commutes with a state made of it`
      : `${[only, ...others].join(', ')} commute with one another`;
  return { vanishes: true, because: `${list}, so Tr(C_i [V, ρ0]) = Tr(V [ρ0, C_i]) = 0` };
}

const half = fromGaussian(gaussian(1, 0, 2));

/**
 * Σ_j [L_j, L_j†] is L̂ 1, the action of the dissipators on the state of infinite temperature; Hermitian perturbations
 * give zero.
 */
function pumpingOf({ harmonics, jumps, bath }: Parts): Pumping {
  if (harmonics.length === 0 && jumps.length === 0) {
    return {
      possible: false,
      because: 'V does not drive the chain out of equilibrium: nothing is pumped without a drive',
    };
  }
  if (
    isZeroOperator(bath) &&
    jumps.every((l) => isZeroOperator(sumOverChain(commutator(jumpDensity(l), adjoint(jumpDensity(l))))))
  ) {
    return {
      possible: false,
      because: `${jumps.length > 0 ? 'Σ_j [L_j, L_j†] = 0: ' : ''}the chain heats up to infinite temperature, where nothing flows; to be pumped it must be cooled, as by a bath`,
    };
  }
  return { possible: true, because: 'V drives the chain and dissipates' };
}

/**
 * Σ_j D†[L_j] C = ½ Σ_j (L_j† [C, L_j] + [L_j†, C] L_j): the effect of a jump on every site on a charge.   chain (2),
 * (3)
 */
function decayOf(charge: Operator, jump: Operator): Operator {
  const bar = adjoint(jump);
  const both = addOperators(
    multiplyOperators(bar, commutator(charge, jump)),
    multiplyOperators(commutator(bar, charge), jump),
  );
  return sumOverChain(scaleOperator(both, half));
}

/**
 * Tr(C_i L̂_1 ρ0) for jumps, to first order in the Lagrange parameters, which suffices to show that it does not vanish.
 */
function firstOrderOfJumps(charges: readonly IndexedCharge[], decays: readonly Operator[]): FirstOrder {
  for (const [k, decay] of decays.entries()) {
    const { index } = charges[k]!;
    if (decay.terms.some((t) => isIdentity(t.word)))
      return { vanishes: false, because: `the jumps change C_${index} at infinite temperature already` };
    const other = charges.find(({ operator }) => !isZeroCoefficient(overlap(operator, decay)));
    if (other)
      return {
        vanishes: false,
        because: `the jumps change C_${index} in proportion to the Lagrange parameter of C_${other.index}`,
      };
  }
  if (decays.every(isZeroOperator))
    return { vanishes: true, because: 'the jumps do not change the mean of any charge' };
  return {
    vanishes: false,
    because:
      'the jumps change the charges; whether their means stay is not decided to first order in the Lagrange parameters',
  };
}

import {
  type Drive,
  type DrivenChain,
  type ChainPerturbation,
  type Phonons,
  checkPhonons,
  coherentDrives,
} from '../chain/index.js';
import { type NumericOperator, checkFitsRing, numericOperator } from '../ring/index.js';
import { conservedCharges, operatorPeriod } from '../charges/index.js';
import {
  type Coefficient,
  type CoefficientTerm,
  type Mode,
  coefficientText,
  fromGaussian,
  fromTerms,
  gaussian,
  gaussianOne,
  withoutMode,
} from '../exact/index.js';
import { type Operator, everySite, wordFrom } from '../spin/index.js';
import { DiagnosticError, type Span, locate, refuse } from '../text/index.js';
import { realNumber } from './real-number.js';

/** A model statement of a chain, evaluated by the session. */
export interface ChainStatement {
  readonly role: 'hamiltonian' | 'drive' | 'bath' | 'jump';
  readonly operator: Operator;
  readonly settings: ReadonlyMap<string, Coefficient>;
  /** whether a jump operator was written with a free j, and so acts on every site */
  readonly everywhere: boolean;
  /** of a jump everywhere: sites from one to the next, by default 1 */
  readonly step?: number | undefined;
  readonly span: Span;
}

/** The settings of each statement, with their defaults. */
const settingsOf: Readonly<Record<ChainStatement['role'], Readonly<Record<string, number | undefined>>>> = {
  hamiltonian: {},
  // The width that the paper uses for N = 12. chain (20)
  drive: { width: undefined },
  bath: { temperature: undefined, frequency: undefined, width: undefined },
  jump: {},
};

/**
 * The numerical model on a ring of N sites that the statements of a program describe: chain (7), (8), (9).
 *
 * @param statements  `hamiltonian`, `drive`, `bath` and `jump` statements, evaluated, without open parameters
 * @param sites       N ≥ 2
 * @diagnostic `no-hamiltonian`, `two-hamiltonians`, `missing-setting`, `unknown-setting`, `drive-not-periodic`,
 *   `unset-parameter`,
 *             `position-weight`, `not-real`, `two-frequencies`, `bath-setting`, `drive-setting`, `ring-too-small`,
 *   `odd-ring`
 */
export function drivenChain(statements: readonly ChainStatement[], sites: number): DrivenChain {
  const hamiltonians = statements.filter((s) => s.role === 'hamiltonian');
  const [first] = hamiltonians;
  if (!first) refuse('no-hamiltonian', 'the program has no hamiltonian statement', { hint: 'as in hamiltonian H0' });
  if (hamiltonians.length > 1)
    refuse('two-hamiltonians', 'the program has more than one hamiltonian statement', {
      span: hamiltonians[1]!.span,
      hint: 'add the parts: hamiltonian H0 + H1',
    });
  const perturbations = statements.flatMap((s) => locate(s.span, () => fitting(perturbationsOf(s), sites)));
  checkOnePeriod(statements);
  const hamiltonian = locate(first.span, () => numericOperator(first.operator));
  locate(first.span, () => checkFitsRing(hamiltonian, sites));
  const last = statements.findLast((s) => s.role === 'drive') ?? first;
  return { sites, hamiltonian, perturbations: locate(last.span, () => coherentDrives(perturbations)) };
}

/**
 * Refuses drives without a common period, because H(t) is one periodic function, whichever statements it comes from
 * (language rule 16). Rational multiples of one frequency have a common period.
 *
 * @diagnostic `two-frequencies`
 */
export function checkOnePeriod(statements: readonly Pick<ChainStatement, 'role' | 'operator' | 'span'>[]): void {
  let first: Mode | undefined;
  for (const { role, operator, span } of statements) {
    if (role !== 'drive') continue;
    for (const { monomial } of operator.terms.flatMap((t) => t.coefficient.terms)) {
      const { mode } = monomial;
      first ??= mode;
      if (!mode || mode.base === first!.base) continue;
      refuse(
        'two-frequencies',
        `drives of the frequencies ${frequencyText(first!)} and ${frequencyText(mode)} have no common period`,
        {
          span,
          hint: 'all drives together are periodic: their frequencies are rational multiples of one, as ω and 3/2 ω',
        },
      );
    }
  }
}

function frequencyText({ base, multiple: { num, den } }: Mode): string {
  return coefficientText(fromGaussian(gaussian(num < 0 ? -num : num, 0, den), base));
}

function perturbationsOf(statement: ChainStatement): ChainPerturbation[] {
  const setting = reader(statement);
  switch (statement.role) {
    case 'hamiltonian':
      return [];
    case 'drive':
      return driveOf(statement.operator, positiveWidth(setting('width')));
    case 'bath':
      if (statement.operator.terms.length === 0) {
        refuse('no-bath', 'the bath is not coupled: with ε_ph = 0 there is no ratio of drive and bath', {
          hint: 'only (ε_d/ε_ph)² matters: set eps_ph=1 and change eps_d',
        });
      }
      return [{ kind: 'bath', coupling: numericOperator(statement.operator), phonons: phononsOf(setting) }];
    case 'jump':
      return [
        {
          kind: 'jump',
          operator: numericOperator(statement.operator),
          everywhere: statement.everywhere,
          ...(statement.step !== undefined && { step: statement.step }),
        },
      ];
  }
}

/** @diagnostic `ring-too-small`, `odd-ring` */
function fitting(perturbations: ChainPerturbation[], sites: number): ChainPerturbation[] {
  for (const p of perturbations) {
    if (p.kind === 'drive') for (const { operator } of p.harmonics) checkFitsRing(operator, sites);
    else checkFitsRing(p.kind === 'bath' ? p.coupling : p.operator, sites);
  }
  return perturbations;
}

/** @diagnostic `bath-setting` */
function phononsOf(setting: (name: string) => number): Phonons {
  const phonons = { temperature: setting('temperature'), frequency: setting('frequency'), width: setting('width') };
  checkPhonons(phonons);
  return phonons;
}

/** @diagnostic `drive-setting` */
function positiveWidth(width: number): number {
  if (width > 0 && Number.isFinite(width)) return width;
  return refuse('drive-setting', `the width of the drive must be a positive number, not ${width}`, {
    hint: 'it is the half-width of the Lorentzian, as in with width = 0.1',
  });
}

/** A setting by name, as a number. */
function reader({ role, settings }: ChainStatement): (name: string) => number {
  const known = settingsOf[role];
  for (const name of settings.keys()) {
    if (!Object.hasOwn(known, name)) {
      const names = Object.keys(known);
      refuse('unknown-setting', `${role} has no setting ${name}`, names.length > 0 ? { expected: names } : {});
    }
  }
  return (name) => {
    const value = settings.get(name);
    if (value === undefined)
      return (
        known[name] ??
        refuse('missing-setting', `the ${role} needs a ${name}`, { hint: `as in ${role} … with ${name} = 0.1` })
      );
    return realNumber(value, `the ${name} of the ${role}`);
  };
}

/**
 * A periodic operator as its harmonics: Σ_n (e^{−inωt} H_n^{(+)} + h.c.). The operator that multiplies e^{−iνt}, ν > 0,
 * absorbs the energy ν.
 *  chain (8), (20)
 *
 * @diagnostic `drive-not-periodic`
 */
function driveOf(operator: Operator, width: number): Drive[] {
  // Terms by angular frequency ν of e^{iνt}.
  const parts = new Map<number, { frequency: number; terms: Operator['terms'][number][] }>();
  for (const term of operator.terms) {
    const groups = new Map<number, CoefficientTerm[]>();
    for (const { monomial, value } of term.coefficient.terms) {
      const nu = monomial.mode
        ? (Number(monomial.mode.multiple.num) / Number(monomial.mode.multiple.den)) *
          realNumber(fromGaussian(gaussianOne, monomial.mode.base), 'the frequency of the drive')
        : 0;
      const list = groups.get(nu) ?? [];
      groups.set(nu, list);
      // The coefficient without its Fourier mode.
      list.push({ monomial: withoutMode(monomial), value });
    }
    for (const [nu, list] of groups) {
      const key = [...parts.keys()].find((k) => Math.abs(k - nu) <= 1e-12 * Math.max(Math.abs(k), Math.abs(nu))) ?? nu;
      let part = parts.get(key);
      if (!part) parts.set(key, (part = { frequency: key, terms: [] }));
      part.terms.push({ ...term, coefficient: fromTerms(list) });
    }
  }
  const numeric = new Map<number, NumericOperator>();
  for (const [nu, { terms }] of parts) numeric.set(nu, numericOperator({ terms }));
  const still = numeric.get(0);
  if (still && still.some((t) => Math.hypot(t.re, t.im) > 1e-14 * largest(numeric))) {
    refuse(
      'drive-not-periodic',
      parts.size === 1 ? 'the drive does not depend on time' : 'the drive has a part that does not depend on time',
      {
        hint: 'a drive averages to zero over its period, as in sin(ω t) …; what stays belongs to the Hamiltonian',
      },
    );
  }
  const absorbing = [...numeric]
    .filter(([nu]) => nu < 0)
    .map(([nu, op]) => ({ frequency: -nu, operator: op }))
    .sort((a, b) => a.frequency - b.frequency);
  const base = absorbing[0]?.frequency;
  if (base === undefined) return [];
  return [
    {
      kind: 'drive',
      frequency: base,
      width,
      harmonics: absorbing.map((h) => ({ multiple: h.frequency / base, operator: h.operator })),
    },
  ];
}

function largest(parts: ReadonlyMap<number, NumericOperator>): number {
  return Math.max(0, ...[...parts.values()].flatMap((o) => o.map((t) => Math.hypot(t.re, t.im))));
}

/**
 * Operators that resolve the degenerate levels of a Hamiltonian first: its charge C_3, if the boost recursion finds
 * one, and the spin current for degeneracies that C_3 does not lift, as at Δ = J.
 *
 * @param hamiltonian  with numerical couplings
 */
export function resolversOf(hamiltonian: Operator): NumericOperator[] {
  const third = thirdChargeOf(hamiltonian);
  return third ? [third, spinCurrent] : [spinCurrent];
}

/**
 * The same where C_3 exists. Without it, states of a level are told apart by no charge, and their coherences are kept.
 */
export function chargeResolversOf(hamiltonian: Operator): NumericOperator[] {
  const third = thirdChargeOf(hamiltonian);
  return third ? [third, spinCurrent] : [];
}

/** C_3 of a Hamiltonian with numerical parameters; undefined where the boost recursion finds no conserved C_3. */
function thirdChargeOf(hamiltonian: Operator): NumericOperator | undefined {
  // A search for the charges of a chain with a unit cell would take longer than it saves.
  if (operatorPeriod(hamiltonian) > 1) return undefined;
  try {
    const third = conservedCharges(hamiltonian, { upto: 3 }).charges.find((c) => c.index === 3);
    return third?.commutes === true ? numericOperator(third.operator()) : undefined;
  } catch (error) {
    if (error instanceof DiagnosticError) return undefined;
    throw error;
  }
}

/** Σ_j (S^x_j S^y_{j+1} − S^y_j S^x_{j+1}), the current of S^z in units of J. chain (18) */
const spinCurrent: NumericOperator = [
  { letters: 'XY', re: 1 / 4 },
  { letters: 'YX', re: -1 / 4 },
].map(({ letters, re }) => ({
  word: wordFrom(letters).word,
  place: 'chain',
  site: 0,
  displaced: false,
  marker: 0,
  staggered: false,
  sites: everySite,
  re,
  im: 0,
}));

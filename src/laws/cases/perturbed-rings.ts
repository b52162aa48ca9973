import type { ChainPerturbation, DrivenChain } from '../../chain/index.js';
import { parametersOf } from '../../charges/index.js';
import {
  type Coefficient,
  type ScalarSymbol,
  evaluateCoefficient,
  fromGaussian,
  gaussian,
  symbolsOf,
} from '../../exact/index.js';
import { writeText } from '../../language/index.js';
import { type CaseSpace, type Domain, caseSpace, choices, reals } from '../../law/index.js';
import { expressOperator } from '../../meaning/index.js';
import { type Parts, jumpDensity, partsOf } from '../../perturbation/index.js';
import { adjointNumeric, numericOperator } from '../../ring/index.js';
import {
  type Operator,
  firstSite,
  isDisplaced,
  isZeroOperator,
  lettersOf,
  operatorRange,
  weightPeriod,
  substituteOperator,
  weightIn,
  withDisplacements,
  commonPeriod,
} from '../../spin/index.js';
import { refuse } from '../../text/index.js';
import { scalarOf, textOf } from '../language.js';
import { generatorMatrix } from '../oracles/rates.js';
import { type PerturbedRing, ringRates } from '../engines/ring-rates.js';

const positive = ['1', '1/2', '2', '3/5', '6/5', '13/10'] as const;
const signed = [...positive, '-1', '-4/5', '-7/10', '-3/2'] as const;

/** Values of complex couplings, which conjugation changes. */
const complexValues = ['1 + 1/2 i', '1/2 - i', '3/5 + 2 i', '-1 + 1/3 i', '6/5 - 4/5 i', '1/2 + 7/10 i'] as const;

/** Values of e^{iφ}: rational numbers of modulus 1. */
const unimodular = ['3/5 + 4/5 i', '12/13 - 5/13 i', '-8/17 + 15/17 i', '7/25 - 24/25 i', 'i', '-4/5 - 3/5 i'] as const;

/** The list rotated by k places. Equal values of all couplings would be a special point with more degeneracies. */
function turned(list: readonly string[], k: number): string[] {
  const from = k % positive.length;
  return [...list.slice(from), ...list.slice(0, from)];
}

type Values = Record<string, string | number>;

/** Number of cases of a law of rates. */
export const casesWanted = 24;

/** Couplings, temperatures and rings of a perturbed chain. */
export function rateSpace(parts: Parts, hamiltonian: Operator): CaseSpace<PerturbedRing> {
  const perturbation = parts.whole;
  const names = [
    ...new Set([...parametersOf(hamiltonian), ...parametersOf(perturbation), ...parts.jumps.flatMap(parametersOf)]),
  ].sort();
  const valuesOf = valuesIn([hamiltonian, perturbation, ...parts.jumps]);
  const parameters = Object.fromEntries(names.map((name, k) => [name, choices(turned(valuesOf(name), k))]));
  const period = [hamiltonian, perturbation]
    .flatMap((o) => o.terms.map((t) => weightPeriod(weightIn(t.place))))
    .reduce(commonPeriod, 1);
  const least = Math.max(3, operatorRange(hamiltonian), operatorRange(perturbation), ...parts.jumps.map(operatorRange));
  const fitting = [3, 4, 5, 6].filter((n) => n >= least && n % period === 0);
  const couplings = [couplingOf(parts), ...parts.jumps].filter((a) => !isZeroOperator(a));
  const plain = fitting.filter((n) => !wrapsOntoItself(couplings, n));
  const sites = plain.length > 0 ? plain : fitting;
  return caseSpace<Values, PerturbedRing>({
    parameters: {
      ...parameters,
      'ring-sites': choices(sites.map(String)),
      'bath-temperature': reals({ from: 0.5, to: 3, corners: [1, 0.5], unit: 'energy' }),
      'bath-width': reals({ from: 0.4, to: 1, corners: [0.6], unit: 'the energy of a spin, at least 1' }),
      'drive-width': reals({ from: 0.1, to: 0.5, corners: [0.2], unit: 'energy' }),
      factor: reals({ from: 0.2, to: 4, corners: [2, 0.5] }),
    } as unknown as { readonly [K: string]: Domain<string | number> },
    wanted: casesWanted,
    build: (point) => {
      if (sites.length === 0)
        refuse(
          'no-ring',
          `strings of ${least} sites need a ring of as many, and rates are computed on rings of up to 6`,
        );
      return perturbedRing(parts, hamiltonian, names, point);
    },
  });
}

/**
 * The operator that causes the transitions: the coupling to the bath, otherwise the density of a static V coupled to
 * phonons.
 */
export function couplingOf(parts: Parts): Operator {
  return isZeroOperator(parts.bath) ? withDisplacements(parts.static) : parts.bath;
}

/**
 * Is there a translation of the ring that takes every V_j to its own sites? It may give rise to a symmetry of all of
 * them that no longer chain has, as for V_j = S^x_{j−1} − S^x_{j+1} on four sites.
 */
function wrapsOntoItself(couplings: readonly Operator[], sites: number): boolean {
  if (couplings.length === 0) return false;
  const modulo = (n: number): number => ((n % sites) + sites) % sites;
  const supports = couplings.map(
    ({ terms }) =>
      new Set(
        terms.flatMap((t) =>
          [...lettersOf(t.word)].flatMap((letter, k) => (letter === 'I' ? [] : [modulo(firstSite(t.place) + k)])),
        ),
      ),
  );
  return Array.from({ length: sites - 1 }, (_, k) => k + 1).some((by) =>
    supports.every((s) => [...s].every((x) => s.has(modulo(x + by)))),
  );
}

/** The values that a parameter of some operators may take, by its name. */
function valuesIn(operators: readonly Operator[]): (name: string) => readonly string[] {
  const kinds = new Map<string, ScalarSymbol['kind']>();
  for (const { terms } of operators)
    for (const { coefficient } of terms) for (const { name, kind } of symbolsOf(coefficient)) kinds.set(name, kind);
  const roots = rootsIn(operators);
  return (name) => {
    switch (kinds.get(name)) {
      case 'complex':
      case 'conjugate':
        return complexValues;
      case 'phase':
        return unimodular;
      default:
        return roots.has(name) ? positive : signed;
    }
  };
}

/** Parameters that occur under a root or as a frequency, which must be positive. */
function rootsIn(operators: readonly Operator[]): Set<string> {
  const found = new Set<string>();
  const look = (symbol: ScalarSymbol, doubled: number): void => {
    if (doubled % 2 !== 0) found.add(symbol.name);
  };
  for (const { terms } of operators) {
    for (const { coefficient } of terms) {
      for (const { monomial } of coefficient.terms) {
        for (const { symbol, doubled } of monomial.factors) look(symbol, doubled);
        for (const { symbol } of monomial.mode?.base.factors ?? []) found.add(symbol.name);
      }
    }
  }
  return found;
}

function perturbedRing(general: Parts, hamiltonian: Operator, names: readonly string[], point: Values): PerturbedRing {
  const values = new Map<string, Coefficient>(names.map((name) => [name, scalarOf(String(point[name]))]));
  const at = (o: Operator): Operator => substituteOperator(o, values);
  // At couplings where terms cancel, the chain is a different one with symmetries of its own.
  if ([hamiltonian, general.whole, ...general.jumps].some((o) => at(o).terms.length < o.terms.length)) {
    refuse('terms-cancel', 'terms of H0 or V cancel at these couplings');
  }
  const h = at(hamiltonian);
  const parts = partsOf(
    at(general.whole),
    general.jumps.map((l) => jumpDensity(at(l))),
  );
  const coupling = couplingOf(parts);
  const [temperature, driveWidth] = [Number(point['bath-temperature']), Number(point['drive-width'])];
  // The phonons must reach the energies that one spin can exchange, since far from their frequency rates fall below
  // rounding.
  const width = Number((Number(point['bath-width']) * Math.max(1, energyOfSpin(h) / 1.5)).toFixed(2));
  const sites = Number(point['ring-sites']);
  const drive: Operator = {
    terms: parts.whole.terms.filter(
      (t) => !isDisplaced(t.place) && t.coefficient.terms.some((c) => c.monomial.mode !== undefined),
    ),
  };
  const chain = (factor: number): DrivenChain => {
    const scaled = (o: Operator): ReturnType<typeof numericOperator> =>
      numericOperator(o).map((t) => ({ ...t, re: factor * t.re, im: factor * t.im }));
    const perturbations: ChainPerturbation[] = [];
    if (!isZeroOperator(coupling))
      perturbations.push({ kind: 'bath', coupling: scaled(coupling), phonons: { temperature, frequency: 1, width } });
    if (parts.harmonics.length > 0) {
      const base = evaluateCoefficient(fromGaussian(gaussian(1), parts.frequency!), () => 1).re;
      perturbations.push({
        kind: 'drive',
        frequency: base,
        width: driveWidth,
        harmonics: parts.harmonics.map(({ multiple, component }) => ({
          multiple: Number(multiple.num) / Number(multiple.den),
          operator: adjointNumeric(scaled(component)),
        })),
      });
    }
    for (const jump of parts.jumps)
      perturbations.push({ kind: 'jump', operator: scaled(jumpDensity(jump)), everywhere: true });
    return { sites, hamiltonian: numericOperator(h), perturbations };
  };
  const statements = [
    `hamiltonian ${textOf(h)}`,
    ...(isZeroOperator(drive) ? [] : [`drive ${textOf(drive)} with width = ${driveWidth}`]),
    ...parts.jumps.map((l) => `jump ${writeDensity(jumpDensity(l))}`),
    ...(isZeroOperator(coupling)
      ? []
      : [`bath ${textOf(coupling)} with temperature = ${temperature}, frequency = 1, width = ${width}`]),
  ];
  return {
    chain,
    temperature,
    factor: Number(point.factor),
    rates: ringRates,
    generator: generatorMatrix,
    line: `${statements.join('; ')} # on a ring of ${sites} sites`,
  };
}

/** The largest energy by which one spin can change the total: twice the sum of the moduli of the coefficients. */
function energyOfSpin(hamiltonian: Operator): number {
  return 2 * numericOperator(hamiltonian).reduce((sum, { re, im }) => sum + Math.hypot(re, im), 0);
}

const writeDensity = (density: Operator): string => writeText(expressOperator(density, { free: true }));

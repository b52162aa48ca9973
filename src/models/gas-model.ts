import {
  type Coefficient,
  type Monomial,
  type Rational,
  evaluateCoefficient,
  rationalText,
  refuseUnset,
  sortedFactors,
  gcd,
  multiplyIntegers,
  rational,
} from '../exact/index.js';
import { type FourierMatrix, type GasModel, gasModel, mostLevels } from '../floquet/index.js';
import { type ComplexMatrix, complex } from '../numeric/index.js';
import type { LevelEntry } from '../spin/index.js';
import { limit, refuse } from '../text/index.js';
import type { ModelDeclaration } from '../meaning/index.js';
import { realNumber } from './real-number.js';

/** The settings that `gas … with` accepts. */
const settingNames = ['mass', 'density', 'dimension', 'frequency'];

/**
 * The numerical model of a `gas` statement: level operators become the Fourier components of H(t), and those with δ(x −
 * a) become the couplings.
 *
 * The frequency is the largest one of which all harmonics in the operators are integer multiples; `with frequency = …`
 * chooses a smaller one, or gives a frequency to an undriven system. In three dimensions the operator under δ(x) is the
 * inverse scattering-length matrix.
 *
 * @diagnostic `gas-setting`, `unset-parameter` with the names, `two-frequencies`, `gas-frequency`,
 *   `gas-levels`, `too-many-harmonics`, those of `gasModel`
 */
export function gasModelOf(declaration: Extract<ModelDeclaration, { role: 'gas' }>): GasModel {
  const setting = (name: string): number | undefined => {
    const value = declaration.settings.get(name);
    if (!value) return undefined;
    const x = settledNumber(value, name);
    if (x === 0 && value.terms.length > 0)
      refuse('gas-setting', `${name} is too small: double precision ends at ${Number.MIN_VALUE}`, {
        hint: 'take a larger unit',
      });
    return x;
  };
  for (const name of declaration.settings.keys()) {
    if (!settingNames.includes(name))
      refuse('gas-setting', `a gas has no setting "${name}"`, { expected: settingNames });
  }
  const entries = declaration.operators.flatMap((o) => [...o.entries]);
  const named = entries.flatMap((e) => [e.row, e.column]).filter((s) => s !== undefined);
  // States are counted from 1, or from 0 where |0> is one of them.
  const first = named.includes(0) ? 0 : 1;
  const levels = Math.max(0, ...named) - first + 1;
  if (named.length === 0)
    refuse('gas-levels', 'the gas has no levels', { hint: 'level operators are written |1><1|, |1><2|' });
  if (levels > mostLevels)
    refuse('gas-levels', `|${levels + first - 1}> makes ${levels} levels; at most ${mostLevels} can be computed`);
  const frequency = frequencyOf(entries, setting('frequency'));
  const hamiltonian = entries.filter((e) => e.position === undefined);
  const places = new Map<number, LevelEntry[]>();
  for (const entry of entries) {
    if (entry.position === undefined) continue;
    const x = settledNumber(entry.position, 'the position of a scatterer');
    places.set(x, [...(places.get(x) ?? []), entry]);
  }
  const [mass, density, dimension] = [setting('mass'), setting('density'), setting('dimension')];
  return gasModel({
    levels,
    frequency,
    ...(mass !== undefined && { mass }),
    ...(density !== undefined && { density }),
    ...(dimension !== undefined && { dimension }),
    hamiltonian: components(hamiltonian, levels, first, frequency),
    scatterers: [...places].map(([position, list]) => ({
      position,
      coupling: components(list, levels, first, frequency),
    })),
  });
}

/** Refuses a coefficient that still contains parameters. */
function settled(a: Coefficient, what: string): void {
  const free = new Set<string>();
  const visit = (m: Monomial): void => {
    for (const { symbol } of sortedFactors(m))
      if (symbol.kind !== 'prime' && symbol.kind !== 'constant') free.add(symbol.name);
    if (m.mode) visit(m.mode.base);
  };
  for (const { monomial } of a.terms) visit(monomial);
  if (free.size === 0) return;
  const [name] = [...free] as [string];
  refuseUnset(name, `${what} needs ${free.size === 1 ? 'a value' : 'values'} for ${[...free].join(', ')}`);
}

function settledNumber(a: Coefficient, what: string): number {
  settled(a, what);
  if (a.terms.some((t) => t.monomial.mode)) refuse('gas-setting', `${what} depends on time`);
  return realNumber(a, what);
}

const quotient = ({ num, den }: Rational): number => Number(num) / Number(den);

/** Largest harmonic of the frequency: beyond it no matrix of modes fits into memory. */
const mostHarmonics = 1e5;

/** The frequency of which all harmonics are multiples. */
function frequencyOf(entries: readonly LevelEntry[], given: number | undefined): number {
  let base: Monomial | undefined;
  let largest = 0;
  let common: Rational = rational(0);
  for (const { coefficient } of entries) {
    settled(coefficient, 'the gas');
    for (const { monomial } of coefficient.terms) {
      if (!monomial.mode) continue;
      base ??= monomial.mode.base;
      if (base !== monomial.mode.base) {
        refuse('two-frequencies', 'two base frequencies meet in the gas', {
          hint: 'all that depends on time has one frequency and its multiples',
        });
      }
      largest = Math.max(largest, Math.abs(quotient(monomial.mode.multiple)));
      common = commonUnit(common, monomial.mode.multiple);
    }
  }
  if (given !== undefined) return given;
  if (!base) return 1;
  const harmonics = largest / (Number(common.num) / Number(common.den));
  if (!(harmonics <= mostHarmonics)) {
    limit(
      'too-many-harmonics',
      `the frequencies are multiples of ${rationalText(common)} with harmonics up to ${harmonics.toPrecision(8)}; at most ${mostHarmonics} can be computed`,
      {
        hint: 'frequencies that are nearly equal have a very small one in common: make them equal, or take simpler ratios',
      },
    );
  }
  const unit = evaluateCoefficient({ terms: [{ monomial: base, value: { re: 1, im: 0, den: 1 } }] }, refuseUnset).re;
  return Math.abs(unit * (Number(common.num) / Number(common.den)));
}

/** The largest rational of which both are multiples. */
function commonUnit(a: Rational, b: Rational): Rational {
  return rational(gcd(multiplyIntegers(a.num, b.den), multiplyIntegers(b.num, a.den)), multiplyIntegers(a.den, b.den));
}

function components(entries: readonly LevelEntry[], levels: number, first: number, frequency: number): FourierMatrix {
  const out = new Map<number, ComplexMatrix>();
  for (const { row, column, coefficient } of entries) {
    for (const term of coefficient.terms) {
      let k = 0;
      if (term.monomial.mode) {
        const { base, multiple } = term.monomial.mode;
        const own =
          evaluateCoefficient({ terms: [{ monomial: base, value: { re: 1, im: 0, den: 1 } }] }, refuseUnset).re *
          quotient(multiple);
        const exact = own / frequency;
        k = Math.round(exact);
        if (Math.abs(exact - k) > 1e-9 || k === 0) {
          refuse('gas-frequency', `the frequency ${Math.abs(own)} of a harmonic is no multiple of ${frequency}`, {
            hint: 'leave frequency out, it follows from the operators',
          });
        }
      }
      const matrix = out.get(k) ?? complex(levels, levels);
      out.set(k, matrix);
      // At time zero a mode is 1, so the value there is its amplitude.
      const { re, im } = evaluateCoefficient({ terms: [term] }, refuseUnset, 0);
      const places =
        row === undefined || column === undefined
          ? Array.from({ length: levels }, (_, i) => i * levels + i)
          : [(row - first) * levels + column - first];
      for (const p of places) {
        matrix.re[p]! += re;
        matrix.im[p]! += im;
      }
    }
  }
  return out;
}

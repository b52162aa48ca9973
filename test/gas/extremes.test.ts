import { describe, expect, test } from 'vitest';
import { resonanceNotes } from '../../src/report/gas-remarks.js';
import { type GasModel, gasModel, propagatorFits } from '../../src/floquet/index.js';
import { decimalRates, rates, steadyPopulations, transitionTable } from '../../src/gas/index.js';
import { decimalSystem, floquetSystem } from '../../src/scattering/index.js';
import { type ComplexMatrix, complex } from '../../src/numeric/index.js';
import { DiagnosticError } from '../../src/text/index.js';

function matrix(...re: number[]): ComplexMatrix {
  const n = Math.sqrt(re.length);
  return complex(n, n, Float64Array.from(re), new Float64Array(n * n));
}

interface Change {
  readonly level?: number;
  readonly coupling?: number;
  readonly distance?: number;
  readonly drive?: number;
  readonly dimension?: number;
}

/** Two levels, the lower one driven; one scatterer, or two alike. */
function model({ level = 1, coupling = 1, distance = 0, drive = 0.3, dimension = 1 }: Change): GasModel {
  const w = new Map([[0, matrix(coupling, 0.3 * coupling, 0.3 * coupling, 0.8 * coupling)]]);
  return gasModel({
    levels: 2,
    frequency: 1.3,
    dimension,
    hamiltonian: new Map([
      [0, matrix(0, 0, 0, level)],
      [1, matrix(drive / 2, 0, 0, 0)],
    ]),
    scatterers: [0, distance].slice(0, distance === 0 ? 1 : 2).map((position) => ({ position, coupling: w })),
  });
}

function tableOf(change: Change, beta = 1) {
  return transitionTable(floquetSystem(model(change)), { betas: [beta] });
}

function code(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof DiagnosticError) return `${error.diagnostic.kind} ${error.diagnostic.code}`;
    throw error;
  }
  return 'none';
}

/** The inelastic rate from the upper level to the lower, without quanta. */
function decay(change: Change): number {
  return rates(tableOf(change), 1).rate.at({ initial: 1, final: 0, quanta: 0 });
}

describe('couplings', () => {
  test('of a wall: rates fall with the square, up to where the limit is declared', () => {
    for (const coupling of [1e6, 1e8, 1e9])
      expect((decay({ coupling }) * coupling ** 2) / (decay({ coupling: 1e5 }) * 1e10)).toBeCloseTo(1, 3);
    for (const coupling of [1e12, 1e100, 1e300])
      expect(code(() => tableOf({ coupling }))).toBe('limit coupling-out-of-range');
  });

  test('that are weak: populations no longer depend on them, down to where the limit is declared', () => {
    const upper = (coupling: number): number => steadyPopulations(rates(tableOf({ coupling }), 1)).populations[1]!;
    expect(upper(1e-100)).toBeCloseTo(upper(1e-60), 6);
    for (const coupling of [1e-150, 1e-200, 1e-300])
      expect(code(() => tableOf({ coupling }))).toBe('limit coupling-out-of-range');
  });

  test('in three dimensions a large inverse scattering length is a weak one, and a small one no limit', () => {
    expect(code(() => tableOf({ coupling: -1e-12, dimension: 3 }))).toBe('none');
    expect(code(() => tableOf({ coupling: -1e200, dimension: 3 }))).toBe('limit coupling-out-of-range');
  });
});

test('scatterers far apart: the limit is named before the work, and its hint leads to an answer', () => {
  let hint = '';
  try {
    tableOf({ distance: 1e5, drive: 0 });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    expect(error.diagnostic.code).toBe('too-many-energies');
    expect(error.diagnostic.kind).toBe('limit');
    hint = error.diagnostic.hint!;
  }
  const beta = Number(/about (?<beta>[\d.e+]+) would/u.exec(hint)!.groups!['beta']);
  expect(beta).toBeGreaterThan(1);
  expect(
    code(() => transitionTable(floquetSystem(model({ distance: 1e5, drive: 0 })), { betas: [1e4 * beta], nodes: 4 })),
  ).toBe('none');
});

test('levels far beyond the frequency: the propagator over a period is not asked for, and the state is found', () => {
  expect(propagatorFits(model({}))).toBe(true);
  expect(propagatorFits(model({ level: 1e6 }))).toBe(false);
  const { populations } = steadyPopulations(rates(tableOf({ level: 1e6 }), 1));
  expect(populations[0]).toBeCloseTo(1, 12);
});

test('decimal rates say how long they take before the first energy', () => {
  const plan = (digits: number): number => {
    const system = decimalSystem(model({}), digits);
    let told = 0;
    const stop = new Error('told');
    try {
      decimalRates(system, system.field.real('1'), {
        sidebands: 4,
        onPlan: (seconds) => {
          told = seconds;
          throw stop;
        },
        onEnergy: () => expect.unreachable(),
      });
    } catch (error) {
      if (error !== stop) throw error;
    }
    return told;
  };
  expect(plan(1)).toBeGreaterThan(0.1);
  expect(plan(60) / plan(10)).toBeCloseTo((1.1 * 60 + 6) / (1.1 * 10 + 6), 9);
});

describe('the note on resonances', () => {
  const at = (energy: number, states = 1, width = 1e-12) => ({ energy, width, states });

  test('there is one, however many resonances there are', () => {
    expect(resonanceNotes([])).toEqual([]);
    for (const list of [[at(0.5)], [at(0.5), at(0.5 + 1e-12)], Array.from({ length: 100 }, (_, k) => at(k))])
      expect(resonanceNotes(list)).toHaveLength(1);
  });

  test('energies that agree as written stand once, with their number; the width is the largest', () => {
    const [note] = resonanceNotes([at(0.5), at(0.25, 2), at(0.5 + 1e-12, 1, 3e-10)]);
    expect(note).toMatch(/^4 resonances/u);
    expect(note!.match(/0\.5000/gu)).toHaveLength(1);
    expect(note).toContain('0.50000000 (2), 0.25000000 (2)');
    expect(note).toContain('3e-10');
  });
});

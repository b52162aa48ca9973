import { describe, expect, test } from 'vitest';
import type { GasModel } from '../../src/floquet/index.js';
import { Session } from '../../src/session/index.js';
import { gasModelOf } from '../../src/models/index.js';
import { DiagnosticError } from '../../src/text/index.js';

function gas(text: string, settings: readonly string[] = []): GasModel {
  const session = new Session();
  for (const s of settings) session.set(s);
  for (const outcome of session.run({ name: 'case', text })) {
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
    if (outcome.kind === 'model' && outcome.model.role === 'gas') return gasModelOf(outcome.model);
  }
  throw new Error('no gas');
}

function codeOf(body: () => unknown): string | undefined {
  try {
    body();
  } catch (error) {
    return error instanceof DiagnosticError ? error.diagnostic.code : String(error);
  }
  return undefined;
}

const coupling = 'δ(x) (|1><1| + |2><2|)';
const at = (a: GasModel['hamiltonian'], k: number, p: number): [number, number] | undefined => {
  const m = a.get(k);
  return m && [m.re[p]!, m.im[p]!];
};

describe('a gas statement in numbers', () => {
  test('Fourier components of a drive with a phase, both signs', () => {
    const { hamiltonian, frequency, mass, density, dimension } = gas(
      `ω = 1.5; gas |2><2| + 0.4 sin(ω t + π/6) (|1><2| + h.c.), ${coupling} with mass = 2, density = 1/2`,
    );
    expect({ frequency, mass, density, dimension }).toEqual({ frequency: 1.5, mass: 2, density: 0.5, dimension: 1 });
    // 0.4 sin(ωt + π/6) = Σ_± ±0.2/i e^{±i(ωt + π/6)}
    const [re, im] = at(hamiltonian, 1, 1)!;
    expect(re).toBeCloseTo(0.2 * Math.sin(Math.PI / 6), 14);
    expect(im).toBeCloseTo(-0.2 * Math.cos(Math.PI / 6), 14);
    expect(at(hamiltonian, -1, 2)).toEqual([re, -im]);
    expect(at(hamiltonian, 0, 3)).toEqual([1, 0]);
  });

  test('the frequency is the one of which all harmonics are multiples, in levels and couplings', () => {
    const model = gas('w = 1/2; gas cos(4 w t) |1><1| + |2><2|, δ(x - 1/2) (|1><1| + |2><2| + cos(6 w t) |1><1|)');
    expect(model.frequency).toBe(1);
    expect([...model.hamiltonian.keys()].sort()).toEqual([-2, 0, 2]);
    expect([...model.scatterers[0]!.coupling.keys()].sort()).toEqual([-3, 0, 3]);
    expect(model.scatterers[0]!.position).toBe(0.5);
    expect([...gas('gas cos(4 t) |1><1|, δ(x) |1><1| with frequency = 2').hamiltonian.keys()]).toEqual([-2, 2]);
  });

  test('values from outside, positions that add up, a bare δ is the same for all levels, states from |0>', () => {
    expect(gas('gas g cos(w t) |1><1|, δ(x) |1><1|', ['g=3', 'w=2']).frequency).toBe(2);
    const { scatterers } = gas('gas |1><1| + |2><2|, δ(x + 1) 0.3 + δ(x) |1><1| + δ(x) |2><2|');
    expect(scatterers.map((s) => s.position)).toEqual([-1, 0]);
    expect(at(scatterers[0]!.coupling, 0, 3)).toEqual([0.3, 0]);
    expect(at(scatterers[0]!.coupling, 0, 1)).toEqual([0, 0]);
    expect(gas('gas |0><0| - |1><1|, δ(x) |0><0|').levels).toBe(2);
    expect(gas(`gas |2><2|, ${coupling} with dimension = 3`).dimension).toBe(3);
  });

  test.each([
    ['gas g |1><1|, δ(x) |1><1|', 'unset-parameter'],
    ['gas cos(w t) |1><1|, δ(x) |1><1|', 'unset-parameter'],
    ['gas |1><1|, δ(x - b) |1><1|', 'unset-parameter'],
    ['gas cos(t) |1><1|, δ(x) cos(π t) |1><1|', 'two-frequencies'],
    ['gas cos(t) |1><1|, δ(x) |1><1| with frequency = 0.7', 'gas-frequency'],
    [`gas |2><2|, ${coupling} with mass = i`, 'not-real'],
    [`gas |2><2|, ${coupling} with volume = 1`, 'gas-setting'],
    [`gas |2><2|, ${coupling} with mass = 0`, 'gas-mass'],
    ['gas |9999><9999|, δ(x) |1><1|', 'gas-levels'],
    ['gas |1><1|', 'gas-scatterers'],
  ])('%s: %s', (text, code) => {
    expect(codeOf(() => gas(text))).toBe(code);
  });
});

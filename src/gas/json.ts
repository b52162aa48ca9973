import { type ComplexMatrix, complex } from '../numeric/index.js';
import { DiagnosticError, type Source, refuse } from '../text/index.js';
import { type FourierMatrix, type GasDescription, type GasModel, gasModel } from './model.js';

/** Fields of a model in JSON that are single numbers. */
export const scalarFields = ['frequency', 'mass', 'density'] as const;
const fields = ['levels', ...scalarFields, 'dimension', 'hamiltonian', 'scatterers'];

/**
 * A model in JSON: `levels`, `frequency`, `mass`, `density`, `dimension`, `hamiltonian` and each scatterer's `coupling` as Fourier
 * components {"0": matrix, "1": matrix, …}, a matrix as rows of [re, im] or of plain numbers.
 *
 * @param overrides  values that stand instead of the model's
 * @diagnostic `json-syntax`, `json-field`, those of `gasModel`; every message names the field
 */
export function readGasModel(source: Source, overrides: Partial<Record<(typeof scalarFields)[number], number>> = {}): GasModel {
  const given = record(parse(source), 'the model');
  for (const name of Object.keys(given)) {
    if (!fields.includes(name)) refuse('json-field', `the model has an unknown field "${name}"`, { expected: fields });
  }
  const levels = number(given['levels'], 'levels');
  // Before anything of that size is made.
  if (!Number.isInteger(levels) || levels < 1) refuse('gas-levels', `levels must be a whole number from 1, not ${levels}`);
  const scatterers = given['scatterers'] ?? [];
  if (!Array.isArray(scatterers)) refuse('json-field', 'scatterers must be a list', { hint: '"scatterers": [{"position": 0, "coupling": {"0": …}}]' });
  const scalar = (name: (typeof scalarFields)[number], otherwise?: number): number =>
    overrides[name] ?? (given[name] === undefined && otherwise !== undefined ? otherwise : number(given[name], name));
  const description: GasDescription = {
    levels,
    frequency: scalar('frequency'),
    mass: scalar('mass', 1),
    density: scalar('density', 1),
    dimension: given['dimension'] === undefined ? 1 : number(given['dimension'], 'dimension'),
    hamiltonian: fourier(given['hamiltonian'] ?? {}, levels, 'hamiltonian'),
    scatterers: scatterers.map((s: unknown, k) => {
      const at = `scatterers[${k}]`;
      const one = record(s, at);
      for (const name of Object.keys(one)) {
        if (name !== 'position' && name !== 'coupling') refuse('json-field', `${at} has an unknown field "${name}"`, { expected: ['position', 'coupling'] });
      }
      if (one['coupling'] === undefined) refuse('json-field', `${at} has no coupling`);
      return { position: one['position'] === undefined ? 0 : number(one['position'], `${at}.position`), coupling: fourier(one['coupling'], levels, `${at}.coupling`) };
    }),
  };
  return gasModel(description);
}

function parse(source: Source): unknown {
  try {
    return JSON.parse(source.text) as unknown;
  } catch (error) {
    const said = (error as Error).message;
    const position = /position (?<at>\d+)/u.exec(said)?.groups?.['at'];
    const start = position === undefined ? source.text.length : Math.min(Number(position), source.text.length);
    throw new DiagnosticError({
      kind: 'input',
      code: 'json-syntax',
      message: 'the model is not JSON',
      span: { source, start, end: Math.min(start + 1, source.text.length) },
      hint: said,
    });
  }
}

function record(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse('json-field', `${what} must be an object { … }`);
  return value as Record<string, unknown>;
}

function number(value: unknown, what: string): number {
  if (value === undefined) refuse('json-field', `the model has no ${what}`);
  if (typeof value !== 'number') refuse('json-field', `${what} must be a number, not ${JSON.stringify(value)?.slice(0, 60)}`);
  return value;
}

function fourier(value: unknown, levels: number, what: string): FourierMatrix {
  const out = new Map<number, ComplexMatrix>();
  for (const [key, rows] of Object.entries(record(value, what))) {
    if (!/^(?:0|-?[1-9]\d{0,5})$/u.test(key)) refuse('json-field', `${what} has a component "${key}"; components are named by whole numbers`, { hint: '{"0": matrix, "1": matrix, …}' });
    out.set(Number(key) + 0, matrix(rows, levels, `${what}["${key}"]`));
  }
  return out;
}

function matrix(value: unknown, levels: number, what: string): ComplexMatrix {
  if (!Array.isArray(value)) refuse('json-field', `${what} must be a matrix, a list of rows`);
  if (value.length !== levels) refuse('gas-shape', `${what} has ${value.length} rows; with ${levels} levels it must have ${levels}`);
  for (const [i, row] of value.entries()) {
    if (!Array.isArray(row)) refuse('json-field', `row ${i + 1} of ${what} must be a list`);
    if (row.length !== levels) refuse('gas-shape', `row ${i + 1} of ${what} has ${row.length} elements; with ${levels} levels it must have ${levels}`);
  }
  const out = complex(levels, levels);
  for (const [i, row] of (value as unknown[][]).entries()) {
    for (const [j, element] of row.entries()) {
      const pair = typeof element === 'number' ? [element, 0] : element;
      if (!Array.isArray(pair) || pair.length !== 2 || !pair.every((x) => typeof x === 'number')) {
        refuse('json-field', `row ${i + 1}, column ${j + 1} of ${what} must be [re, im], not ${JSON.stringify(element)?.slice(0, 60)}`);
      }
      [out.re[i * levels + j], out.im[i * levels + j]] = pair as [number, number];
    }
  }
  return out;
}

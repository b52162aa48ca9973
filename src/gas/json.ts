import { type FourierMatrix, type GasModel, gasModel } from '../floquet/index.js';
import { type ComplexMatrix, complex } from '../numeric/index.js';
import { type Json, type Source, type Span, jsonSpan, readJson, refuse } from '../text/index.js';

/** Fields of a model in JSON that are single numbers. */
export const scalarFields = ['frequency', 'mass', 'density'] as const;
const fields = ['levels', ...scalarFields, 'dimension', 'hamiltonian', 'scatterers'];

/**
 * A model in JSON: `levels`, `frequency`, `mass`, `density`, `dimension`, `hamiltonian` and each scatterer's `coupling`
 * as Fourier components {"0": matrix, "1": matrix, …}, a matrix as rows of [re, im] or of plain numbers.
 *
 * `levels`, `frequency`, `hamiltonian` and `scatterers` are required; null counts as missing. Missing components are
 * zero.
 *
 * @param overrides  values that replace those of the model
 * @diagnostic `json-syntax`, `json-twice`, `json-number`, `json-field`, those of `gasModel`; each with the place and
 *   the name of the field
 */
export function readGasModel(
  source: Source,
  overrides: Partial<Record<(typeof scalarFields)[number], number>> = {},
): GasModel {
  const reader = new ModelReader(source);
  const given = reader.object(readJson(source), 'the model', fields);
  const field = (name: string): Json =>
    given.get(name) ?? refuse('json-field', `the model has no ${name}`, { hint: examples[name] ?? `"${name}": 1` });
  const places: Partial<
    Record<'levels' | 'frequency' | 'mass' | 'density' | 'dimension' | 'hamiltonian' | 'scatterers', Span>
  > = {};
  const number = (name: 'levels' | 'frequency' | 'mass' | 'density' | 'dimension', otherwise?: number): number => {
    const value = given.get(name);
    if (value === undefined && otherwise !== undefined) return otherwise;
    places[name] = jsonSpan(source, field(name));
    return reader.number(field(name), name);
  };
  const scalar = (name: (typeof scalarFields)[number], otherwise?: number): number =>
    overrides[name] ?? number(name, otherwise);
  const levels = number('levels');
  // The check comes before anything of that size is made.
  if (!Number.isInteger(levels) || levels < 1)
    refuse('gas-levels', `levels must be a whole number from 1, not ${levels}`, { span: places.levels! });
  const frequency = scalar('frequency');
  const [mass, density, dimension] = [scalar('mass', 1), scalar('density', 1), number('dimension', 1)];
  places.hamiltonian = jsonSpan(source, field('hamiltonian'));
  const hamiltonian = reader.fourier(field('hamiltonian'), levels, 'hamiltonian');
  places.scatterers = jsonSpan(source, field('scatterers'));
  const scatterers = reader.list(field('scatterers'), 'scatterers', examples['scatterers']).map((s, k) => {
    const at = `scatterers[${k}]`;
    const one = reader.object(s, at, ['position', 'coupling']);
    const [position, coupling] = [one.get('position'), one.get('coupling')];
    if (coupling === undefined)
      refuse('json-field', `${at} has no coupling`, { span: jsonSpan(source, s), hint: examples['scatterers']! });
    return {
      position: position === undefined ? 0 : reader.number(position, `${at}.position`),
      coupling: reader.fourier(coupling, levels, `${at}.coupling`),
      place: jsonSpan(source, coupling),
    };
  });
  return gasModel({ levels, frequency, mass, density, dimension, hamiltonian, scatterers, places });
}

const examples: Readonly<Record<string, string>> = {
  levels: '"levels": 2',
  frequency: '"frequency": 1; a system without a drive takes any',
  hamiltonian: '"hamiltonian": {"0": matrix, "1": matrix, …}; a matrix of zeros is written out',
  scatterers: '"scatterers": [{"position": 0, "coupling": {"0": matrix, …}}]',
};

/** Reads the parts of a model; every refusal names the place. */
class ModelReader {
  constructor(private readonly source: Source) {}

  object(value: Json, what: string, known: readonly string[]): ReadonlyMap<string, Json> {
    if (value.kind !== 'object') return this.wrong(value, what, 'an object { … }', examples[what]);
    for (const [name, place] of value.names) {
      if (known.includes(name)) continue;
      refuse('json-field', `${what} has an unknown field "${name}"`, {
        span: jsonSpan(this.source, place),
        expected: known,
      });
    }
    return value.fields;
  }

  list(value: Json, what: string, example?: string): readonly Json[] {
    return value.kind === 'list' ? value.items : this.wrong(value, what, 'a list [ … ]', example);
  }

  number(value: Json, what: string): number {
    return value.kind === 'number' ? value.value : this.wrong(value, what, 'a number', examples[what]);
  }

  fourier(value: Json, levels: number, what: string): FourierMatrix {
    if (value.kind !== 'object')
      return this.wrong(value, what, 'an object of Fourier components', '{"0": matrix, "1": matrix, …}');
    const out = new Map<number, ComplexMatrix>();
    for (const [key, rows] of value.fields) {
      if (!/^(?:0|-?[1-9]\d{0,5})$/u.test(key)) {
        refuse('json-field', `${what} has a component "${key}"; components are named by whole numbers`, {
          span: jsonSpan(this.source, value.names.get(key)!),
          hint: '{"0": matrix, "1": matrix, …}',
        });
      }
      out.set(Number(key), this.matrix(rows, levels, `${what}["${key}"]`));
    }
    return out;
  }

  private matrix(value: Json, levels: number, what: string): ComplexMatrix {
    const shape = (rows: readonly Json[], name: string, parts: string, span: Json): readonly Json[] => {
      if (rows.length !== levels)
        refuse('gas-shape', `${name} has ${rows.length} ${parts}; with ${levels} levels it must have ${levels}`, {
          span: jsonSpan(this.source, span),
        });
      return rows;
    };
    const rows = shape(
      this.list(value, what, 'a matrix is a list of rows: [[[0, 0], [1, 0]], [[1, 0], [0, 0]]]'),
      what,
      'rows',
      value,
    ).map((row, i) => {
      const name = `row ${i + 1} of ${what}`;
      return shape(this.list(row, name, 'a row is a list of numbers or of [re, im]'), name, 'elements', row);
    });
    const out = complex(levels, levels);
    for (const [i, row] of rows.entries()) {
      for (const [j, element] of row.entries()) {
        const [re, im] = this.complexNumber(element, `row ${i + 1}, column ${j + 1} of ${what}`);
        out.re[i * levels + j] = re;
        out.im[i * levels + j] = im;
      }
    }
    return out;
  }

  private complexNumber(value: Json, what: string): readonly [re: number, im: number] {
    if (value.kind === 'number') return [value.value, 0];
    const [re, im, more] = value.kind === 'list' ? value.items : [];
    if (re?.kind === 'number' && im?.kind === 'number' && more === undefined) return [re.value, im.value];
    return this.wrong(value, what, '[re, im]', 'two numbers, or one where it is real');
  }

  private wrong(value: Json, what: string, wanted: string, hint?: string): never {
    const text = this.source.text.slice(value.start, value.end);
    return refuse('json-field', `${what} must be ${wanted}, not ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`, {
      span: jsonSpan(this.source, value),
      ...(hint !== undefined && { hint }),
    });
  }
}

import { mostSeed, scanOf, takesValue } from '../report/index.js';
import { DiagnosticError, type Json } from '../text/index.js';
import { canonicalValue } from './exact-number.js';
import { type ManifestPlace, type ManifestReader, jsonKind, refuseIn } from './manifest-reader.js';
import type { ManifestValues } from './manifest-values.js';
import { type Sampler, samplerOf } from './sampling.js';
import type { TaskOptionValue } from './task.js';

/** Largest number of points of a sweep. */
export const mostTasks = 250_000;

/** The values of what varies, point by point. */
export interface ManifestRows {
  /** the names of what varies, with the places of their values */
  readonly names: ReadonlyMap<string, ManifestPlace>;
  /** the place of all of them */
  readonly place: ManifestPlace;
  readonly count: number;
  /** the values at a point, counted from 0 */
  at(index: number): Readonly<Record<string, TaskOptionValue>>;
}

type Variation = Pick<ManifestRows, 'names' | 'count' | 'at'>;

/** Reads "grid", "list" or "sample", one of which a manifest has. */
export class VariationReader {
  constructor(
    private readonly reader: ManifestReader,
    private readonly values: ManifestValues,
  ) {}

  rows(whole: Json, fields: ReadonlyMap<string, Json>): ManifestRows {
    const { reader } = this;
    const kinds = (['grid', 'list', 'sample'] as const).filter((kind) => fields.has(kind));
    const [kind] = kinds;
    if (kind === undefined)
      return reader.refuse(
        whole,
        'nothing says which points there are: one of "grid", "list" and "sample" is missing',
        'as in "grid": {"B": "-2:2:0.5"}',
      );
    const place = fields.get(kind)!;
    if (kinds.length > 1)
      reader.refuse(
        fields.get(kinds[1]!)!,
        `"${kinds[0]}" and "${kinds[1]}" exclude each other`,
        'make two manifests for one store',
      );
    return { place, ...this[kind](place) };
  }

  private grid(value: Json): Variation {
    const { reader } = this;
    const { fields, names } = reader.object(value, '"grid"');
    if (fields.size === 0)
      reader.refuse(value, '"grid" is empty, so the sweep has no points', 'as in "grid": {"B": "-2:2:0.5"}');
    this.checkNames(names);
    const axes = [...fields].map(([name, item]) => ({
      name,
      values: reader.attempt(() => this.axis(name, names.get(name)!, item)) ?? [],
    }));
    return {
      names: fields,
      count: axes.reduce((product, { values }) => product * values.length, 1),
      // The last name of the manifest varies fastest.
      at: (index) => {
        const row: [string, TaskOptionValue][] = [];
        let rest = index;
        for (const { name, values } of axes.toReversed()) {
          row.unshift([name, values[rest % values.length]!]);
          rest = Math.floor(rest / values.length);
        }
        return Object.fromEntries(row);
      },
    };
  }

  private axis(name: string, at: ManifestPlace, value: Json): readonly TaskOptionValue[] {
    const values = this.axisValues(name, at, value);
    const known = new Set<string>();
    for (const one of values) {
      const text = JSON.stringify(one);
      if (known.has(text))
        refuseIn(
          'task-twice',
          this.reader,
          value,
          `${name} has the value ${String(one)} twice`,
          'leave one of the two out; 0.1 and 1e-1 are one value',
        );
      known.add(text);
    }
    return values;
  }

  private axisValues(name: string, at: ManifestPlace, value: Json): readonly TaskOptionValue[] {
    const { reader, values } = this;
    if (value.kind === 'list')
      return reader.list(value, name).flatMap((item) => {
        const found = reader.attempt(() => values.varied(name, at, item));
        return found === undefined ? [] : [found];
      });
    if (value.kind !== 'string')
      return reader.refuse(
        value,
        `the values of ${name} are a list or a text such as "-2:2:0.5", not ${jsonKind(value)}`,
        `as in "${name}": [${value.kind === 'number' ? reader.typed(value) : '0, 1'}]`,
      );
    if (name.startsWith('--') && !takesValue(values.optionNamed(name, at))) return [values.varied(name, at, value)];
    values.canonical(name, at);
    return this.scanned(name, value).map((text) => values.computed(name, at, canonicalValue(text)));
  }

  /** The values of a text as in --scan. */
  private scanned(name: string, value: Extract<Json, { kind: 'string' }>): readonly string[] {
    const { reader } = this;
    const tooMany = (count: number): never =>
      reader.tooLarge(
        value,
        `${name} has ${count} values, and a sweep has at most ${mostTasks} points`,
        'take a larger step',
      );
    try {
      return scanOf(`${name}=${value.value}`, { most: mostTasks, tooMany }).values;
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.code === 'sweep-too-large') throw error;
      return reader.refuse(value, error.message, `as in "${name}": "-2:2:0.5", "0..1:5" or [0, 0.5, 1]`);
    }
  }

  /** Refuses two names of one parameter. */
  private checkNames(names: ReadonlyMap<string, ManifestPlace>): void {
    const { reader, values } = this;
    const known = new Map<string, string>();
    for (const [name, place] of names)
      reader.attempt(() => {
        const canonical = values.canonical(name, place);
        const before = known.get(canonical);
        if (before !== undefined)
          reader.refuse(place, `${name} is the same parameter as ${before}`, 'leave one of the two out');
        known.set(canonical, name);
      });
  }

  private list(value: Json): Variation {
    const { reader } = this;
    const items = reader.list(value, '"list"');
    const names = new Map<string, Json>();
    const rows = items.map((item) => reader.attempt(() => this.row(item, names)) ?? {});
    return { names, count: rows.length, at: (index) => rows[index]! };
  }

  private row(item: Json, known: Map<string, Json>): Readonly<Record<string, TaskOptionValue>> {
    const { reader, values } = this;
    const { fields, names } = reader.object(item, 'a point of "list"');
    this.checkNames(names);
    return Object.fromEntries(
      [...fields].flatMap(([name, field]) => {
        if (!known.has(name)) known.set(name, field);
        const found = reader.attempt(() => values.varied(name, names.get(name)!, field));
        return found === undefined ? [] : [[name, found]];
      }),
    );
  }

  private sample(value: Json): Variation {
    const { reader } = this;
    const fields = reader.fields(value, '"sample"', ['count', 'seed', 'ranges']);
    const hint = '"sample": {"count": 100, "seed": 1, "ranges": {"B": [-2, 2]}}';
    const [count, seed, ranges] = ['count', 'seed', 'ranges'].map(
      (name) => fields.get(name) ?? reader.refuse(value, `"${name}" is missing in "sample"`, `as in ${hint}`),
    );
    const number = reader.attempt(() => this.sampleCount(count!)) ?? 0;
    const start = reader.attempt(() => reader.whole(seed!, '"seed"', 0, mostSeed)) ?? 0;
    const { fields: list, names } = reader.object(ranges!, '"ranges"');
    if (list.size === 0) reader.refuse(ranges!, '"ranges" is empty, so all points are the same', `as in ${hint}`);
    this.checkNames(names);
    const samplers = [...list].flatMap(([name, item]): (readonly [string, Sampler])[] => {
      const sampler = reader.attempt(() => this.sampler(name, names.get(name)!, item));
      return sampler ? [[name, sampler]] : [];
    });
    return {
      names: list,
      count: number,
      at: (index) => Object.fromEntries(samplers.map(([name, sampler]) => [name, sampler(start, index)])),
    };
  }

  private sampleCount(count: Json): number {
    const { reader } = this;
    if (reader.number(count, '"count"') > mostTasks)
      reader.tooLarge(
        count,
        `this sample has ${reader.typed(count)} points, and ${mostTasks} are the most`,
        'make several manifests with different seeds',
      );
    return reader.whole(count, '"count"', 1, mostTasks);
  }

  private sampler(name: string, at: ManifestPlace, item: Json): Sampler {
    const { reader, values } = this;
    values.canonical(name, at);
    if (name.startsWith('--') && !takesValue(values.optionNamed(name, at)))
      reader.refuse(item, `${name} takes no value, so it cannot be sampled`);
    return samplerOf(reader, name, item, {
      choice: (value) => values.varied(name, at, value),
      number: (text) => values.computed(name, at, text),
    });
  }
}

import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { canonicalName } from '../language/index.js';
import { editDistance } from '../meaning/index.js';
import { type OptionSpec, mostSeed, optionName, scanOf, takesValue } from '../report/index.js';
import { type Json, type Source, DiagnosticError, readJson } from '../text/index.js';
import { readTextFile, unlessRefused } from '../text/file.js';
import { type SweepCommand, engineVersion } from './engine.js';
import { canonicalValue } from './exact-number.js';
import { ManifestReader, jsonKind, proposal, refuseIn } from './manifest-reader.js';
import { type Sampler, samplerOf } from './sampling.js';
import { type SweepTask, type TaskOptionValue, digestOf, taskKey, taskText } from './task.js';

/** The version of manifests that this program reads. */
export const manifestVersion = 1;

/** Largest number of points of a sweep. */
const mostTasks = 250_000;

/** The fields of a manifest. */
export const manifestFields = [
  '$schema',
  'spinlaw-sweep',
  'title',
  'command',
  'input',
  'options',
  'set',
  'grid',
  'list',
  'sample',
] as const;

/** One point of a sweep, and its task. */
export interface SweepPoint {
  /** from 1, in the order of the manifest */
  readonly index: number;
  /** what varies, by the names of the manifest */
  readonly varied: Readonly<Record<string, TaskOptionValue>>;
  readonly task: SweepTask;
  readonly key: string;
}

/** A manifest that has been read and checked. */
export interface Sweep {
  readonly source: Source;
  readonly command: SweepCommand;
  /** the names of what varies, in the order of the manifest */
  readonly names: readonly string[];
  readonly points: readonly SweepPoint[];
  /** programs by their paths in the store, with the names of the files from which they were read */
  readonly programs: ReadonlyMap<string, Source>;
  /** the manifest with the paths of programs in the store */
  readonly storedText: string;
}

/** Endings by which a value is recognised as a file. */
const fileName = /^\S+\.(?:spin|json)$/u;

/** Where a store has the programs of its tasks. */
export const programFolder = 'programs';

/**
 * Reads a manifest. Everything is checked that can be checked without computing a task; the program and the options of
 * some tasks are prepared later by `checkTasks`, when the programs are in the store.
 *
 * @diagnostic `bad-manifest`, `json-syntax`, `json-twice`, `unknown-option`, `task-twice`, `sweep-too-large`, and those of
 *   reading a file
 */
export function readManifest(source: Source, folder: string, commands: readonly SweepCommand[]): Sweep {
  return new ManifestReading(new ManifestReader(source), folder, commands).sweep();
}

/** A name that varies, with its values and the places of these for messages. */
interface Axis {
  readonly name: string;
  readonly place: Json;
  readonly values: readonly TaskOptionValue[];
}

class ManifestReading {
  private readonly programs = new Map<string, Source>();
  /** parts of the text that are replaced in the copy of the store */
  private readonly replaced: { readonly start: number; readonly end: number; readonly text: string }[] = [];
  private readonly engine = engineVersion();
  private command!: SweepCommand;

  constructor(
    private readonly reader: ManifestReader,
    private readonly folder: string,
    private readonly commands: readonly SweepCommand[],
  ) {}

  sweep(): Sweep {
    const { reader } = this;
    const whole = readJson(reader.source);
    const fields = reader.fields(whole, 'a manifest', manifestFields);
    this.checkVersion(whole, fields.get('spinlaw-sweep'));
    if (fields.has('title')) reader.text(fields.get('title')!, 'the title');
    this.command = this.commandOf(whole, fields.get('command'));
    const input = fields.get('input');
    const operands = input ? this.operandsOf(input) : [[]];
    if (!input && this.command.input === 'names')
      reader.refuse(whole, `"input" is missing: it names what ${this.command.name} is about`, this.inputHint());
    const options = new Map<string, TaskOptionValue>();
    const given = fields.get('options');
    if (given) {
      const { fields: list, names } = reader.object(given, '"options"');
      for (const [name, value] of list) options.set(name, this.optionValue(name, names.get(name)!, value));
    }
    const set = this.settings(fields.get('set'));
    const { names, rows, place } = this.rows(whole, fields);
    for (const [name, at] of names) this.checkFixed(name, at, options, set);
    const total = rows.count * operands.length;
    if (total > mostTasks)
      reader.tooLarge(
        place,
        `this sweep has ${total} points, and ${mostTasks} are the most`,
        'take fewer values, or make several manifests',
      );
    const points: SweepPoint[] = [];
    const known = new Map<string, number>();
    for (const words of operands) {
      for (let k = 0; k < rows.count; k++) {
        const row = rows.at(k);
        const varied = operands.length > 1 ? { input: words.join(' '), ...row } : row;
        const task = this.taskOf(words, options, set, row);
        const key = taskKey(task);
        const index = points.length + 1;
        const before = known.get(key);
        if (before !== undefined)
          refuseIn(
            'task-twice',
            reader,
            place,
            `points ${before} and ${index} are the same task: ${taskText(task)}`,
            'leave one of them out; 0.1 and 1e-1 are one value',
          );
        known.set(key, index);
        points.push({ index, varied, task, key });
      }
    }
    return {
      source: reader.source,
      command: this.command,
      names: [...(operands.length > 1 ? ['input'] : []), ...names.keys()],
      points,
      programs: this.programs,
      storedText: this.storedText(),
    };
  }

  private checkVersion(whole: Json, version: Json | undefined): void {
    const { reader } = this;
    const hint = `as in {"spinlaw-sweep": ${manifestVersion}, "command": "steady", …}`;
    if (!version)
      return reader.refuse(whole, 'the field "spinlaw-sweep" is missing, which says that this is a manifest', hint);
    if (version.kind !== 'number' || version.value !== manifestVersion)
      reader.refuse(
        version,
        `this program reads manifests of version ${manifestVersion}, not ${reader.typed(version)}`,
        hint,
      );
  }

  private commandOf(whole: Json, value: Json | undefined): SweepCommand {
    const { reader, commands } = this;
    const names = commands.map((c) => c.name).join(', ');
    if (!value) return reader.refuse(whole, '"command" is missing', `it is one of ${names}`);
    const name = reader.text(value, '"command"');
    return (
      commands.find((c) => c.name === name) ??
      reader.refuse(
        value,
        `a sweep cannot run "${name}"`,
        proposal(
          name,
          commands.map((c) => c.name),
          `the commands are ${names}`,
        ),
      )
    );
  }

  private inputHint(): string {
    return this.command.name === 'check'
      ? 'as in "input": "charges.*"'
      : this.command.name === 'figures'
        ? 'as in "input": "gas-2"'
        : 'as in "input": "driven.spin"';
  }

  /** The operands of each task, one list for each input. */
  private operandsOf(value: Json): string[][] {
    const items = value.kind === 'list' ? this.reader.list(value, '"input"') : [value];
    const found = items.flatMap((item) => {
      const text = this.reader.text(item, '"input"');
      const { command } = this;
      if (command.input === 'program') return [[this.program(text, item)]];
      return this.placed(item, () => command.names!(text)).map((name) => [name]);
    });
    const twice = found.findIndex(([name], k) => found.findIndex(([other]) => other === name) < k);
    if (twice >= 0)
      refuseIn(
        'task-twice',
        this.reader,
        value,
        `"input" has ${found[twice]!.join(' ')} twice`,
        'leave one of the two out',
      );
    return found;
  }

  /** A program in a file becomes its path in the store; an expression stays as it is. */
  private program(text: string, item: Json): string {
    const path = isAbsolute(text) ? text : join(this.folder, text);
    const isFile =
      !text.includes('\n') &&
      text.length < 1024 &&
      unlessRefused(
        () => existsSync(path) && statSync(path).isFile(),
        () => false,
      );
    if (!isFile) {
      if (fileName.test(text))
        refuseIn(
          'no-such-file',
          this.reader,
          item,
          `there is no file ${path}`,
          'paths are relative to the folder of the manifest',
        );
      return text;
    }
    const content = this.placed(item, () => readTextFile(path, path));
    const stored = `${programFolder}/${digestOf(content)}${extname(text) === '.json' ? '.json' : '.spin'}`;
    this.programs.set(stored, { name: path, text: content });
    this.replaced.push({ start: item.start, end: item.end, text: JSON.stringify(stored) });
    return stored;
  }

  /** Runs something whose refusal gets the place of a value of the manifest. */
  private placed<T>(place: { readonly start: number; readonly end: number }, body: () => T): T {
    try {
      return body();
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { diagnostic } = error;
      throw new DiagnosticError({
        ...diagnostic,
        span: { source: this.reader.source, start: place.start, end: place.end },
      });
    }
  }

  private optionNamed(name: string, place: { readonly start: number; readonly end: number }): OptionSpec {
    const { reader, command } = this;
    const spec = command.options.find((o) => optionName(o) === name);
    if (spec) return spec;
    const why = command.excluded[name];
    if (why !== undefined) return refuseIn('unknown-option', reader, place, `${name} has no meaning in a sweep`, why);
    const known = command.options.map(optionName);
    const near = known.find((k) => editDistance(k, name) <= 2 || k === `--${name}`);
    return refuseIn(
      'unknown-option',
      reader,
      place,
      `spinlaw ${command.name} has no option ${name}`,
      near === undefined ? `its options are ${known.join(', ')}` : `did you mean ${near}?`,
    );
  }

  private optionValue(
    name: string,
    place: { readonly start: number; readonly end: number },
    value: Json,
  ): TaskOptionValue {
    const { reader, command } = this;
    const spec = this.optionNamed(name, place);
    if (!takesValue(spec)) {
      if (value.kind === 'boolean' && value.value) return true;
      return reader.refuse(value, `${name} takes no value`, `write "${name}": true, or leave it out`);
    }
    const one = (item: Json): string => {
      const text = reader.scalar(item, name);
      return command.programOptions.includes(name) ? this.program(text, item) : canonicalValue(text);
    };
    const isRepeatable = Array.isArray(spec.default) || spec.flags.includes('...');
    if (isRepeatable && value.kind === 'list') return reader.list(value, name).map(one);
    if (value.kind === 'list' || value.kind === 'object' || value.kind === 'boolean' || value.kind === 'null')
      return reader.refuse(
        value,
        `${name} takes ${isRepeatable ? 'texts' : 'a text or a number'}, not ${jsonKind(value)}`,
      );
    return isRepeatable ? [one(value)] : one(value);
  }

  private settings(value: Json | undefined): Map<string, string> {
    const set = new Map<string, string>();
    if (!value) return set;
    const { fields, names } = this.reader.object(value, '"set"');
    for (const [name, item] of fields) {
      const canonical = this.parameter(name, names.get(name)!);
      if (set.has(canonical))
        this.reader.refuse(
          names.get(name)!,
          `${name} is set twice, for it is the same as ${canonical}`,
          'leave one of the two out',
        );
      set.set(canonical, canonicalValue(this.reader.scalar(item, name)));
    }
    return set;
  }

  /** The canonical name of a parameter. */
  private parameter(name: string, place: { readonly start: number; readonly end: number }): string {
    if (name.trim() === '' || /[=\s]/u.test(name))
      this.reader.refuse(place, `"${name}" is not the name of a parameter`);
    // Parameters of a ring or a bath in laws have hyphens.
    return /^[a-z]+(?:-[a-z]+)+$/u.test(name) ? name : this.placed(place, () => canonicalName(name));
  }

  /** Refuses a name that varies and has a fixed value too. */
  private checkFixed(
    name: string,
    place: Json,
    options: ReadonlyMap<string, unknown>,
    set: ReadonlyMap<string, unknown>,
  ): void {
    const isFixed = name.startsWith('--') ? options.has(name) : set.has(this.parameter(name, place));
    if (isFixed)
      this.reader.refuse(
        place,
        `${name} has a fixed value in ${name.startsWith('--') ? '"options"' : '"set"'}, and it varies here`,
        'leave one of the two out',
      );
  }

  private rows(
    whole: Json,
    fields: ReadonlyMap<string, Json>,
  ): { readonly names: ReadonlyMap<string, Json>; readonly rows: Rows; readonly place: Json } {
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
    if (kind === 'grid') return { place, ...this.grid(place) };
    if (kind === 'list') return { place, ...this.list(place) };
    return { place, ...this.sample(place) };
  }

  private grid(value: Json): { readonly names: ReadonlyMap<string, Json>; readonly rows: Rows } {
    const { reader } = this;
    const { fields, names } = reader.object(value, '"grid"');
    if (fields.size === 0)
      reader.refuse(value, '"grid" is empty, so the sweep has no points', 'as in "grid": {"B": "-2:2:0.5"}');
    this.eachOnce(names);
    const axes = [...fields].map(
      ([name, item]): Axis => ({ name, place: item, values: this.axis(name, names.get(name)!, item) }),
    );
    const count = axes.reduce((product, { values }) => product * values.length, 1);
    return {
      names: new Map(axes.map((a) => [a.name, a.place])),
      rows: {
        count,
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
      },
    };
  }

  private axis(name: string, at: { readonly start: number; readonly end: number }, value: Json): TaskOptionValue[] {
    const { reader } = this;
    const found = (): TaskOptionValue[] => {
      if (value.kind === 'list') return reader.list(value, name).flatMap((item) => this.varied(name, at, item));
      if (value.kind !== 'string')
        return reader.refuse(
          value,
          `the values of ${name} are a list or a text such as "-2:2:0.5", not ${jsonKind(value)}`,
          `as in "${name}": [${value.kind === 'number' ? reader.typed(value) : '0, 1'}]`,
        );
      if (name.startsWith('--') && !takesValue(this.optionNamed(name, at))) return this.varied(name, at, value);
      if (!name.startsWith('--')) this.parameter(name, at);
      return this.scanned(name, value).map(canonicalValue);
    };
    const values = found();
    const twice = values.findIndex(
      (v, k) =>
        values.findIndex((w) => digestOf(JSON.stringify(w)) === digestOf(JSON.stringify(v))) < k &&
        values.length <= 1000,
    );
    if (twice >= 0)
      refuseIn(
        'task-twice',
        reader,
        value,
        `${name} has the value ${String(values[twice])} twice`,
        'leave one of the two out; 0.1 and 1e-1 are one value',
      );
    return values;
  }

  /** The values of a text as in --scan. */
  private scanned(name: string, value: Extract<Json, { kind: 'string' }>): readonly string[] {
    try {
      return scanOf(`${name}=${value.value}`, mostTasks).values;
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { kind, message } = error.diagnostic;
      if (kind === 'limit') {
        const count = /\d+$/u.exec(message)![0];
        this.reader.tooLarge(
          value,
          `${name} has ${count} values, and a sweep has at most ${mostTasks} points`,
          'take a larger step',
        );
      }
      return this.reader.refuse(value, message, `as in "${name}": "-2:2:0.5", "0..1:5" or [0, 0.5, 1]`);
    }
  }

  /** The value of a name at a point: of an option, or of a parameter. */
  private varied(name: string, at: { readonly start: number; readonly end: number }, value: Json): TaskOptionValue[] {
    if (name.startsWith('--')) {
      if (value.kind === 'boolean' && !takesValue(this.optionNamed(name, at))) return [value.value ? true : []];
      return [this.optionValue(name, at, value)];
    }
    this.parameter(name, at);
    return [canonicalValue(this.reader.scalar(value, name))];
  }

  private eachOnce(names: ReadonlyMap<string, { readonly start: number; readonly end: number }>): void {
    const known = new Map<string, string>();
    for (const [name, place] of names) {
      const canonical = name.startsWith('--') ? name : this.parameter(name, place);
      const before = known.get(canonical);
      if (before !== undefined)
        this.reader.refuse(place, `${name} is the same parameter as ${before}`, 'leave one of the two out');
      known.set(canonical, name);
    }
  }

  private list(value: Json): { readonly names: ReadonlyMap<string, Json>; readonly rows: Rows } {
    const items = this.reader.list(value, '"list"');
    const names = new Map<string, Json>();
    const rows = items.map((item) => {
      const { fields, names: places } = this.reader.object(item, 'a point of "list"');
      this.eachOnce(places);
      return Object.fromEntries(
        [...fields].map(([name, field]) => {
          if (!names.has(name)) names.set(name, field);
          return [name, this.varied(name, places.get(name)!, field)[0]!];
        }),
      );
    });
    return { names, rows: { count: rows.length, at: (index) => rows[index]! } };
  }

  private sample(value: Json): { readonly names: ReadonlyMap<string, Json>; readonly rows: Rows } {
    const { reader } = this;
    const fields = reader.fields(value, '"sample"', ['count', 'seed', 'ranges']);
    const hint = '"sample": {"count": 100, "seed": 1, "ranges": {"B": [-2, 2]}}';
    const [count, seed, ranges] = ['count', 'seed', 'ranges'].map(
      (name) => fields.get(name) ?? reader.refuse(value, `"${name}" is missing in "sample"`, `as in ${hint}`),
    );
    const points = reader.number(count!, '"count"');
    if (points > mostTasks)
      reader.tooLarge(
        count!,
        `this sample has ${reader.typed(count!)} points, and ${mostTasks} are the most`,
        'make several manifests with different seeds',
      );
    const number = reader.whole(count!, '"count"', 1, mostTasks);
    const start = reader.whole(seed!, '"seed"', 0, mostSeed);
    const { fields: list, names } = reader.object(ranges!, '"ranges"');
    if (list.size === 0) reader.refuse(ranges!, '"ranges" is empty, so all points are the same', `as in ${hint}`);
    this.eachOnce(names);
    const samplers = [...list].map(([name, item]): readonly [string, Sampler] => {
      if (name.startsWith('--')) {
        const spec = this.optionNamed(name, names.get(name)!);
        if (!takesValue(spec)) reader.refuse(item, `${name} takes no value, so it cannot be sampled`);
      } else this.parameter(name, names.get(name)!);
      return [name, samplerOf(reader, name, item)];
    });
    return {
      names: list,
      rows: {
        count: number,
        at: (index) => Object.fromEntries(samplers.map(([name, sampler]) => [name, sampler(start, index)])),
      },
    };
  }

  private taskOf(
    operands: readonly string[],
    options: ReadonlyMap<string, TaskOptionValue>,
    set: ReadonlyMap<string, string>,
    row: Readonly<Record<string, TaskOptionValue>>,
  ): SweepTask {
    const all: Record<string, TaskOptionValue> = Object.fromEntries(options);
    const settings: Record<string, string> = Object.fromEntries(set);
    for (const [name, value] of Object.entries(row)) {
      if (name.startsWith('--')) all[name] = value;
      else settings[this.parameter(name, { start: 0, end: 1 })] = value as string;
    }
    // An option with its default value is the same as none.
    for (const spec of this.command.options) {
      const name = optionName(spec);
      const value = all[name];
      if (value === spec.default || (Array.isArray(value) && value.length === 0)) delete all[name];
    }
    // The order of names is that of the alphabet, so that equal tasks have equal files.
    const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
    return { command: this.command.name, engine: this.engine, operands, options: sorted(all), set: sorted(settings) };
  }

  private storedText(): string {
    let text = this.reader.source.text;
    for (const { start, end, text: by } of this.replaced.toSorted((a, b) => b.start - a.start))
      text = text.slice(0, start) + by + text.slice(end);
    return text;
  }
}

interface Rows {
  readonly count: number;
  at(index: number): Readonly<Record<string, TaskOptionValue>>;
}

/** Largest number of tasks that are prepared before any is computed. */
const mostPrepared = 40;

/**
 * Prepares the first task, the last one and some between, one at least for each set of options. An error that all of the
 * first three have is due to the manifest, as are unknown parameters and options; other errors belong to a point, and
 * are its result.
 *
 * @diagnostic those of the command
 */
export function checkTasks({ points, command, source, programs }: Sweep): void {
  const byOptions = new Map<string, SweepPoint>();
  for (const point of points) {
    const label = JSON.stringify([point.task.operands, point.task.options]);
    if (byOptions.size < mostPrepared && !byOptions.has(label)) byOptions.set(label, point);
  }
  const chosen = new Set([
    ...points.slice(0, 3),
    points[Math.floor(points.length / 2)]!,
    points.at(-1)!,
    ...byOptions.values(),
  ]);
  const errors: (DiagnosticError | undefined)[] = [];
  for (const point of chosen) {
    try {
      command.check(point.task, programs);
      errors.push(undefined);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      const { diagnostic } = error;
      // The message of a task says which it is, unless its place already shows a program.
      const located = new DiagnosticError({
        ...diagnostic,
        message: `${diagnostic.message}, at point ${point.index} of ${source.name}`,
      });
      if (ofManifest.has(diagnostic.code)) throw located;
      errors.push(located);
    }
  }
  const firsts = errors.slice(0, Math.min(3, points.length));
  const [first] = firsts;
  if (first && firsts.every((e) => e?.diagnostic.code === first.diagnostic.code)) throw first;
}

/** Errors that no value of a parameter causes. */
const ofManifest: ReadonlySet<string> = new Set([
  'unknown-parameter',
  'unknown-option',
  'option-value',
  'option-alone',
  'bad-setting',
  'reserved-name',
  'unexpected-token',
  'unexpected-end',
]);

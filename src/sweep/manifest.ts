import { optionName } from '../report/index.js';
import { type Json, type Source, readJson } from '../text/index.js';
import { type SweepCommand, engineVersion } from './engine.js';
import { ManifestPrograms } from './manifest-programs.js';
import { ManifestReader, proposal, refuseIn } from './manifest-reader.js';
import { type ManifestRows, VariationReader, mostTasks } from './manifest-rows.js';
import { ManifestValues } from './manifest-values.js';
import { type SweepTask, type TaskOptionValue, taskKey, taskText } from './task.js';

/** The version of manifests that this program reads. */
export const manifestVersion = 1;

/** The fields of a manifest. */
const manifestFields = [
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

/**
 * Reads a manifest. Everything is checked that can be checked without computing a task, and all mistakes are reported
 * together; the program and the options of some tasks are prepared later by `checkTasks`.
 *
 * @param folder  that to which the paths of programs are relative
 * @diagnostic `bad-manifest`, `json-syntax`, `json-twice`, `unknown-option`, `task-twice`, `sweep-too-large`,
 *   `program-changed`, and those of reading a file
 */
export function readManifest(source: Source, folder: string, commands: readonly SweepCommand[]): Sweep {
  return new ManifestReading(new ManifestReader(source), folder, commands).sweep();
}

/** Everything that the tasks of a manifest are made of. */
interface TaskParts {
  readonly command: SweepCommand;
  /** the operands of each task, one list for each input */
  readonly inputs: readonly (readonly string[])[];
  readonly options: ReadonlyMap<string, TaskOptionValue>;
  readonly set: ReadonlyMap<string, string>;
  readonly rows: ManifestRows;
  readonly values: ManifestValues;
}

class ManifestReading {
  private readonly programs: ManifestPrograms;

  constructor(
    private readonly reader: ManifestReader,
    folder: string,
    private readonly commands: readonly SweepCommand[],
  ) {
    this.programs = new ManifestPrograms(reader, folder);
  }

  sweep(): Sweep {
    const { reader, programs } = this;
    const whole = readJson(reader.source);
    const parts = this.parts(whole);
    reader.throwMistakes(whole);
    const { command, inputs, rows } = parts!;
    return {
      source: reader.source,
      command,
      names: [...(inputs.length > 1 ? ['input'] : []), ...rows.names.keys()],
      points: this.points(parts!),
      programs: programs.texts,
      storedText: programs.storedText(),
    };
  }

  /** The parts of the tasks; undefined where one was refused. */
  private parts(whole: Json): TaskParts | undefined {
    const { reader } = this;
    const fields = reader.fields(whole, 'a manifest', manifestFields);
    reader.attempt(() => this.checkVersion(whole, fields.get('spinlaw-sweep')));
    reader.attempt(() => fields.has('title') && reader.text(fields.get('title')!, 'the title'));
    const command = reader.attempt(() => this.commandOf(whole, fields.get('command')));
    // The other fields have a meaning for a command only.
    if (!command) return undefined;
    const values = new ManifestValues(reader, command, this.programs);
    const inputs = reader.attempt(() => this.inputs(whole, fields.get('input'), command));
    const options = reader.attempt(() => values.options(fields.get('options')));
    const set = reader.attempt(() => values.settings(fields.get('set')));
    const rows = reader.attempt(() => new VariationReader(reader, values).rows(whole, fields));
    if (!inputs || !options || !set || !rows) return undefined;
    const parts = { command, inputs, options, set, rows, values };
    for (const name of rows.names.keys()) reader.attempt(() => this.checkFixed(name, parts));
    const total = rows.count * inputs.length;
    if (total > mostTasks)
      reader.attempt(() =>
        reader.tooLarge(
          rows.place,
          `this sweep has ${total} points, and ${mostTasks} are the most`,
          'take fewer values, or make several manifests',
        ),
      );
    return parts;
  }

  private points(parts: TaskParts): SweepPoint[] {
    const { inputs, rows } = parts;
    const engine = engineVersion();
    const points: SweepPoint[] = [];
    const known = new Map<string, number>();
    for (const operands of inputs) {
      const set = settingsOf(parts, operands);
      for (let k = 0; k < rows.count; k++) {
        const row = rows.at(k);
        const varied = inputs.length > 1 ? { input: operands.join(' '), ...row } : row;
        const task = taskOf({ ...parts, set }, engine, operands, row);
        const key = taskKey(task);
        const index = points.length + 1;
        const before = known.get(key);
        if (before !== undefined)
          refuseIn(
            'task-twice',
            this.reader,
            rows.place,
            `points ${before} and ${index} are the same task: ${taskText(task)}`,
            'leave one of them out; 0.1 and 1e-1 are one value',
          );
        known.set(key, index);
        points.push({ index, varied, task, key });
      }
    }
    return points;
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

  /** The operands of each task, one list for each input. */
  private inputs(whole: Json, value: Json | undefined, command: SweepCommand): string[][] {
    const { reader, programs } = this;
    if (!value && command.input === 'names')
      reader.refuse(whole, `"input" is missing: it names what ${command.name} is about`, inputHint(command));
    if (!value) return [[]];
    const items = value.kind === 'list' ? reader.list(value, '"input"') : [value];
    const known = new Set<string>();
    return items.flatMap((item) => {
      const names = reader.attempt(() => {
        const text = reader.text(item, '"input"');
        return command.input === 'program'
          ? [programs.program(text, item)]
          : reader.placed(item, () => command.names!(text));
      });
      return (names ?? []).map((name) => {
        if (known.has(name))
          reader.attempt(() =>
            refuseIn('task-twice', reader, item, `"input" has ${name} twice`, 'leave one of the two out'),
          );
        known.add(name);
        return [name];
      });
    });
  }

  /** Refuses a name that varies and has a fixed value too. */
  private checkFixed(name: string, { rows, options, set, values }: TaskParts): void {
    const place = rows.names.get(name)!;
    const isOption = name.startsWith('--');
    if (isOption ? options.has(name) : set.has(values.parameter(name, place)))
      this.reader.refuse(
        place,
        `${name} has a fixed value in ${isOption ? '"options"' : '"set"'}, and it varies here`,
        'leave one of the two out',
      );
  }
}

function inputHint({ name }: SweepCommand): string {
  return name === 'check'
    ? 'as in "input": "charges.*"'
    : name === 'figures'
      ? 'as in "input": "gas-2"'
      : 'as in "input": "driven.spin"';
}

/** The settings of the tasks with these operands: those that only others have are left out. */
function settingsOf({ command, inputs, set }: TaskParts, operands: readonly string[]): ReadonlyMap<string, string> {
  if (!command.parameters) return set;
  const namesOf = (words: readonly string[]): readonly string[] => words.flatMap((word) => command.parameters!(word));
  const [own, all] = [new Set(namesOf(operands)), new Set(inputs.flatMap(namesOf))];
  return new Map([...set].filter(([name]) => own.has(name) || !all.has(name)));
}

/** The task of a point. */
function taskOf(
  { command, options: fixed, set, values }: TaskParts,
  engine: string,
  operands: readonly string[],
  row: Readonly<Record<string, TaskOptionValue>>,
): SweepTask {
  const options: Record<string, TaskOptionValue> = Object.fromEntries(fixed);
  const settings: Record<string, string> = Object.fromEntries(set);
  for (const [name, value] of Object.entries(row)) {
    if (name.startsWith('--')) options[name] = value;
    else settings[values.parameter(name, { start: 0, end: 1 })] = value as string;
  }
  // An option with its default value is the same as none.
  for (const spec of command.options) {
    const name = optionName(spec);
    const value = options[name];
    if (value === spec.default || (Array.isArray(value) && value.length === 0)) delete options[name];
  }
  // The order of names is that of the alphabet, so that equal tasks have equal files.
  const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { command: command.name, engine, operands, options: sorted(options), set: sorted(settings) };
}

import { editDistance } from '../meaning/index.js';
import { type OptionSpec, bindingName, isRepeatable, optionName, takesValue } from '../report/index.js';
import type { Json } from '../text/index.js';
import type { SweepCommand } from './engine.js';
import { canonicalValue } from './exact-number.js';
import type { ManifestPrograms } from './manifest-programs.js';
import { type ManifestPlace, type ManifestReader, jsonKind, refuseIn } from './manifest-reader.js';
import type { TaskOptionValue } from './task.js';

/** Reads the values of options and parameters, whose names a command and its programs give a meaning. */
export class ManifestValues {
  constructor(
    private readonly reader: ManifestReader,
    private readonly command: SweepCommand,
    private readonly programs: ManifestPrograms,
  ) {}

  /** The options that do not vary. */
  options(value: Json | undefined): Map<string, TaskOptionValue> {
    const { reader } = this;
    const options = new Map<string, TaskOptionValue>();
    if (!value) return options;
    const { fields, names } = reader.object(value, '"options"');
    for (const [name, item] of fields)
      reader.attempt(() => options.set(name, this.optionValue(name, names.get(name)!, item)));
    return options;
  }

  /** The values of parameters that do not vary, by their canonical names. */
  settings(value: Json | undefined): Map<string, string> {
    const { reader } = this;
    const set = new Map<string, string>();
    if (!value) return set;
    const { fields, names } = reader.object(value, '"set"');
    for (const [name, item] of fields)
      reader.attempt(() => {
        const canonical = this.parameter(name, names.get(name)!);
        if (set.has(canonical))
          reader.refuse(
            names.get(name)!,
            `${name} is set twice, for it is the same as ${canonical}`,
            'leave one of the two out',
          );
        set.set(canonical, canonicalValue(reader.scalar(item, name)));
      });
    return set;
  }

  optionNamed(name: string, place: ManifestPlace): OptionSpec {
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

  private optionValue(name: string, place: ManifestPlace, value: Json): TaskOptionValue {
    const { reader, command } = this;
    const spec = this.optionNamed(name, place);
    if (!takesValue(spec)) {
      if (value.kind === 'boolean' && value.value) return true;
      return reader.refuse(value, `${name} takes no value`, `write "${name}": true, or leave it out`);
    }
    const one = (item: Json): string => {
      const text = reader.scalar(item, name);
      return command.programOptions.includes(name) ? this.programs.program(text, item) : canonicalValue(text);
    };
    const takesList = isRepeatable(spec);
    if (takesList && value.kind === 'list') return reader.list(value, name).map(one);
    if (value.kind === 'list' || value.kind === 'object' || value.kind === 'boolean' || value.kind === 'null')
      return reader.refuse(
        value,
        `${name} takes ${takesList ? 'texts' : 'a text or a number'}, not ${jsonKind(value)}`,
      );
    return this.optionText(spec, one(value));
  }

  /** The value of an option that has this text. */
  private optionText(spec: OptionSpec, text: string): TaskOptionValue {
    return isRepeatable(spec) ? [text] : text;
  }

  /** The value of a name at a point: of an option, or of a parameter. An option without a value is there or not. */
  varied(name: string, at: ManifestPlace, value: Json): TaskOptionValue {
    if (name.startsWith('--')) {
      if (value.kind === 'boolean' && !takesValue(this.optionNamed(name, at))) return value.value ? true : [];
      return this.optionValue(name, at, value);
    }
    this.parameter(name, at);
    return canonicalValue(this.reader.scalar(value, name));
  }

  /** The same for a value that is computed instead of typed: a number of a range. */
  computed(name: string, at: ManifestPlace, text: string): TaskOptionValue {
    return name.startsWith('--') ? this.optionText(this.optionNamed(name, at), text) : text;
  }

  /** The canonical name of a parameter. */
  parameter(name: string, place: ManifestPlace): string {
    if (name.trim() === '' || /[=\s]/u.test(name))
      this.reader.refuse(place, `"${name}" is not the name of a parameter`);
    return this.reader.placed(place, () => bindingName(name));
  }

  /** The name by which two names of one parameter, such as Δ and Delta, are recognised. */
  canonical(name: string, place: ManifestPlace): string {
    return name.startsWith('--') ? name : this.parameter(name, place);
  }
}

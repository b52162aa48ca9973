import { type OptionSpec, isRepeatable, mostSeed, optionName, takesValue } from '../report/index.js';
import type { SweepCommand } from './engine.js';
import { manifestVersion } from './manifest.js';

/** A JSON Schema of draft 7. */
type JsonSchema = Readonly<Record<string, unknown>>;

const scalar: JsonSchema = { type: ['number', 'string'], minLength: 1 };
const parameterName = String.raw`^(?!--)[^=\s]+$`;

/** The value of an option in "options". */
function optionSchema(spec: OptionSpec): JsonSchema {
  const description = spec.about;
  if (!takesValue(spec)) return { description, const: true };
  if (!isRepeatable(spec)) return { description, ...scalar };
  return { description, anyOf: [scalar, { type: 'array', minItems: 1, items: scalar }] };
}

/** The value of an option at a point. */
function pointSchema(spec: OptionSpec): JsonSchema {
  return takesValue(spec) ? optionSchema(spec) : { description: spec.about, type: 'boolean' };
}

function axisSchema(spec: OptionSpec): JsonSchema {
  if (!takesValue(spec)) return { type: 'array', minItems: 1, items: { type: 'boolean' } };
  return {
    anyOf: [
      { type: 'string', minLength: 1 },
      { type: 'array', minItems: 1, items: pointSchema(spec) },
    ],
    description: spec.about,
  };
}

const range: JsonSchema = {
  description: 'two ends, a range with its scale, or a list of choices',
  anyOf: [
    { type: 'array', minItems: 2, maxItems: 2, items: { type: 'number' } },
    {
      type: 'object',
      required: ['from', 'to'],
      additionalProperties: false,
      properties: {
        from: { type: 'number' },
        to: { type: 'number' },
        scale: { enum: ['linear', 'log'] },
        digits: { type: 'integer', minimum: 1, maximum: 17 },
      },
    },
    {
      type: 'object',
      required: ['from', 'to', 'whole'],
      additionalProperties: false,
      properties: { from: { type: 'integer' }, to: { type: 'integer' }, whole: { const: true } },
    },
    {
      type: 'object',
      required: ['of'],
      additionalProperties: false,
      properties: { of: { type: 'array', minItems: 1, items: scalar } },
    },
  ],
};

/**
 * The schema of manifests, with which an editor completes and checks them. The validator knows more, such as the
 * parameters of a program, so a manifest that the schema accepts may still be refused.
 */
export function manifestSchema(commands: readonly SweepCommand[]): JsonSchema {
  const byName = (name: string, rules: JsonSchema): JsonSchema => ({
    anyOf: [{ properties: { command: { not: { const: name } } } }, rules],
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A sweep of spinlaw',
    type: 'object',
    required: ['spinlaw-sweep', 'command'],
    oneOf: [{ required: ['grid'] }, { required: ['list'] }, { required: ['sample'] }],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      'spinlaw-sweep': { description: 'the version of the format', const: manifestVersion },
      title: { type: 'string', minLength: 1 },
      command: { enum: commands.map((c) => c.name) },
      input: {
        description:
          'a script beside the manifest, an expression, or the names of laws or figures; several make a task each',
        anyOf: [
          { type: 'string', minLength: 1 },
          { type: 'array', minItems: 1, items: { type: 'string', minLength: 1 } },
        ],
      },
      options: { description: 'options of the command that do not vary', type: 'object' },
      set: {
        description: 'values of parameters that do not vary',
        type: 'object',
        patternProperties: { [parameterName]: scalar },
        additionalProperties: false,
      },
      grid: { description: 'every combination of these values', type: 'object', minProperties: 1 },
      list: { description: 'the points one by one', type: 'array', minItems: 1, items: { type: 'object' } },
      sample: {
        description: 'random points, the same for the same seed',
        type: 'object',
        required: ['count', 'seed', 'ranges'],
        additionalProperties: false,
        properties: {
          count: { type: 'integer', minimum: 1 },
          seed: { type: 'integer', minimum: 0, maximum: mostSeed },
          ranges: { type: 'object', minProperties: 1 },
        },
      },
    },
    allOf: commands.map((command) => {
      const fields = (
        of: (spec: OptionSpec) => JsonSchema,
        accepts: (spec: OptionSpec) => boolean = () => true,
      ): Record<string, JsonSchema> =>
        Object.fromEntries(command.options.filter(accepts).map((spec) => [optionName(spec), of(spec)]));
      const named = (value: JsonSchema, options: Record<string, JsonSchema>): JsonSchema => ({
        properties: options,
        patternProperties: { [parameterName]: value },
        additionalProperties: false,
      });
      return byName(command.name, {
        ...(command.input === 'names' && { required: ['input'] }),
        properties: {
          options: { properties: fields(optionSchema), additionalProperties: false },
          grid: named(
            {
              anyOf: [
                { type: 'string', minLength: 1 },
                { type: 'array', minItems: 1, items: scalar },
              ],
            },
            fields(axisSchema),
          ),
          list: { items: named(scalar, fields(pointSchema)) },
          sample: {
            properties: {
              ranges: named(
                range,
                fields(() => range, takesValue),
              ),
            },
          },
        },
      });
    }),
  };
}

/** Does a value fit a JSON Schema of draft 7? Only the keywords that the schema of manifests uses; others are refused. */
export function fits(schema: unknown, value: unknown): boolean {
  if (schema === true || schema === undefined) return true;
  if (schema === false) return false;
  const rules = schema as Record<string, any>;
  return Object.entries(rules).every(([keyword, rule]) => {
    const check = keywords[keyword];
    if (!check) throw new Error(`unknown keyword ${keyword}`);
    return check(rule, value, rules);
  });
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function typeOf(value: unknown): string[] {
  if (Array.isArray(value)) return ['array'];
  if (value === null) return ['null'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['number', 'integer'] : ['number'];
  return [typeof value];
}

type Keyword = (rule: any, value: unknown, rules: Record<string, any>) => boolean;

const always: Keyword = () => true;
const keywords: Readonly<Record<string, Keyword>> = {
  $schema: always,
  title: always,
  description: always,
  type: (rule, value) => typeOf(value).some((type) => [rule].flat().includes(type)),
  const: (rule, value) => value === rule,
  enum: (rule, value) => rule.includes(value),
  required: (rule: string[], value) => !isObject(value) || rule.every((name) => name in value),
  properties: (rule, value) =>
    !isObject(value) || Object.entries(rule).every(([name, inner]) => !(name in value) || fits(inner, value[name])),
  patternProperties: (rule, value) =>
    !isObject(value) ||
    Object.entries(rule).every(([pattern, inner]) =>
      Object.entries(value).every(([name, field]) => !new RegExp(pattern, 'u').test(name) || fits(inner, field)),
    ),
  additionalProperties: (rule, value, { properties = {}, patternProperties = {} }) =>
    rule !== false ||
    !isObject(value) ||
    Object.keys(value).every(
      (name) =>
        name in properties || Object.keys(patternProperties).some((pattern) => new RegExp(pattern, 'u').test(name)),
    ),
  minProperties: (rule, value) => !isObject(value) || Object.keys(value).length >= rule,
  items: (rule, value) => !Array.isArray(value) || value.every((item) => fits(rule, item)),
  minItems: (rule, value) => !Array.isArray(value) || value.length >= rule,
  maxItems: (rule, value) => !Array.isArray(value) || value.length <= rule,
  minLength: (rule, value) => typeof value !== 'string' || value.length >= rule,
  minimum: (rule, value) => typeof value !== 'number' || value >= rule,
  maximum: (rule, value) => typeof value !== 'number' || value <= rule,
  anyOf: (rule: unknown[], value) => rule.some((inner) => fits(inner, value)),
  oneOf: (rule: unknown[], value) => rule.filter((inner) => fits(inner, value)).length === 1,
  allOf: (rule: unknown[], value) => rule.every((inner) => fits(inner, value)),
  not: (rule, value) => !fits(rule, value),
};

import { readFileSync } from 'node:fs';
import { gaussian, fromGaussian, isZeroCoefficient, substituteCoefficient } from '../../src/exact/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, lettersOf, localPlace, subtractOperators } from '../../src/spin/index.js';

export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
export type Path = readonly (string | number)[];

export const folder = 'proofs/certificates';
export const read = (name: string): string => written[name] ?? readFileSync(`${folder}/${name}.json`, 'utf8');

/** What proofs/ has no example of: a product, a root of a number, complex parameters, a complex point. */
const written: Readonly<Record<string, string>> = {
  'product with a root': JSON.stringify({
    format: 'spinlaw-certificate-1',
    parameters: [['g', 'complex']],
    steps: [
      { words: [['X', 'at', 0, [['1/2', '0', []]]]] },
      { words: [['Y', 'at', 0, [['1/2', '0', []]]]] },
      { product: [1, 2] },
      {
        combination: [
          {
            times: [
              [
                '1/2',
                '0',
                [
                  ['2', '1/2'],
                  ['g', '1'],
                ],
              ],
            ],
            of: 3,
          },
        ],
      },
      {
        words: [
          [
            'Z',
            'at',
            0,
            [
              [
                '0',
                '1/8',
                [
                  ['2', '1/2'],
                  ['g', '1'],
                ],
              ],
            ],
          ],
        ],
      },
    ],
    claim: { equal: [4, 5] },
  }),
  'adjoint at a complex point': JSON.stringify({
    format: 'spinlaw-certificate-1',
    parameters: [
      ['J', 'real'],
      ['g', 'complex'],
    ],
    steps: [
      {
        words: [
          ['X', 'at', 0, [['1/2', '0', [['g', '1']]]]],
          [
            'Y',
            'at',
            1,
            [
              [
                '1/2',
                '0',
                [
                  ['J', '1/2'],
                  ['conj(g)', '2'],
                ],
              ],
            ],
          ],
        ],
      },
      { adjoint: 1 },
    ],
    claim: { differ: [2, 1], in: ['X', 'at', 0], at: [['g', '0', '1']] },
  }),
};

/** Small certificates of every kind of step and both kinds of claim. */
export const samples = [
  'product with a root',
  'adjoint at a complex point',
  'eq-16-heat-current.heat-current',
  'eq-17-heat-current-in-a-field.heat-current-decay-norm',
  'eq-17-heat-current-in-a-field.heat-current-conserved',
  'perturbations.staggered-field',
  'perturbations.xyz-heat-current-in-a-field',
  'symmetries-of-the-charges.degree-of-C3',
  'symmetries-of-the-charges.reflection-of-C3',
  'symmetries-of-the-charges.translation-of-the-boost',
  'symmetries-of-the-charges.adjoint-of-the-boost',
  'conserved-charges.conserved-C3',
];

/** Every place in a document, the whole first. */
export function pathsOf(value: Json, here: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [here];
  const inner = Array.isArray(value) ? value.map((v, k) => [k, v] as const) : Object.entries(value);
  return [here, ...inner.flatMap(([key, v]) => pathsOf(v, [...here, key]))];
}

export function valueAt(document: Json, path: Path): Json {
  return path.reduce<Json>((v, key) => (v as Record<string | number, Json>)[key]!, document);
}

/** A copy with another value at one place. */
export function replaced(document: Json, path: Path, value: Json): Json {
  if (path.length === 0) return value;
  const copy = structuredClone(document);
  (valueAt(copy, path.slice(0, -1)) as Record<string | number, Json>)[path.at(-1)!] = value;
  return copy;
}

/** What one place may be corrupted to. */
export function corruptions(value: Json): Json[] {
  const anything: Json[] = [null, true, 0, 1, '', 'J', [], {}];
  if (typeof value === 'number') return [...anything, value + 1, value - 1, -value, value + 0.5, 1e300, String(value)];
  if (typeof value === 'string') {
    const letters = [...value];
    const swapped = letters.length > 1 ? [[letters[1], letters[0], ...letters.slice(2)].join('')] : [];
    return [
      ...anything,
      ...swapped,
      letters.slice(1).join(''),
      letters.slice(0, -1).join(''),
      [...letters].reverse().join(''),
      `${value}1`,
      `${value}/2`,
      `-${value}`,
      `0${value}`,
      `${value}Z`,
      `I${value}`,
      ` ${value}`,
      `${value}*2`,
      `conj(${value})`,
      '1',
      '-1',
      '2',
      '1/2',
      '2/4',
      '1/3',
      '1e3',
      '0x1',
      'i',
      'K',
      'Delta',
      'B',
      'A1',
      'S',
      'X',
      'Y',
      'Z',
      'XY',
      'YXZ',
      'sum',
      'at',
      'real',
      'complex',
    ];
  }
  if (Array.isArray(value)) {
    return [
      ...anything,
      [...value].reverse(),
      [...value, ...value],
      [...value, null],
      [value],
      ...value.map((_, k) => value.filter((__, m) => m !== k)),
      ...value.map((v, k) => [...value.slice(0, k), v, ...value.slice(k)]),
    ];
  }
  if (value === null || typeof value === 'boolean') return anything;
  const object = value as { [field: string]: Json };
  return [
    ...anything,
    { ...object, verdict: true },
    { ...object, of: 1 },
    { ...object, __proto__2: 1 },
    ...Object.keys(object).map((key) => Object.fromEntries(Object.entries(object).filter(([k]) => k !== key))),
    ...Object.keys(object).map((key) =>
      Object.fromEntries(Object.entries(object).map(([k, v]) => [k === key ? `${k}s` : k, v])),
    ),
  ];
}

/** Runs a statement in the engine: undefined where it holds, else what is wrong. */
export function engineObjects(statement: string): string | undefined {
  const session = new Session();
  const outcomes = [...session.run({ name: 'statement', text: statement })];
  const error = outcomes.find((o) => o.kind === 'error');
  if (error?.kind === 'error') return error.diagnostic.message;
  const claims = outcomes.filter((o) => o.kind === 'claim');
  if (claims.length !== 1 || claims[0]!.kind !== 'claim') return 'not one claim';
  return claims[0]!.claim.holds ? undefined : 'the claim fails';
}

/** The coefficient of the word of a refuting certificate at its point, by the engine: is it other than zero? */
export function witnessStands(
  statement: string,
  claim: { in: [string, string, number, number?]; at: [string, string, string][] },
): boolean {
  const session = new Session();
  const [, left, right] = /^refute (\S+) = (\S+)$/mu.exec(statement)!;
  const operatorOf = (text: string): Operator => {
    const outcome = [...session.run({ name: 'side', text })].at(-1)!;
    if (outcome.kind !== 'value') throw new Error(`${text} is no value`);
    const { value } = outcome;
    if (value.kind === 'scalar')
      return {
        terms: isZeroCoefficient(value.scalar)
          ? []
          : [{ word: { x: 0, z: 0, xHigh: 0, zHigh: 0 }, place: localPlace(0), coefficient: value.scalar }],
      };
    if (value.kind !== 'operator') throw new Error(`${text} is no operator`);
    return value.operator;
  };
  const definitions = session.run({ name: 'statement', text: statement.replace(/^refute .*$/mu, '') });
  for (const { kind } of definitions) if (kind === 'error') return false;
  const rest = subtractOperators(operatorOf(left!), operatorOf(right!));
  const [word, kind, where, sign] = claim.in;
  const term = rest.terms.find(
    (t) =>
      lettersOf(t.word) === word &&
      (kind === 'at'
        ? t.place.kind === 'local' && t.place.site === where
        : t.place.kind === 'chain' && t.place.weight.power === where && t.place.weight.sign === sign),
  );
  if (!term) return false;
  const number = (text: string): [number, number] =>
    text.split('/').map(Number).concat(1).slice(0, 2) as [number, number];
  const values = claim.at.map(([name, re, im]) => {
    const [a, b] = number(re);
    const [c, d] = number(im);
    return [name, fromGaussian(gaussian(a * d, c * b, b * d))] as const;
  });
  return !isZeroCoefficient(substituteCoefficient(term.coefficient, new Map(values)));
}

import { readFileSync } from 'node:fs';
import { Session } from '../../src/session/index.js';
import { obstructions } from './forgeries.js';

export type Json = null | boolean | number | string | Json[] | { [field: string]: Json };
export type Path = readonly (string | number)[];

export const folder = 'proofs/certificates';
export const read = (name: string): string => written[name] ?? readFileSync(`${folder}/${name}.json`, 'utf8');

const certificate = (period: number, parameters: Json, steps: Json, claims: Json): string =>
  JSON.stringify({ format: 'spinlaw-certificate-2', period, parameters, steps, claims });

/** What proofs/ has no example of. */
const written: Readonly<Record<string, string>> = {
  ...obstructions,
  'product with a root': certificate(
    1,
    [['g', 'complex']],
    [
      { words: [['1/2', 0, 'X']] },
      { words: [['1/2', 0, 'Y']] },
      { product: [1, 2] },
      { combination: [['1/2*sqrt(2)*g', 3]] },
      { words: [['1/8*i*sqrt(2)*g', 0, 'Z']] },
    ],
    [{ equal: [4, 5] }],
  ),
  'two claims of adjoints': certificate(
    1,
    [
      ['J', 'real'],
      ['g', 'complex'],
    ],
    [
      {
        words: [
          ['1/2*g', 0, 'X'],
          ['1/2*J^(1/2)*conj(g)^2', 1, 'Y'],
        ],
      },
      { adjoint: 1 },
      { adjoint: 2 },
    ],
    [{ differ: [2, 1] }, { equal: [1, 3] }],
  ),
  'level operators in time': certificate(
    1,
    [
      ['J', 'real'],
      ['omega', 'real'],
      ['1/2 omega', 'mode'],
    ],
    [
      { words: [['1*exp(i 1/2 omega t)^2', 'levels', [1, 2], '1/2*J']] },
      { words: [['3', 'levels', [2, 1], null]] },
      { commutator: [1, 2] },
      {
        words: [
          ['3*exp(i 1/2 omega t)^2', 'levels', [1, 1], '1/2*J'],
          ['-3*exp(i 1/2 omega t)^2', 'levels', [2, 2], '1/2*J'],
        ],
      },
    ],
    [{ equal: [3, 4] }],
  ),
  'a displacement, a twist and a ring': certificate(
    2,
    [['phi', 'phase']],
    [
      { words: [['1', [0, 0, '1 phi'], 'X', 1]] },
      { words: [['1', [1, 1, ''], 'Z']] },
      { commutator: [1, 2], words: [['-2*i', [0, 1, '1 phi'], 'Y', 1]] },
      { words: [['1', [1, 0, ''], 'XX']] },
      { twist: 4, by: '2 pi' },
      { ring: 4, sites: 4 },
      {
        words: [
          ['1', 1, 'XX'],
          ['1', 0, 'XIIX'],
        ],
      },
    ],
    [{ equal: [4, 5] }, { equal: [6, 7] }, { differ: [1, 3] }],
  ),
  'numbers and overlaps at period 2': certificate(
    2,
    [['J', 'real']],
    [
      {
        words: [
          ['1*J', 3, 'XZ'],
          ['2', 0, '1'],
        ],
      },
      {
        words: [
          ['2', [1, 0, ''], 'XZ'],
          ['3', [0, 0, ''], '1'],
        ],
      },
      { overlap: [1, 1] },
      { overlap: [2, 2] },
      {
        words: [
          ['1*J^2', 0, '1'],
          ['4', 0, '1'],
        ],
      },
      { words: [['11', 0, '1']] },
    ],
    [{ equal: [3, 5] }, { equal: [4, 6] }],
  ),
  'finite chains at period 2': certificate(
    2,
    [['J', 'real']],
    [
      { words: [['1*J', [1, 0, ''], 'XY']] },
      { reflection: 1 },
      { ring: 2, sites: 4 },
      { open: 2, sites: 4 },
      { translation: 1, by: 3 },
      { ring: 5, sites: 4 },
      { ringrange: 1, sites: 4 },
      {
        words: [
          ['1*J', 0, 'YX'],
          ['1*J', 2, 'YX'],
        ],
      },
      {
        words: [
          ['1*J', 0, 'XY'],
          ['1*J', 2, 'XY'],
        ],
      },
      { words: [['2', 0, '1']] },
    ],
    [{ equal: [3, 8] }, { equal: [4, 8] }, { equal: [6, 9] }, { equal: [7, 10] }],
  ),
  'a twist by pi': certificate(
    2,
    [['phi', 'phase']],
    [
      {
        words: [
          ['1', 3, 'X'],
          ['1', [1, 0, ''], 'ZY'],
        ],
      },
      { twist: 1, by: '1 pi' },
      {
        words: [
          ['-1', 3, 'X'],
          ['1', [1, 0, ''], 'ZY'],
        ],
      },
      { twist: 1, by: '2 pi + 1 phi' },
    ],
    [{ equal: [2, 3] }, { differ: [4, 1] }],
  ),
};

/** Small certificates of many kinds of steps and both kinds of claims. */
export const samples = [
  ...Object.keys(written),
  'eq-16-heat-current.heat-current',
  'eq-17-heat-current-in-a-field.heat-current-decay-norm',
  'eq-17-heat-current-in-a-field.heat-current-conserved',
  'perturbations.staggered-field',
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
  if (claims.length === 0) return 'no claim';
  return claims.every((o) => o.kind === 'claim' && o.claim.holds) ? undefined : 'a claim fails';
}

import { checkCertificate } from '../../src/kernel/index.js';
import { asOperator } from '../../src/meaning/index.js';
import { type Derivation, certify } from '../../src/proof/certificate.js';
import { Session } from '../../src/session/index.js';
import { zeroOperator } from '../../src/spin/index.js';
import type { Json } from './tampering.js';

/** Steps of a certificate that is made without the engine. */
export interface Steps {
  readonly period: number;
  readonly parameters: Json[];
  readonly steps: Json[];
}

export const certificateText = ({ period, parameters, steps }: Steps, claim: Json): string =>
  JSON.stringify({ format: 'spinlaw-certificate-2', period, parameters, steps, claims: [claim] });

/** The value of a name after some lines of the language; 0 has no name. */
function valueOf(lines: readonly string[], name: string): Derivation {
  const session = new Session();
  for (const outcome of session.run({ name: 'statement', text: lines.join('\n') }))
    if (outcome.kind === 'error') throw new Error(`${outcome.diagnostic.message} in\n${lines.join('\n')}`);
  const value = session.environment.lookup(name);
  if (value?.kind === 'levels') return { kind: 'levels', levels: value.levels };
  return { kind: 'words', operator: (value && asOperator(value)) ?? zeroOperator };
}

/** An operator as a step of words of a certificate of this period. */
function wordsStep(operator: Derivation, period: number): Json {
  const periodic = valueOf([`A = sum_j Z_<${period === 1 ? '' : period}j>`], 'A');
  const all = operator.kind === 'levels' ? [operator] : [operator, periodic];
  return JSON.parse(certify(all.map((of) => ({ kind: 'equal', of: [of, of] }))).text).steps[0];
}

/** The engine's own value of the last step, as the language computes it from the printed statement. */
export type Judgement =
  | { readonly kind: 'rejected'; readonly reason: string }
  /** a certificate which says that the last step is the operator that the language computes */
  | { readonly kind: 'judged'; readonly text: string; readonly statement: string };

export function judge(of: Steps): Judgement {
  const n = of.steps.length;
  const answer = checkCertificate(certificateText(of, { equal: [n, n] }));
  if (!answer.accepted) return { kind: 'rejected', reason: answer.reason };
  const lines = answer.statement.split('\n');
  const name = /^prove (\w+) =/u.exec(lines.at(-1)!)![1]!;
  const found = wordsStep(valueOf(lines.slice(0, -1), name), of.period);
  const text = certificateText({ ...of, steps: [...of.steps, found] }, { equal: [n, n + 1] });
  return { kind: 'judged', text, statement: answer.statement };
}

const parameters: Json[] = [
  ['J', 'real'],
  ['g', 'complex'],
  ['phi', 'phase'],
  ['theta', 'phase'],
  ['J^2', 'mode'],
];
const sum = {
  words: [
    ['1/2*J', [1, 0, ''], 'XY Z'],
    ['3', [0, 0, ''], 'XIZ'],
    ['3', [0, 0, ''], '1'],
  ],
};
const otherSum = {
  words: [
    ['1', [0, 0, ''], 'Y ZX'],
    ['1*i', [1, 0, ''], 'XY'],
    ['1/2*g', [0, 0, ''], '1'],
  ],
};
const weighted = {
  words: [
    ['1*J', [1, 2, '1 phi'], 'XY Z'],
    ['1*i', [0, 1, '-1 phi + 2 theta'], 'X'],
  ],
};
const local = {
  words: [
    ['1*conj(g)', 3, 'XYX Z'],
    ['-1/2*i', 2, 'XIZ'],
    ['1*J', 0, '1'],
  ],
};
const otherLocal = {
  words: [
    ['1*g', 3, 'XYX Y'],
    ['1*i', 4, 'Z'],
    ['2', 0, '1 1'],
  ],
};
const mixed = { words: [...local.words, ...sum.words] };
const displaced = {
  words: [
    ['1', [1, 0, ''], '1 XZ', 0],
    ['1*J', [0, 0, ''], 'Y', -1],
    ['1*g', 3, 'YZ', 1],
  ],
};
const moving = {
  words: [
    ['1*exp(i J^2 t)', [1, 0, ''], 'X'],
    ['2*exp(i J^2 t)^-2', 3, 'Z'],
    ['1*J', 0, '1'],
  ],
};
const edge = {
  words: [
    ['1', 0, 'XIIIIZ Y'],
    ['1*J', 2, 'XIY'],
  ],
};

/** Steps of every kind at the period 2, of words at sites, sums and numbers. */
export const stepsOfEveryKind: Readonly<Record<string, Steps>> = Object.fromEntries(
  Object.entries<Json[]>({
    'numbers beside words': [sum],
    combination: [
      mixed,
      otherSum,
      {
        combination: [
          ['1*i*g', 1],
          ['-2*J^(1/2)', 2],
        ],
      },
    ],
    commutator: [mixed, otherSum, { commutator: [1, 2] }],
    'commutator with weights': [weighted, mixed, { commutator: [1, 2] }, { commutator: [3, 1] }],
    'commutator of a displacement': [displaced, mixed, { commutator: [1, 2] }],
    product: [local, otherLocal, { product: [1, 2] }],
    'product of zeros': [{ words: [] }, { product: [1, 1] }],
    adjoint: [{ words: [...weighted.words, ...mixed.words] }, { adjoint: 1 }],
    reflection: [{ words: [...weighted.words, ...mixed.words, ...displaced.words] }, { reflection: 1 }],
    translation: [{ words: [...weighted.words, ...mixed.words, ...displaced.words] }, { translation: 1, by: -3 }],
    spinflip: [mixed, { spinflip: 1 }],
    timereversal: [{ words: [...weighted.words, ...moving.words, ...mixed.words] }, { timereversal: 1 }],
    'twist by a phase': [mixed, { twist: 1, by: '1 phi' }],
    'twist by pi': [mixed, { twist: 1, by: '-1 pi + 2 theta' }],
    'twist by pi of an odd site': [
      {
        words: [
          ['1', 3, 'X'],
          ['1', -1, 'YIX Z'],
        ],
      },
      { twist: 1, by: '1 pi' },
    ],
    'twist by pi of odd sites': [
      {
        words: [
          ['1', [1, 0, ''], 'X YIX'],
          ['1', [0, 0, ''], '1'],
        ],
      },
      { twist: 1, by: '1 pi' },
    ],
    truncation: [mixed, { truncation: 1, sites: 2 }],
    'truncation of displacements and numbers': [displaced, { truncation: 1, sites: 1 }, { truncation: 2, sites: 0 }],
    fourier: [moving, { fourier: 1, mode: -2 }],
    'fourier of the base': [moving, { fourier: 1, mode: 1 }],
    ring: [mixed, { ring: 1, sites: 6 }],
    'ring of a displacement': [displaced, { ring: 1, sites: 6 }],
    'ring of a translation': [mixed, { translation: 1, by: 5 }, { ring: 2, sites: 6 }],
    'ring of a reflection': [mixed, { reflection: 1 }, { ring: 2, sites: 6 }],
    'ring of a commutator': [mixed, otherSum, { commutator: [1, 2] }, { ring: 3, sites: 8 }],
    open: [{ words: [...weighted.words, ...mixed.words] }, { open: 1, sites: 7 }],
    'open of a translation': [
      { words: [...weighted.words, ...mixed.words] },
      { translation: 1, by: -2 },
      { open: 2, sites: 7 },
    ],
    'open of a reflection': [weighted, { reflection: 1 }, { open: 2, sites: 7 }],
    'overlap of sums': [sum, otherSum, { overlap: [1, 2] }],
    'overlap of words at sites': [local, otherLocal, { overlap: [1, 2] }],
    'overlap of numbers': [{ words: [['1*i', [0, 0, ''], '1']] }, sum, { overlap: [1, 2] }],
    range: [mixed, { range: 1 }],
    ringrange: [edge, { ringrange: 1, sites: 6 }],
    'ringrange of a sum': [{ words: [['1', [1, 0, ''], 'XIIIIZ']] }, { ringrange: 1, sites: 8 }],
    'ringrange of what cancels': [
      {
        words: [
          ['1', [0, 0, ''], 'XIIZ'],
          ['-1', [1, 0, ''], 'ZIIX'],
          ['1', 0, 'X'],
        ],
      },
      { ringrange: 1, sites: 6 },
    ],
    degree: [
      {
        words: [
          ['1*J', [1, 0, ''], 'X'],
          ['1*conj(g)*exp(i phi)', 3, 'Z'],
        ],
      },
      { degree: 1 },
    ],
  }).map(([name, steps]) => [name, { period: 2, parameters, steps }]),
);

/** Random steps at a period of 1 to 3; `draw` gives a whole number below its argument. */
export function randomSteps(draw: (below: number) => number): Steps {
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)]!;
  const period = 1 + draw(3);
  const coefficient = (): Json =>
    pick([
      '1',
      '-2',
      '1/2*J',
      '1*i*g',
      '3*conj(g)',
      '1*exp(i phi)',
      '1*J^(1/2)',
      '2 + 1*i*J',
      '1*sqrt(2)',
      '1*exp(i J^2 t)',
      '1*exp(i J^2 t)^-2*J',
      // Numbers at and beyond 2^53, where the kernel changes to big integers.
      '9007199254740991*J',
      '-123456789012345678901/9007199254740993*i',
      '4503599627370497/3',
    ]);
  const word = (): string => {
    const length = 1 + draw(3);
    return Array.from({ length }, (_, k) => pick(k === 0 || k === length - 1 ? [...'XYZ'] : [...'IXYZ'])).join('');
  };
  const words = (): string => Array.from({ length: 1 + draw(2) }, word).join(' ');
  const plain = (): Json => [draw(period), 0, ''];
  const anyWeight = (): Json => [draw(period), draw(3), pick(['', '', '', '1 phi', '-1 phi + 1 theta'])];
  const groups: readonly (readonly (() => Json)[])[] = [
    [
      () => [coefficient(), draw(8) - 2, words()],
      () => [coefficient(), draw(6), words()],
      () => [coefficient(), 0, '1'],
    ],
    [
      () => [coefficient(), plain(), words()],
      () => [coefficient(), anyWeight(), words()],
      () => [coefficient(), [0, 0, ''], '1'],
      () => [coefficient(), [0, 0, ''], `${words()} 1`],
    ],
    [
      () => [coefficient(), draw(4), words(), draw(5) - 2],
      () => [coefficient(), anyWeight(), words(), draw(5) - 2],
      () => [coefficient(), plain(), `1 ${words()}`, 0],
      () => [coefficient(), draw(4), '1', 0],
    ],
  ];
  const kinds = pick([[0], [1], [2], [0, 1], [0, 1, 2]]);
  const listed = (): Json => ({ words: Array.from({ length: 1 + draw(3) }, () => pick(groups[pick(kinds)]!)()) });
  const sites = (): number => pick([4, 5, 6, 8]);
  const by = (): number => draw(9) - 4;
  const operation = pick<() => Json[]>([
    () => [{ commutator: [1, 2] }],
    () => [{ commutator: [1, 2] }, { commutator: [1, 3] }],
    () => [{ commutator: [1, 2] }, { ring: 3, sites: sites() + 4 }],
    () => [{ commutator: [1, 2] }, { ringrange: 3, sites: sites() + 4 }],
    () => [{ product: [1, 2] }],
    () => [
      {
        combination: [
          [coefficient(), 1],
          [coefficient(), 2],
        ],
      },
    ],
    () => [{ adjoint: 1 }],
    () => [{ reflection: 1 }],
    () => [{ translation: 1, by: by() }],
    () => [{ spinflip: 1 }],
    () => [{ truncation: 1, sites: draw(4) }],
    () => [{ timereversal: 1 }],
    () => [{ twist: 1, by: pick(['1 phi', '1 pi', '2 pi', '-1 pi + 1 theta', '2 theta + -1 phi']) }],
    () => [{ fourier: 1, mode: draw(5) - 2 }],
    () => [{ ring: 1, sites: sites() }],
    () => [
      { translation: 1, by: by() },
      { ring: 3, sites: sites() },
    ],
    () => [{ reflection: 1 }, { ring: 3, sites: sites() }],
    () => [{ open: 1, sites: sites() }],
    () => [
      { translation: 1, by: by() },
      { open: 3, sites: sites() },
    ],
    () => [{ reflection: 1 }, { open: 3, sites: sites() }],
    () => [{ overlap: [1, draw(2) + 1] }],
    () => [{ range: 1 }],
    () => [{ ringrange: 1, sites: sites() }],
    () => [{ degree: 1 }],
    () => [{ count: 1 }],
  ]);
  return { period, parameters, steps: [listed(), listed(), ...operation()] };
}

/** Random steps of level operators. */
export function randomLevels(draw: (below: number) => number): Steps {
  const pick = <T>(list: readonly T[]): T => list[draw(list.length)]!;
  const coefficient = (): Json =>
    pick(['1', '-2*i', '1/2*g', '1*exp(i J^2 t)', '3*conj(g)*exp(i J^2 t)^-2', '1*exp(i phi)']);
  const position = (): Json => pick([null, null, '1*J', '1/2*J', '2/4*J + 0', '0', '1*sqrt(2)*J']);
  const group = (): Json => {
    const at = position();
    return [coefficient(), 'levels', at !== null && draw(4) === 0 ? [] : [draw(3), draw(3)], at];
  };
  const listed = (): Json => ({ words: Array.from({ length: 1 + draw(3) }, group) });
  const operation = pick<Json>([
    { commutator: [1, 2] },
    { product: [1, 2] },
    { adjoint: 1 },
    { fourier: 1, mode: draw(4) - 2 },
    {
      combination: [
        [coefficient(), 1],
        [coefficient(), 2],
      ],
    },
  ]);
  return { period: 1, parameters, steps: [listed(), listed(), operation] };
}

/** Random numbers that are the same in every run. */
export function drawFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

/** The language refuses a bracket of two displacements even where the words beside them commute, so that it is 0. */
export const isRefusedByLanguage = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('a product of two bath displacements');

const of = (steps: readonly unknown[], claim: Json = { equal: [1, 1] }, more: Partial<Steps> = {}): string =>
  certificateText({ period: 2, parameters: [], ...more, steps: steps as Json[] }, claim);
const listed = (...group: unknown[]): object => ({ words: [group] });
const far = (count: number): object[] => Array.from({ length: count }, (_, k) => ({ translation: k + 1, by: 2 ** 29 }));
const withFrequency = (mode: string): string =>
  of(
    [listed(`1*exp(i ${mode} t)`, 0, 'X'), { fourier: 1, mode: 1 }],
    { equal: [2, 2] },
    {
      parameters: [
        ['t1', 'real'],
        [mode, 'mode'],
      ],
    },
  );
/** A product of so many parameters. */
const withGenerators = (count: number): string => {
  const names = Array.from({ length: count }, (_, k) => `J${k}`);
  const parameters = names.map((name): Json => [name, 'real']);
  return of([listed(['1', ...names].join('*'), 0, 'X')], { equal: [1, 1] }, { parameters });
};
/** Coprime numbers, whose product has 3600 digits. */
const long = ['3', '7', '9', '1'].map((digit) => `1${'0'.repeat(900)}${digit}`);
const outside = 'an operator at sites outside of a ring';
const ownGroup = 'a number in a sum has a group of its own';

/** Certificates at the edge of what is accepted, with the answer of the kernel. */
export const answersByHand: readonly (readonly [name: string, answer: string, text: string])[] = [
  // After `sum_j`, beside words at the sites 2j, the language reads a number at these sites only.
  ['a number beside a word of a sum', ownGroup, of([listed('1', [0, 0, ''], 'XX 1')])],
  ['two numbers in a sum', ownGroup, of([listed('1', [0, 0, ''], '1 1')])],
  ['a product of two zeros', 'accepted', of([{ words: [] }, { product: [1, 1] }])],
  ['64 generators in a product of powers', 'accepted', withGenerators(64)],
  ['65 generators in a product of powers', 'a product of powers has too many generators', withGenerators(65)],
  ['a number beside a word at a site', 'accepted', of([listed('1', 0, 'XX 1')])],
  // The language reads operators on a ring at its sites only; mirror images and translations are made there.
  ['the last site of a ring', 'accepted', of([listed('1', 5, 'X'), { ring: 1, sites: 6 }])],
  ['beyond the last site of a ring', outside, of([listed('1', 5, 'XX'), { ring: 1, sites: 6 }])],
  ['before the first site of a ring', outside, of([listed('1', -1, 'X'), { ring: 1, sites: 6 }])],
  ['a displacement outside of a ring', outside, of([listed('1', 6, '1', 0), { ring: 1, sites: 6 }])],
  ['the range of a word outside of a ring', outside, of([listed('1', 6, 'X'), { ringrange: 1, sites: 6 }])],
  [
    'a translation around a ring',
    'accepted',
    of([listed('1', 5, 'X'), { translation: 1, by: 9 }, { ring: 2, sites: 6 }]),
  ],
  [
    'a translation from outside of a ring',
    outside,
    of([listed('1', 6, 'X'), { translation: 1, by: -1 }, { ring: 2, sites: 6 }]),
  ],
  [
    'the range of a translation out of a ring',
    outside,
    of([listed('1', 5, 'X'), { translation: 1, by: 9 }, { ringrange: 2, sites: 6 }]),
  ],
  ['the farthest site', 'accepted', of([listed('1', 0, 'X'), ...far(2048)])],
  ['a site beyond the farthest one', 'a site is too far out', of([listed('1', 0, 'X'), ...far(2049)])],
  [
    // An odd number of turns by π at the odd site 2^39 + 1: their product is beyond 2^53.
    'the sign of many turns at a far site',
    'accepted',
    of(
      [
        listed('1', 1, 'X'),
        ...far(1024),
        { twist: 1025, by: Array.from({ length: 1999 }, () => '9999 pi').join(' + ') },
        { combination: [['-1', 1025]] },
      ],
      { equal: [1026, 1027] },
    ),
  ],
  ['the frequency 1', 'accepted', withFrequency('1')],
  ['the frequency t1', 'accepted', withFrequency('t1')],
  ['the frequency 1 t1', 'Fourier components of another frequency than the base', withFrequency('1 t1')],
  ['the frequency t1^2', 'accepted', withFrequency('t1^2')],
  // 321 × 28059810762433 = 2^53 + 1, of which a float64 number is 2^53.
  [
    'a product with a half beyond 2^53',
    'accepted',
    of(
      [
        listed('321 + 2*i', 0, 'X'),
        listed('28059810762433 + 1*i', 0, 'Z'),
        { product: [1, 2] },
        listed('56119621525187 + -9007199254740991*i', 0, 'Y'),
      ],
      { equal: [3, 4] },
    ),
  ],
  [
    'a combination with a half beyond 2^53',
    'accepted',
    of(
      [
        listed('321 + 2*i', 0, 'X'),
        { combination: [['28059810762433 + 1*i', 1]] },
        listed('9007199254740991 + 56119621525187*i', 0, 'X'),
      ],
      { equal: [2, 3] },
    ),
  ],
  [
    'a sum that grows beyond 2^53',
    'accepted',
    of(
      [
        {
          words: [
            ['9007199254740991', 0, 'X'],
            ['9007199254740991', 0, 'X'],
            ['1', 0, 'X'],
          ],
        },
        listed('18014398509481983', 0, 'X'),
      ],
      { equal: [1, 2] },
    ),
  ],
  [
    'differences of no words, whatever their denominators',
    'accepted',
    of(
      [
        listed('1', 0, 'X'),
        ...long.map((n) => ({
          combination: [
            [`1/${n}`, 1],
            [`-1/${n}`, 1],
          ],
        })),
        { combination: long.map((_, k) => ['1', k + 2]) },
        { words: [] },
      ],
      { equal: [6, 7] },
    ),
  ],
];

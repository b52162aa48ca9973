import type { Json } from './tampering.js';

type Document = { period: number; parameters: Json[]; steps: any[]; claims: any[] };

const certificate = (period: number, parameters: Json[], steps: unknown[], claims: unknown[]): Document => ({
  period,
  parameters,
  steps,
  claims,
});

/** The XYZ chain in a field along x has no correction of C_3 of three sites. */
const ofField = (): Document =>
  certificate(
    1,
    ['Jx', 'Jy', 'Jz', 'b'].map((name) => [name, 'real']),
    [
      {
        words: [
          ['1/4*Jx', [0, 0, ''], 'XX'],
          ['1/4*Jy', [0, 0, ''], 'YY'],
          ['1/4*Jz', [0, 0, ''], 'ZZ'],
        ],
      },
      {
        words: [
          ['1/8*Jx*Jz', [0, 0, ''], 'XYZ'],
          ['-1/8*Jx*Jy', [0, 0, ''], 'XZY'],
          ['-1/8*Jy*Jz', [0, 0, ''], 'YXZ'],
          ['1/8*Jx*Jy', [0, 0, ''], 'YZX'],
          ['1/8*Jy*Jz', [0, 0, ''], 'ZXY'],
          ['-1/8*Jx*Jz', [0, 0, ''], 'ZYX'],
        ],
      },
      { commutator: [1, 2] },
      { words: [] },
      { adjoint: 1 },
      {
        words: [
          ['1', [0, 0, ''], 'XZZ YYX'],
          ['-1*Jx^-1*Jy + 1*Jx^-1*Jz', [0, 0, ''], 'XZIZ'],
        ],
      },
      { commutator: [5, 6] },
      { truncation: 7, sites: 3 },
      { words: [['1/2*b', [0, 0, ''], 'X']] },
      { commutator: [9, 2] },
      { overlap: [6, 10] },
    ],
    [{ equal: [3, 4] }, { equal: [8, 4] }, { differ: [11, 4] }],
  );

/** A staggered field on the XXZ chain: no correction of C_3 of two sites and of period 2. */
const ofStaggeredField = (): Document =>
  certificate(
    2,
    ['Delta', 'b'].map((name) => [name, 'real']),
    [
      {
        words: [
          ['1/4', [0, 0, ''], 'XX YY'],
          ['1/4', [1, 0, ''], 'XX YY'],
          ['1/4*Delta', [0, 0, ''], 'ZZ'],
          ['1/4*Delta', [1, 0, ''], 'ZZ'],
        ],
      },
      {
        words: [
          ['1/8*Delta', [0, 0, ''], 'XYZ ZXY'],
          ['1/8*Delta', [1, 0, ''], 'XYZ ZXY'],
          ['-1/8', [0, 0, ''], 'XZY'],
          ['-1/8', [1, 0, ''], 'XZY'],
          ['-1/8*Delta', [0, 0, ''], 'YXZ ZYX'],
          ['-1/8*Delta', [1, 0, ''], 'YXZ ZYX'],
          ['1/8', [0, 0, ''], 'YZX'],
          ['1/8', [1, 0, ''], 'YZX'],
        ],
      },
      { commutator: [1, 2] },
      { words: [] },
      { adjoint: 1 },
      {
        words: [
          ['1', [0, 0, ''], 'YYZ'],
          ['-1', [1, 0, ''], 'YYZ'],
          ['-1', [0, 0, ''], 'ZXX'],
          ['1', [1, 0, ''], 'ZXX'],
        ],
      },
      { commutator: [5, 6] },
      { truncation: 7, sites: 2 },
      {
        words: [
          ['1/2*b', [0, 0, ''], 'Z'],
          ['-1/2*b', [1, 0, ''], 'Z'],
        ],
      },
      { commutator: [9, 2] },
      { overlap: [6, 10] },
    ],
    [{ equal: [3, 4] }, { equal: [8, 4] }, { differ: [11, 4] }],
  );

/** A drive along x of an Ising chain in a field: no correction of C_3 of two sites. */
const ofDrive = (): Document =>
  certificate(
    1,
    [...['Jx', 'b', 'h', 'omega'].map((name): Json => [name, 'real']), ['omega', 'mode']],
    [
      {
        words: [
          ['1/2*h', [0, 0, ''], 'Z'],
          ['1/4*Jx', [0, 0, ''], 'XX'],
        ],
      },
      {
        words: [
          ['1/8*Jx*h', [0, 0, ''], 'XY'],
          ['-1/8*Jx*h', [0, 0, ''], 'YX'],
        ],
      },
      { commutator: [1, 2] },
      { words: [] },
      { words: [['-1/4*i*b*exp(i omega t) + 1/4*i*b*exp(i omega t)^-1', [0, 0, ''], 'X']] },
      { words: [['-1/4*i*b', [0, 0, ''], 'X']] },
      { adjoint: 6 },
      {
        combination: [
          ['1*exp(i omega t)', 6],
          ['1*exp(i omega t)^-1', 7],
        ],
      },
      { adjoint: 1 },
      {
        words: [
          ['1', [0, 0, ''], 'XZ'],
          ['-1', [0, 0, ''], 'ZX'],
          ['2*i*h^-1*omega', [0, 0, ''], 'ZY'],
          ['2*i*Jx^-1*omega', [0, 0, ''], 'XYX'],
          ['2*Jx^-1*h + -4*Jx^-1*h^-1*omega^2', [0, 0, ''], 'XYY'],
          ['2*Jx^-1*h', [0, 0, ''], 'XZZ'],
        ],
      },
      { commutator: [9, 10] },
      {
        combination: [
          ['1', 11],
          ['1*omega', 10],
        ],
      },
      { truncation: 12, sites: 2 },
      { commutator: [6, 2] },
      { overlap: [10, 14] },
    ],
    [{ equal: [3, 4] }, { equal: [5, 8] }, { equal: [13, 4] }, { differ: [15, 4] }],
  );

const textOf = (document: Document): string => JSON.stringify({ format: 'spinlaw-certificate-2', ...document });

/** What `perturb --certify` writes about corrections that do not exist, by hand. */
export const obstructions: Readonly<Record<string, string>> = {
  'no correction in a field': textOf(ofField()),
  'no correction in a staggered field': textOf(ofStaggeredField()),
  'no correction under a drive': textOf(ofDrive()),
};

const [differ, same] = ['two operators differ', 'two operators are the same'];
const notWhole = (what: string, most: number): string => `${what} is not a whole number from 0 to ${most}`;

type Forgery = readonly [name: string, reason: string, of: () => Document, change: (d: Document) => void];
const words = (d: Document, step: number): any[] => d.steps[step - 1].words;

const forged: readonly Forgery[] = [
  // The excluded corrections are longer than Y excludes.
  ['a longer correction', differ, ofField, (d) => (d.steps[7].sites = 4)],
  ['a longer correction of period 2', differ, ofStaggeredField, (d) => (d.steps[7].sites = 3)],
  ['a longer correction under a drive', differ, ofDrive, (d) => (d.steps[12].sites = 3)],
  ['the longest word', differ, ofField, (d) => (d.steps[7].sites = 31)],
  ['words that are too long', notWhole('sites', 31), ofField, (d) => (d.steps[7].sites = 32)],
  ['a negative length', notWhole('sites', 31), ofField, (d) => (d.steps[7].sites = -1)],
  ['half a site', notWhole('sites', 31), ofField, (d) => (d.steps[7].sites = 2.5)],
  ['a length as a text', notWhole('sites', 31), ofField, (d) => (d.steps[7].sites = '3')],
  ['no length', 'a step has no field sites', ofField, (d) => delete d.steps[7].sites],
  ['another name for the length', 'a step has a field by', ofField, (d) => (d.steps[7] = { truncation: 7, by: 3 })],
  // Y is another one.
  ['a word of Y is missing', differ, ofField, (d) => words(d, 6).pop()],
  ['two words of Y have opposite signs', differ, ofField, (d) => (words(d, 6)[0][0] = '-1')],
  ['a word of Y at another place', differ, ofStaggeredField, (d) => (words(d, 6)[0][1][0] = 1)],
  ['a uniform Y against a staggered field', differ, ofStaggeredField, (d) => (words(d, 6)[1][0] = '1')],
  ['Y with a weight j', 'an overlap of operators with powers of j', ofField, (d) => (words(d, 6)[1][1][1] = 1)],
  ['Y vanishes', same, ofField, (d) => (d.steps[5].words = [])],
  ['Y is the charge', same, ofField, (d) => (d.steps[5].words = structuredClone(words(d, 2)))],
  ['Y is the Hamiltonian', same, ofField, (d) => (d.steps[5].words = structuredClone(words(d, 1)))],
  [
    'the image of Y is Y',
    'a step does not give its words',
    ofField,
    (d) => (d.steps[6] = { commutator: [5, 6], words: words(d, 6) }),
  ],
  ['Y at one site', 'an overlap of a sum and a local operator', ofField, (d) => words(d, 6).forEach((g) => (g[1] = 0))],
  ['Y is given in mirror image', differ, ofField, (d) => (words(d, 6)[0][2] = 'ZZX XYY')],
  // Another equation is solved.
  ['the frequency has the other sign', differ, ofDrive, (d) => (d.steps[11].combination[1][0] = '-1*omega')],
  ['twice the frequency', differ, ofDrive, (d) => (d.steps[11].combination[1][0] = '2*omega')],
  ['no frequency', differ, ofDrive, (d) => d.steps[11].combination.pop()],
  ['a frequency that is a phase', 'omega is not real', ofDrive, (d) => (d.parameters[3] = ['omega', 'time'])],
  ['another Hamiltonian', differ, ofField, (d) => (words(d, 1)[0][0] = '1/2*Jx')],
  ['another charge', differ, ofField, (d) => (words(d, 2)[0][0] = '1/4*Jx*Jz')],
  ['another component of the drive', differ, ofDrive, (d) => (words(d, 6)[0][0] = '1/4*i*b')],
  ['a drive that has one more component', differ, ofDrive, (d) => words(d, 5).push(['1', [0, 0, ''], 'Y'])],
  ['the product in place of the commutator', 'a product of sums', ofField, (d) => (d.steps[6] = { product: [5, 6] })],
  // The right side has no part along Y.
  ['no perturbation', same, ofField, (d) => (words(d, 9)[0][0] = '0')],
  ['a field along z', same, ofField, (d) => (words(d, 9)[0][2] = 'Z')],
  ['a field that is uniform', same, ofStaggeredField, (d) => (words(d, 9)[1][0] = '1/2*b')],
  ['a perturbation that keeps the charge', same, ofField, (d) => (d.steps[9] = { commutator: [1, 2] })],
  ['the overlap is claimed to vanish', differ, ofField, (d) => (d.claims[2] = { equal: [11, 4] })],
  ['the image of Y is claimed to remain', same, ofField, (d) => (d.claims[1] = { differ: [8, 4] })],
  ['the charge is claimed not to be one', same, ofField, (d) => (d.claims[0] = { differ: [3, 4] })],
  ['the overlap with Y itself', differ, ofField, (d) => (d.claims[2] = { equal: [6, 10] })],
  // Steps that do not come before.
  ['a truncation of a later step', 'an operand', ofField, (d) => (d.steps[7].truncation = 9)],
  ['a truncation of itself', 'an operand', ofField, (d) => (d.steps[7].truncation = 8)],
  ['a truncation of two steps', 'an operand', ofField, (d) => (d.steps[7].truncation = [7, 6])],
  [
    'listed words that are not those',
    'a step does not give its words',
    ofField,
    (d) => (d.steps[7].words = words(d, 6)),
  ],
  [
    'a truncation of level operators',
    'truncation of level operators',
    () =>
      certificate(
        1,
        [],
        [{ words: [['1', 'levels', [1, 2], null]] }, { truncation: 1, sites: 3 }],
        [{ equal: [2, 2] }],
      ),
    () => {},
  ],
];

/** False certificates with the beginning of the reason for which the kernel refuses each. */
export const forgeries = forged.map(([name, reason, of, change]) => {
  const document = of();
  change(document);
  return [name, reason, textOf(document)] as const;
});

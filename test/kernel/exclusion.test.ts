// Certificates of Theorem A: the kernel accepts those of true verdicts, and no change of one leaves a false statement.
import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { localCharges, operatorPeriod } from '../../src/charges/index.js';
import { cellsOf } from '../../src/integrability/cell-algebra.js';
import { exclusionMinors } from '../../src/integrability/index.js';
import { isExcluded } from '../../src/integrability/verdict.js';
import { checkWithin } from '../../src/kernel/check.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { Rejected, workFor } from '../../src/kernel/limits.js';
import { certifyExclusion } from '../../src/proof/index.js';
import { Session } from '../../src/session/index.js';
import { type Operator, operatorRange } from '../../src/spin/index.js';
import { operator } from '../meaning/program.js';
import { type Json, corruptions, pathsOf, replaced, valueAt } from './tampering.js';

/** One chain of each kind: symbols, a staggered field, a pencil with and without roots, cells of two, a ladder. */
const chains = {
  'XYZ in a field': 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j',
  'XXX in a staggered field': 'sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1> + (-1)^j Z_j + X_j',
  'complex and irrational couplings':
    'param g complex\nsum_j X_j X_<j+1> + sqrt(2) Y_j Y_<j+1> + (g + conj(g)) Z_j Z_<j+1> + i (g - conj(g)) X_j + 2 Z_j',
  'XY in an oblique field': 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + X_j + Z_j',
  'DM in a field': 'sum_j X_j Y_<j+1> - Y_j X_<j+1> + h X_j',
  'four sites at every second site': 'sum_j S_j·S_<j+1> + S_j·S_<j+2> + (1+(-1)^j) X_j Y_<j+1> Z_<j+2> X_<j+3> + Z_j',
  'J1-J2': 'sum_j S_j·S_<j+1> + 1/2 S_j·S_<j+2>',
  ladder: 'legs 2\nsum_j S_{j,1}·S_{j+1,1} + S_{j,2}·S_{j+1,2} + K S_{j,1}·S_{j,2}',
} as const;
type Name = keyof typeof chains;
const names = Object.keys(chains) as Name[];

const made = new Map<Name, string>();
function certificate(name: Name): string {
  let text = made.get(name);
  if (text === undefined) made.set(name, (text = certifyExclusion(operator(chains[name])).text));
  return text;
}

const accepts = (document: unknown): boolean => checkCertificate(JSON.stringify(document)).accepted;
const reasonOf = (document: unknown): string => {
  const answer = checkCertificate(JSON.stringify(document));
  return answer.accepted ? 'accepted' : answer.reason;
};

interface Document {
  parameters: Json[];
  hamiltonian: Json[][];
  cells: { sites: number; first: number; period: number };
  prime: number;
  roots: [string, number][];
  injective: { left: string[]; right: string[] }[];
  solutions: Json[][];
  third: { dropped: string[][]; rows: string[][] };
  pencil: null | { dropped: string[][]; rows: string[][]; minors: string[][][] };
  list: null | { period: number; charges: Json[]; free: string[][]; rows: string[][] };
}
const documentOf = (name: Name): Document => JSON.parse(certificate(name)) as Document;

/** The Hamiltonian of a statement, and the charges that it lists. */
function read(statement: string): { hamiltonian: Operator; claims: boolean[] } {
  const claims: boolean[] = [];
  let hamiltonian: Operator | undefined;
  for (const outcome of new Session().run({ name: 'statement', text: `${statement}\nA1` })) {
    if (outcome.kind === 'error') throw new Error(outcome.diagnostic.message);
    if (outcome.kind === 'claim') claims.push(outcome.claim.holds);
    if (outcome.kind === 'value' && outcome.value.kind === 'operator') hamiltonian = outcome.value.operator;
  }
  return { hamiltonian: hamiltonian!, claims };
}

const counts = new Map<string, number[]>();
/** Numbers of local charges of up to so many sites, by a search among all strings. */
function nullities(key: string, hamiltonian: Operator, range: number, period: number): readonly number[] {
  const name = `${key} ${range} ${period}`;
  let found = counts.get(name);
  if (!found) counts.set(name, (found = [...localCharges(hamiltonian, { range, period }).nullities]));
  return found;
}

/** Fails if a statement of the kernel is not true, as far as a search among strings can tell. */
function judge(statement: string, { cells, list }: Document): void {
  const { hamiltonian, claims } = read(statement);
  const definition = statement.split('\n').find((line) => line.startsWith('A1 = '))!;
  expect(claims.every(Boolean), statement).toBe(true);
  expect(claims).toHaveLength(list?.charges.length ?? 0);
  // A string of one site more than two cells reaches three of them; one that is short enough fits into two somewhere.
  const own = operatorPeriod(hamiltonian);
  const periods = [1, 2].filter((p) => (cells.sites * cells.period) % p === 0 && p % own === 0);
  for (const period of periods) {
    const fits = period === 1 ? cells.sites + 1 : 2 * cells.sites;
    const found = nullities(definition, hamiltonian, Math.max(fits + 1, 4), period);
    if (list?.period === period) expect(found[fits - 1], statement).toBe(list.charges.length);
    expect(found.at(-1), statement).toBe(found[fits - 1]);
  }
}

describe.each(names)('%s', (name) => {
  const text = certificate(name);
  const document = documentOf(name);

  test('the kernel accepts, and a search among strings finds what it says', () => {
    const answer = checkCertificate(text);
    if (!answer.accepted) throw new Error(answer.reason);
    judge(answer.statement, document);
    expect(answer.statement).toContain(document.parameters.length > 0 ? '# For generic' : 'Theorem A');
    expect(answer.statement.includes('< 67108837')).toBe(document.pencil !== null);
    expect(answer.statement).toMatch(/^# Every local charge of period [12] sites?, of /mu);
  });

  test('a third of the work that is allowed is enough', () => {
    const { left } = workFor(text);
    expect(() => checkWithin(text, { left: Math.floor(left / 3) })).not.toThrow();
    expect(() => checkWithin(text, { left: 1000 })).toThrow(Rejected);
  });

  test('without any of its strings it is rejected', () => {
    const strings = pathsOf(document as unknown as Json).filter((path) => {
      const value = valueAt(document as unknown as Json, path);
      return typeof value === 'string' && /^[IXYZ]+$/u.test(value) && typeof path.at(-1) === 'number';
    });
    // Of a long certificate every so manieth.
    const step = Math.ceil(strings.length / 150);
    for (const path of strings.filter((_, k) => k % step === 0)) {
      const parent = path.slice(0, -1);
      const list = valueAt(document as unknown as Json, parent) as Json[];
      const shorter = list.filter((_, k) => k !== path.at(-1));
      // A coefficient is no list of strings, and a minor of the pencil may lie among others.
      if (typeof list[1] === 'number' || list.includes('sum') || list.includes('at')) continue;
      expect(accepts(replaced(document as unknown as Json, parent, shorter)), path.join()).toBe(false);
    }
  });
});

/** What one string of a matrix may be changed to, beyond the general corruptions. */
const otherLetters = (value: Json): Json[] =>
  typeof value === 'string' && /^[IXYZ]+$/u.test(value)
    ? [...value].flatMap((letter, k) =>
        [...'IXYZ'].filter((l) => l !== letter).map((l) => value.slice(0, k) + l + value.slice(k + 1)),
      )
    : [];

describe.each(names.filter((name) => !['ladder', 'J1-J2', 'four sites at every second site'].includes(name)))(
  '%s',
  (name) => {
    test('every corruption of every place is rejected, or another true statement is left', () => {
      const document = documentOf(name) as unknown as Json;
      const original = checkCertificate(certificate(name));
      let [rejected, accepted, changed] = [0, 0, 0];
      for (const path of pathsOf(document)) {
        const before = valueAt(document, path);
        for (const value of [...corruptions(before), ...otherLetters(before)]) {
          if (JSON.stringify(value) === JSON.stringify(before)) continue;
          const now = replaced(document, path, value);
          const answer = checkCertificate(JSON.stringify(now));
          if (!answer.accepted) {
            rejected += 1;
            continue;
          }
          accepted += 1;
          if (answer.statement === (original as { statement: string }).statement) {
            // The same statement by another minor: rows, columns, residues and primes prove, and state nothing.
            expect([
              'prime',
              'roots',
              'injective',
              'third',
              'pencil',
              'list',
              'parameters',
              'hamiltonian',
              'solutions',
            ]).toContain(path[0]);
            continue;
          }
          changed += 1;
          judge(answer.statement, now as unknown as Document);
        }
      }
      expect(rejected).toBeGreaterThan(20 * changed);
      expect(accepted).toBeGreaterThan(0);
    }, 120_000);
  },
);

describe('several corruptions at once', () => {
  check.prop([fc.constantFrom(...names), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 })], {
    numRuns: 300,
  })('never leave a false statement', (name, choices) => {
    let now = documentOf(name) as unknown as Json;
    for (const [where, what] of choices) {
      const paths = pathsOf(now);
      const path = paths[where % paths.length]!;
      const before = valueAt(now, path);
      const values = [...corruptions(before), ...otherLetters(before)];
      now = replaced(now, path, values[what % values.length]!);
    }
    const answer = checkCertificate(JSON.stringify(now));
    if (answer.accepted) judge(answer.statement, now as unknown as Document);
  });
});

describe('forged certificates', () => {
  const document = documentOf('XYZ in a field');

  test('the field taken out of a chain with a field, which leaves XYZ', () => {
    const forged = structuredClone(document);
    forged.parameters = forged.parameters.filter((p) => (p as string[])[0] !== 'h');
    forged.hamiltonian = forged.hamiltonian.filter(([word]) => word !== 'Z');
    forged.list!.charges = [forged.hamiltonian as unknown as Json];
    forged.roots = forged.roots.filter(([n]) => n !== 'h');
    expect(reasonOf(forged)).toContain('[M_3 | Y_3] vanishes');
    // Without the claim of the complete list nothing is gained.
    expect(reasonOf({ ...forged, list: null })).toContain('[M_3 | Y_3] vanishes');
  });

  test('equal couplings at the point only are a statement about generic couplings, and it is not accepted', () => {
    const forged = structuredClone(document);
    const jx = forged.roots.find(([n]) => n === 'Jx')![1];
    forged.roots = forged.roots.map(([n, root]) => [n, n === 'Jy' ? jx : root]);
    expect(reasonOf(forged)).toContain('[M_3 | Y_3] vanishes');
  });

  test('one charge fewer, one more, and one twice', () => {
    const all = documentOf('J1-J2');
    const list = all.list!;
    expect(reasonOf({ ...all, list: { ...list, charges: list.charges.slice(1) } })).toContain('as many free words');
    const free = list.free.map((f) => f.filter((w) => w !== 'X'));
    expect(reasonOf({ ...all, list: { ...list, charges: list.charges.slice(1), free } })).toContain('rows of the list');
    for (const word of ['XYXZ', 'XXXX', 'X', 'IX', 'XZ']) {
      const rows = [[...list.rows[0]!, word]];
      expect(accepts({ ...all, list: { ...list, charges: list.charges.slice(1), free, rows } }), word).toBe(false);
    }
    const twice = [list.charges[0], list.charges[0], ...list.charges.slice(2)];
    expect(reasonOf({ ...all, list: { ...list, charges: twice } })).toContain('not independent');
    const more = [...list.charges, [['XYZ', 'sum', 0, 1, [['1', '0', []]]]]];
    expect(accepts({ ...all, list: { ...list, charges: more } })).toBe(false);
  });

  test('fewer solutions of T_2 than there are, or none where there are several', () => {
    const all = documentOf('DM in a field');
    expect(accepts({ ...all, solutions: [], pencil: null })).toBe(false);
    const third = { dropped: [['XX']], rows: all.third.rows };
    expect(accepts({ ...all, solutions: [], pencil: null, third })).toBe(false);
    expect(reasonOf({ ...all, solutions: all.solutions.slice(1) })).toContain('3 columns are to be dropped');
    const three = all.solutions.slice(1);
    for (const dropped of all.third.dropped[0]!) {
      const others = [all.third.dropped[0]!.filter((w) => w !== dropped)];
      expect(accepts({ ...all, solutions: three, third: { dropped: others, rows: all.third.rows } })).toBe(false);
    }
    expect(reasonOf({ ...all, solutions: [all.solutions[0], ...all.solutions.slice(0, 3)] })).toContain('vanishes');
    expect(reasonOf({ ...all, pencil: null })).not.toBe('accepted');
  });

  test('a pencil that is singular at a length which the theorem would have to exclude', () => {
    // h = 0: pure DM has charges of every length.
    const all = documentOf('DM in a field');
    const forged = structuredClone(all);
    forged.parameters = [];
    forged.roots = forged.roots.filter(([n]) => n === 'i');
    forged.hamiltonian = forged.hamiltonian.filter(([word]) => word !== 'X');
    forged.list = null;
    expect(accepts(forged)).toBe(false);
  });

  test('primes that are none, and one that divides a denominator', () => {
    for (const prime of [1, 2, 3, 4, 5, 7, 9, 25, 67108837 - 1, 67108835, 67108837 * 5, 2 ** 26, 2 ** 53 - 1, -7, 7.5])
      expect(accepts({ ...document, prime })).toBe(false);
    const j1j2 = documentOf('J1-J2');
    const divided = structuredClone(j1j2);
    (divided.hamiltonian[0]!.at(-1) as Json[][])[0]![0] = '1/13';
    divided.prime = 13;
    divided.roots = [['i', 5]];
    expect(reasonOf(divided)).toContain('the prime divides a denominator');
  });
});

describe('integrable chains have no certificate, whatever strings and primes are tried', () => {
  const strings = (cells: number): string[] => {
    let list = [''];
    for (let k = 0; k < cells; k++) list = list.flatMap((s) => [...'IXYZ'].map((l) => s + l));
    return list.filter((s) => !s.startsWith('I') && !s.endsWith('I'));
  };
  check.prop(
    [
      fc.shuffledSubarray(strings(3), { minLength: 9, maxLength: 9 }),
      fc.constantFrom(...strings(2)),
      fc.constantFrom(
        ...([
          [13, 5],
          [17, 4],
          [29, 12],
          [101, 10],
          [67108837, 11846621],
        ] as [number, number][]),
      ),
      fc.constantFrom(['1', '1', '1'], ['1', '2', '3'], ['1', '1', '3']),
    ],
    { numRuns: 400 },
  )('', (rows, dropped, [prime, i], [x, y, z]) => {
    const coefficient = (c: string): Json => [[c, '0', []]];
    const document = {
      format: 'spinlaw-exclusion-1',
      parameters: [],
      hamiltonian: [
        ['XX', 'sum', 0, 1, coefficient(x!)],
        ['YY', 'sum', 0, 1, coefficient(y!)],
        ['ZZ', 'sum', 0, 1, coefficient(z!)],
      ],
      cells: { sites: 1, first: 0, period: 1 },
      prime,
      roots: [['i', i]],
      injective: [{ left: ['XZ', 'YZ', 'XY'], right: ['ZX', 'ZY', 'YX'] }],
      solutions: [],
      third: { dropped: [[dropped]], rows: [rows] },
      pencil: null,
      list: null,
    };
    expect(reasonOf(document)).toBe('the minor of [M_3 | Y_3] vanishes modulo the prime');
  });
});

describe('sizes are limited before the work', () => {
  const document = documentOf('J1-J2');
  test.each([
    ['sites', 4],
    ['sites', 1e9],
    ['period', 9],
    ['period', 1e9],
    ['first', 2],
    ['first', -1],
    ['period', 0],
    ['sites', 0],
  ])('%s of the cells: %i', (field, value) => {
    expect(reasonOf({ ...document, cells: { ...document.cells, [field]: value } })).toMatch(/is not between/u);
  });

  test('more work than a text of this length may ask for', () => {
    const small = documentOf('DM in a field');
    const words = small.solutions.map((t) => [
      (t as [string, string, number, Json][][])[0]!.map(([word, at, , c]) => [word[0]! + 'I' + word[1]!, at, 1, c]),
    ]);
    const large = {
      ...small,
      cells: { sites: 3, first: 0, period: 1 },
      solutions: words,
      list: null,
    };
    expect(accepts(large)).toBe(false);
    const many = {
      ...small,
      pencil: { ...small.pencil!, minors: Array<Json>(9).fill(small.pencil!.minors[0] as Json) },
    };
    expect(reasonOf(many)).toContain('number of minors');
    expect(reasonOf({ ...small, solutions: Array<Json>(9).fill(small.solutions[0] as Json) })).toContain('above 8');
    expect(reasonOf({ ...small, hamiltonian: [['X'.repeat(300), 'sum', 0, 1, [['1', '0', []]]]] })).toContain(
      'too long',
    );
  });
});

describe('certificates and verdicts', () => {
  const coupling = fc.integer({ min: -2, max: 2 });
  check.prop([fc.array(coupling, { minLength: 9, maxLength: 9 }), fc.array(coupling, { minLength: 6, maxLength: 6 })], {
    numRuns: 60,
  })('random chains have a certificate exactly if Theorem A excludes charges, and it is true', (J, b) => {
    const parts = [
      ...J.map((c, k) => `${c} ${'XYZ'[Math.floor(k / 3)]!}_j ${'XYZ'[k % 3]!}_<j+1>`),
      ...b.map((c, k) => `${k < 3 ? '' : '(-1)^j '}${c} ${'XYZ'[k % 3]!}_j`),
    ];
    if (J.every((c) => c === 0)) return;
    const hamiltonian = operator(`sum_j ${parts.map((p) => `(${p})`).join(' + ')}`);
    const period = operatorPeriod(hamiltonian);
    if (cellsOf(hamiltonian, period)?.size !== 1 || operatorRange(hamiltonian) < 2) return;
    const minors = exclusionMinors(hamiltonian, period);
    expect(typeof minors !== 'string').toBe(isExcluded(hamiltonian));
    if (typeof minors === 'string') return;
    const { text, statement, listed } = certifyExclusion(hamiltonian);
    expect(listed).toBe(true);
    judge(statement, JSON.parse(text) as Document);
  });

  test('charges of twice the period', () => {
    const hamiltonian = operator('sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + Z_j');
    const { statement } = certifyExclusion(hamiltonian, 2);
    expect(statement).toContain('Every local charge of period 2 sites, of any range, is a multiple of A2.');
    expect(certifyExclusion(hamiltonian, 3)).toMatchObject({ listed: false });
  });

  test.each([
    ['sum_j S_j·S_<j+1>', /excludes nothing/u],
    ['sum_j Z_j Z_<j+1> + X_j + Z_j', /excludes nothing/u],
    ['sum_j X_j X_<j+1> + 2 Y_j Y_<j+1>', /excludes nothing/u],
    [
      'legs 3\nsum_j S_{j,1}·S_{j+1,1} + 2 S_{j,2}·S_{j+1,2} + S_{j,3}·S_{j+1,3} + S_{j,1}·S_{j,2} + S_{j,2}·S_{j,3}',
      /too large for the kernel/u,
    ],
  ])('%s has none', (text, reason) => {
    expect(() => certifyExclusion(operator(text))).toThrow(reason);
  });
});

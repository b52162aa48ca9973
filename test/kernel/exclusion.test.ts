// Certificates of Theorem A: the kernel accepts those of true verdicts, and no change of one leaves a false statement.
import { fc, test as check } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { operatorPeriod } from '../../src/charges/index.js';
import { cellsOf } from '../../src/integrability/cell-algebra.js';
import { exclusionMinors } from '../../src/integrability/index.js';
import { isExcluded } from '../../src/integrability/verdict.js';
import { checkWithin } from '../../src/kernel/check.js';
import { checkCertificate } from '../../src/kernel/index.js';
import { workFor } from '../../src/kernel/limits.js';
import { Rejected } from '../../src/kernel/rejected.js';
import { certifyExclusion } from '../../src/proof/index.js';
import { operatorRange } from '../../src/spin/index.js';
import { operator } from '../meaning/program.js';
import {
  type Document,
  certificate,
  corrupted,
  documentOf,
  judge,
  names,
  otherLetters,
  shortOnes,
} from './exclusions.js';
import { type Json, corruptions, pathsOf, replaced, valueAt } from './tampering.js';

const accepts = (document: unknown): boolean => checkCertificate(JSON.stringify(document)).accepted;
const reasonOf = (document: unknown): string => {
  const answer = checkCertificate(JSON.stringify(document));
  return answer.accepted ? 'accepted' : answer.reason;
};

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
    const { left } = workFor(text.length);
    expect(() => checkWithin(text, { left: Math.floor(left / 3) })).not.toThrow();
    expect(() => checkWithin(text, { left: 1000 })).toThrow(Rejected);
  });

  test('without any of its strings it is rejected', () => {
    const strings = pathsOf(document as unknown as Json).filter((path) => {
      const value = valueAt(document as unknown as Json, path);
      return typeof value === 'string' && /^[IXYZ]+$/u.test(value) && typeof path.at(-1) === 'number';
    });
    // Of a long certificate every so manieth.
    const step = Math.ceil(strings.length / 40);
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

test.each(shortOnes)('%s: every tenth corruption is rejected, or another true statement is left', (name) => {
  const { rejected, accepted, changed } = corrupted(name, 10);
  expect(rejected).toBeGreaterThan(20 * changed);
  expect(accepted).toBeGreaterThan(0);
});

describe('several corruptions at once', () => {
  check.prop([fc.constantFrom(...names), fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 })], {
    numRuns: 100,
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
    expect(reasonOf({ ...document, cells: { ...document.cells, [field]: value } })).toMatch(
      /is not a whole number from/u,
    );
  });

  test('a text of more than 16 million characters', () => {
    const text = JSON.stringify(document);
    expect(checkCertificate(text.padEnd(16_000_001))).toMatchObject({ reason: 'the text is too long' });
    expect(checkCertificate(text.padEnd(1_000_000)).accepted).toBe(true);
  });

  test('a weight with a power of j', () => {
    const weighted = document.hamiltonian.map(([word, kind, , ...more]) => [word, kind, 1, ...more]);
    expect(reasonOf({ ...document, hamiltonian: weighted })).toContain('a power of j');
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

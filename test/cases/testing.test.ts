import fc from 'fast-check';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { conservedCharges, findModel } from '../../src/entries/charges.js';
import { perturb } from '../../src/entries/perturbation.js';
import { operator } from '../../src/index.js';
import {
  baths,
  coefficients,
  couplings,
  drives,
  hamiltonians,
  lawsOfRates,
  laws,
  levelSystems,
  operators,
  perturbations,
  pointsOf,
  subjectsOf,
  words,
} from '../../src/testing/index.js';
import { pointAt } from '../../src/law/index.js';
import { laws as catalogue } from '../../src/laws/index.js';
import { Session } from '../../src/session/index.js';

/** What a failing assertion says. */
function failure(body: () => unknown): string {
  try {
    body();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it should have failed');
}

const xxx = 'sum_j S_j·S_<j+1>';
const chirality = 'sum_j (S_j×S_<j+1>)·S_<j+2>';

describe('a failed property shows the language', () => {
  const any = fc.anything() as fc.Arbitrary<never>;
  test.each<[string, fc.Arbitrary<never>, string]>([
    ['operators()', operators() as typeof any, 'sum_j 2 Sz_j'],
    ['operators({ place: local })', operators({ place: 'local' }) as typeof any, '2 Sz_0'],
    ['hamiltonians()', hamiltonians() as typeof any, 'sum_j 2 Sy_j'],
    ['perturbations()', perturbations() as typeof any, 'sum_j 2 Sz_j'],
    ['drives()', drives() as typeof any, 'sum_j (exp(-i ω t) + exp(i ω t)) Sz_j'],
    ['baths()', baths() as typeof any, 'sum_j 2 Sz_j (a_j + a†_j)'],
    ['couplings()', couplings() as typeof any, '1'],
    ['coefficients()', coefficients() as typeof any, '1'],
    ['words()', words() as typeof any, 'Z_0'],
    [
      'levelSystems()',
      levelSystems() as typeof any,
      'ω = 0.9; gas (0.11) |1><1|, δ(x - 1.1) ((1.48) |1><1|) with frequency = 0.9',
    ],
    [
      'subjectsOf(charges.heat-current)',
      subjectsOf('charges.heat-current') as typeof any,
      'charges.heat-current where J = 1, Δ = 1',
    ],
    [
      'subjectsOf(charges.range)',
      subjectsOf('charges.range') as typeof any,
      'charges.range where model = xxz, k = 2, J = 1, Jy = 1, Δ = 1',
    ],
    [
      'pointsOf(charges.range)',
      pointsOf('charges.range') as typeof any,
      'charges.range where model = xxz, k = 2, J = 1, Jy = 1, Δ = 1',
    ],
    [
      'subjectsOf(spin.jacobi)',
      subjectsOf('spin.jacobi') as typeof any,
      'spin.jacobi where A = sum_j 2 Sz_j, B = sum_j 2 Sx_j, C = sum_j 2 Sz_j',
    ],
  ])('%s', (_, arbitrary, printed) => {
    const found = fc.check(
      fc.property(arbitrary, () => false),
      { seed: 5 },
    );
    expect(fc.defaultReportMessage(found)).toContain(`Counterexample: [${printed}]`);
    expect(inspect(found.counterexample![0])).toBe(printed);
  });

  test('inside lists and records too', () => {
    const { counterexample } = fc.check(
      fc.property(fc.tuple(fc.record({ h: hamiltonians() }), couplings('J')), () => false),
      { seed: 5 },
    );
    expect(fc.stringify(counterexample)).toMatch(/^\[\[\{"h":sum_j [^{]*\},[^{]*\]\]$/u);
  });

  test('subjects of every law show its parameters and nothing of its source', () => {
    for (const law of laws) {
      const [subject] = fc.sample(pointsOf(law), { numRuns: 1, seed: 3 });
      const printed = fc.stringify(subject);
      expect(printed.startsWith(law.id)).toBe(true);
      expect(printed).not.toMatch(/=>|function ?\(|"terms"/u);
    }
  });
});

describe('errors of a text keep their place and their hint', () => {
  test.each<[string, () => unknown, string[]]>([
    ['toCommuteWith, the subject', () => expect('sum_j Sz_').toCommuteWith(xxx), ['expect:1:7', '^^^', 'hint:']],
    ['toCommuteWith, the other', () => expect(xxx).toCommuteWith('sum_j (Sz_j'), ['toCommuteWith:1:', '^']],
    ['toEqualOperator', () => expect(xxx).toEqualOperator('sum_i Sz_j'), ['toEqualOperator:1:', '^', 'sum_j']],
    ['toBeConservedBy', () => expect(xxx).toBeConservedBy('sum_j S_j+'), ['toBeConservedBy:1:', '^']],
    ['toConserve', () => expect(xxx).toConserve('sum_j S+_'), ['toConserve:1:', '^']],
    ['toBreak, of', () => expect(xxx).toBreak('C_3', { of: 'sum_j (' }), ['toBreak: of:1:', '^']],
    ['toNearlyConserve', () => expect('sum_j )').toNearlyConserve('C_3', { of: xxx }), ['expect:1:', '^']],
    [
      'toObey, a part of a subject',
      () => expect({ hamiltonian: xxx, charge: 'sum_j (S_j' }).toObey('charges.conserved'),
      ['charge:1:', '^'],
    ],
    ['operator', () => operator('sum_j Sz_'), ['<operator>:1:7', '^^^', 'hint:']],
    ['.not is no way around them', () => expect('sum_j Sz_').not.toCommuteWith(xxx), ['expect:1:7', '^^^']],
  ])('%s', (_, body, parts) => {
    const message = failure(body);
    for (const part of parts) expect(message).toContain(part);
  });
});

test('no usual case of a law has a sum without terms, which might be an operator or a scalar', () => {
  const sums = catalogue.flatMap((law) =>
    Object.entries((law.cases.build(pointAt(law.cases, 1, 0)) ?? {}) as Record<string, unknown>).flatMap(
      ([name, part]) =>
        Array.isArray((part as { terms?: unknown } | undefined)?.terms)
          ? [{ name: `${law.id}: ${name}`, terms: (part as { terms: unknown[] }).terms.length }]
          : [],
    ),
  );
  expect(sums.length).toBeGreaterThan(40);
  expect(sums.filter(({ terms }) => terms === 0)).toEqual([]);
});

describe('questions without an answer are sentences, and fail with .not too', () => {
  test.each<[string, () => unknown, RegExp]>([
    [
      'an empty subject',
      () => expect({}).toObey('charges.conserved'),
      /a subject of charges\.conserved is an object with hamiltonian \(an operator\) and charge \(an operator\); this one is empty/u,
    ],
    ['an empty subject, not', () => expect({}).not.toObey('charges.conserved'), /this one is empty/u],
    [
      'an empty subject of the gas',
      () => expect({}).toObey('gas.unitarity'),
      /an object with model .* energy \(a number\) and engine/u,
    ],
    [
      'a part is missing',
      () => expect({ hamiltonian: xxx }).toObey('charges.conserved'),
      /this one has hamiltonian, and lacks charge/u,
    ],
    [
      'a part of another kind',
      () => expect({ charge: xxx, index: 'three' }).toObey('charges.range'),
      /in this one index is a text/u,
    ],
    ['a number', () => expect(7).toObey('charges.conserved'), /this is a number/u],
    ['an operator', () => expect(operator(xxx)).toObey('charges.conserved'), /this is an operator/u],
    [
      'a function that forgets to return',
      () => expect(() => undefined).toObey('charges.conserved'),
      /this is nothing/u,
    ],
    [
      'a part that breaks the check',
      () => expect({ model: {}, engine: {}, energy: 1 }).toObey('gas.unitarity'),
      /the check ended in/u,
    ],
    ['an unknown law', () => expect({}).toObey('perturb.postivity'), /did you mean perturb\.positivity/u],
    ['no law', () => expect({}).toObey(7 as never), /a law is wanted here/u],
    ['an unknown law for subjects', () => subjectsOf('charges.conservd'), /did you mean charges\.conserved/u],
    ['a misspelled option', () => expect({}).toObey('charges.conserved', { seeds: 3 } as object), /did you mean seed/u],
    ['options of arbitraries', () => operators({ symetry: 'Sz' } as object), /did you mean symmetry/u],
    ['a place there is not', () => operators({ place: 'chains' as 'chain' }), /place is one of chain, staggered/u],
    ['a range of nothing', () => operators({ range: 0 }), /range is a whole number/u],
    ['a symmetry there is not', () => operators({ symmetry: 'time reversl' }), /did you mean time reversal/u],
    ['a symmetry in another case', () => operators({ symmetry: ['sz'] }), /did you mean Sz/u],
    [
      'a charge without a Hamiltonian',
      () => expect(xxx).toBreak('C_3'),
      /C_3 is a charge of a Hamiltonian, and there is none here/u,
    ],
    ['a name that reads as a scalar', () => expect('C_3').toCommuteWith(xxx), /C_3 is a scalar/u],
    [
      'a free j and a numbered site',
      () => expect('X_j').toCommuteWith('Y_3'),
      /the free j of "X_j" is no site of "Y_3"/u,
    ],
    [
      'a density for a Hamiltonian',
      () => expect('Sz_0').toBeConservedBy('S_j·S_<j+1>'),
      /hint: sum_j \(S_j·S_<j\+1>\)/u,
    ],
    [
      'an operator that is no charge',
      () => expect(xxx).toBreak('sum_j X_j', { of: 'sum_j Z_j Z_<j+1>' }),
      /not conserved by the Hamiltonian/u,
    ],
    [
      'a charge there is not',
      () => expect(xxx).toBreak('C_3', { of: 'sum_j X_j X_<j+1> + Z_j + X_j' }),
      /no conserved C_3/u,
    ],
    [
      'a bath, nearly',
      () => expect('sum_j Sz_j (a_j + a†_j)').not.toNearlyConserve('C_3', { of: xxx }),
      /not decided: a bath moves by itself/u,
    ],
    ['a value for no parameter', () => operator('J X_0', { K: 2 }), /no parameter K[^]*it has J/u],
  ])('%s', (_, body, sentence) => {
    const message = failure(body);
    expect(message).toMatch(sentence);
    expect(message).not.toMatch(/undefined|\[object|Cannot read|is not iterable/u);
  });
});

describe('conserved, nearly conserved, broken', () => {
  const table: [string, string, string, { conserve: boolean; nearly: boolean }][] = [
    ['a field along z on the isotropic chain', 'sum_j Sz_j', 'C_3', { conserve: true, nearly: true }],
    ['next neighbours', 'sum_j S_j·S_<j+2>', 'C_3', { conserve: false, nearly: true }],
    ['a staggered field', 'sum_j (-1)^j Sz_j', 'C_3', { conserve: false, nearly: false }],
    ['a staggered field and the energy', 'sum_j (-1)^j Sz_j', 'C_2', { conserve: false, nearly: true }],
    ['a staggered field and the spin', 'sum_j (-1)^j Sz_j', 'C_1', { conserve: true, nearly: true }],
    ['an operator instead of a number', 'sum_j S_j·S_<j+2>', chirality, { conserve: false, nearly: true }],
    ['a drive', 'sum_j Sx_j cos(ω t)', 'C_3', { conserve: true, nearly: true }],
    ['a drive of the spin', 'sum_j Sx_j cos(ω t)', 'C_1', { conserve: false, nearly: true }],
  ];
  test.each(table)('%s', (_, v, charge, { conserve, nearly }) => {
    const of = xxx;
    const pass = (body: () => unknown): boolean => {
      try {
        body();
        return true;
      } catch {
        return false;
      }
    };
    expect(pass(() => expect(v).toConserve(charge, { of }))).toBe(conserve);
    expect(pass(() => expect(v).not.toConserve(charge, { of }))).toBe(!conserve);
    expect(pass(() => expect(v).toBreak(charge, { of }))).toBe(!conserve);
    expect(pass(() => expect(v).toNearlyConserve(charge, { of }))).toBe(nearly);
    expect(pass(() => expect(v).not.toNearlyConserve(charge, { of }))).toBe(!nearly);
    // What perturb returns knows its Hamiltonian.
    const found = perturb(operator(v), operator(of), { upto: 2 });
    expect(pass(() => expect(found).toConserve(charge))).toBe(conserve);
    expect(pass(() => expect(found).toBreak(charge))).toBe(!conserve);
  });

  test('a failure is a claim to paste, with the residual', () => {
    for (const body of [
      () => expect('sum_j (-1)^j Sz_j').toConserve('C_3', { of: xxx }),
      () => expect('sum_j Sz_j').toBreak('C_3', { of: xxx }),
      () => expect('sum_j (-1)^j Sz_j').toNearlyConserve('C_3', { of: xxx }),
    ]) {
      const message = failure(body);
      const claim = message.split('\n').find((line) => /^ {2}(?:prove|refute) /u.test(line))!;
      const [outcome] = [...new Session().run({ name: '<message>', text: claim.trim() })];
      expect(outcome?.kind === 'claim' && outcome.claim.holds).toBe(false);
      expect(message).toContain('residual');
    }
    // The other way round the correction is shown, and the claim about it holds.
    const kept = failure(() => expect('sum_j S_j·S_<j+2>').not.toNearlyConserve('C_3', { of: xxx }));
    const claim = kept.split('\n').find((line) => line.startsWith('  prove '))!;
    const [outcome] = [...new Session().run({ name: '<message>', text: claim.trim() })];
    expect(outcome?.kind === 'claim' && outcome.claim.holds).toBe(true);
  });

  test('a correction of couplings has its denominator in the claim', () => {
    const of = 'sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1> - B Sz_j';
    const message = failure(() =>
      expect('sum_j Sx_j').not.toNearlyConserve('sum_j Sz_j', { of: 'sum_j J Sz_j Sz_<j+1> - B Sz_j', range: 3 }),
    );
    expect(message).toMatch(/= -\(.*B.*\) \[/u);
    const claim = message.split('\n').find((line) => line.startsWith('  prove '))!;
    const [outcome] = [...new Session().run({ name: '<message>', text: claim.trim() })];
    expect(outcome?.kind === 'claim' && outcome.claim.holds).toBe(true);
    expect(() => expect('sum_j Sx_j').toNearlyConserve('sum_j Sz_j', { of })).toThrow('not nearly conserved');
  });

  test('jump operators of what perturb returns are looked at', () => {
    const lossy = perturb(operator('sum_j 0 X_j + Sz_j Sz_<j+1>'), operator('sum_j Sz_j Sz_<j+1> + Sz_j'), {
      upto: 2,
      jumps: [operator('S-_j')],
    });
    expect(lossy).toBreak('C_1');
    const dephasing = perturb(operator('sum_j Sz_j Sz_<j+1>'), operator('sum_j Sz_j Sz_<j+1> + Sz_j'), {
      upto: 2,
      jumps: [operator('Sz_j')],
    });
    expect(dephasing).toConserve('C_1');
  });
});

describe('laws of rates', () => {
  test.each([
    'perturb.positivity',
    'perturb.column-sums',
    'perturb.detailed-balance',
    'perturb.uniqueness',
    'perturb.strength',
  ])('%s is in the catalogue', (id) => {
    expect(undefined).toObey(id, { cases: 3 });
  });

  test.each([
    ['a static field', 'sum_j (-1)^j Sz_j'],
    ['a drive without a bath', 'sum_j Sx_j cos(ω t)'],
    ['a bath', 'sum_j (Sx_j + Sz_j Sz_<j+1>) (a_j + a†_j)'],
  ])('a loop over the laws of %s is green: each verdict is the expected one', (_, v) => {
    const found = perturb(operator(v), operator('sum_j J S_j·S_<j+1> - B Sz_j'), { upto: 2 });
    for (const law of lawsOfRates(found)) expect(found).toObey(law, { cases: 4 });
    // By the name it is the law about this perturbation, not about that of the catalogue.
    for (const law of lawsOfRates(found)) expect(found).toObey(law.id, { cases: 4 });
  });

  test('what is not as expected is red', () => {
    const found = perturb(operator('sum_j (-1)^j Sz_j'), operator(xxx), { upto: 2 });
    const unique = lawsOfRates(found).find(({ id }) => id === 'perturb.uniqueness')!;
    expect(unique.expected).toBe('fails');
    expect(() => expect(found).toObey({ ...unique, expected: 'holds' })).toThrow('independent steady states');
    expect(() => expect(found).not.toObey(unique)).toThrow('was expected not to');
    const undriven = lawsOfRates(found).find(({ id }) => id === 'perturb.positivity')!;
    expect(() => expect(found).toObey({ ...undriven, expected: 'fails' }, { cases: 2 })).toThrow('expected to fail');
    // Undecided is no answer to either question.
    const driven = perturb(operator('sum_j Sx_j cos(ω t)'), operator(xxx), { upto: 2 });
    const { refusal, ...balance } = lawsOfRates(driven).find(({ id }) => id === 'perturb.detailed-balance')!;
    expect(refusal).toBe('no-bath');
    expect(() => expect(driven).toObey(balance, { cases: 2 })).toThrow('undecided: the perturbation has no bath');
    expect(() => expect(driven).not.toObey(balance, { cases: 2 })).toThrow('undecided: the perturbation has no bath');
  });
});

describe('laws that are expected to fail', () => {
  test('are green where they fail, in a loop too', () => {
    for (const law of laws.filter(({ id }) => id.startsWith('charges.heat-current')))
      expect(undefined).toObey(law, { cases: 12 });
    expect(() => expect(undefined).not.toObey('charges.heat-current-conserved-in-a-field')).toThrow(
      'as the law is expected to',
    );
  });
  test('are red where they hold: a subject at which the statement is true is no counterexample', () => {
    const subject = { hamiltonian: xxx, withoutField: xxx, current: chirality };
    expect(() => expect(subject).toObey('charges.heat-current-conserved-in-a-field')).toThrow('expected to fail');
    expect(subject).not.toObey('charges.heat-current-conserved-in-a-field');
  });
});

describe('the library reads operators, and gives arrays', () => {
  test.each([
    [operator(xxx), xxx],
    [operator('sum_j J Sz_j', { J: 0.8 }), 'sum_j 4/5 Sz_j'],
    [operator('sum_j Δ Sz_j', { Δ: '1/2' }), 'sum_j 1/2 Sz_j'],
    [operator('sum_j Delta Sz_j', { Δ: 2n }), 'sum_j 2 Sz_j'],
    [operator('2'), '2'],
  ])('%s', (read, text) => {
    expect(read).toEqualOperator(text);
  });

  test('conserved charges', () => {
    const { charges } = conservedCharges(findModel('xxx')!.hamiltonian(), { upto: 4 });
    expect(Array.isArray(charges)).toBe(true);
    expect(charges.map((c) => c.index)).toEqual([2, 3, 4]);
    expect(charges.at(-1)!.operator()).toBeConservedBy('sum_j J S_j·S_<j+1>');
  });

  test('a single symmetry is a list of one', () => {
    const draw = (symmetry: string | string[]): unknown => fc.sample(operators({ symmetry }), { numRuns: 10, seed: 2 });
    expect(draw('Sz')).toEqual(draw(['Sz']));
    for (const a of fc.sample(operators({ symmetry: 'Sz' }), 30)) expect(a).toCommuteWith('sum_j Sz_j');
  });
});

import { fc, test } from '@fast-check/vitest';
import { inspect } from 'node:util';
import { describe, expect } from 'vitest';
import { equalCoefficients } from '../../src/exact/index.js';
import type { GasModel } from '../../src/floquet/index.js';
import { scalarOf, textOf } from '../../src/laws/index.js';
import { checkLine } from '../../src/report/laws.js';
import { gasModelOf } from '../../src/models/gas-model.js';
import { Session } from '../../src/session/index.js';
import { equalOperators, firstSite, lettersOf } from '../../src/spin/index.js';
import {
  baths,
  coefficients,
  couplings,
  drives,
  hamiltonians,
  levelSystems,
  operator,
  operators,
  perturbations,
  subjectsOf,
  words,
} from '../../src/testing/index.js';

const printed = (value: unknown): string => {
  expect(fc.stringify(value)).toBe(inspect(value));
  return fc.stringify(value);
};

describe('what is printed reads back', () => {
  test.prop([fc.oneof(operators(), hamiltonians(), perturbations(), drives({ harmonics: 2 }), baths())])(
    'operators',
    (a) => {
      expect(equalOperators(operator(printed(a)), a)).toBe(true);
    },
  );

  test.prop([words({ range: 6 })])('words', (w) => {
    const [term, ...others] = operator(printed(w)).terms;
    expect(others).toEqual([]);
    expect([firstSite(term!.place), lettersOf(term!.word)]).toEqual([0, lettersOf(w)]);
  });

  test.prop([couplings('J')])('couplings', (c) => {
    expect(equalCoefficients(scalarOf(printed(c)), c)).toBe(true);
  });

  test.prop([coefficients()])('coefficients, with their complex parameters declared', (c) => {
    const outcomes = [...new Session().run({ name: '<printed>', text: printed(c) })];
    const last = outcomes.at(-1)!;
    if (last.kind !== 'value' || last.value.kind !== 'scalar') throw new Error(last.kind);
    expect(equalCoefficients(last.value.scalar, c)).toBe(true);
  });

  test.prop([levelSystems(), levelSystems({ dimension: 3 })], { numRuns: 30 })('driven systems', (...models) => {
    const numbers = (m: GasModel): unknown => {
      const parts = (a: GasModel['hamiltonian']): unknown =>
        [...a]
          .map(([k, { re, im }]) => [
            k,
            [...re].map((x) => Number(x.toPrecision(14)) + 0),
            [...im].map((x) => Number(x.toPrecision(14)) + 0),
          ])
          .filter(([, re, im]) => [...(re as number[]), ...(im as number[])].some((x) => x !== 0))
          .sort();
      return [
        m.levels,
        m.frequency,
        m.mass,
        m.density,
        m.dimension,
        parts(m.hamiltonian),
        m.scatterers.map((s) => [s.position, parts(s.coupling)]),
      ];
    };
    for (const model of models) {
      const session = new Session();
      for (const outcome of session.run({ name: '<printed>', text: printed(model) }))
        expect(outcome.kind).not.toBe('error');
      const [read] = session.models;
      if (read?.role !== 'gas') throw new Error('no gas');
      expect(numbers(gasModelOf(read))).toEqual(numbers(model));
    }
  });

  test.prop([fc.constantFrom('charges.range', 'spin.leibniz', 'perturb.positivity')], { numRuns: 6 })(
    'subjects, after check in the dialogue',
    (id) => {
      const [subject] = fc.sample(subjectsOf(id), { numRuns: 1, seed: 4 });
      const [name, where] = printed(subject).split(' where ') as [string, string];
      const [report] = checkLine(name, where);
      expect(report!.law.id).toBe(id);
      expect(report!.verdict.kind).toBe('holds');
    },
  );
});

describe('the printing is not a part of the value', () => {
  test.prop([operators()])('clones, spreads and comparisons see plain data', (a) => {
    expect(Object.keys(a)).toEqual(['terms']);
    expect({ ...a }).toStrictEqual(a);
    expect(structuredClone(a)).toEqual(a);
    expect(JSON.parse(JSON.stringify({ range: a.terms.length }))).toEqual({ range: a.terms.length });
    expect(operator(textOf(a))).toEqual(a);
    // What is made from it has no text of its own, and so never an old one.
    expect(Object.getOwnPropertySymbols({ ...a, range: 7 })).toEqual([]);
    expect(fc.stringify({ ...a })).toContain('"terms"');
  });

  test('a value that is shared is not touched', () => {
    const draw = (): unknown => fc.sample(hamiltonians(), { numRuns: 20, seed: 9 });
    expect(draw()).toEqual(draw());
  });
});

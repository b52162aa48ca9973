import { describe, expect, test } from 'vitest';
import {
  exceptionalCouplings,
  integrabilityAnswer,
  integrabilityOf,
  kindText,
  spinOneChain,
} from '../../src/integrability/index.js';
import { writeText } from '../../src/language/index.js';
import { expressCoefficient } from '../../src/meaning/index.js';
import { operatorOf } from '../triplet/value.js';

const S = 'S_j·S_<j+1>';
const verdict = (text: string) => integrabilityOf(operatorOf(`sum_j ${text}`), { spin: '1', range: 2 });
const kind = (text: string): string => kindText(verdict(text).verdict);

describe('the question of integrability for spins 1', () => {
  test('Heisenberg: Theorem A with 64 + 1 columns', () => {
    const { theoremA, verdict: found } = verdict(S);
    expect(found).toEqual({ kind: 'not-integrable', upTo: undefined });
    expect(theoremA).toMatchObject({ injective: true, dimension: 1, rank: 64, wanted: 64, excludesThree: true });
  });

  test('what has a tower is not excluded', () => {
    expect(kind(`(${S})^2`)).toBe('integrable (boost)');
    expect(kind(`${S} - (${S})^2 + Sz_j^2`)).toBe('not integrable');
  });

  test('special couplings of the bilinear and biquadratic chain are a(a − b)(a + b), and those of TB + D Sz^2 are D', () => {
    const special = (text: string): string[] => {
      const { list, complete } = exceptionalCouplings(operatorOf(`sum_j ${text}`), 120, spinOneChain);
      expect(complete).toBe(true);
      return list.map(
        ({ where, verdict: there }) =>
          `${where.map((w) => `${w.name} = ${writeText(expressCoefficient(w.value))}`).join()}: ${kindText(there)}`,
      );
    };
    expect(special(`a ${S} + b (${S})^2`).sort()).toEqual([
      'a = -b: integrable (boost)',
      'a = 0: integrable (boost)',
      'a = b: integrable (boost)',
    ]);
    expect(special(`${S} - (${S})^2 + D Sz_j^2`)).toEqual(['D = 0: integrable (boost)']);
    // At Δ = 0 the rank drops, and the pencil excludes all lengths.
    expect(special('Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + Delta Sz_j Sz_<j+1>')).toEqual([]);
  });

  test('a rotation does not change the verdict', () => {
    const bond = 'Sx_j Sx_<j+1> + 2 Sy_j Sy_<j+1> + 3 Sz_j Sz_<j+1> + (Sx_j Sy_<j+1>)^2 + h.c.';
    const own = verdict(bond).theoremA!;
    // A rotation by the angle with the cosine 3/5 about z.
    const about = (text: string, x: string, y: string, z: string): string =>
      text.replaceAll(/S([xyz])_(j|<j\+1>)/gu, (_, a: string, site: string) =>
        ({ x, y, z })[a as 'x']!.replaceAll('@', site),
      );
    // A slow test has more of them.
    const { theoremA, verdict: there } = verdict(about(bond, '(3/5 Sx_@ + 4/5 Sy_@)', '(3/5 Sy_@ - 4/5 Sx_@)', 'Sz_@'));
    expect(there).toEqual({ kind: 'not-integrable', upTo: undefined });
    expect([theoremA!.dimension, theoremA!.rank]).toEqual([own.dimension, own.rank]);
  });

  test('a staggered field has the period two, and is excluded', () => {
    const { period, verdict: found, theoremA } = verdict(`${S} + (-1)^j Sz_j`);
    expect(period).toBe(2);
    expect(found.kind).toBe('not-integrable');
    expect(theoremA!.wanted).toBe(128);
  });

  test('operators of single sites that commute with H', () => {
    const { verdict: found } = verdict('Sz_j Sz_<j+1> + D Sz_j^2');
    expect(found.kind).toBe('strictly-local');
  });

  test('terms of three sites are undecided, with their charges', () => {
    const answer = integrabilityAnswer(operatorOf('sum_j S_j·S_<j+1> + S_j·S_<j+2>'), {
      spin: '1',
      range: 3,
    });
    expect(answer.verdict).toMatchObject({ kind: 'undecided' });
    expect(answer.short.nullities).toEqual([3, 3, 4]);
  });
});

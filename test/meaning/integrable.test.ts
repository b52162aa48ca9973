import { describe, expect, test } from 'vitest';
import { isZeroOperator, commutator } from '../../src/spin/index.js';
import type { IntegrabilityAnswer } from '../../src/integrability/index.js';
import { integrabilityWriting } from '../../src/report/index.js';
import { error, value } from './program.js';

function answer(text: string): IntegrabilityAnswer {
  const found = value(text);
  if (found.kind !== 'integrability') throw new Error(`${text} is ${found.kind}`);
  return found.answer;
}

describe('integrable(H): the verdict on a chain', () => {
  test.each([
    // H. Bethe, Z. Phys. 71, 205 (1931)
    ['integrable(sum_j S_j·S_<j+1>)', 'integrable', 'boost'],
    // E. Lieb, T. Schultz, D. Mattis, Ann. Phys. 16, 407 (1961)
    ['integrable(sum_j X_j X_<j+1> + g Y_j Y_<j+1> + h Z_j)', 'integrable', 'free fermions'],
    // N. Shiraishi, EPL 128, 17002 (2019): XYZ in a field has no charge of more than two sites
    ['integrable(sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + 5 Z_j)', 'not-integrable', undefined],
    // a density is summed
    ['integrable(S_j·S_<j+1>)', 'integrable', 'boost'],
    ['H = sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>; with J2 = 0: integrable(H)', 'integrable', 'boost'],
    ['H = sum_j S_j·S_<j+1> + J2 S_j·S_<j+2>; with J2 = 1/3: integrable(H)', 'not-integrable', undefined],
  ])('%s', (text, kind, construction) => {
    const { verdict } = answer(text);
    expect(verdict.kind).toBe(kind);
    expect('construction' in verdict ? verdict.construction : undefined).toBe(construction);
  });

  test('the operators of an answer commute with its chain', () => {
    const { hamiltonian, short, verdict } = answer(
      'integrable(sum_j X_j X_<j+1> + i/2 (S+_j S-_<j+1> - h.c.) + 2 Z_j Z_<j+1>)',
    );
    const charges = short.charges.map((c) => c.operator());
    if (verdict.kind === 'integrable' && 'tower' in verdict) charges.push(...verdict.tower.map((c) => c.operator()));
    expect(charges.length).toBeGreaterThan(0);
    for (const charge of charges) expect(isZeroOperator(commutator(hamiltonian, charge))).toBe(true);
  });

  test('special couplings are searched for as long as the second argument says', () => {
    const chain = 'sum_j Jx X_j X_<j+1> + Jy Y_j Y_<j+1> + Jz Z_j Z_<j+1> + h Z_j';
    const { exceptions } = answer(`integrable(${chain}, 20)`);
    // XYZ is integrable without a field, in its special case XXZ with the field along z, and XY is free in any such field.
    const places = exceptions!.list.map(({ where }) => where.map(({ name }) => name).join(' '));
    expect(exceptions!.complete).toBe(true);
    expect(places.toSorted()).toEqual(['Jx', 'Jz', 'h']);
    const none = answer(`integrable(${chain}, 0)`).exceptions!;
    expect(none).toEqual({ list: [], complete: false });
  });

  test('its text has the lines of the command', () => {
    const { lines, document } = integrabilityWriting(answer('integrable(sum_j Z_j Z_<j+1> + g X_j)'), []);
    // At g = 0 the terms of the chain commute with each other, which is another verdict.
    expect(lines[0]).toMatch(/^For generic g: integrable: free fermions/u);
    expect(document.exceptionalComplete).toBe(false);
    expect(integrabilityWriting(answer('integrable(sum_j Z_j Z_<j+1>)'), []).document).toMatchObject({
      verdict: 'strictly-local',
      exceptionalComplete: true,
    });
    expect(document).toMatchObject({ verdict: 'integrable', construction: 'free fermions', parameters: ['g'] });
    expect(document.charges).toHaveLength(document.nullities.at(-1)!);
  });

  test('the charges repeat with the declared cells', () => {
    const one = 'integrable(sum_j X_j X_<j+1> + Y_j Y_<j+1> + 2 Z_j Z_<j+1>)';
    const [single] = [answer(one)];
    const both = answer(
      'legs 2; integrable(sum_j (X_{j,1} X_{j+1,1} + Y_{j,1} Y_{j+1,1} + 2 Z_{j,1} Z_{j+1,1}) + (X_{j,2} X_{j+1,2} + Y_{j,2} Y_{j+1,2} + 2 Z_{j,2} Z_{j+1,2}))',
    );
    expect(single.short).toMatchObject({ period: 1, range: 2 });
    expect(both.short).toMatchObject({ period: 2, range: 3 });
    // Each leg keeps its S^z and its energy by itself.
    expect(both.short.nullities.at(-1)).toBe(2 * single.short.nullities.at(-1)!);
  });

  test.each([
    ['prove integrable(sum_j Z_j)', 'not-a-claim'],
    ['refute integrable(sum_j Z_j) = 0', 'not-comparable'],
    ['2 integrable(sum_j Z_j)', 'not-a-factor'],
    ['integrable(X_0)', 'not-a-chain-sum'],
    ['on ring(6): integrable(sum_j Z_j)', 'not-a-chain-sum'],
    ['integrable(sum_j i Z_j)', 'not-hermitian'],
    ['integrable(sum_j cos(ω t) Z_j)', 'time-dependent'],
    ['integrable(sum_j cos(1) Z_j)', 'inexact-constant'],
    ['integrable(sum_j Z_j, -1)', 'seconds-out-of-range'],
    ['integrable(sum_j Z_j, 3601)', 'seconds-out-of-range'],
    ['integrable(sum_j Z_j, 1/2)', 'not-an-integer'],
    ['integrable(sum_j Z_j, 1, 2)', 'wrong-arguments'],
    ['integrable(hopping)', 'unknown-name'],
  ])('%s is refused: %s', (text, code) => {
    expect(error(text).code).toBe(code);
  });
});

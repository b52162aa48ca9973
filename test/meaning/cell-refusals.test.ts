import { describe, expect, test } from 'vitest';
import { Session } from '../../src/session/index.js';
import { error, last, value } from './program.js';

describe('an odd number of fermions', () => {
  test.each([
    ['c_<0> + h.c.', 'prove {c_<0>'],
    ['sum_j c_j', 'sum_j c†_j c_<j+1> + h.c.'],
    ['reflect(c_j)', 'on open(6): norm2(c_<2>)'],
    ['on open(4): sum_j c_j', String.raw`\sum_{r=0}^{3} c_<r>`],
    ['hamiltonian sum_j S_j·S_<j+1>\njump c_j', 'jump n_j'],
  ])('%s is refused with a hint of its own', (program, hint) => {
    const found = error(program);
    expect(found.code).toBe('parity-odd');
    expect(found.hint).toContain(hint);
  });

  test('the hints work', () => {
    expect(value(String.raw`on open(4): \sum_{r=0}^{3} c_<r>`).kind).toBe('operator');
    expect(value('on open(6): norm2(c_<2>)').kind).toBe('scalar');
    for (const program of ['prove {c_<0>, c†_<0>} = 1', 'sum_j c†_j c_<j+1> + h.c.', 'jump n_j', 'jump S-_j'])
      expect(last(program).kind, program).not.toBe('error');
  });

  test('the image of a reflection on an open chain is that of its matrix', () => {
    // On an open chain an odd operator is one of the spins, so reflecting twice gives it back.
    const claim = last('on open(4): prove reflect(reflect(c_<1>)) = c_<1>');
    expect(claim.kind === 'claim' && claim.claim.holds).toBe(true);
  });
});

describe('a cell is declared once, before the first operator', () => {
  test.each([
    'X_0\nlegs 2\nX_{0,1}',
    'legs 2\nlegs 3\nX_{0,1}',
    'species up, down\nlegs 2',
    'prove X_0 X_0 = 1\nlegs 2',
    'solve a X_0 = X_0 for a\nlegs 2',
  ])('%s', (program) => {
    expect(error(program.split('\n').slice(0, 2).join('\n')).code).toBe('cell-too-late');
  });

  test('numbers, parameters and statements that fail leave the cell open', () => {
    expect(last('J + 1\nlegs 2\nX_{0,1}').kind).toBe('value');
    const session = new Session();
    expect(last('X_{0,2}', session).kind).toBe('error');
    expect(last('legs 2\nX_{0,2}', session).kind).toBe('value');
  });
});

describe('names that look like fermions', () => {
  const notes = (program: string): readonly string[] => {
    const outcome = last(program);
    if (outcome.kind === 'claim') return outcome.claim.notes.map(({ message }) => message);
    return outcome.kind === 'value' ? outcome.notes.map(({ message }) => message) : [];
  };
  test.each(['c_0 c_1', 'n_0 + n_1', 'prove c_0 c_1 = -c_1 c_0'])('%s has a remark', (program) => {
    expect(notes(program).join()).toMatch(/[cn]_<0>, [cn]_<1>/u);
  });
  test.each(['c_1 Z_0 + c_2 X_0', 'c_0', 'J_0 J_1', 'param c_0, c_1\nc_0 c_1', 'c_<0> c†_<1>'])(
    '%s has none',
    (program) => {
      expect(notes(program)).toEqual([]);
    },
  );
  test('a function names the fermion', () => {
    expect(error('norm2(c_0)').hint).toContain('c_<0>');
  });
  test.each([
    ['species up, down\nreflect(sum_j c†_{j,up} c_{j+1,up} + h.c.)', true],
    ['species up, down\nsymmetries(sum_j c†_{j,up} c_{j+1,up} + h.c.)', true],
    ['species up, down\nreflect(sum_j n_{j,up} n_{j,down})', false],
    ['reflect(sum_j c†_j c_<j+1> + h.c.)', false],
    ['legs 2\nreflect(sum_j X_{j,1} X_{j+1,1})', false],
  ])('%s: a remark on strings: %s', (program, wanted) => {
    expect(notes(program).some((message) => message.includes('strings'))).toBe(wanted);
  });
});

describe('refusals say what to type', () => {
  test.each([
    'refute c_<0> = S-_0',
    'legs 2\nX_{0,3}',
    'species up, up',
    'solve X_0 = X_0 for a',
    'on open(2): expect(X_0, thermal(i X_0, 1))',
    'on open(2): expect(X_0, eigenstate(X_0, 8))',
    'on open(3): translate(X_2, 1)',
    'on open(100000): sum_j X_j',
    'on ring(100000): sum_j X_j',
  ])('%s', (program) => {
    expect(error(program).hint).toBeDefined();
  });

  test('a ring of an odd number of sites names both forms of a period of two', () => {
    for (const sum of ['X_<2j>', '(-1)^j X_j']) {
      const { code, message } = error(`on ring(5): sum_j ${sum}`);
      expect(code).toBe('odd-ring');
      expect(message).toContain('sites 2j');
    }
  });
});

import { describe, expect, test } from 'vitest';
import { spinlaw } from '../cli/run.js';

const asked = ['steady', 'examples/driven-chain.spin', '--ring', '6', '--observe', 'H0,JH', '--json'];
const run = (...more: string[]) => spinlaw([...asked, ...more]);
const list = (text: string) => run('--ensemble', text);

describe('lists that mean less than they seem to', () => {
  test.each([
    // X falls as e^{−2|μ|} or so: what is left at μ = 20 are the rounding errors of numbers of order N.
    ['gge:C1,C2,X(1, 20)', 'vanishes-on-ring'],
    ['gge:C1,C2,X(1/2, -60)', 'vanishes-on-ring'],
    ['gge:C1,C2,X(1, 1e9)', 'vanishes-on-ring'],
    ['gge:products', 'no-charges'],
    ['gge:C1,C2+-1', 'option-value'],
    ['gge:C1,C2+1.5', 'option-value'],
    ['gge:C1+1,C2', 'option-value'],
  ])('%s is refused', (text, wanted) => {
    const { json } = list(text);
    expect(json.error.code).toBe(wanted);
    expect(json.error.hint).toBeTruthy();
  });

  test('an allowed spin is named, or that there is none', () => {
    // Δ/J = 4/5: (2s + 1) arccos(4/5) < π for 2s ≤ 3.
    expect(list('gge:C1,C2,X(2, 0)').json.error.hint).toContain('s ≤ 3/2 here');
    expect(spinlaw([...asked, '--set', 'Δ=-1/2', '--ensemble', 'gge:C1,C2,X(1/2, 0)']).json.error.hint).toContain(
      'no s here',
    );
  });

  test('products are those of every charge of the list: n(n + 1)/2 of them', () => {
    const { json } = run('--populations', '--compare', 'gge:C1,C2', 'gge:local:2,products');
    const [plain, products] = json.ensembles;
    expect(plain.charges).toBe(2);
    // 4 conserved parts of operators on two sites, and their 10 products, which are independent on six sites.
    expect(products.charges).toBe(14);
    expect(products.dependent).toEqual([]);
    expect(products.relativeEntropy).toBeLessThan(plain.relativeEntropy);
  });

  test('products at the point of figure 3, against an independent dense program', () => {
    const { json } = run('--set', 'eps_d=sqrt(5/2)', '--populations', '--compare', 'gge:local:2,products');
    const [{ relativeEntropy, relativeEntropyMatched, observables }] = json.ensembles;
    expect(relativeEntropy).toBeCloseTo(0.049430978, 8);
    expect(relativeEntropyMatched).toBeCloseTo(0.0259592971, 6);
    expect(observables.H0).toBeCloseTo(-0.1907049747, 8);
    expect(observables.JH).toBeCloseTo(0.0029313576, 8);
  });
});

describe('an ensemble that is exact', () => {
  // One-site gain and loss leave each spin in its own state, exp(−λ C_1) exactly.
  const free = ['H = sum_j S_j·S_<j+1>', 'C1 = sum_j Sz_j', 'hamiltonian H', 'jump S-_j', 'jump sqrt(1/3) S+_j'].join(
    '\n',
  );

  test('has nothing left to discover, and no anatomy', () => {
    const { json, code } = spinlaw(
      ['steady', '-', '--ring', '6', '--ensemble', 'gge:C1+5', '--anatomy', '--observe', 'C1', '--json'],
      free,
    );
    expect(code).toBe(0);
    const [{ charges, moved, anatomy, lagrange }] = json.ensembles;
    expect({ charges, moved, anatomy }).toEqual({ charges: 1, moved: [], anatomy: [] });
    // Rates 1 down and 1/3 up: p(↑)/p(↓) = 1/3 = e^{−λ}.
    expect(lagrange.C1).toBeCloseTo(Math.log(3), 9);
  });
});

import { beforeAll, describe, expect, test } from 'vitest';
import { ChainStudy } from '../../src/chain/index.js';
import {
  discover,
  elementsOf,
  ensembleOf,
  type EnsembleItem,
  listedCharges,
  productsOf,
  Relaxation,
  type SteadyEnsemble,
} from '../../src/ensembles/index.js';
import { ready } from '../../src/numeric/index.js';
import { driven } from '../chain/driven.js';
import { DenseProgram, paperNumbers, paperText } from '../chain/reference/model.js';

/*
 * Lindblad operators, which remember nothing: errors of truncated ensembles in per cent of the exact value, on populations.
 * The numbers come from a program of other authors' hands.
 */

beforeAll(() => ready());

const head = paperText.split('hamiltonian')[0]!;

function lindblad(sites: number, jumps: string) {
  const { chain, operator } = driven(new DenseProgram(`${head}hamiltonian H0\n${jumps}`, sites, paperNumbers));
  const study = new ChainStudy();
  const options = { populationsOnly: true, resolvers: [operator('C3')] };
  const exact = study.exact(chain, options).values;
  const relaxation = new Relaxation(study.relaxation(chain, options));
  const item = (name: string, text = name, conservedPart = false): EnsembleItem => ({
    kind: 'operator',
    member: { name, operator: operator(text), conservedPart },
  });
  const list = (...items: readonly EnsembleItem[]) => listedCharges(relaxation, items, chain.hamiltonian).operators;
  const NC6 = list(...['C1', 'C2', 'C3', 'C4'].map((c) => item(c)), item('C5', '[Ob, C4]'), item('JSc', 'JS', true));
  const error = (e: SteadyEnsemble, name: string): number => {
    const of = elementsOf(relaxation, operator(name));
    return 100 * (relaxation.trace(of, e.state.values) / relaxation.trace(of, exact) - 1);
  };
  return { relaxation, NC6, list, error };
}

describe('S^-_j + i S^-_{j+1}, S^+_j and S^z_j with rates 1, 1 and ½: the spin current', () => {
  test.each([
    [6, -3.6, -0.8, 1.4],
    [8, -4.8, -1.5, 1.0],
  ])('on %i sites', (sites, six, local, discovered) => {
    const { relaxation, NC6, list, error } = lindblad(sites, 'jump S-_j + i S-_<j+1>\njump S+_j\njump sqrt(0.5) Sz_j');
    const start = ensembleOf(relaxation, NC6);
    expect(error(start, 'JS')).toBeCloseTo(six, 1);
    expect(error(ensembleOf(relaxation, list({ kind: 'local', range: 4 })), 'JS')).toBeCloseTo(local, 1);
    expect(Math.abs(error(discover(relaxation, start, { count: 1 }).ensembles[1]!, 'JS') - discovered)).toBeLessThan(
      0.1,
    );
  });
});

describe('S^-_j (1 + S^z_{j+1}), S^+_j and S^+_j S^-_{j+1} with rates 1, 0.5 and 0.3: the energy', () => {
  test.each([
    [6, 20, 6, -2],
    [8, 13, 5, -1.5],
  ])('on %i sites', (sites, six, squared, local) => {
    const { relaxation, NC6, list, error } = lindblad(
      sites,
      'jump S-_j (1 + Sz_<j+1>)\njump sqrt(0.5) S+_j\njump sqrt(0.3) S+_j S-_<j+1>',
    );
    expect(Math.abs(error(ensembleOf(relaxation, NC6), 'C2'))).toBeCloseTo(six, 0);
    const [square] = productsOf(relaxation, NC6.slice(0, 1));
    expect(Math.abs(error(ensembleOf(relaxation, [...NC6, square!]), 'C2'))).toBeCloseTo(squared, 0);
    const two = error(ensembleOf(relaxation, list({ kind: 'local', range: 2 })), 'C2');
    expect(two).toBeCloseTo(local, 0);
  });
});

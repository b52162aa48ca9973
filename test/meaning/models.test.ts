import { describe, expect, test } from 'vitest';
import { coefficientText } from '../../src/exact/index.js';
import { Session } from '../../src/session/index.js';
import { type ModelDeclaration } from '../../src/meaning/index.js';
import { termDocuments, valueDocument } from '../../src/report/index.js';
import { error, last, marked } from './program.js';

/** The models a program declares, and the notes of the last statement. */
function models(text: string): { models: ModelDeclaration[]; notes: string[] } {
  const session = new Session();
  const outcome = last(text, session);
  if (outcome.kind !== 'model')
    throw new Error(`${text}: ${outcome.kind === 'error' ? outcome.diagnostic.message : outcome.kind}`);
  return { models: session.models, notes: outcome.notes.map((n) => n.message) };
}

function strings(model: ModelDeclaration): Record<string, string> {
  if (model.role === 'gas') throw new Error('a gas has levels');
  return Object.fromEntries(
    termDocuments(model.operator).map((t) => [`${t.weight === 'local' ? '' : 'Σ '}${t.string}`, t.coefficient]),
  );
}

const settings = (model: ModelDeclaration): Record<string, string> =>
  Object.fromEntries([...model.settings].map(([k, c]) => [k, coefficientText(c)]));

describe('model statements', () => {
  test('a whole model: chain (7), (8), (9) with the numbers of its figures', () => {
    const { models: found } = models(`
H0 = sum_j J/2 (S+_j S-_<j+1> + h.c.) + Δ Sz_j Sz_<j+1> - B Sz_j
Hd = eps_d J sum_j ((-1)^(j+1) S_j·S_<j+1> sin(ω t) + (-1)^j Sz_j cos(ω t))
Hph = eps_ph J sum_j (S_j·S_<j+1> + gamma_m (Sx_j Sz_<j+1> + Sz_j Sx_<j+1>)) (a_j + a†_j)
hamiltonian H0
drive Hd with width = 0.1
bath Hph with temperature = 1, frequency = 1, width = 0.4
jump sqrt(g) S^-_j`);
    expect(found.map((m) => m.role)).toEqual(['hamiltonian', 'drive', 'bath', 'jump']);
    const [hamiltonian, drive, bath, jump] = found as [
      ModelDeclaration,
      ModelDeclaration,
      ModelDeclaration,
      ModelDeclaration,
    ];
    expect(strings(hamiltonian)).toEqual({ 'Σ Z': '-1/2*B', 'Σ XX': '1/4*J', 'Σ YY': '1/4*J', 'Σ ZZ': '1/4*Delta' });
    expect(settings(drive)).toEqual({ width: '1/10' });
    expect(settings(bath)).toEqual({ temperature: '1', frequency: '1', width: '2/5' });
    expect(Object.keys(strings(bath)).sort()).toEqual(['Σ XX', 'Σ XZ', 'Σ YY', 'Σ ZX', 'Σ ZZ']);
    // A jump stays a density: there is one on every site. S^- = (X − iY)/2.
    expect(strings(jump)).toEqual({ X: '1/2*g^(1/2)', Y: '-1/2*i*g^(1/2)' });
  });

  test('a gas: gas (13), (S65)', () => {
    const { models: found } = models(`
H = 0.7 |2><2| + 1.6 |3><3| + λ cos(ω t) (|1><1| + 0.25 |2><2| - 0.8 |3><3|)
V = δ(x) (1.2 |1><1| + (0.7 |1><2| + h.c.))
gas H, V with mass = 1, density = 1`);
    const [gas] = found;
    if (gas?.role !== 'gas') throw new Error('no gas');
    expect(gas.operators).toHaveLength(2);
    const [, coupling] = gas.operators.map((levels) => valueDocument({ kind: 'levels', levels }));
    expect(coupling).toMatchObject({
      hermitian: true,
      entries: [
        { row: 1, column: 1, delta: '0', coefficient: '6/5' },
        { row: 1, column: 2, coefficient: '7/10' },
        { row: 2, column: 1 },
      ],
    });
    expect(settings(gas)).toEqual({ mass: '1', density: '1' });
  });

  test('a density is summed, and a note says so; a jump never is', () => {
    const summed = models('hamiltonian J S_j·S_<j+1>');
    expect(strings(summed.models[0]!)).toEqual({ 'Σ XX': '1/4*J', 'Σ YY': '1/4*J', 'Σ ZZ': '1/4*J' });
    expect(summed.notes).toEqual(['a density with a free j; it is summed over the chain']);
    expect(models('h_<j,j+1> = X_j X_<j+1>; drive cos(ω t) h_<j,j+1>').notes).toHaveLength(1);
    expect(strings(models('bath X_j (a_j + a†_j)').models[0]!)).toEqual({ 'Σ X': '1' });
    expect(models('jump X_j').notes).toEqual([]);
    expect(models('hamiltonian sum_j X_j').notes).toEqual([]);
    // named sites are meant as they stand
    expect(strings(models('hamiltonian X_0 X_1').models[0]!)).toEqual({ XX: '1' });
  });

  test('settings may name parameters and definitions', () => {
    expect(settings(models('w = 2 J; drive cos(ω t) X_j with width = w/4, detuning = Δ').models[0]!)).toEqual({
      width: '1/2*J',
      detuning: 'Delta',
    });
  });

  test('a jump need not be Hermitian; everything else must be', () => {
    expect(models('jump S^-_j').models).toHaveLength(1);
    expect(models('hamiltonian sum_j i (S+_j S-_<j+1> - h.c.)').models).toHaveLength(1);
  });

  test.each([
    ['hamiltonian sum_j S+_j', 'not-hermitian', 'sum_j S+_j'],
    ['hamiltonian i sum_j X_j', 'not-hermitian', 'i sum_j X_j'],
    ['drive exp(i ω t) X_j', 'not-hermitian', 'exp(i ω t) X_j'],
    ['bath S+_j (a_j + a†_j)', 'not-hermitian', 'S+_j (a_j + a†_j)'],
    ['gas |1><2|', 'not-hermitian', '|1><2|'],
    ['gas |1><1|, δ(x) |1><2|', 'not-hermitian', 'δ(x) |1><2|'],
    ['bath sum_j X_j', 'bath-displacement', 'sum_j X_j'],
    ['bath sum_j X_j (a_j + a†_j) + Z_j', 'bath-displacement', 'sum_j X_j (a_j + a†_j) + Z_j'],
    ['hamiltonian sum_j X_j (a_j + a†_j)', 'bath-displacement', 'sum_j X_j (a_j + a†_j)'],
    ['jump X_j (a_j + a†_j)', 'bath-displacement', 'X_j (a_j + a†_j)'],
    ['hamiltonian S_j', 'model-operand', 'S_j'],
    ['hamiltonian 2', 'model-operand', '2'],
    ['hamiltonian J', 'unknown-name', 'J'],
    ['hamiltonian |1><1|', 'model-operand', '|1><1|'],
    ['gas sum_j X_j', 'model-operand', 'sum_j X_j'],
    ['hamiltonian X_j, Z_j', 'model-operand', 'Z_j'],
    ['drive cos(ω t) X_j with width = 1, width = 2', 'bound-twice', 'width = 2'],
    ['drive cos(ω t) X_j with width = X_0', 'not-a-scalar', 'width = X_0'],
    ['hamiltonian', 'unexpected-end', ''],
  ])('%s is refused under its operand', (text, code, under) => {
    const found = error(text);
    expect(found.code).toBe(code);
    if (under !== '') expect(marked(found)).toBe(under);
  });

  test('what fails declares nothing, and what came before stays', () => {
    const session = new Session();
    last('hamiltonian sum_j X_j', session);
    last('drive S+_j', session);
    expect(session.models.map((m) => m.role)).toEqual(['hamiltonian']);
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { DrivenChain } from '../../src/chain/index.js';
import { type ChainStatement, drivenChain } from '../../src/models/index.js';
import { Session } from '../../src/session/index.js';
import { DiagnosticError } from '../../src/text/index.js';

function chainOf(text: string, sites = 6): DrivenChain {
  const session = new Session();
  for (const outcome of session.run({ name: 'case', text }))
    if (outcome.kind === 'error') throw new DiagnosticError(outcome.diagnostic);
  return drivenChain(
    session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas'),
    sites,
  );
}

function refusal(text: string): { code: string; line: number | undefined } {
  try {
    chainOf(text);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { code, span } = error.diagnostic;
    return { code, line: span && text.slice(0, span.start).split('\n').length };
  }
  return { code: 'none', line: undefined };
}

const h = 'hamiltonian sum_j S_j·S_<j+1>\n';
const refusals: [string, string, number | undefined][] = [
  ['bath sum_j Sz_j (a_j + a†_j) with temperature = 1, frequency = 1, width = 1', 'no-hamiltonian', undefined],
  [`${h}hamiltonian sum_j Sz_j`, 'two-hamiltonians', 2],
  [`${h}drive sum_j Sx_j sin(2 t)`, 'missing-setting', 2],
  [`${h}drive sum_j Sx_j sin(2 t) with width = 1, colour = 3`, 'unknown-setting', 2],
  [`${h}jump Sz_j with width = 1`, 'unknown-setting', 2],
  [`${h}drive sum_j Sx_j sin(2 t) with width = g`, 'unset-parameter', 2],
  [`${h}drive sum_j Sx_j sin(ω t) with width = 1`, 'unset-parameter', 2],
  [`hamiltonian J sum_j S_j·S_<j+1>`, 'unset-parameter', 1],
  [`${h}bath 0 sum_j Sz_j (a_j + a†_j) with temperature = 1, frequency = 1, width = 1`, 'no-bath', 2],
  [`${h}drive sum_j Sx_j with width = 1`, 'drive-not-periodic', 2],
  [`${h}drive sum_j Sx_j (1 + sin(2 t)) with width = 1`, 'drive-not-periodic', 2],
  [`${h}drive sum_j Sx_j (1e-9 + sin(2 t)) with width = 1`, 'drive-not-periodic', 2],
  [`${h}drive sum_j Sx_j sin(0 t + π/6) with width = 1`, 'drive-not-periodic', 2],
  [`${h}drive sum_j Sx_j (1e-12 + sin(2 t)) with width = 1`, 'drive-not-periodic', 2],
  [`${h}drive sum_j Sx_j sin(2 t) + 1e-3 Sz_j with width = 1`, 'drive-not-periodic', 2],
  [`hamiltonian sum_j S_j·S_<j+1> sin(2 t)`, 'time-dependent', 1],
  [`hamiltonian sum_j j S_j·S_<j+1>`, 'position-weight', 1],
  [`${h}drive sum_j Sx_j sin(2 t) with width = i`, 'not-real', 2],
  [`${h}drive sum_j Sx_j sin(2 t) with width = 1\ndrive sum_j Sy_j cos(2 t) with width = 2`, 'drive-setting', 3],
  ...['temperature = -1, frequency = 1, width = 1', 'temperature = 1, frequency = 0, width = 1'].map(
    (settings): [string, string, number] => [`${h}bath sum_j Sz_j (a_j + a†_j) with ${settings}`, 'bath-setting', 2],
  ),
  [`${h}bath sum_j Sz_j (a_j + a†_j) with temperature = 1, frequency = 1, width = -1`, 'bath-setting', 2],
  [`${h}bath sum_j Sz_j (a_j + a†_j) with temperature = 1e400, frequency = 1, width = 1`, 'number-out-of-range', 2],
  [`${h}drive sum_j Sx_j sin(2 t) with width = 0`, 'drive-setting', 2],
  [`${h}jump Sx_j Sx_<j+6>`, 'ring-too-small', 2],
  [`${h}drive sum_j Sx_j Sx_<j+6> sin(2 t) with width = 1`, 'ring-too-small', 2],
  [`${h}bath sum_j Sz_j Sz_<j+6> (a_j + a†_j) with temperature = 1, frequency = 1, width = 1`, 'ring-too-small', 2],
  ['hamiltonian sum_j Sz_j Sz_<j+6>', 'ring-too-small', 1],
  [
    `${h}drive sum_j Sx_j sin(2 t) with width = 1\ndrive sum_j Sy_j cos(sqrt(2) t) with width = 2`,
    'two-frequencies',
    3,
  ],
];

describe('a program as a driven chain', () => {
  test.each(refusals)('%s', (text, code, line) => expect(refusal(text)).toEqual({ code, line }));

  test('every refusal is among these', () => {
    const source = readFileSync('src/models/driven-chain.ts', 'utf8');
    const codes = new Set([...source.matchAll(/refuse\(\s*'(?<code>[a-z-]+)'/gu)].map((m) => m.groups!.code));
    expect([...codes].filter((c) => !refusals.some(([, code]) => code === c))).toEqual([]);
  });

  test('what stands with e^{−iνt} absorbs ν: A sin ωt + M cos ωt has H⁺ = (iA + M)/2', () => {
    const { perturbations } = chainOf(
      `${h}drive sum_j (-1)^j (Sx_j sin(3/2 t) + Sz_j cos(3/2 t)) + sum_j Sy_j sin(3 t) with width = 1/10`,
    );
    const [drive] = perturbations;
    if (drive?.kind !== 'drive') throw new Error('no drive');
    expect(drive.frequency).toBe(1.5);
    expect(drive.harmonics.map((k) => k.multiple)).toEqual([1, 2]);
    const numbers = (k: number) => drive.harmonics[k]!.operator.map((t) => [t.word.x, t.word.z, t.re, t.im]);
    // S = σ/2, sin = (e^{iωt} − e^{−iωt})/2i: the part with e^{−iωt} is i/2.
    expect(numbers(0)).toEqual([
      [1, 0, 0, 0.25],
      [0, 1, 0.25, 0],
    ]);
    expect(numbers(1)).toEqual([[1, 1, 0, 0.25]]);
  });

  test('two drives of one frequency add their amplitudes', () => {
    const one = chainOf(`${h}drive sum_j (Sx_j sin(2 t) + Sy_j cos(2 t)) with width = 1`);
    const two = chainOf(`${h}drive sum_j Sx_j sin(2 t) with width = 1\ndrive sum_j Sy_j cos(2 t) with width = 1`);
    expect(two.perturbations).toEqual(one.perturbations);
  });

  // What one expression may hold (language rule 16), statements may hold together, with the same meaning; and nothing
  // else.
  test.each([
    ['2', '3', true],
    ['sqrt(2)', '3/2 sqrt(2)', true],
    ['π', '-π/3', true],
    ['8/5', '1.41', true],
    ['2', 'sqrt(2)', false],
    ['sqrt(3)', 'sqrt(2)', false],
    ['1', 'π', false],
  ])('drives of the frequencies %s and %s in two statements or in one', (a, b, periodic) => {
    const [x, y] = [`sum_j Sx_j sin(${a} t)`, `sum_j Sy_j cos(${b} t)`];
    const [one, two] = [
      `${h}drive ${x} + ${y} with width = 1`,
      `${h}drive ${x} with width = 1\ndrive ${y} with width = 1`,
    ];
    expect([refusal(one).code, refusal(two).code]).toEqual(
      periodic ? ['none', 'none'] : ['two-frequencies', 'two-frequencies'],
    );
    if (!periodic) return;
    const processes = (text: string) =>
      chainOf(text)
        .perturbations.flatMap((p) =>
          p.kind === 'drive'
            ? p.harmonics.map(({ multiple, operator }) => ({
                energy: (multiple * p.frequency).toPrecision(12),
                operator,
              }))
            : [],
        )
        .sort((p, q) => Number(p.energy) - Number(q.energy));
    expect(processes(two)).toEqual(processes(one));
  });

  test('frequencies that only meet when values are set are seen in every place an operator is typed', () => {
    for (const line of ['drive sum_j Sx_j (sin(v t) + sin(w t)) with width = 1', 'd_j = Sx_j (sin(v t) + sin(w t))']) {
      const session = new Session();
      session.set('v=sqrt(2)');
      const [last] = [...session.run({ name: 'case', text: line })].slice(-1);
      expect(last?.kind === 'error' && last.diagnostic.code).toBe('two-frequencies');
    }
  });

  test('a jump with a free j stands on every site, one at a site does not', () => {
    const kinds = chainOf(`${h}jump sqrt(3) S^-_j\njump S^-_2\njump sum_j S^+_j`).perturbations.map(
      (p) => p.kind === 'jump' && p.everywhere,
    );
    expect(kinds).toEqual([true, false, false]);
  });
});

test.each(['jump (-1)^j S-_j + Sz_j', 'jump j S-_j'])('%s: the hint is not a jump of the whole chain', (line) => {
  let caught: unknown;
  try {
    chainOf(`${h}${line}`);
  } catch (error) {
    caught = error;
  }
  const { code, hint } = (caught as DiagnosticError).diagnostic;
  expect(code).toBe('free-position');
  const lines = /: (?<lines>jump .*)$/u.exec(hint!)!.groups!.lines!;
  // What the hint proposes is read, and stands at fixed sites.
  expect(chainOf(`${h}${lines}`).perturbations.map((p) => p.kind === 'jump' && p.everywhere)).toEqual([false, false]);
});

test('a staggered drive on an odd ring is refused at its line', () => {
  expect(() => chainOf(`${h}drive sum_j (-1)^j Sx_j sin(2 t) with width = 1`, 5)).toThrow(
    expect.objectContaining({
      diagnostic: expect.objectContaining({ code: 'odd-ring', span: expect.objectContaining({ start: h.length }) }),
    }),
  );
});

test('a static part that is rounding alone does not count: cos² + sin² − 1', () => {
  const { perturbations } = chainOf(`${h}drive sum_j Sx_j (cos(1)^2 + sin(1)^2 - 1 + sin(2 t)) with width = 1`);
  expect(perturbations).toHaveLength(1);
  expect(perturbations[0]).toMatchObject({ kind: 'drive', frequency: 2, harmonics: [{ multiple: 1 }] });
});

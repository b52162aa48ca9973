import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compareEnsembles, steadyState } from '../../src/entries/chain.js';
import { sizeVerdicts } from '../../src/report/comparison-size.js';
import type { ComparisonOnRing } from '../../src/report/comparison.js';
import { steadyQuestion, steadyReport } from '../../src/report/index.js';
import { programOf } from '../../src/session/index.js';
import { DiagnosticError, errorDocument, exitCodeOf } from '../../src/text/index.js';
import { spinlaw } from '../cli/run.js';

const example = 'examples/driven-chain.spin';
const model = readFileSync(example, 'utf8');
const program = programOf({ name: example, text: model });

/** The answer to options as they are typed after `steady FILE --ring N --observe H0,JH`, in this process. */
async function steady(ring: number, ...args: string[]) {
  const options: Record<string, unknown> & { set: string[] } = { set: [], ring: String(ring), observe: 'H0,JH' };
  for (let k = 0; k < args.length; k++) {
    const name = args[k]!.slice(2);
    const values: string[] = [];
    while (k + 1 < args.length && !args[k + 1]!.startsWith('--')) values.push(args[++k]!);
    options[name] = name === 'set' ? [...options.set, ...values] : name === 'compare' ? values : (values[0] ?? true);
  }
  const lines: string[] = [];
  const notes: string[] = [];
  try {
    const listener = {
      line: (text: string) => void lines.push(text),
      note: (text: string) => void notes.push(text),
      remark: () => {},
      error: () => {},
      progress: () => {},
    };
    const { document, code } = await steadyReport(steadyQuestion(options), program, listener);
    return { code, json: document as any, out: lines.join('\n'), err: notes.join('\n') };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const { diagnostic } = error;
    return { code: exitCodeOf(diagnostic), json: { error: errorDocument(diagnostic) } as any, out: '', err: '' };
  }
}

/** The error of a question, whose hint must work when it is pasted after the ring. */
const refusal = async (ring: number, ...args: string[]) => (await steady(ring, ...args)).json.error;

describe('lists of operators that are not numbers on the eigenstates', () => {
  // On eight sites C_3 = ±c at k = 0 and π, and an operator that is even under reflection mixes the two.
  test.each([
    [8, [], 'gge:C1,C2,conserved(sum_j Sz_j Sz_<j+2>)'],
    [8, ['--populations'], 'gge:C1,C2,C3,conserved(sum_j S+_j S-_<j+2> + h.c.)'],
    // S^x of a chain with SU(2) symmetry connects sectors of S^z.
    [6, ['--set', 'Δ=1', '--set', 'B=0'], 'gge:C2,conserved(sum_j Sx_j Sz_<j+1>),sum_j Sy_j'],
  ])('on %d sites with %j: --ensemble and --compare agree for %s', async (ring, more, list) => {
    const one = (await steady(ring, ...more, '--ensemble', list)).json;
    const [row] = (await steady(ring, ...more, '--compare', list)).json.ensembles;
    expect(one.charges).toBe(row.charges);
    for (const name of ['H0', 'JH']) expect(one.observables[name]).toBeCloseTo(row.observables[name], 12);
    for (const [name, value] of Object.entries(row.lagrange))
      expect(one.lagrange[name]).toBeCloseTo(value as number, 9);
  });

  test('--at gives rates and forces of such a list: χ F = −f', async () => {
    const { json } = await steady(8, '--ensemble', 'gge:C1,C2,conserved(sum_j Sz_j Sz_<j+2>)', '--at', 'C1=0.3,C2=0.5');
    json.susceptibility.forEach((row: number[], i: number) => {
      const forces = Object.values<number>(json.forces);
      const sum = row.reduce((s, x, j) => s + x * forces[j]!, 0);
      expect(sum).toBeCloseTo(-Object.values<number>(json.rates)[i]!, 10);
    });
  });

  test('a component of a conserved spin is conserved: in a chain that is even under its reversal it changes nothing', async () => {
    // At B = 0 the rotation by π about z leaves H_0, the drive and the bath as they are, up to the sign of V_j's Sx Sz.
    const lists = ['gge:C2', 'gge:C2,sum_j Sx_j,sum_j Sy_j'];
    const { ensembles } = (await steady(6, '--set', 'Δ=1', '--set', 'B=0', '--compare', ...lists)).json;
    expect(ensembles[1].charges).toBe(3);
    for (const name of ['sum_j Sx_j', 'sum_j Sy_j']) expect(ensembles[1].lagrange[name]).toBeCloseTo(0, 10);
    expect(ensembles[1].observables.H0).toBeCloseTo(ensembles[0].observables.H0, 12);
  });
});

describe('a list that is refused', () => {
  test('keeps its place with the reason, and the others have their answers', async () => {
    const lists = ['gge:C1,C2,C9', 'gge:C1,C2', 'gge:nope', 'gge:local:9'];
    const { code, json } = await steady(6, '--compare', ...lists);
    expect(code).toBe(3);
    expect(json.ensembles.map((e: { ensemble: string }) => e.ensemble)).toEqual(lists);
    const errors = json.ensembles.map((e: { error?: { code: string } }) => e.error?.code);
    expect(errors).toEqual(['ring-too-small', undefined, 'unknown-name', 'local-range']);
    const alone = await steady(6, '--compare', 'gge:C1,C2');
    expect(alone.code).toBe(0);
    expect(json.ensembles[1]).toEqual(alone.json.ensembles[0]);
    const shown = await steady(6, '--compare', ...lists);
    const rows = shown.out.split('\n').slice(3);
    expect(rows[0]).toMatch(/^ {2}gge:C1,C2,C9 +ring-too-small: /u);
    expect(rows[1]).toMatch(/^ {2}gge:C1,C2 +2 /u);
    expect(rows[3]).toMatch(/^ {2}gge:local:9 +local-range: /u);
    expect(shown.err).toContain('3 of 4 lists');
  });

  test('is the answer where there is no other', async () => {
    const { code, json } = await steady(6, '--compare', 'gge:nope');
    expect(code).toBe(2);
    expect(json.error.code).toBe('unknown-name');
  });

  test('as a candidate comes last, with the reason', async () => {
    const { code, json } = await steady(6, '--ensemble', 'gge:C1,C2', '--rank', 'gge:nope,C3,local:9,C4');
    expect(code).toBe(3);
    const ranking = json.ensembles[0].ranking as { charge: string; moved: number | null; error?: { code: string } }[];
    expect(ranking.map((r) => r.error?.code)).toEqual([undefined, undefined, 'unknown-name', 'local-range']);
    expect(new Set(ranking.slice(0, 2).map((r) => r.charge))).toEqual(new Set(['C3', 'C4']));
  });

  test('on one of two rings leaves the verdicts on the others', async () => {
    const { json } = await steady(6, '--beside', '8', '--compare', 'gge:C1,C2,C8', 'gge:C1,C2');
    expect(json.ensembles[0].error.code).toBe('ring-too-small');
    expect(json.beside.ensembles.map((e: { error?: object }) => e.error === undefined)).toEqual([true, true]);
    expect(new Set(json.size.map((s: { ensemble: string }) => s.ensemble))).toEqual(new Set(['gge:C1,C2']));
  });
});

describe('hints that work', () => {
  test.each([
    [['--ensemble', 'gge:local:'], 'bad-ensemble', 'local:3'],
    [['--ensemble', 'gge:local(2)'], 'bad-ensemble', 'local:2'],
    [['--ensemble', 'gge:local'], 'bad-ensemble', 'local:3'],
    [['--ensemble', 'gge:NC5'], 'bad-ensemble', 'C1..C5'],
    [['--ensemble', 'gge:NC99'], 'bad-ensemble', 'NC6'],
    [['--ensemble', 'gge:C1,conserved(C1 C2)'], 'product-of-sums', 'gge:C1,C2,products'],
    [['--ensemble', 'gge:C1,C2^2'], 'product-of-sums', 'gge:C1,C2,products'],
  ])('%j', async (args, code, hint) => {
    const found = await refusal(6, ...args);
    expect(found.code).toBe(code);
    expect(found.column).toBeGreaterThan(4);
    const typed = /(?<list>(?:gge:)?\S+)$/u.exec(found.hint)!.groups!.list!;
    expect(typed).toBe(hint);
    expect((await steady(6, '--ensemble', typed.startsWith('gge:') ? typed : `gge:${typed}`)).code).toBe(0);
  });

  test.each([
    [['--compare', 'exact', 'gge:C1', 'gge:C2'], 'bad-ensemble'],
    [['--compare', 'gge:C1', 'exact'], 'bad-ensemble'],
    [['--compare', 'gge:C1', 'gge:C2', 'gge:C1'], 'charge-twice'],
    [['--flow'], 'nothing-discovered'],
    [['--ensemble', 'gge:C1,C2', '--flow'], 'nothing-discovered'],
    [['--until', '1e-3', '--compare', 'gge:C1', 'gge:C1,C2'], 'nothing-discovered'],
  ])('%j', async (args, code) => {
    const found = await refusal(6, ...args);
    expect(found.code).toBe(code);
    const typed = found.hint.slice(found.hint.indexOf('--')).split(' ');
    expect((await steady(6, ...typed)).code).toBe(0);
  });

  test('exact after --compare is told from an operand of the command line', () => {
    const { json } = spinlaw(['steady', example, '--ring', '6', '--compare', 'gge:C1', 'exact', '--json']);
    expect(json.error).toMatchObject({ code: 'bad-ensemble', hint: 'leave it out: --compare gge:C1' });
  });

  test('a candidate is no list with discovered charges', async () => {
    expect(await refusal(6, '--ensemble', 'gge:C1', '--rank', 'gge:C2+1')).toMatchObject({
      code: 'option-value',
      column: 7,
      hint: expect.stringContaining('--ensemble gge:C1,C2+2'),
    });
  });
});

describe('chains that end in a dark state or in several classes of states', () => {
  const chain = 'C1 = sum_j Sz_j; C2 = sum_j S_j·S_<j+1> + 1/2 Sz_j Sz_<j+1>; hamiltonian C2; ';
  test.each([
    ['jump S+_j', undefined],
    ['jump S-_j (1/2 + Sz_<j+1>); jump S+_j S-_<j+1>', 'steady-not-unique'],
  ])('%s: the hint leads to the exact state, or to the reason', async (jumps, reason) => {
    const ask = (ensemble: 'exact' | readonly string[]) =>
      steadyState(chain + jumps, { sites: 4, observe: ['C1'], ensemble });
    await expect(ask(['C1', 'C2'])).rejects.toMatchObject({
      code: 'no-convergence',
      diagnostic: { hint: expect.stringContaining('--ensemble exact') },
    });
    if (reason !== undefined) await expect(ask('exact')).rejects.toMatchObject({ code: reason });
    // Every spin is up.
    else expect((await ask('exact')).value.observables['C1']).toBeCloseTo(1 / 2, 12);
  });
});

describe('one charge in two spellings', () => {
  test.each(['gge:C1,C2,C2', 'gge:C1..C3,C1..C3', 'gge:NC4,NC4'])('the same text is refused: %s', async (list) => {
    expect((await refusal(6, '--ensemble', list)).code).toBe('charge-twice');
    expect((await refusal(6, '--compare', list)).code).toBe('charge-twice');
  });

  test.each(['gge:C1..C3,C2', 'gge:NC4,C2', 'gge:C1,C2,C3,2 C2'])(
    'another text is left out and named: %s',
    async (list) => {
      const one = (await steady(6, '--ensemble', list)).json;
      const [row] = (await steady(6, '--compare', list)).json.ensembles;
      expect(one.dependent).toEqual([list.slice(list.lastIndexOf(',') + 1)]);
      expect(row.dependent).toEqual(one.dependent);
      expect(row.charges).toBe(one.charges);
    },
  );
});

describe('--until', () => {
  test('a bound that is not met is said', async () => {
    const { json, err } = await steady(6, '--ensemble', 'gge:C1,C2+1', '--until', '1e-9');
    expect(json.moved[0]).toBeGreaterThan(1e-9);
    expect(json.notes.join()).toContain('more than --until 1e-9');
    expect(err).toContain('more than --until 1e-9');
    // The number of steps that the note asks for.
    const more = (await steady(6, '--ensemble', 'gge:C1,C2+20', '--until', '1e-4')).json;
    expect(more.moved.at(-1)).toBeLessThan(1e-4);
    expect(more.notes.join()).not.toContain('more than --until');
  });
});

describe('what two rings decide', () => {
  const ring = (sites: number, error: number): ComparisonOnRing => ({
    sites,
    ensembles: [
      {
        ensemble: 'gge:C1',
        charges: 1,
        dependent: [],
        observables: { X: 1 },
        lagrange: {},
        moved: [],
        errors: { X: error },
        residual: 0,
      },
    ],
  });
  test.each([
    // Errors 0.08/N² and 0.08/N, a constant, one in between, and two of opposite sign.
    [0.08 / 64, 0.08 / 100, 'finite size'],
    [-0.08 / 8, -0.08 / 10, 'finite size'],
    [0.02, 0.02, 'physical'],
    [0.02, 0.02 * 0.85, null],
    [-0.0083, 0.001, null],
    [0.0083, -0.0083, null],
    [0.01, 0.02, null],
  ])('errors %d on 8 sites and %d on 10: %s', (small, large, verdict) => {
    for (const pair of [
      [ring(8, small), ring(10, large)],
      [ring(10, large), ring(8, small)],
    ] as const)
      expect(sizeVerdicts(...pair).map((v) => v.verdict)).toEqual([verdict]);
  });
});

describe('numbers below their rounding errors', () => {
  test('are shown as 0, and their errors without a sign', async () => {
    // C1 and C2 are even under reflection, and the currents odd.
    const list = ['--ensemble', 'gge:C1,C2'];
    expect((await steady(6, ...list)).json.observables.JH).toBe(0);
    expect((await steady(8, ...list)).json.observables.JH).toBe(0);
    const [first] = (await steady(6, ...list, '--at', 'C1=0.5,C2=1', '--evolve', '0')).json.evolution;
    expect(first.observables.JH).toBe(0);
    expect(first.rateEquation.observables.JH).toBe(0);
    expect((await steady(6, ...list, '--at', 'C1=0.5,C2=1')).json.observables.JH).toBe(0);
    // Enough discovered charges make the ensemble exact within rounding: errors are 0, or too small for a digit.
    const { out } = await steady(6, '--populations', '--compare', 'gge:C1,C2+20');
    expect(out).toMatch(/\(0\.00 %\)/u);
    expect(out).not.toMatch(/[+−]0\.00 %/u);
    const { ranking } = (await steady(6, ...list, '--rank', 'gge:C4')).json.ensembles[0];
    expect(ranking[0].shifts.JH).toBe(0);
  });
});

describe('compareEnsembles of the library', () => {
  const ask = (options: object) => compareEnsembles(model, { sites: 6, ensembles: [['C1']], ...options } as never);

  test.each([
    [{ ensembles: [] }, 'bad-ensemble'],
    [{ ensembles: undefined }, 'bad-ensemble'],
    [{ ensembles: 'gge:C1' }, 'bad-ensemble'],
    [{ ensembles: [[]] }, 'bad-ensemble'],
    [{ ensembles: ['gge:C1,C2'] }, 'bad-ensemble'],
    [{ ensembles: [['C1'], null] }, 'bad-ensemble'],
    [{ ensembles: [['C1', 2]] }, 'bad-ensemble'],
    [{ ensembles: [['C1', ' ']] }, 'bad-ensemble'],
    [{ rank: 'gge:C2' }, 'bad-ensemble'],
    [{ flow: true }, 'nothing-discovered'],
  ])('%j', async (options, code) => {
    await expect(ask(options)).rejects.toMatchObject({ code, diagnostic: { hint: expect.any(String) } });
  });

  test('an ensemble of steadyState that is no list', async () => {
    await expect(steadyState(model, { sites: 6, ensemble: 'gge:C1' as never })).rejects.toMatchObject({
      code: 'bad-ensemble',
    });
  });

  test('flow discovers from d ln ρ/dt, as --flow does', async () => {
    const lists = { ensembles: [['C1', 'C2+1']], populationsOnly: true, observe: ['H0'] };
    const [step, flow] = await Promise.all([ask(lists), ask({ ...lists, flow: true })]);
    const lagrange = (a: Awaited<ReturnType<typeof ask>>) => {
      const [row] = a.value.ensembles;
      if (!row || 'error' in row) throw new Error('refused');
      return row.lagrange.D1!;
    };
    const shown = await steady(6, '--populations', '--compare', 'gge:C1,C2+1', '--flow');
    expect(lagrange(flow)).toBeCloseTo(shown.json.ensembles[0].lagrange.D1, 12);
    expect(Math.abs(lagrange(flow) - lagrange(step))).toBeGreaterThan(1e-3);
  });
});

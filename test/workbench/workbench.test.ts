import { afterEach, describe, expect, test } from 'vitest';

import type { Item, Request } from '../../src/workbench/messages.js';
import { Workbench } from '../../src/workbench/workbench.js';
import { setInterruptSource } from '../../src/text/index.js';

/** What a session of these lines shows, in short. */
function bench() {
  let shown: string[] = [];
  const items: Item[] = [];
  const workbench = new Workbench((item) => {
    items.push(item);
    // How far a computation is depends on the machine.
    if (item.kind === 'progress') return;
    if (item.kind === 'value') shown.push(`%${item.entry.number} ${item.text}`);
    else if (item.kind === 'error') shown.push(`${item.diagnostic.code}: ${item.diagnostic.hint ?? ''}`);
    else if ('summary' in item) shown.push(item.summary);
    else if (item.kind === 'claim') shown.push(String(item.holds));
    else if ('text' in item) shown.push(item.text);
  });
  const ask = (request: Request): string[] => {
    shown = [];
    void workbench.answer(request);
    return shown;
  };
  /** an answer that takes a moment */
  const wait = async (request: Request): Promise<string[]> => {
    shown = [];
    await workbench.answer(request);
    return shown;
  };
  return {
    ask,
    wait,
    run: (text: string) => ask({ kind: 'run', source: { name: '<repl>', text }, whole: false }),
    items,
    workbench,
  };
}

afterEach(() => setInterruptSource(undefined));

/** Interrupts at the n-th look at whether the computation is still wanted, and counts the looks. */
function interruptAtLook(n: number): { readonly looks: number } {
  const counted = { looks: 0 };
  setInterruptSource(() => ++counted.looks >= n);
  return counted;
}

test('results have numbers, ans is the last', () => {
  const { run, workbench } = bench();
  expect(run('ans')).toEqual(['unknown-result: ans is the last value shown']);
  expect(run('2; 3')).toEqual(['%1 2', '%2 3']);
  expect(run('%1 + ans')).toEqual(['%3 5']);
  expect(run('7; %4 + 1; ans %1')).toEqual(['%4 7', '%5 8', '%6 16']);
  expect(run('%7')).toEqual(['unknown-result: the last result is %6']);
  expect(run('prove ans = 16')).toEqual(['true']);
  // Numbers never stand in the way of names that look like them.
  expect(run('C6 + 1')).toEqual(['C6: free real parameter', '%7 C6 + 1']);
  expect(workbench.names()).toEqual(['ans']);
});

test('a failing statement keeps what was defined before it', () => {
  const { run } = bench();
  // What does not parse ends what is run, and a definition that fails ends the program; an expression that fails does
  // not.
  expect(run('A = Sx_0; A A_; B = 1')).toEqual([
    'A: local, 1 term, range 1',
    expect.stringContaining('unknown-character'),
  ]);
  expect(run('B = [A, true]; D = 1')).toHaveLength(1);
  expect(run('A = Sx_0; [A, true]; B = 1')).toEqual([
    'A: local, 1 term, range 1',
    expect.stringContaining('not-an-operator'),
    'B = 1',
  ]);
  expect(run('A')).toEqual(['%1 Sx_0']);
});

test('help, names, forget', () => {
  const { run, ask } = bench();
  expect(ask({ kind: 'names' })).toEqual(['nothing is defined yet']);
  run('h_<j,j+1> = S_j·S_<j+1>; Δ1 = 2; param g complex; 5');
  expect(ask({ kind: 'names' })).toEqual(['Δ1 = 2', 'g: parameter', 'h_<j,j+1>: density, 3 terms, range 2']);
  expect(ask({ kind: 'help', topic: 'Delta1' })).toEqual(['Δ1 = 2']);
  expect(ask({ kind: 'forget', name: 'Δ' })).toEqual(
    ['unknown-name: did you mean Δ1?'].map((s) => s && expect.stringContaining('unknown-name')),
  );
  expect(ask({ kind: 'forget', name: 'Δ1' })).toEqual(['Δ1 is forgotten']);
  ask({ kind: 'clear' });
  expect(ask({ kind: 'names' })).toEqual(['nothing is defined yet']);
  expect(run('3')).toEqual(['%1 3']);
});

test('LaTeX and JSON of an expression or of the last result', () => {
  const { run, ask } = bench();
  expect(ask({ kind: 'write', form: 'latex', expression: '' })[0]).toContain('no-result');
  run('J/2');
  expect(ask({ kind: 'write', form: 'latex', expression: '' })).toEqual(['\\frac{1}{2} J']);
  expect(JSON.parse(ask({ kind: 'write', form: 'json', expression: 'X_3 %1' })[0]!)).toMatchObject({
    kind: 'operator',
    terms: [{ string: 'X', site: 3, coefficient: '1/2*J' }],
  });
  expect(ask({ kind: 'write', form: 'json', expression: 'a = 1' })[0]).toContain('not-an-expression');
});

describe('a gas', () => {
  const coupling = 'δ(x) (|1><1| + |2><2| + 0.4 (|1><2| + |2><1|))';

  test('its last statement, at the temperatures asked for', async () => {
    const { wait, run } = bench();
    expect(await wait({ kind: 'gas', text: '' })).toEqual([expect.stringContaining('no-model')]);
    run(`gas |2><2|, ${coupling}`);
    expect(run(`gas 0.7 |2><2|, ${coupling}`)).toEqual(['gas: level operators, in place of the former']);
    const [text] = await wait({ kind: 'gas', text: '2' });
    const upper = 1 / (1 + Math.exp(2 * 0.7));
    expect(text).toContain('β = 2');
    expect(text).toContain(upper.toFixed(9));
    expect(text).toMatch(/thermalization +\S+ +holds/u);
    expect(await wait({ kind: 'gas', text: 'cold' })).toEqual([expect.stringContaining('option-value')]);
  });

  test('options are those of the command line', async () => {
    const { wait, run } = bench();
    run(`E = 0.7; gas E |2><2|, ${coupling}`);
    const [text] = await wait({ kind: 'gas', text: '--temperature 0.5, 1 --energies 0.9,2.5' });
    expect(text).toContain('β = 2');
    expect(text).toMatch(/E = 2\.5: 4? ?\d* ?of \d+ channels open/u);
    const [json] = await wait({ kind: 'gas', text: '2 --json --set E=1.4' });
    const { populations } = JSON.parse(json!).results[0];
    expect(populations[1]).toBeCloseTo(1 / (1 + Math.exp(2 * 1.4)), 9);
    // One row for each value of the parameter, below a head.
    const rows = await wait({ kind: 'gas', text: '2 --scan E=0.7,1.4' });
    expect(rows).toHaveLength(3);
    for (const [k, e] of [0.7, 1.4].entries())
      expect(Number(rows[k + 1]!.trim().split(/ +/u)[3])).toBeCloseTo(1 / (1 + Math.exp(2 * e)), 9);
    expect(await wait({ kind: 'gas', text: '2 --betta 3' })).toEqual(['unknown-option: did you mean --beta?']);
    expect(await wait({ kind: 'gas', text: '2 --scan F=1,2' })).toEqual([expect.stringContaining('unknown-parameter')]);
  });
});

describe('the steady state of a chain that is typed statement by statement', () => {
  // Spins in a field alone, each in a bath of temperature 1: ⟨S^z⟩ = tanh(B/2)/2 for H = −B Σ S^z.
  const spins = ['B = 1', 'M = sum_j Sz_j', 'hamiltonian -B M'];
  const bath = 'bath sum_j (Sx_j + Sz_j) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4';
  const magnetisation = (b: number): number => Math.tanh(b / 2) / 2;
  const value = (text: string, name: string): number => Number(new RegExp(`^ +${name} +(\\S+)`, 'mu').exec(text)![1]);

  test('a later Hamiltonian replaces the former', async () => {
    const { wait, run, ask, workbench } = bench();
    expect(ask({ kind: 'model' })).toEqual([expect.stringContaining('no model')]);
    for (const line of spins) run(line);
    run(bath);
    expect(ask({ kind: 'model' })).toEqual(['hamiltonian -B M', bath]);
    const first = await wait({ kind: 'steady', text: '4' });
    expect(value(first.at(-1)!, 'M')).toBeCloseTo(magnetisation(1), 8);
    expect(run('hamiltonian -2 B M')).toEqual(['hamiltonian: 1 term, range 1, in place of the former']);
    expect(ask({ kind: 'model' })).toEqual([bath, 'hamiltonian -2 B M']);
    const second = await wait({ kind: 'steady', text: '4 --observe M, 2 M' });
    expect(value(second.at(-1)!, 'M')).toBeCloseTo(magnetisation(2), 8);
    expect(workbench.names()).toEqual(['B', 'M']);
  });

  test('settings and scans run its statements again', async () => {
    const { wait, run } = bench();
    for (const line of spins) run(line);
    run('2 M');
    run(bath);
    const set = await wait({ kind: 'steady', text: '4 --set B=2 --observe M' });
    expect(value(set.at(-1)!, 'M')).toBeCloseTo(magnetisation(2), 8);
    const rows = (await wait({ kind: 'steady', text: '4 --scan B=0.5:1.5:0.5 --observe M' })).slice(-3);
    for (const [k, b] of [0.5, 1, 1.5].entries()) {
      const [at, m] = rows[k]!.trim().split(/ +/u).map(Number);
      expect(at).toBe(b);
      expect(m).toBeCloseTo(magnetisation(b), 8);
    }
    const json = await wait({ kind: 'steady', text: '4 --observe M --json' });
    expect(JSON.parse(json.at(-1)!)).toMatchObject({ sites: 4, ensemble: 'exact' });
    expect(run('%1 - 2 M')).toEqual(['%2 0']);
  });

  test('errors of the command line, at their place', async () => {
    const { wait, run } = bench();
    expect(await wait({ kind: 'steady', text: '4' })).toEqual([expect.stringContaining('no-hamiltonian')]);
    for (const line of spins) run(line);
    expect(await wait({ kind: 'steady', text: 'four' })).toEqual(['bad-sites: as in --ring 8']);
    expect(await wait({ kind: 'steady', text: '4 --obs M' })).toEqual([expect.stringContaining('unknown-option')]);
    run(bath);
    expect(await wait({ kind: 'steady', text: '4 --observe Q' })).toEqual([expect.stringContaining('unknown-name')]);
    // A name that was only looked for has not become a parameter.
    expect(run('Q + 1')).toEqual(['Q: free real parameter', '%1 Q + 1']);
  });

  test('Ctrl-C ends it, and the dialogue goes on', async () => {
    const { wait, run, ask } = bench();
    for (const line of spins) run(line);
    run(bath);
    const counted = interruptAtLook(3);
    expect((await wait({ kind: 'steady', text: '8' })).at(-1)).toBe('interrupted: ');
    expect(counted.looks).toBe(3);
    setInterruptSource(undefined);
    expect(run('B')).toEqual(['%1 1']);
    expect(ask({ kind: 'model' })).toEqual(['hamiltonian -B M', bath]);
  });

  test('statements of a kind are forgotten', async () => {
    const { run, ask } = bench();
    for (const line of spins) run(line);
    run(bath);
    run(bath);
    expect(ask({ kind: 'forget', name: 'bath' })).toEqual(['every bath statement is forgotten']);
    expect(ask({ kind: 'model' })).toEqual(['hamiltonian -B M']);
    expect(ask({ kind: 'forget', name: 'drive' })).toEqual([expect.stringContaining('unknown-name')]);
  });
});

test('charges', () => {
  const { ask } = bench();
  expect(ask({ kind: 'charges', expression: 'S_j·S_<j+1>', upto: 3 })).toEqual([
    'a density with a free j; it is summed over the chain',
    'C_2: 3 terms, range 2, [H, C_2] = 0 proved; norm² 3/16',
    'C_3: 6 terms, range 3, [H, C_3] = 0 proved; norm² 3/32',
  ]);
});

test('a long result comes in parts that make the whole', () => {
  const { run, ask, items } = bench();
  run('C = charge(sum_j Jx Sx_j Sx_<j+1> + Jy Sy_j Sy_<j+1> + Jz Sz_j Sz_<j+1>, 10)');
  run('C');
  const value = items.at(-1) as Extract<Item, { kind: 'value' }>;
  expect(value.terms).toBe(3567);
  expect(value.parts).toBe(2);
  expect(run(`prove C = ${value.text}${ask({ kind: 'part', index: 1 })[0]}`)).toEqual(['true']);
});

test('a session is restored from what had succeeded', () => {
  const first = bench();
  for (const line of ['H = sum_j S_j·S_<j+1>', '[H, Sx_0]', '1; 2', 'A = %1 + ans', 'prove H = H', 'param g complex'])
    first.run(line);
  const entries = first.items.flatMap((item) => ('entry' in item ? [item.entry] : []));
  const second = bench();
  expect(second.ask({ kind: 'restore', entries, results: 3 })).toEqual([]);
  expect(second.workbench.names().sort()).toEqual(first.workbench.names().sort());
  expect(second.run('A - %1')).toEqual(['%4 2']);
});

test('an interrupted computation leaves the session as it was', () => {
  const { run } = bench();
  run('H = sum_j X_j X_<j+1> + Y_j Y_<j+1> + Z_j Z_<j+1>');
  const counted = interruptAtLook(20);
  expect(run('C = charge(H, 18)')).toEqual(['interrupted: ']);
  expect(counted.looks).toBe(20);
  setInterruptSource(undefined);
  expect(run('range(H)')).toEqual(['%1 2']);
});

test.each([
  ['a commutator', 'A = charge(sum_j S_j·S_<j+1>, 11)', '[A, A]'],
  ['a coefficient', 'a = (J + Δ + B + g + h)^12', '(a + 1)^8 - a'],
])('%s can be interrupted', (_, prepare, long) => {
  const { run } = bench();
  run(prepare);
  const counted = interruptAtLook(20);
  expect(run(long)[0]).toContain('interrupted');
  expect(counted.looks).toBe(20);
});

test('perturb shows what is proved, then the laws of its rates, which can be interrupted', () => {
  const { run, items, ask } = bench();
  const piped = (text: string): string[] => ask({ kind: 'run', source: { name: '<repl>', text }, whole: true });
  const shown = piped('p = 2; perturb(Sx_j (a_j + a†_j), sum_j Sz_j Sz_<j+1> - Sz_j, 2); p');
  expect(shown[1]).toMatch(/^%1 V breaks C_1 and C_2\.[^]*All of this is computed exactly/u);
  expect(shown[2]).toMatch(/^\n\nrates \(seed 1\): \d laws hold/u);
  expect(shown[3]).toBe('%2 2');
  // On a terminal the rates are a part of their own: they are tried when somebody reads so far.
  const page = run('perturb(sum_j (-1)^j Sz_j, sum_j S_j·S_<j+1>, 2)');
  expect(page).toHaveLength(1);
  expect(ask({ kind: 'part', index: 1 })).toEqual([
    '\n\nrates (seed 1): 4 laws hold, 24 cases each; not unique: V conserves Sz, one state per sector',
  ]);
  // Ctrl-C when the exact part has been shown.
  const before = items.length;
  setInterruptSource(() => items.slice(before).some((item) => item.kind === 'value'));
  const cut = piped(
    'perturb(sum_j Sz_j Sx_<j+1> cos(ω t) + Sx_j Sx_<j+1> (a_j + a†_j), sum_j S_j·S_<j+1> + 1/3 Sz_j, 2)',
  );
  setInterruptSource(undefined);
  expect(cut.shift()).toBe('ω: free real parameter');
  expect(cut[0]).toMatch(/^%4 V/u);
  expect(cut.at(-1)).toMatch(/interrupted/u);
  expect(cut).toHaveLength(2);
  expect(run('p')).toEqual(['%5 2']);
});

describe('what a root that has cancelled takes for granted', () => {
  const cancelled = 'sum_j sqrt(J) sqrt(J) S_j·S_<j+1>';

  test.each([
    ['an expression', '', cancelled],
    ['a definition', `H = ${cancelled}`, 'H'],
    ['the statement of the model', `hamiltonian ${cancelled}`, ''],
    ['the last result', cancelled, ''],
  ])('is said of the charges of %s', (_, before, expression) => {
    const { run, ask } = bench();
    if (before !== '') run(before);
    expect(ask({ kind: 'charges', expression, upto: 3 }).at(-1)).toBe('for all real J with J > 0');
  });

  test('is said of a perturbation, and not where there is no root', () => {
    const { run, ask } = bench();
    run(`H = ${cancelled}`);
    run('P = perturb(sum_j h (-1)^j Sz_j, H, 3)');
    expect(run('P').join('\n')).toContain('for all real J, h with J > 0');
    expect(run('perturb(sum_j h (-1)^j Sz_j, sum_j J S_j·S_<j+1>, 3)').join('\n')).toContain('for all real J, h, with');
    expect(ask({ kind: 'charges', expression: 'sum_j J S_j·S_<j+1>', upto: 3 }).at(-1)).toContain('norm²');
  });
});

describe('spins 1', () => {
  test('are counted, written and refused as such', async () => {
    const { run, ask, wait } = bench();
    expect(run('spin 1')).toEqual(['every site holds a spin 1']);
    expect(run('H = sum_j (S_j·S_<j+1>)^2')).toEqual(['H: 9 terms, range 2']);
    expect(run('hamiltonian H')).toEqual(['hamiltonian: 9 terms, range 2']);
    expect(run('H')).toEqual(['%1 sum_j (S_j·S_<j+1>)^2']);
    expect(run('integrable(H)').join('\n')).toContain('{Sz_<j+1>, Sx_<j+1>}');
    expect(ask({ kind: 'charges', expression: 'H', upto: 3 })[1]).toMatch(
      /^C_3: 54 terms, range 3, \[H, C_3\] = 0 computed/u,
    );
    expect((await wait({ kind: 'steady', text: '4' }))[0]).toMatch(/^spin-half-only: /u);
    expect((await wait({ kind: 'gas', text: '' }))[0]).toMatch(/^spin-half-only: /u);
    expect(run('X_0')).toEqual(['spin-one-letter: the spin is Sx_0']);
  });
});

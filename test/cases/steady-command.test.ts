import { spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { ChainStudy, Liouvillian, drivenChain, drudeWeight } from '../../src/entries/chain.js';
import type { Diagnostic, DiagnosticError } from '../../src/index.js';
import { Session } from '../../src/session/index.js';
import type { ChainStatement } from '../../src/models/index.js';
import { scanOf } from '../../src/report/scan.js';
import { spinlaw } from '../cli/run.js';
import { DenseGenerator } from '../chain/reference/generator.js';
import { DenseProgram } from '../chain/reference/model.js';
import { times, traceOfProduct } from '../chain/reference/matrices.js';

const xxz = 'hamiltonian sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 3/5 Sz_j Sz_<j+1>)';
const heisenberg = 'hamiltonian sum_j S_j·S_<j+1>';
const steady = (text: string, ...args: string[]) => spinlaw(['steady', text, ...args]);

describe('a scan in which a point fails', () => {
  // At g = 0 nothing breaks S^z.
  const script = `${xxz}; jump Sz_j; jump g S+_j; jump 2 g S-_j; C1 = sum_j Sz_j`;

  test('shows every other point, names the failed one in its place, and exits with 3', () => {
    const { code, json } = steady(script, '--ring', '4', '--scan', 'g=-0.5:0.5:0.5', '--json');
    expect(code).toBe(3);
    expect(json.points.map((p: { g: number }) => p.g)).toEqual([-0.5, 0, 0.5]);
    expect(json.points[1]).toEqual({
      g: 0,
      error: expect.objectContaining({ code: 'steady-not-unique', message: expect.stringContaining('S^z') }),
    });
    for (const k of [0, 2]) expect(json.points[k].observables.C1).toBeCloseTo(-3 / 10, 12);
    const shown = steady(script, '--ring', '4', '--scan', 'g=0,0.5');
    expect(shown.code).toBe(3);
    const lines = shown.out.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^ *0 +steady-not-unique: .*S\^z/u);
    expect(lines[2]).toMatch(/^ *0\.5 +-0\.300000000/u);
    expect(shown.err).toContain('1 of 2 points');
  });

  test('a dark state at the end of the range is no failure', () => {
    const { code, json } = steady(
      `${heisenberg}; jump S+_j; jump g S-_j; C1 = sum_j Sz_j`,
      '--ring',
      '4',
      '--scan',
      'g=0:1:0.25',
      '--json',
    );
    expect(code).toBe(0);
    json.points.forEach(({ g, observables }: { g: number; observables: { C1: number } }) =>
      expect(observables.C1).toBeCloseTo((1 - g ** 2) / (1 + g ** 2) / 2, 12),
    );
  });

  test('where all fail the error is that of a single point, with its exit code', () => {
    const { code, json } = steady(`${xxz}; jump g Sz_j`, '--ring', '4', '--scan', 'g=1,2', '--json');
    expect(code).toBe(2);
    expect(json.error.code).toBe('steady-not-unique');
    expect(json.points).toHaveLength(2);
  });

  test.each([
    ['g=0:0.5:2', '--scan g=0:2:0.5'],
    ['g=-5:0.5:5', '--scan g=-5:5:0.5'],
    ['g=1:2:3', '--scan g=1:3:2'],
    ['g=1:2:2.5', '--scan g=1:2:0.1'],
  ])('%s: start, stop and step in another order', (scan, hint) => {
    const refusal = (text: string) => {
      try {
        return scanOf(text).values;
      } catch (error) {
        return (error as DiagnosticError).diagnostic;
      }
    };
    expect(refusal(scan)).toMatchObject({
      kind: 'input',
      code: 'bad-scan',
      message: expect.stringContaining('start:stop:step'),
      hint,
    });
    expect((refusal(hint.split(' ')[1]!) as string[]).length).toBeGreaterThan(1);
  });

  test('ranges that are meant as they stand', () => {
    expect(scanOf('g=0:1:0.25').values).toEqual(['0', '0.25', '0.5', '0.75', '1']);
    expect(scanOf('g=1:0:-0.5').values).toEqual(['1', '0.5', '0']);
    expect(scanOf('g=2:2:1').values).toEqual(['2']);
    expect(scanOf('g=0:1:0.3').values).toEqual(['0', '0.3', '0.6', '0.9']);
  });
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s: what is done of a scan is written, as a document', async (signal) => {
  const args = [
    'steady',
    `${xxz}; jump S+_j + 1/3 Sz_j; jump g S-_j; C1 = sum_j Sz_j`,
    '--ring',
    '6',
    '--scan',
    'g=1:2:0.0002',
    '--json',
  ];
  const child = spawn(process.execPath, ['dist/program/main.js', ...args]);
  let out = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  // The note of the first point; later ones are given a moment to be done.
  await new Promise((resolve) => child.stderr.once('data', resolve));
  await new Promise((resolve) => setTimeout(resolve, 1500));
  child.kill(signal);
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(code).toBe(3);
  const document = JSON.parse(out);
  if (document.error) expect(document.error.code).toBe('interrupted');
  else {
    expect(document).toMatchObject({ scan: 'g', stopped: true, wanted: 5001 });
    expect(document.points.length).toBeLessThan(5001);
    for (const point of document.points) expect(Number.isFinite(point.observables.C1)).toBe(true);
  }
});

describe('--finite', () => {
  const table: [string, number][] = [
    [`${xxz}; jump Sx_j`, 3],
    [`${xxz}; jump Sx_j`, 4],
    [`${heisenberg}; jump Sx_j Sz_<j+1>`, 4],
    [`${heisenberg}; jump S-_0; jump S-_2`, 4],
    [`${xxz}; jump Sz_j`, 4],
  ];
  test.each(table)('is refused where the exact state is, and for the same reason: %s, %d sites', (text, sites) => {
    const session = new Session();
    expect([...session.run({ name: '<test>', text })].filter((o) => o.kind === 'error')).toEqual([]);
    const driven = drivenChain(
      session.models.filter((m): m is Extract<typeof m, ChainStatement> => m.role !== 'gas'),
      sites,
    );
    const refusal = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return (error as DiagnosticError).diagnostic;
      }
    };
    const exact = refusal(() => new ChainStudy().exact(driven)) as Diagnostic;
    expect(exact.code).toBe('steady-not-unique');
    for (const strength of [1, 0.01]) {
      const liouvillian = new Liouvillian(driven, { strength });
      for (const run of [() => liouvillian.limit(), () => liouvillian.steadyState()])
        expect(refusal(run)).toMatchObject({ code: exact.code, message: exact.message });
    }
  });

  test('a state with a negative eigenvalue is shown with it, and with a note', () => {
    const script = `H0 = sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 4/5 Sz_j Sz_<j+1> + Sz_j); hamiltonian H0
      drive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(8/5 t) + (-1)^j Sz_j cos(8/5 t)) with width = 0.1
      bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4`.replaceAll(
      '\n      ',
      '\n',
    );
    const { code, json, err } = steady(script, '--ring', '4', '--finite', '1,0.01', '--json');
    expect(code).toBe(0);
    const [strong, weak] = json.finite;
    expect(strong.smallest).toBeLessThan(-0.01);
    expect(weak.smallest).toBeGreaterThan(0);
    expect(json.limit.smallest).toBeGreaterThan(0);
    expect(err).toMatch(/at strength 1 ρ has the eigenvalue -0\.\d+/u);
    expect(err).not.toContain('at strength 0.01');
    for (const row of json.finite) expect(row.distance === null || row.distance <= 1).toBe(true);
    expect(steady(script, '--ring', '4', '--finite', '1').out).toMatch(/min eigenvalue[^]*-1\.0\d+e-1/u);
  });
});

test('all operators of the script are observed, those at fixed sites undivided and with a note', () => {
  const script = `${heisenberg}; jump S+_j; jump 1/2 S-_j; C1 = sum_j Sz_j; Z2 = Sz_2; far = S_0·S_2`;
  const { json, err } = steady(script, '--ring', '4', '--json');
  expect(json.observables.C1).toBeCloseTo(3 / 10, 12);
  expect(json.observables.Z2).toBeCloseTo(3 / 10, 12);
  expect(json.observables.far).toBeCloseTo(9 / 100, 12);
  expect(err).toContain('Z2, far stand on fixed sites');
});

describe('energy, entropy and fluctuations', () => {
  const script = `H0 = sum_j (Sx_j Sx_<j+1> + Sy_j Sy_<j+1> + 4/5 Sz_j Sz_<j+1> + Sz_j)
hamiltonian H0
drive sum_j ((-1)^(j+1) S_j·S_<j+1> sin(8/5 t) + (-1)^j Sz_j cos(8/5 t)) with width = 0.1
bath sum_j (S_j·S_<j+1> + Sx_j Sz_<j+1> + Sz_j Sx_<j+1>) (a_j + a†_j) with temperature = 1, frequency = 1, width = 0.4`;

  test('what the drive brings the bath takes; heat over temperature is the entropy that is made', () => {
    const { json, out } = { ...steady(script, '--ring', '6', '--json'), out: steady(script, '--ring', '6').out };
    const { flows, sum, entropyProduction, entropy } = json.balance;
    expect(flows[0].power).toBeGreaterThan(0.01);
    expect(flows[1].heat / flows[0].power).toBeCloseTo(1, 12);
    expect(Math.abs(sum)).toBeLessThan(1e-14);
    expect(entropyProduction).toBeCloseTo(flows[1].heat, 14);
    expect(entropy).toBeLessThan(Math.log(2));
    for (const name of ['power of the drive', 'heat into the bath', 'entropy production', 'Sz fluctuation'])
      expect(out).toContain(name);
  });

  test('as in real space: tr(H_0 L ρ) of the phonons alone, −tr ρ ln ρ and the variances', () => {
    const own = new DenseProgram(script.replaceAll('8/5 t', 'omega t'), 4, { omega: 1.6 });
    const model = own.model();
    const { matrix: rho } = new DenseGenerator(model).steadyState();
    const phonons = new DenseGenerator({ ...model, harmonics: [] });
    const { balance } = steady(script, '--ring', '4', '--json').json;
    const change = phonons.apply(rho);
    const energy = phonons.energies.reduce((s, e, n) => s + e * change.re[n * 17]!, 0);
    expect(balance.flows[1].heat).toBeCloseTo(-energy / 4, 10);
    const means = phonons.energies.reduce(
      ([a, b], e, n) => [a! + e * rho.re[n * 17]!, b! + e * e * rho.re[n * 17]!],
      [0, 0],
    );
    expect(balance.fluctuations.energy).toBeCloseTo((means[1]! - means[0]! ** 2) / 4, 10);
    const total = own.operator('sum_j Sz_j');
    const state = phonons.state(rho);
    expect(balance.fluctuations.Sz).toBeCloseTo(
      (state.expectation(times(total, total)) - state.expectation(total) ** 2) / 4,
      10,
    );
    // Purity and entropy of a product state are known: all spins with p and 1 − p.
    const product = steady(`${heisenberg}; jump S+_j; jump 1/2 S-_j`, '--ring', '4', '--json').json.balance;
    const p = 4 / 5;
    expect(product.entropy).toBeCloseTo(-p * Math.log(p) - (1 - p) * Math.log(1 - p), 12);
    expect(product.fluctuations.Sz).toBeCloseTo(p * (1 - p), 12);
    expect(product.entropyProduction).toBeUndefined();
  });
});

describe('Drude weights by the names of a program', () => {
  const text = `h_<j,j+1> = J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Delta Sz_j Sz_<j+1>
C1 = sum_j Sz_j
C2 = sum_j h_<j,j+1>
Ob = -i sum_j j h_<j,j+1>
C3 = [Ob, C2]
JS = J sum_j (Sx_j Sy_<j+1> - Sy_j Sx_<j+1>)
hamiltonian C2 - B C1`;
  const set = { J: 1, Delta: 0.8, B: -0.6 };

  /** By matrices of the whole ring: time averages by levels, thermal state by Taylor's series. */
  function brute(sites: number, current: string, temperature: number): number {
    const own = new DenseProgram(text, sites, set);
    const generator = new DenseGenerator(own.model());
    const { matrix: rho } = generator.ensemble([own.model().hamiltonian], [1 / temperature]);
    const kept = generator.conservedPart(own.operator(current));
    return (traceOfProduct(times(kept, kept), rho).re - traceOfProduct(kept, rho).re ** 2) / sites;
  }

  test.each([
    ['JS', 0.8],
    ['C3', 1.3],
    // a current with a mean: what does not fluctuate is no weight
    ['JS + C2 + C1', 0.9],
  ])(
    'chain.drudeWeight and spinlaw drude: %s at T = %d, as by matrices of the whole ring',
    async (current, temperature) => {
      const expected = brute(6, current, temperature);
      const { value: found } = await drudeWeight(text, {
        sites: 6,
        parameters: set,
        temperature,
        current,
        charges: ['C1', 'C2'],
      });
      expect(found.plateau).toBeCloseTo(expected, 12);
      expect(found.weight).toBeCloseTo(expected / 2 / temperature, 12);
      expect(found.bound).toBeLessThanOrEqual(found.plateau * (1 + 1e-9));
      const { code, json } = spinlaw([
        'drude',
        text,
        ...Object.entries(set).flatMap(([k, v]) => ['--set', `${k}=${v}`]),
        '--ring',
        '6',
        '--current',
        current,
        '--charges',
        'C1,C2',
        '--temperature',
        String(temperature),
        '--json',
      ]);
      expect(code).toBe(0);
      expect(json).toMatchObject({ sites: 6, current, temperature, plateau: found.plateau, bound: found.bound });
    },
  );

  test.each([
    ['a current at a fixed site', 'Sx_0 Sy_1 - Sy_0 Sx_1', [], 1, 'current-not-extensive'],
    ['a charge that is none', 'JS', ['C1', 'JS'], 1, 'charge-not-conserved'],
    ['a charge twice', 'JS', ['C1', '2 C1'], 1, 'susceptibility-singular'],
    ['no temperature', 'JS', [], 0, 'temperature'],
    ['an unknown name', 'C7', [], 1, 'unknown-name'],
    ['a current that is not Hermitian', 'sum_j S+_j', [], 1, 'not-hermitian'],
  ] as const)('%s is refused', async (_, current, charges, temperature, code) => {
    await expect(drudeWeight(text, { sites: 4, parameters: set, temperature, current, charges })).rejects.toThrow(
      expect.objectContaining({ diagnostic: expect.objectContaining({ code }) }),
    );
  });

  test.each([
    ['no current', [], 'missing-current', null],
    ['a charge that cannot be read', ['--current', 'JS', '--charges', 'C1, C7'], 'unknown-name', 5],
    ['no temperature', ['--current', 'JS', '--temperature', '0'], 'option-value', 1],
  ])('the command shows where: %s', (_, args, code, column) => {
    const run = spinlaw([
      'drude',
      text,
      '--ring',
      '4',
      ...Object.entries(set).flatMap(([k, v]) => ['--set', `${k}=${v}`]),
      ...args,
      '--json',
    ]);
    expect(run.json.error).toMatchObject({ code, column });
    expect(run.code).toBe(2);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { spinlaw } from './run.js';
import { deadLinks } from '../../scripts/links.mjs';

const root = mkdtempSync(join(tmpdir(), 'spinlaw-docs-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
const folder = (): string => join(root, String((count += 1)));

describe('docs', () => {
  test('a script behind an option that does not exist is shown as it is given', () => {
    const { code, err } = spinlaw(['docs', '--script', 'my chain.spin', '--out', 'site']);
    expect(code).toBe(2);
    expect(err).toContain("hint: leave --script out: spinlaw docs 'my chain.spin' --out site");
    expect(spinlaw(['docs', '--script=a.spin']).err).toContain('hint: leave --script out: spinlaw docs a.spin');
    expect(spinlaw(['docs', '--titel', 'x']).err).toContain('did you mean --title?');
  });

  test('a model: pages, data, pictures and certificates, all listed', () => {
    const out = folder();
    const { code, json } = spinlaw(['docs', '--model', 'xxz', '--upto', '4', '--out', out, '--json']);
    expect(code).toBe(0);
    expect(json.out).toBe(out);
    for (const file of json.files) expect(existsSync(join(out, file))).toBe(true);
    expect(json.files).toEqual(
      expect.arrayContaining([
        'index.html',
        'xxz/index.html',
        'xxz/C3.html',
        'xxz/C3.json',
        'xxz/C3.svg',
        'xxz/C3.certificate.json',
        'xxz/JS.html',
      ]),
    );
    expect(json.models).toHaveLength(1);
    expect(json.models[0]).toMatchObject({ name: 'xxz', complete: true });
    expect(json.models[0].quantities.map((q: any) => [q.name, q.terms, q.commutes])).toEqual([
      ['C1', 1, true],
      ['C2', 3, true],
      ['C3', 6, true],
      ['C4', 18, true],
      ['JH', 6, true],
      ['JS', 2, false],
    ]);
    expect(deadLinks(out)).toEqual([]);
    expect(spinlaw(['verify-certificate', join(out, 'xxz/C4.certificate.json')]).code).toBe(0);
  });

  test('the verdicts of one’s own chains, of spins 1/2 and 1, as integrable gives them, with certificates', () => {
    const out = folder();
    const chain = 'sum_j X_j X_<j+1> + 2 Y_j Y_<j+1> + 3 Z_j Z_<j+1> + h Z_j';
    const ofSpinOne = 'spin 1; sum_j S_j·S_<j+1> + D Sz_j^2';
    const asked = ['--hamiltonian', chain, '--hamiltonian', ofSpinOne];
    const { json } = spinlaw(['docs', ...asked, '--upto', '2', '--out', out, '--json']);
    const [own, other] = [json.models[0], json.chains[0]];
    const place = 'certificates/own-chain-1.json';
    expect(own.integrability).toEqual({
      ...spinlaw(['integrable', chain, '--range', '5', '--json']).json,
      certificate: place,
    });
    expect(spinlaw(['verify-certificate', join(out, place)]).code).toBe(0);
    expect(readFileSync(join(out, 'chain-1/index.html'), 'utf8')).toContain(`href="../${place}"`);
    expect([other.title, other.typed]).toEqual(['chain 2', ofSpinOne]);
    const { verdict, theorem, period, hypotheses, text } = other.integrability;
    expect(spinlaw(['integrable', ofSpinOne, '--json']).json).toMatchObject({
      verdict,
      theorem,
      period,
      hypotheses,
      text,
      hamiltonian: other.integrability.hamiltonian,
    });
    expect(verdict).toBe('not-integrable');
    const table = readFileSync(join(out, 'integrability.html'), 'utf8');
    for (const id of ['own-chain-1', 'own-chain-2']) expect(table).toContain(`id="${id}"`);
    expect(deadLinks(out)).toEqual([]);
  });

  test('every built-in model without an argument, side by side', () => {
    const out = folder();
    const { code, out: text } = spinlaw(['docs', '--upto', '3', '--out', out]);
    expect(code).toBe(0);
    expect(text).toMatch(/open .*index\.html/u);
    const page = readFileSync(join(out, 'comparison.html'), 'utf8');
    for (const name of ['xxx', 'xxz', 'xyz', 'xx', 'tfi']) expect(page).toContain(`href="${name}/index.html"`);
  });

  test('a Hamiltonian of one’s own beside a model; --set', () => {
    const out = folder();
    const { code, json } = spinlaw([
      'docs',
      '--hamiltonian',
      'sum_j J S_j·S_<j+1> + D (S_j×S_<j+1>)^z',
      '--model',
      'xxx',
      '--set',
      'J=2',
      '--upto',
      '3',
      '--out',
      out,
      '--json',
    ]);
    expect(code).toBe(0);
    expect(json.models.map((m: any) => m.name)).toEqual(['chain', 'xxx']);
    expect(JSON.parse(readFileSync(join(out, 'xxx/C2.json'), 'utf8')).norm2).toBe('3/4');
  });

  test('the operators of a script are in the document with what their pages show', () => {
    const out = folder();
    const script = [
      '# A factor in front of C_3.',
      "C3 = 2 J^2 sum_j (S'_j×S''_<j+1>)·S'_<j+2>",
      'Stag = sum_j (-1)^j Sz_j',
      'Ob = sum_j j Sz_j',
      'hamiltonian sum_j J (Sx_j Sx_<j+1> + Sy_j Sy_<j+1>) + Δ Sz_j Sz_<j+1>',
    ].join('\n');
    const { code, json } = spinlaw(['docs', '-', '--upto', '3', '--out', out, '--json'], script);
    expect(code).toBe(0);
    const [{ operators, quantities }] = json.models;
    const [c3, stag, ...others] = operators;
    // The boost weight has no page, and is not in the list.
    expect(others).toEqual([]);
    expect(c3).toMatchObject({
      name: 'C3',
      comment: 'A factor in front of C_3.',
      commutes: true,
      hermitian: true,
      range: 3,
      equals: { name: 'C3', factor: '2' },
      commutesWith: ['C1', 'C2', 'C3', 'JH'],
    });
    expect(stag).toMatchObject({
      name: 'Stag',
      typed: 'Stag = sum_j (-1)^j Sz_j',
      commutes: false,
      commutesWith: ['C1'],
    });
    expect(stag).not.toHaveProperty('comment');
    expect(stag.symmetries).toEqual(spinlaw(['eval', 'symmetries(sum_j (-1)^j Sz_j)', '--json']).json.items);
    expect(stag.beside.map(({ name }: { name: string }) => name)).toEqual([
      ...quantities.map(({ name }: { name: string }) => name),
      'C3 of the script',
    ]);
    for (const { page, data, certificate, text, beside } of operators) {
      for (const file of [page, data, ...(certificate ? [certificate] : [])]) expect(json.files).toContain(file);
      for (const other of beside) expect(json.files).toContain(other.page);
      // The text is the operator: read again, it has the words of its data file.
      const { words, overlaps } = JSON.parse(readFileSync(join(out, data), 'utf8'));
      const read = spinlaw(['eval', text, '--json']).json.terms;
      expect(read.map(({ string }: { string: string }) => string)).toEqual(
        words.map(({ string }: { string: string }) => string),
      );
      expect(overlaps).toEqual(Object.fromEntries(beside.map((b: any) => [b.name, b.overlap])));
    }
    // 2 C_3 against C_3: twice its norm; the commutator of a staggered field with H has the two words of a current.
    const norm = quantities.find(({ name }: { name: string }) => name === 'C3').norm2;
    const overlap = c3.beside.find(({ name }: { name: string }) => name === 'C3').overlap;
    expect(spinlaw(['prove', `prove 2 (${norm}) = ${overlap}`]).code).toBe(0);
    expect(stag.beside.find(({ name }: { name: string }) => name === 'C2').commutatorTerms).toBe(2);
  });

  test('a script: its hamiltonian statement, its claims and its text', () => {
    const script = join(root, 'my <chain>.spin');
    writeFileSync(
      script,
      '# <script>alert(1)</script>\nH0 = sum_j S_j·S_<j+1>\nprove conserved-Sz: [H0, sum_j Sz_j] = 0\nhamiltonian H0\nH0 + sum_j Sx_j Sx_<j+2>\n',
    );
    const out = folder();
    const { code, json } = spinlaw(['docs', script, '--upto', '4', '--out', out, '--json']);
    expect(code).toBe(0);
    expect(json.models[0]).toMatchObject({ name: 'my-chain', complete: true });
    const page = readFileSync(join(out, 'my-chain/index.html'), 'utf8');
    expect(page).toContain('# &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).toContain('prove conserved-Sz');
    expect(page).not.toContain('<script>alert');
    // The pages name the file, and not the folders of whoever made them; an expression with a stroke is no path.
    for (const file of json.files)
      if (/\.(?:html|json)$/u.test(file)) expect(readFileSync(join(out, file), 'utf8'), file).not.toContain(root);
    expect(page).toContain('my &lt;chain&gt;.spin');
    const other = folder();
    spinlaw(['docs', 'sum_j 1/2 S_j·S_<j+1>', '--upto', '2', '--out', other]);
    expect(readFileSync(join(other, 'index.html'), 'utf8')).toContain('1/2 S_j');
  });

  test('the recursion fails, or a claim of the script does: exit 1, and the site is there', () => {
    const out = folder();
    const failed = spinlaw(['docs', '--model', 'xyz', '--field', '--upto', '4', '--out', out]);
    expect(failed.code).toBe(1);
    expect(failed.out).toMatch(/C3 is NOT conserved/u);
    expect(readFileSync(join(out, 'xyz-field/C3.html'), 'utf8')).toContain('What is left of the commutator');
    const claim = spinlaw(['docs', 'prove Sx_0 = Sy_0; sum_j S_j·S_<j+1>', '--upto', '2', '--out', folder()]);
    expect(claim.code).toBe(1);
  });

  test('limits: what was found has its pages, exit 3 with the way to raise it', () => {
    const out = folder();
    const { code, json } = spinlaw([
      'docs',
      '--model',
      'xxx',
      '--upto',
      '8',
      '--max-terms',
      '20',
      '--out',
      out,
      '--json',
    ]);
    expect(code).toBe(3);
    expect(json.error).toMatchObject({ code: 'charge-too-long-for-a-page' });
    expect(json.error.hint).toContain('--max-terms 42');
    expect(existsSync(join(out, 'xxx/C4.html'))).toBe(true);
    expect(
      spinlaw(['docs', '--model', 'xxx', '--upto', '9', '--max-words', '50', '--out', folder(), '--json']).json.error
        .code,
    ).toBe('too-many-words');
  });

  test('a folder is written to when it is new, empty or a site from before', () => {
    const out = folder();
    expect(spinlaw(['docs', '--model', 'xx', '--upto', '3', '--out', out]).code).toBe(0);
    expect(spinlaw(['docs', '--model', 'xx', '--upto', '2', '--out', out]).code).toBe(0);
    expect(existsSync(join(out, 'xx/C3.html'))).toBe(false);
    const used = mkdtempSync(join(root, 'used-'));
    writeFileSync(join(used, 'index.html'), 'mine');
    const refused = spinlaw(['docs', '--model', 'xx', '--upto', '2', '--out', used, '--json']);
    expect([refused.code, refused.json.error.code]).toEqual([2, 'folder-in-use']);
    expect(readFileSync(join(used, 'index.html'), 'utf8')).toBe('mine');
  });

  test.each([
    [['--model', 'xxz'], 'missing-option'],
    [['--model', 'abc', '--out', 'x'], 'unknown-model'],
    [['--field', 'sum_j S_j·S_<j+1>', '--out', 'x'], 'field-without-model'],
    [['--upto', '1', '--out', 'x'], 'option-value'],
    [['--max-terms', 'many', '--out', 'x'], 'option-value'],
    [['sum_j Qx_j', '--out', 'x'], 'coupling-with-site'],
    [['S_0·S_1', '--out', 'x'], 'not-a-chain-sum'],
    [['param J real; J', '--out', 'x'], 'not-an-operator'],
    [['param J real', '--out', 'x'], 'no-expression'],
    [['sum_j j Sz_j', '--out', 'x'], 'not-translation-invariant'],
    [['sum_j 0 Sz_j', '--out', 'x'], 'zero-hamiltonian'],
    [['missing.spin', '--out', 'x'], 'no-such-file'],
    [['--outt', 'x'], 'unknown-option'],
  ])('%j: exit 2, %s, and nothing is written', (args, code) => {
    const place = folder();
    const run = spinlaw(['docs', ...args.map((a) => (a === 'x' ? place : a)), '--json']);
    expect(run.code).toBe(2);
    expect(run.json.error.code).toBe(code);
    expect(existsSync(place)).toBe(false);
  });
});

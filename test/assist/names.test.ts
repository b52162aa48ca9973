import { describe, expect, test } from 'vitest';
import {
  applied,
  completionsAt,
  definitionAt,
  hoverAt,
  hoverMarkdown,
  outlineOf,
  proposalDescription,
  referencesOf,
  renameableAt,
  renamed,
  signatureAt,
} from '../../src/assist/index.js';
import { functionWords, parseProgram } from '../../src/language/index.js';
import { programs } from './texts.js';

/** Time for every statement, however busy the machine is. */
const patient = { seconds: 200 };

/** A text without its cursor, "‸", and the place of it. */
function cut(marked: string): { text: string; at: number } {
  return { text: marked.replace('‸', ''), at: marked.indexOf('‸') };
}

const labels = (marked: string): string[] => {
  const { text, at } = cut(marked);
  return completionsAt(text, at).options.map(({ label }) => label);
};

describe('completion', () => {
  test('LaTeX commands become signs', () => {
    const { text, at } = cut('A = \\Delta‸ Sz_0');
    const { from, to, options } = completionsAt(text, at);
    expect(text.slice(from, to)).toBe('\\Delta');
    expect(options[0]).toMatchObject({ label: '\\Delta', insert: 'Δ' });
    expect(completionsAt('\\cdo', 4).options.map(({ insert }) => insert)).toEqual(['·']);
  });

  test('names that are defined above, with the sites of a density', () => {
    expect(labels('h_<j,j+1> = S_j·S_<j+1>\nhop = 2\nA = h‸\nhat = 3')).toEqual(['h_<j,j+1>', 'hop', 'hermitian']);
    expect(labels('Δ1 = 2\nA = De‸')).toEqual(['Δ1']);
    expect(labels('λ_z = 2\nA = λ‸')).toEqual(['λ_z']);
  });

  test('keywords where a statement begins, and the words of their places', () => {
    expect(labels('pr‸')).toEqual(['product', 'prove']);
    expect(labels('A = pr‸')).toEqual(['product']);
    expect(labels('A = 1; pr‸')).toContain('prove');
    expect(labels('drive A with ‸')).toEqual(['width']);
    expect(labels('param g ‸')).toEqual(expect.arrayContaining(['real', 'complex', 'phase']));
    expect(labels('on ri‸')).toEqual(['ring']);
    expect(labels('solve a Sz_0 = Sz_0 fo‸')).toEqual(['fourier', 'for']);
  });

  test('sites after a spin, and nothing in comments and below other words', () => {
    expect(labels('A = S_‸')).toContain('<j+1>');
    expect(labels('A = S^z_<‸')).toEqual(['<j+1>', '<j+2>', '<j-1>']);
    expect(labels('# cha‸')).toEqual([]);
    expect(labels('A = (S_j×S_<j+1>)^‸')).toEqual([]);
  });

  test('names of an earlier program', () => {
    expect(completionsAt('A = ho', 6, { before: 'hopping = 2' }).options.map(({ label }) => label)).toEqual([
      'hopping',
    ]);
  });

  test('a proposal is described', () => {
    const text = 'C3 = charge(sum_j J S_j·S_<j+1>, 3)\nA = C';
    const [proposal] = completionsAt(text, text.length).options;
    expect(hoverMarkdown(proposalDescription(proposal!, text, text.length, patient)!)).toContain(
      '6 terms · range 3 · Hermitian',
    );
    for (const { name, help } of functionWords)
      expect(proposalDescription({ kind: 'function', label: name }, '', 0)?.help).toBe(help);
  });
});

describe('hover', () => {
  test('an operator has a formula, a range, hermiticity, a dimension and symmetries', () => {
    const { text, at } = cut('H = sum_j J S_j·S_<j+1>\nC = [H‸, sum_j j Sz_j]');
    const hover = hoverAt(text, at, patient)!;
    expect(text.slice(hover.from, hover.to)).toBe('H');
    expect(hover.text).toBe('sum_j J S_j·S_<j+1>');
    expect(hover.tex).toContain('\\mathbf{S}_{j+1}');
    // S·S is three strings of two sites; J is an energy; the sum is symmetric under all rotations.
    expect(Object.fromEntries(hover.facts.map(({ name, text: said }) => [name, said]))).toMatchObject({
      kind: 'a chain sum',
      terms: '3',
      range: '2',
      hermitian: 'Hermitian',
      dimension: 'energy',
    });
    expect(hoverMarkdown(hover)).toMatch(/symmetries: .*Sz, /u);
  });

  test('the definition before the place counts', () => {
    const text = 'A = Sx_0\nB = A\nA = S+_0\nC = A';
    expect(hoverAt(text, text.indexOf('A\nA'), patient)!.text).toBe('Sx_0');
    const last = hoverAt(text, text.length - 1, patient)!;
    expect(last.text).toBe('S+_0');
    expect(last.facts).toContainEqual({ name: 'hermitian', text: 'not Hermitian' });
  });

  test('a parameter, a density, a function and a reserved letter', () => {
    const text = 'param g complex\nm_j = g S+_j\nA = sum_j i conj(g) B m_j';
    const at = (word: string): string | undefined => {
      const hover = hoverAt(text, text.lastIndexOf(word), patient);
      return hover && hoverMarkdown(hover);
    };
    expect(at('g)')).toContain('a complex parameter');
    expect(at('B')).toContain('a real parameter');
    expect(at('m_j')).toContain('a density');
    expect(at('conj')).toContain('complex conjugate');
    expect(at('i conj')).toContain('the imaginary unit');
    expect(hoverAt(text, text.indexOf('\n'))).toBeUndefined();
  });

  test.each([
    ['pro‸ve A = B', 'prove A = B'],
    ['wi‸th J = 1: A', 'with'],
    ['o‸n ring(4): A', 'on ring(12)'],
    ['sum‸_j Sz_j', 'sum_j'],
    ["A = S‸''_j", "S'_j"],
    ['A = S‸+_j', 'S+_j'],
    ['A = S‸^z_{j+1}', 'Sx_j'],
    ['A = S‸_j', 'S_j'],
    ['A = X‸_j', 'X_j'],
    ['A = c‸†_j', 'c_j'],
    ['A = |‸1><2|', '|1><2|'],
    ['A = S_j ·‸S_j', 'A·B'],
    ['A = B + h.‸c.', '+ h.c.'],
  ])('%s is explained as the dialogue does', (marked, title) => {
    const { text, at } = cut(marked);
    expect(hoverAt(text, marked.includes('·‸') ? at - 1 : at, patient)?.title).toContain(title);
  });

  test('Markdown finds no marks of its own in what a user typed', () => {
    const markdown = hoverMarkdown({ title: 'A', facts: [], help: '<img src=x> [a](b) `c`' });
    expect(markdown).toContain('\\<img src=x\\> \\[a\\](b) \\`c\\`');
    expect(hoverMarkdown({ title: 'a ``` b', facts: [] })).toBe('````spinlaw\na ``` b\n````');
  });
});

describe('signature', () => {
  test('the call around a place, with its argument', () => {
    const { text, at } = cut('A = overlap([H, C3], C‸');
    expect(signatureAt(text, at)).toMatchObject({ label: 'overlap(A, B)', active: 1 });
    const inner = cut('A = overlap(dag(H‸');
    expect(signatureAt(inner.text, inner.at)).toMatchObject({ label: 'dag(A)', active: 0 });
    const behind = cut('A = overlap(dag(H)‸');
    expect(signatureAt(behind.text, behind.at)).toMatchObject({ label: 'overlap(A, B)', active: 0 });
    expect(signatureAt('A = (H, ', 8)).toBeUndefined();
    expect(signatureAt('A = charge(H\nprove ', 19)).toBeUndefined();
  });

  test('every argument of every function has its range', () => {
    for (const { name, arguments: given } of functionWords) {
      const { label, parameters } = signatureAt(`${name}(`, name.length + 1)!;
      expect(parameters).toHaveLength(given.most);
      for (const { from, to } of parameters) expect(label.slice(from, to)).toMatch(/^[A-Cnc]$/u);
    }
  });
});

describe('definitions and references', () => {
  const text = 'h_<j,j+1> = J S_j·S_<j+1>\nH = sum_j h_<j,j+1>\nC_3 = [H, h_<0,1>]\nH = 2 C3\nprove H = 2 C_{3}';

  test('the last definition before a use', () => {
    expect(definitionAt(text, text.indexOf('h_<0'))).toMatchObject({ from: 0, to: 1 });
    expect(definitionAt(text, text.indexOf('H, h'))).toMatchObject({ from: text.indexOf('H = sum') });
    expect(definitionAt(text, text.lastIndexOf('H'))).toMatchObject({ from: text.indexOf('H = 2') });
    expect(definitionAt(text, text.indexOf('J S'))).toBeUndefined();
    expect(definitionAt('A = B', 4, { before: 'B = 2' })).toMatchObject({ from: 0, isEarlier: true });
  });

  test('every spelling of a name', () => {
    const spellings = referencesOf(text, text.indexOf('C3')).map(({ from, to }) => text.slice(from, to));
    expect(spellings).toEqual(['C_3', 'C3', 'C_{3}']);
    const uses = referencesOf('A = Δ \\Delta\nwith Delta = 1: A', 4).map(({ from, to, role }) => [from, to, role]);
    expect(uses).toEqual([
      [4, 5, 'use'],
      [6, 12, 'use'],
      [18, 23, 'binding'],
    ]);
  });
});

describe('renaming', () => {
  const result = (marked: string, name: string): string => {
    const { text, at } = cut(marked);
    const renaming = renamed(text, at, name, patient);
    return renaming.kind === 'renamed' ? applied(text, renaming.edits) : renaming.message;
  };

  test('changes the name everywhere and keeps the sites', () => {
    expect(result('h‸_<j,j+1> = J S_j·S_<j+1>\nH = sum_j h_<j,j+1>', 'e')).toContain('reserved');
    expect(result('h‸_<j,j+1> = J S_j·S_<j+1>\nH = sum_j h_<j,j+1>', 'q')).toBe(
      'q_<j,j+1> = J S_j·S_<j+1>\nH = sum_j q_<j,j+1>',
    );
    expect(result('m_j = J Sz_j\nA = 2m‸_3 + m_j', 'n1')).toBe('n1_j = J Sz_j\nA = 2n1_3 + n1_j');
    expect(result('A = Δ‸S^z_0 + JΔ + \\Delta\nwith Δ = 1: A', 'K')).toBe('A = K S^z_0 + J K + K\nwith K = 1: A');
  });

  test('refuses what is no name of the user, and names that have a meaning', () => {
    expect(result('A = char‸ge(H, 3)', 'B')).toContain('only a name of your own');
    expect(result('A = S‸z_0', 'B')).toContain('only a name of your own');
    expect(result('A‸ = Sz_0\nB = A', 'B')).toContain('has a meaning');
    expect(result('A‸ = Sz_0', 'prove')).toContain('reserved');
    expect(result('A‸ = Sz_0', '2A')).toContain('is not a name');
    expect(result('A‸ = Sz_0', 'a b')).toContain('is not a name');
    expect(result('A‸ = Sz_0\nB = 2 A', 'C')).toBe('C = Sz_0\nB = 2 C');
  });

  test('refuses a name with which the program would mean something else', () => {
    // λ_z is Δ/J unless the program defines it.   chain (16)
    expect(result("A = K‸ S'_j·S'_<j+1>", 'J')).toContain("S'");
    expect(result("J‸ = 2\nA = S'_j·S'_<j+1>", 'K')).toContain("S'");
    expect(result('A = J‸ Sz_0', 'hopping')).toContain('is not known');
    expect(result('A = h^z‸ Sz_0', 'b')).toContain('holds more than its name');
  });

  test('refuses names of an earlier text', () => {
    expect(renameableAt('A = B', 4, { before: 'B = Sz_0' })).toMatchObject({ kind: 'refused' });
    expect(renameableAt('A = B', 0, { before: 'B = Sz_0' })).toEqual({ kind: 'name', from: 0, to: 1, name: 'A' });
  });

  test('a name that is changed and changed back leaves every program as it was', () => {
    let changed = 0;
    for (const [file, text] of programs.filter(([name]) => name.startsWith('examples/'))) {
      for (const { from, to } of outlineOf(text)
        .filter(({ kind }) => kind === 'definition')
        .map(({ at }) => at)) {
        const there = renamed(text, from, 'Q777', { seconds: 0 });
        if (there.kind === 'refused') continue;
        const other = applied(text, there.edits);
        const back = renamed(other, there.edits[0]!.from, text.slice(from, to), { seconds: 0 });
        expect(back.kind, `${file}: ${text.slice(from, to)}`).toBe('renamed');
        changed += 1;
        if (back.kind === 'renamed') expect(treesOf(applied(other, back.edits))).toEqual(treesOf(text));
      }
    }
    expect(changed).toBeGreaterThan(5);
  });
});

const treesOf = (text: string): string[] =>
  parseProgram({ name: '', text }).statements.map((statement) =>
    JSON.stringify(statement, (key, value: unknown) => (key === 'span' || key === 'nameSpan' ? undefined : value)),
  );

describe('outline', () => {
  test('the definitions, claims and models of a text', () => {
    const text = 'param g complex\nh_j = g S+_j + h.c.\nH = sum_j h_j\nprove small: H = H\nhamiltonian H\nH';
    expect(outlineOf(text).map(({ label, kind, at }) => [label, kind, text.slice(at.from, at.to)])).toEqual([
      ['g', 'parameter', 'g'],
      ['h_<j>', 'density', 'h_j'],
      ['H', 'definition', 'H'],
      ['prove small', 'claim', 'prove'],
      ['hamiltonian H', 'model', 'hamiltonian'],
    ]);
  });
});

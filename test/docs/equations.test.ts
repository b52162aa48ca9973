import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { citations, collect, readEquations } from '../../scripts/equations.mjs';

const equations = readEquations(readFileSync('scripts/equations.txt', 'utf8'));

/** What is wrong with one file of this text. */
const errorsOf = (place: string, text: string, law = 'algebra'): string[] =>
  collect(equations, [[place, text]], [{ id: 'a.law', source: law }]).errors;

const tagged = (...tags: string[]): string =>
  tags.map((tag, k) => `/**\n * A rate.\n *\n * @implements ${tag}\n */\nexport function f${k}(): void {}\n`).join('');

describe('what the equations say', () => {
  test('every equation of the papers, each once and in order', () => {
    const numbered = (paper: string, prefix: string, last: number): string[] =>
      Array.from({ length: last }, (_, k) => `${paper} (${prefix}${k + 1})`);
    expect([...equations.keys()]).toEqual([
      ...numbered('chain', '', 21),
      ...numbered('gas', '', 13),
      ...numbered('gas', 'S', 97),
    ]);
  });

  test('each in a sentence', () => {
    for (const [name, { says }] of equations) expect(says, name).toMatch(/^[\p{L}(].{15,}[.…]$/u);
  });

  test('a second description and an empty one are refused', () => {
    expect(() => readEquations('chain (1)\nOne.\n\nchain (1)\nTwo.\n')).toThrow('twice');
    expect(() => readEquations('chain (1)\nnone: nothing to compute\n')).toThrow('no description');
  });
});

describe('where an equation occurs', () => {
  test('a law, a proof or a test holds every equation that is implemented', () => {
    const sections = readFileSync('docs/reference/equations.md', 'utf8').split('\n### ').slice(1);
    const implemented = sections.filter((section) => section.includes('\n* Implementation'));
    expect(implemented.length).toBeGreaterThan(60);
    expect(implemented.filter((section) => !/\n\* (?:Laws|Proofs|Tests): /u.test(section))).toEqual([]);
  });

  test('an example counts with the last line that names it', () => {
    const text = '# The model, chain (7) and (8).\n\n# The drive, chain (8).\nHd = 0\n';
    const { entries, errors } = collect(equations, [['examples/a.spin', text]], []);
    expect(errors).toEqual([]);
    expect([...entries.get('chain (7)')!.examples]).toEqual([['examples/a.spin', 1]]);
    expect([...entries.get('chain (8)')!.examples]).toEqual([['examples/a.spin', 3]]);
  });
});

describe('what the code claims', () => {
  test('a tag marks the declaration under its docstring, also in a class', () => {
    const text = `class Forces {\n  /**\n   * @implements chain (20)\n   */\n  at(x: number): number {\n    return x;\n  }\n}\n`;
    const { entries, errors } = collect(equations, [['src/chain/a.ts', text]], []);
    expect(errors).toEqual([]);
    expect(entries.get('chain (20)')!.implementations).toEqual([
      { place: 'src/chain/a.ts', name: 'Forces.at', line: 5, apart: '' },
    ]);
  });

  test('a list is read over the end of a line of a comment', () => {
    const named = citations('gas (13), (S47),\n * (S49) and (S65)');
    expect(named.map(({ equation }) => equation)).toEqual(['gas (13)', 'gas (S47)', 'gas (S49)', 'gas (S65)']);
    expect(citations('in one dimension   gas\n * (S4)')).toMatchObject([{ equation: 'gas (S4)' }]);
  });

  test('an unknown number is an error, in a tag, in a mention and in the source of a law', () => {
    expect(errorsOf('src/chain/a.ts', tagged('chain (22)'))).toEqual([
      expect.stringContaining('there is no equation chain (22)'),
    ]);
    expect(errorsOf('src/chain/a.ts', '// gas (S98)')).toHaveLength(1);
    expect(errorsOf('src/chain/a.ts', '', 'gas (14)')).toHaveLength(1);
  });

  test('a tag in a test or in a law is an error', () => {
    expect(errorsOf('test/chain/a.test.ts', tagged('chain (20)'))).toHaveLength(1);
    expect(errorsOf('src/laws/chain/forces.ts', tagged('chain (20)'))).toHaveLength(1);
    expect(errorsOf('src/chain/a.ts', tagged('chain (20)'))).toEqual([]);
  });

  test('two functions of one equation need words that set them apart', () => {
    expect(errorsOf('src/gas/a.ts', tagged('gas (S92)', 'gas (S92)'))).toEqual([
      expect.stringContaining('gas (S92) is implemented twice'),
    ]);
    expect(errorsOf('src/gas/a.ts', tagged('gas (S92)', 'gas (S92) in decimal arithmetic'))).toEqual([]);
  });

  test('a range, two numbers after one tag, and a tag above nothing are errors', () => {
    expect(errorsOf('src/gas/a.ts', '// gas (S36)–(S38)')).toEqual([expect.stringContaining('is a range')]);
    expect(errorsOf('src/gas/a.ts', tagged('gas (S36), (S37)'))).toHaveLength(1);
    expect(errorsOf('src/gas/a.ts', '/** @implements gas (S36) */\n\nf(3);\n')).toHaveLength(1);
  });

  test('an equation that is implemented has no reason why it is not', () => {
    expect(errorsOf('src/gas/a.ts', tagged('gas (S2)'))).toEqual([expect.stringContaining('a reason is given')]);
  });
});

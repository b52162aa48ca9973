import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatted } from '../../src/assist/index.js';
import { type Statement, parseProgram, readTokens, writeText } from '../../src/language/index.js';
import { expression, fragments } from '../language/sentences.js';
import { everyText, programs } from './texts.js';

const tree = (statement: Statement): string =>
  JSON.stringify(statement, (key, value: unknown) =>
    key === 'span' || key === 'nameSpan' || key === 'limits' ? undefined : value,
  );

/** Trees, codes of errors and comments of a text. */
function content(text: string): unknown {
  const comments: string[] = [];
  readTokens({ name: '', text }, (start, end) => comments.push(text.slice(start, end).trimEnd()));
  const { statements, diagnostics } = parseProgram({ name: '', text });
  return { statements: statements.map(tree), errors: diagnostics.map(({ code }) => code), comments };
}

function check(text: string): void {
  const once = formatted(text);
  if (once === text) return;
  expect(content(once), text).toEqual(content(text));
  expect(formatted(once), text).toBe(once);
}

/** Words, signs and separators of short texts. */
const short = [
  'A',
  'B',
  'J',
  ' ',
  ' ',
  ';',
  '\n',
  '\n  ',
  ' = ',
  ' + ',
  '-',
  '*',
  '(',
  ')',
  '^j',
  '\\frac{J}{2}',
  '\\Delta',
  '^2',
  'Sz_{0}',
  ' # c\n',
  '.',
  ',',
];

const comment = fc.constantFrom('#', ' # c\n', '# c\n    ', '\n# c\n', '\n   # \\frac $ ;\n    ', '\r\n', '#c\r\n  ');

describe('a formatted text', () => {
  test('means the same, and formatted again it stays: the corpus', () => {
    expect(everyText.length).toBeGreaterThan(1500);
    for (const text of everyText) check(text);
  });

  property.prop([expression], { numRuns: 100 })('means the same: sentences', ({ text }) => check(`A = ${text}\n\nB`));

  property.prop([fc.array(fc.constantFrom(...fragments, ' ', '\n', '  # c\n', ';', ' = ', '\t', ' $ ', '\\\\', '~'))], {
    numRuns: 400,
  })('means the same: texts without meaning', (parts) => check(parts.join('')));

  property.prop([fc.array(fc.constantFrom(...short), { maxLength: 12 })], { numRuns: 400 })(
    'means the same: texts of which many have a meaning',
    (parts) => check(parts.join('')),
  );

  property.prop([fc.string({ unit: 'binary', maxLength: 30 })], { numRuns: 400 })(
    'means the same: any characters',
    check,
  );

  property.prop(
    [fc.constantFrom(...everyText.filter(({ length }) => length < 2000)), fc.array(fc.tuple(fc.nat(), comment))],
    { numRuns: 400 },
  )('means the same: comments anywhere', (text, comments) => {
    check(
      comments.reduce((now, [place, inserted]) => {
        const at = place % (now.length + 1);
        return now.slice(0, at) + inserted + now.slice(at);
      }, text),
    );
  });

  test('is as the language prints: printed expressions do not change', () => {
    let count = 0;
    for (const text of everyText) {
      for (const statement of parseProgram({ name: '', text }).statements) {
        if (statement.kind !== 'expression') continue;
        const printed = writeText(statement.expression);
        // Some values are shown in words that are no expression.
        if (parseProgram({ name: '', text: printed }).statements.length !== 1) continue;
        expect(formatted(printed), text).toBe(`${printed}\n`);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(500);
  });

  test.each([
    ['A=2J S^z_{j+1}+\\Delta*X_{j}', 'A = 2 J Sz_<j+1> + Δ*X_j\n'],
    ['H = \\sum_j J \\vec S_j \\cdot \\vec S_{j+1}', 'H = sum_j J S_j·S_<j+1>\n'],
    ['with Delta=1 ,B=0 :A', 'with Δ = 1, B = 0: A\n'],
    ['prove   small  cites chain(16) :[ A,B ]=0', 'prove small cites chain (16): [A, B] = 0\n'],
    ['A = -  J*( - 2)', 'A = -J*(-2)\n'],
    ['param   g complex ; B = conj( g )', 'param g complex; B = conj(g)\n'],
    ["(S'_j >< S''_{j+1}) . S'_{j+2}", "(S'_j×S''_<j+1>)·S'_<j+2>\n"],
    ['jump sqrt(g) S^-_j', 'jump sqrt(g) S-_j\n'],
    ['C_3 = eps_d h_{j,j+1}^2', 'C_3 = ε_d h_<j,j+1>^2\n'],
  ])('%s', (typed, wanted) => {
    expect(formatted(typed)).toBe(wanted);
  });

  test('keeps comments, lines and blank lines, and aligns comments that follow one another', () => {
    const typed = [
      '# The chain.   ',
      '',
      'A  = 1 # one',
      'Bcd = 2+3    # two',
      '',
      '',
      'H = sum_j (J Sx_j  # first',
      '  + # second',
      '   Sy_j )',
      '   # the end',
    ].join('\n');
    expect(formatted(typed)).toBe(
      [
        '# The chain.',
        '',
        'A = 1        # one',
        'Bcd = 2 + 3  # two',
        '',
        '',
        'H = sum_j (J Sx_j  # first',
        '    +              # second',
        '    Sy_j)',
        '# the end',
        '',
      ].join('\n'),
    );
  });

  test('keeps LaTeX without a spelling letter by letter', () => {
    expect(formatted('A = \\frac{J}{2}  Sz_0')).toBe('A = \\frac{J}{2}  Sz_0\n');
  });

  test.each(['A  =  (\nB=1', ';^j\\frac', 'B=1 ;  A = +', '  legs 9', 'A=2)  # c', 'A=1\n-B   # which?\nC'])(
    'stays as it was typed if it has a mistake: %j',
    (text) => {
      expect(parseProgram({ name: '', text }).diagnostics).not.toEqual([]);
      expect(formatted(text)).toBe(text);
    },
  );

  test.each([
    '\\begin{equation}\\label{eq:h}\nH=2 Sz_{0}\n\\end{equation}',
    '$ A=2 $',
    'A=2 \\\\\nB=3',
    'A=2 \\nonumber\nB=3',
    '\uFEFFA=2',
  ])('loses nothing that stands between statements: %j', (text) => {
    expect(parseProgram({ name: '', text }).diagnostics).toEqual([]);
    expect(formatted(text)).toBe(text);
  });

  test('may be long: statements, words and comments without number', () => {
    const lines = Array.from({ length: 2000 }, (_, k) => `A${k}=1 # ${k}`);
    expect(formatted(lines.join('\n')).split('\n')[1]).toBe('A1 = 1     # 1');
    const summands = Array.from({ length: 4000 }, () => '  Sz_0+ # c\n');
    expect(formatted(`A=(\n${summands.join('')}J)`)).toContain('\n    Sz_0 +  # c\n');
    expect(formatted('# c\n'.repeat(120_000))).toBe('# c\n'.repeat(120_000));
  });

  test('keeps the line ends of its text', () => {
    expect(formatted('A=1\r\nB=2\r\n')).toBe('A = 1\r\nB = 2\r\n');
  });

  test('changes nothing in the proofs and examples but spaces and spellings of sites and components', () => {
    for (const [name, text] of programs) expect(formatted(text).split('\n').length, name).toBe(text.split('\n').length);
  });
});

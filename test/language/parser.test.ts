import { describe, expect, it } from 'vitest';

import {
  type Node,
  canonicalName,
  deepestBrackets,
  longestSource,
  longestStatement,
  needsMore,
  parseExpression,
  parseProgram,
} from '../../src/language/index.js';
import { DiagnosticError, placeOf } from '../../src/text/index.js';
import { show } from './show.js';

const source = (text: string) => ({ name: 'test', text });
const codes = (text: string) => parseProgram(source(text)).diagnostics.map((d) => `${d.kind} ${d.code}`);

describe('parseExpression', () => {
  it('refuses what is no single expression', () => {
    const code = (text: string) => {
      try {
        parseExpression(source(text));
      } catch (error) {
        if (error instanceof DiagnosticError) return error.diagnostic.code;
        throw error;
      }
      return 'none';
    };
    expect(code('A + B')).toBe('none');
    expect(code('')).toBe('empty-input');
    expect(code(' # nothing')).toBe('empty-input');
    expect(code('A = B')).toBe('not-an-expression');
    expect(code('A; B')).toBe('not-an-expression');
    expect(code('A +')).toBe('unexpected-end');
  });
});

describe('needsMore', () => {
  it.each([
    '(A',
    'H = [A, {B',
    'A +',
    'A -',
    'A *',
    'A ·',
    'A ><',
    'A /',
    'gas H,',
    'with Δ = 1:',
    'prove name:',
    'H =',
    'A ^',
    'sum_j',
    'A = 1\nB = (2',
    'A + # more',
  ])('%s', (text) => {
    expect(needsMore(text)).toBe(true);
  });
  it.each(['', 'A', 'A + B', '(A)', 'A]', '(A]', 'A;', '(A;', 'H = (A\nB = 1', 'A†', 'A + h.c.', '# (', 'A + @'])(
    'not %s',
    (text) => {
      expect(needsMore(text)).toBe(false);
    },
  );
});

describe('canonicalName', () => {
  it.each([
    ['Δ', 'Delta'],
    ['\\Delta', 'Delta'],
    ['∆', 'Delta'],
    ['ε_d', 'eps_d'],
    ['\\varepsilon_{d}', 'eps_d'],
    ['λ_z', 'lambda_z'],
    ['C_3', 'C3'],
    ['C_{3}', 'C3'],
    ['C₃', 'C3'],
    ['C3', 'C3'],
    ['J_H', 'J_H'],
    ['JH', 'JH'],
    ['J_\\Delta', 'J_Delta'],
    [' B_j ', 'B_j'],
  ])('%s → %s', (typed, name) => {
    expect(canonicalName(typed)).toBe(name);
    // a canonical name is its own canonical name
    expect(canonicalName(name)).toBe(name);
  });
  it.each(['', '3', 'A B', 'A+', 'h_<j,j+1>', 'Δλ', 'J_{a,b}'])('refuses "%s"', (text) => {
    expect(() => canonicalName(text)).toThrow(DiagnosticError);
  });
});

describe('spans', () => {
  const typed = (text: string, node: { span: Node['span'] }) => text.slice(node.span.start, node.span.end);

  it('lead to the text as typed, whatever the characters became', () => {
    const text = '∑ⱼ  Sᶻⱼ₊₁·\\vec S_j − 2 Ŝ²₃';
    const tree = parseExpression(source('J (S⁺ⱼ)² + \u00a0ε_d×∆'));
    expect(tree.kind === 'sum' && tree.terms.map((t) => typed('J (S⁺ⱼ)² + \u00a0ε_d×∆', t))).toEqual([
      'J (S⁺ⱼ)²',
      'ε_d×∆',
    ]);
    const [error] = parseProgram(source(text)).diagnostics;
    expect(typed(text, { span: error!.span! })).toBe('Ŝ²₃');
    expect(placeOf(error!.span!).column).toBe(24);
  });

  it('of a bracketed part leave the brackets out, of what holds it take them in', () => {
    const text = '(A + B) (C)†';
    const tree = parseExpression(source(text));
    expect(typed(text, tree)).toBe(text);
    expect(tree.kind === 'product' && tree.factors.map((f) => typed(text, f))).toEqual(['A + B', '(C)†']);
  });

  it('of a definition name what is defined', () => {
    const text = 'A = 1\n  Δ_2 = [A,\nA]';
    const [first] = parseProgram(source('Δ_2 = [A,\nA]; h_<j,j+1> = 1')).statements;
    expect(first?.kind === 'definition' && typed('Δ_2 = [A,\nA]', { span: first.nameSpan })).toBe('Δ_2');
    expect(first?.span.end).toBe(12);
    expect(codes(text)).toEqual(['input second-equals']);
  });
});

describe('limits and long texts', () => {
  const repeat = (text: string, count: number) => Array.from({ length: count }, () => text);

  it('a sum of ten thousand terms is one sum', () => {
    const tree = parseExpression(source(repeat('J S^z_j S^z_<j+1>', 10_000).join(' + ')));
    expect(tree.kind === 'sum' && tree.terms.length).toBe(10_000);
    expect(show(tree).length).toBeGreaterThan(200_000);
  });

  it('a product of ten thousand factors is one product', () => {
    const tree = parseExpression(source(repeat('A', 10_000).join(' ')));
    expect(tree.kind === 'product' && tree.factors.length).toBe(10_000);
  });

  it('brackets nest to a declared depth', () => {
    const nested = (depth: number) => codes(`${'['.repeat(depth)}A${', B]'.repeat(depth)}`);
    expect(nested(deepestBrackets)).toEqual([]);
    expect(nested(deepestBrackets + 1)).toEqual(['limit nesting-too-deep']);
    expect(nested(100_000)).toEqual(['limit nesting-too-deep']);
    expect(codes(`f${'('.repeat(1000)}`)).toEqual(['limit nesting-too-deep']);
    expect(codes(`${'with a = 1: '.repeat(1000)} A`)).toEqual(['limit nesting-too-deep']);
    expect(codes(`${'\\frac{'.repeat(1000)}A`)).toEqual(['limit nesting-too-deep']);
  });

  it('marks on one factor are bounded too, so that no walk of the tree is deep', () => {
    expect(codes(`A${'†'.repeat(10_000)}`)).toEqual(['limit nesting-too-deep']);
    expect(codes(`A${'^2'.repeat(10_000)}`)).toEqual(['limit nesting-too-deep']);
    expect(codes(`A${'†'.repeat(100)}`)).toEqual([]);
  });

  it('signs without end are refused at the second', () => {
    const [diagnostic] = parseProgram(source(`${'-'.repeat(10_000)}A`)).diagnostics;
    expect(diagnostic?.code).toBe('sign-needs-brackets');
    expect(placeOf(diagnostic!.span!).column).toBe(2);
  });

  it('statements, sources, numbers and errors have a longest', () => {
    expect(codes(repeat('A', longestStatement).join(' '))).toEqual([]);
    expect(codes(repeat('A', longestStatement + 1).join(' '))).toEqual(['limit statement-too-long']);
    expect(codes('A'.repeat(longestSource + 1))).toEqual(['limit source-too-long']);
    expect(codes('1'.repeat(100_000))).toEqual(['limit number-too-long']);
    expect(codes('1e99999')).toEqual(['limit number-too-long']);
    expect(codes(repeat('@', 1000).join('\n')).at(-1)).toBe('limit too-many-errors');
    expect(codes(repeat('A', 100_001).join(';'))).toEqual(['limit too-many-statements']);
    expect(needsMore('('.repeat(longestSource + 1))).toBe(false);
  });

  it.each([
    ['accents', `A${'\u0301\u0323'.repeat(500_000)}`],
    ['spaces behind a command', `\\frac12${' '.repeat(300_000)}H(`],
    ['letters that TeX keeps apart', `\\frac12${' + KS_0^x'.repeat(10_000)}`],
    ['spaces', `on${' '.repeat(1_000_000)}x`],
    ['open subscripts', 'a_{'.repeat(100_000)],
    ['open sites', 'S_<'.repeat(100_000)],
    ['claim heads', 'prove a cites "'.repeat(50_000)],
    ['digits with points', '1.'.repeat(500_000)],
    ['a name', 'a'.repeat(1_000_000)],
    ['sum signs', 'sum_j '.repeat(50_000)],
    ['bars', '|1>'.repeat(100_000)],
    ['one bad word in a long line', `${'A '.repeat(90_000)}@`],
    ['quotes', '"'.repeat(500_000)],
    ['backslashes', '\\'.repeat(500_000)],
    ['an open bracket before many lines', `(${'\n A B'.repeat(20_000)}`],
  ])(
    '%s: a long text that means nothing is answered',
    (_, text) => {
      const { statements, diagnostics } = parseProgram(source(text));
      expect(statements.length + diagnostics.length).toBe(1);
    },
    20_000,
  );
});
